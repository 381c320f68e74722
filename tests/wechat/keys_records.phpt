--TEST--
Every odd key and certificate of the collection is taken or refused with its reason, and no byte of it is shown
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/client.inc';

// What there is no place for here; those of Alipay are in tests/alipay/bad_inputs.phpt.
$not_applicable = [
    'key-008' => 'no passphrases', 'key-028' => 'no strict_key_permissions', 'key-038' => 'of Alipay',
    'crt-008' => 'of Alipay', 'crt-010' => 'of Alipay', 'crt-011' => 'of Alipay', 'crt-016' => 'of Alipay', 'crt-017' => 'of Alipay',
    'crt-019' => 'a fetched certificate needs the gateway: tests/client/certificates.phpt',
];
$reasons = [
    'key.type' => 'config.key-type', 'key.kind' => 'config.key-kind', 'key.passphrase' => 'config.key-encrypted', 'key.empty' => 'config.key-empty',
    'key.format' => 'config.key-format', 'key.multiple' => 'config.key-multiple', 'path.missing' => 'config.path-missing', 'path.scheme' => 'config.path-scheme',
    'path.nul' => 'config.path-nul', 'path.type' => 'config.path-type', 'v2key.length' => 'config.format', 'v2key.charset' => 'config.format',
    'v3key.length' => 'config.format', 'cert.not_yet_valid' => 'config.certificate-future', 'cert.serial' => 'config.serial-mismatch',
    'p12.password' => 'config.p12-password', 'cert.key_mismatch' => 'config.key-mismatch', 'cert.format' => 'config.key-format',
];
$fifo = scratch() . '/key.fifo';
exec('mkfifo ' . escapeshellarg($fifo));

$bad = 0;
foreach (bad_inputs('key', 'cert') as $id => $record) {
    if (isset($not_applicable[$id])) {
        echo "$id not applicable: $not_applicable[$id]\n";
        continue;
    }
    $value = $record['encoding'] === 'base64' ? base64_decode($record['payload']) : $record['payload'];
    if ($value === '/tmp/key.fifo') {
        $value = $fifo;
    }
    $accept = $record['kind'] === 'accept';
    $serial = $accept && $record['target'] === 'cert' ? substr($record['expected'], 15) : $record['config']['serial'] ?? null;
    $arguments = match ($record['slot']) {
        'private_key' => ['privateKey' => $value] + ($accept ? ['certificate' => null, 'serial' => 'ABCDEF'] : []),
        'platform_public_key', 'alipay_public_key' => ['platformKeys' => ['PUB_KEY_ID_1' => $value]],
        'platform_cert' => ['platformKeys' => [$serial ?? openssl_x509_parse($value)['serialNumberHex'] ?? PLATFORM_SERIAL => $value]],
        'app_cert' => ['certificate' => $value],
        // its password is the merchant number
        'p12' => ['certificate' => $value, 'privateKey' => null, 'mchId' => $accept ? $record['config']['p12_password'] : '42'],
        'apiv3_key' => ['apiV3Key' => $value],
        'v2_key' => ['apiV2Key' => $value],
    };
    try {
        $pay = client($arguments);
        $got = 'accepted';
        if ($record['slot'] === 'private_key') {
            $public = public_pem(str_replace('\n', "\n", str_replace('RSA PRIVATE', $id === 'key-032' ? 'PRIVATE' : 'RSA PRIVATE', $value)));
            $got .= openssl_verify('x', base64_decode($pay->sign('x')), $public, OPENSSL_ALGO_SHA256) === 1 ? '' : ' AS ANOTHER KEY';
        }
    } catch (Pay\ConfigException $e) {
        $got = $e->reason;
        $shown = $e->getMessage() . $e->hint;
        foreach (str_split(preg_replace('/-----[A-Z ]+-----|\s/', '', $value), 24) as $part) {
            if (strlen($part) === 24 && str_contains($shown, $part) && !str_starts_with($value, '/') && !str_contains($value, '://')) {
                $got .= ' SHOWS IT';
            }
        }
        if (preg_match('~root:|/bin/~', $shown)) {
            $got .= ' SHOWS THE FILE';
        }
    } catch (Throwable $e) {
        $got = $e::class;
    }
    $wanted = $accept ? 'accepted' : $reasons[$record['reason']];
    if ($got !== $wanted) {
        $bad++;
        $got .= " BUT EXPECTED $wanted ($record[description])";
    }
    echo "$id $got\n";
}
echo "$bad differ\n";
?>
--EXPECT--
key-001 accepted
key-002 accepted
key-004 config.key-type
key-005 config.key-type
key-007 config.key-encrypted
key-008 not applicable: no passphrases
key-010 config.key-kind
key-011 config.key-kind
key-013 accepted
key-014 config.key-empty
key-016 config.path-missing
key-017 config.key-format
key-019 accepted
key-020 config.path-scheme
key-022 config.path-scheme
key-023 config.path-nul
key-025 config.path-type
key-026 config.path-type
key-028 not applicable: no strict_key_permissions
key-029 config.key-multiple
key-031 config.key-format
key-032 accepted
key-034 config.format
key-035 config.format
key-037 config.format
key-038 not applicable: of Alipay
key-040 accepted
key-041 config.p12-password
crt-001 accepted
crt-002 accepted
crt-004 config.certificate-future
crt-005 config.serial-mismatch
crt-007 config.key-mismatch
crt-008 not applicable: of Alipay
crt-010 not applicable: of Alipay
crt-011 not applicable: of Alipay
crt-013 accepted
crt-014 config.key-format
crt-016 not applicable: of Alipay
crt-017 not applicable: of Alipay
crt-019 not applicable: a fetched certificate needs the gateway: tests/client/certificates.phpt
0 differ
