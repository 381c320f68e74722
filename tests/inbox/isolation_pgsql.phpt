--TEST--
PostgreSQL, repeatable read and serializable: what cannot be serialized, at a statement or at COMMIT, is tried again and takes effect once
--EXTENSIONS--
pay
pdo
pdo_pgsql
posix
--SKIPIF--
<?php
require_once __DIR__ . '/../inc/database.inc';
Database::skipWithout('pgsql');
?>
--FILE--
<?php
require_once __DIR__ . '/../inc/inbox_load.inc';
require_once __DIR__ . '/../inc/database.inc';

/** Notes which of its commits failed. */
final class Watched extends PDO
{
    public array $refused = [];

    public function commit(): bool
    {
        try {
            return parent::commit();
        } catch (PDOException $e) {
            $this->refused[] = $e->errorInfo[0];
            throw $e;
        }
    }
}

$server = new Database('pgsql');
$place = $server->place();
load_shop(connect($place));
(new Pay\Inbox(connect($place)))->once(paid('A-0'), sell(...));

foreach (['repeatable read', 'serializable'] as $level) {
    echo "-- $level\n";
    connect($place)->exec("ALTER DATABASE postgres SET default_transaction_isolation = '$level'");
    $db = new Watched(...$place, ...['username' => null, 'password' => null]);
    empty_shop($db);
    $begun = 0;
    $ran = (new Pay\Inbox($db))->once(paid('A-1'), function ($event, $db) use (&$begun, $place) {
        if ($begun++ === 0) {
            connect($place)->exec('UPDATE stock SET n = n + 0');
        }
        sell($event, $db);
    });
    echo 'at a statement: ', json([$ran, $begun, $db->refused]), ' ', effects($db, 1), "\n";

    $begun = 0;
    $ran = (new Pay\Inbox($db))->once(paid('A-2'), function ($event, $db) use (&$begun, $place) {
        $db->query('SELECT SUM(n) FROM stock')->fetchAll();
        ship($event, $db);
        if ($begun++ === 0) {
            $other = connect($place);
            $other->beginTransaction();
            $other->query('SELECT COUNT(*) FROM shipped')->fetchAll();
            $other->exec('UPDATE stock SET n = n + 1 WHERE id = 1');
            $other->commit();
        }
    });
    echo 'at COMMIT: ', json([$ran, $begun, $db->refused]), ' ', effects($db, 2), "\n";

    $db->beginTransaction();
    $db->query('SELECT COUNT(*) FROM shipped')->fetchAll();
    (new Pay\Inbox(connect($place)))->once(paid('A-3'), sell(...));
    try {
        (new Pay\Inbox($db))->once(paid('A-3'), sell(...));
    } catch (PDOException $e) {
        echo "in the caller's transaction: {$e->errorInfo[0]}\n";
    }
    $db->rollBack();

    empty_shop($db);
    many_processes($place, '40001 7'); // where it was in the way of others too often
    empty_shop($db);
    killed_processes($place);
}
?>
--EXPECTF--
-- repeatable read
at a statement: [true,2,[]] each took effect once
at COMMIT: [true,1,[]] each took effect once
in the caller's transaction: 40001
%d processes, %d deliveries of %d events: %d ran, %d repeats, %d handlers begun, %d failed%S
[true,true] each took effect once
%d killed with -9 after %d deliveries, %d of them within one; of %d events that came again %d ran, %d were done
true each took effect once
-- serializable
at a statement: [true,2,[]] each took effect once
at COMMIT: [true,2,["40001"]] each took effect once
in the caller's transaction: 40001
%d processes, %d deliveries of %d events: %d ran, %d repeats, %d handlers begun, %d failed%S
[true,true] each took effect once
%d killed with -9 after %d deliveries, %d of them within one; of %d events that came again %d ran, %d were done
true each took effect once
