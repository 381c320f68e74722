--TEST--
docs/shop.md draws the transitions that the shop allows, all of them and no others
--EXTENSIONS--
pay
--FILE--
<?php
spl_autoload_register(fn (string $class) => require __DIR__ . '/../../examples/shop/src/' . substr($class, 5) . '.php');

/** "pending -> paid" ... of the diagram under a heading, sorted. */
function drawn(string $heading): array
{
    preg_match("/^### $heading\n.*?```mermaid\nstateDiagram-v2\n(.*?)```/ms", file_get_contents(__DIR__ . '/../../docs/shop.md'), $diagram);
    preg_match_all('/^ *(\w+) --> (\w+):/m', $diagram[1], $arrows, PREG_SET_ORDER);
    return sorted(array_map(fn ($arrow) => "$arrow[1] -> $arrow[2]", $arrows));
}

function allowed(array $states): array
{
    $arrows = [];
    foreach ($states as $state) {
        foreach ($state->next() as $next) {
            $arrows[] = "$state->value -> $next->value";
            echo in_array($state, $next->sources(), true) ? '' : "$state->value is no source of $next->value\n";
        }
    }
    return sorted($arrows);
}

function sorted(array $texts): array
{
    sort($texts);
    return $texts;
}

foreach (['Orders' => Shop\OrderState::cases(), 'Refunds' => Shop\RefundState::cases()] as $heading => $states) {
    var_dump(drawn($heading) === allowed($states));
    echo implode(', ', allowed($states)), "\n";
}
?>
--EXPECT--
bool(true)
closed -> review, paid -> refunded, pending -> closed, pending -> paid, pending -> review, review -> refunded
bool(true)
failed -> done, pending -> done, pending -> failed, pending -> review, review -> done, review -> failed
