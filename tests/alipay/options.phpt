--TEST--
The constructor of Pay\Alipay says which argument is wrong, and why, and none of its keys shows anywhere
--EXTENSIONS--
pay
openssl
--INI--
zend.exception_ignore_args=0
zend.exception_string_param_max_len=2000
--FILE--
<?php
require __DIR__ . '/../inc/alipay.inc';

$said = function (array $override): string {
    try {
        alipay($override);
        return 'accepted';
    } catch (Pay\ConfigException $e) {
        return str_replace(scratch(), '...', "$e->reason: {$e->getMessage()}");
    } catch (Throwable $e) {
        return $e::class;
    }
};
$platform = public_pem(pem('platform.key'));
$private = pem('merchant.key');
$mode = fn (array $override = []) => alipay_certificates($override);
$file = scratch() . '/key.pem';
file_put_contents($file, $private);
foreach ([
    'control' => [],
    'empty appId' => ['appId' => ''],
    'letters in appId' => ['appId' => '2014x'],
    'long appId' => ['appId' => str_repeat('1', 33)],
    'appId with a line break' => ['appId' => ALIPAY_APP . "\n"],
    'a key as a path' => ['privateKey' => $file],
    'a key as a file:// path' => ['privateKey' => "file://$file"],
    'a key in bare base64' => ['privateKey' => base64_encode(der($private))],
    'a key in bare base64 with line ends' => ['privateKey' => chunk_split(base64_encode(der($private)))],
    'a key in DER' => ['privateKey' => der($private)],
    'no such path' => ['privateKey' => '/nowhere/key.pem'],
    'an http path' => ['privateKey' => 'https://shop.example/key.pem'],
    'a path with NUL' => ['privateKey' => "$file\0"],
    'a folder' => ['privateKey' => scratch()],
    'an empty key' => ['privateKey' => ''],
    'half a key' => ['privateKey' => substr($private, 0, 900)],
    'two keys' => ['privateKey' => $private . pem('attacker.key')],
    'a public key as the private key' => ['privateKey' => $platform],
    'a certificate as the private key' => ['privateKey' => pem('merchant.cert')],
    'weak private key' => ['privateKey' => pem('weak.key')],
    'elliptic private key' => ['privateKey' => pem('ec.key')],
    'no key of Alipay' => ['alipayPublicKey' => null],
    'public key in bare base64' => ['alipayPublicKey' => base64_encode(der($platform))],
    "the application's own public key" => ['alipayPublicKey' => public_pem($private)],
    "the application's own private key" => ['alipayPublicKey' => $private],
    "Alipay's certificate as its key" => ['alipayPublicKey' => pem('platform.cert')],
    'weak public key' => ['alipayPublicKey' => public_pem(pem('weak.key'))],
    'elliptic public key' => ['alipayPublicKey' => public_pem(pem('ec.key'))],
    'certificates' => $mode(),
    'both modes' => $mode(['alipayPublicKey' => $platform]),
    'key mode and one certificate' => ['appCertificate' => pem('merchant.cert')],
    'no appCertificate' => $mode(['appCertificate' => null]),
    'no alipayCertificate' => $mode(['alipayCertificate' => null]),
    'no rootCertificate' => $mode(['rootCertificate' => null]),
    "another application's certificate" => $mode(['appCertificate' => pem('platform.cert')]),
    'certificates exchanged' => $mode(['appCertificate' => pem('platform.cert'), 'alipayCertificate' => pem('merchant.cert')]),
    "the application's own certificate" => $mode(['alipayCertificate' => pem('merchant.cert'), 'rootCertificate' => pem('merchant.cert')]),
    'another root' => $mode(['rootCertificate' => pem('platform2.cert')]),
    'another root in the sandbox' => $mode(['rootCertificate' => pem('platform2.cert'), 'sandbox' => true]),
    'expired appCertificate' => $mode(['appCertificate' => pem('expired.cert')]),
    'future alipayCertificate' => $mode(['alipayCertificate' => pem('future.cert'), 'sandbox' => true]),
    'a key as appCertificate' => $mode(['appCertificate' => $private]),
    'a public key as alipayCertificate' => $mode(['alipayCertificate' => $platform]),
    'a public key as rootCertificate' => $mode(['rootCertificate' => $platform]),
    'text as rootCertificate' => $mode(['rootCertificate' => 'no certificate']),
    'encryptKey' => ['encryptKey' => ALIPAY_AES_KEY],
    'encryptKey of 32 bytes' => ['encryptKey' => base64_encode(str_repeat('k', 32))],
    'encryptKey of 15 bytes' => ['encryptKey' => base64_encode(str_repeat('k', 15))],
    'encryptKey of 24 bytes' => ['encryptKey' => base64_encode(str_repeat('k', 24))],
    'encryptKey that is no base64' => ['encryptKey' => '0123456789abcde!'],
    'empty encryptKey' => ['encryptKey' => ''],
    'signType RSA' => ['signType' => 'RSA'],
    'signType in lower case' => ['signType' => 'rsa2'],
    'signType SM2' => ['signType' => 'SM2'],
    'empty signType' => ['signType' => ''],
    'letters in sellerId' => ['sellerId' => 'shop@example'],
    'empty sellerId' => ['sellerId' => ''],
    'relative notifyUrl' => ['notifyUrl' => '/notify'],
    'notifyUrl over ftp' => ['notifyUrl' => 'ftp://shop.example/'],
    'notifyUrl with a line break' => ['notifyUrl' => "https://shop.example/\r\n"],
    'notifyUrl of 256' => ['notifyUrl' => str_pad('https://shop.example/', 256, 'x')],
    'notifyUrl of 257' => ['notifyUrl' => str_pad('https://shop.example/', 257, 'x')],
    'relative returnUrl' => ['returnUrl' => 'return'],
    'appAuthToken' => ['appAuthToken' => '201510BBaabdb44d8fd04607abf8d5931ec75D84'],
    'appAuthToken with a blank' => ['appAuthToken' => 'a b'],
    'empty appAuthToken' => ['appAuthToken' => ''],
    'an int for a key' => ['privateKey' => 5],
    'http of another class' => ['http' => new stdClass()],
    'an argument that does not exist' => ['verify' => false],
] as $name => $override) {
    echo "$name: ", $said($override), "\n";
}

