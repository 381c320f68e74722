<?php

declare(strict_types=1);

/*
 * The stand-in for Alipay against PHP's own openssl, without the extension: a merchant written here signs, proves and
 * decrypts by itself. Ends in "N passed, N failed".
 */

final class Merchant
{
    public array $config;
    public string $place = 'query';

    public function __construct(public readonly string $url, public readonly string $dir)
    {
        $this->reload();
    }

    public function reload(): void
    {
        $this->config = json_decode(file_get_contents("$this->dir/config.json"), true);
    }

    /** What every call carries; null in $change takes a parameter away. */
    public function parameters(string $method, array|string|null $biz, array $change = []): array
    {
        $parameters = ['app_id' => $this->config['appId'], 'method' => $method, 'format' => 'JSON', 'charset' => 'utf-8', 'sign_type' => 'RSA2',
            'timestamp' => gmdate('Y-m-d H:i:s', time() + 28800), 'version' => '1.0'];
        if ($this->config['mode'] === 'certificate') {
            $parameters += ['app_cert_sn' => $this->config['appCertSn'], 'alipay_root_cert_sn' => $this->config['rootCertSn']];
        }
        if ($biz !== null) {
            $parameters['biz_content'] = is_array($biz) ? json_encode($biz, JSON_UNESCAPED_UNICODE) : $biz;
        }
        $parameters = array_filter($change + $parameters, 'is_string');
        ksort($parameters, SORT_STRING);
        $text = implode('&', array_map(static fn ($name, $value) => "$name=$value", array_keys($parameters), $parameters));
        openssl_sign($text, $signature, file_get_contents("$this->dir/app_private_key.pem"), OPENSSL_ALGO_SHA256);
        return $parameters + ['sign' => base64_encode($signature)];
    }

    /** @return array{0: array, 1: bool, 2: string} the node, whether it is proven, the whole text */
    public function call(string $method, array|string|null $biz, array $change = [], array $spoil = []): array
    {
        $parameters = $spoil + $this->parameters($method, $biz, $change);
        $query = match ($this->place) {
            'query' => array_diff_key($parameters, ['biz_content' => 0]),
            'body' => array_intersect_key($parameters, ['charset' => 0]),
            'no charset' => [],
        };
        $body = $this->place === 'query' ? array_intersect_key($parameters, ['biz_content' => 0]) : $parameters;
        [, , $text] = request('POST', "$this->url/gateway.do?" . http_build_query($query), ['Content-Type: application/x-www-form-urlencoded;charset=utf-8'],
            http_build_query($body));
        return $this->open(strtr($method, '.', '_') . '_response', $text);
    }

    /** Cuts the signed bytes out by the shape that this server is known to write. */
    public function open(string $root, string $text): array
    {
        if (preg_match('/^\{"(' . $root . '|error_response)":(.*?)(?:,"alipay_cert_sn":"([0-9a-f]{32})")?(?:,"sign":"([^"]*)")?\}$/Ds', $text, $match) !== 1) {
            return [[], false, $text];
        }
        $isProven = isset($match[4]) && openssl_verify($match[2], (string) base64_decode($match[4], true), $this->platformKey($match[3]), OPENSSL_ALGO_SHA256) === 1;
        $node = $match[2][0] === '"'
            ? openssl_decrypt(base64_decode(json_decode($match[2])), 'aes-128-cbc', base64_decode($this->config['encryptKey']), OPENSSL_RAW_DATA, str_repeat("\0", 16))
            : $match[2];
        return [json_decode((string) $node, true) ?? [], $isProven, $text];
    }

    /** Rule v1: neither sign nor sign_type is signed; v2 keeps the type. */
    public function provesForm(string $body, bool $keepType = false): bool
    {
        $fields = form($body);
        $sign = base64_decode($fields['sign'] ?? '', true);
        unset($fields['sign']);
        if (!$keepType) {
            unset($fields['sign_type']);
        }
        ksort($fields, SORT_STRING);
        $text = implode('&', array_map(static fn ($name, $value) => "$name=$value", array_keys($fields), $fields));
        return openssl_verify($text, (string) $sign, $this->platformKey($this->config['alipayCertSn'] ?? ''), OPENSSL_ALGO_SHA256) === 1;
    }

    public function order(string $number, array $more = []): array
    {
        return $more + ['out_trade_no' => $number, 'total_amount' => '19.99', 'subject' => '西湖龙井'];
    }

    public function control(string $method, string $path, array $fields = []): array
    {
        return json_decode(request($method, "$this->url/sandbox$path", ['Content-Type: application/json'], $fields ? json_encode($fields) : '')[2], true) ?? [];
    }

    private function platformKey(string $sn): string
    {
        $file = $this->config['mode'] === 'key' ? 'alipay_public_key.pem' : $this->config['platformCertificates'][$sn] ?? '';
        return (string) @file_get_contents("$this->dir/$file");
    }
}

function form(string $text): array
{
    $fields = [];
    foreach (explode('&', $text) as $pair) {
        [$name, $value] = explode('=', $pair, 2) + [1 => ''];
        $fields[urldecode($name)] = urldecode($value);
    }
    return $fields;
}

