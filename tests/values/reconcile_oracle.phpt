--TEST--
Of random bills and books the differences are those that a plain comparison in PHP finds, in memory and through temporary files
--EXTENSIONS--
pay
--INI--
memory_limit=-1
--FILE--
<?php
require __DIR__ . '/../inc/reconcile.inc';

use Pay\State;

/*
 * The same rules a second time, over arrays: all rows of a thing are put together, ordered as the extension says it takes them, the
 * first of each side is compared and the others are told as repeated.
 */
const AGREE = [
    'payment' => ['succeeded' => ['succeeded', 'refunded'], 'closed' => ['closed', 'refunded', 'failed'], 'unknown' => []],
    'refund' => ['pending' => ['pending', 'succeeded', 'closed', 'refunded', 'failed'], 'succeeded' => ['succeeded', 'refunded'], 'failed' => ['closed', 'failed'],
        'closed' => ['closed', 'failed'], 'unknown' => []],
];

function oracle(array $facts): array
{
    $order = array_flip(array_column(State::cases(), 'value'));
    usort($facts, fn ($a, $b) => [strcmp($a['number'], $b['number']), $a['refund'] !== '', strcmp($a['refund'], $b['refund']), $a['here'], !($a['revoked'] ?? false), $order[$a['state']], $a['fen'], strcmp($a['id'], $b['id'])]
        <=> [0, $b['refund'] !== '', 0, $b['here'], !($b['revoked'] ?? false), $order[$b['state']], $b['fen'], 0]);
    $told = [];
    $things = [];
    foreach ($facts as $fact) {
        $things["$fact[number]/$fact[refund]"][(int) $fact['here']][] = $fact;
    }
    foreach ($things as $thing) {
        [$there, $here] = [$thing[0] ?? [], $thing[1] ?? []];
        $refund = ($there[0] ?? $here[0])['refund'] !== '';
        $payments = array_filter($there, fn ($fact) => !($fact['revoked'] ?? false));
        if (($there[0]['revoked'] ?? false) && $payments !== []) { // paid and taken back
            $there[0] = ['state' => 'closed'] + reset($payments);
            array_splice($there, key($payments), 1);
        }
        array_push($told, ...array_map(fn ($fact) => tell('repeated-there', $fact, null), array_slice($there, 1)), ...array_map(fn ($fact) => tell('repeated-here', null, $fact), array_slice($here, 1)));
        [$there, $here] = [$there[0] ?? null, $here[0] ?? null];
        if ($here === null) {
            $told[] = tell('missing-here', $there, null);
        } elseif ($there === null) {
            if (in_array($here['state'], ['succeeded', 'refunded', 'unknown'], true)) {
                $told[] = tell('missing-there', null, $here);
            }
        } else {
            if ($there['fen'] !== $here['fen']) {
                $told[] = tell('amount', $there, $here);
            }
            if (!in_array($here['state'], AGREE[$refund ? 'refund' : 'payment'][$there['state']], true)) {
                $told[] = tell('state', $there, $here);
            }
        }
    }
    sort($told, SORT_STRING);
    return $told;
}

function tell(string $kind, ?array $there, ?array $here): string
{
    $side = fn (?array $fact) => $fact === null ? 'nothing' : "$fact[fen] $fact[state]";
    $about = $there ?? $here;
    return "$kind $about[number]" . ($about['refund'] === '' ? '' : "/$about[refund]") . ": here {$side($here)}, there {$side($there)}" . ($there === null ? '' : " ($there[id])");
}

/** What a bill's or a shop's row says, and the row. @return array{array, array} */
function random_fact(int $numbers, bool $wechat): array
{
    $number = str_repeat($wechat ? 'w' : 'a', $numbers > 4 ? 60 : 1) . mt_rand(1, $numbers);
    $refund = mt_rand(0, 2) === 0 ? 'r' . mt_rand(1, 2) : '';
    $fen = mt_rand(1, 2) * 99;
    $yuan = Pay\Money::fen($fen)->toYuan();
    if (mt_rand(0, 1) === 0) {
        $state = State::cases()[mt_rand(0, 5)];
        return [['number' => $number, 'refund' => $refund, 'here' => true, 'state' => $state->value, 'fen' => $fen, 'id' => ''], shop_row($number, $fen, $state, $refund ?: null)];
    }
    $fact = ['number' => $number, 'refund' => $refund, 'here' => false, 'state' => 'succeeded', 'fen' => $fen, 'id' => ($wechat ? '4200' : '2026') . $number];
    if (!$wechat) {
        return [$fact, alipay_row($number, $refund === '' ? '交易' : '退款', ($refund === '' ? '' : '-') . $yuan, $refund)];
    }
    if ($refund !== '') {
        $word = ['SUCCESS' => 'succeeded', 'PROCESSING' => 'pending', 'CHANGE' => 'failed', 'CLOSED' => 'closed', 'NEW' => 'unknown'];
        $status = array_keys($word)[mt_rand(0, 4)];
        return [['state' => $word[$status]] + $fact, wechat_row($number, 'REFUND', $yuan, $refund, $status)];
    }
    return mt_rand(0, 4) > 0 ? [$fact, wechat_row($number, 'SUCCESS', $yuan)] : [['state' => 'closed', 'revoked' => true] + $fact, wechat_row($number, 'REVOKED', $yuan)];
}

function agree(int $rows, int $numbers): int
{
    $facts = $bill = $orders = [];
    for ($i = 0; $i < $rows; $i++) {
        [$fact, $row] = random_fact($numbers, mt_rand(0, 1) === 0);
        $facts[] = $fact;
        $fact['here'] ? $orders[] = $row : $bill[] = $row;
    }
    $told = differences($bill, $orders);
    sort($told, SORT_STRING);
    $expected = oracle($facts);
    if ($told !== $expected) {
        echo "$rows rows: the extension says\n", implode("\n", array_diff($told, $expected)), "\nand the oracle\n", implode("\n", array_diff($expected, $told)), "\n";
    }
    return count($told);
}

$seed = (int) (getenv('PAY_SEED') ?: random_int(1, PHP_INT_MAX));
mt_srand($seed);
ob_start();
$count = 0;
for ($round = 0; $round < (PHP_DEBUG ? 200 : 2000); $round++) {
    $count += agree(mt_rand(0, 12), mt_rand(1, 4));
}
$count += agree(PHP_DEBUG ? 3000 : 80000, 30000); // the latter is more than is sorted in memory; under ASan it takes minutes
$wrong = ob_get_clean();
echo $wrong === '' ? '' : "PAY_SEED=$seed\n$wrong", $count > 1500 ? 'compared' : "only $count", "\n";
?>
--EXPECT--
compared
