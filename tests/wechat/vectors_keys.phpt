--TEST--
Published keys and certificates load in each of their forms, with the right serial, and only as a pair
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/client.inc';

function serials(array $override): string
{
    try {
        $info = client($override)->__debugInfo();
        return "$info[serial]; " . implode(',', array_is_list($info['platformKeys']) ? $info['platformKeys'] : array_keys($info['platformKeys']));
    } catch (Pay\PayException $e) {
        return $e->reason;
    }
}

echo "Serials:\n";
foreach (vectors('cert_serial') as $id => $v) {
    $certificate = vector_key($v['inputs']['certificate_ref']);
    $serial = $v['expected']['serial_hex_upper'];
    // a published certificate runs out; then its key is given with the serial, and the certificate is refused for its date
    $expected = in_date($certificate) ? MERCHANT_SERIAL . "; $serial" : 'config.certificate-expired';
    $got = serials(['platformKeys' => [$serial => $certificate]]);
    echo "$id: ", $got === $expected ? 'right' : "got $got, expected $expected", "\n";
    $got = serials(['platformKeys' => [$serial => public_pem($certificate)]]);
    echo "  its key: ", $got === MERCHANT_SERIAL . "; $serial" ? 'right' : "got $got", "\n";
}
echo "Merchants:\n";
foreach (['ax_private' => 'ax_client_cert', 'ew_private' => 'ew_cert', 'go_client_private' => 'go_client_cert', 'ys_merchant_private' => 'ys_merchant_cert',
    'java_merchant_private' => 'java_merchant_cert', 'go_platform_private' => 'go_platform_cert_D7CE'] as $private => $certificate) {
    $pem = vector_key($certificate);
    $serial = openssl_x509_parse($pem)['serialNumberHex'];
    $expected = in_date($pem) ? "$serial; " . PLATFORM_SERIAL : 'config.certificate-expired';
    $got = serials(['privateKey' => vector_key($private), 'certificate' => $pem, 'platformKeys' => [PLATFORM_SERIAL => pem('platform.cert')]]);
    echo "$private: ", $got === $expected ? 'right' : "got $got, expected $expected", "\n";
}
echo "Pairs:\n";
foreach (vectors('key_pair_match') as $id => $v) {
    $certificate = vector_key($v['inputs']['certificate_ref']);
    $got = serials(['privateKey' => vector_key($v['inputs']['private_key_ref']), 'certificate' => $certificate]);
    echo "$id: ", in_array($got, in_date($certificate) ? ['config.key-mismatch'] : ['config.key-mismatch', 'config.certificate-expired'], true) ? 'refused' : $got, "\n";
}
echo 'in date: ', serials(['privateKey' => vector_key('ax_private')]), "\n";

echo "Forms:\n";
foreach (vectors('public_key_load') as $id => $v) {
    echo "$id: ", serials(['platformKeys' => ['PUB_KEY_ID_1' => $v['inputs']['pem_pkcs1']]]), ' ', serials(['platformKeys' => ['PUB_KEY_ID_1' => $v['expected']['pem_spki']]]), "\n";
}
foreach (vectors('private_key_load') as $id => $v) {
    $pay = client(['privateKey' => vector_key($v['inputs']['private_key_ref']), 'certificate' => null, 'serial' => 'ABCDEF']);
    $proof = client(['platformKeys' => ['PUB_KEY_ID_1' => vector_key($v['inputs']['public_key_ref'])]]);
    echo "$id: ", var_export($proof->verify('message', $pay->sign('message'), 'PUB_KEY_ID_1'), true), "\n";
}
?>
--EXPECT--
Serials:
cert-serial-go_serial_leading_zero_cert: right
  its key: right
cert-serial-java_merchant_cert: right
  its key: right
cert-serial-ys_merchant_cert: right
  its key: right
cert-serial-ys_platform_cert: right
  its key: right
cert-serial-ax_server_cert: right
  its key: right
Merchants:
ax_private: right
ew_private: right
go_client_private: right
ys_merchant_private: right
java_merchant_private: right
go_platform_private: right
Pairs:
key-merchant-platform-mismatch: refused
in date: config.key-mismatch
Forms:
key-pkcs1-to-spki: 3775B6A45ACD588826D15E583A95F5DD00000001; PUB_KEY_ID_1 3775B6A45ACD588826D15E583A95F5DD00000001; PUB_KEY_ID_1
key-pkcs8-and-pkcs1-private: true
