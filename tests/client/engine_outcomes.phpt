--TEST--
What a transport throws says whether anything was sent: only TransportException means no, and money is never repeated after another
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/engine.inc';

class Mine extends Pay\TransportException
{
}

$paid = ['mchid' => '1900000109', 'out_trade_no' => 'n-0001', 'trade_state' => 'SUCCESS', 'appid' => 'wx2421b1c4370ec43b'];
// Money with a number that makes a repeat harmless, money without one, an order, a read, a login's code.
$calls = [
    'refund' => fn (Pay\WeChat $pay) => $pay->refund(['out_trade_no' => 'n-0001', 'out_refund_no' => 'r-0001',
        'amount' => ['refund' => Pay\Money::fen(1), 'total' => Pay\Money::fen(1)]]),
    'other money' => fn (Pay\WeChat $pay) => $pay->request('POST', '/v3/anything/that/is/new', ['a' => 'b']),
    'order' => fn (Pay\WeChat $pay) => $pay->native(order('n-0001')),
    'query' => fn (Pay\WeChat $pay) => $pay->query('n-0001'),
    'login' => fn (Pay\WeChat $pay) => $pay->session('code'),
];
$ends = [
    'TransportException' => fn () => throw new Pay\TransportException('not connected'),
    'a class of it' => fn () => throw new Mine('not connected'),
    'UnknownOutcomeException' => fn () => throw new Pay\UnknownOutcomeException('reset'),
    'RuntimeException' => fn () => throw new RuntimeException('reset'),
    'Error' => fn () => throw new Error('fault'),
    'ApiException' => fn () => throw new Pay\ApiException('of another call'),
    'TypeError by what it returns' => fn () => 'text',
];
foreach ($ends as $end => $how) {
    foreach ($calls as $what => $call) {
        $engine = new Engine($how);
        $pay = client(['appSecret' => str_repeat('5', 32), 'http' => new Pay\Http(retries: 2, transport: $engine)]);
        echo "$end, $what: ", outcome(fn () => $call($pay)), ", sent $engine->sent\n";
    }
}
echo "What one attempt left open, the next does not close:\n";
$mixed = function (string ...$ends) use ($calls) {
    foreach (['refund', 'order', 'query'] as $what) {
        $engine = new Engine(function (Pay\Request $request, int $attempt) use ($ends) {
            throw new $ends[$attempt - 1]("attempt $attempt");
        });
        $text = outcome(fn () => $calls[$what](client(['http' => new Pay\Http(retries: 1, transport: $engine)])));
        echo implode(', ', $ends), ": $what: $text, sent $engine->sent\n";
    }
};
$mixed(RuntimeException::class, Pay\TransportException::class);
$mixed(Pay\TransportException::class, RuntimeException::class);

echo "An attempt that threw is forgotten when the next is answered:\n";
$engine = new Engine(fn ($request, $attempt) => $attempt === 1 ? throw new RuntimeException('reset') : v3_answer($paid));
$pay = client(['http' => new Pay\Http(transport: $engine)]);
echo outcome(fn () => $pay->query('n-0001')), ", sent $engine->sent\n";
$engine = new Engine(fn ($request, $attempt) => $attempt === 1 ? throw new RuntimeException('reset') : v3_answer(['code' => 'NO_AUTH', 'message' => 'no'], 403));
echo outcome(fn () => $calls['refund'](client(['http' => new Pay\Http(transport: $engine)]))), ", sent $engine->sent\n";

