--TEST--
The checkout of the guide asks for every order that waits, side by side, and ships what is paid once
--EXTENSIONS--
pay
openssl
pdo
pdo_sqlite
--FILE--
<?php
namespace Psr\Log {
    /** What the checkout uses of psr/log, which this test does without. */
    interface LoggerInterface
    {
        public function error($message, array $context = []): void;
        public function critical($message, array $context = []): void;
    }
}

namespace {
    require __DIR__ . '/../inc/alipay_gateway.inc';
    require __DIR__ . '/../../examples/frameworks/shop/Checkout.php';

    $log = new class implements Psr\Log\LoggerInterface {
        private array $lines = [];

        public function error($message, array $context = []): void
        {
            $this->lines[] = "error $context[what]: $context[reason]\n";
        }

        public function critical($message, array $context = []): void
        {
            $this->lines[] = "critical $context[number] $context[state]\n";
        }

        /** What is asked side by side is answered in any order. */
        public function show(): void
        {
            sort($this->lines);
            echo implode($this->lines);
            $this->lines = [];
        }
    };
    $wechat = new Gateway();
    $alipay = new AlipayGateway();
    $db = new PDO('sqlite::memory:');
    $tables = preg_replace('~^ \*~m', '', file_get_contents(__DIR__ . '/../../examples/frameworks/shop/Checkout.php'));
    preg_match_all('~CREATE TABLE[^;]+;~', $tables, $statements);
    array_map($db->exec(...), $statements[0]);
    $checkout = new Shop\Checkout($wechat->client(), $alipay->client(), fn () => $db, $log, 'https://shop.example');

    $started = [];
    foreach (['W_0001', 'W_0002', 'W_0003', 'W_0004', 'A_0001', 'A_0002', 'N_0001'] as $number) {
        $db->exec("INSERT INTO orders (number, fen, title) VALUES ('$number', 1999, 'Longjing / tea & cup')");
    }
    foreach (['W_0001', 'W_0002', 'W_0003', 'W_0004'] as $number) {
        $started[] = str_contains($checkout->start('wechat', $number, '203.0.113.7'), 'redirect_url=');
    }
    foreach (['A_0001', 'A_0002'] as $number) {
        $started[] = $alipay->fetch('GET', $checkout->start('alipay', $number, '203.0.113.7'))[0] === 302;
    }
    echo json_encode($started), "\n";
    var_dump($checkout->start('wechat', 'nobody', '203.0.113.7'));
    var_dump($checkout->returned('wechat', 'number[]=W_0001'), $checkout->returned('alipay', ''));
    $log->show();

    echo "--- nothing is paid\n";
    $checkout->sweep();
    $log->show();
    echo "--- some are, one is closed, one is worth something else\n";
    foreach (['W_0001', 'W_0004'] as $number) {
        $wechat->control('POST', '/pay', ['out_trade_no' => $number, 'notify' => false]);
    }
    $alipay->control('POST', '/pay', ['out_trade_no' => 'A_0001', 'notify' => false]);
    $wechat->client()->close('W_0003');
    $db->exec("UPDATE orders SET fen = 2000 WHERE number = 'W_0004'");
    $checkout->sweep();
    $log->show();
    echo "--- a gateway that is silent\n";
    $wechat->fault('GET *W_0002*', 'http-500', 9);
    $checkout->sweep();
    $log->show();
    echo json_encode($db->query('SELECT number, state FROM orders ORDER BY number')->fetchAll(PDO::FETCH_KEY_PAIR)), "\n";
    echo json_encode($db->query('SELECT number FROM shipments ORDER BY number')->fetchAll(PDO::FETCH_COLUMN)), "\n";
}
?>
--EXPECT--
[true,true,true,true,true,true]
NULL
NULL
NULL
error return from alipay: signature.malformed
--- nothing is paid
--- some are, one is closed, one is worth something else
critical W_0003 closed
critical W_0004 succeeded
--- a gateway that is silent
critical W_0003 closed
critical W_0004 succeeded
error query of W_0002: api.500
{"A_0001":"paid","A_0002":"waiting","N_0001":"waiting","W_0001":"paid","W_0002":"waiting","W_0003":"waiting","W_0004":"waiting"}
["A_0001","W_0001"]
