--TEST--
An idle connection is used again for pay.idle_timeout, and one that the gateway has closed meanwhile costs no call
--EXTENSIONS--
pay
--INI--
pay.idle_timeout=1
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/cutter.inc';

/** Connections opened by the call. */
function opened(callable $call): int
{
    $before = Pay\status()['connections']['opened'];
    $call();
    return Pay\status()['connections']['opened'] - $before;
}

foreach (['plain' => false, 'TLS' => true] as $name => $tls) {
    $gateway = new Gateway(tls: $tls);
    $cutter = new Cutter($gateway->url);
    $pay = $gateway->client(['http' => new Pay\Http(retries: 0, baseUrl: $cutter->url, caFile: $tls ? $gateway->dir . '/ca.pem' : null)]);
    $call = fn () => $pay->native(order('idle-0001'));
    echo "$name: first ", opened($call);
    $start = hrtime(true);
    $again = opened($call);
    // What was slow to come back says nothing about a second of rest.
    echo ', at once ', hrtime(true) - $start < 1e9 ? $again : 0;
    usleep(2_100_000); // libcurl counts whole seconds
    echo ', after the rest ', opened($call);
    $cutter->plan();
    echo ', after the end of the server\'s patience ', opened($call), "\n";
}
echo ini_set('pay.idle_timeout', '9') === false ? 'not at run time' : 'changed', "\n";
foreach (['0', '301', '-1', '', 'x', '1', '300'] as $value) {
    preg_match('~(/\S*/pay\.so)$~m', file_get_contents('/proc/self/maps'), $match);
    echo "\"$value\" ", shell_exec(implode(' ', array_map(escapeshellarg(...),
        [PHP_BINARY, '-n', '-d', "extension=$match[1]", '-d', "pay.idle_timeout=$value", '-r', 'echo ini_get("pay.idle_timeout");']))), "\n";
}
ob_start();
phpinfo(INFO_MODULES);
echo preg_match('/^pay\.idle_timeout.*$/m', ob_get_clean(), $match) ? $match[0] : 'not in phpinfo()', "\n";
?>
--EXPECT--
plain: first 1, at once 0, after the rest 1, after the end of the server's patience 1
TLS: first 1, at once 0, after the rest 1, after the end of the server's patience 1
not at run time
"0" 7
"301" 7
"-1" 7
"" 7
"x" 7
"1" 1
"300" 300
pay.idle_timeout => 1 => 1
