--TEST--
Alipay: every call is signed as the gateway proves it, with keys, certificates, encryption or SHA-1, and says what it should
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';

/** The parameters of a request by where they travelled. */
function sent(AlipayGateway $gateway, string $method): array
{
    $request = array_slice($gateway->requests($method), -1)[0];
    parse_str((string) parse_url($request['target'], PHP_URL_QUERY), $query);
    parse_str($request['body'], $body);
    return [$query, $body, $request['headers']];
}

/** What a browser makes of the form: its action and its named fields. */
function form(string $html): array
{
    preg_match('/<form[^>]* action="([^"]*)"/', $html, $action);
    preg_match_all('/<input type="hidden" name="([^"]*)" value="([^"]*)">/', $html, $inputs, PREG_SET_ORDER);
    $decode = fn (string $text) => html_entity_decode($text, ENT_QUOTES | ENT_HTML5, 'UTF-8');
    return [$decode($action[1]), array_combine(array_map($decode, array_column($inputs, 1)), array_map($decode, array_column($inputs, 2)))];
}

foreach (['key', 'certificate'] as $mode) {
    echo "-- $mode\n";
    $gateway = new AlipayGateway(mode: $mode);
    $pay = $gateway->client();

    $result = $pay->precreate(alipay_order('qr_1'));
    echo $result->state->value, ' ', json_encode($result->verified), ' ', str_starts_with($result['qr_code'], 'https://qr.alipay.com/bax') ? 'qr' : 'WRONG', "\n";
    echo outcome(fn () => $pay->query('qr_1')), "\n"; // nobody has scanned it
    $gateway->control('POST', '/pay', ['out_trade_no' => 'qr_1', 'notify' => false]);
    $result = $pay->query('qr_1');
    echo $result->state->value, " $result[trade_status] $result[total_amount] ", $result->get('fund_bill_list.0.fund_channel'), "\n";
    echo $pay->query(['out_trade_no' => 'qr_1'])['trade_no'] === $pay->query(['trade_no' => $result['trade_no']])['trade_no'] ? 'either number' : 'WRONG', "\n";
    $created = $pay->create(alipay_order('mini_1', ['buyer_id' => $gateway->config['buyerId'], 'total_amount' => Pay\Money::fen(1)]));
    echo $created->state->value, ' ', $created['trade_no'] === $pay->query('mini_1')['trade_no'] ? 'trade' : 'WRONG', ' ', $pay->query('mini_1')['total_amount'], ' ', $pay->query('mini_1')->state->value, "\n";
    echo $pay->close('mini_1')->state->value, ' ', $pay->query('mini_1')->state->value, ' ', outcome(fn () => $pay->close('mini_1')), "\n";
    echo $pay->cancel('never_seen')->state->value, "\n";

    $first = $pay->refund(['out_trade_no' => 'qr_1', 'out_request_no' => 'r_1', 'refund_amount' => Pay\Money::yuan('5.00'), 'refund_reason' => '少一包']);
    $second = $pay->refund(['trade_no' => $result['trade_no'], 'out_request_no' => 'r_2', 'refund_amount' => '0.99']);
    $again = $pay->refund(['out_trade_no' => 'qr_1', 'out_request_no' => 'r_1', 'refund_amount' => '5.00']);
    echo "{$first->state->value} $first[refund_fee], {$second->state->value} $second[refund_fee], {$again->state->value} $again[refund_fee]\n";
    $query = $pay->queryRefund(['out_trade_no' => 'qr_1', 'out_request_no' => 'r_1']);
    echo "{$query->state->value} $query[refund_amount] $query[refund_reason], ", $pay->queryRefund(['out_trade_no' => 'qr_1', 'out_request_no' => 'none'])->state->value, "\n";
    $gateway->script('qr_1', ['refund' => 'N']);
    echo $pay->refund(['out_trade_no' => 'qr_1', 'out_request_no' => 'r_3', 'refund_amount' => '1.00'])->state->value, "\n";
    echo outcome(fn () => $pay->refund(['out_trade_no' => 'qr_1', 'out_request_no' => 'r_4', 'refund_amount' => '99.00'])), ' ',
        outcome(fn () => $pay->refund(['out_trade_no' => 'qr_1', 'refund_amount' => '1.00'])), "\n";
    $pay->precreate(alipay_order('whole_1'));
    $gateway->control('POST', '/pay', ['out_trade_no' => 'whole_1', 'notify' => false]);
    $pay->refund(['out_trade_no' => 'whole_1', 'out_request_no' => 'whole_1', 'refund_amount' => '19.99']);
    echo $pay->queryRefund('whole_1')['refund_amount'], ' ', $pay->query('whole_1')->state->value, "\n";

    // A browser and an app carry what was signed; nothing is sent from here.
    $before = $gateway->count();
    $odd = ['subject' => '龙井 "a"<b>\'c+d%20', 'body' => "x&y=z\n?"];
    $pages = ['page' => $pay->page($odd + alipay_order('page_1')), 'wap' => $pay->wap($odd + alipay_order('wap_1', ['quit_url' => 'https://shop.example/cart?a=1&b=2']))];
    $app = $pay->app($odd + alipay_order('app_1', ['total_amount' => Pay\Money::fen(5)]));
    echo $gateway->count() - $before, "\n";
    foreach ($pages as $name => $page) {
        [$status, , $location] = $gateway->fetch('GET', $page->url());
        echo "$name: $status ", strtr(substr($location, 0, -20), [$gateway->url => '']), "\n";
        [$action, $fields] = form($page->html('n0nce'));
        [$status, , $location] = $gateway->fetch('POST', $action, http_build_query($fields));
        echo "$name form: $status ", strtr(substr($location, 0, -20), [$gateway->url => '']), ' ', implode(' ', array_keys($fields)), "\n";
        echo $gateway->control('GET', "/orders/{$name}_1")['subject'], ' ', substr($gateway->control('GET', "/orders/{$name}_1")['return_url'] ?? 'none', 0, 27), "\n";
    }
    $answer = $gateway->control('POST', '/app', ['order_string' => $app->orderString(), 'pay' => true]);
    echo "app: $answer[resultStatus] ", $pay->query('app_1')['total_amount'], ' ', str_contains($app->orderString(), 'return_url') ? 'RETURN URL' : 'no return_url', "\n";
    $altered = str_replace('total_amount%22%3A%220.05', 'total_amount%22%3A%220.01', $app->orderString());
    echo $altered === $app->orderString() ? 'NOT ALTERED' : json_encode($gateway->control('POST', '/app', ['order_string' => $altered, 'pay' => true])['resultStatus']), "\n";
    $any = $pay->pageExecute('alipay.trade.page.pay', alipay_order('page_2', ['product_code' => 'FAST_INSTANT_TRADE_PAY']), ['return_url' => 'https://shop.example/other']);
    [$status] = $gateway->fetch('GET', (string) $any);
    echo $status, ' ', substr($gateway->control('GET', '/orders/page_2')['return_url'] ?? 'none', 0, 26), ' ', $gateway->control('GET', '/orders/page_2')['notify_url'], "\n";

    // Any method, one of them with its arguments beside biz_content.
    echo $pay->execute('alipay.fund.account.query', ['alipay_user_id' => $gateway->config['sellerId'], 'account_type' => 'ACCTRANS_ACCOUNT'])['available_amount'], "\n";
    $token = $pay->oauthToken($gateway->control('POST', '/code', ['scope' => 'auth_user'])['code']);
    echo $pay->execute('alipay.user.info.share', ['auth_token' => $token['access_token']])['nick_name'], ' ',
        $pay->execute('alipay.user.info.share', [], ['auth_token' => $token['access_token']])['city'], ' ',
        outcome(fn () => $pay->execute('alipay.user.info.share', ['auth_token' => 'nobody'])), "\n";
    [$query, $body] = sent($gateway, 'alipay.user.info.share');
    echo isset($query['biz_content'], $body['biz_content']) ? 'BIZ_CONTENT' : 'no biz_content', ' ', implode(' ', array_keys($body)), "\n";
    echo outcome(fn () => $pay->execute('alipay.no.such.method', [])), ' ', outcome(fn () => $pay->execute('alipay.trade.query&x=1', [])), "\n";

    // What each call says about itself.
    $transfer = ['out_biz_no' => 't_1', 'trans_amount' => Pay\Money::yuan('1.50'), 'order_title' => '退差价', 'payee_info' => ['identity' => '2088000000000302', 'identity_type' => 'ALIPAY_USER_ID']];
    $moved = null;
    echo outcome(function () use ($pay, $transfer, &$moved) { $moved = $pay->transfer($transfer); });
    echo $moved === null ? "\n" : " {$moved->state->value} " . $pay->queryTransfer('t_1')['trans_amount'] . ' ' . $pay->queryTransfer(['order_id' => $moved['order_id']])->state->value . "\n";
    $numbers = []; // a browser names no agent here
    foreach ($gateway->requests() as $request) {
        if (isset($request['headers']['user-agent'])) {
            parse_str((string) parse_url($request['target'], PHP_URL_QUERY), $query);
            $numbers[json_encode([($query['app_cert_sn'] ?? null) === ($gateway->config['appCertSn'] ?? null), ($query['alipay_root_cert_sn'] ?? null) === ($gateway->config['rootCertSn'] ?? null),
                $query['charset'] ?? null, $query['format'], $query['version'], $query['sign_type']])] = true;
        }
    }
    echo implode(' ', array_keys($numbers)), "\n";
    echo json_encode([$pay->certificateSn() === ($gateway->config['appCertSn'] ?? null), $pay->rootCertificateSn() === ($gateway->config['rootCertSn'] ?? null)]), "\n";
}

