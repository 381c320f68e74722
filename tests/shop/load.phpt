--TEST--
Of orders whose notifications come three times, beside queries and forgeries, each is paid exactly once and none by a forgery
--EXTENSIONS--
pay
pdo
pdo_sqlite
session
ctype
iconv
xmlwriter
--SKIPIF--
<?php
require __DIR__ . '/../inc/load.inc';
if ($missing = Fpm::missing() ?? Nginx::missing() ?? Wrk::missing()) die("skip $missing");
?>
--FILE--
<?php
require __DIR__ . '/../inc/load.inc';

$load = new Load(new ExampleShop(workers: 8, settings: ['PAY_SHOP_ALIPAY_DESKTOP' => 'qr']));
$load->pay(told: 240, untold: 24, cheap: 4);
$load->deliver();
$load->compare();
// Both ways were the first for some.
echo implode(' ', array_keys($load->sources())), "\n";
?>
--EXPECT--
900 deliveries: 240 notifications, 480 repeats, 180 forged
13 alipay amount: 200 fail
13 alipay body: 401 fail
13 alipay duplicate: 401 fail
360 alipay genuine: 200 success
13 alipay resplit: 401 fail
13 alipay seller-id: 200 fail
13 alipay signature: 401 fail
12 alipay under another number: 401 fail
720 look: answered
13 wechat body: 401 {"code":"FAIL","message":"signature not verified"}
360 wechat genuine: 200 {"code":"SUCCESS","message":"OK"}
13 wechat mchid: 500 {"code":"FAIL","message":"FAIL"}
12 wechat one fen: 500 {"code":"FAIL","message":"mismatch"}
13 wechat serial: 401 {"code":"FAIL","message":"signature not verified"}
13 wechat signature of another: 401 {"code":"FAIL","message":"signature not verified"}
13 wechat signature: 401 {"code":"FAIL","message":"signature not verified"}
13 wechat stale: 401 {"code":"FAIL","message":"signature not verified"}
240 told: paid
24 untold: pending
4 cheap: pending
other orders: 0
notification query