/** @return array{int, array<string, string>, string} */
function request(string $method, string $url, array $headers = [], string $body = ''): array
{
    $answer = @file_get_contents($url, false, stream_context_create(['http' => ['method' => $method, 'header' => [...$headers, 'Connection: close'],
        'content' => $body, 'ignore_errors' => true, 'follow_location' => 0, 'timeout' => 5]]));
    $status = 0;
    $received = [];
    foreach ($http_response_header ?? [] as $line) {
        if (preg_match('~^HTTP/\S+ (\d+)~', $line, $match)) {
            $status = (int) $match[1];
        } else {
            [$name, $value] = explode(':', $line, 2) + [1 => ''];
            $received[strtolower($name)] = trim($value);
        }
    }
    return [$status, $received, (string) $answer];
}

$passed = $failed = 0;
function expect(string $what, mixed $actual, mixed $expected): void
{
    global $passed, $failed;
    if ($actual === $expected) {
        $passed++;
        return;
    }
    $failed++;
    printf("FAIL %s: %s, expected %s\n", $what, json_encode($actual, JSON_UNESCAPED_UNICODE), json_encode($expected, JSON_UNESCAPED_UNICODE));
}

/** @return array{resource, array, string} process, pipes, URL */
function start(string $dir, bool $builtIn): array
{
    $script = dirname(__DIR__, 2) . '/sandbox/alipay.php';
    $command = $builtIn
        ? [PHP_BINARY, '-n', '-S', '127.0.0.1:0', $script]
        : [PHP_BINARY, '-n', $script, 'serve', '--dir', $dir, '--until-stdin-closes'];
    $streams = [['pipe', 'r'], $builtIn ? ['file', '/dev/null', 'w'] : ['pipe', 'w'], $builtIn ? ['pipe', 'w'] : ['file', "$dir/log", 'w']];
    $process = proc_open($command, $streams, $pipes, null, ['PAY_SANDBOX_DIR' => $dir, 'PAY_SANDBOX_RESEND' => '0.1,0.1,0.1'] + getenv());
    $line = '';
    while (!preg_match('~(?:LISTEN |\()(http://[0-9.:]+)~', $line, $match) && ($line = fgets($pipes[$builtIn ? 2 : 1])) !== false);
    return [$process, $pipes, $match[1]];
}

function stop($process, array $pipes): void
{
    array_map('fclose', $pipes);
    proc_terminate($process);
    proc_close($process);
}

/** A shop of one request: takes a notification, says this. @return array{string, string} head and body */
function take($shop, string $answer, int $status = 200): array
{
    $stream = @stream_socket_accept($shop, 5);
    if ($stream === false) {
        return ['', ''];
    }
    $text = '';
    do {
        $text .= fread($stream, 65536);
        [$head, $body] = explode("\r\n\r\n", $text, 2) + [1 => ''];
    } while (!str_contains($text, "\r\n\r\n") || strlen($body) < (preg_match('/content-length: (\d+)/i', $head, $match) ? (int) $match[1] : 0));
    fwrite($stream, "HTTP/1.1 $status OK\r\nContent-Length: " . strlen($answer) . "\r\nConnection: close\r\n\r\n$answer");
    fclose($stream);
    return [$head, $body];
}

/** @return array<string, string> files of a zip, by its own directory */
function unzip(string $zip): array
{
    $files = [];
    $end = unpack('vcount/Vsize/Vstart', substr($zip, strrpos($zip, "PK\x05\x06") + 10));
    for ($at = $end['start'], $i = 0; $i < $end['count']; $i++) {
        $entry = unpack('vmethod/vtime/vday/Vcrc/Vpacked/Vsize/vname/vextra/vcomment/vdisk/vinner/Vouter/Vlocal', substr($zip, $at + 10));
        $name = substr($zip, $at + 46, $entry['name']);
        $packed = substr($zip, $entry['local'] + 30 + $entry['name'], $entry['packed']);
        $content = $entry['method'] === 8 ? gzinflate($packed) : $packed;
        $files[$name] = crc32($content) === $entry['crc'] && strlen($content) === $entry['size'] ? $content : 'broken';
        $at += 46 + $entry['name'];
    }
    return $files;
}

$dir = sys_get_temp_dir() . '/pay-selftest-' . bin2hex(random_bytes(4));
mkdir($dir, 0700);
[$process, $pipes, $url] = start($dir, false);
$m = new Merchant($url, $dir);
$shop = stream_socket_server('tcp://127.0.0.1:0');
$notify = 'http://' . stream_socket_get_name($shop, false) . '/notify';

// --- the files of a merchant
expect('the app id has 16 digits', preg_match('/^\d{16}$/D', $m->config['appId']), 1);
expect('the address ends in the gateway', $m->config['baseUrl'], "$url/gateway.do");
$bare = "-----BEGIN RSA PRIVATE KEY-----\n" . chunk_split(file_get_contents("$dir/app_private_key.txt"), 64) . "-----END RSA PRIVATE KEY-----\n";
expect('the bare key is the PEM key', openssl_pkey_get_details(openssl_pkey_get_private($bare))['rsa']['n'] ?? null,
    openssl_pkey_get_details(openssl_pkey_get_private(file_get_contents("$dir/app_private_key.pem")))['rsa']['n']);

