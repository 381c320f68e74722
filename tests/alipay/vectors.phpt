--TEST--
Every published vector of Alipay holds over the public API
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_vectors.inc';

// The private half of that key was never published, so no call shows which key was read; the unit tests look into it.
$silent = ['cert_public_key'];

$counts = [];
$failed = 0;
foreach (alipay_vectors()['vectors'] as $v) {
    if (in_array($v['kind'], $silent, true)) {
        echo "$v[id]: not to be seen from outside\n";
        continue;
    }
    try {
        $claims = ('check_' . $v['kind'])($v['inputs'], $v['expected']);
    } catch (Throwable $e) {
        $claims = ['threw ' . $e::class . ' ' . ($e->reason ?? '') . ': ' . $e->getMessage() . " line {$e->getLine()}" => false];
    }
    $counts[$v['kind']] = ($counts[$v['kind']] ?? 0) + 1;
    foreach ($claims as $claim => $holds) {
        if ($holds !== true) {
            $failed++;
            echo "$v[id] FAILED: $claim ", is_string($holds) ? $holds : '', "\n";
        } elseif (str_starts_with($claim, 'refused')) {
            echo "$v[id] $claim\n";
        }
    }
    if (!$claims) {
        echo "$v[id] CLAIMS NOTHING\n";
    }
}
foreach ($counts as $kind => $count) {
    echo "$kind: $count\n";
}
echo array_sum($counts), " vectors, $failed failed\n";
?>
--EXPECT--
cert-pubkey-node: not to be seen from outside
key-forms-lk refused: the 1024-bit key lk-common-priv
key-forms-lk refused: the 1024-bit key lk-common-priv-pkcs8
key-forms-lk refused: the 1024-bit key lk-common-priv-inline
notify-lk-app-rsa1 refused: the 1024-bit key lk-common-priv (public part)
notify-lk-f2f-rsa1 refused: the 1024-bit key lk-common-priv (public part)
d-req-rsa1 refused: the 1024-bit key lk-common-priv
cert_sn: 12
root_cert_sn: 1
cert_chain: 3
key_cert_match: 3
v2_request_sign: 5
raw_sign: 1
raw_verify: 1
string_to_sign: 1
private_key_formats: 1
v2_response_verify: 17
app_sync_result_verify: 1
v2_response_extract: 5
notify_verify: 13
return_url_verify: 1
aes_encrypt: 3
aes_decrypt: 2
page_redirect_url: 1
page_form_html: 1
app_order_string: 1
order_string_parse: 1
v2_response_unsigned: 1
mini_program_payload: 1
deep_link: 1
77 vectors, 0 failed
