--TEST--
A node of Galera that is not ready, or dies at COMMIT: tried again within a bound, or an exception and no work half done
--EXTENSIONS--
pay
pdo
mysqlnd
pdo_mysql
posix
--SKIPIF--
<?php
require_once __DIR__ . '/../inc/galera.inc';
Galera::skipWithoutGalera();
?>
--FILE--
<?php
require_once __DIR__ . '/../inc/inbox_load.inc';
require_once __DIR__ . '/../inc/galera.inc';

$cluster = new Galera([1, 2]);
$places = array_map($cluster->place(...), [1, 2]);
load_shop(connect($places[0]));
(new Pay\Inbox(connect($places[0])))->once(paid('A-1'), sell(...));

/** What a delivery came to; the database's code, if that spoke. */
function came(Pay\Inbox $inbox, string $number, callable $handler): string
{
    try {
        return json($inbox->once(paid($number), $handler));
    } catch (Throwable $e) {
        return $e::class . (isset($e->errorInfo[1]) ? " {$e->errorInfo[1]}" : '');
    }
}

function gate(): string
{
    return scratch() . '/gate';
}

/** A process that mends a node, a moment after the gate is there. */
function start_operator(string $sql, array $place): array
{
    @unlink(gate());
    $started = start('$db = connect($place); echo "up"; while (!file_exists("' . gate() . '")) { usleep(1000); clearstatcache(); }'
        . 'usleep(100000); $db->exec("' . $sql . '");', $place);
    fread($started[1], 2);
    return $started;
}

/** What a commit came to. */
function verdict_of_commit(PDO $db): string
{
    try {
        return json($db->commit());
    } catch (PDOException $e) {
        return $e->errorInfo[1] ?? $e->getMessage();
    }
}

echo "-- the last but one dies before COMMIT\n";
$db = connect($places[0]);
$inbox = new Pay\Inbox($db);
echo came($inbox, 'B-1', function ($event, $db) use ($cluster) {
    sell($event, $db);
    $cluster->kill(2);
}), ' ', json($db->inTransaction()), "\n";
echo 'alone, with ', $cluster->awaitReady(1, false), " node\n";
$mended = start_operator("SET GLOBAL wsrep_provider_options = 'pc.bootstrap=1'", $places[0]);
file_put_contents(gate(), '');
echo came($inbox, 'B-2', sell(...)), finish($mended), "\n";
came($inbox, 'B-1', sell(...));
echo effects($db, 3), "\n";

echo "-- it is not ready in the middle, and then is\n";
$operator = connect($places[0]);
$mended = start_operator('SET GLOBAL wsrep_reject_queries = NONE', $places[0]);
$begun = 0;
echo came($inbox, 'C-1', function ($event, $db) use (&$begun, $operator) {
    sell($event, $db);
    if ($begun++ === 0) {
        $operator->exec('SET GLOBAL wsrep_reject_queries = ALL');
        file_put_contents(gate(), '');
        ship($event, $db);
    }
}), finish($mended), ", begun $begun times, ", effects($db, 4), "\n";

echo "-- and is not for long: nothing is left for whoever commits next\n";
foreach ([[false, 'D-1'], [true, 'D-2']] as [$joins, $number]) {
    $db = connect($places[0]);
    $joins && $db->beginTransaction() && ship(['out_trade_no' => 'mine'], $db);
    $inbox = new Pay\Inbox($db);
    echo came($inbox, $number, function ($event, $db) use ($operator) {
        sell($event, $db);
        $operator->exec('SET GLOBAL wsrep_reject_queries = ALL');
        ship($event, $db);
    });
    $operator->exec('SET GLOBAL wsrep_reject_queries = NONE');
    echo ', ', verdict_of_commit($db), ', ', came($inbox, $number, sell(...)), ', ', came(new Pay\Inbox(connect($places[0])), $number, sell(...)), "\n";
}
echo effects($operator, 6), "\n";
?>
--EXPECT--
-- the last but one dies before COMMIT
PDOException 1180 false
alone, with 1 node
true
each took effect once
-- it is not ready in the middle, and then is
true, begun 2 times, each took effect once
-- and is not for long: nothing is left for whoever commits next
PDOException 1047, 2006, PDOException 2006, true
PDOException 1047, 2006, PDOException 2006, true
each took effect once
