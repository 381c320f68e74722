--TEST--
A fatal error in the middle of a call leaves the kept handle usable for the next request of the worker
--EXTENSIONS--
pay
--SKIPIF--
<?php if (getenv('USE_ZEND_ALLOC') === '0') die('skip memory_limit needs the Zend allocator'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

// The built-in web server keeps one process for all requests, as an FPM worker does.
$gateway = new Gateway();
$gateway->client()->native(order('limit-0001'));
$script = $gateway->dir . '/worker.php';
file_put_contents($script, '<?php
require ' . var_export(__DIR__ . '/../inc/gateway.inc', true) . ';
$config = json_decode(file_get_contents($_GET["dir"] . "/config.json"), true);
$pay = new Pay\WeChat(mchId: $config["mchid"], appId: $config["appid"], privateKey: $_GET["dir"] . "/apiclient_key.pem",
    certificate: $_GET["dir"] . "/apiclient_cert.pem", apiV3Key: $config["apiV3Key"],
    platformKeys: [$config["publicKeyId"] => $_GET["dir"] . "/pub_key.pem"], http: new Pay\Http(baseUrl: $_GET["url"], retries: 0));
if (isset($_GET["limit"])) {
    $ballast = str_repeat("x", 1 << 20);
    ini_set("memory_limit", (string) (memory_get_usage() + (int) $_GET["limit"]));
}
try {
    echo $pay->query("limit-0001")["out_trade_no"];
} catch (Throwable $e) {
    echo get_class($e), " ", $e->getMessage();
}
');
$server = proc_open([PHP_BINARY, '-n', '-d', 'extension=' . pay_so(), '-d', 'display_errors=0', '-S', '127.0.0.1:0', $script],
    [['pipe', 'r'], ['file', '/dev/null', 'w'], ['pipe', 'w']], $pipes);
while (!preg_match('~\((http://[^)]+)\) started~', (string) fgets($pipes[2]), $match));
$get = fn (array $query) => @file_get_contents("$match[1]/?" . http_build_query($query + ['dir' => $gateway->dir, 'url' => $gateway->url]));

var_dump($get([]));
$big = $gateway->control('POST', '/fault', ['match' => 'GET *', 'fault' => 'oversize', 'times' => 40, 'value' => 3 << 20]);
for ($i = 0; $i < 40; $i++) {
    $get(['limit' => 4096 * $i]);
}
$gateway->control('DELETE', '/faults');
var_dump($get([]));
proc_terminate($server);
proc_close($server);

function pay_so(): string
{
    foreach (explode("\n", file_get_contents('/proc/self/maps')) as $line) {
        if (str_ends_with($line, '/pay.so')) {
            return substr($line, strpos($line, '/'));
        }
    }
    die('pay.so is not mapped');
}
?>
--EXPECT--
string(10) "limit-0001"
string(10) "limit-0001"
