--TEST--
An amount is Pay\Money or a decimal string of yuan, anything else is a ValueError, and nothing is sent for it
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay.inc';

// What is not refused fails at an address where nobody listens, so that each verdict tells whether it was sent.
$pay = alipay();
$calls = [
    'page' => fn ($amount) => $pay->page(['out_trade_no' => 'o1', 'subject' => 'tea', 'total_amount' => $amount]),
    'precreate' => fn ($amount) => $pay->precreate(['out_trade_no' => 'o1', 'subject' => 'tea', 'total_amount' => $amount]),
    'create' => fn ($amount) => $pay->create(['out_trade_no' => 'o1', 'subject' => 'tea', 'buyer_id' => '2088', 'total_amount' => $amount]),
    'pay' => fn ($amount) => $pay->pay(['out_trade_no' => 'o1', 'subject' => 'tea', 'auth_code' => '280000000000000000', 'total_amount' => $amount], 0),
    'refund' => fn ($amount) => $pay->refund(['out_trade_no' => 'o1', 'out_request_no' => 'r1', 'refund_amount' => $amount]),
    'transfer' => fn ($amount) => $pay->transfer(['out_biz_no' => 'b1', 'payee_info' => ['identity' => '2088'], 'trans_amount' => $amount]),
    'execute' => fn ($amount) => $pay->execute('alipay.fund.auth.order.freeze', ['out_order_no' => 'o1', 'amount' => $amount]),
    'deep inside' => fn ($amount) => $pay->execute('alipay.trade.order.settle', ['out_request_no' => 'r1', 'royalty_parameters' => [['trans_in' => '2088', 'amount' => $amount]]]),
];
$amounts = [
    'float' => 19.9, 'whole float' => 20.0, 'NAN' => NAN, 'INF' => INF, 'int' => 1, 'large int' => PHP_INT_MAX, 'zero' => 0, 'negative int' => -1,
    'true' => true, 'false' => false, 'list' => ['1'], 'empty list' => [], 'object' => new stdClass(),
    'text of zero' => '0', 'no yuan and no fen' => '0.00', 'negative' => '-1.00', 'with a plus' => '+1.00', 'three decimals' => '1.234', 'three, the last nothing' => '1.230',
    'exponent' => '1e2', 'comma' => '1,00', 'thousands' => '1,000.00', 'blank before' => ' 1.00', 'line end after' => "1.00\n", 'NUL' => "1.00\0", 'no yuan' => '.50',
    'no fen' => '1.', 'zero before' => '01.00', 'hexadecimal' => '0x1', 'wide digits' => '１', 'empty' => '', 'words' => 'one', 'two points' => '1.0.0',
    'beyond' => '1' . str_repeat('0', 30), 'dollars' => Pay\Money::yuan('1.00', 'USD'),
];
$sent = 0;
foreach ($amounts as $name => $amount) {
    foreach ($calls as $call => $do) {
        // What moves is more than nothing; a part of it, such as discountable_amount, may be nothing.
        $mayBeNothing = in_array($call, ['execute', 'deep inside'], true) && in_array($amount, ['0', '0.00'], true);
        $got = verdict(fn () => $do($amount));
        if (($got !== 'ValueError') !== $mayBeNothing) {
            $sent++;
            echo "$name, $call: $got\n";
        }
    }
}
echo count($amounts) * count($calls), " refusals, $sent of them not\n";

echo "What is said of it names the field, and not more:\n";
foreach (['int' => 1, 'float' => 19.9, 'text' => "1.00'\n", 'list' => ['1'], 'dollars' => Pay\Money::yuan('1.00', 'USD')] as $name => $amount) {
    try {
        $calls['refund']($amount);
    } catch (ValueError $e) {
        echo "$name: {$e->getMessage()}\n";
    }
}
echo "As they are sent:\n";
foreach (['1', '1.2', '1.23', '0.01', '100000000', '100000000.00', Pay\Money::fen(1), Pay\Money::fen(123456), Pay\Money::yuan('1.2')] as $amount) {
    $content = decoded($calls['page']($amount)->orderString())['biz_content'];
    echo is_object($amount) ? "Money $amount->fen" : $amount, ': ', substr($content, strpos($content, '"total_amount"'), 30), "\n";
}
setlocale(LC_ALL, 'de_DE.UTF-8', 'de_DE', 'fr_FR.UTF-8');
echo json_decode(decoded($calls['page'](Pay\Money::fen(1))->orderString())['biz_content'])->total_amount, "\n";
setlocale(LC_ALL, 'C');

echo "Each call is sent with a good one:\n";
foreach ($calls as $call => $do) {
    echo "$call: ", verdict(fn () => $do('1.00')), ', ', verdict(fn () => $do(Pay\Money::fen(100))), "\n";
}
echo "An object may be an amount with its currency, and is looked through; names that only sound alike are texts:\n";
foreach ([['order_amount' => ['currency' => 'USD', 'value' => '1']], ['order_amount' => ['currency' => 'USD', 'amount' => 1]], ['amounts' => 5], ['x' => 5]] as $fields) {
    echo json_encode($fields), ': ', verdict(fn () => $pay->execute('alipay.some.query', $fields)), "\n";
}
?>
--EXPECT--
280 refusals, 0 of them not
What is said of it names the field, and not more:
int: refund_amount must be Pay\Money or a decimal string such as "12.34", int given
float: refund_amount must not be a float; give a string, or for an amount Pay\Money
text: refund_amount must be a decimal string in yuan, such as "12.34", and more than nothing
list: refund_amount must be Pay\Money or a decimal string such as "12.34", array given
dollars: refund_amount must be in CNY: a bare amount in yuan is what is sent
As they are sent:
1: "total_amount":"1","product_co
1.2: "total_amount":"1.2","product_
1.23: "total_amount":"1.23","product
0.01: "total_amount":"0.01","product
100000000: "total_amount":"100000000","pr
100000000.00: "total_amount":"100000000.00",
Money 1: "total_amount":"0.01","product
Money 123456: "total_amount":"1234.56","prod
Money 120: "total_amount":"1.20","product
0.01
Each call is sent with a good one:
page: accepted, accepted
precreate: TransportException transport.connect, TransportException transport.connect
create: TransportException transport.connect, TransportException transport.connect
pay: TransportException transport.connect, TransportException transport.connect
refund: TransportException transport.connect, TransportException transport.connect
transfer: TransportException transport.connect, TransportException transport.connect
execute: TransportException transport.connect, TransportException transport.connect
deep inside: TransportException transport.connect, TransportException transport.connect
An object may be an amount with its currency, and is looked through; names that only sound alike are texts:
{"order_amount":{"currency":"USD","value":"1"}}: TransportException transport.connect
{"order_amount":{"currency":"USD","amount":1}}: ValueError
{"amounts":5}: TransportException transport.connect
{"x":5}: TransportException transport.connect