// --- what every request carries
foreach (['query', 'body'] as $m->place) {
    [$node, $isProven, $text] = $m->call('alipay.trade.precreate', $m->order("self_$m->place"));
    expect("$m->place: an order is taken", [$node['code'] ?? null, $node['msg'] ?? null, $isProven], ['10000', 'Success', true]);
    expect("$m->place: slashes are escaped", str_contains($text, '"qr_code":"https:\/\/qr.alipay.com\/bax'), true);
    expect("$m->place: again, the same code", $m->call('alipay.trade.precreate', $m->order("self_$m->place"))[0]['qr_code'] ?? null, $node['qr_code'] ?? '');
}
foreach ([
    'no app id' => [['app_id' => null], 'isv.missing-app-id', false], 'an unknown app id' => [['app_id' => '2021000000000000'], 'isv.invalid-app-id', false],
    'no version' => [['version' => null], 'isv.missing-version', true], 'another version' => [['version' => '2.0'], 'isv.invalid-parameter', true],
    'no timestamp' => [['timestamp' => null], 'isv.missing-timestamp', true], 'a time in UTC' => [['timestamp' => gmdate('Y-m-d H:i:s')], 'isv.invalid-timestamp', true],
    'a timestamp of ISO' => [['timestamp' => date('c')], 'isv.invalid-timestamp', true], 'XML' => [['format' => 'XML'], 'isv.invalid-format', true],
    'no sign type' => [['sign_type' => null], 'isv.missing-signature-type', true], 'another sign type' => [['sign_type' => 'RSA'], 'isv.invalid-signature-type', true],
    'no charset' => [['charset' => null], 'isv.invalid-charset', true], 'another charset' => [['charset' => 'latin1'], 'isv.invalid-charset', true],
    'a certificate in key mode' => [['app_cert_sn' => str_repeat('a', 32)], 'isv.app-cert-not-exist', true],
    'a token nobody has' => [['app_auth_token' => 'x'], 'aop.invalid-app-auth-token', true], 'a bad notify_url' => [['notify_url' => 'shop'], 'isv.invalid-parameter', true],
    'another method' => [['method' => 'alipay.trade.fly'], 'isv.invalid-method', true], 'no encryption' => [['encrypt_type' => 'DES'], 'isv.invalid-encrypt-type', true],
    'no ciphertext' => [['encrypt_type' => 'AES'], 'isv.decryption-error-unknown', true], 'no JSON' => [['biz_content' => '[1'], 'isv.illegal-json', true],
] as $name => [$change, $code, $isSigned]) {
    [$node, $isProven] = $m->call($change['method'] ?? 'alipay.trade.query', ['out_trade_no' => 'self_body'], $change);
    expect("$name is refused", [$node['sub_code'] ?? null, $isProven], [$code, $isSigned]);
}
[$node, $isProven] = $m->call('alipay.trade.query', ['out_trade_no' => '茶'], [], ['sign' => base64_encode(random_bytes(256))]);
expect('a wrong signature is refused, signed', [$node['code'] ?? null, $node['sub_code'] ?? null, $isProven], ['40002', 'isv.invalid-signature', true]);
expect('with the text that should have been signed', str_contains($node['sub_msg'] ?? '', '&amp;charset=utf-8&amp;'), true);
expect('a signature without sign_type is wrong', $m->call('alipay.trade.query', [], ['sign_type' => null], ['sign_type' => 'RSA2'])[0]['sub_code'] ?? null, 'isv.invalid-signature');
expect('an empty parameter is not signed', $m->call('alipay.trade.query', ['out_trade_no' => 'self_body'], [], ['notify_url' => ''])[0]['sub_code'] ?? null, 'ACQ.TRADE_NOT_EXIST');
$m->place = 'no charset';
expect('Chinese without charset in the query is read as GBK', $m->call('alipay.trade.precreate', $m->order('self_lost'))[0]['sub_code'] ?? null, 'isv.invalid-signature');
expect('other text is not hurt', $m->call('alipay.trade.precreate', $m->order('self_gbk', ['subject' => 'tea']), ['notify_url' => $notify])[0]['code'] ?? null, '10000');
$m->place = 'body';

// --- fields
foreach ([
    'a float' => ['total_amount' => 19.99], 'three places' => ['total_amount' => '1.999'], 'zero' => ['total_amount' => '0.00'], 'a sign' => ['total_amount' => '-1'],
    'a number with a dash' => ['out_trade_no' => 'a-b'], 'a long number' => ['out_trade_no' => str_repeat('a', 65)], 'a slash in the subject' => ['subject' => 'a/b'],
    'no subject' => ['subject' => null], 'a product of others' => ['product_code' => 'QUICK_WAP_WAY'], 'raw passback_params' => ['passback_params' => 'a=1&b=2'],
    'a timeout' => ['timeout_express' => '90'],
] as $name => $more) {
    expect("$name is refused", $m->call('alipay.trade.precreate', $m->order('self_bad', $more))[0]['sub_code'] ?? null, 'ACQ.INVALID_PARAMETER');
}
expect('another receiver is refused', $m->call('alipay.trade.precreate', $m->order('self_bad', ['seller_id' => '2088000000000999']))[0]['sub_code'] ?? null, 'ACQ.INVALID_RECEIVE_ACCOUNT');
expect('a deadline in the past', $m->call('alipay.trade.precreate', $m->order('self_bad', ['time_expire' => '2020-01-01 00:00:00']))[0]['sub_code'] ?? null, 'ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR');
expect('the same number, other content', $m->call('alipay.trade.precreate', $m->order('self_body', ['total_amount' => '1.00']))[0]['sub_code'] ?? null, 'ACQ.CONTEXT_INCONSISTENT');

