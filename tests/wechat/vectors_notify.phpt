--TEST--
Published AES-256-GCM and notification vectors come out of notification() when signed anew
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/notify.inc';

echo "GCM:\n";
foreach (vectors('aes_256_gcm_decrypt', 'aes_256_gcm_decrypt_raw') as $id => $v) {
    $i = $v['inputs'];
    $resource = ['ciphertext' => $i['ciphertext_base64'], 'nonce' => $i['nonce'], 'associated_data' => $i['associated_data']];
    $got = verdict(function () use ($i, $v, $resource, &$n) {
        $n = client(['apiV3Key' => $i['key'], 'mchId' => json_decode($v['expected']['plaintext'] ?? '')->mchid ?? '1900000109', 'appId' => null])->notification(...message(['resource' => $resource]));
    });
    if ($got === 'accepted') {
        $expected = json_decode($v['expected']['plaintext'], true);
        $got = $n->toArray() === $expected ? 'decrypted' : 'ANOTHER TEXT';
    }
    // A text that is not a JSON object proves itself by being refused for that, and no more for its seal.
    $wanted = match (true) {
        strlen($i['key']) !== 32 => 'ConfigException config.format',
        !isset($v['expected']['plaintext']) || isset($v['expected']['strict_v3']) => 'SignatureException signature.decrypt',
        is_array(json_decode($v['expected']['plaintext'], true)) => 'decrypted',
        default => 'SignatureException signature.malformed',
    };
    echo "$id: $got", $got === $wanted ? '' : " BUT EXPECTED $wanted", "\n";
}

echo "Notifications:\n";
foreach (vectors('v3_notify') as $id => $v) {
    $i = $v['inputs'];
    $serial = $i['headers']['Wechatpay-Serial'];
    $certificate = vector_key($i['public_key_ref']);
    $keys = ['platformKeys' => [$serial => public_pem($certificate)]];
    $old = client($keys)->verify("{$i['headers']['Wechatpay-Timestamp']}\n{$i['headers']['Wechatpay-Nonce']}\n$i[body]\n", $i['headers']['Wechatpay-Signature'], $serial);
    $late = verdict(fn () => client($keys)->notification($i['body'], $i['headers']));
    $plain = json_decode($v['expected']['plaintext'] ?? vectors('v3_notify')['v3-notify-transaction-full']['expected']['plaintext'], true);
    $got = verdict(function () use ($keys, $i, $serial, $plain) {
        $pay = client($keys + ['apiV3Key' => $i['api_v3_key'], 'appId' => null, 'mchId' => $plain['mchid']]);
        $n = $pay->notification($i['body'], signed_headers($i['body'], ['serial' => $serial, 'signer' => vector_key('go_platform_private')]));
        if ($n->toArray() !== $plain || $n->type !== json_decode($i['body'])->event_type) {
            throw new LogicException('another text');
        }
    });
    echo "$id: old signature ", var_export($old, true), "; as received: $late; signed anew: $got\n";
}
echo "Certificates of the platform, which come sealed in the same way:\n";
foreach (vectors('v3_platform_certificate_decrypt') as $id => $v) {
    $c = $v['inputs']['encrypt_certificate'];
    $got = verdict(fn () => client(['apiV3Key' => $v['inputs']['api_v3_key']])->notification(...message(['resource' => array_intersect_key($c, ['ciphertext' => 1, 'nonce' => 1, 'associated_data' => 1])])));
    echo "$id: $got\n"; // opened: the text is PEM, not JSON
    echo '  with another key: ', verdict(fn () => client()->notification(...message(['resource' => array_intersect_key($c, ['ciphertext' => 1, 'nonce' => 1, 'associated_data' => 1])]))), "\n";
}
?>
--EXPECT--
GCM:
aes-256-gcm-transaction: decrypted
aes-256-gcm-java: SignatureException signature.malformed
aes-256-gcm-java-bad-ciphertext: SignatureException signature.decrypt
aes-256-gcm-16byte-iv-empty: SignatureException signature.decrypt
aes-256-gcm-16byte-iv-hello: SignatureException signature.decrypt
gcm-go-negative-short-ciphertext: ConfigException config.format
gcm-go-negative-bad-key-length: ConfigException config.format
gcm-gopay-bad-nonce-0: SignatureException signature.decrypt
gcm-gopay-bad-nonce-1: SignatureException signature.decrypt
gcm-gopay-bad-nonce-13: SignatureException signature.decrypt
gcm-gopay-bad-ciphertext-0: SignatureException signature.decrypt
gcm-gopay-bad-ciphertext-2: SignatureException signature.decrypt
aes-256-gcm-gopay: SignatureException signature.malformed
Notifications:
v3-notify-go-payscore: old signature true; as received: SignatureException signature.stale; signed anew: ConfigException config.format
v3-notify-transaction-full: old signature true; as received: SignatureException signature.stale; signed anew: accepted
v3-notify-tampered-event: old signature false; as received: SignatureException signature.stale; signed anew: accepted
v3-notify-stale: old signature true; as received: SignatureException signature.stale; signed anew: accepted
Certificates of the platform, which come sealed in the same way:
v3-certificates-ys: SignatureException signature.malformed
  with another key: SignatureException signature.decrypt
v3-certificates-java: SignatureException signature.malformed
  with another key: SignatureException signature.decrypt
