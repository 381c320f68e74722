--TEST--
Alipay: a login gives the user and is used once; what is encrypted opens only with the key, and what is signed only when it is
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/alipay_gateway.inc';

$gateway = new AlipayGateway();
$pay = $gateway->client(['encryptKey' => $gateway->config['encryptKey']]);
const TOKEN = 'alipay.system.oauth.token';

foreach (['auth_base', 'auth_user', 'auth_base,auth_user'] as $scope) {
    $url = $pay->authorizeUrl('https://shop.example/login?next=%2Fa&b=1', 'state-1', $scope);
    echo str_replace($gateway->url, 'GATEWAY', $url), "\n";
    [$status, , $location] = $gateway->fetch('GET', $url);
    parse_str(parse_url($location, PHP_URL_QUERY), $back);
    echo "$status $back[next] $back[state] $back[scope]\n";
    $token = $pay->oauthToken($back['auth_code']);
    echo json_encode([$token->verified, $token->state->value, $token['user_id'] === $gateway->config['buyerId'], $token['access_token'] !== '']), ' ',
        outcome(fn () => $pay->execute('alipay.user.info.share', ['auth_token' => $token['access_token']])), "\n";
    echo outcome(fn () => $pay->oauthToken($back['auth_code'])), "\n";
}
$request = array_slice($gateway->requests(TOKEN), -1)[0];
parse_str($request['body'], $body);
echo json_encode([array_keys($body), str_contains($request['target'], 'biz_content')]), "\n";
$again = $pay->execute(TOKEN, ['grant_type' => 'refresh_token', 'refresh_token' => $token['refresh_token']]);
echo $again['user_id'] === $token['user_id'] ? 'refreshed' : 'WRONG', "\n";

echo "-- a code is not sent twice, since the first may have used it up\n";
foreach (['close-before-read', 'close-after-read', 'truncate', 'http-500', 'html', 'bad-signature', 'no-signature', 'unsigned-success', 'error-response', 'code-20000'] as $fault) {
    $code = $gateway->control('POST', '/code', ['scope' => 'auth_base'])['code'];
    $gateway->fault(TOKEN, $fault, 9);
    $since = $gateway->count(TOKEN);
    $got = outcome(fn () => $pay->oauthToken($code));
    $gateway->control('DELETE', '/faults');
    echo "$fault: $got ", $gateway->count(TOKEN) - $since, "\n";
}

echo "-- a merchant lets the application in\n";
$code = $gateway->control('POST', '/code', ['scope' => 'app'])['code'];
$tokens = $pay->execute('alipay.open.auth.token.app', ['grant_type' => 'authorization_code', 'code' => $code]);
echo json_encode($tokens->get('tokens.0.app_auth_token') === $gateway->config['appAuthToken']), ' ', outcome(fn () => $pay->execute('alipay.open.auth.token.app', ['grant_type' => 'authorization_code', 'code' => $code])), ' ',
    $pay->execute('alipay.open.auth.token.app.query', ['app_auth_token' => $gateway->config['appAuthToken']])['status'], "\n";

echo "-- encrypt and decrypt\n";
$key = base64_decode($gateway->config['encryptKey']);
foreach (['', 'x', '0123456789abcdef', '{"mobile":"13800138000"}', "茶\0\xff"] as $plain) {
    $sealed = $pay->encrypt($plain);
    echo json_encode([$sealed === base64_encode(openssl_encrypt($plain, 'aes-128-cbc', $key, OPENSSL_RAW_DATA, str_repeat("\0", 16))), $pay->decrypt($sealed) === $plain]), "\n";
}
foreach (['', '%%%', 'AAAA', base64_encode(str_repeat('x', 16)), base64_encode(str_repeat('x', 15))] as $bad) {
    echo outcome(fn () => $pay->decrypt($bad)), "\n";
}
echo outcome(fn () => $gateway->client()->encrypt('x')), ' ', outcome(fn () => $gateway->client()->decrypt($pay->encrypt('x'))), "\n";

echo "-- the answer of my.getPhoneNumber\n";
openssl_pkey_export(openssl_pkey_get_private('file://' . $gateway->dir . '/platform_1_key.pem'), $platform);
$sign = function (string $text, int $algorithm = OPENSSL_ALGO_SHA256) use ($platform) {
    openssl_sign($text, $signature, $platform, $algorithm);
    return base64_encode($signature);
};
$inner = '{"code":"10000","msg":"Success","mobile":"13800138000"}';
$sealed = $pay->encrypt($inner);
$payload = fn (array $fields) => json_encode($fields + ['sign_type' => 'RSA2', 'encrypt_type' => 'AES', 'charset' => 'UTF-8']);
$cases = [
    'sealed' => $payload(['response' => $sealed, 'sign' => $sign("\"$sealed\"")]),
    'plain' => $payload(['response' => $inner, 'sign' => $sign($inner)]),
    'an error' => $payload(['response' => '{"code":"40003"}', 'sign' => $sign('{"code":"40003"}')]),
    'without the quotes' => $payload(['response' => $sealed, 'sign' => $sign($sealed)]),
    'another text' => $payload(['response' => $pay->encrypt('{"mobile":"1"}'), 'sign' => $sign("\"$sealed\"")]),
    'no sign' => $payload(['response' => $sealed]),
    'an empty sign' => $payload(['response' => $sealed, 'sign' => '']),
    'a sign that is a list' => $payload(['response' => $sealed, 'sign' => [$sign("\"$sealed\"")]]),
    'SHA-1' => $payload(['response' => $sealed, 'sign' => $sign("\"$sealed\"", OPENSSL_ALGO_SHA1), 'sign_type' => 'RSA']),
    'two responses' => substr_replace($payload(['response' => $sealed, 'sign' => $sign("\"$sealed\"")]), '"response":"x",', 1, 0),
    'no response' => $payload(['sign' => $sign('""')]),
    'cut' => substr($payload(['response' => $sealed, 'sign' => $sign("\"$sealed\"")]), 0, -5),
];
foreach ($cases as $name => $text) {
    $opened = null;
    $got = outcome(function () use ($pay, $text, &$opened) { $opened = $pay->decrypt($text); });
    echo "$name: ", $got === 'done' ? $opened : $got, "\n";
}