// --- a page, a notification with its repeats, the way back
$page = $m->order('self_page', ['product_code' => 'FAST_INSTANT_TRADE_PAY', 'passback_params' => 'a%3D1%26b%3D2']);
$sent = $m->parameters('alipay.trade.page.pay', $page, ['notify_url' => "$notify?shop=1", 'return_url' => 'https://shop.example/back?shop=1']);
[$status, $headers] = request('GET', "$url/gateway.do?" . http_build_query($sent));
expect('a page is opened', [$status, preg_match('~^http://[0-9.:]+/sandbox/cashier/\w+$~D', $headers['location'] ?? '')], [302, 1]);
$cashier = $headers['location'];
expect('the same by a form', request('POST', "$url/gateway.do?charset=utf-8", ['Content-Type: application/x-www-form-urlencoded'],
    http_build_query($m->parameters('alipay.trade.page.pay', $page, ['notify_url' => "$notify?shop=1", 'return_url' => 'https://shop.example/back?shop=1'])))[1]['location'] ?? null, $cashier);
[$status, $headers, $html] = request('GET', "$url/gateway.do?" . http_build_query(['sign' => 'x'] + $sent));
expect('a bad page is a page in GBK', [$status, $headers['content-type'] ?? null, str_contains($html, "\xb4\xed\xce\xf3")], [200, 'text/html;charset=GBK', true]);
expect('it shows the subject', str_contains(request('GET', $cashier)[2], '西湖龙井'), true);
expect('unpaid so far', $m->call('alipay.trade.query', ['out_trade_no' => 'self_page'])[0]['trade_status'] ?? null, 'WAIT_BUYER_PAY');
[$status, $headers] = request('POST', $cashier);
$back = $headers['location'] ?? '';
expect('the browser goes back', [$status, str_starts_with($back, 'https://shop.example/back?shop=1&charset=utf-8&')], [302, true]);
expect('with proof', $m->provesForm(substr($back, strpos($back, 'charset='))), true);
expect('and without a state', array_key_exists('trade_status', form($back)), false);
[$head, $first] = take($shop, 'fail');
expect('the shop is told, as a form', [preg_match('~^POST /notify\?shop=1 ~', $head), preg_match('~content-type: application/x-www-form-urlencoded; charset=utf-8~i', $head)], [1, 1]);
expect('with proof that leaves sign_type out', [$m->provesForm($first), $m->provesForm($first, true)], [true, false]);
$fields = form($first);
expect('with what happened', array_intersect_key($fields, array_flip(['out_trade_no', 'trade_status', 'total_amount', 'app_id', 'seller_id', 'notify_type', 'passback_params', 'charset'])) == [
    'out_trade_no' => 'self_page', 'trade_status' => 'TRADE_SUCCESS', 'total_amount' => '19.99', 'app_id' => $m->config['appId'],
    'seller_id' => $m->config['sellerId'], 'notify_type' => 'trade_status_sync', 'passback_params' => 'a%3D1%26b%3D2', 'charset' => 'utf-8'], true);
expect('repeated after fail', form(take($shop, "success\n")[1])['notify_id'] ?? null, $fields['notify_id']);
expect('and after a success with a line break', form(take($shop, 'success', 500)[1])['notify_id'] ?? null, $fields['notify_id']);
expect('and after another status', form(take($shop, 'success')[1])['notify_id'] ?? null, $fields['notify_id']);
stream_set_blocking($shop, false);
usleep(300_000);
expect('not after success', @stream_socket_accept($shop, 0), false);
stream_set_blocking($shop, true);
[$node] = $m->call('alipay.trade.query', ['trade_no' => $fields['trade_no']]);
expect('a query by the other number', [$node['trade_status'] ?? null, $node['out_trade_no'] ?? null], ['TRADE_SUCCESS', 'self_page']);
expect('paid already', $m->call('alipay.trade.close', ['out_trade_no' => 'self_page'])[0]['sub_code'] ?? null, 'ACQ.TRADE_STATUS_ERROR');

// --- refunds
$refund = static fn (string $amount, string $number) => $m->call('alipay.trade.refund', ['out_trade_no' => 'self_page', 'refund_amount' => $amount, 'out_request_no' => $number])[0];
$node = $refund('5.00', 'r1');
expect('a refund', [$node['fund_change'] ?? null, $node['refund_fee'] ?? null], ['Y', '5.00']);
$fields = form($body = take($shop, 'success')[1]);
expect('a refund notice', [$m->provesForm($body), $fields['refund_fee'] ?? null, $fields['out_biz_no'] ?? null, $fields['trade_status'] ?? null,
    preg_match('/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/D', $fields['gmt_refund'] ?? '')], [true, '5.00', 'r1', 'TRADE_SUCCESS', 1]);
