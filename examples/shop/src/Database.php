<?php

declare(strict_types=1);

namespace Shop;

/** Opens SQLite, MySQL or PostgreSQL and makes the tables on first use. */
final class Database
{
    private const VERSION = 3;

    /* Amounts are integer fen, times are Unix seconds: the same in every database. */
    private const TABLES = [
        'CREATE TABLE IF NOT EXISTS products (
            id VARCHAR(32) NOT NULL PRIMARY KEY,
            position INTEGER NOT NULL,
            art VARCHAR(16) NOT NULL,
            title_zh VARCHAR(60) NOT NULL,
            title_en VARCHAR(60) NOT NULL,
            blurb_zh VARCHAR(200) NOT NULL,
            blurb_en VARCHAR(200) NOT NULL,
            price INTEGER NOT NULL CHECK (price > 0)
        )',
        'CREATE TABLE IF NOT EXISTS orders (
            out_trade_no VARCHAR(32) NOT NULL PRIMARY KEY,
            token CHAR(32) NOT NULL,
            checkout_key CHAR(64) NOT NULL UNIQUE,
            product_id VARCHAR(32) NOT NULL,
            title VARCHAR(60) NOT NULL,
            quantity INTEGER NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded >= 0),
            refunding INTEGER NOT NULL DEFAULT 0 CHECK (refunding >= 0),
            state VARCHAR(16) NOT NULL,
            gateway VARCHAR(16) NOT NULL,
            channel VARCHAR(16) NOT NULL,
            client_ip VARCHAR(45) NOT NULL,
            openid VARCHAR(128),
            transaction_id VARCHAR(64),
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            asked_at BIGINT NOT NULL,
            paid_at BIGINT,
            CHECK (refunded + refunding <= amount)
        )',
        // What happened to money, one row a fact. fact is unique: "paid:ORDER", "refunded:REFUND", "review:ORDER".
        'CREATE TABLE IF NOT EXISTS ledger (
            fact VARCHAR(80) NOT NULL PRIMARY KEY,
            out_trade_no VARCHAR(32) NOT NULL,
            transaction_id VARCHAR(64),
            amount INTEGER NOT NULL,
            source VARCHAR(16) NOT NULL,
            created_at BIGINT NOT NULL
        )',
        // What the buyer got. One row an order, written in the transaction that marks the order paid.
        'CREATE TABLE IF NOT EXISTS fulfilments (
            out_trade_no VARCHAR(32) NOT NULL PRIMARY KEY,
            pickup_code CHAR(8) NOT NULL,
            created_at BIGINT NOT NULL
        )',
        'CREATE TABLE IF NOT EXISTS refunds (
            out_refund_no VARCHAR(64) NOT NULL PRIMARY KEY,
            out_trade_no VARCHAR(32) NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            state VARCHAR(16) NOT NULL,
            reason VARCHAR(80) NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            note VARCHAR(200),
            created_at BIGINT NOT NULL,
            asked_at BIGINT NOT NULL,
            done_at BIGINT
        )',
        // A gateway's statement of a day was compared with the books, and what did not agree.
        'CREATE TABLE IF NOT EXISTS reconciliations (
            day CHAR(10) NOT NULL,
            gateway VARCHAR(16) NOT NULL,
            differences INTEGER NOT NULL,
            finished_at BIGINT NOT NULL,
            PRIMARY KEY (day, gateway)
        )',
        'CREATE TABLE IF NOT EXISTS differences (
            day CHAR(10) NOT NULL,
            gateway VARCHAR(16) NOT NULL,
            position INTEGER NOT NULL,
            kind VARCHAR(32) NOT NULL,
            out_trade_no VARCHAR(64) NOT NULL,
            out_refund_no VARCHAR(64),
            bill VARCHAR(64),
            books VARCHAR(64),
            PRIMARY KEY (day, gateway, position)
        )',
        // Wrong passwords of the operator page.
        'CREATE TABLE IF NOT EXISTS wrong_passwords (client_ip VARCHAR(45) NOT NULL, created_at BIGINT NOT NULL)',
        'CREATE TABLE IF NOT EXISTS shop_schema (version INTEGER NOT NULL PRIMARY KEY)',
    ];

    private const PRODUCTS = [
        ['longjing', 1, 'green', '明前龙井 50克', 'Pre-Qingming Longjing, 50 g',
            '西湖狮峰手工炒制，豆香清甜，回甘悠长。', 'Pan-fired by hand at Lion Peak: sweet, nutty, with a long finish.', 12800],
        ['dahongpao', 2, 'rock', '武夷大红袍 80克', 'Wuyi Da Hong Pao, 80 g',
            '三坑两涧正岩茶，炭焙醇厚，岩骨花香。', 'Rock tea from the inner Wuyi gorges, charcoal-roasted, deep and floral.', 16800],
        ['puer', 3, 'dark', '勐海熟普 饼茶357克', 'Menghai ripe Puer cake, 357 g',
            '五年陈化，汤色红浓，入口绵滑。', 'Aged for five years: a dark, smooth and mellow cup.', 9900],
        ['sample', 4, 'flower', '茉莉花茶 试喝装', 'Jasmine tea, tasting bag',
            '一分钱尝鲜，也方便测试付款。', 'One fen to taste it, and handy for trying a payment.', 1],
    ];

    public static function open(string $dsn, ?string $user, ?string $password): \PDO
    {
        // MySQL counts rows that changed unless told to count those that matched, as the others do.
        $options = str_starts_with($dsn, 'mysql:') ? [\PDO::MYSQL_ATTR_FOUND_ROWS => true] : [];
        $db = new \PDO($dsn, $user, $password, $options + [
            \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION,
            \PDO::ATTR_DEFAULT_FETCH_MODE => \PDO::FETCH_ASSOC,
            \PDO::ATTR_EMULATE_PREPARES => false,
            \PDO::ATTR_TIMEOUT => 10,
        ]);
        try {
            $version = $db->query('SELECT MAX(version) FROM shop_schema')->fetchColumn();
        } catch (\PDOException) {
            self::create($db);
            return $db;
        }
        for ($next = (int) $version + 1; $next <= self::VERSION; $next++) {
            self::upgrade($db, $next);
        }
        return $db;
    }

    /** Runs $work in a transaction, which it keeps or, if $work throws, takes back. */
    public static function atomically(\PDO $db, callable $work): void
    {
        $db->beginTransaction();
        try {
            $work();
            $db->commit();
        } catch (\Throwable $e) {
            $db->inTransaction() && $db->rollBack();
            throw $e;
        }
    }

    /**
     * Brings an order or a refund into another state, if it may go there from the one that it is in. Of several that try at
     * the same moment one succeeds.
     *
     * @param array<string, mixed> $set other columns that change with it
     */
    public static function move(\PDO $db, string $number, OrderState|RefundState $to, array $set = []): bool
    {
        [$table, $key] = $to instanceof OrderState ? ['orders', 'out_trade_no'] : ['refunds', 'out_refund_no'];
        $set['state'] = $to->value;
        $columns = implode(', ', array_map(static fn (string $name) => "$name = ?", array_keys($set)));
        $sources = array_column($to->sources(), 'value');
        $update = $db->prepare("UPDATE $table SET $columns WHERE $key = ? AND state IN (" . self::marks($sources) . ')');
        $update->execute([...array_values($set), $number, ...$sources]);
        return $update->rowCount() === 1;
    }

    /** "?, ?, ?" for the values of an IN. */
    public static function marks(array $values): string
    {
        return implode(', ', array_fill(0, count($values), '?'));
    }

    /** True if the statement went against a unique key. */
    public static function isDuplicate(\PDOException $e): bool
    {
        return in_array((string) $e->getCode(), ['23000', '23505'], true);
    }

    private static function create(\PDO $db): void
    {
        $driver = $db->getAttribute(\PDO::ATTR_DRIVER_NAME);
        if ($driver === 'sqlite') {
            $db->exec('PRAGMA journal_mode = WAL');
        }
        array_map($db->exec(...), self::tables($driver));
        $insert = $db->prepare('INSERT INTO products (id, position, art, title_zh, title_en, blurb_zh, blurb_en, price)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
        foreach (self::PRODUCTS as $product) {
            self::insertOnce($insert, $product);
        }
        self::insertOnce($db->prepare('INSERT INTO shop_schema (version) VALUES (?)'), [self::VERSION]);
    }

    private static function upgrade(\PDO $db, int $version): void
    {
        [$probe, $changes] = self::changes($db->getAttribute(\PDO::ATTR_DRIVER_NAME))[$version];
        try {
            array_map($db->exec(...), $changes);
        } catch (\PDOException $e) {
            // Another request may have been faster.
            self::answers($db, $probe) || throw $e;
        }
        self::insertOnce($db->prepare('INSERT INTO shop_schema (version) VALUES (?)'), [$version]);
    }

    /* Version 2 brought a second gateway, version 3 refunds of a part. */
    private static function changes(string $driver): array
    {
        $fits = ($driver === 'sqlite' ? '' : ', ADD ') . 'CHECK (refunded + refunding <= amount)';
        return [
            2 => ['SELECT gateway FROM orders WHERE 1 = 0', [
                "ALTER TABLE orders ADD COLUMN gateway VARCHAR(16) NOT NULL DEFAULT 'wechat'",
            ]],
            3 => ['SELECT done_at FROM refunds WHERE 1 = 0', [
                "ALTER TABLE orders ADD COLUMN refunding INTEGER NOT NULL DEFAULT 0 $fits",
                "UPDATE orders SET refunding = COALESCE((SELECT SUM(r.amount) FROM refunds r
                    WHERE r.out_trade_no = orders.out_trade_no AND r.state = 'pending'), 0)",
                "ALTER TABLE refunds ADD COLUMN reason VARCHAR(80) NOT NULL DEFAULT '商家退款'",
                'ALTER TABLE refunds ADD COLUMN attempts INTEGER NOT NULL DEFAULT 1',
                'ALTER TABLE refunds ADD COLUMN note VARCHAR(200)',
                'ALTER TABLE refunds ADD COLUMN asked_at BIGINT NOT NULL DEFAULT 0',
                'UPDATE refunds SET asked_at = created_at',
                'ALTER TABLE refunds ADD COLUMN done_at BIGINT',
                ...self::tables($driver),
            ]],
        ];
    }

    private static function answers(\PDO $db, string $query): bool
    {
        try {
            $db->query($query)->fetchAll();
            return true;
        } catch (\PDOException) {
            return false;
        }
    }

    private static function tables(string $driver): array
    {
        $more = $driver === 'mysql' ? ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4' : '';
        return array_map(static fn (string $table) => $table . $more, self::TABLES);
    }

    private static function insertOnce(\PDOStatement $insert, array $values): void
    {
        try {
            $insert->execute($values);
        } catch (\PDOException $e) {
            if (!self::isDuplicate($e)) {
                throw $e;
            }
        }
    }
}
