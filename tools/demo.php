<?php

declare(strict_types=1);

/*
 * Walks orders through the example shop as browsers would, and checks what must hold.
 *   php tools/demo.php DIR       DIR/shops.json: name => {"shop": URL, "gateway": URL, "environment": {...}}
 */

const PHONE = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 Mobile Safari/537.36';
const WECHAT = PHONE . ' MicroMessenger/8.0.50';
const DESKTOP = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

/** What the shop answers Alipay's forgeries: 401 what is not proven, 200 and "fail" what is proven and does not fit. */
const FORGERIES = ['signature' => 401, 'body' => 401, 'duplicate' => 401, 'resplit' => 401, 'unsigned-field' => 401, 'at-value' => 401, 'charset' => 401,
    'sign-type' => 401, 'no-signature' => 401, 'array-sign' => 401, 'malleable' => 401, 'app-id' => 200, 'seller-id' => 200, 'amount' => 200];

function show(string $method, string $url, int $status, float $milliseconds, string $who = 'browser', string $note = ''): void
{
    $path = strtok((string) preg_replace('~^https?://[^/]+~', '', $url), '?');
    printf("  %-8s %-5s %-58s %3d %7.1f ms%s\n", $who, $method, strlen($path) > 58 ? substr($path, 0, 57) . '~' : $path, $status, $milliseconds, $note);
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

/** The value of an attribute of the first element that holds $mark. */
function attribute(string $html, string $mark, string $name): string
{
    check(preg_match('~<[^>]*' . preg_quote($mark, '~') . '[^>]*>~', $html, $element) === 1, "the page has an element with $mark");
    check(preg_match('~\b' . $name . '="([^"]*)"~', $element[0], $value) === 1, "the element with $mark has $name");
    return html_entity_decode($value[1], ENT_QUOTES | ENT_HTML5);
}

/** A browser with cookies that prints what it asks for. */
final class Browser
{
    private array $cookies = [];

    public function __construct(private readonly string $agent, private readonly ?string $caFile)
    {
    }

    /** @return array{status: int, body: string, location: ?string} */
    public function request(string $method, string $url, array $form = []): array
    {
        $host = parse_url($url, PHP_URL_HOST) . ':' . parse_url($url, PHP_URL_PORT);
        $headers = ["User-Agent: $this->agent", 'Accept-Language: zh-CN', 'Connection: close'];
        if (($this->cookies[$host] ?? []) !== []) {
            $headers[] = 'Cookie: ' . implode('; ', array_map(static fn ($n, $v) => "$n=$v", array_keys($this->cookies[$host]), $this->cookies[$host]));
        }
        if ($method === 'POST') {
            $headers[] = 'Content-Type: application/x-www-form-urlencoded';
        }
        $start = hrtime(true);
        $body = (string) @file_get_contents(strtok($url, '#'), false, stream_context_create(['http' => ['method' => $method, 'header' => $headers,
            'content' => http_build_query($form), 'ignore_errors' => true, 'follow_location' => 0, 'timeout' => 20],
            'ssl' => $this->caFile === null ? [] : ['cafile' => $this->caFile]]));
        $milliseconds = (hrtime(true) - $start) / 1e6;
        $status = 0;
        $location = null;
        foreach ($http_response_header ?? [] as $line) {
            if (preg_match('~^HTTP/\S+ (\d+)~', $line, $match)) {
                $status = (int) $match[1];
            } elseif (preg_match('~^Location: *(\S+)~i', $line, $match)) {
                $location = preg_replace('~^(?=/)~', preg_replace('~^(https?://[^/]+).*~', '$1', $url), $match[1]);
            } elseif (preg_match('~^Set-Cookie: *([^=;]+)=([^;]*)~i', $line, $match)) {
                $this->cookies[$host][$match[1]] = $match[2];
            }
        }
        show($method, $url, $status, $milliseconds);
        return ['status' => $status, 'body' => $body, 'location' => $location];
    }

    /** As a browser does it: redirects are followed, and the last page is what counts. */
    public function open(string $url): array
    {
        $page = $this->request('GET', $url);
        for ($i = 0; $i < 5 && $page['location'] !== null; $i++) {
            $page = $this->request('GET', $page['location']);
        }
        return $page;
    }
}

/** One shop with its gateway. */
final class Walk
{
    private int $seen = 0;
    private array $figures = ['deliveries' => 0, 'repeats' => 0, 'forged' => 0, 'differences' => 0, 'planted' => 0];

    /** @param string $method what the buyer chooses where there is a choice, and where notifications go */
    public function __construct(
        private readonly string $shop,
        private readonly string $gateway,
        private readonly array $environment,
        private readonly ?string $caFile,
        private readonly string $method,
    )
    {
        // The statement of a day that is not over: the demo does not wait for tomorrow.
        $this->control('POST', '/bill', ['today' => true]);
    }

    public function browser(string $agent): Browser
    {
        return new Browser($agent, $this->caFile);
    }

    public function control(string $method, string $path, array $fields = []): array
    {
        $context = stream_context_create(['http' => ['method' => $method, 'header' => ['Content-Type: application/json', 'Connection: close'],
            'content' => $fields === [] ? '' : json_encode($fields), 'ignore_errors' => true, 'timeout' => 30],
            'ssl' => $this->caFile === null ? [] : ['cafile' => $this->caFile]]);
        return json_decode((string) file_get_contents("$this->gateway/sandbox$path", false, $context), true) ?? [];
    }

    /** A script of the shop's, in its environment. @return array{int, string} status and output */
    public function run(string $script, string ...$arguments): array
    {
        $process = proc_open([PHP_BINARY, ...$this->loaded(), dirname(__DIR__) . "/examples/shop/bin/$script", ...$arguments],
            [['file', '/dev/null', 'r'], ['pipe', 'w']], $pipes, null, ['PAY_SHOP_ASK_SECONDS' => '0'] + $this->environment + getenv());
        $output = stream_get_contents($pipes[1]);
        return [proc_close($process), $output];
    }

    /** @return list<array> every order in the shop's own books */
    private function orders(): array
    {
        return json_decode($this->run('orders.php')[1], true) ?? [];
    }

    /** @return array{state: string, fulfilments: int} what they say of one */
    public function books(string $number): array
    {
        foreach ($this->orders() as $order) {
            if ($order['out_trade_no'] === $number) {
                return $order;
            }
        }
        check(false, "the shop knows the order $number");
    }

    /** What the shop has asked the gateway for since the last time. */
    public function showRequests(): void
    {
        $requests = $this->control('GET', '/requests')['requests'];
        foreach (array_slice($requests, $this->seen) as $request) {
            // What a browser carried has been shown already.
            if (preg_match('~\.(page|wap)\.pay$~', $request['api'] ?? '')) {
                continue;
            }
            $note = ($request['client_certificate'] ?? null) === null ? '' : '  with the client certificate ' . substr($request['client_certificate'], 0, 8) . '...';
            show($request['method'], $request['api'] ?? $request['target'], $request['status'], (float) $request['milliseconds'], 'shop', $note);
        }
        $this->seen = count($requests);
    }

    /** @return array{string, string, string} number and token of the order, and its pay page */
    public function checkOut(Browser $browser): array
    {
        $browser->request('GET', "$this->shop/product/longjing");
        $page = $browser->open("$this->shop/checkout?product=longjing&quantity=1")['body'];
        $answer = $browser->request('POST', "$this->shop/checkout", ['csrf' => attribute($page, 'name="csrf"', 'value'),
            'nonce' => attribute($page, 'name="nonce"', 'value'), 'product' => 'longjing', 'quantity' => '1', 'method' => $this->method]);
        check($answer['status'] === 303 && $answer['location'] !== null, 'the checkout leads to the pay page');
        check(preg_match('~/pay/([^?/]+)\?t=(\w+)~', $answer['location'], $order) === 1, 'the pay page names an order');
        check($this->books($order[1])['state'] === 'pending', 'the order is pending');
        $page = $browser->request('GET', $answer['location'])['body'];
        $this->showRequests();
        return [$order[1], $order[2], $page];
    }

    public function payInBrowser(Browser $browser, string $page): void
    {
        $cashier = attribute($page, 'id="h5-pay"', 'href');
        check(str_starts_with($cashier, $this->gateway) && str_contains($cashier, 'redirect_url='), 'the link leads to the cashier and back');
        $browser->request('GET', $cashier);
        $answer = $browser->request('POST', $cashier);
        check($answer['status'] === 302 && str_starts_with((string) $answer['location'], $this->shop), 'the cashier leads back to the shop');
        $browser->request('GET', $answer['location']);
    }

    public function payAtAlipay(Browser $browser, string $page): void
    {
        $link = attribute($page, 'id="alipay-pay"', 'href');
        check(str_starts_with($link, "$this->gateway/gateway.do?"), 'the link leads to Alipay');
        $cashier = (string) $browser->request('GET', $link)['location'];
        check(str_starts_with($cashier, $this->gateway), 'Alipay takes the order and leads to its cashier');
        $back = (string) $browser->request('POST', $cashier)['location'];
        check(str_starts_with($back, "$this->shop/return/alipay?"), 'the cashier leads back to the shop');
        $answer = $browser->request('GET', str_replace('trade_no=', 'trade_no=9', $back));
        check($answer['status'] === 403, 'a return that Alipay did not sign is refused');
        check($browser->open($back)['status'] === 200, 'the genuine one leads to the order');
        $this->showRequests();
    }

    /** Inside WeChat. */
    public function checkNotOffered(): void
    {
        $page = $this->browser(WECHAT)->open("$this->shop/checkout?product=longjing&quantity=1")['body'];
        check(str_contains($page, 'value="wechat"') && !str_contains($page, 'value="alipay"'), 'only WeChat Pay is offered');
        check(attribute($page, 'readonly', 'value') === "$this->shop/checkout?product=longjing&quantity=1", 'the link to open elsewhere is there');
    }

    public function payAndLoseNotification(string $number, string $page): void
    {
        $this->browser(PHONE)->request('GET', attribute($page, 'id="alipay-pay"', 'href'));
        $this->control('POST', '/pay', ['out_trade_no' => $number, 'notify' => false]);
        check($this->books($number)['state'] === 'pending', 'the shop has not heard of it');
    }

    /** Lets the shop's cron job run. @return ?int differences between the statement of today and the books; null: there was none */
    public function cron(): ?int
    {
        [$status, $output] = $this->run('cron.php', (new DateTimeImmutable('now', new DateTimeZone('+08:00')))->format('Y-m-d'));
        check($status === 0, "cron runs: $output");
        $this->showRequests();
        return json_decode($output, true)['statements'][$this->method];
    }

    /** Compares today's statement with the books, of which one is falsified for a moment. */
    public function reconcile(): void
    {
        $this->figures['differences'] = $this->cron();
        check($this->figures['differences'] === 0, 'the statement agrees with the books');
        $this->falsify('+ 1');
        $this->figures['planted'] = $this->cron();
        check($this->figures['planted'] === 1, 'the planted difference is found');
        $this->falsify('- 1');
        check($this->cron() === 0, 'the statement agrees with the books again');
    }

    /* The amount of the first paid order, straight in the shop's database. */
    private function falsify(string $change): void
    {
        $books = new PDO("sqlite:{$this->environment['PAY_SHOP_VAR']}/shop.sqlite");
        $books->exec("UPDATE orders SET amount = amount $change WHERE out_trade_no = (SELECT MIN(out_trade_no) FROM orders WHERE paid_at IS NOT NULL)");
    }

    public function payInWeChat(Browser $browser, string $page): void
    {
        $bridge = json_decode(attribute($page, 'data-bridge', 'data-bridge'), true);
        $form = ['redirect_url' => attribute($page, 'name="redirect_url"', 'value')] + $bridge;
        $answer = $browser->request('POST', "$this->gateway/sandbox/jsapi", $form);
        check($answer['status'] === 302, 'WeChat opens the cashier with these parameters');
        $browser->request('GET', $answer['location']);
    }

    /** Waits for as many notifications as there should be by now. */
    public function awaitNotifications(int $count): void
    {
        for ($try = 0; $try < 100 && count($this->control('GET', '/deliveries')['deliveries']) < $count; $try++) {
            usleep(100_000);
        }
        $deliveries = $this->control('GET', '/deliveries')['deliveries'];
        check(count($deliveries) === $count, "$count notifications were sent");
        $last = end($deliveries);
        show('POST', "/notify/$this->method", $last['status'], (float) $last['milliseconds'], 'gateway');
        check($last['status'] === 200, 'the shop takes the notification');
        $this->figures['deliveries']++;
    }

    public function checkPaid(Browser $browser, string $number, string $token): void
    {
        $status = json_decode($browser->request('GET', "$this->shop/order/$number/status?t=$token")['body'], true);
        check($status['state'] === 'paid', 'the order is paid');
        check($this->books($number)['fulfilments'] === 1, 'the order is fulfilled once');
    }

    public function repeat(string $number): void
    {
        foreach ($this->control('POST', '/notify', ['out_trade_no' => $number, 'times' => 2])['answers'] as $repeat) {
            show('POST', "/notify/$this->method", $repeat['status'], (float) $repeat['milliseconds'], 'gateway');
            check($repeat['status'] === 200, 'a repeat is answered like the first');
            $this->figures['repeats']++;
        }
        check($this->books($number)['fulfilments'] === 1, 'the order is still fulfilled once');
    }

    /** @param array<string, int> $forgeries and what the shop should answer */
    public function forge(string $number, array $forgeries): void
    {
        foreach ($forgeries as $forgery => $expected) {
            $answer = $this->control('POST', '/notify', ['out_trade_no' => $number, 'forge' => $forgery])['answers'][0];
            show('POST', "/notify/$this->method ($forgery)", $answer['status'], (float) $answer['milliseconds'], 'forger');
            $this->figures['forged']++;
            check($answer['status'] === $expected && stripos($answer['body'], 'success') === false, "a forged $forgery is refused");
        }
        $book = $this->books($number);
        check($book['state'] === 'paid' && $book['fulfilments'] === 1, 'nothing has changed');
    }

    /** What is left of an order, or so many yuan of it. */
    public function refund(string $number, string ...$yuan): void
    {
        [$status, $output] = $this->run('refund.php', $number, ...$yuan);
        check($status === 0, "the refund is done: $output");
        $this->showRequests();
    }

    /** More than is left. */
    public function refundTooMuch(string $number, string $yuan): void
    {
        [$status] = $this->run('refund.php', $number, $yuan);
        check($status === 2, 'more than is left is refused, and the gateway is not asked');
    }

    /** @return array<string, int> */
    public function figures(): array
    {
        $paid = array_filter($this->orders(), static fn (array $order) => $order['transaction_id'] !== null);
        foreach ($paid as $order) {
            check($order['fulfilments'] === 1, "$order[out_trade_no] is fulfilled once");
            check($order['refunded'] <= $order['amount'] && $order['refunding'] === 0, "$order[out_trade_no] is not refunded beyond its amount");
        }
        // Each order has one entry for its payment, and one for each refund.
        return $this->figures + ['paid' => count($paid), 'refunds' => array_sum(array_column($paid, 'ledger')) - count($paid)];
    }

    public function summary(string $name): void
    {
        $seen = $this->control('GET', '/status');
        printf("  %s: %d request(s)\n", $name, $seen['requests']);
        foreach ($seen['by_endpoint'] ?? $seen['by_method'] as $endpoint => $times) {
            printf("    %d x %s\n", $times, $endpoint);
        }
    }

    /** The options that load the extension into this process load it into the shop's scripts, too. */
    private function loaded(): array
    {
        $so = getenv('PAY_DEMO_EXTENSION');
        return $so === false ? [] : ['-d', "extension=$so"];
    }
}

$walks = [];
foreach (json_decode(file_get_contents("$argv[1]/shops.json"), true) as $name => $shop) {
    $walks[$name] = new Walk($shop['shop'], $shop['gateway'], $shop['environment'], $shop['caFile'], $name === 'alipay' ? 'alipay' : 'wechat');
}

$walk = $walks['v3'];
$browser = $walk->browser(PHONE);
say('APIv3. A phone looks at a product and checks out; the pay page has the order placed at the gateway.');
[$number, $token, $page] = $walk->checkOut($browser);
say('The payer confirms in the cashier, and comes back to the shop.');
$walk->payInBrowser($browser, $page);
say('The notification arrives.');
$walk->awaitNotifications(1);
$walk->checkPaid($browser, $number, $token);
say('The same notification arrives twice more.');
$walk->repeat($number);
say('Forged notifications arrive: another body, another key, an old time, an unknown serial, another merchant.');
$walk->forge($number, ['body' => 401, 'signature' => 401, 'stale' => 401, 'serial' => 401, 'mchid' => 500]);
say('A part of it is refunded, then more than is left, then the rest.');
$walk->refund($number, '28.00');
$book = $walk->books($number);
check($book['state'] === 'paid' && $book['refunded'] === 2800, 'a part is refunded');
$walk->refundTooMuch($number, '100.01');
$walk->refund($number);
check($walk->books($number)['state'] === 'refunded', 'the order is refunded in the books');

$v2 = $walks['v2'];
$phone = $v2->browser(PHONE);
say("\nAPIv2, over TLS. The phone buys again.");
[$h5, $h5Token, $page] = $v2->checkOut($phone);
$v2->payInBrowser($phone, $page);
$v2->awaitNotifications(1);
$v2->checkPaid($phone, $h5, $h5Token);
say('Inside WeChat: the shop learns who the buyer is, and WeChat opens the cashier.');
$wechat = $v2->browser(WECHAT);
[$jsapi, $jsapiToken, $page] = $v2->checkOut($wechat);
$v2->payInWeChat($wechat, $page);
$v2->awaitNotifications(2);
$v2->checkPaid($wechat, $jsapi, $jsapiToken);
say('Repeated and forged notifications.');
$v2->repeat($h5);
$v2->forge($h5, ['body' => 401, 'signature' => 401, 'sign-type' => 401, 'doctype' => 401, 'mchid' => 200]);
say('Both orders are refunded, with the client certificate.');
$notified = count($v2->control('GET', '/deliveries')['deliveries']);
foreach ([$h5, $jsapi] as $i => $refunded) {
    $v2->refund($refunded);
    $v2->awaitNotifications($notified + $i + 1);
    check($v2->books($refunded)['state'] === 'refunded', 'the order is refunded in the books');
}

$alipay = $walks['alipay'];
say("\nAlipay, with certificates, in a shop that takes both. Inside WeChat it is not offered.");
$alipay->checkNotOffered();
say('A desktop goes to the page of Alipay, pays, and comes back with signed parameters; altered ones are refused.');
$desktop = $alipay->browser(DESKTOP);
[$paged, $pagedToken, $page] = $alipay->checkOut($desktop);
$alipay->payAtAlipay($desktop, $page);
$alipay->awaitNotifications(1);
$alipay->checkPaid($desktop, $paged, $pagedToken);
say('A phone does the same.');
$mobile = $alipay->browser(PHONE);
[$wap, $wapToken, $page] = $alipay->checkOut($mobile);
$alipay->payAtAlipay($mobile, $page);
$alipay->awaitNotifications(2);
$alipay->checkPaid($mobile, $wap, $wapToken);
say('Repeated and forged notifications.');
$alipay->repeat($paged);
$alipay->forge($paged, FORGERIES);
say('A payment whose notification is lost: cron asks.');
[$lost, , $page] = $alipay->checkOut($mobile);
$alipay->payAndLoseNotification($lost, $page);
$alipay->cron();
check($alipay->books($lost)['state'] === 'paid' && $alipay->books($lost)['fulfilments'] === 1, 'the order is paid and fulfilled once');
say('Two orders are refunded.');
$notified = count($alipay->control('GET', '/deliveries')['deliveries']);
foreach ([$paged, $wap] as $i => $refunded) {
    $alipay->refund($refunded);
    $alipay->awaitNotifications($notified + $i + 1);
    check($alipay->books($refunded)['state'] === 'refunded', 'the order is refunded in the books');
}

say("\nCron compares the statements of the day with the books, in which one amount is falsified for a moment.");
foreach ($walks as $each) {
    $each->reconcile();
}

say("\nWhat the gateways saw:");
foreach ($walks as $name => $each) {
    $each->summary($name);
}
printf("\n%-8s %12s %9s %15s %12s %9s %13s %16s\n", '', 'deliveries', 'repeats', 'forged, refused', 'paid, once', 'refunds', 'differences', 'planted, found');
foreach ($walks as $name => $each) {
    $is = $each->figures();
    printf("%-8s %12d %9d %15d %12d %9d %13d %16d\n", $name, $is['deliveries'], $is['repeats'], $is['forged'], $is['paid'], $is['refunds'], $is['differences'], $is['planted']);
}
