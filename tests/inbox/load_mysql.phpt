--TEST--
MySQL under load: the handler runs once for each event, and what is killed anywhere is neither lost nor doubled
--EXTENSIONS--
pay
pdo
mysqlnd
pdo_mysql
posix
--SKIPIF--
<?php
require_once __DIR__ . '/../inc/database.inc';
Database::skipWithout('mysql');
?>
--FILE--
<?php
require_once __DIR__ . '/../inc/inbox_load.inc';
require_once __DIR__ . '/../inc/database.inc';

$server = new Database('mysql');
$place = $server->place();
$db = load_shop(connect($place));
many_processes($place);
empty_shop($db);
killed_processes($place);
?>
--EXPECTF--
%d processes, %d deliveries of %d events: %d ran, %d repeats, %d handlers begun, 0 failed
[true,true] each took effect once
%d killed with -9 after %d deliveries, %d of them within one; of %d events that came again %d ran, %d were done
true each took effect once
