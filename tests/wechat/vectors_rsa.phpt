--TEST--
Published RSA vectors come out of sign(), verify(), encrypt() and decrypt()
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/client.inc';

/** A client that signs with one published key and, under the name KEY, verifies with another. */
function with(string $private, string $public, string $name = 'PUB_KEY_ID_1'): Pay\WeChat
{
    return client(['privateKey' => $private, 'certificate' => null, 'serial' => 'ABCDEF', 'platformKeys' => [$name => public_pem($public)]]);
}
$merchant = pem('merchant.key');
$platform = pem('platform.cert');

echo "sign():\n";
foreach (vectors('rsa_sha256_sign', 'v3_request_sign', 'v3_frontend_sign') as $id => $v) {
    $message = $v['expected']['message'] ?? $v['inputs']['message'];
    $signature = $v['expected']['signature'] ?? $v['expected']['paySign'] ?? $v['expected']['sign'];
    echo "$id: ";
    var_dump(with(vector_key($v['inputs']['private_key_ref']), $platform)->sign($message) === $signature);
}
foreach (vectors('v3_media_upload') as $id => $v) {
    $i = $v['inputs'];
    $message = "POST\n$i[url]\n$i[timestamp]\n$i[nonce_str]\n{$v['expected']['meta']}\n";
    echo "$id: ";
    var_dump(with(vector_key($i['private_key_ref']), $platform)->sign($message) === $v['expected']['signature']);
}

echo "verify():\n";
foreach (vectors('rsa_sha256_verify') as $id => $v) {
    $i = $v['inputs'];
    $got = with($merchant, vector_key($i['public_key_ref']))->verify($i['message'], $i['signature'], 'PUB_KEY_ID_1');
    echo "$id: ", var_export($got, true), $got === $v['expected']['valid'] ? '' : ' WRONG', "\n";
}
foreach (vectors('v3_verify') as $id => $v) {
    $i = $v['inputs'];
    if (!$v['expected']['valid'] && abs($i['now'] - $i['timestamp']) > 300) {
        continue; // the time is notification()'s matter: notification_window.phpt
    }
    $pay = with($merchant, vector_key($i['public_key_ref']), $i['configured_serials'][0] ?? $i['serial']);
    $got = $pay->verify("$i[timestamp]\n$i[nonce]\n$i[body]\n", $i['signature'], $i['serial']);
    echo "$id: ", var_export($got, true), $got === $v['expected']['valid'] ? '' : ' WRONG', "\n";
}

echo "decrypt():\n";
foreach (vectors('rsa_oaep_sha1_decrypt', 'field_decrypt') as $id => $v) {
    $pay = with(vector_key($v['inputs']['private_key_ref']), $platform);
    try {
        $got = $pay->decrypt($v['inputs']['ciphertext_base64']);
    } catch (Pay\SignatureException $e) {
        $got = $e->reason;
    }
    echo "$id: ", var_export($got, true), $got === ($v['expected']['plaintext'] ?? 'signature.decrypt') ? '' : ' WRONG', "\n";
}

echo "encrypt():\n";
foreach (vectors('rsa_oaep_sha1_limit') as $id => $v) {
    $private = openssl_pkey_get_private($key = vector_key('java_merchant_private'));
    $pay = with($merchant, $key);
    $limit = $v['expected']['max_plaintext_bytes'];
    foreach ([1, $limit] as $length) {
        $plain = random_bytes($length);
        openssl_private_decrypt(base64_decode($pay->encrypt($plain), true), $back, $private, OPENSSL_PKCS1_OAEP_PADDING);
        echo "$id, $length bytes: ", var_export($back === $plain, true), "\n";
    }
    echo "$id, ", $limit + 1, ' bytes: ', verdict(fn () => $pay->encrypt(random_bytes($limit + 1))), "\n";
    var_dump($pay->encrypt('x') === $pay->encrypt('x'));
}
?>
--EXPECT--
sign():
rsa-sign-go-source: bool(true)
v3-request-ys-h5: bool(true)
v3-request-sign-get-query: bool(true)
v3-frontend-jsapi-sign: bool(true)
v3-frontend-app-sign: bool(true)
v3-media-upload-sign: bool(true)
verify():
rsa-verify-go-ok-cert: true
rsa-verify-go-ok-pubkey: true
rsa-verify-go-empty-message: false
rsa-verify-go-empty-signature: false
rsa-verify-java-ok: true
rsa-verify-java-other-key: false
v3-certificates-bootstrap-verify: true
v3-verify-ys: true
v3-verify-ys-reserialized: false
v3-verify-ys-wrong-cert: false
v3-window-minus-299: true
v3-verify-serial-mismatch: false
v3-notify-ys-callback: true
v3-statement-sha1-signature: true
decrypt():
oaep-ys: 'yansongda'
oaep-ys-invalid: 'signature.decrypt'
oaep-go-empty: ''
oaep-java: 'plaintext'
oaep-java-short: 'signature.decrypt'
encrypt():
oaep-limit, 1 bytes: true
oaep-limit, 214 bytes: true
oaep-limit, 215 bytes: ValueError
bool(false)
