<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Request;

/** The front door: what every request has to bring along, and its proof. */
final class Gateway
{
    private const TOLERANCE = 15 * 60;
    private const BLANKS = " \t\r\n";

    public function __construct(private readonly Credentials $credentials)
    {
    }

    /** All parameters of the query and of the body. @return array{list<array{string, string}>, list<array{string, string}>} */
    public static function pairs(Request $request): array
    {
        $is_form = str_starts_with(strtolower($request->header('Content-Type')), 'application/x-www-form-urlencoded');
        return [Form::pairs((string) parse_url('http://x' . $request->target, PHP_URL_QUERY)), $is_form ? Form::pairs($request->body) : []];
    }

    /** The first value of a parameter, proven or not. */
    public static function peek(array $pairs, string $name): ?string
    {
        foreach ([...$pairs[0], ...$pairs[1]] as [$known, $value]) {
            if ($known === $name) {
                return $value;
            }
        }
        return null;
    }

    /**
     * @param array{list<array{string, string}>, list<array{string, string}>} $pairs of the query and of the body
     * @throws Refusal
     */
    public function open(array $pairs): Call
    {
        $noticeCharset = self::charsetOfQuery($pairs[0]);
        $this->checkApplication(self::peek($pairs, 'app_id'));
        $parameters = self::merge($pairs, $noticeCharset);
        $this->checkPublic($parameters);
        $this->checkCertificates($parameters);
        $this->prove($parameters);
        unset($parameters['sign']);
        $this->checkTokens($parameters);
        return new Call($parameters['method'], $parameters, $this->content($parameters), $noticeCharset, isset($parameters['encrypt_type']));
    }

    /** What is read before any parameter is: the query names the character set of the body, and without a name it is GBK. */
    private static function charsetOfQuery(array $query): string
    {
        return self::peek([$query, []], 'charset') ?? 'GBK';
    }

    /** The gateway looks for the application before it can know whose key to answer with. */
    private function checkApplication(?string $id): void
    {
        if ($id === null || $id === '') {
            throw new Refusal('40001', 'isv.missing-app-id', '缺少AppID参数', false);
        }
        if ($id !== $this->credentials->get('appId')) {
            throw new Refusal('40002', 'isv.invalid-app-id', '无效的AppID参数', false);
        }
    }

    /** Blank values count as not sent. @return array<string, string> @throws Refusal */
    private static function merge(array $pairs, string $charset): array
    {
        $parameters = [];
        foreach ($pairs as $place) {
            $seen = [];
            foreach ($place as [$name, $value]) {
                if (isset($seen[$name]) || ($parameters[$name] ?? $value) !== $value) {
                    throw Refusal::invalid('parameter', "参数重复: $name");
                }
                $seen[$name] = true;
                $parameters[$name] = $value;
            }
        }
        $parameters = array_filter($parameters, static fn (string $value) => trim($value, self::BLANKS) !== '');
        return array_map(static fn (string $value) => Charset::decode($value, $charset), $parameters);
    }

    /** @throws Refusal */
    private function checkPublic(array $parameters): void
    {
        foreach (['method', 'sign_type' => 'signature-type', 'sign' => 'signature', 'timestamp', 'version'] as $name => $what) {
            if (!isset($parameters[is_int($name) ? $what : $name])) {
                throw Refusal::missing($what);
            }
        }
        if (!isset($parameters['charset']) || !Charset::isKnown($parameters['charset'])) {
            throw Refusal::invalid('charset', '字符集错误');
        }
        if ($parameters['sign_type'] !== $this->credentials->get('signType')) {
            throw Refusal::invalid('signature-type', '无效的签名类型');
        }
        if (!in_array($parameters['format'] ?? 'JSON', ['JSON', 'json'], true)) {
            throw Refusal::invalid('format', '无效的数据格式');
        }
        $time = Clock::read($parameters['timestamp']);
        if ($time === null || abs($time - time()) > self::TOLERANCE) {
            throw Refusal::invalid('timestamp', '非法的时间戳参数');
        }
        if (!in_array($parameters['encrypt_type'] ?? 'AES', ['AES'], true)) {
            throw Refusal::invalid('encrypt-type', '无效的加密类型');
        }
        $this->checkSizes($parameters);
    }

