--TEST--
MySQL: what a handler did and the mark commit together, once, however many processes deliver the event
--EXTENSIONS--
pay
pdo
mysqlnd
pdo_mysql
posix
--SKIPIF--
<?php
require __DIR__ . '/../inc/database.inc';
Database::skipWithout('mysql');
?>
--FILE--
<?php
require __DIR__ . '/../inc/inbox_cases.inc';
require __DIR__ . '/../inc/database.inc';

$server = new Database('mysql');
$place = $server->place();
one_connection($place);
several_processes($place);

echo "-- what MySQL commits by itself\n";
$db = connect($place);
$db->beginTransaction();
ship(['out_trade_no' => 'mine'], $db);
echo preg_replace('/(?<=missing).*(?=Make it)/', '...', said(fn () => (new Pay\Inbox($db, 'shop.order'))->once(paid('J-1'), ship(...)))), "\n";
echo json($db->inTransaction()), "\n";
$db->rollBack();
echo json((new Pay\Inbox($db, 'shop.order'))->once(paid('J-1'), ship(...))), ' ', json(facts($db, '`order`')), "\n";
echo verdict_of(fn () => (new Pay\Inbox($db))->once(paid('J-2'), fn ($event, $db) => $db->exec('CREATE TABLE surprise (id INT)'))), "\n";

echo "-- connections made otherwise\n";
foreach ([
    'found rows' => [PDO::MYSQL_ATTR_FOUND_ROWS => true],
    'native prepare' => [PDO::ATTR_EMULATE_PREPARES => false],
    'no autocommit' => [PDO::ATTR_AUTOCOMMIT => false],
    'default objects' => [PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_OBJ, PDO::ATTR_CASE => PDO::CASE_UPPER],
    'persistent' => [PDO::ATTR_PERSISTENT => true],
] as $name => $options) {
    $inbox = new Pay\Inbox(connect($place, $options));
    $number = 'K-' . strtr($name, ' ', '-');
    echo "$name: ", json([$inbox->once(paid($number), ship(...)), $inbox->once(paid($number), ship(...))]), "\n";
}
echo shipped($db), "\n";

echo "-- the connection breaks under the handler\n";
broken_connection($place, 'CONNECTION_ID()', 'KILL %d');

echo "-- a table in partitions\n";
$db->exec('CREATE TABLE parted (id CHAR(64) NOT NULL PRIMARY KEY, owner VARCHAR(80) NOT NULL, fact VARCHAR(190) NOT NULL, created_at BIGINT NOT NULL)
    ENGINE=InnoDB DEFAULT CHARACTER SET ascii PARTITION BY KEY (id) PARTITIONS 4');
parted(new Pay\Inbox($db, 'parted'), $db);

echo "-- a lock that is not given up\n";
$other = connect($place);
$other->beginTransaction();
(new Pay\Inbox($other))->once(paid('L-1'), ship(...));
$db->exec('SET innodb_lock_wait_timeout = 0');
echo verdict_of(fn () => (new Pay\Inbox($db))->once(paid('L-1'), ship(...))), ' ', json($db->inTransaction()), "\n";
$other->commit();
echo json((new Pay\Inbox($db))->once(paid('L-1'), ship(...))), "\n";
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
-- what MySQL commits by itself
RuntimeException: The table of Pay\Inbox is missing...Make it before: CREATE TABLE IF NOT EXISTS `shop`.`order` (id CHAR(64) NOT NULL PRIMARY KEY, owner VARCHAR(80) NOT NULL, fact VARCHAR(190) NOT NULL, created_at BIGINT NOT NULL) ENGINE=InnoDB DEFAULT CHARACTER SET ascii
true
true [["wechat 1900000109","order J-1 paid"]]
LogicException
-- connections made otherwise
found rows: [true,false]
native prepare: [true,false]
no autocommit: [true,false]
default objects: [true,false]
persistent: [true,false]
H-10 H-11 H-12 H-13 H-14 H-15 H-16 H-17 J-1 K-default-objects K-found-rows K-native-prepare K-no-autocommit K-persistent
-- the connection breaks under the handler
PDOException true
-- a table in partitions
[true,false,true,25000]
-- a lock that is not given up
PDOException false
false
