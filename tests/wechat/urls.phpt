--TEST--
Every odd URL, number and header value of the collection is refused before anything is sent
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/client.inc';

$pay = client();
$order = ['description' => 'tea', 'out_trade_no' => 'order-1', 'amount' => ['total' => 1]];
$bad = 0;
foreach (bad_inputs('url') as $id => $record) {
    $value = preg_replace_callback('/\\\\x([0-9a-f]{2})/', fn ($match) => chr(hexdec($match[1])), $record['payload']);
    $call = match ($record['param']) {
        'notify_url' => fn () => $pay->native($order + ['notify_url' => $value]),
        'path:out_trade_no' => fn () => $pay->query($value),
        'query:mchid' => fn () => $pay->native($order + ['mchid' => $value]),
        // a URL that the gateway gave: request() follows it only to the gateway's own hosts, and nothing is sent before that is known
        'download_url' => fn () => $pay->request('GET', $value),
        default => null,
    };
    if ($call === null) {
        echo "$id not applicable: $record[param]\n";
        continue;
    }
    $got = verdict($call);
    $wanted = $record['kind'] === 'accept' ? 'TransportException transport.connect' : 'ValueError';
    if ($got !== $wanted) {
        $bad++;
        $got .= " BUT EXPECTED $wanted ($record[description])";
    }
    echo "$id $got\n";
}
echo "$bad differ\n";
?>
--EXPECT--
url-001 TransportException transport.connect
url-002 ValueError
url-004 ValueError
url-005 ValueError
url-007 ValueError
url-008 ValueError
url-010 ValueError
url-011 ValueError
url-013 ValueError
url-014 ValueError
url-016 ValueError
url-017 ValueError
url-019 ValueError
url-020 TransportException transport.connect
url-022 ValueError
url-023 ValueError
url-025 ValueError
url-026 ValueError
url-028 ValueError
url-029 ValueError
url-031 ValueError
url-032 not applicable: header:user_agent
0 differ
