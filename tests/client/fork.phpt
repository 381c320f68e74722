--TEST--
A hundred forked children, however they end, get their own answers over their own connections, and the parent's goes on working
--EXTENSIONS--
pay
--SKIPIF--
<?php if (!function_exists('pcntl_fork')) die('skip pcntl is not loaded'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/keys.inc';

putenv('ASAN_OPTIONS=detect_leaks=0'); // what a child inherits it forgets, and does not free
// In a process of its own: where run-tests has each script run twice, a child's return would begin the second run.
echo child('<?php require ' . var_export(__DIR__ . '/../inc/gateway.inc', true) . ';' . <<<'CODE'

const CHILDREN = 100;
const AT_ONCE = 20; // as many as wait to be accepted without being turned away
const ENDS = ['return', 'leave', 'kill', 'error'];

$gateway = new Gateway(tls: true);
// On a loaded machine a handshake may take longer than a shop would wait.
$pay = $gateway->client(['http' => new Pay\Http(timeout: 60.0, connectTimeout: 60.0, baseUrl: $gateway->url, caFile: "$gateway->dir/ca.pem")]);
$before = Pay\status()['connections'];
$pay->native(order('fork-parent'));
$answers = $ends = [];
for ($i = 0; $i < CHILDREN; $i += AT_ONCE) {
    $children = [];
    for ($j = $i; $j < $i + AT_ONCE; $j++) {
        $pid = pcntl_fork();
        if ($pid === 0) {
            // One in five ends with what it inherited as it found it.
            if ($j % 5 !== 0) {
                file_put_contents("$gateway->dir/child-$j", json_encode(child($pay, "fork-child-$j")));
            }
            $end = ENDS[$j % count(ENDS)];
            if ($end === 'return') {
                return;
            }
            $end($pay);
        }
        $children[$pid] = ENDS[$j % count(ENDS)];
    }
    // Meanwhile the parent goes on over the connection that they all inherited.
    $parents[] = $pay->query('fork-parent')['out_trade_no'];
    foreach ($children as $pid => $end) {
        pcntl_waitpid($pid, $status);
        $how = pcntl_wifsignaled($status) ? 'signal ' . pcntl_wtermsig($status) : 'status ' . pcntl_wexitstatus($status);
        $ends["$end: $how"] = ($ends["$end: $how"] ?? 0) + 1;
    }
    $parents[] = $pay->query('fork-parent')['out_trade_no'];
}
print_r($ends);
for ($i = 0; $i < CHILDREN; $i++) {
    if ($i % 5 !== 0) {
        $answers[str_replace("fork-child-$i\"", 'its own"', file_get_contents("$gateway->dir/child-$i"))][] = $i;
    }
}
foreach ($answers as $answer => $children) {
    echo count($children), " children: $answer\n";
}
var_dump(array_unique($parents));
$counts = Pay\status()['connections'];
var_dump($counts['opened'] - $before['opened'], $counts['reused'] - $before['reused']);
var_dump($gateway->count('POST /v3/pay/transactions/native'));

/** Its own order, placed and asked for twice, and the connections it took. */
function child(Pay\WeChat $pay, string $number): array
{
    $pay->native(order($number));
    $asked = [$pay->query($number)['out_trade_no'], $pay->query($number)['out_trade_no']];
    $counts = Pay\status()['connections'];
    return [...$asked, $counts['opened'], $counts['reused']];
}

/** With destructors, in the middle of the script. */
function leave(): never
{
    exit(3);
}

function kill(): never
{
    exec('kill -9 $PPID');
    exit(1);
}

/** Without destructors. */
function error(): never
{
    ini_set('display_errors', '0');
    trigger_error('the end of this child', E_USER_ERROR);
    exit(1);
}
CODE, ['pay.idle_timeout' => 300]);
?>
--EXPECT--
Array
(
    [return: status 0] => 25
    [leave: status 3] => 25
    [kill: signal 9] => 25
    [error: status 255] => 25
)
80 children: ["its own","its own",1,2]
array(1) {
  [0]=>
  string(11) "fork-parent"
}
int(1)
int(10)
int(81)
