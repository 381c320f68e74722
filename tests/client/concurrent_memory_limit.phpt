--TEST--
A memory limit that ends a task, or Pay\concurrent() itself at whatever it wants memory for, leaves nothing of the calls in flight
--EXTENSIONS--
pay
--SKIPIF--
<?php if (getenv('USE_ZEND_ALLOC') === '0') die('skip memory_limit needs the Zend allocator'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/limits.inc';

$limits = new Limits([
    'text' => 'ini_set("memory_limit", "8M"); for ($text = "x"; ; $text .= $text);',
    'array' => 'ini_set("memory_limit", "8M"); for ($list = []; ; $list[] = [1]);',
    'finally' => 'try { throw new Exception(); } finally { ini_set("memory_limit", "8M"); str_repeat("x", 1 << 24); }',
    'tasks' => 'ini_set("memory_limit", "8M"); Pay\concurrent(array_fill(0, 9999, $query), 9999);',
    'destructor' => 'new class { public function __destruct() { ini_set("memory_limit", "8M"); str_repeat("x", 1 << 24); } };',
]);
$limits->run();
foreach ($limits->starve(120, 40) as $said => $times) {
    echo "\"$said\" ", $times > 5 ? 'often' : "$times times", "\n";
}
$limits->run();
$limits->end();
?>
--EXPECT--
text: Allowed memory size, at the end order-1 order-1, others were in flight
array: Allowed memory size, at the end order-1 order-1, others were in flight
finally: Allowed memory size, at the end order-1 order-1, others were in flight
tasks: Allowed memory size, at the end order-1 order-1, others were in flight
destructor: Allowed memory size, at the end order-1 order-1, others were in flight
memory of PHP: 0, descriptors flat, no stacks left
"in flight order-1 order-1order-1 order-1" often
"in flight " often
"" often
text: Allowed memory size, at the end order-1 order-1, others were in flight
array: Allowed memory size, at the end order-1 order-1, others were in flight
finally: Allowed memory size, at the end order-1 order-1, others were in flight
tasks: Allowed memory size, at the end order-1 order-1, others were in flight
destructor: Allowed memory size, at the end order-1 order-1, others were in flight
memory of PHP: 0, descriptors flat, no stacks left
exit status 0
nothing to complain
