--TEST--
With no platform key given, certificates are fetched once, proven, kept for the worker, and looked for again at most once a minute
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

const CERTIFICATES = 'GET /v3/certificates';
$gateway = new Gateway(mode: 'certificate');
$fetches = Pay\status()['certificate_fetches'];

$gateway->fault(CERTIFICATES, 'no-certificates');
echo outcome(fn () => $gateway->client()->native(order('cert-0000'))), "\n";
$gateway->fault(CERTIFICATES, 'bad-signature');
echo outcome(fn () => $gateway->client()->native(order('cert-0000'))), "\n";
$gateway->fault(CERTIFICATES, 'wrong-certificate-serial');
echo outcome(fn () => $gateway->client()->native(order('cert-0000'))), "\n";
echo outcome(fn () => $gateway->client(['apiV3Key' => str_repeat('x', 32)])->native(order('cert-0000'))), "\n";
var_dump($gateway->count('POST /v3/pay/transactions/native'), Pay\status()['certificate_fetches'] - $fetches);

$before = $gateway->count(CERTIFICATES);
$gateway->client()->native(order('cert-0001'));
$gateway->client()->native(order('cert-0002'));
$pay = $gateway->client();
$pay->query('cert-0001');
var_dump($gateway->count(CERTIFICATES) - $before);
$requests = $gateway->control('GET', '/requests')['requests'];
$headers = array_change_key_case(end($requests)['headers']);
var_dump(in_array($headers['wechatpay-serial'], $gateway->config['platformSerials'], true));
var_dump(count($pay->__debugInfo()['platformKeys']) >= 1);

// Anybody can send a message that names a serial: no request follows within a minute of the last look.
$before = $gateway->count(CERTIFICATES);
for ($i = 0; $i < 100; $i++) {
    $headers = ['Wechatpay-Timestamp' => (string) time(), 'Wechatpay-Nonce' => 'n', 'Wechatpay-Signature' => 'AAAA',
        'Wechatpay-Serial' => sprintf('%040X', 0xABC000 + $i)];
    $reasons[outcome(fn () => $pay->notification('{}', $headers))] = true;
}
echo implode(', ', array_keys($reasons)), "\n";
var_dump($gateway->count(CERTIFICATES) - $before);

// A merchant in public-key mode has no certificates: the message says what to configure.
$gateway->control('POST', '/mode', ['mode' => 'public-key']);
try {
    $gateway->client(['serial' => null, 'http' => new Pay\Http(baseUrl: $gateway->url . '/', retries: 0), 'mchId' => $gateway->config['mchid'],
        'apiV3Key' => strrev($gateway->config['apiV3Key'])])->query('cert-0001');
} catch (Pay\ConfigException $e) {
    echo $e->reason, ': ', $e->getMessage(), "\n";
}
?>
--EXPECT--
SignatureException signature.malformed
SignatureException signature.mismatch
SignatureException signature.malformed
SignatureException signature.decrypt
int(0)
int(4)
int(1)
bool(true)
bool(true)
SignatureException signature.unknown-serial
int(0)
config.platform-keys: GET /v3/certificates: This merchant has no platform certificates: give WeChat Pay's public key, platformKeys: ['PUB_KEY_ID_...' => 'pub_key.pem']
