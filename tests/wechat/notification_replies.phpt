--TEST--
Replies say handled or send again by their status, and name nothing that was not put in
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/notify.inc';

function show(string $name, Pay\Reply $reply): void
{
    echo "$name: $reply->status ", json($reply->headers), " $reply->body\n";
    if ((string) $reply !== $reply->body || json_decode($reply->body, true) === null) {
        echo "  not JSON, or another text\n";
    }
}
$pay = client();
$n = $pay->notification(...message());
show('ok', $n->ok());
show('fail', $n->fail());
show('fail with text', $n->fail("库存 \"none\" \\ </script>\r\n\x01"));
show('fail without text', $n->fail(''));
show('client', $pay->fail());
show('client with text', $pay->fail('later'));
echo 'not UTF-8: ', verdict(fn () => json_decode($n->fail("\xff")->body, false, 2, JSON_THROW_ON_ERROR)), "\n";

foreach (['mismatch' => ['signer' => pem('attacker.key')], 'stale' => ['time' => '1'], 'serial' => ['serial' => 'ABCDEF']] as $name => $signing) {
    try {
        $pay->notification(...message([], $signing));
    } catch (Pay\SignatureException $e) {
        var_dump($e->serial, $e->isProbe());
        show($name, $e->reply());
    }
}
[$body, $headers] = message();
try {
    $pay->notification($body, ['Wechatpay-Signature' => 'WECHATPAY/SIGNTEST/' . $headers['Wechatpay-Signature']] + $headers);
} catch (Pay\SignatureException $e) {
    var_dump($e->reason, $e->serial, $e->isProbe());
    show('probe', $e->reply());
}
try {
    $pay->notification($body, []);
} catch (Pay\SignatureException $e) {
    var_dump($e->reason, $e->serial, $e->isProbe());
    show('no headers', $e->reply());
}
$reply = $n->ok();
foreach (['status' => fn () => $reply->status = 500, 'body' => fn () => $reply->body = '', 'headers' => fn () => $reply->headers['x'] = 'y',
    'new' => fn () => new Pay\Reply(), 'clone' => fn () => clone $reply, 'serialize' => fn () => serialize($reply)] as $name => $attempt) {
    echo "$name: ", verdict($attempt), "\n";
}
?>
--EXPECT--
ok: 200 {"Content-Type":"application/json; charset=utf-8"} {"code":"SUCCESS","message":"OK"}
fail: 500 {"Content-Type":"application/json; charset=utf-8"} {"code":"FAIL","message":"FAIL"}
fail with text: 500 {"Content-Type":"application/json; charset=utf-8"} {"code":"FAIL","message":"库存 \"none\" \\ </script>\r\n\u0001"}
fail without text: 500 {"Content-Type":"application/json; charset=utf-8"} {"code":"FAIL","message":""}
client: 500 {"Content-Type":"application/json; charset=utf-8"} {"code":"FAIL","message":"FAIL"}
client with text: 500 {"Content-Type":"application/json; charset=utf-8"} {"code":"FAIL","message":"later"}
not UTF-8: accepted
string(40) "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
bool(false)
mismatch: 401 {"Content-Type":"application/json; charset=utf-8"} {"code":"FAIL","message":"signature not verified"}
string(40) "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
bool(false)
stale: 401 {"Content-Type":"application/json; charset=utf-8"} {"code":"FAIL","message":"signature not verified"}
string(6) "ABCDEF"
bool(false)
serial: 401 {"Content-Type":"application/json; charset=utf-8"} {"code":"FAIL","message":"signature not verified"}
string(15) "signature.probe"
string(40) "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
bool(true)
probe: 401 {"Content-Type":"application/json; charset=utf-8"} {"code":"FAIL","message":"signature not verified"}
string(17) "signature.missing"
NULL
bool(false)
no headers: 401 {"Content-Type":"application/json; charset=utf-8"} {"code":"FAIL","message":"signature not verified"}
status: Error
body: Error
headers: Error
new: Error
clone: Error
serialize: Exception
