<?php
/* How often what is dear happens when ten requests of one worker each place an order and ask for it. */
declare(strict_types=1);

require __DIR__ . '/../../tests/inc/gateway.inc';

$gateway = new Gateway(tls: true);
for ($i = 0; $i < 10; $i++) {
    $pay = new Pay\WeChat(...$gateway->credentials());
    $pay->native(order("bench-$i"));
    $pay->query("bench-$i");
}
$status = Pay\status();
echo json_encode([
    'key parses' => $status['keys']['parses'],
    'connections opened' => $status['connections']['opened'],
    'trust store parses' => $status['trust_store_parses'],
    'requests' => $gateway->count(),
    'retries' => $status['retries'],
]);
