--TEST--
The extension's classes, methods, types and defaults are those of the stubs, which say what they mean
--EXTENSIONS--
pay
tokenizer
--FILE--
<?php
// The stubs declare the same names; under another namespace both can be looked at side by side.
$stubs = glob(__DIR__ . '/../../stubs/*.stub.php');
// the interface has to be there before the gateways that implement it
usort($stubs, fn ($a, $b) => (basename($a) !== 'pay.stub.php') <=> (basename($b) !== 'pay.stub.php'));
foreach ($stubs as $stub) {
    $source = preg_replace('/^namespace Pay\b/m', 'namespace Contract', file_get_contents($stub), -1, $count);
    if ($count !== 1) {
        echo basename($stub), " declares no namespace\n";
    }
    eval('?>' . str_replace('@implements', '', $source));
}

function type(?ReflectionType $type): string
{
    // PHP 8.2 calls iterable by its parts in an extension's functions
    return $type === null ? 'none' : preg_replace(['/\bContract\b/', '/^Traversable\|array$/'], ['Pay', 'iterable'], (string) $type);
}

function signature(ReflectionFunctionAbstract $f): string
{
    $parameters = array_map(fn (ReflectionParameter $p) => type($p->getType()) . ($p->isPassedByReference() ? ' &' : ' ')
        . ($p->isVariadic() ? '...' : '') . "\$$p->name" . ($p->isDefaultValueAvailable() ? ' = ' . var_export($p->getDefaultValue(), true) : '')
        . ($p->isOptional() ? ' optional' : '')
        . implode(array_map(fn ($a) => ' #' . $a->getName(), $p->getAttributes())), $f->getParameters());
    return '(' . implode(', ', $parameters) . '): ' . type($f->getReturnType() ?? $f->getTentativeReturnType());
}

/** What a user can rely on, a line for each thing. */
function surface(ReflectionClass $class): array
{
    $rename = fn (string $name) => preg_replace('/^Contract\\\\/', 'Pay\\', $name);
    $interfaces = array_map($rename, $class->getInterfaceNames());
    sort($interfaces);
    // PHP calls its own enums final and those of an extension not
    $modifiers = $class->isEnum() ? 0 : $class->getModifiers() & ~ReflectionClass::IS_IMPLICIT_ABSTRACT;
    $lines = ['class' => implode(' ', Reflection::getModifierNames($modifiers)) . ' extends '
        . $rename($class->getParentClass()->name ?? '') . ' implements ' . implode(', ', $interfaces)];
    foreach ($class->getMethods() as $method) {
        if ($rename($method->class) === $rename($class->name)) {
            $lines["$method->name()"] = implode(' ', Reflection::getModifierNames($method->getModifiers())) . signature($method);
        }
    }
    foreach ($class->getProperties() as $property) {
        if ($rename($property->class) === $rename($class->name)) {
            $lines["\$$property->name"] = implode(' ', Reflection::getModifierNames($property->getModifiers())) . ' ' . type($property->getType());
        }
    }
    foreach ($class->getReflectionConstants() as $constant) {
        $value = $constant->getValue();
        $lines[$constant->name] = $value instanceof BackedEnum ? $value->value : var_export($value, true);
    }
    return $lines;
}

function compare(string $name, array $stub, array $real): int
{
    foreach ($stub + $real as $key => $line) {
        if (($stub[$key] ?? 'absent') !== ($real[$key] ?? 'absent')) {
            echo "$name $key\n  stub:      ", $stub[$key] ?? 'absent', "\n  extension: ", $real[$key] ?? 'absent', "\n";
        }
    }
    return count($real);
}

$extension = new ReflectionExtension('pay');
$things = 0;
$declared = array_filter([...get_declared_classes(), ...get_declared_interfaces()], fn ($name) => str_starts_with($name, 'Contract\\'));
foreach ($declared as $name) {
    $real = 'Pay\\' . substr($name, 9);
    if (!class_exists($real) && !interface_exists($real)) {
        echo "$real is missing\n";
        continue;
    }
    $things += compare($real, surface(new ReflectionClass($name)), surface(new ReflectionClass($real)));
}
foreach (array_diff(array_map(fn ($name) => substr($name, 4), $extension->getClassNames()), array_map(fn ($name) => substr($name, 9), $declared)) as $name) {
    echo "Pay\\$name has no stub\n";
}
foreach ($extension->getFunctions() as $name => $function) {
    $things += compare($name, [signature(new ReflectionFunction('Contract\\' . substr($name, 4)))], [signature($function)]);
}

// Whoever reads the stub finds out what each public method is for.
foreach ($declared as $name) {
    foreach ((new ReflectionClass($name))->getMethods() as $method) {
        $plain = str_starts_with($method->name, 'offset') || in_array($method->name, ['count', 'getIterator', 'jsonSerialize', '__construct', '__debugInfo', 'current', 'key', 'next', 'rewind', 'valid'], true);
        $named = in_array($method->name, ['isRefund', 'isPaid', 'close', 'refund', 'queryRefund'], true);
        if ($method->class === $name && !$plain && !$named && $method->getDocComment() === false && !$method->isAbstract() && $method->getFileName() !== false) {
            echo "$name::$method->name() has no docblock\n";
        }
    }
}
echo count($declared) > 15 && $things > 120 ? 'compared' : "only $things things of " . count($declared) . ' classes', "\n";
?>
--EXPECT--
compared
