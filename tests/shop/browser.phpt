--TEST--
A phone and a desktop walk the shop to a paid order and its refund, with WeChat Pay and Alipay; nothing is wider than the phone
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
require __DIR__ . '/../inc/walk.inc';
if ($missing = Walk::missing()) die("skip $missing");
?>
--FILE--
<?php
require __DIR__ . '/../inc/walk.inc';

$shop = new ExampleShop();
Walk::all($shop, $shop->dir);
// The documentation shows the same ones, made by tools/screenshots.
foreach (glob("$shop->dir/shop-*.png") as $picture) {
    [$width, $height] = getimagesize($picture);
    $kept = getimagesize(__DIR__ . '/../../docs/images/' . basename($picture));
    printf("%s: %d x %d, %s, %s\n", basename($picture), $width, $height, filesize($picture) > 20_000 ? 'not empty' : 'empty',
        $kept === getimagesize($picture) ? 'as kept' : 'another kept');
}
?>
--EXPECT--
phone, wechat, en: home product checkout pay cashier paid operator refunded
desktop, wechat, en: home product checkout pay cashier paid operator refunded
phone, alipay, zh: home product checkout pay cashier paid operator refunded
desktop, alipay, zh: home product checkout pay cashier paid operator refunded
wechat: 4 notifications taken
alipay: 4 notifications taken
shop-desktop-alipay-operator.png: 1024 x 768, not empty, as kept
shop-desktop-alipay-pay.png: 1024 x 768, not empty, as kept
shop-desktop-wechat-operator.png: 1024 x 768, not empty, as kept
shop-desktop-wechat-pay.png: 1024 x 768, not empty, as kept
shop-phone-alipay-checkout.png: 390 x 844, not empty, as kept
shop-phone-alipay-paid.png: 390 x 844, not empty, as kept
shop-phone-wechat-checkout.png: 390 x 844, not empty, as kept
shop-phone-wechat-paid.png: 390 x 844, not empty, as kept
