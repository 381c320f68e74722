--TEST--
Without arguments the notification and the return are read from the request as it came, and the reply is one word
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay.inc';

$head = '<?php require ' . var_export(__DIR__ . '/../inc/alipay.inc', true) . ';';
$web = new Web(scratch() . '/shop', [
    'notify.php' => $head . '
        try {
            ob_start();
            $n = alipay()->notification();
            echo "stray output";
            $n->ok()->send();
            file_put_contents(__DIR__ . "/seen", json_encode([$n->toArray(), $n->raw() === file_get_contents("php://input"), $n->isPaid()]));
        } catch (Pay\SignatureException $e) {
            $e->reply()->send();
            file_put_contents(__DIR__ . "/seen", json_encode($e->reason));
        } catch (Pay\IntegrityException $e) {
            alipay()->fail()->send();
            file_put_contents(__DIR__ . "/seen", json_encode($e->reason));
        }',
    'return.php' => $head . '
        try {
            $r = alipay()->returned();
            echo $r["out_trade_no"], " ", $r["total_amount"], " ", $r->state->name, " ", isset($r["trade_status"]) ? "tells" : "tells nothing", " of the payment";
        } catch (Pay\PayException $e) {
            echo $e->reason;
        }',
]);
function post(Web $web, string $body): string
{
    $context = stream_context_create(['http' => ['method' => 'POST', 'content' => $body, 'ignore_errors' => true, 'header' => 'Content-Type: application/x-www-form-urlencoded']]);
    $reply = file_get_contents("$web->url/notify.php", false, $context);
    return explode(' ', $http_response_header[0])[1] . ' ' . json_encode($reply) . ' ' . implode(' ', preg_grep('/^content-type/i', $http_response_header)) . ' '
        . json_encode(json_decode(file_get_contents("$web->dir/seen"), true)[0] == array_diff_key(alipay_trade(), ['sign_type' => 1]) ? 'every field' : json_decode(file_get_contents("$web->dir/seen")));
}
$fields = alipay_trade();
$form = alipay_form($fields);
foreach ([
    'genuine' => $form,
    'with an array' => "$form&total_amount[]=1",
    'with a name that PHP renames' => "$form&total.amount=1",
    'forged' => alipay_form($fields, key: 'attacker.key'),
    'of another' => alipay_form(alipay_trade(['app_id' => '1'])),
    'too many fields' => $form . implode('', array_map(fn ($i) => "&x$i=", range(1, 300))),
    'empty' => '',
] as $name => $body) {
    echo "$name: ", post($web, $body), "\n";
}
echo "The return, where PHP has made variables of it already:\n";
$back = ['charset' => 'utf-8', 'out_trade_no' => 'order-1', 'method' => 'alipay.trade.page.pay.return', 'total_amount' => '20.00', 'trade_no' => '2013',
    'app_id' => ALIPAY_APP, 'auth_app_id' => ALIPAY_APP, 'seller_id' => ALIPAY_SELLER, 'timestamp' => '2015-02-27 15:46:00', 'version' => '1.0', 'sign_type' => 'RSA2'];
foreach ([
    'genuine' => alipay_form($back),
    'with a field of the shop' => 'id=1&' . alipay_form($back),
    'with another amount' => str_replace('20.00', '10.00', alipay_form($back)),
    'amount twice' => alipay_form($back) . '&total_amount=10.00',
    'amount in an array' => alipay_form($back) . '&total_amount[]=10.00',
    'unsigned' => http_build_query($back),
    'of another seller' => alipay_form(['seller_id' => '2088'] + $back),
    'none' => '',
] as $name => $query) {
    echo "$name: ", $web->get("/return.php?$query"), "\n";
}
?>
--EXPECT--
genuine: 200 "success" Content-Type: text/plain; charset=utf-8 "every field"
with an array: 401 "fail" Content-Type: text/plain; charset=utf-8 "signature.malformed"
with a name that PHP renames: 401 "fail" Content-Type: text/plain; charset=utf-8 "signature.mismatch"
forged: 401 "fail" Content-Type: text/plain; charset=utf-8 "signature.mismatch"
of another: 200 "fail" Content-Type: text/plain; charset=utf-8 "integrity.app_id"
too many fields: 401 "fail" Content-Type: text/plain; charset=utf-8 "signature.malformed"
empty: 401 "fail" Content-Type: text/plain; charset=utf-8 "signature.malformed"
The return, where PHP has made variables of it already:
genuine: order-1 20.00 Unknown tells nothing of the payment
with a field of the shop: signature.mismatch
with another amount: signature.mismatch
amount twice: signature.malformed
amount in an array: signature.malformed
unsigned: signature.missing
of another seller: integrity.seller_id
none: signature.malformed