$node = $refund('5.00', 'r1');
expect('the same again moves nothing', [$node['fund_change'] ?? null, $node['refund_fee'] ?? null], ['N', '5.00']);
expect('the same number, another amount', $refund('5.01', 'r1')['sub_code'] ?? null, 'ACQ.DISCORDANT_REPEAT_REQUEST');
expect('too much', $refund('15.00', 'r2')['sub_code'] ?? null, 'ACQ.REASON_TRADE_REFUND_FEE_ERR');
expect('the rest', $refund('14.99', 'r3')['refund_fee'] ?? null, '19.99');
expect('the notice sums up', array_intersect_key(form(take($shop, 'success')[1]), ['refund_fee' => 0, 'trade_status' => 0]) == ['refund_fee' => '19.99', 'trade_status' => 'TRADE_CLOSED'], true);
$node = $m->call('alipay.trade.fastpay.refund.query', ['out_trade_no' => 'self_page', 'out_request_no' => 'r3'])[0];
expect('a refund can be asked for', [$node['refund_status'] ?? null, $node['refund_amount'] ?? null], ['REFUND_SUCCESS', '14.99']);
expect('of another nothing is said', array_keys($m->call('alipay.trade.fastpay.refund.query', ['out_trade_no' => 'self_page', 'out_request_no' => 'r9'])[0]), ['code', 'msg']);

// --- GBK
$m->control('POST', '/pay', ['out_trade_no' => 'self_gbk']);
[$head, $body] = take($shop, 'success');
expect('an order without charset in the query is notified in GBK', [form($body)['charset'] ?? null, $m->provesForm($body), preg_match('/charset=GBK/', $head)], ['GBK', true, 1]);
$gbk = ['charset' => 'GBK', 'biz_content' => "{\"out_trade_no\":\"self_gbk2\",\"total_amount\":\"1.00\",\"subject\":\"\xb2\xe8\"}", 'notify_url' => 'https://shop.example/n'];
expect('an order in GBK', $m->call('alipay.trade.precreate', [], $gbk)[0]['code'] ?? null, '10000');
expect('is understood', $m->control('POST', '/pay', ['out_trade_no' => 'self_gbk2'])['subject'] ?? null, '茶');
expect('and notified in GBK', form($m->control('POST', '/notify', ['out_trade_no' => 'self_gbk2', 'send' => false])['body'])['subject'] ?? null, "\xb2\xe8");
expect('errors are answered in it', str_contains($m->call('alipay.trade.query', ['out_trade_no' => 'nothing'], ['charset' => 'GBK'])[2], "\xbd\xbb\xd2\xd7"), true);

// --- forgeries
foreach (['signature', 'body', 'duplicate', 'resplit', 'unsigned-field', 'at-value', 'charset', 'sign-type', 'no-signature', 'array-sign', 'app-id', 'seller-id', 'amount', 'malleable'] as $forge) {
    $body = $m->control('POST', '/notify', ['out_trade_no' => 'self_page', 'forge' => $forge, 'send' => false])['body'] ?? '';
    $isGenuine = in_array($forge, ['app-id', 'seller-id', 'amount', 'malleable', 'resplit'], true);
    if ($forge === 'resplit') {
        expect('resplit lacks a field', array_key_exists('total_amount', form($body)), false);
        continue;
    }
    expect("forgery $forge", [$body !== '', $m->provesForm($body)], [true, $isGenuine]);
}
$body = $m->control('POST', '/notify', ['message' => ['notify_type' => 'servicemarket_order_notify'], 'send' => false])['body'] ?? '';
expect('a message signs its sign_type', [$m->provesForm($body, true), $m->provesForm($body)], [true, false]);

// --- payment by code, to a script
$code = '28' . str_repeat('1', 16);
$pay = static fn (string $number, string $code) => $m->call('alipay.trade.pay', $m->order($number, ['auth_code' => $code, 'scene' => 'bar_code']))[0];
expect('a bad code', $pay('self_pay', '1234')['sub_code'] ?? null, 'ACQ.PAYMENT_AUTH_CODE_INVALID');
expect('a payment', $pay('self_pay', $code)['code'] ?? null, '10000');
expect('is made once', $pay('self_pay', $code)['sub_code'] ?? null, 'ACQ.TRADE_HAS_SUCCESS');
expect('and its code is used', $pay('self_pay2', $code)['sub_code'] ?? null, 'ACQ.PAYMENT_AUTH_CODE_INVALID');
$m->control('POST', '/script', ['out_trade_no' => 'self_wait', 'pay' => '10003', 'queries' => ['WAIT_BUYER_PAY', '20000', 'TRADE_SUCCESS'], 'cancel' => ['retry', '20000', 'SUCCESS']]);
expect('it waits', $pay('self_wait', '28' . str_repeat('2', 16))['code'] ?? null, '10003');
$query = static fn (string $number) => $m->call('alipay.trade.query', ['out_trade_no' => $number])[0];
expect('queries follow the script', [$query('self_wait')['trade_status'] ?? null, $query('self_wait')['code'] ?? null, $query('self_wait')['trade_status'] ?? null, $query('self_wait')['trade_status'] ?? null],
    ['WAIT_BUYER_PAY', '20000', 'TRADE_SUCCESS', 'TRADE_SUCCESS']);
$cancel = static fn (string $number) => array_intersect_key($m->call('alipay.trade.cancel', ['out_trade_no' => $number])[0], ['code' => 0, 'retry_flag' => 0, 'action' => 0]);
expect('and cancels', [$cancel('self_wait'), $cancel('self_wait')['code'], $cancel('self_wait'), $cancel('self_wait')],
    [['code' => '10000', 'retry_flag' => 'Y'], '20000', ['code' => '10000', 'retry_flag' => 'N', 'action' => 'refund'], ['code' => '10000', 'retry_flag' => 'N']]);
