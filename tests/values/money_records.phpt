--TEST--
Every odd amount of the collection is refused before anything is sent, as Pay\Money and as a field, and the good ones keep each fen
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/client.inc';

// The amounts that are no JSON
$expressions = ['0.1+0.2' => 0.1 + 0.2, 'NAN' => NAN, 'INF' => INF, '100.0' => 100.0, 'PHP_INT_MAX + 1' => PHP_INT_MAX + 1, 'PHP_INT_MIN' => PHP_INT_MIN];
$pay = client();
$order = ['description' => 'tea', 'out_trade_no' => 'order-1'];

/** The field as an order carries it: what is accepted fails at the address where nothing listens. */
function field(Pay\WeChat $pay, array $order, mixed $amount): string
{
    $verdict = verdict(fn () => $pay->native($order + ['amount' => ['total' => $amount]]));
    return str_starts_with($verdict, 'TransportException') ? 'accepted' : $verdict;
}

$bad = 0;
foreach (bad_inputs('amount') as $id => $record) {
    $text = str_replace('\0', '\u0000', $record['payload']);
    $value = array_key_exists($text, $expressions) ? $expressions[$text] : json_decode($text, true);
    if ($record['reason'] === 'amount.refund_over_total') {
        $got = verdict(fn () => $pay->refund(['out_trade_no' => 'a', 'out_refund_no' => 'b', 'amount' => ['refund' => 101, 'total' => 100]]));
    } elseif ($record['reason'] === 'amount.two_units') {
        echo "$id not applicable: one way to say an amount\n";
        continue;
    } else {
        $got = verdict(function () use ($record, $value, &$money) {
            if (isset($record['setup'])) {
                setlocale(LC_ALL, 'de_DE.UTF-8', 'de_DE', 'fr_FR.UTF-8');
            }
            $money = $record['unit'] === 'fen' ? Pay\Money::fen($value) : Pay\Money::yuan($value);
        });
        if ($record['unit'] === 'fen' && field($pay, $order, $value) !== $got) {
            $got .= ' BUT AS A FIELD ' . field($pay, $order, $value);
        }
    }
    $wanted = $record['kind'] === 'accept' ? 'accepted' : 'ValueError';
    if ($got === 'accepted' && "accept-as:fen:$money->fen" !== $record['expected']) {
        $got .= " AS $money->fen";
    }
    if ($got !== $wanted) {
        $bad++;
        $got .= " BUT EXPECTED $wanted ($record[description])";
    }
    echo "$id $got\n";
}
echo "$bad differ\n";
?>
--EXPECT--
amt-001 ValueError
amt-002 ValueError
amt-004 ValueError
amt-005 ValueError
amt-007 ValueError
amt-008 ValueError
amt-010 ValueError
amt-011 ValueError
amt-013 accepted
amt-014 ValueError
amt-016 ValueError
amt-017 ValueError
amt-019 ValueError
amt-020 ValueError
amt-022 accepted
amt-023 accepted
amt-025 ValueError
amt-026 ValueError
amt-028 ValueError
amt-029 ValueError
amt-031 ValueError
amt-032 ValueError
amt-034 ValueError
amt-035 ValueError
amt-037 ValueError
amt-038 ValueError
amt-040 ValueError
amt-041 ValueError
amt-043 ValueError
amt-044 ValueError
amt-046 accepted
amt-047 ValueError
amt-049 not applicable: one way to say an amount
0 differ
