--TEST--
In service-provider mode the sp_ and sub_ identities are filled in, and copies share keys and connections
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/gateway.inc';

$gateway = new Gateway();
$provider = $gateway->client();
$parses = Pay\status()['keys']['parses'];
$pay = $provider->partner('1900000201', 'wxsub0000000000001');
var_dump($pay::class, $pay !== $provider, Pay\status()['keys']['parses'] - $parses);

$prepay = $pay->jsapi(order('partner-0001', ['payer' => ['sub_openid' => 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o']]));
var_dump($prepay->bridge()['appId']);
$request = array_values($gateway->control('GET', '/requests')['requests'])[0];
$body = json_decode($request['body'], true);
ksort($body);
echo $request['method'], ' ', $request['target'], "\n", implode(' ', array_keys($body)), "\n";
var_dump($body['sp_mchid'] === $gateway->config['mchid'], $body['sub_mchid']);

$result = $pay->query('partner-0001');
var_dump($result->state, $result['sub_mchid']);
var_dump($pay->close('partner-0001')->state);
foreach (array_slice($gateway->control('GET', '/requests')['requests'], 1) as $request) {
    echo $request['method'], ' ', strtr($request['target'], [$gateway->config['mchid'] => 'SP']), ' ',
        strtr($request['body'], [$gateway->config['mchid'] => 'SP']), "\n";
}
// What the caller names counts; the client itself stays as it was.
echo outcome(fn () => $pay->native(order('partner-0002', ['sub_mchid' => '1900000299']))), "\n";
echo json_decode(array_slice($gateway->control('GET', '/requests')['requests'], -1)[0]['body'], true)['sub_mchid'], "\n";
var_dump($provider->native(order('partner-0003'))->url !== null);
foreach (['12a', '', "1\n"] as $bad) {
    echo outcome(fn () => $provider->partner($bad)), "\n";
}
?>
--EXPECT--
string(10) "Pay\WeChat"
bool(true)
int(0)
string(18) "wxsub0000000000001"
POST /v3/pay/partner/transactions/jsapi
amount description notify_url out_trade_no payer sp_appid sp_mchid sub_appid sub_mchid
bool(true)
string(10) "1900000201"
enum(Pay\State::Pending)
string(10) "1900000201"
enum(Pay\State::Closed)
GET /v3/pay/partner/transactions/out-trade-no/partner-0001?sp_mchid=SP&sub_mchid=1900000201 
POST /v3/pay/partner/transactions/out-trade-no/partner-0001/close {"sp_mchid":"SP","sub_mchid":"1900000201"}
done
1900000299
bool(true)
ConfigException config.format
ConfigException config.format
ConfigException config.format
