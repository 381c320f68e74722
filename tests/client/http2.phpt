--TEST--
Over HTTP/2 calls share a connection, and over HTTP/1.1 a bounded number of them
--EXTENSIONS--
pay
--SKIPIF--
<?php
require __DIR__ . '/../inc/nginx.inc';
if (Nginx::missing()) die('skip ' . Nginx::missing());
?>
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';
require __DIR__ . '/../inc/nginx.inc';

$gateway = new Gateway();
foreach ([2, 1] as $http2) {
    $nginx = Nginx::beforeGateway($gateway, $http2 === 2);
    $pay = $gateway->client(['http' => new Pay\Http(timeout: 60.0, baseUrl: $nginx->url, caFile: "$gateway->dir/ca.pem")]);
    $pay->native(order("order-x$http2"));
    $before = Pay\status()['connections'];
    $one = $nginx->counts();
    echo implode(' ', array_keys($one['protocols'])), ": $one[connections] connection\n";

    // Fifty at once, each with its own answer.
    $orders = [];
    for ($i = 0; $i < 50; $i++) {
        $orders["many-x$http2-$i"] = fn () => $pay->native(order("many-x$http2-$i"))->prepayId !== '';
    }
    Pay\concurrent($orders, 50);
    $queries = array_map(fn ($number) => fn () => $pay->query($number)['out_trade_no'], array_combine(array_keys($orders), array_keys($orders)));
    $answers = Pay\concurrent($queries, 50);
    var_dump($answers === array_combine(array_keys($orders), array_keys($orders)));
    $all = $nginx->counts();
    echo $all['requests'], ' requests, ', $http2 === 2 ? $all['connections'] : ($all['connections'] <= 8 ? 'at most 8' : $all['connections']), " connections\n";

    // What must not be repeated has a connection of its own; it does not cost the others theirs.
    echo outcome(fn () => $pay->request('POST', '/v3/pay/transactions/codepay', order("code-$http2", ['appid' => $gateway->config['appid'],
        'mchid' => $gateway->config['mchid'], 'payer' => ['auth_code' => '134567890123456789'], 'scene_info' => ['store_info' => ['id' => '1']]]))), ': ',
        $nginx->counts()['connections'] - $all['connections'], " more\n";
    $counted = Pay\status()['connections'];
    $pay->query("order-x$http2");
    echo Pay\status()['connections']['reused'] - $counted['reused'], " reused\n";

    // A server that goes says so (GOAWAY, or the end of the connection): no call is lost by it.
    $nginx->reload();
    $ends = [];
    for ($i = 0; $i < 20; $i++) {
        $end = outcome(fn () => $pay->query("order-x$http2"));
        $ends[$end] = ($ends[$end] ?? 0) + 1;
        usleep(5000);
    }
    echo json_encode($ends), "\n";

    // An answer that stops before its end is none, and takes no other with it.
    $gateway->fault("GET *order-x$http2*", 'truncate', 1);
    $once = $pay->withHttp(new Pay\Http(timeout: 60.0, retries: 0, baseUrl: $nginx->url, caFile: "$gateway->dir/ca.pem"));
    [$cut, $whole] = Pay\concurrent([fn () => $once->query("order-x$http2"), fn () => $once->query("many-x$http2-1")]);
    echo $cut::class, " $cut->reason, $whole[out_trade_no]\n";
    unset($nginx);
}
?>
--EXPECT--
HTTP/2.0: 1 connection
bool(true)
101 requests, 1 connections
done: 1 more
1 reused
{"done":20}
Pay\TransportException transport.http, many-x2-1
HTTP/1.1: 1 connection
bool(true)
101 requests, at most 8 connections
done: 1 more
1 reused
{"done":20}
Pay\TransportException transport.truncated, many-x1-1
