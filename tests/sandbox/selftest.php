<?php

declare(strict_types=1);

/*
 * The stand-in gateway against PHP's own openssl, without the extension: a merchant written here signs, proves and
 * decrypts by itself. Ends in "N passed, N failed".
 */

require __DIR__ . '/v2.inc';

final class Merchant
{
    public array $config;

    public function __construct(public readonly string $url, public readonly string $dir)
    {
        $this->config = json_decode(file_get_contents("$dir/config.json"), true);
    }

    /** @return array{int, array<string, string>, string} status, headers, body */
    public function call(string $method, string $target, ?array $fields = null, array $change = []): array
    {
        $body = $fields === null ? '' : json_encode($fields, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
        $time = (string) ($change['time'] ?? time());
        $nonce = $change['nonce'] ?? bin2hex(random_bytes(16));
        openssl_sign("$method\n" . ($change['target'] ?? $target) . "\n$time\n$nonce\n$body\n", $signature, file_get_contents("$this->dir/apiclient_key.pem"), OPENSSL_ALGO_SHA256);
        $serial = $change['serial'] ?? $this->config['merchantSerial'];
        $headers = [
            'Authorization: WECHATPAY2-SHA256-RSA2048 mchid="' . $this->config['mchid'] . "\",nonce_str=\"$nonce\",timestamp=\"$time\","
                . "serial_no=\"$serial\",signature=\"" . base64_encode($signature) . '"',
            'Accept: application/json', 'User-Agent: selftest', 'Connection: close',
        ];
        if ($body !== '') {
            $headers[] = 'Content-Type: application/json';
        }
        if (isset($change['Wechatpay-Serial'])) {
            $headers[] = 'Wechatpay-Serial: ' . $change['Wechatpay-Serial'];
        }
        return request($method, $this->url . $target, $headers, $body);
    }

    /** True when the answer is signed by the key it names. */
    public function proves(array $headers, string $body): bool
    {
        $text = "{$headers['wechatpay-timestamp']}\n{$headers['wechatpay-nonce']}\n$body\n";
        $key = $headers['wechatpay-serial'] === $this->config['publicKeyId']
            ? file_get_contents("$this->dir/pub_key.pem")
            : file_get_contents("$this->dir/platform_" . (1 + array_search($headers['wechatpay-serial'], $this->config['platformSerials'], true)) . '_cert.pem');
        return openssl_verify($text, base64_decode($headers['wechatpay-signature'], true), $key, OPENSSL_ALGO_SHA256) === 1;
    }

    public function open(array $resource): array
    {
        $bytes = base64_decode($resource['ciphertext'], true);
        $plain = openssl_decrypt(substr($bytes, 0, -16), 'aes-256-gcm', $this->config['apiV3Key'], OPENSSL_RAW_DATA,
            $resource['nonce'], substr($bytes, -16), $resource['associated_data']);
        return json_decode((string) $plain, true) ?? [];
    }

    public function order(string $number, array $more = []): array
    {
        return $more + ['appid' => $this->config['appid'], 'mchid' => $this->config['mchid'], 'description' => '茶', 'out_trade_no' => $number,
            'notify_url' => 'https://shop.example/notify', 'amount' => ['total' => 100, 'currency' => 'CNY']];
    }

    public function control(string $method, string $path, array $fields = []): array
    {
        return json_decode(request($method, "$this->url/sandbox$path", ['Content-Type: application/json', 'Connection: close'], $fields ? json_encode($fields) : '')[2], true) ?? [];
    }
}

/** @return array{int, array<string, string>, string} */
function request(string $method, string $url, array $headers, string $body, array $tls = []): array
{
    $answer = @file_get_contents($url, false, stream_context_create(['http' => ['method' => $method, 'header' => $headers, 'content' => $body,
        'ignore_errors' => true, 'follow_location' => 0, 'timeout' => 5], 'ssl' => $tls]));
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

/** Takes one notification and answers it. @return array{array<string, string>, string} headers and body */
function receive($receiver, int $status, string $answer = ''): array
{
    $stream = stream_socket_accept($receiver, 5);
    $head = '';
    while (!str_contains($head, "\r\n\r\n")) {
        $head .= fread($stream, 8192);
    }
    [$head, $body] = explode("\r\n\r\n", $head, 2);
    preg_match('/content-length: (\d+)/i', $head, $match);
    while (strlen($body) < (int) $match[1]) {
        $body .= fread($stream, 8192);
    }
    fwrite($stream, "HTTP/1.1 $status X\r\nContent-Length: " . strlen($answer) . "\r\nConnection: close\r\n\r\n$answer");
    fclose($stream);
    $headers = [];
    foreach (explode("\r\n", $head) as $line) {
        [$name, $value] = explode(': ', $line, 2) + [1 => ''];
        $headers[strtolower($name)] = $value;
    }
    return [$headers, $body];
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
    printf("FAIL %s: %s, expected %s\n", $what, json_encode($actual), json_encode($expected));
}

/** Keys take seconds to make: once, for all servers. */
function credentials(): string
{
    static $dir = null;
    if ($dir === null) {
        $dir = sys_get_temp_dir() . '/pay-selftest-' . bin2hex(random_bytes(4));
        exec(implode(' ', array_map('escapeshellarg', [PHP_BINARY, '-n', dirname(__DIR__, 2) . '/sandbox/wechat.php', 'init', '--dir', $dir])));
        register_shutdown_function(static function () use ($dir): void {
            array_map('unlink', glob("$dir/*"));
            rmdir($dir);
        });
    }
    return $dir;
}

/** @return array{resource, array, string, string} process, pipes, URL, folder */
function start(bool $builtIn, bool $tls = false): array
{
    $dir = sys_get_temp_dir() . '/pay-selftest-' . bin2hex(random_bytes(4));
    mkdir($dir, 0700);
    array_map(static fn (string $file) => copy($file, "$dir/" . basename($file)), glob(credentials() . '/*'));
    $script = dirname(__DIR__, 2) . '/sandbox/wechat.php';
    $command = $builtIn
        ? [PHP_BINARY, '-n', '-S', '127.0.0.1:0', $script]
        : [PHP_BINARY, '-n', $script, 'serve', '--dir', $dir, '--until-stdin-closes', ...($tls ? ['--tls'] : [])];
    $streams = [['pipe', 'r'], $builtIn ? ['file', '/dev/null', 'w'] : ['pipe', 'w'], $builtIn ? ['pipe', 'w'] : ['file', "$dir/log", 'w']];
    $process = proc_open($command, $streams, $pipes, null, ['PAY_SANDBOX_DIR' => $dir] + getenv());
    $line = '';
    while (!preg_match('~(?:LISTEN |\()(https?://[0-9.:]+)~', $line, $match) && ($line = fgets($pipes[$builtIn ? 2 : 1])) !== false);
    return [$process, $pipes, $match[1], $dir];
}

function stop($process, array $pipes, string $dir): void
{
    array_map('fclose', $pipes);
    proc_terminate($process);
    proc_close($process);
    array_map('unlink', glob("$dir/*"));
    rmdir($dir);
}

foreach ([false, true] as $builtIn) {
    [$process, $pipes, $url, $dir] = start($builtIn);
    file_get_contents("$url/sandbox/status");
    $m = new Merchant($url, $dir);
    $where = $builtIn ? 'php -S' : 'serve';

    [$status, $headers, $body] = $m->call('POST', '/v3/pay/transactions/native', $m->order('self-0001'));
    expect("$where: an order is taken", $status, 200);
    expect("$where: the answer is proven", $m->proves($headers, $body), true);
    expect("$where: and signed by the public key", $headers['wechatpay-serial'], $m->config['publicKeyId']);
    expect("$where: with a code", str_starts_with(json_decode($body, true)['code_url'], 'weixin://'), true);
    expect("$where: again with the same fields", $m->call('POST', '/v3/pay/transactions/native', $m->order('self-0001'))[2], $body);
    expect("$where: again with others", $m->call('POST', '/v3/pay/transactions/native', $m->order('self-0001', ['attach' => 'x']))[0], 403);

    foreach ([
        'another target' => ['target' => '/v3/certificates'], 'an old time' => ['time' => time() - 400], 'a future time' => ['time' => time() + 400],
        'milliseconds' => ['time' => time() * 1000], 'a long nonce' => ['nonce' => str_repeat('a', 33)], 'another serial' => ['serial' => 'ABCDEF'],
    ] as $name => $change) {
        [$status, $headers, $body] = $m->call('GET', '/v3/pay/transactions/out-trade-no/self-0001?mchid=' . $m->config['mchid'], null, $change);
        expect("$where: $name is refused", [$status, json_decode($body, true)['code'] ?? null], [401, 'SIGN_ERROR']);
        expect("$where: and the refusal of $name is signed", $m->proves($headers, $body), true);
    }
    foreach ([
        'amount as string' => ['amount' => ['total' => '100']], 'amount as float' => ['amount' => ['total' => 1.5]], 'amount zero' => ['amount' => ['total' => 0]],
        'null' => ['attach' => null], 'unknown field' => ['colour' => 'red'], 'notify query' => ['notify_url' => 'https://shop.example/n?x=1'],
        'short number' => ['out_trade_no' => 'x'], 'no description' => ['description' => ''], 'time' => ['time_expire' => '2026-11-24 10:00'],
    ] as $name => $fields) {
        [$status, , $body] = $m->call('POST', '/v3/pay/transactions/native', $m->order('self-0002', $fields));
        expect("$where: $name is refused", [$status, json_decode($body, true)['code'] ?? null], [400, 'PARAM_ERROR']);
    }
    expect("$where: h5 needs a scene", $m->call('POST', '/v3/pay/transactions/h5', $m->order('self-0003'))[0], 400);
    expect("$where: jsapi needs an openid", $m->call('POST', '/v3/pay/transactions/jsapi', $m->order('self-0003'))[0], 400);

    $m->control('POST', '/pay', ['out_trade_no' => 'self-0001', 'notify' => false]);
    $query = '/v3/pay/transactions/out-trade-no/self-0001?mchid=' . $m->config['mchid'];
    expect("$where: paid", json_decode($m->call('GET', $query)[2], true)['trade_state'], 'SUCCESS');
    $refund = ['out_trade_no' => 'self-0001', 'out_refund_no' => 'r1', 'amount' => ['refund' => 60, 'total' => 100, 'currency' => 'CNY']];
    expect("$where: refunded", $m->call('POST', '/v3/refund/domestic/refunds', $refund)[0], 200);
    expect("$where: no more than was paid", $m->call('POST', '/v3/refund/domestic/refunds', ['out_refund_no' => 'r2'] + $refund)[0], 403);
    expect("$where: the same refund again", $m->call('POST', '/v3/refund/domestic/refunds', $refund)[0], 200);
    $m->call('POST', '/v3/pay/transactions/native', $m->order('self-0004'));
    [$status, $headers, $body] = $m->call('POST', '/v3/pay/transactions/out-trade-no/self-0004/close', ['mchid' => $m->config['mchid']]);
    expect("$where: closed", [$status, $body, $m->proves($headers, '')], [204, '', true]);

    // A notification, caught by a receiver of one request at a time.
    $receiver = stream_socket_server('tcp://127.0.0.1:0');
    $address = stream_socket_get_name($receiver, false);
    $m->call('POST', '/v3/pay/transactions/native', $m->order('self-0005', ['notify_url' => "http://$address/notify"]));
    $m->control('POST', '/pay', ['out_trade_no' => 'self-0005']);
    $bodies = [];
    foreach ([500, 200] as $answer) {
        [$headers, $body] = receive($receiver, $answer);
        expect("$where: the notification is proven", $m->proves($headers, $body), true);
        $event = json_decode($body, true);
        $bodies[] = $event['id'];
        $opened = $m->open($event['resource']);
        expect("$where: and opens", [$opened['out_trade_no'], $opened['trade_state'], $opened['amount']['total'], $opened['mchid']], ['self-0005', 'SUCCESS', 100, $m->config['mchid']]);
    }
    expect("$where: a repeat has the same id", $bodies[0], $bodies[1]);
    $kept = $m->control('POST', '/notify', ['out_trade_no' => 'self-0005', 'send' => false]);
    expect("$where: or it is handed out", [json_decode($kept['body'], true)['id'], $m->proves(array_change_key_case($kept['headers']), $kept['body'])], [$bodies[0], true]);
    $kept = $m->control('POST', '/notify', ['out_trade_no' => 'self-0005', 'send' => false, 'forge' => 'signature']);
    expect("$where: forged, too", $m->proves(array_change_key_case($kept['headers']), $kept['body']), false);

    // Certificates prove the answer that brings them.
    expect("$where: none in public-key mode", $m->call('GET', '/v3/certificates')[0], 404);
    $m->control('POST', '/mode', ['mode' => 'certificate']);
    [$status, $headers, $body] = $m->call('GET', '/v3/certificates');
    $list = json_decode($body, true)['data'];
    expect("$where: two certificates", [$status, count($list)], [200, 2]);
    foreach ($list as $i => $entry) {
        $bytes = base64_decode($entry['encrypt_certificate']['ciphertext']);
        $pem = openssl_decrypt(substr($bytes, 0, -16), 'aes-256-gcm', $m->config['apiV3Key'], OPENSSL_RAW_DATA,
            $entry['encrypt_certificate']['nonce'], substr($bytes, -16), 'certificate');
        expect("$where: certificate $i is named by its serial", openssl_x509_parse($pem)['serialNumberHex'], $entry['serial_no']);
    }
    expect("$where: the newest signs", [$headers['wechatpay-serial'], $m->proves($headers, $body)], [$m->config['platformSerials'][1], true]);
    expect("$where: or the one that is asked for", $m->call('GET', $query, null, ['Wechatpay-Serial' => $m->config['platformSerials'][0]])[1]['wechatpay-serial'], $m->config['platformSerials'][0]);
    expect("$where: an unknown one is refused", $m->call('GET', $query, null, ['Wechatpay-Serial' => 'ABC'])[0], 400);

    foreach (['bad-signature', 'stale'] as $fault) {
        $m->control('POST', '/fault', ['match' => 'GET *', 'fault' => $fault]);
        [, $headers, $body] = $m->call('GET', $query);
        $is_proven = $m->proves($headers, $body);
        expect("$where: $fault", $fault === 'stale' ? [$is_proven, time() - (int) $headers['wechatpay-timestamp'] > 900] : [$is_proven, true], [$fault === 'stale', true]);
        expect("$where: $fault is over", $m->proves(...array_slice($m->call('GET', $query), 1)), true);
    }
    expect("$where: requests are counted", $m->control('GET', '/status')['by_endpoint']['GET /v3/certificates'], 2);
    $m->control('POST', '/mode', ['mode' => 'public-key']);
    testV2($where, $m);
    testMicropay($where, $m);
    testBills($where, $m);
    testLogin($where, $m);
    stop($process, $pipes, $dir);
}
testTls();

printf("%d passed, %d failed\n", $passed, $failed);
exit($failed === 0 ? 0 : 1);
