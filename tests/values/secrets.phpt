--TEST--
No key, password or secret shows in a dump, an exception, a trace, phpinfo or a copy of any kind
--EXTENSIONS--
pay
openssl
--INI--
zend.exception_ignore_args=0
zend.exception_string_param_max_len=2000
--FILE--
<?php
require __DIR__ . '/../inc/notify.inc';

const V3 = 'canary-v3-0123456789abcdef012345';
const V2 = 'canaryv20123456789abcdef01234567';
const SECRET = 'canarysecret0123456789abcdef0123';
$private = pem('merchant.key');
// of the key: parts that the public key has not
$canaries = [V3, V2, SECRET, substr(der($private), 800, 16), substr(preg_replace('/-----[^-]+-----|\s+/', '', $private), 1000, 40),
    explode("\n", $private)[20], bin2hex(substr(der($private), 800, 16))];
$override = ['privateKey' => $private, 'apiV3Key' => V3, 'apiV2Key' => V2, 'appSecret' => SECRET];
$pay = client($override);

$check = function (string $where, string $text) use ($canaries): void {
    $found = array_filter($canaries, fn ($canary) => str_contains($text, $canary));
    echo $where, ': ', strlen($text) < 10 ? "NOTHING TO LOOK AT: $text" : ($found ? 'SHOWS ' . implode(' ', $found) : 'clean'), "\n";
};
$printed = function (callable $print): string {
    ob_start();
    $print();
    return ob_get_clean();
};

$check('var_dump', $printed(fn () => var_dump($pay)));
$check('print_r', print_r($pay, true));
$check('var_export', var_export($pay, true));
$check('debug_zval_dump', $printed(fn () => debug_zval_dump($pay)));
$check('__debugInfo', serialize($pay->__debugInfo()));
$check('array cast', serialize((array) $pay) . '          ');
$check('get_object_vars', serialize(get_object_vars($pay)) . '          ');
$check('get_mangled_object_vars', serialize(get_mangled_object_vars($pay)) . '          ');
$check('json_encode', json_encode($pay) . '          ');
$check('foreach', $printed(function () use ($pay) { foreach ($pay as $name => $value) { echo $name, serialize($value); } }) . '          ');
$check('reflection', (string) new ReflectionObject($pay));
$check('partner', $printed(fn () => var_dump($pay->partner('1900000110'))));
$check('status', serialize(Pay\status()));
$check('phpinfo', $printed(fn () => phpinfo(INFO_ALL & ~INFO_ENVIRONMENT & ~INFO_VARIABLES)));
foreach (['serialize' => fn () => serialize($pay), 'clone' => fn () => clone $pay, 'unserialize' => fn () => unserialize('O:10:"Pay\WeChat":0:{}'),
    'constructor again' => fn () => $pay->__construct(...credentials($override))] as $name => $call) {
    try {
        $call();
        echo "$name: DONE\n";
    } catch (Throwable $e) {
        echo $name, ' is refused: ', $e::class, "\n";
        $check("  its text", "$e" . $e->getTraceAsString());
    }
}

/** Everything that can be read of an exception, its trace's arguments and its earlier ones included. */
function whole(Throwable $e): string
{
    return $e . $e->getTraceAsString() . print_r($e, true) . (function () use ($e) {
        ob_start();
        var_dump($e);
        return ob_get_clean();
    })() . ($e->hint ?? '');
}
$failures = [
    'a key that does not fit' => ['certificate' => pem('platform.cert')],
    'a key without an end' => ['privateKey' => substr($private, 0, 1200)],
    'a key of odd text' => ['privateKey' => "-----BEGIN PRIVATE KEY-----\n" . SECRET . "\n-----END PRIVATE KEY-----"],
    'a private key as the platform key' => ['platformKeys' => ['PUB_KEY_ID_1' => $private]],
    'a private key as the certificate' => ['certificate' => $private],
    'a private key as its path' => ['privateKey' => 'file:///nowhere/' . SECRET . '.pem'],
    'a secret of the wrong length' => ['apiV3Key' => V3 . 'x'],
    'a secret of odd letters' => ['apiV2Key' => substr(V2, 1) . '!'],
    'another type' => ['http' => 5],
];
foreach ($failures as $name => $wrong) {
    try {
        new Pay\WeChat(...array_replace(credentials(), $override, $wrong));
        echo "$name: ACCEPTED\n";
    } catch (Throwable $e) {
        // a path is no secret: it has to be named for the file to be found. The test's own helpers are not in this trace
        $check("$name (" . ($e->reason ?? $e::class) . ')', str_replace('/nowhere/' . SECRET, '', whole($e)));
    }
}
foreach ([
    'a call that fails' => fn () => $pay->native(['description' => 'tea', 'out_trade_no' => 'order-1', 'amount' => ['total' => 1]]),
    'a refund that fails' => fn () => $pay->refund(['out_trade_no' => 'order-1', 'out_refund_no' => 'r-1', 'amount' => ['refund' => 1, 'total' => 1]]),
    'a notification of another key' => fn () => $pay->notification(...message(['key' => API_V3_KEY])),
    'a bad argument' => fn () => $pay->native(['amount' => 5.5]),
] as $name => $call) {
    try {
        $call();
        echo "$name: DONE\n";
    } catch (Throwable $e) {
        $check("$name (" . ($e->reason ?? $e::class) . ')', whole($e));
    }
}
?>
--EXPECT--
var_dump: clean
print_r: clean
var_export: clean
debug_zval_dump: clean
__debugInfo: clean
array cast: clean
get_object_vars: clean
get_mangled_object_vars: clean
json_encode: clean
foreach: clean
reflection: clean
partner: clean
status: clean
phpinfo: clean
serialize is refused: Exception
  its text: clean
clone is refused: Error
  its text: clean
unserialize is refused: Exception
  its text: clean
constructor again is refused: Error
  its text: clean
a key that does not fit (config.key-mismatch): clean
a key without an end (config.key-format): clean
a key of odd text (config.key-format): clean
a private key as the platform key (config.key-kind): clean
a private key as the certificate (config.key-kind): clean
a private key as its path (config.path-missing): clean
a secret of the wrong length (config.format): clean
a secret of odd letters (config.format): clean
another type (TypeError): clean
a call that fails (transport.connect): clean
a refund that fails (transport.connect): clean
a notification of another key (signature.decrypt): clean
a bad argument (ValueError): clean
