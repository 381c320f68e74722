<?php

declare(strict_types=1);

namespace Shop;

/** Opens SQLite, MySQL or PostgreSQL and makes the tables on first use. */
final class Database
{
    private const VERSION = 2;

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
            refunded INTEGER NOT NULL DEFAULT 0,
            state VARCHAR(16) NOT NULL,
            gateway VARCHAR(16) NOT NULL,
            channel VARCHAR(16) NOT NULL,
            client_ip VARCHAR(45) NOT NULL,
            openid VARCHAR(128),
            transaction_id VARCHAR(64),
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            asked_at BIGINT NOT NULL,
            paid_at BIGINT
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
            created_at BIGINT NOT NULL
        )',
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
        if ((int) $version === 1) {
            self::addGateway($db);
        }
        return $db;
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
        foreach (self::TABLES as $table) {
            $db->exec($table . ($driver === 'mysql' ? ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4' : ''));
        }
        $insert = $db->prepare('INSERT INTO products (id, position, art, title_zh, title_en, blurb_zh, blurb_en, price)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
        foreach (self::PRODUCTS as $product) {
            self::insertOnce($insert, $product);
        }
        self::insertOnce($db->prepare('INSERT INTO shop_schema (version) VALUES (?)'), [self::VERSION]);
    }

    /* Until version 2 there was one gateway. */
    private static function addGateway(\PDO $db): void
    {
        try {
            $db->exec("ALTER TABLE orders ADD COLUMN gateway VARCHAR(16) NOT NULL DEFAULT 'wechat'");
        } catch (\PDOException) {
            // Another request was faster; if not, this says so.
            $db->query('SELECT gateway FROM orders WHERE 1 = 0')->fetchAll();
        }
        self::insertOnce($db->prepare('INSERT INTO shop_schema (version) VALUES (?)'), [self::VERSION]);
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
