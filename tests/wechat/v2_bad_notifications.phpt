--TEST--
Every odd XML notification of the collection is taken or refused with its reason
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/notify_v2.inc';

$bad = 0;
foreach (bad_inputs('v2-xml-notify') as $id => $record) {
    $pay = client_v2(['signType' => $record['config']['sign_type'] ?? 'MD5']);
    $wanted = [];
    $expected = preg_match('~^accept-as:(.*)$~s', $record['expected'], $match) ? 'accepted' : substr($record['expected'], strlen('reject:'));
    $got = verdict(function () use ($pay, $record, $match, &$wanted) {
        $event = $pay->notification(render_v2($record), []);
        $wanted = json_decode($match[1] ?? '[]', true);
        foreach ($wanted as $name => $value) {
            if ($name === 'signed' || $name === 'authenticated') {
                continue;
            }
            if ($value === null ? isset($event[$name]) : ($event[$name] ?? null) !== $value) {
                throw new LogicException("$name is not as expected");
            }
        }
    });
    if (!str_starts_with($got, $expected)) {
        $bad++;
        $got .= " BUT EXPECTED $expected";
    }
    echo "$id $record[reason]: $got\n";
}
echo "$bad differ\n";
?>
--EXPECT--
v2x-001 ok: accepted
v2x-002 ok: accepted
v2x-004 xml.doctype: SignatureException signature.malformed
v2x-005 xml.doctype: SignatureException signature.malformed
v2x-007 xml.doctype: SignatureException signature.malformed
v2x-008 xml.doctype: SignatureException signature.malformed
v2x-010 ok: accepted
v2x-011 xml.encoding: SignatureException signature.malformed
v2x-013 xml.encoding: SignatureException signature.malformed
v2x-014 xml.encoding: SignatureException signature.malformed
v2x-016 xml.encoding: SignatureException signature.malformed
v2x-017 xml.encoding: SignatureException signature.malformed
v2x-019 xml.utf8: SignatureException signature.malformed
v2x-020 xml.utf8: SignatureException signature.malformed
v2x-022 xml.trailing: SignatureException signature.malformed
v2x-023 xml.control: SignatureException signature.malformed
v2x-025 xml.control: SignatureException signature.malformed
v2x-026 xml.duplicate: SignatureException signature.malformed
v2x-028 xml.duplicate: SignatureException signature.malformed
v2x-029 xml.nested: SignatureException signature.malformed
v2x-031 xml.nested: SignatureException signature.malformed
v2x-032 xml.duplicate: SignatureException signature.malformed
v2x-034 ok: accepted
v2x-035 ok: accepted
v2x-037 xml.pi: SignatureException signature.malformed
v2x-038 xml.pi: SignatureException signature.malformed
v2x-040 xml.attribute: SignatureException signature.malformed
v2x-041 xml.attribute: SignatureException signature.malformed
v2x-043 xml.namespace: SignatureException signature.malformed
v2x-044 xml.namespace: SignatureException signature.malformed
v2x-046 xml.trailing: SignatureException signature.malformed
v2x-047 xml.trailing: SignatureException signature.malformed
v2x-049 xml.empty: SignatureException signature.malformed
v2x-050 xml.syntax: SignatureException signature.malformed
v2x-052 too_large: SignatureException signature.malformed
v2x-053 sign.missing: SignatureException signature.missing
v2x-055 sign.missing: SignatureException signature.missing
v2x-056 sign.bad: SignatureException signature.mismatch
v2x-058 sign.format: SignatureException signature.malformed
v2x-059 sign.bad: SignatureException signature.mismatch
v2x-061 sign.format: SignatureException signature.malformed
v2x-062 sign.algorithm: SignatureException signature.malformed
v2x-064 ok: accepted
v2x-065 sign.algorithm: SignatureException signature.malformed
v2x-067 ok: accepted
v2x-068 sign.missing: SignatureException signature.missing
v2x-070 owner.mch_id: IntegrityException integrity.mchid
v2x-071 owner.appid: IntegrityException integrity.appid
v2x-073 field.amount: SignatureException signature.malformed
v2x-074 field.amount: SignatureException signature.malformed
v2x-076 field.amount: SignatureException signature.malformed
v2x-077 field.amount: SignatureException signature.malformed
v2x-079 ecb.length: SignatureException signature.decrypt
v2x-080 ecb.padding: SignatureException signature.decrypt
0 differ