expect('a cancelled trade is paid back', $query('self_wait')['trade_status'] ?? null, 'TRADE_CLOSED');
expect('what is not known is cancelled too', $cancel('self_never'), ['code' => '10000', 'retry_flag' => 'N']);
expect('and not paid later', $pay('self_never', '28' . str_repeat('3', 16))['sub_code'] ?? null, 'ACQ.CONTEXT_INCONSISTENT');
$m->control('POST', '/script', ['out_trade_no' => 'self_broke', 'pay' => 'ACQ.BUYER_BALANCE_NOT_ENOUGH', 'refund' => 'N']);
expect('a payment that fails', $pay('self_broke', '28' . str_repeat('4', 16))['sub_code'] ?? null, 'ACQ.BUYER_BALANCE_NOT_ENOUGH');

// --- create, app
expect('create wants a buyer', $m->call('alipay.trade.create', $m->order('self_create'))[0]['sub_code'] ?? null, 'ACQ.INVALID_PARAMETER');
$node = $m->call('alipay.trade.create', $m->order('self_create', ['buyer_id' => $m->config['buyerId']]))[0];
expect('create makes a trade', preg_match('/^\d{28}$/D', $node['trade_no'] ?? ''), 1);
expect('which can be closed', $m->call('alipay.trade.close', ['out_trade_no' => 'self_create'])[0]['trade_no'] ?? null, $node['trade_no'] ?? '');
expect('for good', $m->call('alipay.trade.create', $m->order('self_create', ['buyer_id' => $m->config['buyerId']]))[0]['sub_code'] ?? null, 'ACQ.TRADE_HAS_CLOSE');
$string = http_build_query($m->parameters('alipay.trade.app.pay', $m->order('self_app', ['product_code' => 'QUICK_MSECURITY_PAY'])));
$result = $m->control('POST', '/app', ['order_string' => $string, 'pay' => true]);
expect('an order string is paid', $result['resultStatus'] ?? null, '9000');
expect('with a result that is proven', [$m->open('alipay_trade_app_pay_response', strtr($result['result'] ?? '', [',"sign_type":"RSA2"' => '']))[1]], [true]);
expect('another one is not', $m->control('POST', '/app', ['order_string' => strtr($string, ['19.99' => '10.99']), 'pay' => true])['sub_code'] ?? null, 'isv.invalid-signature');

// --- encryption
$secret = base64_encode(openssl_encrypt('{"out_trade_no":"self_app"}', 'aes-128-cbc', base64_decode($m->config['encryptKey']), OPENSSL_RAW_DATA, str_repeat("\0", 16)));
[$node, $isProven, $text] = $m->call('alipay.trade.query', $secret, ['encrypt_type' => 'AES']);
expect('an encrypted answer', [$node['trade_status'] ?? null, $isProven, str_starts_with($text, '{"alipay_trade_query_response":"')], ['TRADE_SUCCESS', true, true]);
expect('ciphertext that is not announced', $m->call('alipay.trade.query', $secret)[0]['sub_code'] ?? null, 'isv.missing-encrypt-type');

// --- login
[$status, $headers] = request('GET', "$url/oauth2/publicAppAuthorize.htm?" . http_build_query(['app_id' => $m->config['appId'], 'scope' => 'auth_user', 'redirect_uri' => 'https://shop.example/login?x=1', 'state' => 's t']));
$code = form((string) parse_url($headers['location'] ?? '', PHP_URL_QUERY));
expect('a login comes back', [$status, $code['state'] ?? null, $code['scope'] ?? null, $code['app_id'] ?? null, $code['x'] ?? null], [302, 's t', 'auth_user', $m->config['appId'], '1']);
$token = static fn (string $code) => $m->call('alipay.system.oauth.token', null, ['grant_type' => 'authorization_code', 'code' => $code]);
[$node, $isProven] = $token($code['auth_code'] ?? '');
expect('its code is a token, and there is no other code', [isset($node['access_token']), array_key_exists('code', $node), $isProven], [true, false, true]);
expect('the token names the user', $m->call('alipay.user.info.share', null, ['auth_token' => $node['access_token']])[0]['user_id'] ?? null, $m->config['buyerId']);
[$node, $isProven, $text] = $token($code['auth_code'] ?? '');
expect('a code works once', [$node['sub_code'] ?? null, $isProven, str_starts_with($text, '{"error_response":')], ['isv.code-invalid', true, true]);
$code = $m->control('POST', '/code', ['scope' => 'app'])['code'] ?? '';
expect('a merchant lets the application in', $m->call('alipay.open.auth.token.app', ['grant_type' => 'authorization_code', 'code' => $code])[0]['tokens'][0]['app_auth_token'] ?? null, $m->config['appAuthToken']);
expect('which may act for it', $m->call('alipay.trade.query', ['out_trade_no' => 'self_app'], ['app_auth_token' => $m->config['appAuthToken']])[0]['code'] ?? null, '10000');

