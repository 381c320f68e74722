<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Request;
use PaySandbox\Response;
use PaySandbox\Store;

/** Who the user is, what a merchant lets an application do, and the platform's certificates. */
final class OpenApi
{
    public const METHODS = [
        'alipay.system.oauth.token' => 'token',
        'alipay.user.info.share' => 'user',
        'alipay.open.auth.token.app' => 'appToken',
        'alipay.open.auth.token.app.query' => 'queryAppToken',
        'alipay.open.app.alipaycert.download' => 'certificate',
    ];
    private const SCOPES = ['auth_base', 'auth_user'];
    private const TOKEN_LIFE = 1_296_000;
    private const REFRESH_LIFE = 2_592_000;

    public function __construct(private readonly Store $store, private readonly Credentials $credentials)
    {
    }

    /** A code as the user's consent makes it; it can be used once. */
    public function newCode(string $scope): string
    {
        $code = bin2hex(random_bytes(16));
        $this->store->update('grants', static fn (array $grants) => $grants + ["code $code" => $scope]);
        return $code;
    }

    /** The page that asks the user. Here everybody agrees at once. */
    public function authorize(Request $request, bool $isForApp): Response
    {
        $query = $request->query();
        $scopes = explode(',', (string) ($query['scope'] ?? ''));
        $redirect = (string) ($query['redirect_uri'] ?? '');
        if (($query['app_id'] ?? '') !== $this->credentials->get('appId') || preg_match('~^https?://~', $redirect) !== 1
            || (!$isForApp && array_diff($scopes, self::SCOPES) !== [])) {
            return Response::html(200, '<!doctype html><title>sandbox</title><p>授权链接参数错误: app_id, scope, redirect_uri</p>');
        }
        $code = $this->newCode($isForApp ? 'app' : implode(',', $scopes));
        $back = ['app_id' => $query['app_id']] + ($isForApp ? ['app_auth_code' => $code] : ['scope' => implode(',', $scopes), 'auth_code' => $code])
            + (isset($query['state']) ? ['state' => (string) $query['state']] : []);
        return new Response(302, '', ['Location' => $redirect . (str_contains($redirect, '?') ? '&' : '?') . Form::build($back)]);
    }

    /** Its arguments are parameters of their own, its success has no code, and its errors stand below error_response. @throws Refusal */
    public function token(Call $call): array
    {
        $kind = match ($call->parameter('grant_type')) {
            'authorization_code' => 'code',
            'refresh_token' => 'refresh_token',
            default => throw self::refusal('isv.grant-type-invalid', '授权类型不合法'),
        };
        $value = (string) $call->parameter($kind);
        $scope = $this->takeGrant(($kind === 'code' ? 'code ' : 'refresh ') . $value);
        if ($scope === null || $scope === 'app') {
            throw $kind === 'code' ? self::refusal('isv.code-invalid', '授权码code无效') : self::refusal('isv.refresh-token-invalid', '刷新令牌refresh_token无效');
        }
        $access = 'authbseB' . bin2hex(random_bytes(16));
        $refresh = 'authbseB' . bin2hex(random_bytes(16));
        $this->store->update('grants', static fn (array $grants) => $grants + ["access $access" => $scope, "refresh $refresh" => $scope]);
        return ['access_token' => $access, 'auth_start' => Clock::text(), 'expires_in' => self::TOKEN_LIFE, 're_expires_in' => self::REFRESH_LIFE,
            'refresh_token' => $refresh, 'user_id' => $this->credentials->get('buyerId')];
    }

    /** @throws Refusal */
    public function user(Call $call): array
    {
        $scope = $this->store->read('grants')['access ' . $call->parameter('auth_token')] ?? null;
        if ($scope === null) {
            throw new Refusal('20001', 'aop.invalid-auth-token', '无效的访问令牌');
        }
        if (!str_contains($scope, 'auth_user')) {
            throw new Refusal('40006', 'isv.insufficient-user-permissions', '用户权限不足');
        }
        return ['user_id' => $this->credentials->get('buyerId'), 'avatar' => 'https://tfs.alipayobjects.com/images/partner/sandbox',
            'nick_name' => '沙箱买家', 'province' => '浙江省', 'city' => '杭州市', 'gender' => 'f'];
    }

    /** @throws Refusal */
    public function appToken(Call $call): array
    {
        $arguments = $call->biz + $call->parameters;
        $isRefresh = ($arguments['grant_type'] ?? '') === 'refresh_token';
        $grant = $isRefresh ? 'apprefresh ' . ($arguments['refresh_token'] ?? '') : 'code ' . ($arguments['code'] ?? '');
        if (!in_array($arguments['grant_type'] ?? '', ['authorization_code', 'refresh_token'], true) || $this->takeGrant($grant) !== 'app') {
            throw Refusal::business($isRefresh ? 'REFRESH_TOKEN_TIME_OUT' : 'AUTH_CODE_NOT_VALID', '授权码无效');
        }
        $refresh = '202611BB' . bin2hex(random_bytes(16));
        $this->store->update('grants', static fn (array $grants) => $grants + ["apprefresh $refresh" => 'app']);
        return ['tokens' => [['app_auth_token' => $this->credentials->get('appAuthToken'), 'app_refresh_token' => $refresh,
            'auth_app_id' => $this->credentials->get('authAppId'), 'expires_in' => 31536000, 're_expires_in' => 32140800,
            'user_id' => $this->credentials->get('sellerId')]]];
    }

    /** @throws Refusal */
    public function queryAppToken(Call $call): array
    {
        if (($call->biz['app_auth_token'] ?? '') !== $this->credentials->get('appAuthToken')) {
            throw Refusal::business('APP_AUTH_TOKEN_NOT_EXIST', '应用授权令牌不存在');
        }
        return ['user_id' => $this->credentials->get('sellerId'), 'auth_app_id' => $this->credentials->get('authAppId'), 'expires_in' => 31536000,
            'auth_methods' => [], 'auth_start' => Clock::text(), 'auth_end' => Clock::text(time() + 31536000), 'status' => 'valid'];
    }

    /** @throws Refusal */
    public function certificate(Call $call): array
    {
        $pem = $this->credentials->platformCertificates()[(string) ($call->biz['alipay_cert_sn'] ?? '')]
            ?? throw new Refusal('40002', 'isv.alipay-cert-not-exist', '支付宝公钥证书不存在');
        return ['alipay_cert_content' => base64_encode($pem)];
    }

    /** What was granted, which is not granted again. */
    private function takeGrant(string $name): ?string
    {
        $taken = null;
        $this->store->update('grants', static function (array $grants) use ($name, &$taken): ?array {
            $taken = $grants[$name] ?? null;
            unset($grants[$name]);
            return $taken === null ? null : $grants;
        });
        return $taken;
    }

    private static function refusal(string $code, string $message): Refusal
    {
        return new Refusal('40002', $code, $message, true, true);
    }
}
