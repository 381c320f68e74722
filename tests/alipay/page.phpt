--TEST--
A page payment is one signed set of parameters, as url, as form and as the app SDK's string, and no text of an order leaves its place
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay.inc';

$public = public_pem(pem('merchant.key'));
$order = ['out_trade_no' => 'order-1', 'total_amount' => '0.01', 'subject' => '龙井茶'];

/** The elements of a form, in order: name of the element and its attributes, decoded. Anything else in it is an error. */
function elements(string $html): array
{
    $elements = [];
    $pattern = '~\G(?:<(/?[a-z]+)((?: [a-z-]+="[^"<>]*")*)>|(支付宝)|(document\.getElementById\("pay-alipay"\)\.submit\(\)))~u';
    for ($at = 0; $at < strlen($html); $at += strlen($match[0])) {
        if (!preg_match($pattern, $html, $match, 0, $at)) {
            throw new LogicException('no element: ' . substr($html, $at, 60));
        }
        if ($match[1] !== '') {
            preg_match_all('~ ([a-z-]+)="([^"]*)"~', $match[2], $attributes);
            $elements[] = [$match[1], array_combine($attributes[1], array_map(fn ($text) => html_entity_decode($text, ENT_QUOTES | ENT_HTML5, 'UTF-8'), $attributes[2]))];
        }
    }
    return $elements;
}

/** What a browser would post, and where to. */
function posted(string $html): array
{
    $fields = [];
    foreach (elements($html) as [$name, $attributes]) {
        if ($name === 'form') {
            [$gateway, $query] = explode('?', $attributes['action'], 2);
            $fields += decoded($query);
        } elseif (isset($attributes['name'])) {
            $fields[$attributes['name']] = $attributes['value'];
        }
    }
    return [$gateway, $fields];
}

/** True where all of its shapes are the same parameters, signed. */
function is_one(Pay\Page $page, string $public): bool
{
    [$gateway, $query] = explode('?', $page->url(), 2);
    $fields = decoded($query);
    return posted($page->html()) == [$gateway, $fields] && decoded($page->orderString()) == $fields && $page->orderString() === $query
        && "$page" === $page->url() && is_signed_request($fields, $public);
}

echo "What is in it:\n";
date_default_timezone_set('America/New_York');
$fields = [];
foreach (['page', 'wap', 'app'] as $method) {
    $page = alipay()->$method($order);
    $fields = decoded($page->orderString());
    $age = time() - (new DateTime($fields['timestamp'], new DateTimeZone('Asia/Shanghai')))->getTimestamp();
    echo "$method: ", $fields['biz_content'], "\n";
    var_dump($age >= 0 && $age < 60, is_one($page, $public));
    unset($fields['biz_content'], $fields['timestamp'], $fields['sign']);
    ksort($fields);
    echo json_encode($fields, JSON_UNESCAPED_SLASHES), "\n";
}

echo "The gateway's address:\n";
foreach (['' => [], 'sandbox' => ['sandbox' => true], 'own' => ['http' => new Pay\Http(baseUrl: 'https://gateway.example/gateway.do')]] as $name => $override) {
    echo strtok(alipay($override + ['http' => null])->page($order)->url(), '?'), "\n";
}

echo "The form:\n";
$page = alipay()->page($order);
$html = $page->html();
foreach (elements($html) as [$name, $attributes]) {
    echo $name, ' ', implode(' ', array_keys($attributes)), "\n";
}
[$form, $input, , $button] = elements($html);
var_dump($form[1]['method'], $form[1]['accept-charset'], $input[1]['type'], $input[1]['name'], str_contains($form[1]['action'], 'charset=utf-8'));
foreach (['r4nd0m+/=', '"><script>alert(1)</script>', "x' y"] as $nonce) {
    $script = array_values(array_filter(elements($page->html($nonce)), fn ($element) => $element[0] === 'script'));
    var_dump(count($script), $script[0][1] === ['nonce' => $nonce]);
}
var_dump(str_contains($page->html(''), 'nonce=""'));

