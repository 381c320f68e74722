--TEST--
Hyperf: the guide's controller takes payments, ships once for repeated notifications and never for forged ones
--EXTENSIONS--
pay
openssl
pdo
pdo_sqlite
posix
--SKIPIF--
<?php
require __DIR__ . '/../inc/framework.inc';
Framework::skipWithout('hyperf', 'mbstring', 'pcntl', 'swoole');
?>
--FILE--
<?php
require __DIR__ . '/../inc/framework.inc';
$wechat = new Gateway();
$alipay = new AlipayGateway();
live_through(new Framework('hyperf', $wechat, $alipay), $wechat, $alipay);
?>
--EXPECT--
--- WeChat Pay
order                            302 | H5
waits                            200 Order W_0001: waiting
forged: body                     401 not verified | waiting, shipped 0
forged: signature                401 not verified | waiting, shipped 0
forged: mchid                    500 FAIL | waiting, shipped 0
three times                      200 SUCCESS, 200 SUCCESS, 200 SUCCESS | paid, shipped 1
returns                          200 Order W_0001: paid
paid, pressed again              404
at the other gateway as well     404
returns before the notification  200 Order W_0002: paid | paid, shipped 1
and it comes                     200 SUCCESS | paid, shipped 1
silence                          503
pressed again                    302
another amount                   500 FAIL | waiting, shipped 0
the same, asked                  200 Order W_0003: waiting | waiting, shipped 0
books that fail                  500 FAIL | waiting, shipped 0
and work                         200 SUCCESS | paid, shipped 1
--- Alipay
order                            302 | /return/alipay
returns, forged                  404
returns                          200 Order A_0001: paid | paid, shipped 1
three times                      200 success, 200 success, 200 success | paid, shipped 1
forged                           401 fail | 200 fail | waiting, shipped 0
three times                      200 success, 200 success, 200 success | paid, shipped 1
log: signature.mismatch          yes
log: integrity.mchid             yes
log: /v3/pay/transactions/h5     yes
log: keys                        no