echo "-- on behalf of a merchant\n";
$theirs = $pay->onBehalfOf($gateway->config['appAuthToken']);
$theirs->query('qr_1');
echo json_encode(sent($gateway, 'alipay.trade.query')[0]['app_auth_token'] === $gateway->config['appAuthToken']), ' ';
$pay->query('qr_1');
echo json_encode(isset(sent($gateway, 'alipay.trade.query')[0]['app_auth_token'])), ' ', outcome(fn () => $pay->onBehalfOf('wrong')->query('qr_1')), ' ';
parse_str(parse_url($theirs->page(alipay_order('page_3'))->url(), PHP_URL_QUERY), $query);
echo json_encode(isset($query['app_auth_token'])), "\n";
$pay->execute('alipay.trade.query', ['out_trade_no' => 'qr_1'], ['app_auth_token' => $gateway->config['appAuthToken']]);
echo json_encode(isset(sent($gateway, 'alipay.trade.query')[0]['app_auth_token'])), "\n";

echo "-- public parameters\n";
$pay->execute('alipay.trade.precreate', alipay_order('sys_1'), ['notify_url' => 'https://other.example/n', 'terminal_type' => 'web', 'terminal_info' => ' ', 'prod_code' => '']);
[$query] = sent($gateway, 'alipay.trade.precreate');
echo $query['notify_url'], ' ', $query['terminal_type'], ' ', json_encode(isset($query['terminal_info']) || isset($query['prod_code'])), "\n";
foreach (['app_id' => '1', 'sign' => 'x', 'sign_type' => 'RSA', 'timestamp' => '2020-01-01 00:00:00', 'charset' => 'gbk', 'biz_content' => '{}', 'app_cert_sn' => 'x'] as $name => $value) {
    echo $name, ' ', outcome(fn () => $pay->execute('alipay.trade.query', ['out_trade_no' => 'qr_1'], [$name => $value])), "\n";
}

