--TEST--
An order is placed, queried, paid, refunded and closed, each with its state
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway();
$pay = $gateway->client();

$pay->native(order('life-0001'));
$result = $pay->query('life-0001');
var_dump($result->state, $result->status, $result->verified, strlen($result->requestId) > 0, $result->get('amount.total'));

$gateway->control('POST', '/pay', ['out_trade_no' => 'life-0001', 'notify' => false]);
$result = $pay->query(['out_trade_no' => 'life-0001']);
var_dump($result->state, $result['trade_state'], $pay->query(['transaction_id' => $result['transaction_id']])['out_trade_no']);

$refund = ['out_trade_no' => 'life-0001', 'out_refund_no' => 'life-refund', 'reason' => '退货',
    'amount' => ['refund' => Pay\Money::yuan('9.99'), 'total' => Pay\Money::fen(1999)]];
$result = $pay->refund($refund);
var_dump($result['out_refund_no'], $result->get('amount.refund'), $result->state !== Pay\State::Unknown);
var_dump($pay->refund($refund)['refund_id'] === $result['refund_id']);
var_dump($pay->queryRefund('life-refund')['refund_id'] === $result['refund_id']);
echo outcome(fn () => $pay->refund(['out_refund_no' => 'life-refund-2', 'amount' => ['refund' => 1999, 'total' => 1999]] + $refund)), "\n";
var_dump($pay->query('life-0001')->state);

$pay->native(order('life-0002'));
$result = $pay->close('life-0002');
var_dump($result->status, $result->state, count($result), $result->raw());
var_dump($pay->query('life-0002')->state);

$pay->native(order('life-0003'));
var_dump($pay->reverse('life-0003')->state, $pay->query('life-0003')['trade_state']);

try {
    $pay->query('never-made');
} catch (Pay\ApiException $e) {
    printf("%s\n%s %d %s\n", preg_replace('/ \[.*\]$/', ' [id]', $e->getMessage()), $e->reason, $e->status, $e->errorCode);
    var_dump($e->retryable, $e->verified, $e->body['code'] === $e->errorCode, str_ends_with($e->getMessage(), "[$e->requestId]"));
}
?>
--EXPECTF--
enum(Pay\State::Pending)
int(200)
bool(true)
bool(true)
int(1999)
enum(Pay\State::Succeeded)
string(7) "SUCCESS"
string(9) "life-0001"
string(11) "life-refund"
int(999)
bool(true)
bool(true)
bool(true)
ApiException api.%s
enum(Pay\State::Refunded)
int(204)
enum(Pay\State::Closed)
int(0)
string(0) ""
enum(Pay\State::Closed)
enum(Pay\State::Closed)
string(7) "REVOKED"
GET /v3/pay/transactions/out-trade-no/never-made -> 404 %s: %s [id]
api.%s 404 %s
bool(false)
bool(true)
bool(true)
bool(true)
