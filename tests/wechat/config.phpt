--TEST--
The constructor says which argument is wrong, and why
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/client.inc';

$said = function (array $override): string {
    try {
        client($override);
        return 'accepted';
    } catch (Pay\ConfigException $e) {
        return "$e->reason: {$e->getMessage()}";
    } catch (Throwable $e) {
        return $e::class . ': ' . $e->getMessage();
    }
};
$platform = public_pem(pem('platform.key'));
$attempts = [
    'control' => [],
    'empty mchId' => ['mchId' => ''],
    'letters in mchId' => ['mchId' => '19000x0109'],
    'quote in mchId' => ['mchId' => '1","x="'],
    'long mchId' => ['mchId' => str_repeat('1', 33)],
    'mchId with a line break' => ['mchId' => "1900000109\n"],
    'mchId with NUL' => ['mchId' => "1900000109\0"],
    'appId with a blank' => ['appId' => 'wx2421b1 c4370ec43b'],
    'no privateKey' => ['privateKey' => null],
    'no certificate and no serial' => ['certificate' => null],
    'serial in place of the certificate' => ['certificate' => null, 'serial' => MERCHANT_SERIAL],
    'serial in lower case' => ['certificate' => null, 'serial' => strtolower(MERCHANT_SERIAL)],
    'serial beside its certificate' => ['serial' => MERCHANT_SERIAL],
    'serial of another certificate' => ['serial' => PLATFORM_SERIAL],
    'serial that breaks out of the header' => ['certificate' => null, 'serial' => 'ABC",signature="x'],
    'another certificate' => ['certificate' => pem('platform.cert')],
    'a key as the certificate' => ['certificate' => pem('merchant.key')],
    'a certificate as the key' => ['privateKey' => pem('merchant.cert')],
    'a public key as the private key' => ['privateKey' => $platform],
    'expired certificate' => ['certificate' => pem('expired.cert')],
    'future certificate' => ['certificate' => pem('future.cert')],
    'weak key' => ['privateKey' => pem('weak.key'), 'certificate' => null, 'serial' => 'AB12'],
    'elliptic key' => ['privateKey' => pem('ec.key'), 'certificate' => null, 'serial' => 'AB12'],
    'short apiV3Key' => ['apiV3Key' => substr(API_V3_KEY, 1)],
    'long apiV3Key' => ['apiV3Key' => API_V3_KEY . '0'],
    'short apiV2Key' => ['apiV2Key' => 'abc'],
    'apiV2Key with a blank' => ['apiV2Key' => substr(API_V2_KEY, 1) . ' '],
    'no apiV3Key with platform keys' => ['apiV3Key' => null],
    'no apiV3Key, no platform keys' => ['apiV3Key' => null, 'platformKeys' => []],
    'public key by its id' => ['platformKeys' => ['PUB_KEY_ID_0119000001092024' => $platform]],
    'both kinds' => ['platformKeys' => ['PUB_KEY_ID_0119000001092024' => $platform, PLATFORM2_SERIAL => pem('platform2.cert')]],
    'a key without its id' => ['platformKeys' => [$platform]],
    'an id with a slash' => ['platformKeys' => ['../x' => $platform]],
    'an id without digits' => ['platformKeys' => ['PUB_KEY_ID_' => $platform]],
    'a certificate by another serial' => ['platformKeys' => [MERCHANT_SERIAL => pem('platform.cert')]],
    "the merchant's own certificate" => ['platformKeys' => [MERCHANT_SERIAL => pem('merchant.cert')]],
    "the merchant's own public key" => ['platformKeys' => ['PUB_KEY_ID_1' => public_pem(pem('merchant.key'))]],
    "the merchant's own private key" => ['platformKeys' => ['PUB_KEY_ID_1' => pem('merchant.key')]],
    'a platform key that is no text' => ['platformKeys' => ['PUB_KEY_ID_1' => 5]],
    'an expired platform certificate' => ['platformKeys' => [strtoupper(openssl_x509_parse(pem('expired.cert'))['serialNumberHex']) => pem('expired.cert')]],
    'weak platform key' => ['platformKeys' => ['PUB_KEY_ID_1' => public_pem(pem('weak.key'))]],
    'elliptic platform key' => ['platformKeys' => ['PUB_KEY_ID_1' => public_pem(pem('ec.key'))]],
    'signType SHA1' => ['signType' => 'SHA1'],
    'signType MD5' => ['signType' => 'MD5'],
    'relative notifyUrl' => ['notifyUrl' => '/notify'],
    'notifyUrl with a query' => ['notifyUrl' => 'https://shop.example/notify?x=1'],
    'notifyUrl over ftp' => ['notifyUrl' => 'ftp://shop.example/notify'],
    'notifyUrl with a line break' => ['notifyUrl' => "https://shop.example/n\r\n"],
    'letters in subMchId' => ['subMchId' => 'x'],
    'subAppId without subMchId' => ['subAppId' => 'wx1'],
    'a CA file without a certificate' => ['http' => new Pay\Http(caFile: __FILE__)],
    'http of another class' => ['http' => new stdClass()],
    'an argument that does not exist' => ['verify' => false],
];
foreach ($attempts as $name => $override) {
    echo "$name: ", $said($override), "\n";
}
echo "\nPay\\Http:\n";
$ca = scratch() . '/ca.pem';
file_put_contents($ca, "no certificate\n");
foreach ([
    'control' => [],
    'timeout 0' => ['timeout' => 0], 'timeout NAN' => ['timeout' => NAN], 'timeout INF' => ['timeout' => INF], 'timeout 1e12' => ['timeout' => 1e12],
    'timeout -1' => ['timeout' => -1], 'timeout 0.1' => ['timeout' => 0.1], 'timeout 300' => ['timeout' => 300], 'timeout 301' => ['timeout' => 301],
    'connectTimeout 0' => ['connectTimeout' => 0], 'connectTimeout NAN' => ['connectTimeout' => NAN],
    'retries -1' => ['retries' => -1], 'retries 6' => ['retries' => 6],
    'baseUrl over http' => ['baseUrl' => 'http://api.mch.weixin.qq.com'], 'baseUrl on loopback' => ['baseUrl' => 'http://127.0.0.1:8080'],
    'baseUrl with userinfo' => ['baseUrl' => 'https://a:b@gateway.example'], 'baseUrl file' => ['baseUrl' => 'file:///etc/passwd'],
    'baseUrl on loopback by another name' => ['baseUrl' => 'http://127.0.0.1.evil.example'], 'baseUrl with a query' => ['baseUrl' => 'https://gateway.example/?x'],
    'caFile missing' => ['caFile' => '/nonexistent.pem'], 'caFile without a certificate' => ['caFile' => $ca], 'caFile a directory' => ['caFile' => '/'],
    'proxy' => ['proxy' => 'http://127.0.0.1:3128'], 'proxy without a scheme' => ['proxy' => 'proxy.example'], 'proxy over socks' => ['proxy' => 'socks5://127.0.0.1:1'],
    'verify' => ['verify' => false],
] as $name => $arguments) {
    try {
        new Pay\Http(...$arguments);
        echo "$name: accepted\n";
    } catch (Pay\ConfigException $e) {
        echo "$name: $e->reason: {$e->getMessage()}\n";
    } catch (Throwable $e) {
        echo "$name: ", $e::class, ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
control: accepted
empty mchId: config.format: mchId must be 1 to 32 digits
letters in mchId: config.format: mchId must be 1 to 32 digits
quote in mchId: config.format: mchId must be 1 to 32 digits
long mchId: config.format: mchId must be 1 to 32 digits
mchId with a line break: config.format: mchId must be 1 to 32 digits
mchId with NUL: config.format: mchId must be 1 to 32 digits
appId with a blank: config.format: appId must be 1 to 32 letters, digits, _ or -
no privateKey: config.missing: privateKey is missing: apiclient_key.pem of the merchant certificate
no certificate and no serial: config.missing: certificate is missing: apiclient_cert.pem, or its serial in the option serial
serial in place of the certificate: accepted
serial in lower case: accepted
serial beside its certificate: accepted
serial of another certificate: config.serial-mismatch: serial is not that of certificate, which is 3775B6A45ACD588826D15E583A95F5DD00000001
serial that breaks out of the header: config.format: serial must be a certificate serial (hex) or PUB_KEY_ID_ and digits
another certificate: config.key-mismatch: privateKey does not belong to certificate (serial 5157F09EFDC096DE15EBE81A47057A7232F1B8E1)
a key as the certificate: config.key-kind: certificate holds a private key where a certificate belongs
a certificate as the key: config.key-kind: privateKey holds a certificate where a private key belongs
a public key as the private key: config.key-kind: privateKey holds a public key where a private key belongs
expired certificate: config.certificate-expired: certificate (serial 3333333333333333333333333333333333333333) has expired
future certificate: config.certificate-future: certificate (serial 4444444444444444444444444444444444444444) is not valid yet; check the clock of this machine
weak key: config.key-size: privateKey is an RSA key of 1024 bits; 2048 to 8192 are accepted
elliptic key: config.key-type: privateKey holds an EC key; the gateways use RSA
short apiV3Key: config.format: apiV3Key must be 32 bytes, 31 given
long apiV3Key: config.format: apiV3Key must be 32 bytes, 33 given
short apiV2Key: config.format: apiV2Key must be 32 letters and digits
apiV2Key with a blank: config.format: apiV2Key must be 32 letters and digits
no apiV3Key with platform keys: config.missing: apiV3Key is missing: set one in the merchant console, or give apiV2Key
no apiV3Key, no platform keys: config.missing: apiV3Key is missing: set one in the merchant console, or give apiV2Key
public key by its id: accepted
both kinds: accepted
a key without its id: config.format: platformKeys must be an array with PUB_KEY_ID_... or serials as keys
an id with a slash: config.format: A key of platformKeys must be a certificate serial (hex) or PUB_KEY_ID_ and digits
an id without digits: config.format: A key of platformKeys must be a certificate serial (hex) or PUB_KEY_ID_ and digits
a certificate by another serial: config.serial-mismatch: platformKeys names 3775B6A45ACD588826D15E583A95F5DD00000001, but the serial of the certificate is 5157F09EFDC096DE15EBE81A47057A7232F1B8E1
the merchant's own certificate: config.platform-key-is-merchants: platformKeys holds the merchant's own key or certificate under 3775B6A45ACD588826D15E583A95F5DD00000001
the merchant's own public key: config.platform-key-is-merchants: platformKeys holds the merchant's own key or certificate under PUB_KEY_ID_1
the merchant's own private key: config.key-kind: platformKeys holds a private key where a public key or certificate belongs
a platform key that is no text: config.format: Each of platformKeys must be a string: a key, a certificate or a path
an expired platform certificate: config.certificate-expired: A platform certificate (serial 3333333333333333333333333333333333333333) has expired
weak platform key: config.key-size: platformKeys is an RSA key of 1024 bits; 2048 to 8192 are accepted
elliptic platform key: config.key-type: platformKeys holds an EC key; the gateways use RSA
signType SHA1: config.format: signType must be "HMAC-SHA256" or "MD5"
signType MD5: accepted
relative notifyUrl: config.url: notify_url must be an absolute URL
notifyUrl with a query: config.url: notify_url must not have a query: WeChat Pay refuses it; put what you need into attach
notifyUrl over ftp: config.url: notify_url must be an http or https URL
notifyUrl with a line break: config.url: notify_url holds a blank or a control character
letters in subMchId: config.format: subMchId must be 1 to 32 digits
subAppId without subMchId: config.missing: subMchId is missing: subAppId stands beside it
a CA file without a certificate: accepted
http of another class: TypeError: Pay\WeChat::__construct(): Argument #14 ($http) must be of type ?Pay\Http, stdClass given
an argument that does not exist: Error: Unknown named parameter $verify

Pay\Http:
control: accepted
timeout 0: config.range: timeout must be 0.1 to 300 seconds
timeout NAN: config.range: timeout must be 0.1 to 300 seconds
timeout INF: config.range: timeout must be 0.1 to 300 seconds
timeout 1e12: config.range: timeout must be 0.1 to 300 seconds
timeout -1: config.range: timeout must be 0.1 to 300 seconds
timeout 0.1: accepted
timeout 300: accepted
timeout 301: config.range: timeout must be 0.1 to 300 seconds
connectTimeout 0: config.range: connectTimeout must be 0.1 to 300 seconds
connectTimeout NAN: config.range: connectTimeout must be 0.1 to 300 seconds
retries -1: config.range: retries must be 0 to 5
retries 6: config.range: retries must be 0 to 5
baseUrl over http: config.url: baseUrl must begin with https:// (plain http is for loopback only)
baseUrl on loopback: accepted
baseUrl with userinfo: config.url: baseUrl must not hold a user, a password or a fragment
baseUrl file: config.url: baseUrl must be an http or https URL
baseUrl on loopback by another name: config.url: baseUrl must begin with https:// (plain http is for loopback only)
baseUrl with a query: config.url: baseUrl must not have a query
caFile missing: config.path-missing: caFile: there is no file /nonexistent.pem
caFile without a certificate: accepted
caFile a directory: config.path-type: caFile: / is not a regular file
proxy: accepted
proxy without a scheme: config.url: proxy must be an absolute URL
proxy over socks: config.url: proxy must be an http or https URL
verify: Error: Unknown named parameter $verify
