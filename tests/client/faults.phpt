--TEST--
Each way an answer can fail has its exception, and the number of requests on the wire is known
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway();
$pay = $gateway->client(['http' => $gateway->http(timeout: 30.0)]);
$pay->native(order('paid-order'));
$gateway->control('POST', '/pay', ['out_trade_no' => 'paid-order', 'notify' => false]);
$number = 0;

$calls = [
    'query' => function () use (&$pay) { $pay->query('paid-order'); },
    'native' => function () use (&$pay, &$number) { $pay->native(order('order-' . ++$number)); },
    'refund' => function () use (&$pay, &$number) {
        $pay->refund(['out_trade_no' => 'paid-order', 'out_refund_no' => 'refund-' . ++$number, 'amount' => ['refund' => 1, 'total' => 1999]]);
    },
];
$faults = [
    ['bad-signature', 9], ['no-signature', 9], ['probe', 1], ['probe', 9], ['wrong-serial', 9], ['stale', 9], ['future', 9],
    ['http-500', 9], ['http-502', 9], ['error', 9, ['status' => 403, 'code' => 'NOT_ENOUGH', 'message' => 'too little']],
    ['error', 9, ['status' => 429, 'code' => 'FREQUENCY_LIMITED', 'message' => 'slower']],
    ['unsigned-error', 9], ['system-error-after', 9], ['not-json', 9], ['duplicate-key', 9], ['redirect', 9], ['gzip', 9],
    ['reset', 1], ['reset', 9], ['close-after-read', 1], ['close-after-read', 9], ['truncate', 9], ['oversize', 9], ['header-flood', 9], ['garbage', 9],
];
foreach ($faults as $row) {
    [$fault, $times, $value] = $row + [2 => null];
    foreach ($calls as $name => $call) {
        $gateway->control('DELETE', '/faults');
        $before = $gateway->count();
        $gateway->fault('*', $fault, $times, $value);
        $outcome = outcome($call);
        printf("%s x%d, %s: %d on the wire, %s\n", $fault, $times, $name, $gateway->count() - $before, $outcome);
    }
}

// Silence, until the time is over.
$pay = $gateway->client(['http' => $gateway->http(timeout: 0.6)]);
$gateway->control('DELETE', '/faults');
foreach ($calls as $name => $call) {
    $gateway->fault('*', 'hang');
    $before = $gateway->count();
    $outcome = outcome($call);
    printf("hang, %s: %d on the wire, %s\n", $name, $gateway->count() - $before, $outcome);
}
$pay = $gateway->client();
$gateway->fault('*', 'delay', 1, 0.3);
echo 'delay: ', outcome($calls['refund']), "\n";

