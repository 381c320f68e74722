--TEST--
Alipay's new certificate is fetched once when an answer names it, proven, and kept for the worker; nothing else is believed
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';

const DOWNLOAD = 'alipay.open.app.alipaycert.download';
function fetches(): int
{
    return Pay\status()['certificate_fetches'];
}
/** A gateway whose one order is paid: every gateway is another account, and so a minute of its own. */
function gateway(): AlipayGateway
{
    $gateway = new AlipayGateway(mode: 'certificate');
    $gateway->client()->precreate(alipay_order('paid'));
    $gateway->control('POST', '/pay', ['out_trade_no' => 'paid', 'notify' => false]);
    return $gateway;
}

echo "-- renewed\n";
$gateway = gateway();
$old = $gateway->notification('paid');
$pay = $gateway->client();
$before = fetches();
$sn = $gateway->control('POST', '/rotate')['alipay_cert_sn'];
$since = $gateway->count('alipay.trade.refund');
$refund = $pay->refund(['out_trade_no' => 'paid', 'out_request_no' => 'r_1', 'refund_amount' => '1.00']);
echo "{$refund->state->value} ", json_encode($refund->verified), ', refund sent ', $gateway->count('alipay.trade.refund') - $since, ', fetches ', fetches() - $before, ', at the gateway ', $gateway->count(DOWNLOAD), "\n";
parse_str(array_slice($gateway->requests(DOWNLOAD), -1)[0]['body'], $body);
echo json_decode($body['biz_content'], true) === ['alipay_cert_sn' => $sn] ? 'asked for that one' : 'WRONG', "\n";
$parses = Pay\status()['keys']['parses'];
$next = $gateway->client();
echo $next->query('paid')->state->value, ' ', outcome(fn () => $gateway->client()->precreate(alipay_order('next'))), ', fetches ', fetches() - $before, ', parses ', Pay\status()['keys']['parses'] - $parses, "\n";
echo 'notifications: old ', outcome(fn () => $next->notification($old)), ', new ', outcome(fn () => $next->notification($gateway->notification('paid'))),
    ', new refund ', outcome(fn () => $gateway->client()->notification($gateway->notification('paid', refund: true))), ', forged ', outcome(fn () => $next->notification($gateway->notification('paid', 'signature'))), "\n";
echo json_encode([$next->verify('text', 'AAAA'), fetches() - $before]), "\n";

echo "-- a client that has fetched nothing asks nobody about a notification\n";
$gateway = gateway();
$gateway->control('POST', '/rotate');
$before = fetches();
for ($i = 0; $i < 20; $i++) {
    $reasons[outcome(fn () => $gateway->client()->notification($gateway->notification('paid')))] = true;
}
echo implode(' ', array_keys($reasons)), ' ', fetches() - $before, "\n";
$gateway->client()->query('paid');
echo outcome(fn () => $gateway->client()->notification($gateway->notification('paid'))), ' ', fetches() - $before, "\n";

echo "-- numbers that nobody knows: one request a minute\n";
$gateway = gateway();
$before = fetches();
$reasons = [];
for ($i = 0; $i < 10; $i++) {
    $gateway->fault('alipay.trade.query', 'cert-sn');
    $reasons[outcome(fn () => $gateway->client()->query('paid'))] = true;
}
echo implode(' ', array_keys($reasons)), ', fetches ', fetches() - $before, ', at the gateway ', $gateway->count(DOWNLOAD), "\n";
$gateway->fault('alipay.trade.refund', 'cert-sn');
echo outcome(fn () => $gateway->client()->refund(['out_trade_no' => 'paid', 'out_request_no' => 'r_1', 'refund_amount' => '1.00'])), "\n";
echo $gateway->client()->query('paid')->state->value, "\n"; // the one that was given still counts
foreach ([' ', '../x', '"},"x":{"', str_repeat('f', 65)] as $value) {
    $gateway->fault('alipay.trade.query', 'cert-sn', 1, addcslashes($value, '"'));
    echo outcome(fn () => $gateway->client()->query('paid')), "\n";
}
echo $gateway->count(DOWNLOAD), "\n";

