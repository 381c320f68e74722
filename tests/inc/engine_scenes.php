<?php
/**
 * What an engine of examples/engines has to do right, in a process of its own that has its packages: engine_scenes.php ENGINE VENDOR GIVEN
 * (tests/inc/carried.inc).
 */
[, $engine, $packages, $given] = $argv;
[$wechat, $alipay, $caFiles, $gateway] = unserialize(base64_decode($given));
require __DIR__ . '/alipay_gateway.inc';
require "$packages/vendor/autoload.php";
foreach (glob(__DIR__ . "/../../examples/engines/*/{$engine}Transport.php") as $file) {
    require $file;
}

function transport(string $engine, string $caFile): Pay\Transport
{
    $verify = $caFile === '' ? true : $caFile;
    return match ($engine) {
        'Guzzle' => new App\GuzzleTransport(new GuzzleHttp\Client(['verify' => $verify])),
        'Psr18' => new App\Psr18Transport(new GuzzleHttp\Client(['verify' => $verify, 'timeout' => 2, 'decode_content' => false,
            'curl' => [CURLOPT_FORBID_REUSE => true]]), new GuzzleHttp\Psr7\HttpFactory()),
        'Amp' => new App\AmpTransport((new Amp\Http\Client\HttpClientBuilder())->usingPool(new Amp\Http\Client\Connection\UnlimitedConnectionPool(
            new Amp\Http\Client\Connection\DefaultConnectionFactory(connectContext: (new Amp\Socket\ConnectContext())->withTlsContext(
                (new Amp\Socket\ClientTlsContext(''))->withCaFile($caFile === '' ? null : $caFile)))))),
    };
}

$over = fn (string $url, string $caFile, float $timeout = 30.0) => new Pay\Http(timeout: $timeout, retries: 1, baseUrl: $url,
    transport: transport($engine, $caFile));
$wx = new Pay\WeChat(...$wechat, http: $over($gateway, $caFiles[0]));
$ali = new Pay\Alipay(...$alipay['credentials'], http: $over($alipay['baseUrl'], $caFiles[1]));
$control = fn (string $path, array $body = []) => json_decode(file_get_contents("$gateway/sandbox/$path", false, stream_context_create([
    'http' => ['method' => $body ? 'POST' : 'GET', 'header' => ['Content-Type: application/json', 'Connection: close'],
        'content' => $body ? json_encode($body) : ''],
    'ssl' => ['cafile' => $caFiles[0], 'verify_peer_name' => false]])), true);
$fault = fn (string $fault, int $times) => $control('fault', ['match' => '*', 'fault' => $fault, 'times' => $times, 'value' => 2]);
$sent = fn () => count($control('requests')['requests']);
$show = function (string $what, callable $call) use ($sent) {
    $before = $sent();
    $said = preg_replace('~ <- \w+Exception$~', ' <- its own', rtrim(outcome($call)));
    echo "$what: $said, came ", $sent() - $before, "\n";
};

$show('order', fn () => $wx->native(order('en_0001')));
$show('query', fn () => $wx->query('en_0001'));
$show('refused', fn () => $wx->query('en_none'));
$show('bill', fn () => iterator_to_array($wx->bill('2026-11-24')));
$show('Alipay', fn () => $ali->precreate(['out_trade_no' => 'en_0001', 'subject' => '龙井茶', 'total_amount' => '1.00']));
$show('bill of Alipay', fn () => iterator_to_array($ali->bill('2026-11-24')));
$show('signed by another CA', fn () => $wx->withHttp($over($gateway, $caFiles[2]))->query('en_0001'));
$show('no CA of this machine', fn () => $wx->withHttp($over($gateway, ''))->query('en_0001'));
$show('of another name', fn () => $wx->withHttp($over(str_replace('127.0.0.1', 'shop.localhost', $gateway), $caFiles[0]))->query('en_0001'));
$show('nobody there', fn () => $wx->withHttp($over('https://127.0.0.1:9', $caFiles[0]))->request('POST', '/v3/anything', ['a' => 'b']));
$fault('redirect', 1);
$show('redirected', fn () => $wx->query('en_0001'));
$fault('close-after-read', 1);
$show('a read, closed without an answer', fn () => $wx->query('en_0001'));
$fault('close-after-read', 1);
$show('money, closed without an answer', fn () => $wx->request('POST', '/v3/anything', ['a' => 'b']));
$fault('hang', 1);
$show('silence', fn () => $wx->withHttp($over($gateway, $caFiles[0], 2.0))->request('POST', '/v3/anything', ['a' => 'b']));
foreach (['nobody there' => 'https://127.0.0.1:9', 'closed' => $gateway] as $what => $url) {
    $fault('close-after-read', $what === 'closed' ? 1 : 0);
    try {
        (new Pay\WeChat(...['appSecret' => 'CANARY'] + $wechat, http: $over($url, $caFiles[0])))->session('code');
    } catch (Pay\TransportException $e) {
        echo "the secret of a login, $what: ", str_contains((string) $e, 'CANARY') ? "SHOWN $e" : 'not shown', "\n";
    }
}

if ($engine === 'Amp') {
    $fault('delay', 1);
    $slow = Amp\async(fn () => $wx->native(order('en_0002')) ? 'the slow call' : '');
    $other = Amp\async(fn () => $ali->precreate(['out_trade_no' => 'en_0002', 'subject' => 'tea', 'total_amount' => '1.00']) ? 'the other' : '');
    $ended = [];
    foreach ([$slow, $other] as $future) {
        $future->map(function (string $name) use (&$ended) { $ended[] = $name; });
    }
    Amp\Future\await([$slow, $other]);
    Amp\delay(0);
    echo 'done first: ', implode(', then ', $ended), "\n";
    echo json_encode(Amp\Future\await(array_map(fn ($n) => Amp\async(fn () => $wx->query("en_000$n")->state), [1, 2]))), "\n";
    $refused = Pay\concurrent([fn () => $wx->query('en_0001')])[0];
    echo 'within Pay\concurrent(): ', $refused::class, "\n";
}