    private function checkSizes(array $parameters): void
    {
        if ($parameters['version'] !== '1.0') {
            throw Refusal::invalid('parameter', 'version错误');
        }
        foreach (['method' => 128, 'sign' => 344, 'app_auth_token' => 40, 'notify_url' => 256, 'return_url' => 256] as $name => $longest) {
            if (strlen($parameters[$name] ?? '') > $longest) {
                throw Refusal::invalid('parameter', "{$name}过长");
            }
        }
        foreach (['notify_url', 'return_url'] as $name) {
            if (isset($parameters[$name]) && preg_match('~^https?://[^/\s]+(/\S*)?$~D', $parameters[$name]) !== 1) {
                throw Refusal::invalid('parameter', "{$name}错误");
            }
        }
    }

    /** An application works with keys or with certificates, never with both. @throws Refusal */
    private function checkCertificates(array $parameters): void
    {
        if (!$this->credentials->isCertificateMode()) {
            if (isset($parameters['app_cert_sn'])) {
                throw new Refusal('40002', 'isv.app-cert-not-exist', '应用公钥证书不存在');
            }
            return;
        }
        foreach (['app_cert_sn' => 'app-cert-sn', 'alipay_root_cert_sn' => 'alipay-root-cert-sn'] as $name => $what) {
            if (!isset($parameters[$name])) {
                throw Refusal::missing($what);
            }
        }
        if ($parameters['app_cert_sn'] !== $this->credentials->get('appCertSn')) {
            throw new Refusal('40002', 'isv.app-cert-not-exist', '应用公钥证书不存在');
        }
        if ($parameters['alipay_root_cert_sn'] !== $this->credentials->get('rootCertSn')) {
            throw Refusal::invalid('alipay-root-cert-sn', '支付宝根证书序列号错误');
        }
    }

    /** sign_type is part of what a request signs, unlike in a notification. @throws Refusal */
    private function prove(array $parameters): void
    {
        $sign = $parameters['sign'];
        unset($parameters['sign']);
        $text = Form::text($parameters);
        $signature = base64_decode($sign, true);
        $is_good = $signature !== false && base64_encode($signature) === $sign
            && openssl_verify(Charset::encode($text, $parameters['charset']), $signature, $this->credentials->appPublicKey(), $this->credentials->algorithm()) === 1;
        if (!$is_good) {
            throw Refusal::invalid('signature', '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：' . htmlspecialchars($text, ENT_NOQUOTES));
        }
    }

    /** @throws Refusal */
    private function checkTokens(array $parameters): void
    {
        if (isset($parameters['app_auth_token']) && $parameters['app_auth_token'] !== $this->credentials->get('appAuthToken')) {
            throw new Refusal('20001', 'aop.invalid-app-auth-token', '无效的应用授权令牌');
        }
    }

    /** @return array<string, mixed> @throws Refusal */
    private function content(array $parameters): array
    {
        $text = $parameters['biz_content'] ?? '';
        if ($text === '') {
            return [];
        }
        if (isset($parameters['encrypt_type'])) {
            $text = Cipher::decrypt($text, $this->credentials->get('encryptKey'));
            // under a wrong key the padding is right once in 256 times, text never is
            if ($text === null || preg_match('//u', $text) !== 1) {
                throw new Refusal('40003', 'isv.decryption-error-unknown', '解密出错, 未知错误');
            }
        } elseif (preg_match('~^[A-Za-z0-9+/]{22,}={0,2}$~D', $text) === 1) {
            throw Refusal::missing('encrypt-type');
        }
        $content = json_decode($text, true);
        if (!is_array($content) || $text[0] !== '{') {
            throw new Refusal('40002', 'isv.illegal-json', 'biz_content不是合法的JSON');
        }
        return $content;
    }
}
