--TEST--
A transfer carries the payee's name encrypted for the key that the request names, and is the same transfer under the same number
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

foreach (['public-key', 'certificate'] as $mode) {
    $gateway = new Gateway(mode: $mode);
    $pay = $gateway->client();
    $transfer = ['out_bill_no' => 'bill0001', 'transfer_scene_id' => '1000', 'openid' => 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
        'transfer_amount' => Pay\Money::yuan('2000.00'), 'transfer_remark' => '奖励', 'user_name' => '张三'];
    $result = $pay->transfer($transfer);
    var_dump($result->state, $result['state'], $result['package_info'] !== '');
    // The name is encrypted anew each time; to the gateway the fields are the same.
    var_dump($pay->transfer($transfer)['transfer_bill_no'] === $result['transfer_bill_no']);
    $done = $pay->queryTransfer('bill0001');
    var_dump($done->state, $done['transfer_amount'], $done['user_name']);

    $body = $gateway->control('GET', '/requests')['requests'][$mode === 'certificate' ? 1 : 0]['body'];
    var_dump(str_contains($body, '张三'), strlen(json_decode($body, true)['user_name']), $transfer['user_name']);
    echo outcome(fn () => $pay->transfer(['transfer_amount' => 1] + $transfer)), "\n";
    $gateway->fault('POST *', 'close-after-read', 3);
    echo outcome(fn () => $pay->transfer(['out_bill_no' => 'bill0002'] + $transfer)), "\n";
    echo outcome(fn () => $pay->transfer(['openid' => ''] + $transfer)), "\n";
    echo outcome(fn () => $pay->queryTransfer('nothing')), "\n";
    var_dump($gateway->count('POST /v3/fund-app/mch-transfer/transfer-bills'));
}

// Inside lists, too; what is empty or not there is left alone.
echo outcome(fn () => $pay->request('POST', '/v3/profitsharing/orders', ['out_order_no' => 'p1', 'transaction_id' => '4200',
    'receivers' => [['account' => '1', 'name' => '李四'], ['account' => '2'], ['account' => '3', 'name' => '']]])), "\n";
$requests = $gateway->control('GET', '/requests')['requests'];
foreach (json_decode(end($requests)['body'], true)['receivers'] as $receiver) {
    echo json_encode(array_map(strlen(...), $receiver)), "\n";
}
?>
--EXPECT--
enum(Pay\State::Pending)
string(17) "WAIT_USER_CONFIRM"
bool(true)
bool(true)
enum(Pay\State::Succeeded)
int(200000)
string(6) "张三"
bool(false)
int(344)
string(6) "张三"
ApiException api.INVALID_REQUEST
UnknownOutcomeException transport.closed
ValueError
ApiException api.NOT_FOUND
int(6)
enum(Pay\State::Pending)
string(17) "WAIT_USER_CONFIRM"
bool(true)
bool(true)
enum(Pay\State::Succeeded)
int(200000)
string(6) "张三"
bool(false)
int(344)
string(6) "张三"
ApiException api.INVALID_REQUEST
UnknownOutcomeException transport.closed
ValueError
ApiException api.NOT_FOUND
int(6)
ApiException api.NOT_FOUND
{"account":1,"name":344}
{"account":1}
{"account":1,"name":0}
