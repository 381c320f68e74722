<?php

declare(strict_types=1);

/*
 * Walks one order through the example shop as a phone's browser would, and checks what must hold.
 *   php tools/demo.php SHOP_URL GATEWAY_URL
 */

const PHONE = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 Mobile Safari/537.36';

/** A browser with cookies that prints what it asks for. */
final class Browser
{
    private array $cookies = [];

    /** @return array{status: int, body: string, location: ?string} */
    public function request(string $method, string $url, array $form = []): array
    {
        $host = parse_url($url, PHP_URL_HOST) . ':' . parse_url($url, PHP_URL_PORT);
        $headers = ['User-Agent: ' . PHONE, 'Accept-Language: zh-CN', 'Connection: close'];
        if (($this->cookies[$host] ?? []) !== []) {
            $headers[] = 'Cookie: ' . implode('; ', array_map(static fn ($n, $v) => "$n=$v", array_keys($this->cookies[$host]), $this->cookies[$host]));
        }
        if ($method === 'POST') {
            $headers[] = 'Content-Type: application/x-www-form-urlencoded';
        }
        $start = hrtime(true);
        $body = (string) @file_get_contents($url, false, stream_context_create(['http' => ['method' => $method, 'header' => $headers,
            'content' => http_build_query($form), 'ignore_errors' => true, 'follow_location' => 0, 'timeout' => 20]]));
        $milliseconds = (hrtime(true) - $start) / 1e6;
        $status = 0;
        $location = null;
        foreach ($http_response_header ?? [] as $line) {
            if (preg_match('~^HTTP/\S+ (\d+)~', $line, $match)) {
                $status = (int) $match[1];
            } elseif (preg_match('~^Location: *(\S+)~i', $line, $match)) {
                $location = $match[1];
            } elseif (preg_match('~^Set-Cookie: *([^=;]+)=([^;]*)~i', $line, $match)) {
                $this->cookies[$host][$match[1]] = $match[2];
            }
        }
        show($method, $url, $status, $milliseconds);
        return ['status' => $status, 'body' => $body, 'location' => $location];
    }
}

function show(string $method, string $url, int $status, float $milliseconds, string $who = 'browser'): void
{
    $path = strtok((string) preg_replace('~^https?://[^/]+~', '', $url), '?');
    printf("  %-8s %-5s %-58s %3d %7.1f ms\n", $who, $method, strlen($path) > 58 ? substr($path, 0, 57) . '~' : $path, $status, $milliseconds);
}

function say(string $text): void
{
    echo $text, "\n";
}

function check(bool $holds, string $what): void
{
    if (!$holds) {
        fwrite(STDERR, "\nThis does not hold: $what\n");
        exit(1);
    }
}

function control(string $gateway, string $method, string $path, array $fields = []): array
{
    $context = stream_context_create(['http' => ['method' => $method, 'header' => ['Content-Type: application/json', 'Connection: close'],
        'content' => $fields === [] ? '' : json_encode($fields), 'ignore_errors' => true, 'timeout' => 30]]);
    return json_decode((string) file_get_contents("$gateway/sandbox$path", false, $context), true) ?? [];
}

/** @return array{state: string, fulfilments: int} what the shop's own books say */
function books(string $number): array
{
    $command = escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg(dirname(__DIR__) . '/examples/shop/bin/orders.php');
    $orders = json_decode((string) shell_exec($command), true) ?? [];
    foreach ($orders as $order) {
        if (($order['outTradeNo'] ?? $order['out_trade_no'] ?? null) === $number) {
            return $order;
        }
    }
    check(false, "the shop knows the order $number");
}

/** The value of an attribute of the first element that holds $mark. */
function attribute(string $html, string $mark, string $name): string
{
    check(preg_match('~<[^>]*' . preg_quote($mark, '~') . '[^>]*>~', $html, $element) === 1, "the page has an element with $mark");
    check(preg_match('~\b' . $name . '="([^"]*)"~', $element[0], $value) === 1, "the element with $mark has $name");
    return html_entity_decode($value[1], ENT_QUOTES | ENT_HTML5);
}

