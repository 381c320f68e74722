--TEST--
Over APIv2 each way an answer can fail has its exception, and the number of requests on the wire is known
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway();
$pay = new Pay\WeChat(...['http' => $gateway->http(timeout: 30.0)] + $gateway->credentialsV2());
$new = fn (string $number) => ['out_trade_no' => $number, 'body' => 'x', 'total_fee' => 1999, 'product_id' => '1'];
$pay->native($new('paid-order'));
$gateway->control('POST', '/pay', ['out_trade_no' => 'paid-order', 'notify' => false]);
$number = 0;
$calls = [
    'query' => ['POST /pay/orderquery', function () use ($pay) { $pay->query('paid-order'); }],
    'native' => ['POST /pay/unifiedorder', function () use ($pay, $new, &$number) { $pay->native($new('order-' . ++$number)); }],
    'refund' => ['POST /secapi/pay/refund', function () use ($pay, &$number) {
        $pay->refund(['out_trade_no' => 'paid-order', 'out_refund_no' => 'refund-' . ++$number, 'total_fee' => 1999, 'refund_fee' => 1]);
    }],
];
$faults = [
    ['bad-signature', 9], ['no-signature', 9], ['sign-type', 9], ['other-order', 9], ['doctype', 9], ['duplicate-element', 9], ['html', 9], ['empty', 9],
    ['error', 9, ['code' => 'NOTENOUGH', 'message' => 'too little']], ['error', 9, ['code' => 'SYSTEMERROR', 'message' => 'busy']],
    ['error', 9, ['code' => 'SOMETHING_NEW', 'message' => 'unheard of']], ['error', 9, ['code' => 'BIZERR_NEED_RETRY', 'message' => 'again']],
    ['return-fail', 9], ['system-error-after', 9], ['http-500', 9],
    ['reset', 1], ['reset', 9], ['close-after-read', 1], ['close-after-read', 9], ['truncate', 9], ['oversize', 9],
];
foreach ($faults as $row) {
    [$fault, $times, $value] = $row + [2 => null];
    foreach ($calls as $name => [$endpoint, $call]) {
        $gateway->control('DELETE', '/faults');
        $gateway->fault($endpoint, $fault, $times, $value);
        $before = $gateway->count();
        $got = outcome($call);
        printf("%-18s %d %-7s %s (%d)\n", $fault, $times, $name, $got, $gateway->count() - $before);
    }
}

$gateway->control('DELETE', '/faults');
$gateway->fault('POST /secapi/pay/refund', 'error', 1, ['code' => 'NOTENOUGH', 'message' => '余额不足']);
try {
    $pay->refund(['out_trade_no' => 'paid-order', 'out_refund_no' => 'refund-x', 'total_fee' => 1999, 'refund_fee' => 1]);
} catch (Pay\ApiException $e) {
    echo $e->getMessage(), "\n", json_encode([$e->errorCode, $e->errorMessage, $e->status, $e->retryable, $e->verified, $e->body['result_code']], JSON_UNESCAPED_UNICODE), "\n";
}
?>
--EXPECT--
bad-signature      9 query   SignatureException signature.mismatch (1)
bad-signature      9 native  SignatureException signature.mismatch (1)
bad-signature      9 refund  UnknownOutcomeException signature.mismatch <- SignatureException signature.mismatch (1)
no-signature       9 query   SignatureException signature.missing (1)
no-signature       9 native  SignatureException signature.missing (1)
no-signature       9 refund  UnknownOutcomeException signature.missing <- SignatureException signature.missing (1)
sign-type          9 query   SignatureException signature.malformed (1)
sign-type          9 native  SignatureException signature.malformed (1)
sign-type          9 refund  UnknownOutcomeException signature.malformed <- SignatureException signature.malformed (1)
other-order        9 query   IntegrityException integrity.out_trade_no (1)
other-order        9 native  done (1)
other-order        9 refund  UnknownOutcomeException integrity.out_trade_no <- IntegrityException integrity.out_trade_no (1)
doctype            9 query   SignatureException signature.malformed (1)
doctype            9 native  SignatureException signature.malformed (1)
doctype            9 refund  UnknownOutcomeException signature.malformed <- SignatureException signature.malformed (1)
duplicate-element  9 query   SignatureException signature.malformed (1)
duplicate-element  9 native  SignatureException signature.malformed (1)
duplicate-element  9 refund  UnknownOutcomeException signature.malformed <- SignatureException signature.malformed (1)
html               9 query   SignatureException signature.malformed (1)
html               9 native  SignatureException signature.malformed (1)
html               9 refund  UnknownOutcomeException signature.malformed <- SignatureException signature.malformed (1)
empty              9 query   SignatureException signature.malformed (1)
empty              9 native  SignatureException signature.malformed (1)
empty              9 refund  UnknownOutcomeException signature.malformed <- SignatureException signature.malformed (1)
error              9 query   ApiException api.NOTENOUGH (1)
error              9 native  ApiException api.NOTENOUGH (1)
error              9 refund  ApiException api.NOTENOUGH (1)
error              9 query   ApiException api.SYSTEMERROR (1)
error              9 native  ApiException api.SYSTEMERROR (1)
error              9 refund  UnknownOutcomeException api.SYSTEMERROR <- ApiException api.SYSTEMERROR (1)
error              9 query   ApiException api.SOMETHING_NEW (1)
error              9 native  ApiException api.SOMETHING_NEW (1)
error              9 refund  UnknownOutcomeException api.SOMETHING_NEW <- ApiException api.SOMETHING_NEW (1)
error              9 query   ApiException api.BIZERR_NEED_RETRY (1)
error              9 native  ApiException api.BIZERR_NEED_RETRY (1)
error              9 refund  ApiException api.BIZERR_NEED_RETRY (1)
return-fail        9 query   ApiException api.FAIL (1)
return-fail        9 native  ApiException api.FAIL (1)
return-fail        9 refund  ApiException api.FAIL (1)
system-error-after 9 query   ApiException api.SYSTEMERROR (1)
system-error-after 9 native  ApiException api.SYSTEMERROR (1)
system-error-after 9 refund  UnknownOutcomeException api.SYSTEMERROR <- ApiException api.SYSTEMERROR (1)
http-500           9 query   ApiException api.500 (1)
http-500           9 native  ApiException api.500 (1)
http-500           9 refund  UnknownOutcomeException api.500 <- ApiException api.500 (1)
reset              1 query   done (2)
reset              1 native  done (2)
reset              1 refund  done (2)
reset              9 query   TransportException transport.closed (3)
reset              9 native  UnknownOutcomeException transport.closed (3)
reset              9 refund  UnknownOutcomeException transport.closed (3)
close-after-read   1 query   done (2)
close-after-read   1 native  done (2)
close-after-read   1 refund  done (2)
close-after-read   9 query   TransportException transport.closed (3)
close-after-read   9 native  UnknownOutcomeException transport.closed (3)
close-after-read   9 refund  UnknownOutcomeException transport.closed (3)
truncate           9 query   TransportException transport.truncated (3)
truncate           9 native  UnknownOutcomeException transport.truncated (3)
truncate           9 refund  UnknownOutcomeException transport.truncated (3)
oversize           9 query   TransportException transport.too-large (3)
oversize           9 native  UnknownOutcomeException transport.too-large (3)
oversize           9 refund  UnknownOutcomeException transport.too-large (3)
POST /secapi/pay/refund -> 200 NOTENOUGH: 余额不足
["NOTENOUGH","余额不足",200,false,true,"FAIL"]
