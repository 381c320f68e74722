--TEST--
Galera: deliveries to three nodes take effect once, whatever conflicts at COMMIT or dies
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

$cluster = new Galera();
$places = array_map($cluster->place(...), [1, 2, 3]);
$db = load_shop(connect($places[0]));

/** What a delivery came to; the database's code, if that spoke. */
function came(Pay\Inbox $inbox, string $number, callable $handler): string
{
    try {
        return json($inbox->once(paid($number), $handler));
    } catch (Throwable $e) {
        return $e::class . (isset($e->errorInfo[1]) ? " {$e->errorInfo[1]}" : '');
    }
}

echo "-- another node is first\n";
(new Pay\Inbox($db))->once(paid('A-0'), sell(...));
foreach ([1, 2] as $i) {
    $begun = 0;
    echo came(new Pay\Inbox(connect($places[1])), "A-$i", function ($event, $db) use (&$begun, $places, $i) {
        sell($event, $db);
        if ($begun++ === 0) {
            echo came(new Pay\Inbox(connect($places[$i === 1 ? 0 : 2])), "A-$i", sell(...)), ' ';
        }
    }), "\n";
}

echo "-- all nodes, one is killed\n";
[$processes, $events, $deliveries] = [sample(9, 64), sample(60, 5000), sample(240, 20000)];
empty_shop($db);
$workers = start_deliveries($places, $processes, $events, $deliveries);
while ($db->query('SELECT COUNT(*) FROM shipped')->fetchColumn() < $events / 4) {
    usleep(5000);
}
$cluster->kill(3);
$sum = finish_deliveries($workers);
echo figures($sum, $processes, $events), "\n";
$conflicts = 0;
foreach ([1, 2] as $node) {
    $there = connect($cluster->place($node));
    $there->exec('SET SESSION wsrep_sync_wait = 15');
    echo "node $node: ", effects($there, $events), "\n";
    $conflicts += $cluster->status($there, 'wsrep_local_bf_aborts') + $cluster->status($there, 'wsrep_local_cert_failures');
}
echo "$conflicts conflicts on the nodes that are left\n";
?>
--EXPECTF--
-- another node is first
true false
true false
-- all nodes, one is killed
%d processes, %d deliveries of %d events: %d ran, %d repeats, %d handlers begun, %d failed%A
node 1: each took effect once
node 2: each took effect once
%d conflicts on the nodes that are left
