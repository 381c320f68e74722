--TEST--
Alipay: a forged, unproven or broken answer is never a success, and for a call that moves money its outcome is unknown
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';

/** A result that holds what the gateway really said. */
function genuine(Pay\Result $result): string
{
    $text = json_encode($result->toArray());
    return $result->verified && !preg_match('/another_order|baxforged|2026010122001000000000000001/', $text) ? 'genuine' : 'FORGED';
}

$faults = [
    ['bad-signature'], ['no-signature'], ['empty-signature'], ['unsigned-success'], ['duplicate-node'], ['duplicate-node', 'last'], ['decoy-node'],
    ['sign-first'], ['spaced'], ['escaped-sign'], ['gbk-answer'], ['other-order'],
    ['error-response'], ['error-response', ['unsigned' => true]], ['error-response', ['code' => '40004', 'sub_code' => 'ACQ.NO_SUCH_THING']],
    ['error-response', ['code' => '20000', 'sub_code' => 'aop.unknow-error', 'unsigned' => true]],
    ['error-response', ['code' => '10000']], ['error-response', ['code' => '10000', 'unsigned' => true]],
    ['error-response', ['code' => null, 'sub_code' => null]], ['error-response', ['code' => null, 'sub_code' => null, 'unsigned' => true]],
    ['error-response', ['code' => '40005', 'sub_code' => 'isv.app-call-limited']],
    ['code-20000'], ['system-error-after'], ['http-500'], ['html'], ['redirect'], ['not-json'], ['truncate'], ['oversize'],
];
$tables = [];
foreach (['certificate', 'key'] as $mode) {
    $gateway = new AlipayGateway(mode: $mode);
    $pay = $gateway->client();
    $pay->precreate(alipay_order('paid_order'));
    $gateway->control('POST', '/pay', ['out_trade_no' => 'paid_order', 'notify' => false]);
    $n = 0;
    $calls = [
        'query' => fn (int $n) => $pay->query('paid_order'),
        'precreate' => fn (int $n) => $pay->precreate(alipay_order("order_$n")),
        'refund' => fn (int $n) => $pay->refund(['out_trade_no' => 'paid_order', 'out_request_no' => "refund_$n", 'refund_amount' => '0.01']),
        'cancel' => fn (int $n) => $pay->cancel("cancel_$n"),
        'pay' => fn (int $n) => $pay->execute('alipay.trade.pay', alipay_order("pay_$n", ['auth_code' => sprintf('28%014d', $n)])),
        'transfer' => fn (int $n) => $pay->transfer(['out_biz_no' => "transfer_$n", 'trans_amount' => '0.10', 'order_title' => '茶',
            'payee_info' => ['identity' => '2088000000000302', 'identity_type' => 'ALIPAY_USER_ID']]),
    ];
    if ($mode === 'key') {
        unset($calls['transfer']); // never with keys
    }
    foreach ($faults as $row) {
        [$fault, $value] = $row + [1 => null];
        foreach ($calls as $name => $call) {
            $before = $gateway->count();
            $gateway->fault('*', $fault, 9, $value);
            $result = null;
            $outcome = outcome(function () use ($call, &$n, &$result) { $result = $call(++$n); });
            $gateway->control('DELETE', '/faults');
            $said = $outcome === 'done' ? genuine($result) : $outcome;
            $tables[$mode][$fault . ($value === null ? '' : ' ' . json_encode($value))][sprintf('%d on the wire, %s', $gateway->count() - $before, $said)][] = $name;
        }
    }
}
foreach ($tables['certificate'] as $fault => $outcomes) {
    echo "-- $fault\n";
    foreach ($outcomes as $outcome => $names) {
        echo implode(', ', $names), ": $outcome\n";
        if (array_diff($names, ['transfer']) !== ($tables['key'][$fault][$outcome] ?? [])) {
            echo 'with keys: ', json_encode($tables['key'][$fault]), "\n";
        }
    }
}