echo "-- refused before anything is sent\n";
$before = $gateway->count();
foreach ([fn () => $pay->oauthToken(''), fn () => $pay->oauthToken('a b'), fn () => $pay->oauthToken("a\r\nb"), fn () => $pay->authorizeUrl('/login'),
    fn () => $pay->authorizeUrl('https://shop.example/', 'a b'), fn () => $pay->authorizeUrl('https://shop.example/', '', 'auth user'),
    fn () => $gateway->client(['encryptKey' => 'short'])] as $call) {
    echo outcome($call), ' ';
}
echo $gateway->count() - $before, "\n";
$real = $gateway->client(['http' => null]);
echo $real->authorizeUrl('https://shop.example/login?a=1', 'x+y/z='), "\n";
ob_start();
var_dump($pay);
print_r($pay->onBehalfOf($gateway->config['appAuthToken']));
$shown = ob_get_clean();
echo json_encode([str_contains($shown, $gateway->config['encryptKey']), str_contains($shown, $gateway->config['appAuthToken'])]), "\n";
?>
--EXPECT--
GATEWAY/oauth2/publicAppAuthorize.htm?app_id=2021000000000109&scope=auth_base&redirect_uri=https%3A%2F%2Fshop.example%2Flogin%3Fnext%3D%252Fa%26b%3D1&state=state-1
302 /a state-1 auth_base
[true,"unknown",true,true] ApiException api.isv.insufficient-user-permissions
ApiException api.isv.code-invalid
GATEWAY/oauth2/publicAppAuthorize.htm?app_id=2021000000000109&scope=auth_user&redirect_uri=https%3A%2F%2Fshop.example%2Flogin%3Fnext%3D%252Fa%26b%3D1&state=state-1
302 /a state-1 auth_user
[true,"unknown",true,true] done
ApiException api.isv.code-invalid
GATEWAY/oauth2/publicAppAuthorize.htm?app_id=2021000000000109&scope=auth_base%2Cauth_user&redirect_uri=https%3A%2F%2Fshop.example%2Flogin%3Fnext%3D%252Fa%26b%3D1&state=state-1
302 /a state-1 auth_base,auth_user
[true,"unknown",true,true] done
ApiException api.isv.code-invalid
[["grant_type","code"],false]
refreshed
-- a code is not sent twice, since the first may have used it up
close-before-read: TransportException transport.closed 1
close-after-read: TransportException transport.closed 1
truncate: TransportException transport.truncated 1
http-500: ApiException api.500 1
html: SignatureException signature.malformed 1
bad-signature: SignatureException signature.mismatch 1
no-signature: SignatureException signature.missing 1
unsigned-success: SignatureException signature.missing 1
error-response: ApiException api.isv.invalid-parameter 1
code-20000: ApiException api.isp.unknow-error 1
-- a merchant lets the application in
true ApiException api.AUTH_CODE_NOT_VALID valid
-- encrypt and decrypt
[true,true]
[true,true]
[true,true]
[true,true]
[true,true]
SignatureException signature.decrypt
SignatureException signature.decrypt
SignatureException signature.decrypt
SignatureException signature.decrypt
SignatureException signature.decrypt
ConfigException config.missing ConfigException config.missing
-- the answer of my.getPhoneNumber
sealed: {"code":"10000","msg":"Success","mobile":"13800138000"}
plain: {"code":"10000","msg":"Success","mobile":"13800138000"}
an error: {"code":"40003"}
without the quotes: SignatureException signature.mismatch
another text: SignatureException signature.mismatch
no sign: SignatureException signature.missing
an empty sign: SignatureException signature.missing
a sign that is a list: SignatureException signature.malformed
SHA-1: SignatureException signature.mismatch
two responses: SignatureException signature.malformed
no response: SignatureException signature.malformed
cut: SignatureException signature.malformed
-- refused before anything is sent
ValueError ValueError ValueError ValueError ValueError ValueError ConfigException config.format 0
https://openauth.alipay.com/oauth2/publicAppAuthorize.htm?app_id=2021000000000109&scope=auth_base&redirect_uri=https%3A%2F%2Fshop.example%2Flogin%3Fa%3D1&state=x%2By%2Fz%3D
[false,false]