echo "-- what is handed out must be Alipay's, that one, and in its days\n";
foreach (['ca', 'subject', 'sn', 'expired'] as $kind) {
    $gateway = gateway();
    $pay = $gateway->client();
    $sn = $gateway->control('POST', '/rotate')['alipay_cert_sn'];
    $gateway->fault(DOWNLOAD, 'cert-sn-bad-download', 9, $kind);
    $before = fetches();
    try {
        $pay->query('paid');
        echo "$kind: BELIEVED\n";
    } catch (Pay\SignatureException $e) {
        echo "$kind: $e->reason, ", preg_replace('/serial [0-9A-F]+/', 'serial N', strtr($e->getMessage(), [$sn => 'SN'])), ', fetches ', fetches() - $before, "\n";
    }
    echo outcome(fn () => $pay->refund(['out_trade_no' => 'paid', 'out_request_no' => 'r_1', 'refund_amount' => '1.00'])), ', ',
        outcome(fn () => $pay->notification($gateway->notification('paid'))), ', fetches ', fetches() - $before, "\n";
}

echo "-- the download fails\n";
foreach (['http-500', 'close-after-read', 'error-response', 'not-json', 'unsigned-success', 'oversize'] as $fault) {
    $gateway = gateway();
    $gateway->control('POST', '/rotate');
    $gateway->fault(DOWNLOAD, $fault, 9);
    $before = fetches();
    echo "$fault: ", outcome(fn () => $gateway->client()->query('paid')), ', fetches ', fetches() - $before, "\n";
}
// Nothing proves the answer but the certificate in it: without a signature it is as good.
$gateway = gateway();
$gateway->control('POST', '/rotate');
$gateway->fault(DOWNLOAD, 'no-signature');
echo 'no-signature: ', outcome(fn () => $gateway->client()->query('paid')), "\n";

echo "-- an answer that names none, as it must, is not believed\n";
$gateway = gateway();
foreach ([fn () => null, fn () => $gateway->control('POST', '/rotate')] as $before) {
    $before();
    $gateway->fault('alipay.trade.query', 'cert-sn', 1, '');
    echo outcome(fn () => $gateway->client()->query('paid')), "\n";
}
?>
--EXPECT--
-- renewed
succeeded true, refund sent 1, fetches 1, at the gateway 1
asked for that one
succeeded done, fetches 1, parses 0
notifications: old done, new done, new refund done, forged SignatureException signature.mismatch
[false,1]
-- a client that has fetched nothing asks nobody about a notification
SignatureException signature.mismatch 0
done 1
-- numbers that nobody knows: one request a minute
SignatureException signature.unknown-serial, fetches 1, at the gateway 1
UnknownOutcomeException signature.unknown-serial <- SignatureException signature.unknown-serial
succeeded
SignatureException signature.unknown-serial
SignatureException signature.unknown-serial
SignatureException signature.unknown-serial
SignatureException signature.unknown-serial
1
-- what is handed out must be Alipay's, that one, and in its days
ca: signature.unknown-serial, POST alipay.trade.query: The answer names the certificate SN, which is not at hand: The certificate (serial N) does not lead to the root certificates: certificate signature failure, fetches 1
UnknownOutcomeException signature.unknown-serial <- SignatureException signature.unknown-serial, SignatureException signature.mismatch, fetches 1
subject: signature.unknown-serial, POST alipay.trade.query: The answer names the certificate SN, which is not at hand: what was handed out is not a certificate of Alipay's, fetches 1
UnknownOutcomeException signature.unknown-serial <- SignatureException signature.unknown-serial, SignatureException signature.mismatch, fetches 1
sn: signature.unknown-serial, POST alipay.trade.query: The answer names the certificate SN, which is not at hand: what was handed out has another number, fetches 1
UnknownOutcomeException signature.unknown-serial <- SignatureException signature.unknown-serial, SignatureException signature.mismatch, fetches 1
expired: signature.unknown-serial, POST alipay.trade.query: The answer names the certificate SN, which is not at hand: The certificate (serial N) does not lead to the root certificates: certificate has expired, fetches 1
UnknownOutcomeException signature.unknown-serial <- SignatureException signature.unknown-serial, SignatureException signature.mismatch, fetches 1
-- the download fails
http-500: SignatureException signature.unknown-serial, fetches 1
close-after-read: SignatureException signature.unknown-serial, fetches 1
error-response: SignatureException signature.unknown-serial, fetches 1
not-json: SignatureException signature.unknown-serial, fetches 1
unsigned-success: SignatureException signature.unknown-serial, fetches 1
oversize: SignatureException signature.unknown-serial, fetches 1
no-signature: done
-- an answer that names none, as it must, is not believed
SignatureException signature.missing
SignatureException signature.missing
