--TEST--
Swoole: the guide's transport proves TLS, tells what was not sent from what may have been, and stops its coroutine alone
--EXTENSIONS--
pay
openssl
--SKIPIF--
<?php
require __DIR__ . '/../inc/framework.inc';
Framework::skipWithoutExtensions('swoole');
?>
--FILE--
<?php
require __DIR__ . '/../inc/framework.inc';
$wechat = new Gateway(tls: true);
$alipay = new AlipayGateway(tls: true);
$other = new Gateway(tls: true);
$script = <<<'PHP'
    require $argv[1] . '/tests/inc/alipay_gateway.inc';
    require $argv[1] . '/examples/frameworks/hyperf/app/SwooleTransport.php';
    // The sandbox's certificate is of localhost.
    function over(string $url, string $caFile, float $timeout = 5.0): Pay\Http
    {
        return new Pay\Http(timeout: $timeout, retries: 1, baseUrl: $url, transport: new App\SwooleTransport($caFile));
    }
    [$wechat, $alipay, $caFiles, $gateway] = unserialize(base64_decode($argv[2]));
    $named = fn (string $url) => str_replace('127.0.0.1', 'localhost', $url);
    $good = over($named($gateway), $caFiles[0]);
    $wx = new Pay\WeChat(...$wechat, http: $good);
    $ali = new Pay\Alipay(...$alipay['credentials'], http: over($named($alipay['baseUrl']), $caFiles[1]));
    $fault = fn (string $fault, int $times) => file_get_contents("$gateway/sandbox/fault", false, stream_context_create([
        'http' => ['method' => 'POST', 'header' => 'Content-Type: application/json', 'content' => json_encode(
            ['match' => 'POST *', 'fault' => $fault, 'times' => $times, 'value' => 2])],
        'ssl' => ['cafile' => $caFiles[0], 'verify_peer_name' => false]]));
    Swoole\Coroutine::set(['hook_flags' => SWOOLE_HOOK_ALL, 'log_level' => SWOOLE_LOG_ERROR]);
    Swoole\Coroutine\run(function () use ($wx, $ali, $gateway, $caFiles, $good, $named, $fault) {
        $order = ['scene_info' => ['payer_client_ip' => '203.0.113.7', 'h5_info' => ['type' => 'Wap']]];
        $show = fn (string $what, callable $call) => print "$what: " . rtrim(outcome($call)) . "\n";
        $show('order', fn () => $wx->h5(order('sw_0001', $order)));
        $show('query', fn () => $wx->query('sw_0001'));
        $show('Alipay', fn () => $ali->precreate(['out_trade_no' => 'sw_0001', 'subject' => '龙井茶', 'total_amount' => '1.00']));
        $show('signed by another CA', fn () => $wx->withHttp(over($named($gateway), $caFiles[2]))->native(order('sw_0002')));
        $show('no CA of this machine', fn () => $wx->withHttp(over($named($gateway), ''))->native(order('sw_0002')));
        $show('of another name', fn () => $wx->withHttp(over($gateway, $caFiles[0]))->native(order('sw_0002')));
        $show('nobody there', fn () => $wx->withHttp(over('https://localhost:9', $caFiles[0]))->native(order('sw_0002')));
        $fault('close-after-read', 2);
        $show('closed without an answer', fn () => $wx->native(order('sw_0002')));
        $show('again', fn () => $wx->native(order('sw_0002')));
        $fault('hang', 1);
        $show('silence', fn () => $wx->withHttp(over($named($gateway), $caFiles[0], 1.0))->native(order('sw_0003')));

        $fault('delay', 1);
        $done = new Swoole\Coroutine\Channel(2);
        Swoole\Coroutine::create(function () use ($wx, $done) {
            $wx->native(order('sw_0004'));
            $done->push('the slow call');
        });
        Swoole\Coroutine::create(function () use ($ali, $done) {
            $ali->precreate(['out_trade_no' => 'sw_0002', 'subject' => 'tea', 'total_amount' => '1.00']);
            $done->push('the other');
        });
        echo 'done first: ', $done->pop(), ', then ', $done->pop(), "\n";
        echo json_encode(Pay\concurrent(array_map(fn ($n) => fn () => $wx->query("sw_000$n")->state, [1, 2, 4]))), "\n";
    });
    PHP;
file_put_contents("$wechat->dir/swoole.php", "<?php\n$script");
$credentials = fn (array $named) => array_diff_key($named, ['http' => 0]);
$given = [$credentials($wechat->credentials()),
    ['credentials' => $credentials($alipay->credentials()), 'baseUrl' => $alipay->config['baseUrl']],
    ["$wechat->dir/ca.pem", "$alipay->dir/ca.pem", "$other->dir/ca.pem"], $wechat->url];
$command = [PHP_BINARY, '-n', ...Framework::extensions(), '-d', 'pcre.jit=0', "$wechat->dir/swoole.php", dirname(__DIR__, 2),
    base64_encode(serialize($given))];
passthru(implode(' ', array_map('escapeshellarg', $command)));
?>
--EXPECT--
order: done
query: done
Alipay: done
signed by another CA: TransportException transport.failed <- TransportException
no CA of this machine: TransportException transport.failed <- TransportException
of another name: TransportException transport.failed <- TransportException
nobody there: TransportException transport.failed <- TransportException
closed without an answer: UnknownOutcomeException transport.failed <- RuntimeException
again: done
silence: UnknownOutcomeException transport.failed <- RuntimeException
done first: the other, then the slow call
["pending","pending","pending"]