[, $shop, $gateway] = $argv;
$browser = new Browser();

say('A phone looks at a product and checks out.');
$browser->request('GET', "$shop/product/longjing");
$page = $browser->request('GET', "$shop/checkout?product=longjing&quantity=1")['body'];
$answer = $browser->request('POST', "$shop/checkout", ['csrf' => attribute($page, 'name="csrf"', 'value'),
    'nonce' => attribute($page, 'name="nonce"', 'value'), 'product' => 'longjing', 'quantity' => '1']);
check($answer['status'] === 303 && $answer['location'] !== null, 'the checkout leads to the pay page');
check(preg_match('~/pay/([^?/]+)\?t=(\w+)~', $answer['location'], $order) === 1, 'the pay page names an order');
[, $number, $token] = $order;
check(books($number)['state'] === 'pending', 'the order is pending');

say('The pay page has the order placed at the gateway, and links to its cashier.');
$page = $browser->request('GET', preg_replace('~^/~', "$shop/", $answer['location']))['body'];
foreach (control($gateway, 'GET', '/requests')['requests'] as $request) {
    show($request['method'], $request['target'], $request['status'], (float) $request['milliseconds'], 'shop');
}
$cashier = attribute($page, 'id="h5-pay"', 'href');
check(str_starts_with($cashier, $gateway) && str_contains($cashier, 'redirect_url='), 'the link leads to the cashier and back');

say('The payer confirms, and comes back to the shop.');
$browser->request('GET', $cashier);
$answer = $browser->request('POST', $cashier);
check($answer['status'] === 302 && str_starts_with((string) $answer['location'], $shop), 'the cashier leads back to the shop');
$browser->request('GET', $answer['location']);

say('The notification arrives.');
for ($try = 0; $try < 100 && control($gateway, 'GET', '/deliveries')['deliveries'] === []; $try++) {
    usleep(100_000);
}
foreach (control($gateway, 'GET', '/deliveries')['deliveries'] as $delivery) {
    show('POST', '/notify/wechat', $delivery['status'], (float) $delivery['milliseconds'], 'gateway');
    check($delivery['status'] === 200, 'the shop takes the notification');
}
$status = json_decode($browser->request('GET', "$shop/order/$number/status?t=$token")['body'], true);
check($status['state'] === 'paid', 'the order is paid');
check(books($number)['fulfilments'] === 1, 'the order is fulfilled once');

say('The same notification arrives twice more.');
$repeats = control($gateway, 'POST', '/notify', ['out_trade_no' => $number, 'times' => 2])['answers'];
foreach ($repeats as $repeat) {
    show('POST', '/notify/wechat', $repeat['status'], (float) $repeat['milliseconds'], 'gateway');
    check($repeat['status'] === 200, 'a repeat is answered like the first');
}
check(books($number)['fulfilments'] === 1, 'the order is still fulfilled once');

say('Forged notifications arrive: another body, another key, an old time, an unknown serial, another merchant.');
foreach (['body' => 401, 'signature' => 401, 'stale' => 401, 'serial' => 401, 'mchid' => 500] as $forgery => $expected) {
    $answer = control($gateway, 'POST', '/notify', ['out_trade_no' => $number, 'forge' => $forgery])['answers'][0];
    show('POST', "/notify/wechat ($forgery)", $answer['status'], (float) $answer['milliseconds'], 'forger');
    check($answer['status'] === $expected, "a forged $forgery is refused");
}
$book = books($number);
check($book['state'] === 'paid' && $book['fulfilments'] === 1, 'nothing has changed');

$seen = control($gateway, 'GET', '/status');
printf("\nOrder %s is paid and fulfilled %d time(s) after %d deliveries; 5 forgeries were refused.\n", $number, $book['fulfilments'], 1 + count($repeats));
printf("The gateway saw %d signed request(s) from the shop:\n", $seen['requests']);
foreach ($seen['by_endpoint'] as $endpoint => $times) {
    printf("  %d x %s\n", $times, $endpoint);
}
