--TEST--
A hundred forked children open their own connections and get their own answers, and the parent's goes on working
--EXTENSIONS--
pay
--INI--
pay.idle_timeout=300
--SKIPIF--
<?php if (!function_exists('pcntl_fork')) die('skip pcntl is not loaded'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

const CHILDREN = 100;
const AT_ONCE = 20; // as many as wait to be accepted without being turned away

$gateway = new Gateway(tls: true);
$pay = $gateway->client();
$before = Pay\status()['connections'];
$pay->native(order('fork-parent'));
$answers = [];
for ($i = 0; $i < CHILDREN; $i += AT_ONCE) {
    $children = [];
    for ($j = $i; $j < $i + AT_ONCE; $j++) {
        $pid = pcntl_fork();
        if ($pid === 0) {
            // SIGKILL: the child must not run the destructor that ends the gateway.
            file_put_contents("$gateway->dir/child-$j", json_encode(child($pay, "fork-child-$j")));
            kill_self();
        }
        $children[] = $pid;
    }
    // Meanwhile the parent goes on over the connection that they all inherited.
    $parents[] = $pay->query('fork-parent')['out_trade_no'];
    foreach ($children as $pid) {
        pcntl_waitpid($pid, $status);
    }
}
for ($i = 0; $i < CHILDREN; $i++) {
    $answers[str_replace("fork-child-$i\"", 'its own"', file_get_contents("$gateway->dir/child-$i"))][] = $i;
}
foreach ($answers as $answer => $children) {
    echo count($children), " children: $answer\n";
}
var_dump(array_unique($parents));
$counts = Pay\status()['connections'];
var_dump($counts['opened'] - $before['opened'], $counts['reused'] - $before['reused']);

/** Its own order, placed and asked for twice, and the connections it took. */
function child(Pay\WeChat $pay, string $number): array
{
    $pay->native(order($number));
    $asked = [$pay->query($number)['out_trade_no'], $pay->query($number)['out_trade_no']];
    $counts = Pay\status()['connections'];
    return [...$asked, $counts['opened'], $counts['reused']];
}

function kill_self(): never
{
    pcntl_exec('/bin/sh', ['-c', 'kill -9 $$']);
    exit;
}
?>
--EXPECT--
100 children: ["its own","its own",1,2]
array(1) {
  [0]=>
  string(11) "fork-parent"
}
int(1)
int(5)