echo "Numbers of certificates:\n";
$number = function (string $pem): string {
    $fields = openssl_x509_parse($pem);
    $issuer = implode(',', array_map(fn ($name, $value) => "$name=$value", array_reverse(array_keys($fields['issuer'])), array_reverse($fields['issuer'])));
    return md5($issuer . decimal($fields['serialNumberHex']));
};
/** A number of any size without bcmath or gmp. */
function decimal(string $hex): string
{
    $digits = [0];
    foreach (str_split($hex) as $nibble) {
        $carry = hexdec($nibble);
        foreach ($digits as &$digit) {
            $carry += $digit * 16;
            $digit = $carry % 10;
            $carry = intdiv($carry, 10);
        }
        unset($digit);
        for (; $carry > 0; $carry = intdiv($carry, 10)) {
            $digits[] = $carry % 10;
        }
    }
    return strrev(implode($digits));
}
$certified = alipay($mode());
var_dump($certified->certificateSn() === $number(pem('merchant.cert')), $certified->rootCertificateSn() === $number(pem('platform.cert')));
$two = alipay($mode(['rootCertificate' => pem('platform2.cert') . pem('platform.cert')]));
var_dump($two->rootCertificateSn() === $number(pem('platform2.cert')) . '_' . $number(pem('platform.cert')));
var_dump(alipay()->certificateSn(), alipay()->rootCertificateSn());
$sent = decoded($certified->pageExecute('alipay.open.some', [])->orderString());
var_dump($sent['app_cert_sn'] === $certified->certificateSn(), $sent['alipay_root_cert_sn'] === $certified->rootCertificateSn());
var_dump(array_keys(array_intersect_key(decoded(alipay()->pageExecute('alipay.open.some', [])->orderString()), ['app_cert_sn' => 1, 'alipay_root_cert_sn' => 1])));

