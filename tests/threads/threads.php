<?php
/*
 * Threads of one process, each with requests of its own, as a thread-safe server serves them. Needs the extension of threads.c.
 * Ends in `N passed, N failed`.
 */
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/notify.inc';

const THREADS = 6;
const ROUNDS = 5;

$passed = $failed = 0;
$check = function (string $what, bool $is) use (&$passed, &$failed): void {
    $is ? $passed++ : $failed++;
    echo $is ? '' : "FAIL $what\n";
};
$descriptors = fn (): int => count(scandir('/proc/self/fd'));

$gateway = new Gateway(tls: true);
$dir = $gateway->dir;
file_put_contents("$dir/message.json", json_encode(message()));
file_put_contents("$dir/request.php", '<?php
' . $gateway->code() . '
$shop = new Pay\WeChat(...' . var_export(array_diff_key(credentials(), ['http' => 0]), true) . ');
[$body, $headers] = json_decode(file_get_contents(' . var_export("$dir/message.json", true) . '), true);
$number = "thread-$thread-round-$round";
$said = [$shop->notification($body, $headers)->outTradeNo];
try {
    $shop->notification("$body ", $headers);
} catch (Pay\SignatureException $e) {
    $said[] = $e->reason;
}
$pay->native(["out_trade_no" => $number, "description" => "tea", "amount" => Pay\Money::fen(1)]);
$said[] = $pay->query($number)["out_trade_no"] === $number;
$said[] = function_exists("Pay\concurrent") ? array_map(fn ($result) => $result["out_trade_no"] === $number,
    Pay\concurrent([fn () => $pay->query($number), fn () => $pay->query($number)])) : [true, true];
$status = Pay\status();
$said[] = [$status["keys"]["parses"], $status["connections"]["opened"], $status["trust_store_parses"]];
file_put_contents(' . var_export($dir, true) . ' . "/$number", json_encode($said));
if ($round % 2 === 1) { // ends in the middle of all it holds
    ini_set("display_errors", "0");
    $kept = [$pay, $shop];
    trigger_error("the end of this request", E_USER_ERROR);
}
');
$pay = $gateway->client();
$pay->native(order('main-order'));
$opened = Pay\status()['connections']['opened'];
$before = $descriptors();
threads\run(THREADS, ROUNDS, "$dir/request.php");

$counts = [];
for ($thread = 0; $thread < THREADS; $thread++) {
    for ($round = 0; $round < ROUNDS; $round++) {
        $said = json_decode((string) @file_get_contents("$dir/thread-$thread-round-$round"), true);
        $counts[$thread][$round] = $said === null ? null : array_pop($said);
        $check("thread $thread, round $round: " . json_encode($said),
            $said === ['1217752501201407033233368018', 'signature.mismatch', true, [true, true]]);
    }
    $check("thread $thread parses its keys and trust store once: " . json_encode($counts[$thread]),
        $counts[$thread][0] !== null && array_column($counts[$thread], 0) === array_fill(0, ROUNDS, $counts[$thread][0][0])
        && array_column($counts[$thread], 2) === array_fill(0, ROUNDS, 1));
}
$check("a thread that ends closes its connections: $before descriptors before, {$descriptors()} after", $descriptors() === $before);
$check('the main thread goes on over its own connection', $pay->query('main-order')['out_trade_no'] === 'main-order'
    && Pay\status()['connections']['opened'] === $opened);
$orders = $gateway->count('POST /v3/pay/transactions/native');
$check("each order arrived once: $orders", $orders === 1 + THREADS * ROUNDS);
printf("%d passed, %d failed\n", $passed, $failed);
