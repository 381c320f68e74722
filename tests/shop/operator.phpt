--TEST--
The operator's page lets in who knows the password, takes only its own forms, escapes what it shows and refunds once
--EXTENSIONS--
pay
pdo
pdo_sqlite
--FILE--
<?php
require __DIR__ . '/../inc/shopkeeper.inc';

use Shop\Method;

/** A browser that keeps cookies and follows nothing. */
final class Visitor
{
    public string $cookie = '';
    public array $headers = [];

    public function __construct(private readonly string $url)
    {
    }

    /** @return array{int, string} status and page */
    public function ask(string $method, string $path, array $form = []): array
    {
        $page = file_get_contents($this->url . $path, false, stream_context_create(['http' => ['method' => $method, 'follow_location' => 0, 'ignore_errors' => true,
            'header' => ['Content-Type: application/x-www-form-urlencoded', "Cookie: $this->cookie", 'Connection: close'], 'content' => http_build_query($form)]]));
        $this->headers = $http_response_header;
        foreach (preg_filter('/^Set-Cookie: ([^;]+).*/i', '$1', $http_response_header) as $cookie) {
            $this->cookie = $cookie;
        }
        return [(int) explode(' ', $http_response_header[0])[1], $page];
    }

    /** The value of a hidden field of a page. */
    public function field(string $path, string $name): string
    {
        preg_match('/name="' . $name . '" value="([^"]*)"/', $this->ask('GET', $path)[1], $value);
        return $value[1] ?? '';
    }

    public function enter(string $password): int
    {
        return $this->ask('POST', '/operator/login', ['csrf' => $this->field('/operator', 'csrf'), 'password' => $password])[0];
    }
}

$password = 'correct horse battery';
$keeper = new Shopkeeper(['PAY_SHOP_OPERATOR_PASSWORD' => $password]);
$services = $keeper->services;
$orders = ['wechat' => $keeper->paidOrder(Method::WeChat), 'alipay' => $keeper->paidOrder(Method::Alipay)];
$path = "/operator/order/{$orders['wechat']->outTradeNo}";
$url = $keeper->serve();

echo "--- outside\n";
$stranger = new Visitor($url);
foreach (['/operator', '/operator/', '/operator/refunds', '/operator/differences', $path] as $place) {
    [$status, $page] = $stranger->ask('GET', $place);
    echo "$status ", var_export(str_contains($page, 'name="password"'), true), ' ', var_export(str_contains($page, $orders['wechat']->outTradeNo), true), "\n";
}
$csrf = $stranger->field('/operator', 'csrf');
echo $stranger->ask('POST', "$path/refund", ['csrf' => $csrf, 'nonce' => '1', 'amount' => '1.00'])[0], ' ',
    $stranger->ask('POST', '/operator/login', ['password' => $password])[0], ' ',
    $stranger->ask('POST', '/operator/login', ['csrf' => $csrf, 'password' => ''])[0], "\n";

echo "--- inside\n";
$operator = new Visitor($url);
$operator->ask('GET', '/operator?lang=en');
$before = $operator->cookie;
echo $operator->enter($password), ' ', var_export($operator->cookie !== $before, true), ' ';
$known = new Visitor($url);
$known->cookie = $before;
echo $known->ask('GET', '/operator')[0], "\n";
[$status, $page] = $operator->ask('GET', '/operator');
echo $status, ' ', substr_count($page, 'class="row-link"'), ' ', implode(' ', preg_grep('/^(Cache-Control|X-Frame-Options|Referrer-Policy):/', $operator->headers)), "\n";
echo preg_replace('/ http:\S+;/', ' CASHIER;', implode(' ', preg_grep('/^Content-Security/', $operator->headers))), "\n";
foreach (['?state=paid', '?state=closed', '?state=nonsense', '?number=' . $orders['alipay']->outTradeNo, '?number=T1', '?before=T0', '/nothing', '/order/T000000'] as $query) {
    [$status, $page] = $operator->ask('GET', "/operator$query");
    echo "$status:", substr_count($page, 'class="row-link"'), ' ';
}

echo "\n--- refunds\n";
foreach ($orders as $name => $order) {
    $path = "/operator/order/$order->outTradeNo";
    $form = ['csrf' => $operator->field($path, 'csrf'), 'nonce' => $operator->field($path, 'nonce'), 'amount' => '50', 'reason' => 'cup & "saucer" <b>'];
    $send = fn (array $fields) => $operator->ask('POST', "$path/refund", $fields + $form)[0];
    echo $name, ' without the token ', $send(['csrf' => '']), ', with another ', $send(['csrf' => $csrf]), ', part ', $send([]), ', sent again ', $send([]),
        ', with another amount ', $send(['amount' => '51']), ', too much ', $send(['nonce' => 'x', 'amount' => '78.01']);
    foreach (['0', '-1', '1e2', '1.005', '', 'abc', ' 5'] as $i => $amount) {
        echo ', "', $amount, '" ', $send(['nonce' => "bad $i", 'amount' => $amount]);
    }
    echo ', reason too long ', $send(['nonce' => 'y', 'reason' => str_repeat('茶', 27)]), "\n", $keeper->books($order), "\n";
    [$status, $page] = $operator->ask('GET', $path);
    echo $status, ' ', str_contains($page, 'cup &amp; &quot;saucer&quot; &lt;b&gt;') ? 'escaped' : 'as it is', ', most ', preg_match('/at most ([\d.]+)/', $page, $most) ? $most[1] : '-', "\n";
    echo $send(['nonce' => 'rest', 'amount' => $most[1], 'reason' => '']), ' ', $keeper->books($order), ', a form for more: ',
        var_export(str_contains($operator->ask('GET', $path)[1], 'name="amount"'), true), "\n";
}

