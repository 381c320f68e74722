--TEST--
SQLite: what a handler did and the mark commit together, once, however many processes deliver the event
--EXTENSIONS--
pay
pdo
pdo_sqlite
posix
--FILE--
<?php
require __DIR__ . '/../inc/inbox_cases.inc';

$place = ['sqlite:' . scratch() . '/shop.sqlite'];
one_connection($place);
several_processes($place);

echo "-- write-ahead log, nobody waits\n";
$place = ['sqlite:' . scratch() . '/wal.sqlite'];
shop(connect($place))->exec('PRAGMA journal_mode = WAL');
several_processes($place, [PDO::ATTR_TIMEOUT => 1]);

echo "-- more than is forgotten at once\n";
$db = connect($place);
parted(new Pay\Inbox($db), $db, 'pay_inbox');

echo "-- a transaction that PDO does not know of\n";
$db = shop(connect(['sqlite::memory:']));
$inbox = new Pay\Inbox($db, 'main.seen');
$db->exec('BEGIN IMMEDIATE');
echo json([$inbox->once(paid('I-1'), ship(...)), $inbox->once(paid('I-1'), ship(...))]), "\n";
echo verdict_of(fn () => $inbox->once(paid('I-2'), function ($event, $db) {
    ship($event, $db);
    throw new DomainException('no stock');
})), ' ', shipped($db), "\n";
$db->exec('COMMIT');
echo json($inbox->once(paid('I-1'), ship(...))), ' ', json(facts($db, 'seen')), "\n";
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
-- write-ahead log, nobody waits
-- while another handles it
commits: in true, up false F-commits
fails: in thrown, up true F-commits F-fails
ends: in , up true F-commits F-ends F-fails
-- killed in the middle, and after
[false,true,false] F-commits F-ends F-fails G-1 G-2
-- all at once, and across each other
8 ran, H-10 H-11 H-12 H-13 H-14 H-15 H-16 H-17, [8,8]
-- more than is forgotten at once
[true,false,true,25000]
-- a transaction that PDO does not know of
[true,false]
DomainException: no stock I-1
false [["wechat 1900000109","order I-1 paid"]]
