--TEST--
The second order of a process parses no key, opens no connection and parses no trust store
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

function counts(): array
{
    $status = Pay\status();
    return [$status['keys']['parses'], $status['connections']['opened'], $status['connections']['reused'], $status['trust_store_parses']];
}

$gateway = new Gateway(tls: true);
$start = counts();
$open = Pay\status()['connections']['open'];
$gateway->client()->native(order('reuse-0001'));
$first = counts();
// A client made anew, as the next request of a worker makes it.
$gateway->client()->native(order('reuse-0002'));
$second = counts();

echo 'first:  ', implode(' ', array_map(fn ($a, $b) => $b - $a, $start, $first)), "\n";
echo 'second: ', implode(' ', array_map(fn ($a, $b) => $b - $a, $first, $second)), "\n";
var_dump(Pay\status()['connections']['open'] - $open);

// Another trust store is another pool: its clients never meet a connection that this one vouched for.
echo outcome(fn () => $gateway->client(['http' => new Pay\Http(baseUrl: $gateway->url, caFile: $gateway->dir . '/apiclient_cert.pem', retries: 0)])->native(order('reuse-0003'))), "\n";
// A certificate for another name is refused, too.
$other = new Pay\Http(baseUrl: str_replace('127.0.0.1', '127.0.0.2', $gateway->url), caFile: $gateway->dir . '/ca.pem', retries: 0, connectTimeout: 1.0);
echo preg_replace('/transport\.(connect|tls-verify)/', 'transport.refused', outcome(fn () => $gateway->client(['http' => $other])->native(order('reuse-0004')))), "\n";
var_dump($gateway->count());
?>
--EXPECT--
first:  3 1 0 1
second: 0 0 1 0
int(1)
TransportException transport.tls-verify
TransportException transport.refused
int(2)
