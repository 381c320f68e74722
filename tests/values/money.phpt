--TEST--
Pay\Money adds, subtracts, compares and prints integers only, and cannot be changed
--EXTENSIONS--
pay
--FILE--
<?php
use Pay\Money;

function attempt(callable $call): string
{
    try {
        $got = $call();
        return $got instanceof Money ? "$got->fen $got->currency" : var_export($got, true);
    } catch (Throwable $e) {
        return $e::class . ': ' . $e->getMessage();
    }
}
$one = Money::fen(1);
$most = Money::fen(99999999999);
foreach ([
    'fen' => fn () => Money::fen(1999),
    'yuan' => fn () => Money::yuan('19.99'),
    'yuan 0.01' => fn () => Money::yuan('0.01'),
    'yuan 100' => fn () => Money::yuan('100'),
    'yuan 001.5' => fn () => Money::yuan('001.5'),
    'yuan, most' => fn () => Money::yuan('999999999.99'),
    'yuan, more' => fn () => Money::yuan('1000000000.00'),
    'yuan, three digits' => fn () => Money::yuan('1.001'),
    'yuan, negative' => fn () => Money::yuan('-1'),
    'yuan as int' => fn () => Money::yuan(1),
    'yuan as float' => fn () => Money::yuan(1.5),
    'most' => fn () => $most,
    'more' => fn () => Money::fen(100000000000),
    'negative' => fn () => Money::fen(-1),
    'nothing' => fn () => Money::fen(),
    'bool' => fn () => Money::fen(true),
    'dollar' => fn () => Money::fen(5, 'USD'),
    'currency in lower case' => fn () => Money::fen(5, 'usd'),
    'currency of two' => fn () => Money::fen(5, 'US'),
    'no currency' => fn () => Money::fen(5, ''),
    'plus' => fn () => Money::fen(1999)->plus($one),
    'plus, beyond' => fn () => $most->plus($one),
    'plus dollars' => fn () => $one->plus(Money::fen(1, 'USD')),
    'minus' => fn () => Money::fen(1999)->minus($one),
    'minus itself' => fn () => $one->minus($one),
    'minus, below' => fn () => $one->minus(Money::fen(2)),
    'minus dollars' => fn () => $one->minus(Money::fen(1, 'USD')),
    'equals' => fn () => $one->equals(Money::yuan('0.01')),
    'equals another' => fn () => $one->equals(Money::fen(2)),
    'equals dollars' => fn () => $one->equals(Money::fen(1, 'USD')),
    '== another' => fn () => $one == Money::fen(2),
    '== the same' => fn () => $one == Money::fen(1),
    'toYuan' => fn () => Money::fen(1999)->toYuan(),
    'toYuan of 5' => fn () => Money::fen(5)->toYuan(),
    'toYuan of 50' => fn () => Money::fen(50)->toYuan(),
    'most to yuan' => fn () => $most->toYuan(),
    'string' => fn () => Money::fen(100) . '',
    'JSON' => fn () => json_encode([Money::fen(1999), Money::fen(1, 'USD')]),
    'serialize and back' => fn () => unserialize(serialize(Money::fen(7))),
    'clone' => fn () => clone $one,
    'new' => fn () => new Money(),
    'write' => fn () => $one->fen = 2,
    'new property' => fn () => $one->cents = 2,
    'unset' => function () use ($one) { unset($one->fen); },
    'reference' => function () use ($one) { $fen = &$one->fen; $fen = 5; },
] as $name => $call) {
    echo "$name: ", attempt($call), "\n";
}
var_dump($one);
?>
--EXPECT--
fen: 1999 CNY
yuan: 1999 CNY
yuan 0.01: 1 CNY
yuan 100: 10000 CNY
yuan 001.5: ValueError: Pay\Money::yuan(): Argument #1 ($yuan) must be more than zero and read "12", "12.3" or "12.34"
yuan, most: 99999999999 CNY
yuan, more: ValueError: Pay\Money::yuan(): Argument #1 ($yuan) must be more than zero and read "12", "12.3" or "12.34"
yuan, three digits: ValueError: Pay\Money::yuan(): Argument #1 ($yuan) must be more than zero and read "12", "12.3" or "12.34"
yuan, negative: ValueError: Pay\Money::yuan(): Argument #1 ($yuan) must be more than zero and read "12", "12.3" or "12.34"
yuan as int: ValueError: Pay\Money::yuan(): Argument #1 ($yuan) must be a decimal string such as "12.34", int given
yuan as float: ValueError: Pay\Money::yuan(): Argument #1 ($yuan) must be a decimal string such as "12.34", float given
most: 99999999999 CNY
more: ValueError: Pay\Money::fen(): Argument #1 ($fen) must be between 1 and 99999999999 fen
negative: ValueError: Pay\Money::fen(): Argument #1 ($fen) must be between 1 and 99999999999 fen
nothing: ArgumentCountError: Pay\Money::fen() expects at least 1 argument, 0 given
bool: ValueError: Pay\Money::fen(): Argument #1 ($fen) must be an int of the smallest unit (fen), bool given
dollar: 5 USD
currency in lower case: ValueError: Pay\Money::fen(): Argument #2 ($currency) must be an ISO 4217 code of three upper-case letters
currency of two: ValueError: Pay\Money::fen(): Argument #2 ($currency) must be an ISO 4217 code of three upper-case letters
no currency: ValueError: Pay\Money::fen(): Argument #2 ($currency) must be an ISO 4217 code of three upper-case letters
plus: 2000 CNY
plus, beyond: ValueError: Pay\Money::plus(): Argument #1 ($other) must leave an amount between 0 and 99999999999 fen
plus dollars: ValueError: Pay\Money::plus(): Argument #1 ($other) must be an amount of CNY, USD given
minus: 1998 CNY
minus itself: 0 CNY
minus, below: ValueError: Pay\Money::minus(): Argument #1 ($other) must leave an amount between 0 and 99999999999 fen
minus dollars: ValueError: Pay\Money::minus(): Argument #1 ($other) must be an amount of CNY, USD given
equals: true
equals another: false
equals dollars: false
== another: false
== the same: true
toYuan: '19.99'
toYuan of 5: '0.05'
toYuan of 50: '0.50'
most to yuan: '999999999.99'
string: '1.00'
JSON: '[{"fen":1999,"currency":"CNY"},{"fen":1,"currency":"USD"}]'
serialize and back: 7 CNY
clone: 1 CNY
new: Error: Pay\Money objects are made by the extension only
write: Error: Cannot modify readonly property Pay\Money::$fen
new property: Error: Cannot create dynamic property Pay\Money::$cents
unset: Error: Cannot unset readonly property Pay\Money::$fen
reference: Error: Cannot modify readonly property Pay\Money::$fen
object(Pay\Money)#1 (2) {
  ["fen"]=>
  int(1)
  ["currency"]=>
  string(3) "CNY"
}
