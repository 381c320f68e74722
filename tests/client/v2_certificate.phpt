--TEST--
Where APIv2 wants the client certificate it goes along, from PEM or PKCS#12, and never over another's connection
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/keys.inc';

$gateway = new Gateway(tls: true);
$arguments = $gateway->credentialsV2();
$refund = fn (string $number) => ['out_trade_no' => 'paid-order', 'out_refund_no' => $number, 'total_fee' => 1999, 'refund_fee' => 1];
/** Who the last request came from, as the gateway saw it. */
$shown = function () use ($gateway): string {
    $requests = $gateway->control('GET', '/requests')['requests'];
    $serial = end($requests)['client_certificate'] ?? null;
    return $serial === null ? 'nobody' : (strcasecmp(ltrim($serial, '0'), ltrim($gateway->config['merchantSerial'], '0')) === 0 ? 'the merchant' : 'somebody else');
};

$from = Pay\status()['connections'];
$pay = new Pay\WeChat(...$arguments);
$pay->native(['out_trade_no' => 'paid-order', 'body' => 'x', 'total_fee' => 1999, 'product_id' => '1']);
$gateway->control('POST', '/pay', ['out_trade_no' => 'paid-order', 'notify' => false]);
echo 'order: ', $shown(), "\n";
echo $pay->refund($refund('r1'))->state->value, ': ', $shown(), "\n";
echo $pay->queryRefund('r1')->state->value, ': ', $shown(), "\n";
echo $pay->refund($refund('r2'))->state->value, ': ', $shown(), "\n";
$now = Pay\status()['connections'];
echo json_encode(['opened' => $now['opened'] - $from['opened'], 'reused' => $now['reused'] - $from['reused']]), "\n";

$p12 = new Pay\WeChat(...['certificate' => $gateway->dir . '/apiclient_cert.p12', 'privateKey' => null] + $arguments);
echo 'p12: ', $p12->refund($refund('r3'))->state->value, ': ', $shown(), "\n";
$bytes = new Pay\WeChat(...['certificate' => file_get_contents($gateway->dir . '/apiclient_cert.p12'), 'privateKey' => null] + $arguments);
echo 'its bytes: ', $bytes->refund($refund('r4'))->state->value, ': ', $shown(), "\n";
echo 'p12 beside its key: ', (new Pay\WeChat(...['certificate' => $gateway->dir . '/apiclient_cert.p12'] + $arguments))->refund($refund('r5'))->state->value, "\n";

$none = new Pay\WeChat(...['certificate' => null, 'privateKey' => null] + $arguments);
$before = $gateway->count();
foreach ([fn () => $none->refund($refund('r6')), fn () => $none->reverse('paid-order'), fn () => $none->micropay(['out_trade_no' => 'till-0001', 'body' => 'x',
    'total_fee' => 1, 'auth_code' => '134567890123456789']), fn () => $none->fundFlow('2026-11-24'), fn () => $none->transfer(['partner_trade_no' => 'T1',
    'openid' => 'o', 'amount' => 1, 'desc' => 'x'])] as $call) {
    echo 'without: ', outcome($call), "\n";
}
var_dump($gateway->count() === $before);
echo 'but: ', $none->query('paid-order')->state->value, ': ', $shown(), "\n";

// A certificate of the same CA that is not the merchant's, and one of another CA.
$other = new Pay\WeChat(...['certificate' => $gateway->dir . '/platform_1_cert.pem', 'privateKey' => $gateway->dir . '/platform_1_key.pem'] + $arguments);
echo 'another certificate: ', outcome(fn () => $other->refund($refund('r7'))), "\n";
$foreign = new Pay\WeChat(...['certificate' => pem('merchant.cert'), 'privateKey' => pem('merchant.key')] + $arguments);
// The handshake of TLS 1.3 is refused after the request has gone out, so nobody can know.
echo 'another CA: ', strtok(outcome(fn () => $foreign->refund($refund('r8'))), ' '), "\n";
echo 'and after that: ', $pay->refund($refund('r9'))->state->value, ': ', $shown(), "\n";

$before = Pay\status()['connections']['opened'];
for ($i = 0; $i < 20; $i++) {
    $pay->refund($refund("a$i"));
    if ($shown() !== 'the merchant') {
        echo "MIXED\n";
    }
    outcome(fn () => $other->refund($refund("b$i")));
    if ($shown() !== 'somebody else') {
        echo "MIXED\n";
    }
    $pay->queryRefund("a$i");
    if ($shown() !== 'nobody') {
        echo "MIXED\n";
    }
}
echo Pay\status()['connections']['opened'] - $before <= 1 ? "kept\n" : "opened again and again\n";
?>
--EXPECT--
order: nobody
pending: the merchant
succeeded: nobody
pending: the merchant
{"opened":2,"reused":2}
p12: pending: the merchant
its bytes: pending: the merchant
p12 beside its key: pending
without: ConfigException config.missing
without: ConfigException config.missing
without: ConfigException config.missing
without: ConfigException config.missing
without: ConfigException config.missing
bool(true)
but: refunded: nobody
another certificate: ApiException api.FAIL
another CA: UnknownOutcomeException
and after that: pending: the merchant
kept
