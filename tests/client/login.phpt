--TEST--
A login gives the openid; a code is used once, and the secret stands in no message, log or trace
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway();
$pay = $gateway->client(['appSecret' => $gateway->config['appSecret']]);

$url = $pay->authorizeUrl('https://shop.example/login?next=%2Fa', 'state1');
echo str_replace($gateway->url, 'GATEWAY', $url), "\n";
$context = stream_context_create(['http' => ['follow_location' => 0, 'ignore_errors' => true]]);
file_get_contents(strtok($url, '#'), false, $context);
$location = implode(preg_filter('/^Location: /i', '', $http_response_header));
parse_str(parse_url($location, PHP_URL_QUERY), $back);
echo $back['state'], ' ', isset($back['code']) ? 'code' : 'no code', "\n";

$login = $pay->openid($back['code']);
echo json_encode([$login['openid'] !== '', isset($login['access_token']), $login->verified, $login->state->value]), "\n";
$mini = $pay->session($gateway->control('POST', '/code', ['kind' => 'mini'])['code']);
echo json_encode([$mini['openid'] !== '', strlen(base64_decode($mini['session_key']))]), "\n";

function refusal(callable $call, string $secret): string
{
    try {
        $call();
        return 'done';
    } catch (Throwable $e) {
        $frames = array_filter($e->getTrace(), fn ($frame) => str_starts_with($frame['class'] ?? '', 'Pay\\'));
        $shown = $e->getMessage() . ($e instanceof Pay\PayException ? $e->hint : '') . json_encode(array_column($frames, 'args'))
            . json_encode($e instanceof Pay\ApiException ? $e->body : null);
        return basename(strtr($e::class, '\\', '/')) . ($e instanceof Pay\PayException ? " $e->reason" : '')
            . ($e instanceof Pay\ApiException ? ' ' . json_encode([$e->errorCode, preg_replace('/, rid: \w+$/', '', $e->errorMessage), $e->status, $e->retryable, $e->verified]) : '')
            . (str_contains($shown, $secret) ? ' SHOWS THE SECRET' : '');
    }
}
$secret = $gateway->config['appSecret'];
echo refusal(fn () => $pay->openid($back['code']), $secret), "\n";
echo refusal(fn () => $pay->openid('unknown-code'), $secret), "\n";
$wrong = 'c0ffee00c0ffee00c0ffee00c0ffee00';
echo refusal(fn () => $gateway->client(['appSecret' => $wrong])->session('x'), $wrong), "\n";
foreach (['http-500', 'garbage', 'close-after-read', 'truncate', 'not-json'] as $fault) {
    $gateway->fault('GET /sns/oauth2/access_token', $fault, 9);
    $before = $gateway->count('GET /sns/oauth2/access_token');
    echo "$fault: ", refusal(fn () => $pay->openid('some-code'), $secret), ' ', $gateway->count('GET /sns/oauth2/access_token') - $before, "\n";
    $gateway->control('DELETE', '/faults');
}

echo "-- refused before anything is sent\n";
$before = $gateway->count();
foreach ([
    fn () => $gateway->client()->openid('x'), fn () => $gateway->client(['appId' => null, 'appSecret' => $secret])->openid('x'),
    fn () => $gateway->client(['appId' => null])->authorizeUrl('https://shop.example/'), fn () => $pay->openid(''), fn () => $pay->openid('a b'), fn () => $pay->session("a\r\nb"),
    fn () => $pay->authorizeUrl('/login'), fn () => $pay->authorizeUrl('https://shop.example/', 'a b'), fn () => $pay->authorizeUrl('https://shop.example/', '', 'all'),
    fn () => $gateway->client(['appSecret' => 'not a secret']),
] as $call) {
    echo refusal($call, $secret), "\n";
}
var_dump($gateway->count() === $before);
$real = new Pay\WeChat(...['http' => new Pay\Http(caFile: $gateway->dir . '/ca.pem'), 'appSecret' => $secret] + $gateway->credentials());
echo $real->authorizeUrl('https://shop.example/login?a=1', 'x&y'), "\n";
ob_start();
var_dump($pay, $login);
print_r($pay);
echo str_contains(ob_get_clean(), $secret) ? "DUMPED\n" : "not dumped\n";
?>
--EXPECT--
GATEWAY/connect/oauth2/authorize?appid=wx2421b1c4370ec43b&redirect_uri=https%3A%2F%2Fshop.example%2Flogin%3Fnext%3D%252Fa&response_type=code&scope=snsapi_base&state=state1#wechat_redirect
state1 code
[true,true,false,"unknown"]
[true,16]
ApiException api.40163 ["40163","code been used",200,false,false]
ApiException api.40029 ["40029","invalid code",200,false,false]
ApiException api.40125 ["40125","invalid appsecret",200,false,false]
http-500: ApiException api.500 ["","",500,false,false] 1
garbage: TransportException transport.http 1
close-after-read: TransportException transport.closed 1
truncate: TransportException transport.truncated 1
not-json: SignatureException signature.malformed 1
-- refused before anything is sent
ConfigException config.missing
ConfigException config.missing
ConfigException config.missing
ValueError
ValueError
ValueError
ValueError
ValueError
ValueError
ConfigException config.format
bool(true)
https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx2421b1c4370ec43b&redirect_uri=https%3A%2F%2Fshop.example%2Flogin%3Fa%3D1&response_type=code&scope=snsapi_base&state=x%26y#wechat_redirect
not dumped
