--TEST--
A forked child opens its own connection, and the parent's goes on working
--EXTENSIONS--
pay
--SKIPIF--
<?php if (!function_exists('pcntl_fork')) die('skip pcntl is not loaded'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway(tls: true);
$pay = $gateway->client();
$before = Pay\status()['connections'];
$pay->native(order('fork-parent-1'));
$children = [];
for ($i = 1; $i <= 3; $i++) {
    $pid = pcntl_fork();
    if ($pid === 0) {
        $first = $pay->native(order("fork-child-$i"))->url;
        $state = $pay->query("fork-child-$i");
        $counts = Pay\status()['connections'];
        // SIGKILL: the child must not run the destructor that ends the gateway.
        file_put_contents("$gateway->dir/child-$i", json_encode([$state['out_trade_no'], $counts['opened'], $counts['reused']]));
        posix_kill_self();
    }
    $children[] = $pid;
}
foreach ($children as $pid) {
    pcntl_waitpid($pid, $status);
}
for ($i = 1; $i <= 3; $i++) {
    echo file_get_contents("$gateway->dir/child-$i"), "\n";
}
$pay->native(order('fork-parent-2'));
$counts = Pay\status()['connections'];
var_dump($counts['opened'] - $before['opened'], $counts['reused'] - $before['reused']);

function posix_kill_self(): never
{
    pcntl_exec('/bin/sh', ['-c', 'kill -9 $$']);
    exit;
}
?>
--EXPECT--
["fork-child-1",1,1]
["fork-child-2",1,1]
["fork-child-3",1,1]
int(1)
int(1)
