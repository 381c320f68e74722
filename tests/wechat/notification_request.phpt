--TEST--
notification() without arguments takes the request being answered, which others can read before and after
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/notify.inc';
require __DIR__ . '/../inc/web.inc';

file_put_contents($credentials = scratch() . '/credentials.php', '<?php return ' . var_export(array_diff_key(credentials(), ['http' => 1]), true) . ';');
$web = new Web(scratch() . '/web', ['notify.php' => '<?php
    $pay = new Pay\WeChat(...require ' . var_export($credentials, true) . ', http: new Pay\Http(baseUrl: "http://127.0.0.1:9"));
    $before = isset($_GET["before"]) ? file_get_contents("php://input") : null;
    if (isset($_GET["part"])) {
        $input = fopen("php://input", "r");
        $before = fread($input, 10);
    }
    ob_start();
    echo "stray output";
    try {
        $n = $pay->notification();
        $after = file_get_contents("php://input");
        $again = $pay->notification();
        header("X-Same: " . json_encode([$before === null || str_starts_with($after, $before), $after === $n->raw(), $again->id === $n->id, $n["trade_state"]]));
        $n->ok()->send();
    } catch (Pay\SignatureException $e) {
        header("X-Reason: $e->reason");
        $e->reply()->send();
    }']);

function post(string $url, string $body, array $headers): void
{
    $lines = '';
    foreach ($headers as $name => $value) {
        foreach ((array) $value as $one) {
            $lines .= "$name: $one\r\n";
        }
    }
    $answer = file_get_contents($url, false, stream_context_create(['http' => ['method' => 'POST', 'content' => $body, 'ignore_errors' => true,
        'header' => $lines . "Content-Type: " . ($headers['Content-Type'] ?? 'application/json') . "\r\n"]]));
    $shown = preg_grep('~^(HTTP/|Content-Type|X-(Same|Reason))~i', $http_response_header);
    echo implode(' | ', array_map(fn ($line) => preg_replace('~^HTTP/1.\d (\d+).*~', '$1', $line), $shown)), " | $answer\n";
}

$url = $web->url . '/notify.php';
[$body, $headers] = message();
foreach (['' => 'plain', '?before' => 'read before', '?part' => 'partly read before'] as $query => $name) {
    echo "$name: ";
    post($url . $query, $body, $headers);
}
echo 'form type: ';
post($url, $body, ['Content-Type' => 'text/plain'] + $headers);
echo 'lower case: ';
post($url, $body, array_change_key_case($headers));
echo 'changed: ';
post($url, "$body ", $headers);
echo 'from "localhost": ';
post($url, "$body ", ['Host' => 'localhost', 'X-Forwarded-For' => '127.0.0.1', 'X-Forwarded-Host' => 'localhost'] + $headers);
echo 'no headers: ';
post($url, $body, []);
echo 'empty: ';
post($url, '', $headers);
echo 'probe: ';
post($url, $body, ['Wechatpay-Signature' => 'WECHATPAY/SIGNTEST/' . $headers['Wechatpay-Signature']] + $headers);
echo 'large: ';
[$body, $headers] = message(['plain' => transaction(['attach' => str_repeat('a', 300000)])]);
post($url, $body, $headers);
echo 'too large: ';
[$body, $headers] = message(['event' => ['summary' => str_repeat('a', 1 << 20)]]);
post($url, $body, $headers);

// Outside of a request there is nothing to take.
unset($web);
echo 'command line: ', verdict(fn () => client()->notification()), "\n";
// One of the two given: the other is still the request's.
[$body, $headers] = message();
echo 'only a body: ', verdict(fn () => client()->notification($body)), "\n";
$_SERVER['HTTP_WECHATPAY_NONCE'] = 'x';
echo 'only a body, again: ', verdict(fn () => client()->notification($body)), "\n";
?>
--EXPECT--
plain: 200 | X-Same: [true,true,true,"SUCCESS"] | Content-Type: application/json; charset=utf-8 | {"code":"SUCCESS","message":"OK"}
read before: 200 | X-Same: [true,true,true,"SUCCESS"] | Content-Type: application/json; charset=utf-8 | {"code":"SUCCESS","message":"OK"}
partly read before: 200 | X-Same: [true,true,true,"SUCCESS"] | Content-Type: application/json; charset=utf-8 | {"code":"SUCCESS","message":"OK"}
form type: 200 | X-Same: [true,true,true,"SUCCESS"] | Content-Type: application/json; charset=utf-8 | {"code":"SUCCESS","message":"OK"}
lower case: 200 | X-Same: [true,true,true,"SUCCESS"] | Content-Type: application/json; charset=utf-8 | {"code":"SUCCESS","message":"OK"}
changed: 401 | X-Reason: signature.mismatch | Content-Type: application/json; charset=utf-8 | {"code":"FAIL","message":"signature not verified"}
from "localhost": 401 | X-Reason: signature.mismatch | Content-Type: application/json; charset=utf-8 | {"code":"FAIL","message":"signature not verified"}
no headers: 401 | X-Reason: signature.missing | Content-Type: application/json; charset=utf-8 | {"code":"FAIL","message":"signature not verified"}
empty: 401 | X-Reason: signature.mismatch | Content-Type: application/json; charset=utf-8 | {"code":"FAIL","message":"signature not verified"}
probe: 401 | X-Reason: signature.probe | Content-Type: application/json; charset=utf-8 | {"code":"FAIL","message":"signature not verified"}
large: 200 | X-Same: [true,true,true,"SUCCESS"] | Content-Type: application/json; charset=utf-8 | {"code":"SUCCESS","message":"OK"}
too large: 401 | X-Reason: signature.malformed | Content-Type: application/json; charset=utf-8 | {"code":"FAIL","message":"signature not verified"}
command line: SignatureException signature.missing
only a body: SignatureException signature.missing
only a body, again: SignatureException signature.missing
