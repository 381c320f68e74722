--TEST--
SQLite: processes that refund one order at once never exceed it, and the database would not let them
--EXTENSIONS--
pay
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/../inc/over_refund.inc';

refund_at_once(new Shopkeeper());
?>
--EXPECT--
paid 12800, refunded 0, set aside 0, fulfilled 1
8 begun, 8 refused
paid 12800, refunded 0, set aside 12000, fulfilled 1
refunding = refunding + 801: refused
refunded = 12801, refunding = 0: refused
refunding = -1: refused
refunding = refunding + 800: allowed
paid 12800, refunded 12000, set aside 0, fulfilled 1
less than 8.01 is left of 
done refunded 12800, refunded 12800, set aside 0, fulfilled 1