// --- statements
expect('no statement of today', $m->call('alipay.data.dataservice.bill.downloadurl.query', ['bill_type' => 'trade', 'bill_date' => gmdate('Y-m-d', time() + 28800)])[0]['sub_code'] ?? null, 'BILL_NOT_EXIST');
$m->control('POST', '/bill', ['rows' => 3]);
$node = $m->call('alipay.data.dataservice.bill.downloadurl.query', ['bill_type' => 'trade', 'bill_date' => '2026-01-01'])[0];
[$status, $headers, $zip] = request('GET', $node['bill_download_url'] ?? '');
$files = unzip($zip);
$detail = $files["{$m->config['sellerId']}0156_20260101_\xd2\xb5\xce\xf1\xc3\xf7\xcf\xb8.csv"] ?? '';
expect('a zip of two files', [$status, count($files), in_array('broken', $files, true)], [200, 2, false]);
expect('in GBK', str_contains($detail, "#\xd6\xa7\xb8\xb6\xb1\xa6\xd2\xb5\xce\xf1\xc3\xf7\xcf\xb8\xb2\xe9\xd1\xaf\r\n"), true);
$rows = array_values(array_filter(explode("\r\n", $detail), static fn (string $line) => preg_match('/^\d{28}\t,/', $line) === 1));
expect('with every payment and refund', count($rows), 12);
expect('in 25 columns', array_unique(array_map(static fn (string $line) => count(explode(',', $line)), $rows)), [25]);
expect('a refund is negative', array_values(preg_grep('/,r1\t,/', $rows))[0] ?? '', array_values(preg_grep('/,-5\.00,-5\.00,.*,r1\t,/', $rows))[0] ?? null);
expect('a month is a statement too', isset($m->call('alipay.data.dataservice.bill.downloadurl.query', ['bill_type' => 'signcustomer', 'bill_date' => '2026-01'])[0]['bill_download_url']), true);

// --- faults
$faulty = static function (string $fault, mixed $value = null) use ($m): array {
    $m->control('POST', '/fault', ['match' => 'alipay.trade.query', 'fault' => $fault, 'value' => $value]);
    return $m->call('alipay.trade.query', ['out_trade_no' => 'self_app']);
};
foreach (['bad-signature', 'no-signature', 'unsigned-success'] as $fault) {
    [$node, $isProven] = $faulty($fault);
    expect("$fault: good words, no proof", [$node['code'] ?? null, $isProven], ['10000', false]);
}
expect('duplicate-node', substr_count($faulty('duplicate-node')[2], '{"alipay_trade_query_response":{') + substr_count($faulty('duplicate-node', 'last')[2], ',"alipay_trade_query_response":{"code":"10000","msg":"Success","out_trade_no":"another_order"'), 2);
expect('decoy-node is JSON', array_keys(json_decode($faulty('decoy-node')[2], true) ?? []), ['note', 'alipay_trade_query_response', 'sign']);
expect('sign-first', array_keys(json_decode($faulty('sign-first')[2], true) ?? []), ['sign', 'alipay_trade_query_response']);
expect('spaced', array_keys(json_decode($faulty('spaced')[2], true) ?? []), ['alipay_trade_query_response', 'sign']);
[$node, $isProven, $text] = $faulty('error-response', ['code' => '20001', 'sub_code' => 'aop.auth-token-time-out']);
expect('error-response', [$node['sub_code'] ?? null, $isProven, str_starts_with($text, '{"error_response":')], ['aop.auth-token-time-out', true, true]);
expect('other-order', array_slice($faulty('other-order'), 1, 1), [true]);
expect('gbk-answer', str_contains($faulty('gbk-answer')[2], "\xce\xf7\xba\xfe"), true);
expect('code-20000', [$faulty('code-20000')[0]['code'] ?? null], ['20000']);
expect('system-error-after', [$faulty('system-error-after')[0]['sub_code'] ?? null], ['ACQ.SYSTEM_ERROR']);
expect('oversize', strlen($faulty('oversize', 100_000)[2]) > 100_000, true);
foreach (['reset', 'close-before-read', 'close-after-read'] as $fault) {
    expect($fault, $faulty($fault)[2], '');
}
$m->place = 'query';
expect('reset before it is read', $faulty('reset')[2], '');
expect('truncate', json_decode($faulty('truncate')[2]), null);
expect('over', [$faulty('html')[2][0], $faulty('not-json')[2], $m->call('alipay.trade.query', ['out_trade_no' => 'self_app'])[1]], ['<', 'success', true]);
expect('a transfer needs certificates', $m->call('alipay.fund.trans.uni.transfer', ['out_biz_no' => 't1'])[0]['code'] ?? null, '40006');