echo "-- what an exception tells\n";
$calls['refund'] = fn (int $n) => $pay->refund(['out_trade_no' => 'paid_order', 'out_request_no' => "told_$n", 'refund_amount' => '0.01']);
foreach ([['error-response'], ['error-response', ['unsigned' => true]], ['error-response', ['code' => '40005', 'sub_code' => 'isv.app-call-limited', 'sub_msg' => '调用次数超限']],
    ['code-20000'], ['system-error-after'], ['http-500']] as $row) {
    [$fault, $value] = $row + [1 => null];
    foreach (['query', 'refund', 'pay'] as $name) {
        $gateway->fault('*', $fault, 1, $value);
        try {
            $calls[$name](++$n);
        } catch (Pay\PayException $e) {
            $refusal = $e instanceof Pay\ApiException ? $e : $e->getPrevious();
            printf("%s, %s: %s %s\n", $fault, $name, $e->reason, json_encode([$refusal->errorCode, $refusal->errorMessage, $refusal->status, $refusal->retryable, $refusal->verified], JSON_UNESCAPED_UNICODE));
        }
    }
}

echo "-- Chinese in the gateway's other charset\n";
$gateway->fault('alipay.trade.query', 'gbk-answer');
echo $pay->query('paid_order')['store_name'], "\n";

