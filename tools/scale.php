<?php
// The figures of docs/scale.md, on this machine:  php -d extension="$(tools/build release)" tools/scale.php
// Databases are those of the tests, without fsync: what is compared is work, and not the disk.
require __DIR__ . '/../tests/inc/inbox_load.inc';
require __DIR__ . '/../tests/inc/database.inc';

const ROWS = 100_000;
const ROUNDS = 20;
const EVENTS = 100;

/** Rows as the inbox writes them, of one merchant and numbers of 20 digits. */
function fill(PDO $db): void
{
    $old = time() - 200 * 86400;
    for ($i = 0; $i < ROWS; $i += 1000) {
        $rows = [];
        for ($j = $i; $j < $i + 1000; $j++) {
            $number = sprintf('20261126%012d', $j);
            $rows[] = "('" . hash('sha256', $number) . "', 'wechat 1900000109', 'order $number paid', " . $old - $j . ')';
        }
        $db->exec('INSERT INTO pay_inbox (id, owner, fact, created_at) VALUES ' . implode(', ', $rows));
    }
}

/** Bytes of the table and its keys. */
function size(PDO $db): int
{
    switch ($db->getAttribute(PDO::ATTR_DRIVER_NAME)) {
        case 'sqlite':
            return $db->query('PRAGMA page_count')->fetchColumn() * $db->query('PRAGMA page_size')->fetchColumn();
        case 'mysql':
            $db->query('ANALYZE TABLE pay_inbox')->fetchAll();
            return (int) $db->query("SELECT data_length + index_length FROM information_schema.tables WHERE table_name = 'pay_inbox'")->fetchColumn();
        case 'pgsql':
            return (int) $db->query("SELECT pg_total_relation_size('pay_inbox')")->fetchColumn();
    }
}

function milliseconds(callable $what): float
{
    $start = hrtime(true);
    $what();
    return (hrtime(true) - $start) / 1e6;
}

/** Milliseconds for each of: a transaction that ships and nothing else, the same within once(), and a repeat. Best of some rounds. */
function times(PDO $db): array
{
    static $round = 0;
    $inbox = new Pay\Inbox($db);
    $best = [INF, INF, INF];
    for ($i = 0; $i < ROUNDS; $i++, $round++) {
        $events = array_map(static fn ($n) => paid("T-$round-$n"), range(1, EVENTS));
        $plain = static function () use ($events, $db) {
            foreach ($events as $event) {
                $db->beginTransaction();
                ship($event, $db);
                $db->commit();
            }
        };
        $once = static function () use ($events, $inbox) {
            foreach ($events as $event) {
                $inbox->once($event, ship(...));
            }
        };
        foreach ([$plain, $once, $once] as $kind => $what) {
            $best[$kind] = min($best[$kind], milliseconds($what) / EVENTS);
        }
    }
    return $best;
}

function report(string $name, array $place): void
{
    $db = shop(connect($place));
    $name === 'SQLite' && $db->exec('PRAGMA synchronous = OFF');
    (new Pay\Inbox($db))->once(paid('first'), ship(...));
    [$plain, $once, $repeat] = times($db);
    $db->exec('DELETE FROM pay_inbox');
    $before = size($db);
    fill($db);
    $bytes = (size($db) - $before) / ROWS;
    $db->exec('CREATE INDEX pay_inbox_created ON pay_inbox (created_at)');
    $index = (size($db) - $before) / ROWS - $bytes;
    $prune = milliseconds(fn () => (new Pay\Inbox($db))->prune());
    printf("%-10s %3.0f bytes a row, %3.0f more with an index on created_at; plain %.3f ms, once() %.3f ms (%.1f times), a repeat %.3f ms; prune() %.0f rows a second\n",
        $name, $bytes, $index, $plain, $once, $once / $plain, $repeat, ROWS / $prune * 1000);
}

/** What a worker pays for a key that it did not parse before. */
function report_keys(): void
{
    printf("client    first %.2f ms, with all keys in the cache %.3f ms; a notification is proven in %.3f ms\n",
        milliseconds(client(...)), min(array_map(static fn () => milliseconds(client(...)), range(1, 50))),
        (static function () {
            [$client, $message] = [client(), message()];
            return min(array_map(static fn () => milliseconds(static fn () => $client->notification(...$message)), range(1, 200)));
        })());
}

preg_match('/^model name\s*: (.*)$/m', file_get_contents('/proc/cpuinfo'), $model);
printf("PHP %s, %s\n", PHP_VERSION, $model[1] ?? php_uname('m'));
report_keys();
report('SQLite', ['sqlite:' . scratch() . '/shop.sqlite']);
foreach (['MariaDB' => 'mysql', 'PostgreSQL' => 'pgsql'] as $name => $kind) {
    $server = new Database($kind);
    report($name, $server->place());
    unset($server);
}