echo "On behalf of others:\n";
$ours = alipay(['appAuthToken' => 'ours']);
$theirs = $ours->onBehalfOf('theirs');
foreach ([$ours, $theirs, alipay()] as $pay) {
    var_dump(decoded($pay->pageExecute('alipay.open.some', [])->orderString())['app_auth_token'] ?? null);
}
echo verdict(fn () => $ours->onBehalfOf('')), ', ', verdict(fn () => $ours->onBehalfOf("a\n")), "\n";

echo "A subclass that never calls its parent:\n";
$careless = new class extends Pay\Alipay {
    public function __construct()
    {
    }
};
$refused = [];
foreach ((new ReflectionClass(Pay\Alipay::class))->getMethods() as $method) {
    if (!in_array($method->name, ['__construct', '__debugInfo', 'fail'], true)) {
        $arguments = array_map(fn ($parameter) => match ((string) $parameter->getType()) {
            'array' => ['out_trade_no' => 'o1', 'total_amount' => '1', 'subject' => 'tea'],
            'Pay\Http' => new Pay\Http(),
            default => 'alipay.trade.query',
        }, array_slice($method->getParameters(), 0, $method->getNumberOfRequiredParameters()));
        $refused[verdict(fn () => $method->invoke($careless, ...$arguments))][] = $method->name;
    }
}
echo implode(', ', array_keys($refused)), ' from ', count($refused['Error']), " methods\n";
var_dump($careless->__debugInfo());

echo "What a dump shows:\n";
$token = 'canarytoken0123456789';
$aes = base64_encode('canary-aes-01234');
$pay = alipay($mode(['encryptKey' => $aes, 'appAuthToken' => $token]));
var_dump(array_keys($pay->__debugInfo()), array_keys(alipay()->__debugInfo()));
$canaries = [$token, $aes, base64_decode($aes), substr(der($private), 800, 16), substr(preg_replace('/-----[^-]+-----|\s+/', '', $private), 1000, 40), explode("\n", $private)[20]];
function clean(string $text): string
{
    foreach ($GLOBALS['canaries'] as $canary) {
        if (str_contains($text, $canary)) {
            return 'SHOWS ' . $canary;
        }
    }
    return 'clean';
}
ob_start();
var_dump($pay);
debug_zval_dump($pay);
$printed = ob_get_clean();
echo 'dumps: ', clean($printed . print_r($pay, true) . var_export($pay, true)), ', casts: ', clean(serialize((array) $pay) . json_encode($pay) . serialize(get_object_vars($pay))),
    ', a copy: ', clean(print_r($pay->onBehalfOf('x'), true)), ', status: ', clean(serialize(Pay\status())), "\n";