// After a doubt the same number gives the same refund: the gateway's books have it once.
$gateway->fault('POST *', 'system-error-after');
$refund = ['out_trade_no' => 'paid-order', 'out_refund_no' => 'doubtful', 'amount' => ['refund' => 7, 'total' => 1999]];
try {
    $pay->refund($refund);
} catch (Pay\UnknownOutcomeException $e) {
    printf("%s: %s, %d attempt(s)\n%s\n", $e->reason, $e->getMessage(), $e->attempts, $e->hint);
}
var_dump($pay->refund($refund)->get('amount.refund'), $pay->queryRefund('doubtful')->state);
?>
--EXPECT--
bad-signature x9, query: 1 on the wire, SignatureException signature.mismatch
bad-signature x9, native: 1 on the wire, SignatureException signature.mismatch
bad-signature x9, refund: 1 on the wire, UnknownOutcomeException signature.mismatch <- SignatureException signature.mismatch
no-signature x9, query: 1 on the wire, SignatureException signature.missing
no-signature x9, native: 1 on the wire, SignatureException signature.missing
no-signature x9, refund: 1 on the wire, UnknownOutcomeException signature.missing <- SignatureException signature.missing
probe x1, query: 2 on the wire, done
probe x1, native: 2 on the wire, done
probe x1, refund: 2 on the wire, done
probe x9, query: 2 on the wire, SignatureException signature.probe
probe x9, native: 2 on the wire, SignatureException signature.probe
probe x9, refund: 2 on the wire, UnknownOutcomeException signature.probe <- SignatureException signature.probe
wrong-serial x9, query: 1 on the wire, SignatureException signature.unknown-serial
wrong-serial x9, native: 1 on the wire, SignatureException signature.unknown-serial
wrong-serial x9, refund: 1 on the wire, UnknownOutcomeException signature.unknown-serial <- SignatureException signature.unknown-serial
stale x9, query: 1 on the wire, SignatureException signature.stale
stale x9, native: 1 on the wire, SignatureException signature.stale
stale x9, refund: 1 on the wire, UnknownOutcomeException signature.stale <- SignatureException signature.stale
future x9, query: 1 on the wire, SignatureException signature.stale
future x9, native: 1 on the wire, SignatureException signature.stale
future x9, refund: 1 on the wire, UnknownOutcomeException signature.stale <- SignatureException signature.stale
http-500 x9, query: 1 on the wire, ApiException api.500
http-500 x9, native: 1 on the wire, ApiException api.500
http-500 x9, refund: 1 on the wire, UnknownOutcomeException api.500 <- ApiException api.500
http-502 x9, query: 1 on the wire, ApiException api.502
http-502 x9, native: 1 on the wire, ApiException api.502
http-502 x9, refund: 1 on the wire, UnknownOutcomeException api.502 <- ApiException api.502
error x9, query: 1 on the wire, ApiException api.NOT_ENOUGH
error x9, native: 1 on the wire, ApiException api.NOT_ENOUGH
error x9, refund: 1 on the wire, ApiException api.NOT_ENOUGH
error x9, query: 1 on the wire, ApiException api.FREQUENCY_LIMITED
error x9, native: 1 on the wire, ApiException api.FREQUENCY_LIMITED
error x9, refund: 1 on the wire, ApiException api.FREQUENCY_LIMITED
unsigned-error x9, query: 1 on the wire, ApiException api.PARAM_ERROR
unsigned-error x9, native: 1 on the wire, ApiException api.PARAM_ERROR
unsigned-error x9, refund: 1 on the wire, ApiException api.PARAM_ERROR
system-error-after x9, query: 1 on the wire, ApiException api.SYSTEM_ERROR
system-error-after x9, native: 1 on the wire, ApiException api.SYSTEM_ERROR
system-error-after x9, refund: 1 on the wire, UnknownOutcomeException api.SYSTEM_ERROR <- ApiException api.SYSTEM_ERROR
not-json x9, query: 1 on the wire, SignatureException signature.malformed
not-json x9, native: 1 on the wire, SignatureException signature.malformed
not-json x9, refund: 1 on the wire, UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
duplicate-key x9, query: 1 on the wire, SignatureException signature.malformed
duplicate-key x9, native: 1 on the wire, SignatureException signature.malformed
duplicate-key x9, refund: 1 on the wire, UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
redirect x9, query: 1 on the wire, ApiException api.302
redirect x9, native: 1 on the wire, ApiException api.302
redirect x9, refund: 1 on the wire, UnknownOutcomeException api.302 <- ApiException api.302
gzip x9, query: 3 on the wire, TransportException transport.encoding
gzip x9, native: 3 on the wire, UnknownOutcomeException transport.encoding
gzip x9, refund: 3 on the wire, UnknownOutcomeException transport.encoding
reset x1, query: 2 on the wire, done
reset x1, native: 2 on the wire, done
reset x1, refund: 2 on the wire, done
reset x9, query: 3 on the wire, TransportException transport.closed
reset x9, native: 3 on the wire, UnknownOutcomeException transport.closed
reset x9, refund: 3 on the wire, UnknownOutcomeException transport.closed
close-after-read x1, query: 2 on the wire, done
close-after-read x1, native: 2 on the wire, done
close-after-read x1, refund: 2 on the wire, done
close-after-read x9, query: 3 on the wire, TransportException transport.closed
close-after-read x9, native: 3 on the wire, UnknownOutcomeException transport.closed
close-after-read x9, refund: 3 on the wire, UnknownOutcomeException transport.closed
truncate x9, query: 3 on the wire, TransportException transport.truncated
truncate x9, native: 3 on the wire, UnknownOutcomeException transport.truncated
truncate x9, refund: 3 on the wire, UnknownOutcomeException transport.truncated
oversize x9, query: 3 on the wire, TransportException transport.too-large
oversize x9, native: 3 on the wire, UnknownOutcomeException transport.too-large
oversize x9, refund: 3 on the wire, UnknownOutcomeException transport.too-large
header-flood x9, query: 3 on the wire, TransportException transport.too-large
header-flood x9, native: 3 on the wire, UnknownOutcomeException transport.too-large
header-flood x9, refund: 3 on the wire, UnknownOutcomeException transport.too-large
garbage x9, query: 3 on the wire, TransportException transport.http
garbage x9, native: 3 on the wire, UnknownOutcomeException transport.http
garbage x9, refund: 3 on the wire, UnknownOutcomeException transport.http
hang, query: 1 on the wire, TransportException transport.timeout
hang, native: 1 on the wire, UnknownOutcomeException transport.timeout
hang, refund: 1 on the wire, UnknownOutcomeException transport.timeout
delay: done
api.SYSTEM_ERROR: POST /v3/refund/domestic/refunds: an answer came, but it does not prove what happened, 1 attempt(s)
Query before you act, or repeat with the same number; a new number may pay twice.
int(7)
enum(Pay\State::Succeeded)
