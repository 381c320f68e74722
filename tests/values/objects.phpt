--TEST--
Objects of the extension cannot be cloned, serialized, faked or used before they are made, and a subclass may be careless
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/client.inc';

class Shop extends Pay\WeChat
{
    public string $name = 'tea';

    public function __construct(?array $credentials = null)
    {
        if ($credentials !== null) {
            parent::__construct(...$credentials);
        }
    }
}

$shop = new Shop(credentials());
$shop->name = 'coffee';
$partner = $shop->partner('1900000110');
var_dump($partner instanceof Shop, $partner->name, $partner->__debugInfo()['subMchId'] ?? null, $shop->__debugInfo()['subMchId'] ?? null);
echo "A subclass that never calls its parent:\n";
$careless = new Shop();
foreach (['query', 'close', 'refund', 'native', 'notification', 'sign', 'verify', 'encrypt', 'decrypt', 'partner', 'withHttp', 'fail', '__debugInfo'] as $method) {
    $arguments = match ($method) {
        'refund', 'native' => [[]],
        'verify' => ['a', 'b', 'C0'],
        'withHttp' => [new Pay\Http()],
        'notification', 'fail', '__debugInfo' => [],
        default => ['a'],
    };
    echo "$method: ", verdict(fn () => $careless->$method(...$arguments)), "\n";
}
echo "Every class:\n";
foreach ((new ReflectionExtension('pay'))->getClasses() as $name => $class) {
    if ($class->isInterface() || $class->isEnum() || $class->isSubclassOf(Throwable::class)) {
        continue;
    }
    echo $name, $class->isFinal() ? ', final' : '', $class->isCloneable() ? ', cloneable' : '',
        '; unserialize: ', verdict(fn () => unserialize(sprintf('O:%d:"%s":0:{}', strlen($name), $name))),
        '; without constructor: ', verdict(fn () => $class->newInstanceWithoutConstructor()), "\n";
}
echo "Exceptions:\n";
foreach ((new ReflectionExtension('pay'))->getClasses() as $name => $class) {
    if (!$class->isSubclassOf(Throwable::class)) {
        continue;
    }
    $e = new $name('message', 5);
    echo $name, ' extends ', $class->getParentClass()->name, '; made by hand: ', $e->getMessage();
    foreach ($class->getProperties() as $property) {
        if ($property->class === $name || $property->class === Pay\PayException::class) {
            echo ", $property->name ", json_encode($property->getValue($e));
        }
    }
    echo "\n";
}
echo "Not made by the extension:\n";
class Answer extends Pay\Result
{
    public function __construct()
    {
    }
}
foreach ([fn () => (new ReflectionClass(Pay\Result::class))->newInstanceWithoutConstructor(), fn () => new Answer(),
    fn () => (new ReflectionClass(Answer::class))->newInstanceWithoutConstructor(), fn () => new Pay\Result()] as $make) {
    echo 'Result: ', verdict(function () use ($make, &$result) { $result = null; $result = $make(); }), "\n";
    if ($result !== null) {
        foreach (['get' => ['x'], 'toArray' => [], 'raw' => [], 'offsetExists' => ['x'], 'count' => [], 'getIterator' => [],
            'jsonSerialize' => []] as $method => $arguments) {
            echo "  $method: ", verdict(fn () => $result->$method(...$arguments)), "\n";
        }
    }
}
$probe = verdict(fn () => (new Pay\SignatureException('x'))->isProbe());
$reply = verdict(fn () => (new Pay\SignatureException('x'))->reply());
echo "$probe, $reply\n";
final class Refusal extends Pay\SignatureException
{
    private array $replyStyle = [2];
}
$refusal = new Refusal('x');
echo $refusal->reply(), "\n";
(new ReflectionProperty(Pay\SignatureException::class, 'replyStyle'))->setValue($refusal, 99);
echo $refusal->reply(), "\n";
?>
--EXPECT--
bool(true)
string(6) "coffee"
string(10) "1900000110"
NULL
A subclass that never calls its parent:
query: Error
close: Error
refund: Error
native: Error
notification: Error
sign: Error
verify: Error
encrypt: Error
decrypt: Error
partner: Error
withHttp: Error
fail: accepted
__debugInfo: accepted
Every class:
Pay\Money, final, cloneable; unserialize: ValueError; without constructor: ReflectionException
Pay\Result; unserialize: Exception; without constructor: accepted
Pay\Prepay, final; unserialize: Exception; without constructor: ReflectionException
Pay\Page, final; unserialize: Exception; without constructor: ReflectionException
Pay\Reply, final; unserialize: Exception; without constructor: ReflectionException
Pay\Notification, final; unserialize: Exception; without constructor: ReflectionException
Pay\Bill, final; unserialize: Exception; without constructor: ReflectionException
Pay\Http, final; unserialize: Exception; without constructor: ReflectionException
Pay\Request, final; unserialize: Exception; without constructor: ReflectionException
Pay\Response, final; unserialize: Exception; without constructor: ReflectionException
Pay\Call, final; unserialize: Exception; without constructor: ReflectionException
Pay\WeChat; unserialize: Exception; without constructor: accepted
Pay\Alipay; unserialize: Exception; without constructor: accepted
Pay\Inbox, final; unserialize: Exception; without constructor: ReflectionException
Pay\Difference, final; unserialize: Exception; without constructor: ReflectionException
Pay\Reconciliation, final; unserialize: Exception; without constructor: ReflectionException
Exceptions:
Pay\PayException extends Exception; made by hand: message, reason "", hint ""
Pay\ConfigException extends Pay\PayException; made by hand: message, reason "", hint ""
Pay\SignatureException extends Pay\PayException; made by hand: message, reason "", hint "", serial null, replyStyle 0
Pay\IntegrityException extends Pay\PayException; made by hand: message, reason "", hint ""
Pay\TransportException extends Pay\PayException; made by hand: message, reason "", hint "", attempts 0
Pay\UnknownOutcomeException extends Pay\TransportException; made by hand: message, reason "", hint ""
Pay\ApiException extends Pay\PayException; made by hand: message, reason "", hint "", status 0, errorCode "", errorMessage "", requestId null, retryable false, body [], verified false
Not made by the extension:
Result: accepted
  get: accepted
  toArray: accepted
  raw: accepted
  offsetExists: accepted
  count: accepted
  getIterator: accepted
  jsonSerialize: accepted
Result: Error
Result: accepted
  get: accepted
  toArray: accepted
  raw: accepted
  offsetExists: accepted
  count: accepted
  getIterator: accepted
  jsonSerialize: accepted
Result: Error
accepted, accepted
{"code":"FAIL","message":"signature not verified"}
{"code":"FAIL","message":"signature not verified"}