// The arguments are made before the constructor is entered: no helper of this test is in the traces.
$whole = alipay_credentials(...);
foreach ([
    'serialize' => fn () => serialize($pay),
    'clone' => fn () => clone $pay,
    'unserialize' => fn () => unserialize('O:10:"Pay\Alipay":0:{}'),
    'constructed again' => fn () => $pay->__construct(...alipay_credentials(['encryptKey' => $aes])),
    'another key' => fn () => new Pay\Alipay(...$whole($mode(['encryptKey' => $aes, 'appCertificate' => pem('platform.cert')]))),
    'half a key' => fn () => new Pay\Alipay(...$whole(['privateKey' => substr($private, 0, 1200)])),
    'a private key as the public one' => fn () => new Pay\Alipay(...$whole(['alipayPublicKey' => $private])),
    'a private key as appCertificate' => fn () => new Pay\Alipay(...$whole($mode(['appCertificate' => $private]))),
    'a private key as rootCertificate' => fn () => new Pay\Alipay(...$whole($mode(['rootCertificate' => $private]))),
    'a private key as encryptKey' => fn () => new Pay\Alipay(...$whole(['encryptKey' => $private])),
    'encryptKey that does not fit' => fn () => new Pay\Alipay(...$whole(['encryptKey' => "{$aes}x"])),
    'a token that does not fit' => fn () => new Pay\Alipay(...$whole(['appAuthToken' => "$token!"])),
    'another type' => fn () => new Pay\Alipay(...$whole(['encryptKey' => $aes, 'http' => 5])),
    'onBehalfOf' => fn () => $pay->onBehalfOf("$token!"),
    'a call that fails' => fn () => $pay->query('order-1'),
    'a refund that fails' => fn () => $pay->refund(['out_trade_no' => 'o1', 'out_request_no' => 'r1', 'refund_amount' => '1']),
    'a bad argument' => fn () => $pay->refund(['refund_amount' => 5]),
    'a bad notification' => fn () => $pay->notification('sign=AAAA'),
    'what cannot be decrypted' => fn () => $pay->decrypt('AAAA'),
] as $name => $call) {
    try {
        $call();
        echo "$name: DONE\n";
    } catch (Throwable $e) {
        ob_start();
        var_dump($e);
        $shown = ob_get_clean() . $e . $e->getTraceAsString() . print_r($e, true);
        echo $name, ' (', $e->reason ?? $e::class, '): ', clean($shown), "\n";
    }
}
?>
--EXPECT--
control: accepted
empty appId: config.format: appId must be 1 to 32 digits
letters in appId: config.format: appId must be 1 to 32 digits
long appId: config.format: appId must be 1 to 32 digits
appId with a line break: config.format: appId must be 1 to 32 digits
a key as a path: accepted
a key as a file:// path: accepted
a key in bare base64: accepted
a key in bare base64 with line ends: accepted
a key in DER: accepted
no such path: config.path-missing: privateKey: there is no file /nowhere/key.pem
an http path: config.path-scheme: privateKey must be key text, a path or file://; stream wrappers are not opened
a path with NUL: config.path-nul: privateKey is a path with a NUL byte
a folder: config.path-type: privateKey: ... is not a regular file
an empty key: config.key-empty: privateKey is empty
half a key: config.key-format: privateKey cannot be read as a private key (PEM, bare base64 or DER)
two keys: config.key-multiple: privateKey holds more than one key or certificate
a public key as the private key: config.key-kind: privateKey holds a public key where a private key belongs
a certificate as the private key: config.key-kind: privateKey holds a certificate where a private key belongs
weak private key: config.key-size: privateKey is an RSA key of 1024 bits; 2048 to 8192 are accepted
elliptic private key: config.key-type: privateKey holds an EC key; the gateways use RSA
no key of Alipay: config.missing: appCertificate is missing: give alipayPublicKey, or appCertificate, alipayCertificate and rootCertificate
public key in bare base64: accepted
the application's own public key: config.platform-key-is-merchants: alipayPublicKey holds the application's own public key
the application's own private key: config.key-kind: alipayPublicKey holds a private key where a public key or certificate belongs
Alipay's certificate as its key: accepted
weak public key: config.key-size: alipayPublicKey is an RSA key of 1024 bits; 2048 to 8192 are accepted
elliptic public key: config.key-type: alipayPublicKey holds an EC key; the gateways use RSA
certificates: accepted
both modes: config.format: alipayPublicKey must be left out where certificates are given: an application uses one or the other
key mode and one certificate: config.format: alipayPublicKey must be left out where certificates are given: an application uses one or the other
no appCertificate: config.missing: appCertificate is missing: give alipayPublicKey, or appCertificate, alipayCertificate and rootCertificate
no alipayCertificate: config.missing: alipayCertificate is missing: give alipayPublicKey, or appCertificate, alipayCertificate and rootCertificate
no rootCertificate: config.missing: rootCertificate is missing: give alipayPublicKey, or appCertificate, alipayCertificate and rootCertificate
another application's certificate: config.key-mismatch: privateKey does not belong to appCertificate
certificates exchanged: config.key-mismatch: privateKey does not belong to appCertificate
the application's own certificate: config.platform-key-is-merchants: alipayCertificate holds the application's own public key
another root: config.certificate-chain: The certificate (serial 5157F09EFDC096DE15EBE81A47057A7232F1B8E1) does not lead to the root certificates: self-signed certificate
another root in the sandbox: accepted
expired appCertificate: config.certificate-expired: appCertificate (serial 3333333333333333333333333333333333333333) has expired
future alipayCertificate: config.certificate-future: alipayCertificate (serial 4444444444444444444444444444444444444444) is not valid yet; check the clock of this machine
a key as appCertificate: config.key-kind: appCertificate holds a private key where a certificate belongs
a public key as alipayCertificate: config.key-kind: alipayCertificate holds a public key where a certificate belongs
a public key as rootCertificate: config.key-kind: rootCertificate holds a public key where root certificates belongs
text as rootCertificate: config.key-format: rootCertificate is neither key text (PEM, bare base64, DER) nor a path
encryptKey: accepted
encryptKey of 32 bytes: accepted
encryptKey of 15 bytes: config.format: encryptKey must be the base64 of 16 or 32 bytes, as the console shows it
encryptKey of 24 bytes: config.format: encryptKey must be the base64 of 16 or 32 bytes, as the console shows it
encryptKey that is no base64: config.format: encryptKey must be the base64 of 16 or 32 bytes, as the console shows it
empty encryptKey: config.format: encryptKey must be the base64 of 16 or 32 bytes, as the console shows it
signType RSA: accepted
signType in lower case: config.format: signType must be "RSA2" or "RSA"
signType SM2: config.format: signType must be "RSA2" or "RSA"
empty signType: config.format: signType must be "RSA2" or "RSA"
letters in sellerId: config.format: sellerId must be 1 to 32 digits
empty sellerId: config.format: sellerId must be 1 to 32 digits
relative notifyUrl: config.url: notifyUrl must be an absolute URL
notifyUrl over ftp: config.url: notifyUrl must be an http or https URL
notifyUrl with a line break: config.url: notifyUrl holds a blank or a control character
notifyUrl of 256: accepted
notifyUrl of 257: config.url: notifyUrl is longer than 256 bytes
relative returnUrl: config.url: returnUrl must be an absolute URL
appAuthToken: accepted
appAuthToken with a blank: config.format: appAuthToken must be 1 to 64 letters and digits
empty appAuthToken: config.format: appAuthToken must be 1 to 64 letters and digits
an int for a key: config.key-format: privateKey is neither key text (PEM, bare base64, DER) nor a path
http of another class: TypeError
an argument that does not exist: Error
Numbers of certificates:
bool(true)
bool(true)
bool(true)
NULL
NULL
bool(true)
bool(true)
array(0) {
}
On behalf of others:
string(4) "ours"
string(6) "theirs"
NULL
ValueError, ValueError
A subclass that never calls its parent:
Error from 28 methods
array(0) {
}
What a dump shows:
array(9) {
  [0]=>
  string(5) "appId"
  [1]=>
  string(8) "signType"
  [2]=>
  string(13) "certificateSn"
  [3]=>
  string(17) "rootCertificateSn"
  [4]=>
  string(19) "alipayCertificateSn"
  [5]=>
  string(8) "sellerId"
  [6]=>
  string(9) "notifyUrl"
  [7]=>
  string(9) "returnUrl"
  [8]=>
  string(7) "baseUrl"
}
array(6) {
  [0]=>
  string(5) "appId"
  [1]=>
  string(8) "signType"
  [2]=>
  string(8) "sellerId"
  [3]=>
  string(9) "notifyUrl"
  [4]=>
  string(9) "returnUrl"
  [5]=>
  string(7) "baseUrl"
}
dumps: clean, casts: clean, a copy: clean, status: clean
serialize (Exception): clean
clone (Error): clean
unserialize (Exception): clean
constructed again (Error): clean
another key (config.key-mismatch): clean
half a key (config.key-format): clean
a private key as the public one (config.key-kind): clean
a private key as appCertificate (config.key-kind): clean
a private key as rootCertificate (config.key-kind): clean
a private key as encryptKey (config.format): clean
encryptKey that does not fit (config.format): clean
a token that does not fit (config.format): clean
another type (TypeError): clean
onBehalfOf (ValueError): clean
a call that fails (transport.connect): clean
a refund that fails (transport.connect): clean
a bad argument (ValueError): clean
a bad notification (signature.malformed): clean
what cannot be decrypted (signature.decrypt): clean
