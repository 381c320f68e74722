--TEST--
PostgreSQL: what a handler did and the mark commit together, once, however many processes deliver the event
--EXTENSIONS--
pay
pdo
pdo_pgsql
posix
--SKIPIF--
<?php
require __DIR__ . '/../inc/database.inc';
Database::skipWithout('pgsql');
?>
--FILE--
<?php
require __DIR__ . '/../inc/inbox_cases.inc';
require __DIR__ . '/../inc/database.inc';

$server = new Database('pgsql');
$place = $server->place();
one_connection($place);
several_processes($place);

echo "-- everything serializable\n";
$db = connect($place);
$db->exec('DROP TABLE stock');
$db->exec("ALTER DATABASE postgres SET default_transaction_isolation = 'serializable'");
$db->exec('DELETE FROM pay_inbox');
$db->exec('DELETE FROM shipped');
several_processes($place);

echo "-- the table is made in the caller's transaction, and goes with it\n";
$db = connect($place);
$db->exec('CREATE SCHEMA shop');
$db->beginTransaction();
ship(['out_trade_no' => 'mine'], $db);
$inbox = new Pay\Inbox($db, 'shop.Order');
echo json([$inbox->once(paid('J-1'), ship(...)), $inbox->once(paid('J-1'), ship(...)), $db->inTransaction()]), "\n";
$db->rollBack();
echo json([$inbox->prune(), $inbox->once(paid('J-1'), ship(...)), $inbox->once(paid('J-1'), ship(...))]), ' ', json(facts($db, 'shop."Order"')), "\n";

echo "-- several make it at once\n";
$workers = array_map(fn ($worker) => start("\$inbox = new Pay\\Inbox(connect(\$place), 'made');
    echo json_encode(\$inbox->once(paid('K-$worker'), ship(...)));", $place), range(1, 4));
echo implode(' ', array_map(finish(...), $workers)), "\n";

echo "-- the connection breaks under the handler\n";
broken_connection($place, 'pg_backend_pid()', 'SELECT pg_terminate_backend(%d)');

echo "-- a table in partitions\n";
$db->exec('CREATE TABLE parted (id CHAR(64) NOT NULL PRIMARY KEY, owner VARCHAR(80) NOT NULL, fact VARCHAR(190) NOT NULL, created_at BIGINT NOT NULL) PARTITION BY HASH (id)');
foreach ([0, 1] as $part) {
    $db->exec("CREATE TABLE parted_$part PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER $part)");
}
parted(new Pay\Inbox($db, 'parted'), $db);

echo "-- a failed statement that the handler hides\n";
echo verdict_of(fn () => $inbox->once(paid('L-1'), function ($event, $db) {
    ship($event, $db);
    try {
        $db->exec('NONSENSE');
    } catch (PDOException) {
    }
})), "\n";
$db->beginTransaction();
echo verdict_of(fn () => $inbox->once(paid('L-2'), fn ($event, $db) => $db->exec('NONSENSE'))), ' ', json($inbox->once(paid('L-3'), ship(...))), "\n";
$db->commit();
echo json(array_column(facts($db, 'shop."Order"'), 1)), "\n";
?>
--EXPECT--
-- its own transaction
[true,false,false]
DomainException: no stock false A-1
true A-1 A-2
-- the caller's
DomainException: no stock true A-1 A-2 mine
[true,false,false] true
A-1 A-2
[true,0]
false A-1 A-2 B-1
-- within another
[false,true,"DomainException: no stock"]
true A-1 A-2 B-1 C-1 C-2
DomainException: after the inner one A-1 A-2 B-1 C-1 C-2
-- handlers that end it
commit: LogicException
roll back: LogicException
exec commit: LogicException
begin another: LogicException
mode of the handler: 0 true
bad statement: DomainException: saw it
true D-0-begin_another D-0-commit D-0-exec_commit D-0-mode_of_the_handler
commit: LogicException
roll back: LogicException
exec commit: LogicException
begin another: LogicException
mode of the handler: 1 true
bad statement: DomainException: saw it
true D-1-begin_another D-1-commit D-1-exec_commit D-1-mode_of_the_handler
commit: LogicException
roll back: LogicException
exec commit: LogicException
begin another: LogicException
mode of the handler: 2 true
bad statement: PDOException
true D-2-begin_another D-2-commit D-2-exec_commit D-2-mode_of_the_handler
-- the database takes it back
true, handled 3 times, E-2
PDOException, handled 12 times, E-2
-- the answer to COMMIT is lost
["PDOException",false] E-2 E-3
-- pruning
[0,0,19]
[0,1,0,true]
true
-- while another handles it
commits: in true, up false F-commits
fails: in thrown, up true F-commits F-fails
ends: in , up true F-commits F-ends F-fails
-- killed in the middle, and after
[false,true,false] F-commits F-ends F-fails G-1 G-2
-- all at once, and across each other
8 ran, H-10 H-11 H-12 H-13 H-14 H-15 H-16 H-17, [8,8]
-- everything serializable
-- while another handles it
commits: in true, up false F-commits
fails: in thrown, up true F-commits F-fails
ends: in , up true F-commits F-ends F-fails
-- killed in the middle, and after
[false,true,false] F-commits F-ends F-fails G-1 G-2
-- all at once, and across each other
8 ran, H-10 H-11 H-12 H-13 H-14 H-15 H-16 H-17, [8,8]
-- the table is made in the caller's transaction, and goes with it
[true,false,true]
[0,true,false] [["wechat 1900000109","order J-1 paid"]]
-- several make it at once
true true true true
-- the connection breaks under the handler
PDOException true
-- a table in partitions
[true,false,true,25000]
-- a failed statement that the handler hides
LogicException
PDOException true
["order J-1 paid","order L-3 paid"]