echo "-- another address, the same keys\n";
$parses = Pay\status()['keys']['parses'];
$elsewhere = $pay->withHttp(new Pay\Http(retries: 0, baseUrl: 'http://127.0.0.1:9'));
echo outcome(fn () => $elsewhere->query('qr_1')), ' ', outcome(fn () => $elsewhere->withHttp($gateway->http())->query('qr_1')), ' ', Pay\status()['keys']['parses'] - $parses, "\n";

echo "-- the clock of Beijing\n";
foreach (['America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati'] as $zone) {
    date_default_timezone_set($zone);
    putenv("TZ=$zone");
    $pay->query('qr_1');
    $stamp = sent($gateway, 'alipay.trade.query')[0]['timestamp'];
    echo abs((new DateTime($stamp, new DateTimeZone('Asia/Shanghai')))->getTimestamp() - time()) < 60 ? 'right' : "WRONG $stamp", "\n";
}
putenv('TZ');

echo "-- encrypted\n";
foreach (['key', 'certificate'] as $mode) {
    $gateway->control('POST', '/mode', ['mode' => $mode]);
    $credentials = $mode === 'key' ? ['alipayPublicKey' => $gateway->dir . '/alipay_public_key.pem', 'appCertificate' => null, 'alipayCertificate' => null, 'rootCertificate' => null] : [];
    $secret = $gateway->client(['encryptKey' => $gateway->config['encryptKey']] + $credentials);
    $result = $secret->precreate(alipay_order("aes_$mode"));
    [$query, $body] = sent($gateway, 'alipay.trade.precreate');
    echo $query['encrypt_type'], ' ', preg_match('~^[A-Za-z0-9+/]+=*$~D', $body['biz_content']) ? 'sealed' : 'OPEN', ' ', json_encode($result->verified), ' ', $result['out_trade_no'], ' ',
        str_contains($result->raw(), '"qr_code"') ? 'OPEN' : 'sealed', ' ', $secret->execute('alipay.fund.account.query')['available_amount'], "\n";
    $gateway->control('POST', '/pay', ['out_trade_no' => "aes_$mode", 'notify' => false]);
    $refund = fn (string $n) => $secret->refund(['out_trade_no' => "aes_$mode", 'out_request_no' => $n, 'refund_amount' => '0.01']);
    echo $refund('r_1')->state->value, ' ', outcome(fn () => $secret->query('nobody')), "\n";
    foreach (['bad-signature', 'no-signature', 'unsigned-success', 'decoy-node', 'spaced', 'error-response', 'code-20000'] as $i => $fault) {
        foreach (['query' => fn () => $secret->query("aes_$mode"), 'refund' => fn () => $refund("f_$i")] as $name => $call) {
            $gateway->fault('*', $fault);
            echo "$fault, $name: ", outcome($call), "\n";
        }
    }
    echo outcome(fn () => $gateway->client(['encryptKey' => base64_encode(str_repeat('k', 16))] + $credentials)->query("aes_$mode")), "\n";
}

