--TEST--
Every malformed, forged or foreign notification is refused with its class and reason, and the genuine ones among them come back
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/render.inc';

function expected(array $record): string
{
    $reason = $record['reason'];
    return match (true) {
        $record['kind'] === 'accept' => 'accepted',
        // the grammar of a hexadecimal serial is upper case, so this never comes to be looked up
        $record['id'] === 'v3n-028' => 'SignatureException signature.malformed',
        str_starts_with($reason, 'owner.') => 'IntegrityException integrity.' . substr($reason, 6),
        default => 'SignatureException signature.' . match (true) {
            $reason === 'header.missing' => 'missing',
            $reason === 'probe' => 'probe',
            $reason === 'window' => 'stale',
            $reason === 'serial.unknown' => 'unknown-serial',
            $reason === 'sign.bad' => 'mismatch',
            str_starts_with($reason, 'aead.') => 'decrypt',
            (bool) preg_match('/^(header\.(duplicate|format)|sign\.(format|algorithm)|json\..*|field\..*|too_large)$/', $reason) => 'malformed',
        },
    };
}

$pay = client();
$records = bad_inputs('v3-notify');
$bad = 0;
ob_start();
foreach ($records as $id => $record) {
    [$body, $headers] = render($record);
    $notification = null;
    $got = verdict(function () use ($pay, $body, $headers, &$notification) {
        $notification = $pay->notification($body, $headers);
    });
    if ($notification !== null && str_starts_with($record['expected'], 'accept-as:')) {
        foreach (json_decode(substr($record['expected'], 10), true) as $path => $value) {
            if ($notification->get($path) !== $value) {
                $got .= " $path=" . var_export($notification->get($path), true);
            }
        }
        if ($notification->isPaid() !== ($notification['trade_state'] === 'SUCCESS')) {
            $got .= ' isPaid()';
        }
    }
    if ($got !== expected($record)) {
        $got .= ' BUT EXPECTED ' . expected($record) . " ($record[description])";
        $bad++;
    }
    $lines[] = "$id $got";
}
$printed = ob_get_clean();
echo implode("\n", $lines), "\n";
printf("%d records, %d differ, %d bytes printed by the extension\n", count($records), $bad, strlen($printed));
?>
--EXPECT--
v3n-001 accepted
v3n-002 accepted
v3n-004 SignatureException signature.missing
v3n-005 SignatureException signature.missing
v3n-007 SignatureException signature.missing
v3n-008 SignatureException signature.malformed
v3n-010 SignatureException signature.probe
v3n-011 SignatureException signature.probe
v3n-013 accepted
v3n-014 SignatureException signature.stale
v3n-016 SignatureException signature.malformed
v3n-017 SignatureException signature.stale
v3n-019 SignatureException signature.malformed
v3n-020 SignatureException signature.malformed
v3n-022 SignatureException signature.malformed
v3n-023 SignatureException signature.malformed
v3n-025 SignatureException signature.unknown-serial
v3n-026 SignatureException signature.unknown-serial
v3n-028 SignatureException signature.malformed
v3n-029 SignatureException signature.mismatch
v3n-031 SignatureException signature.mismatch
v3n-032 SignatureException signature.mismatch
v3n-034 SignatureException signature.malformed
v3n-035 SignatureException signature.malformed
v3n-037 SignatureException signature.malformed
v3n-038 SignatureException signature.malformed
v3n-040 SignatureException signature.mismatch
v3n-041 SignatureException signature.mismatch
v3n-043 SignatureException signature.malformed
v3n-044 SignatureException signature.malformed
v3n-046 SignatureException signature.malformed
v3n-047 SignatureException signature.malformed
v3n-049 SignatureException signature.malformed
v3n-050 SignatureException signature.malformed
v3n-052 SignatureException signature.decrypt
v3n-053 SignatureException signature.decrypt
v3n-055 SignatureException signature.decrypt
v3n-056 SignatureException signature.malformed
v3n-058 SignatureException signature.decrypt
v3n-059 SignatureException signature.decrypt
v3n-061 SignatureException signature.decrypt
v3n-062 SignatureException signature.decrypt
v3n-064 SignatureException signature.decrypt
v3n-065 SignatureException signature.decrypt
v3n-067 SignatureException signature.malformed
v3n-068 SignatureException signature.decrypt
v3n-070 SignatureException signature.malformed
v3n-071 SignatureException signature.malformed
v3n-073 SignatureException signature.malformed
v3n-074 SignatureException signature.malformed
v3n-076 IntegrityException integrity.appid
v3n-077 SignatureException signature.malformed
v3n-079 SignatureException signature.malformed
v3n-080 accepted
v3n-082 SignatureException signature.malformed
55 records, 0 differ, 0 bytes printed by the extension
