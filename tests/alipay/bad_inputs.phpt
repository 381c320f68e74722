--TEST--
Every malformed, forged or foreign message of the collection that concerns Alipay is refused with its class and reason, the genuine ones come back, and nothing is printed
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_records.inc';

$bad = 0;
$lines = [];
$counts = [];
ob_start();
foreach (alipay_records() as $id => $record) {
    [$got, $wanted] = alipay_record($id, $record);
    $counts[$record['target']] = ($counts[$record['target']] ?? 0) + 1;
    if ($got !== $wanted) {
        $bad++;
        $got .= " BUT EXPECTED $wanted ($record[description])";
    }
    $lines[] = "$id $record[reason]: $got";
}
$printed = ob_get_clean();
echo implode("\n", $lines), "\n";
foreach (NOT_FOR_ALIPAY as $id => $why) {
    echo "$id not applicable: $why\n";
}
foreach ($counts as $target => $count) {
    echo "$target: $count\n";
}
printf("%d records, %d differ, %d bytes printed by the extension\n", array_sum($counts), $bad, strlen($printed));
?>
--EXPECT--
amt-001 amount.float: ValueError
amt-002 amount.float: ValueError
amt-004 amount.float: ValueError
amt-005 amount.float: ValueError
amt-007 amount.float: ValueError
amt-008 amount.float: ValueError
amt-010 amount.range: ValueError
amt-011 amount.range: ValueError
amt-013 ok: fen:1
amt-014 amount.type: ValueError
amt-016 amount.type: ValueError
amt-017 amount.type: ValueError
amt-019 amount.type: ValueError
amt-020 amount.type: ValueError
amt-022 ok: fen:1990
amt-023 ok: fen:8800
amt-025 amount.format: ValueError
amt-026 amount.format: ValueError
amt-028 amount.format: ValueError
amt-029 amount.format: ValueError
amt-031 amount.format: ValueError
amt-032 amount.format: ValueError
amt-034 amount.format: ValueError
amt-035 amount.format: ValueError
amt-037 amount.format: ValueError
amt-038 amount.format: ValueError
amt-040 amount.range: ValueError
amt-041 amount.range: ValueError
amt-043 amount.format: ValueError
amt-044 amount.format: ValueError
amt-046 ok: fen:1
aln-001 ok: accepted
aln-002 sign.missing: SignatureException signature.missing
aln-004 form.key: SignatureException signature.malformed
aln-005 form.key: SignatureException signature.malformed
aln-007 form.key: SignatureException signature.malformed
aln-008 form.duplicate: SignatureException signature.malformed
aln-010 form.duplicate: SignatureException signature.malformed
aln-011 sign.bad: SignatureException signature.mismatch
aln-013 ok: accepted
aln-014 sign.bad: SignatureException signature.mismatch
aln-016 sign.algorithm: SignatureException signature.malformed
aln-017 sign.bad: SignatureException signature.mismatch
aln-019 sign.algorithm: SignatureException signature.malformed
aln-020 ok: accepted
aln-022 sign.format: SignatureException signature.malformed
aln-023 sign.format: SignatureException signature.malformed
aln-025 owner.app_id: IntegrityException integrity.app_id
aln-026 owner.seller_id: IntegrityException integrity.seller_id
aln-028 field.ambiguous: SignatureException signature.malformed
aln-029 ok: accepted
aln-031 ok.fallback: accepted
aln-032 form.charset: SignatureException signature.malformed
aln-034 form.percent: SignatureException signature.malformed
aln-035 form.percent: SignatureException signature.malformed
aln-037 ok: accepted
aln-038 form.too_many: SignatureException signature.malformed
aln-040 form.empty: SignatureException signature.malformed
aln-041 form.percent: SignatureException signature.malformed
aln-043 ok: accepted
aln-044 field.amount: SignatureException signature.malformed
aln-046 field.amount: SignatureException signature.malformed
aln-047 ok: accepted
aln-049 sign.bad: SignatureException signature.mismatch
alr-001 ok: accepted
alr-002 ok: accepted
alr-004 ok: accepted
alr-005 json.duplicate: SignatureException signature.malformed
alr-007 json.duplicate: SignatureException signature.malformed
alr-008 ok: accepted
alr-010 ok: accepted
alr-011 node.missing: SignatureException signature.malformed
alr-013 sign.missing: SignatureException signature.missing
alr-014 sign.missing: SignatureException signature.missing
alr-016 json.type: SignatureException signature.malformed
alr-017 json.duplicate: SignatureException signature.malformed
alr-019 sign.format: SignatureException signature.malformed
alr-020 sign.bad: SignatureException signature.mismatch
alr-022 sign.bad: SignatureException signature.mismatch
alr-023 sign.bad: SignatureException signature.mismatch
alr-025 gateway.unauthenticated: ApiException
alr-026 gateway.unauthenticated: UnknownOutcomeException
alr-028 gateway.unauthenticated: ApiException
alr-029 ACQ.TRADE_NOT_EXIST: ApiException
alr-031 response.out_trade_no: IntegrityException integrity.out_trade_no
alr-032 json.duplicate: SignatureException signature.malformed
alr-034 json.syntax: SignatureException signature.malformed
alr-035 json.syntax: SignatureException signature.malformed
alr-037 json.type: SignatureException signature.malformed
alr-038 json.type: SignatureException signature.malformed
alr-040 json.utf8: SignatureException signature.malformed
alr-041 json.depth: SignatureException signature.malformed
alr-043 serial.unknown: SignatureException signature.unknown-serial
alr-044 serial.missing: SignatureException signature.missing
alr-046 aes.padding: SignatureException signature.decrypt
key-013 ok: accepted
key-038 aeskey.length: ConfigException config.format
crt-007 cert.key_mismatch: ConfigException config.key-mismatch
crt-008 cert.chain: SignatureException signature.unknown-serial: what was handed out is not a certificate of Alipay's
crt-010 cert.subject: SignatureException signature.unknown-serial: what was handed out is not a certificate of Alipay's
crt-011 cert.sn: SignatureException signature.unknown-serial: what was handed out has another number
crt-016 cert.format: ConfigException config.key-format
crt-017 ok.public-value: accepted
url-022 url.host: IntegrityException integrity.download-url
amt-047 not applicable: a refund does not name the total
amt-049 not applicable: one way to say an amount
cfg-010 not applicable: signType RSA is the word that allows it
amount: 31
alipay-notify: 33
alipay-response: 31
key: 2
cert: 6
url: 1
104 records, 0 differ, 0 bytes printed by the extension