echo "-- SHA-1, for an application from long ago\n";
$gateway->control('POST', '/mode', ['mode' => 'certificate', 'sign_type' => 'RSA']);
$old = $gateway->client(['signType' => 'RSA']);
echo $old->query('qr_1')->state->value, ' ', sent($gateway, 'alipay.trade.query')[0]['sign_type'], ' ', $gateway->fetch('GET', $old->page(alipay_order('old_1'))->url())[0], ' ',
    outcome(fn () => $old->notification($gateway->notification('qr_1'))), "\n";
$gateway->control('POST', '/mode', ['sign_type' => 'RSA2']);
echo outcome(fn () => $old->query('qr_1')), "\n"; // refused, and that is signed with SHA-256: no answer chooses the algorithm

echo "-- refused before anything is sent\n";
$before = $gateway->count();
foreach ([
    fn () => $pay->precreate([]), fn () => $pay->precreate(['total_amount' => 19.99] + alipay_order('x')), fn () => $pay->precreate(['total_amount' => 1999] + alipay_order('x')),
    fn () => $pay->precreate(['total_amount' => '19.999'] + alipay_order('x')), fn () => $pay->precreate(['total_amount' => '0.00'] + alipay_order('x')),
    fn () => $pay->precreate(['total_amount' => '-1.00'] + alipay_order('x')), fn () => $pay->precreate(['total_amount' => '1e2'] + alipay_order('x')),
    fn () => $pay->precreate(['subject' => 'a=b'] + alipay_order('x')), fn () => $pay->precreate(['subject' => str_repeat('茶', 257)] + alipay_order('x')),
    fn () => $pay->precreate(alipay_order('x y')), fn () => $pay->precreate(alipay_order(str_repeat('x', 65))), fn () => $pay->precreate(alipay_order("x\0")),
    fn () => $pay->page(['subject' => ''] + alipay_order('x')), fn () => $pay->create(alipay_order('x')), fn () => $pay->query(''), fn () => $pay->query([]),
    fn () => $pay->refund(['out_trade_no' => 'qr_1', 'out_request_no' => 'x', 'refund_amount' => 1]), fn () => $pay->queryRefund(['out_trade_no' => 'qr_1']),
    fn () => $pay->transfer(['out_biz_no' => 'x']), fn () => $pay->onBehalfOf(''), fn () => $pay->execute(''),
    fn () => $pay->execute('alipay.trade.query', ['out_trade_no' => "\xff"]), fn () => $pay->precreate(alipay_order('x', ['goods_detail' => [['price_amount' => 1]]])),
] as $i => $call) {
    $verdicts[outcome($call)][] = $i;
}
echo json_encode(array_map('count', $verdicts)), ' ', $gateway->count() - $before, "\n";
?>
--EXPECT--
-- key
pending true qr
ApiException api.ACQ.TRADE_NOT_EXIST
succeeded TRADE_SUCCESS 19.99 ALIPAYACCOUNT
either number
pending trade 0.01 pending
closed closed ApiException api.ACQ.TRADE_STATUS_ERROR
closed
succeeded 5.00, succeeded 5.99, pending 5.99
succeeded 5.00 少一包, unknown
pending
ApiException api.ACQ.REASON_TRADE_REFUND_FEE_ERR ValueError
19.99 closed
0
page: 302 /sandbox/cashier/
page form: 302 /sandbox/cashier/ biz_content
龙井 "a"<b>'c+d%20 https://shop.example/return
wap: 302 /sandbox/cashier/
wap form: 302 /sandbox/cashier/ biz_content
龙井 "a"<b>'c+d%20 https://shop.example/return
app: 9000 0.05 no return_url
"4000"
302 https://shop.example/other https://shop.example/notify
26.45
沙箱买家 杭州市 ApiException api.aop.invalid-auth-token
no biz_content auth_token
ApiException api.isv.invalid-method ValueError
ApiException api.isv.insufficient-isv-permissions
[true,true,"utf-8","JSON","1.0","RSA2"]
[true,true]
-- certificate
pending true qr
ApiException api.ACQ.TRADE_NOT_EXIST
succeeded TRADE_SUCCESS 19.99 ALIPAYACCOUNT
either number
pending trade 0.01 pending
closed closed ApiException api.ACQ.TRADE_STATUS_ERROR
closed
succeeded 5.00, succeeded 5.99, pending 5.99
succeeded 5.00 少一包, unknown
pending
ApiException api.ACQ.REASON_TRADE_REFUND_FEE_ERR ValueError
19.99 closed
0
page: 302 /sandbox/cashier/
page form: 302 /sandbox/cashier/ biz_content
龙井 "a"<b>'c+d%20 https://shop.example/return
wap: 302 /sandbox/cashier/
wap form: 302 /sandbox/cashier/ biz_content
龙井 "a"<b>'c+d%20 https://shop.example/return
app: 9000 0.05 no return_url
"4000"
302 https://shop.example/other https://shop.example/notify
26.45
沙箱买家 杭州市 ApiException api.aop.invalid-auth-token
no biz_content auth_token
ApiException api.isv.invalid-method ValueError
done succeeded 1.50 succeeded
[true,true,"utf-8","JSON","1.0","RSA2"]
[true,true]
-- on behalf of a merchant
true false ApiException api.aop.invalid-app-auth-token true
true
-- public parameters
https://other.example/n web false
app_id ValueError
sign ValueError
sign_type ValueError
timestamp ValueError
charset ValueError
biz_content ValueError
app_cert_sn ValueError
-- another address, the same keys
TransportException transport.connect done 0
-- the clock of Beijing
right
right
right
-- encrypted
AES sealed true aes_key sealed 26.45
succeeded ApiException api.ACQ.TRADE_NOT_EXIST
bad-signature, query: SignatureException signature.mismatch
bad-signature, refund: UnknownOutcomeException signature.mismatch <- SignatureException signature.mismatch
no-signature, query: SignatureException signature.missing
no-signature, refund: UnknownOutcomeException signature.missing <- SignatureException signature.missing
unsigned-success, query: SignatureException signature.missing
unsigned-success, refund: UnknownOutcomeException signature.missing <- SignatureException signature.missing
decoy-node, query: done
decoy-node, refund: done
spaced, query: done
spaced, refund: done
error-response, query: ApiException api.isv.invalid-parameter
error-response, refund: ApiException api.isv.invalid-parameter
code-20000, query: ApiException api.isp.unknow-error
code-20000, refund: UnknownOutcomeException api.isp.unknow-error <- ApiException api.isp.unknow-error
ApiException api.isv.decryption-error-unknown
AES sealed true aes_certificate sealed 26.45
succeeded ApiException api.ACQ.TRADE_NOT_EXIST
bad-signature, query: SignatureException signature.mismatch
bad-signature, refund: UnknownOutcomeException signature.mismatch <- SignatureException signature.mismatch
no-signature, query: SignatureException signature.missing
no-signature, refund: UnknownOutcomeException signature.missing <- SignatureException signature.missing
unsigned-success, query: SignatureException signature.missing
unsigned-success, refund: UnknownOutcomeException signature.missing <- SignatureException signature.missing
decoy-node, query: done
decoy-node, refund: done
spaced, query: done
spaced, refund: done
error-response, query: ApiException api.isv.invalid-parameter
error-response, refund: ApiException api.isv.invalid-parameter
code-20000, query: ApiException api.isp.unknow-error
code-20000, refund: UnknownOutcomeException api.isp.unknow-error <- ApiException api.isp.unknow-error
ApiException api.isv.decryption-error-unknown
-- SHA-1, for an application from long ago
succeeded RSA 302 done
SignatureException signature.mismatch
-- refused before anything is sent
{"ValueError":23} 0