// --- certificates
$m->control('POST', '/mode', ['mode' => 'certificate']);
$m->reload();
[$node, $isProven, $text] = $m->call('alipay.trade.query', ['out_trade_no' => 'self_app']);
expect('in certificate mode', [$node['trade_status'] ?? null, $isProven, str_contains($text, '"alipay_cert_sn":"' . $m->config['alipayCertSn'])], ['TRADE_SUCCESS', true, true]);
foreach (['app_cert_sn' => ['isv.missing-app-cert-sn', 'isv.app-cert-not-exist'], 'alipay_root_cert_sn' => ['isv.missing-alipay-root-cert-sn', 'isv.invalid-alipay-root-cert-sn']] as $name => $codes) {
    foreach ([null, str_repeat('0', 32)] as $i => $value) {
        expect("$codes[$i]", $m->call('alipay.trade.query', ['out_trade_no' => 'self_app'], [$name => $value])[0]['sub_code'] ?? null, $codes[$i]);
    }
}
expect('the root file holds three', substr_count(file_get_contents("$dir/alipay_root_cert.crt"), 'BEGIN CERTIFICATE'), 3);
expect('of which two count', preg_match('/^[0-9a-f]{32}_[0-9a-f]{32}$/D', $m->config['rootCertSn']), 1);
$serial = openssl_x509_parse(file_get_contents("$dir/appCertPublicKey.crt"));
expect('serials are long', strlen($serial['serialNumberHex']), 32);
if (is_executable('/usr/bin/bc')) {
    $decimal = trim((string) shell_exec("echo 'ibase=16; {$serial['serialNumberHex']}' | BC_LINE_LENGTH=0 bc"));
    expect('the number of a certificate', $m->config['appCertSn'], md5('CN=Sandbox Financial Certification Authority Class 1 R1,OU=Certification Authority,O=Sandbox Financial,C=CN' . $decimal));
}
preg_match_all('/-----BEGIN.+?-----END CERTIFICATE-----/s', file_get_contents("$dir/alipayCertPublicKey_RSA2.crt"), $chain);
preg_match_all('/-----BEGIN.+?-----END CERTIFICATE-----/s', file_get_contents("$dir/alipay_root_cert.crt"), $roots);
expect('leaf, authority, root', [openssl_x509_verify($chain[0][0], $chain[0][1]), openssl_x509_verify($chain[0][1], $roots[0][1])], [1, 1]);
expect('the leaf is Alipay', str_starts_with(openssl_x509_parse($chain[0][0])['subject']['CN'], '支付宝(中国)网络技术有限公司'), true);
$old = $m->config['alipayCertSn'];
$sn = $m->control('POST', '/rotate')['alipay_cert_sn'] ?? '';
$m->reload();
[$node, $isProven, $text] = $m->call('alipay.open.app.alipaycert.download', ['alipay_cert_sn' => $sn]);
$pem = base64_decode($node['alipay_cert_content'] ?? '');
expect('a new certificate signs', [$sn !== $old, $isProven, str_contains($text, $sn)], [true, true, true]);
expect('and can be downloaded', [$pem === file_get_contents("$dir/platform_2_cert.crt"), openssl_x509_verify($pem, $chain[0][1])], [true, 1]);
foreach (['ca' => 0, 'subject' => 1, 'sn' => 1, 'expired' => 1] as $kind => $isChained) {
    $m->control('POST', '/fault', ['fault' => 'cert-sn-bad-download', 'value' => $kind]);
    $bad = base64_decode($m->call('alipay.open.app.alipaycert.download', ['alipay_cert_sn' => $sn])[0]['alipay_cert_content'] ?? '');
    $parsed = openssl_x509_parse($bad);
    expect("a false certificate: $kind", [openssl_x509_verify($bad, $chain[0][1]) === 1 ? 1 : 0, $parsed['serialNumberHex'] === openssl_x509_parse($pem)['serialNumberHex'],
        $parsed['validTo_time_t'] > time(), str_starts_with($parsed['subject']['CN'], '支付宝')], [$isChained, $kind !== 'sn', $kind !== 'expired', $kind !== 'subject']);
}
expect('notifications are proven by it', $m->provesForm($m->control('POST', '/notify', ['out_trade_no' => 'self_page', 'send' => false])['body'] ?? ''), true);
$transfer = ['out_biz_no' => 't1', 'trans_amount' => '1.00', 'product_code' => 'TRANS_ACCOUNT_NO_PWD', 'biz_scene' => 'DIRECT_TRANSFER', 'order_title' => '报销',
    'payee_info' => ['identity' => '2088000000000202', 'identity_type' => 'ALIPAY_USER_ID']];
$node = $m->call('alipay.fund.trans.uni.transfer', $transfer)[0];
expect('a transfer', $node['status'] ?? null, 'SUCCESS');
expect('once', $m->call('alipay.fund.trans.uni.transfer', $transfer)[0]['order_id'] ?? null, $node['order_id'] ?? '');
expect('not with another amount', $m->call('alipay.fund.trans.uni.transfer', ['trans_amount' => '2.00'] + $transfer)[0]['sub_code'] ?? null, 'PAYMENT_INFO_INCONSISTENCY');
expect('can be asked for', $m->call('alipay.fund.trans.common.query', ['out_biz_no' => 't1', 'product_code' => 'TRANS_ACCOUNT_NO_PWD', 'biz_scene' => 'DIRECT_TRANSFER'])[0]['order_id'] ?? null, $node['order_id'] ?? '');
expect('requests are counted', $m->control('GET', '/status')['by_method']['alipay.fund.trans.uni.transfer'] ?? null, 4);
stop($process, $pipes);

// --- the same under PHP's built-in server
[$process, $pipes, $url] = start($dir, true);
$m = new Merchant($url, $dir);
expect('php -S: a query', array_slice($m->call('alipay.trade.query', ['out_trade_no' => 'self_app']), 1, 1), [true]);
$gbk = ['charset' => 'GBK', 'biz_content' => "{\"out_trade_no\":\"self_gbk3\",\"total_amount\":\"1.00\",\"subject\":\"\xb2\xe8\"}"];
expect('php -S: an order in GBK', $m->call('alipay.trade.precreate', [], $gbk)[0]['code'] ?? null, '10000');
expect('php -S: is understood', $m->control('POST', '/pay', ['out_trade_no' => 'self_gbk3'])['subject'] ?? null, '茶');
stop($process, $pipes);
array_map('unlink', glob("$dir/*"));
rmdir($dir);

printf("%d passed, %d failed\n", $passed, $failed);
exit($failed === 0 ? 0 : 1);