echo "Each attempt is signed anew, with less time:\n";
$seen = [];
$engine = new Engine(function (Pay\Request $request) use (&$seen) {
    preg_match('/nonce_str="(\w+)"/', $request->headers['Authorization'], $nonce);
    $seen[] = [$nonce[1], $request->timeout, $request->body, parse_url($request->url, PHP_URL_HOST)];
    throw new Pay\TransportException;
});
outcome(fn () => $calls['refund'](client(['http' => new Pay\Http(timeout: 5.0, retries: 2, transport: $engine)])));
[$nonces, $times, $bodies, $hosts] = array_map(null, ...$seen);
$later = $times;
rsort($later);
var_dump(count(array_unique($nonces)), $times === $later && $times[0] <= 5.0 && $times[2] < $times[0] && $times[2] > 0, count(array_unique($bodies)));
echo implode(' ', $hosts), "\n";
?>
--EXPECT--
TransportException, refund: TransportException transport.failed <- TransportException , sent 3
TransportException, other money: TransportException transport.failed <- TransportException , sent 3
TransportException, order: TransportException transport.failed <- TransportException , sent 3
TransportException, query: TransportException transport.failed <- TransportException , sent 3
TransportException, login: TransportException transport.failed <- TransportException , sent 3
a class of it, refund: TransportException transport.failed <- Mine , sent 3
a class of it, other money: TransportException transport.failed <- Mine , sent 3
a class of it, order: TransportException transport.failed <- Mine , sent 3
a class of it, query: TransportException transport.failed <- Mine , sent 3
a class of it, login: TransportException transport.failed <- Mine , sent 3
UnknownOutcomeException, refund: UnknownOutcomeException transport.failed <- UnknownOutcomeException , sent 3
UnknownOutcomeException, other money: UnknownOutcomeException transport.failed <- UnknownOutcomeException , sent 1
UnknownOutcomeException, order: UnknownOutcomeException transport.failed <- UnknownOutcomeException , sent 3
UnknownOutcomeException, query: TransportException transport.failed <- UnknownOutcomeException , sent 3
UnknownOutcomeException, login: TransportException transport.failed <- UnknownOutcomeException , sent 1
RuntimeException, refund: UnknownOutcomeException transport.failed <- RuntimeException, sent 3
RuntimeException, other money: UnknownOutcomeException transport.failed <- RuntimeException, sent 1
RuntimeException, order: UnknownOutcomeException transport.failed <- RuntimeException, sent 3
RuntimeException, query: TransportException transport.failed <- RuntimeException, sent 3
RuntimeException, login: TransportException transport.failed <- RuntimeException, sent 1
Error, refund: UnknownOutcomeException transport.failed <- Error, sent 3
Error, other money: UnknownOutcomeException transport.failed <- Error, sent 1
Error, order: UnknownOutcomeException transport.failed <- Error, sent 3
Error, query: TransportException transport.failed <- Error, sent 3
Error, login: TransportException transport.failed <- Error, sent 1
ApiException, refund: UnknownOutcomeException transport.failed <- ApiException , sent 3
ApiException, other money: UnknownOutcomeException transport.failed <- ApiException , sent 1
ApiException, order: UnknownOutcomeException transport.failed <- ApiException , sent 3
ApiException, query: TransportException transport.failed <- ApiException , sent 3
ApiException, login: TransportException transport.failed <- ApiException , sent 1
TypeError by what it returns, refund: UnknownOutcomeException transport.failed <- TypeError, sent 3
TypeError by what it returns, other money: UnknownOutcomeException transport.failed <- TypeError, sent 1
TypeError by what it returns, order: UnknownOutcomeException transport.failed <- TypeError, sent 3
TypeError by what it returns, query: TransportException transport.failed <- TypeError, sent 3
TypeError by what it returns, login: TransportException transport.failed <- TypeError, sent 1
What one attempt left open, the next does not close:
RuntimeException, Pay\TransportException: refund: UnknownOutcomeException transport.failed <- TransportException , sent 2
RuntimeException, Pay\TransportException: order: UnknownOutcomeException transport.failed <- TransportException , sent 2
RuntimeException, Pay\TransportException: query: TransportException transport.failed <- TransportException , sent 2
Pay\TransportException, RuntimeException: refund: UnknownOutcomeException transport.failed <- RuntimeException, sent 2
Pay\TransportException, RuntimeException: order: UnknownOutcomeException transport.failed <- RuntimeException, sent 2
Pay\TransportException, RuntimeException: query: TransportException transport.failed <- RuntimeException, sent 2
An attempt that threw is forgotten when the next is answered:
done, sent 2
UnknownOutcomeException api.NO_AUTH <- ApiException api.NO_AUTH, sent 2
Each attempt is signed anew, with less time:
int(3)
bool(true)
int(1)
api.mch.weixin.qq.com api2.mch.weixin.qq.com api.mch.weixin.qq.com
