--TEST--
A time limit that ends a task leaves nothing of it and of the calls in flight, whatever it finds the task at
--EXTENSIONS--
pay
--FILE--
<?php
require __DIR__ . '/../inc/limits.inc';

// The limit counts time of the processor.
$limits = new Limits([
    'loop' => 'set_time_limit(1); for (;;);',
    'finally' => 'try { throw new Exception(); } finally { set_time_limit(1); for (;;); }',
    'calls' => 'set_time_limit(1); for (;;) { $query(); for ($i = 0; $i < 500000; $i++); }',
    'tasks' => 'set_time_limit(1); for (;;) { Pay\concurrent(array_fill(0, 50, fn () => 1)); }',
    'generator' => 'set_time_limit(1); $numbers = (function () use ($query) { for ($i = 0; ; $i++) { yield $i => $i % 99999 ? $i : $query(); } })(); foreach ($numbers as $ignored);',
]);
$limits->run();
$limits->end();
?>
--EXPECT--
loop: Maximum execution time, at the end order-1 order-1, others were in flight
finally: Maximum execution time, at the end order-1 order-1, others were in flight
calls: Maximum execution time, at the end order-1 order-1, others were in flight
tasks: Maximum execution time, at the end order-1 order-1, others were in flight
generator: Maximum execution time, at the end order-1 order-1, others were in flight
memory of PHP: 0, descriptors flat, no stacks left
exit status 0
nothing to complain