echo "-- an unproven answer leaves the money where the gateway put it, and the same number finds out\n";
$refund = ['out_trade_no' => 'paid_order', 'out_request_no' => 'twice', 'refund_amount' => '0.50'];
$gateway->fault('alipay.trade.refund', 'bad-signature');
try {
    $pay->refund($refund);
} catch (Pay\UnknownOutcomeException $e) {
    echo $e->getMessage(), "\n", $e->hint, "\n";
}
echo $pay->queryRefund(['out_trade_no' => 'paid_order', 'out_request_no' => 'twice'])->state->value, ' ', $pay->refund($refund)['send_back_fee'], "\n";
?>
--EXPECT--
-- bad-signature
query, precreate: 1 on the wire, SignatureException signature.mismatch
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.mismatch <- SignatureException signature.mismatch
-- no-signature
query, precreate: 1 on the wire, SignatureException signature.missing
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.missing <- SignatureException signature.missing
-- empty-signature
query, precreate: 1 on the wire, SignatureException signature.missing
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.missing <- SignatureException signature.missing
-- unsigned-success
query, precreate: 1 on the wire, SignatureException signature.missing
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.missing <- SignatureException signature.missing
-- duplicate-node
query, precreate: 1 on the wire, SignatureException signature.malformed
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
-- duplicate-node "last"
query, precreate: 1 on the wire, SignatureException signature.malformed
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
-- decoy-node
query, precreate, refund, cancel, pay, transfer: 1 on the wire, genuine
-- sign-first
query, precreate, refund, cancel, pay, transfer: 1 on the wire, genuine
-- spaced
query, precreate, refund, cancel, pay, transfer: 1 on the wire, genuine
-- escaped-sign
query, precreate, refund, cancel, pay, transfer: 1 on the wire, genuine
-- gbk-answer
query, precreate, refund, cancel, pay, transfer: 1 on the wire, genuine
-- other-order
query, precreate: 1 on the wire, IntegrityException integrity.out_trade_no
refund, cancel, pay: 1 on the wire, UnknownOutcomeException integrity.out_trade_no <- IntegrityException integrity.out_trade_no
transfer: 1 on the wire, UnknownOutcomeException integrity.out_biz_no <- IntegrityException integrity.out_biz_no
-- error-response
query, precreate, refund, cancel, pay, transfer: 1 on the wire, ApiException api.isv.invalid-parameter
-- error-response {"unsigned":true}
query, precreate, refund, cancel, pay, transfer: 1 on the wire, ApiException api.isv.invalid-parameter
-- error-response {"code":"40004","sub_code":"ACQ.NO_SUCH_THING"}
query, precreate, refund, cancel, pay, transfer: 1 on the wire, ApiException api.ACQ.NO_SUCH_THING
-- error-response {"code":"20000","sub_code":"aop.unknow-error","unsigned":true}
query, precreate: 1 on the wire, ApiException api.aop.unknow-error
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException api.aop.unknow-error <- ApiException api.aop.unknow-error
-- error-response {"code":"10000"}
query, precreate: 1 on the wire, SignatureException signature.malformed
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
-- error-response {"code":"10000","unsigned":true}
query, precreate: 1 on the wire, SignatureException signature.missing
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.missing <- SignatureException signature.missing
-- error-response {"code":null,"sub_code":null}
query, precreate: 1 on the wire, SignatureException signature.malformed
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
-- error-response {"code":null,"sub_code":null,"unsigned":true}
query, precreate: 1 on the wire, SignatureException signature.missing
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.missing <- SignatureException signature.missing
-- error-response {"code":"40005","sub_code":"isv.app-call-limited"}
query, precreate, refund, cancel, pay, transfer: 1 on the wire, ApiException api.isv.app-call-limited
-- code-20000
query, precreate: 1 on the wire, ApiException api.isp.unknow-error
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException api.isp.unknow-error <- ApiException api.isp.unknow-error
-- system-error-after
query, precreate: 1 on the wire, ApiException api.ACQ.SYSTEM_ERROR
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException api.ACQ.SYSTEM_ERROR <- ApiException api.ACQ.SYSTEM_ERROR
-- http-500
query, precreate: 1 on the wire, ApiException api.500
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException api.500 <- ApiException api.500
-- html
query, precreate: 1 on the wire, SignatureException signature.malformed
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
-- redirect
query, precreate: 1 on the wire, ApiException api.302
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException api.302 <- ApiException api.302
-- not-json
query, precreate: 1 on the wire, SignatureException signature.malformed
refund, cancel, pay, transfer: 1 on the wire, UnknownOutcomeException signature.malformed <- SignatureException signature.malformed
-- truncate
query: 3 on the wire, TransportException transport.truncated
precreate, refund, cancel, transfer: 3 on the wire, UnknownOutcomeException transport.truncated
pay: 1 on the wire, UnknownOutcomeException transport.truncated
-- oversize
query: 3 on the wire, TransportException transport.too-large
precreate, refund, cancel, transfer: 3 on the wire, UnknownOutcomeException transport.too-large
pay: 1 on the wire, UnknownOutcomeException transport.too-large
-- what an exception tells
error-response, query: api.isv.invalid-parameter ["isv.invalid-parameter","参数无效",200,false,true]
error-response, refund: api.isv.invalid-parameter ["isv.invalid-parameter","参数无效",200,false,true]
error-response, pay: api.isv.invalid-parameter ["isv.invalid-parameter","参数无效",200,false,true]
error-response, query: api.isv.invalid-parameter ["isv.invalid-parameter","参数无效",200,false,false]
error-response, refund: api.isv.invalid-parameter ["isv.invalid-parameter","参数无效",200,false,false]
error-response, pay: api.isv.invalid-parameter ["isv.invalid-parameter","参数无效",200,false,false]
error-response, query: api.isv.app-call-limited ["isv.app-call-limited","调用次数超限",200,true,true]
error-response, refund: api.isv.app-call-limited ["isv.app-call-limited","调用次数超限",200,true,true]
error-response, pay: api.isv.app-call-limited ["isv.app-call-limited","调用次数超限",200,false,true]
code-20000, query: api.isp.unknow-error ["isp.unknow-error","系统繁忙",200,true,true]
code-20000, refund: api.isp.unknow-error ["isp.unknow-error","系统繁忙",200,true,true]
code-20000, pay: api.isp.unknow-error ["isp.unknow-error","系统繁忙",200,false,true]
system-error-after, query: api.ACQ.SYSTEM_ERROR ["ACQ.SYSTEM_ERROR","系统异常",200,true,true]
system-error-after, refund: api.ACQ.SYSTEM_ERROR ["ACQ.SYSTEM_ERROR","系统异常",200,true,true]
system-error-after, pay: api.ACQ.SYSTEM_ERROR ["ACQ.SYSTEM_ERROR","系统异常",200,false,true]
http-500, query: api.500 ["","",500,true,false]
http-500, refund: api.500 ["","",500,true,false]
http-500, pay: api.500 ["","",500,false,false]
-- Chinese in the gateway's other charset
西湖茶馆
-- an unproven answer leaves the money where the gateway put it, and the same number finds out
POST alipay.trade.refund: an answer came, but it does not prove what happened
Query before you act, or repeat with the same number; a new number may pay twice.
succeeded 0.50