echo "Hostile texts come back as they were, and are nowhere else:\n";
$texts = [
    'markup' => '"><script>alert(1)<!--',
    'an attribute' => '" onfocus="alert(1)" x="',
    'quotes' => "'\"`\\",
    'entities' => '&quot;&#34;&lt;&amp;amp;',
    'percents' => '%22%3E%00+%2B &sign=x&total_amount=0',
    'line ends' => "a\r\nb\tc\n",
    'beyond' => "龙井茶 😀 \u{2028}\u{202e}\u{feff}",
    'a template' => '{{7*7}} ${x} <?php ?>',
    'an @ file' => '@/etc/passwd',
];
foreach ($texts as $name => $text) {
    $page = alipay(['returnUrl' => 'https://shop.example/return?a=1&b=2'])
        ->page($order + ['body' => $text, 'passback_params' => $text, 'goods_detail' => [['goods_name' => $text]]]);
    [, $fields] = posted($page->html());
    $content = json_decode($fields['biz_content'], true);
    $same = $content['body'] === $text && $content['passback_params'] === $text && $content['goods_detail'][0]['goods_name'] === $text;
    echo $name, ': ', var_export($same, true), ' ', var_export(is_one($page, $public), true), ' ',
        var_export($fields['return_url'] === 'https://shop.example/return?a=1&b=2', true), "\n";
}
echo "As public parameters:\n";
foreach ($texts as $name => $text) {
    $page = alipay()->pageExecute('alipay.user.agreement.page.sign', ['external_agreement_no' => 'a1'], ['x' => $text]);
    [, $fields] = posted($page->html());
    echo $name, ': ', var_export($fields['x'] === $text, true), ' ', var_export(is_one($page, $public), true), "\n";
}
echo "Names of parameters are no place for any of it:\n";
foreach (['x"><script>', 'a&b', 'a=b', 'a b', '', 'ü', "a\0", str_repeat('a', 65), 'a.b-c_D1'] as $name) {
    echo json_encode($name), ': ', verdict(fn () => alipay()->pageExecute('alipay.user.agreement.page.sign', [], [$name => '1'])),
        ' ', verdict(fn () => alipay()->pageExecute('alipay.user.info.share', [$name => '1'])), "\n";
}
echo "What says who signs, and how, is not the caller's:\n";
foreach (['app_id', 'method', 'format', 'charset', 'sign', 'sign_type', 'timestamp', 'version', 'app_cert_sn', 'alipay_root_cert_sn', 'biz_content'] as $name) {
    echo $name, ': ', verdict(fn () => alipay()->pageExecute('alipay.trade.page.pay', $order, [$name => 'x'])),
        '; beside biz_content: ', verdict(fn () => alipay()->pageExecute('alipay.user.info.share', [$name => 'x'])), "\n";
}
echo 'one in both places: ', verdict(fn () => alipay()->pageExecute('alipay.user.info.share', ['auth_token' => 'a'], ['auth_token' => 'b'])), "\n";
echo "Own addresses, none, and a blank:\n";
foreach ([['notify_url' => 'https://other.example/n'], ['notify_url' => null], ['notify_url' => ''], ['notify_url' => '   '], ['app_auth_token' => 'token']] as $systems) {
    $page = alipay()->pageExecute('alipay.trade.page.pay', $order, $systems);
    $fields = decoded($page->orderString());
    echo json_encode($systems), ': ', json_encode(array_intersect_key($fields, ['notify_url' => 1, 'app_auth_token' => 1]), JSON_UNESCAPED_SLASHES), ' ', var_export(is_signed_request($fields, $public), true), "\n";
}
echo "The string of the app SDK:\n";
$string = alipay()->app(['subject' => 'a+b c%20d~!*()'] + $order)->orderString();
var_dump(preg_match('~^(?:[a-z_]+=(?:[A-Za-z0-9._\~-]|%[0-9A-F]{2})+(?:&(?!$)|$))+$~', $string), str_contains($string, 'return_url'), json_decode(decoded($string)['biz_content'])->subject);

echo "With RSA, and with encryptKey, which is not for what a browser carries:\n";
var_dump(is_signed_request(decoded(alipay(['signType' => 'RSA'])->app($order)->orderString()), $public, 'sha1'));
$fields = decoded(alipay(['encryptKey' => ALIPAY_AES_KEY])->page($order)->orderString());
var_dump(isset($fields['encrypt_type']), is_signed_request($fields, $public), json_decode($fields['biz_content'], true)['out_trade_no']);

