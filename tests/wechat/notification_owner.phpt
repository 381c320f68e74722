--TEST--
A proven notification of another merchant or app is refused, in direct and in service-provider mode
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/notify.inc';

function run(string $name, Pay\WeChat $pay, array $plain): void
{
    echo "$name: ", verdict(fn () => $pay->notification(...message(['plain' => $plain]))), "\n";
}
$plain = transaction();
$without = fn (string ...$names) => array_diff_key($plain, array_flip($names));

$direct = client();
run('own', $direct, $plain);
run('other merchant', $direct, ['mchid' => '1900000108'] + $plain);
run('other merchant, longer', $direct, ['mchid' => '19000001090'] + $plain);
run('other app', $direct, ['appid' => 'wxffffffffffffffff'] + $plain);
// not readable as the own one, in whatever way it is refused
foreach (['mchid' => [1900000108, ['1900000108'], ['x' => '1900000108'], false, ''], 'appid' => [1, ['wxffffffffffffffff'], '']] as $field => $values) {
    foreach ($values as $value) {
        $verdict = verdict(fn () => $direct->notification(...message(['plain' => [$field => $value] + $plain])));
        echo "$field ", json($value), ': ', $verdict === 'accepted' ? $verdict : 'refused', "\n";
    }
}
run("a provider's", $direct, $without('mchid', 'appid') + ['sp_mchid' => '1900000108', 'sp_appid' => 'wxffffffffffffffff', 'sub_mchid' => '1900000109']);
run('no app configured', client(['appId' => null]), ['appid' => 'wxffffffffffffffff'] + $plain);
run('no app configured, other merchant', client(['appId' => null]), ['mchid' => '1900000108'] + $plain);

echo "\n";
$provider = client(['subMchId' => '1900000200', 'subAppId' => 'wx0000000000000200']);
$plain = $without('mchid', 'appid') + ['sp_mchid' => '1900000109', 'sp_appid' => 'wx2421b1c4370ec43b', 'sub_mchid' => '1900000200', 'sub_appid' => 'wx0000000000000200'];
run('own', $provider, $plain);
run('without sub_appid', $provider, $without('mchid', 'appid', 'sub_appid') + array_diff_key($plain, ['sub_appid' => 1]));
foreach (['sp_mchid' => '1900000108', 'sp_appid' => 'wxffffffffffffffff', 'sub_mchid' => '1900000201', 'sub_appid' => 'wxffffffffffffffff'] as $field => $value) {
    run("other $field", $provider, [$field => $value] + $plain);
}
run('partner() of another', $provider->partner('1900000201'), $plain);
run('partner() of another, its own', $provider->partner('1900000201'), ['sub_mchid' => '1900000201', 'sub_appid' => 'wx0000000000000201'] + $plain);
$n = $provider->notification(...message(['plain' => $plain]));
echo 'assertMatches, own: ', verdict(fn () => $n->assertMatches(appId: 'wx2421b1c4370ec43b', mchId: '1900000109')), "\n";
echo 'assertMatches, other: ', verdict(fn () => $n->assertMatches(mchId: '1900000333')), "\n";
?>
--EXPECT--
own: accepted
other merchant: IntegrityException integrity.mchid
other merchant, longer: IntegrityException integrity.mchid
other app: IntegrityException integrity.appid
mchid 1900000108: accepted
mchid ["1900000108"]: accepted
mchid {"x":"1900000108"}: accepted
mchid false: accepted
mchid "": refused
appid 1: accepted
appid ["wxffffffffffffffff"]: accepted
appid "": refused
a provider's: IntegrityException integrity.mchid
no app configured: accepted
no app configured, other merchant: IntegrityException integrity.mchid

own: accepted
without sub_appid: accepted
other sp_mchid: IntegrityException integrity.mchid
other sp_appid: IntegrityException integrity.appid
other sub_mchid: IntegrityException integrity.sub_mchid
other sub_appid: accepted
partner() of another: IntegrityException integrity.sub_mchid
partner() of another, its own: accepted
assertMatches, own: accepted
assertMatches, other: IntegrityException integrity.mchid