echo "--- one without an answer, and the button that asks again\n";
$order = $keeper->paidOrder(Method::WeChat);
$path = "/operator/order/$order->outTradeNo";
$keeper->wechat->fault('POST /v3/refund/domestic/refunds', 'close-before-read', 3);
$operator->ask('POST', "$path/refund", ['csrf' => $operator->field($path, 'csrf'), 'nonce' => 'n', 'amount' => '128.00']);
[$status, $page] = $operator->ask('GET', $path);
echo $keeper->books($order), ' ', $status, ' ', substr_count($page, 'state-pending'), ' ', substr_count($operator->ask('GET', '/operator/refunds')[1], 'state-pending'), "\n";
echo $operator->ask('POST', "$path/ask")[0], ' ', $operator->ask('POST', "$path/ask", ['csrf' => $operator->field($path, 'csrf')])[0], ' ', $keeper->books($order), "\n";

echo "--- differences\n";
$services->database()->exec("INSERT INTO reconciliations VALUES ('2026-11-24', 'wechat', 1, 1), ('2026-11-24', 'alipay', 0, 1)");
$services->database()->exec("INSERT INTO differences VALUES ('2026-11-24', 'wechat', 1, 'missing-here', '<i>T1', NULL, '1.00 succeeded', NULL)");
[$status, $page] = $operator->ask('GET', '/operator/differences');
preg_match('~<h1>.*</main>~s', $page, $found);
echo $status, ' ', preg_replace('/\s+/', ' ', strip_tags($found[0])), ' ', substr_count($found[0], 'href="/operator/order/'), "\n";

echo "--- leaving, and guessing\n";
echo $operator->ask('POST', '/operator/logout')[0], ' ', $operator->ask('POST', '/operator/logout', ['csrf' => $operator->field('/operator', 'csrf')])[0], ' ',
    $operator->ask('GET', '/operator')[0], "\n";
// The stranger has guessed once.
foreach (['x', $password . ' ', substr($password, 1), 'y', $password] as $guess) {
    echo $stranger->enter($guess), ' ';
}
$services->database()->exec('UPDATE wrong_passwords SET created_at = created_at - 901');
echo $stranger->enter($password), "\n", implode(', ', array_unique($keeper->log('alarm'))), "\n";

echo "--- without a password, or with a short one\n";
foreach (['', 'short'] as $value) {
    $visitor = new Visitor($keeper->serve(['PAY_SHOP_OPERATOR_PASSWORD' => $value]));
    echo $visitor->ask('GET', '/operator')[0], ' ', $visitor->ask('POST', '/operator/login', ['password' => $value])[0], ' ', $visitor->ask('GET', '/')[0], "\n";
}
echo implode(', ', array_unique($keeper->log('alarm'))), "\n";
?>
--EXPECT--
--- outside
401 true false
401 true false
401 true false
401 true false
401 true false
401 403 403
--- inside
303 true 401
200 2 Referrer-Policy: strict-origin-when-cross-origin X-Frame-Options: DENY Cache-Control: no-store
Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src weixin: weixinping: wvjbscheme:; form-action 'self' CASHIER; base-uri 'none'; frame-ancestors 'none'
200:2 200:0 200:2 303:0 200:2 200:0 404:0 404:0 
--- refunds
wechat without the token 403, with another 403, part 303, sent again 303, with another amount 400, too much 400, "0" 400, "-1" 400, "1e2" 400, "1.005" 400, "" 400, "abc" 400, " 5" 303, reason too long 400
paid 12800, refunded 5500, set aside 0, fulfilled 1
200 escaped, most 73.00
303 refunded 12800, refunded 12800, set aside 0, fulfilled 1, a form for more: false
alipay without the token 403, with another 403, part 303, sent again 303, with another amount 400, too much 400, "0" 400, "-1" 400, "1e2" 400, "1.005" 400, "" 400, "abc" 400, " 5" 303, reason too long 400
paid 12800, refunded 5500, set aside 0, fulfilled 1
200 escaped, most 73.00
303 refunded 12800, refunded 12800, set aside 0, fulfilled 1, a form for more: false
--- one without an answer, and the button that asks again
paid 12800, refunded 0, set aside 12800, fulfilled 1 200 1 1
403 303 refunded 12800, refunded 12800, set aside 0, fulfilled 1
--- differences
200 Differences 2026-11-24 · Alipay agrees 2026-11-24 · WeChat Pay 1 to look at In the statement only &lt;i&gt;T1 Statement 1.00 succeeded Books —  0
--- leaving, and guessing
403 303 401
403 403 403 403 429 303
wrong password of the operator page
--- without a password, or with a short one
404 404 200
404 404 200
wrong password of the operator page, the operator page is off: its password is too short