echo "Refused before anything is signed:\n";
foreach ([
    'no number' => ['out_trade_no' => null], 'no amount' => ['total_amount' => null], 'no subject' => ['subject' => null], 'an empty subject' => ['subject' => ''],
    'a slash in the subject' => ['subject' => 'a/b'], 'an equals sign' => ['subject' => 'a=b'], 'an ampersand' => ['subject' => 'a&b'],
    'a long subject' => ['subject' => str_repeat('茶', 257)], 'a subject that just fits' => ['subject' => str_repeat('茶', 256)],
    'a number with a blank' => ['out_trade_no' => 'order 1'], 'a long number' => ['out_trade_no' => str_repeat('1', 65)], 'text that is no UTF-8' => ['subject' => "\xff"],
    'an object' => ['subject' => new stdClass()], 'a closure' => ['body' => fn () => 1], 'a float' => ['x' => NAN],
] as $name => $fields) {
    echo $name, ': ', verdict(fn () => alipay()->page(array_replace($order, $fields))), "\n";
}
foreach (['clone' => fn () => clone $page, 'new' => fn () => new Pay\Page(), 'unserialize' => fn () => unserialize('O:8:"Pay\Page":0:{}'), 'a property' => fn () => $page->url = 'x'] as $name => $call) {
    echo $name, ': ', verdict($call), "\n";
}
?>
--EXPECT--
What is in it:
page: {"out_trade_no":"order-1","total_amount":"0.01","subject":"龙井茶","product_code":"FAST_INSTANT_TRADE_PAY"}
bool(true)
bool(true)
{"app_id":"2014072300007148","charset":"utf-8","format":"JSON","method":"alipay.trade.page.pay","notify_url":"https://shop.example/notify","return_url":"https://shop.example/return","sign_type":"RSA2","version":"1.0"}
wap: {"out_trade_no":"order-1","total_amount":"0.01","subject":"龙井茶","product_code":"QUICK_WAP_WAY"}
bool(true)
bool(true)
{"app_id":"2014072300007148","charset":"utf-8","format":"JSON","method":"alipay.trade.wap.pay","notify_url":"https://shop.example/notify","return_url":"https://shop.example/return","sign_type":"RSA2","version":"1.0"}
app: {"out_trade_no":"order-1","total_amount":"0.01","subject":"龙井茶","product_code":"QUICK_MSECURITY_PAY"}
bool(true)
bool(true)
{"app_id":"2014072300007148","charset":"utf-8","format":"JSON","method":"alipay.trade.app.pay","notify_url":"https://shop.example/notify","sign_type":"RSA2","version":"1.0"}
The gateway's address:
https://openapi.alipay.com/gateway.do
https://openapi-sandbox.dl.alipaydev.com/gateway.do
https://gateway.example/gateway.do
The form:
form id method accept-charset action
input type name value
button type
/button 
/form 
script 
/script 
string(4) "post"
string(5) "utf-8"
string(6) "hidden"
string(11) "biz_content"
bool(true)
int(1)
bool(true)
int(1)
bool(true)
int(1)
bool(true)
bool(true)
Hostile texts come back as they were, and are nowhere else:
markup: true true true
an attribute: true true true
quotes: true true true
entities: true true true
percents: true true true
line ends: true true true
beyond: true true true
a template: true true true
an @ file: true true true
As public parameters:
markup: true true
an attribute: true true
quotes: true true
entities: true true
percents: true true
line ends: true true
beyond: true true
a template: true true
an @ file: true true
Names of parameters are no place for any of it:
"x\"><script>": ValueError ValueError
"a&b": ValueError ValueError
"a=b": ValueError ValueError
"a b": ValueError ValueError
"": ValueError ValueError
"\u00fc": ValueError ValueError
"a\u0000": ValueError ValueError
"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": ValueError ValueError
"a.b-c_D1": accepted accepted
What says who signs, and how, is not the caller's:
app_id: ValueError; beside biz_content: ValueError
method: ValueError; beside biz_content: ValueError
format: ValueError; beside biz_content: ValueError
charset: ValueError; beside biz_content: ValueError
sign: ValueError; beside biz_content: ValueError
sign_type: ValueError; beside biz_content: ValueError
timestamp: ValueError; beside biz_content: ValueError
version: ValueError; beside biz_content: ValueError
app_cert_sn: ValueError; beside biz_content: ValueError
alipay_root_cert_sn: ValueError; beside biz_content: ValueError
biz_content: ValueError; beside biz_content: accepted
one in both places: ValueError
Own addresses, none, and a blank:
{"notify_url":"https:\/\/other.example\/n"}: {"notify_url":"https://other.example/n"} true
{"notify_url":null}: {"notify_url":"https://shop.example/notify"} true
{"notify_url":""}: [] true
{"notify_url":"   "}: [] true
{"app_auth_token":"token"}: {"app_auth_token":"token","notify_url":"https://shop.example/notify"} true
The string of the app SDK:
int(1)
bool(false)
string(14) "a+b c%20d~!*()"
With RSA, and with encryptKey, which is not for what a browser carries:
bool(true)
bool(false)
bool(true)
string(7) "order-1"
Refused before anything is signed:
no number: ValueError
no amount: ValueError
no subject: ValueError
an empty subject: ValueError
a slash in the subject: ValueError
an equals sign: ValueError
an ampersand: ValueError
a long subject: ValueError
a subject that just fits: accepted
a number with a blank: ValueError
a long number: ValueError
text that is no UTF-8: ValueError
an object: ValueError
a closure: ValueError
a float: ValueError
clone: Error
new: Error
unserialize: Exception
a property: Error
