--TEST--
Without ext/pdo the extension loads, and an Inbox refuses whatever else it is given
--EXTENSIONS--
pay
--SKIPIF--
<?php if (extension_loaded('pdo')) die('skip PDO is built in'); ?>
--FILE--
<?php
try {
    new Pay\Inbox(new stdClass());
} catch (TypeError $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
Pay\Inbox::__construct(): Argument #1 ($db) must be of type PDO, stdClass given
