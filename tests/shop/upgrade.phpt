--TEST--
A shop's database of an earlier version gets what is missing, once, and its pending refunds stay set aside
--EXTENSIONS--
pay
pdo
pdo_sqlite
--FILE--
<?php
spl_autoload_register(fn (string $class) => require __DIR__ . '/../../examples/shop/src/' . substr($class, 5) . '.php');

$file = sys_get_temp_dir() . '/pay-upgrade-' . getmypid() . '.sqlite';
$old = new PDO("sqlite:$file");
$old->exec('CREATE TABLE shop_schema (version INTEGER NOT NULL PRIMARY KEY)');
$old->exec('INSERT INTO shop_schema VALUES (1)');
$old->exec('CREATE TABLE orders (out_trade_no VARCHAR(32) NOT NULL PRIMARY KEY, amount INTEGER NOT NULL, refunded INTEGER NOT NULL DEFAULT 0)');
$old->exec('CREATE TABLE refunds (out_refund_no VARCHAR(64) NOT NULL PRIMARY KEY, out_trade_no VARCHAR(32) NOT NULL, amount INTEGER NOT NULL,
    state VARCHAR(16) NOT NULL, created_at BIGINT NOT NULL)');
$old->exec("INSERT INTO orders VALUES ('under way', 100, 0), ('done', 100, 100), ('none', 100, 0)");
$old->exec("INSERT INTO refunds VALUES ('R1', 'under way', 100, 'pending', 5), ('R2', 'done', 100, 'done', 5)");

Shop\Database::open("sqlite:$file", null, null);
$db = Shop\Database::open("sqlite:$file", null, null);
foreach ($db->query('SELECT * FROM orders ORDER BY out_trade_no') as $row) {
    echo implode(' ', $row), "\n";
}
echo json_encode($db->query("SELECT * FROM refunds WHERE state = 'pending'")->fetchAll(), JSON_UNESCAPED_UNICODE), "\n";
echo json_encode($db->query('SELECT version FROM shop_schema ORDER BY version')->fetchAll(PDO::FETCH_COLUMN)), ' ',
    $db->query('SELECT COUNT(*) FROM differences')->fetchColumn(), "\n";
try {
    $db->exec('UPDATE orders SET refunding = refunding + 1');
} catch (PDOException) {
    echo "no more than the order\n";
}
array_map('unlink', glob("$file*"));
?>
--EXPECT--
done 100 100 wechat 0
none 100 0 wechat 0
under way 100 0 wechat 100
[{"out_refund_no":"R1","out_trade_no":"under way","amount":100,"state":"pending","created_at":5,"reason":"商家退款","attempts":1,"note":null,"asked_at":5,"done_at":null}]
[1,2,3] 0
no more than the order
