--TEST--
Handlers that exit, are suspended for good or hold the inbox, and a PDO that fails without a word, leave nothing behind
--EXTENSIONS--
pay
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/../inc/inbox.inc';

/** Fails as a driver does in silent mode, whatever the mode. */
final class Silent extends PDO
{
    public ?Holder $holder = null;
    public bool $fails = false;

    public function prepare(string $query, array $options = []): PDOStatement|false
    {
        return $this->fails && str_contains($query, 'pay_inbox') ? false : parent::prepare($query, $options);
    }
}

final class Holder
{
    public function __construct(public Silent $db, public Pay\Inbox $inbox)
    {
    }

    public function __call(string $name, array $arguments): void
    {
        ship(...$arguments);
    }
}

$db = new Silent('sqlite::memory:');
$db->holder = new Holder(shop($db), $inbox = new Pay\Inbox($db));
echo json([$inbox->once(paid('A-1'), [$db->holder, 'magic']), $inbox->once(paid('A-1'), [$db->holder, 'magic'])]), ' ', shipped($db), "\n";
$db->fails = true;
echo said(fn () => $inbox->once(paid('A-2'), ship(...))), ' ', json($db->inTransaction()), "\n";
$db->fails = false;
echo said(fn () => $inbox->once(paid('A-2'), function () {
    throw new DomainException('wrapped', 0, new PDOException('without a state'));
})), "\n";
unset($db, $inbox);
echo json(gc_collect_cycles() > 0), "\n";

$db = shop(connect(['sqlite::memory:'], [PDO::ATTR_ERRMODE => PDO::ERRMODE_SILENT]));
$inbox = new Pay\Inbox($db);
$fiber = new Fiber(fn () => $inbox->once(paid('B-1'), function ($event, $db) {
    ship($event, $db);
    Fiber::suspend();
}));
$fiber->start();
unset($fiber);
gc_collect_cycles();
echo shipped($db), ' ', json($db->inTransaction()), "\n";

register_shutdown_function(function () use ($db) {
    echo shipped($db), ' ', json([$db->inTransaction(), $db->getAttribute(PDO::ATTR_ERRMODE), (new Pay\Inbox($db))->once(paid('C-1'), ship(...))]), ' ', shipped($db), "\n";
});
$inbox->once(paid('C-1'), function ($event, $db) {
    ship($event, $db);
    exit;
});
?>
--EXPECT--
[true,false] A-1
PDOException: SQLSTATE[00000]:  false
DomainException: wrapped
true
nothing false
nothing [false,0,true] C-1
