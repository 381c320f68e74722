--TEST--
Whatever writes out a request, an answer or a call shows no signature, secret or body; none of them can be made, changed or copied
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/engine.inc';

$seen = [];
$engine = new Engine(function (Pay\Request $request) use (&$seen) {
    $seen[] = $request;
    throw new RuntimeException('reset');
});
$call = null;
$pay = client(['appSecret' => 'CANARYapp5ecret', 'http' => new Pay\Http(retries: 0, transport: $engine, onCall: function (Pay\Call $told) use (&$call) {
    $call = $told;
})]);
outcome(fn () => $pay->session('CANARYcode'));
outcome(fn () => $pay->jsapi(order('n-0001', ['payer' => ['openid' => 'CANARYopenid'], 'attach' => 'CANARYattach'])));

function dumps(object $object): array
{
    $caught = function (callable $print) use ($object) {
        ob_start();
        $print($object);
        return ob_get_clean();
    };
    return [
        'var_dump' => $caught(var_dump(...)), 'print_r' => $caught(print_r(...)), 'var_export' => $caught(var_export(...)),
        'debug_zval_dump' => $caught(debug_zval_dump(...)), 'json' => json_encode($object),
        'cast' => print_r((array) $object, true), 'var_dump of a cast' => $caught(fn ($o) => var_dump((array) $o)),
        'sprintf' => print_r(['context' => ['object' => $object]], true),
    ];
}
echo json_encode((array) $seen[0]), ' ', count((array) $seen[1]), "\n";
var_dump(str_contains($seen[0]->url, 'CANARYapp5ecret'), str_contains($seen[1]->body, 'CANARYopenid'), isset($seen[1]->headers['Authorization']));
$answer = new Pay\Response(200, ['Set-Cookie' => 'CANARYcookie'], '{"session_key":"CANARYsession"}');
echo json_encode($answer), "\n";

echo "A call:\n";
echo preg_replace(['/"seconds":[\d.e-]+/', '/\\\\n\d{10}\\\\n\w{32}/'], ['"seconds":0', '\n...'], json_encode($call)), "\n";
echo $call->error::class, ' ', $call->error->getPrevious()->getMessage(), "\n";

foreach (['Request' => $seen[0], 'Request of an order' => $seen[1], 'Response' => $answer, 'Call' => $call] as $kind => $object) {
    foreach (dumps($object) as $way => $text) {
        if ($text === '' || $text === false) {
            echo "$kind: $way wrote nothing\n";
        }
        if (preg_match('/CANARY|signature=|Authorization|secret=/', $text, $match)) {
            echo "$kind: $way shows $match[0]\n";
        }
    }
    foreach ([
        'clone' => fn () => clone $object, 'serialize' => fn () => serialize($object), 'new property' => fn () => $object->more = 1,
        'change' => fn () => $object->{array_key_first(get_object_vars($object))} = 'x',
        'unset' => function () use ($object) { unset($object->{array_key_first(get_object_vars($object))}); },
        'reference' => function () use ($object) { $x = &$object->{array_key_first(get_object_vars($object))}; },
        'reflection' => fn () => (new ReflectionProperty($object, array_key_first(get_object_vars($object))))->setValue($object, 'x'),
    ] as $what => $try) {
        if (($said = outcome($try)) !== 'Error' && $said !== 'Exception') {
            echo "$kind: $what: $said\n";
        }
    }
}
foreach ([Pay\Request::class, Pay\Call::class] as $class) {
    echo outcome(fn () => new $class()), ' ', outcome(fn () => (new ReflectionClass($class))->newInstance()), "\n";
}
?>
--EXPECT--
{"method":"GET","timeout":10} 2
bool(true)
bool(true)
bool(true)
{"status":200}
A call:
{"gateway":"wechat","method":"POST","path":"\/v3\/pay\/transactions\/jsapi","status":0,"seconds":0,"attempts":1,"reusedConnection":false,"requestId":null,"requestBody":"{\"payer\":{\"openid\":\"***\"},\"attach\":\"***\",\"out_trade_no\":\"n-0001\",\"description\":\"***\",\"amount\":{\"total\":1999,\"currency\":\"CNY\"},\"appid\":\"wx2421b1c4370ec43b\",\"mchid\":\"1900000109\",\"notify_url\":\"***\"}","responseBody":"","signedText":"POST\n\/v3\/pay\/transactions\/jsapi\n...\n{\"payer\":{\"openid\":\"***\"},\"attach\":\"***\",\"out_trade_no\":\"n-0001\",\"description\":\"***\",\"amount\":{\"total\":1999,\"currency\":\"CNY\"},\"appid\":\"wx2421b1c4370ec43b\",\"mchid\":\"1900000109\",\"notify_url\":\"***\"}\n","error":"Pay\\UnknownOutcomeException: POST \/v3\/pay\/transactions\/jsapi: the transport threw RuntimeException"}
Pay\UnknownOutcomeException reset
Error Error
Error Error
