<?php

declare(strict_types=1);

namespace PaySandbox;

/** Official-account and mini-program login: who the payer is to this appid. HTTP 200 whatever happens. */
final class Login
{
    public const AUTHORIZE = '/connect/oauth2/authorize';
    private const KINDS = ['/sns/oauth2/access_token' => ['web', 'code'], '/sns/jscode2session' => ['mini', 'js_code']];

    public function __construct(private readonly Store $store, private readonly Credentials $credentials)
    {
    }

    /** @throws ApiError */
    public function answer(Request $request): Response
    {
        [$kind, $name] = self::KINDS[$request->path()] ?? throw new ApiError(404, 'NOT_FOUND', 'there is no such endpoint here');
        if ($request->method !== 'GET') {
            return self::error(43001, 'require GET method');
        }
        return $this->check($request->query(), $name) ?? $this->exchange($kind, $request->query()[$name]);
    }

    /** A new code, as the browser or the mini program gets it. */
    public function code(string $kind, ?string $openid = null, string $scope = 'snsapi_base'): string
    {
        $code = '0' . bin2hex(random_bytes(15)) . '1';
        $grant = ['kind' => $kind, 'openid' => $openid ?? Orders::OPENID, 'scope' => $scope, 'is_used' => false];
        $this->store->update('codes', static fn (array $codes) => [$code => $grant] + $codes);
        return $code;
    }

    /** The page that the payer is sent to; "silent" ones come back at once, and here every one is. @throws ApiError */
    public function authorize(array $query): Response
    {
        foreach (['appid', 'redirect_uri', 'response_type', 'scope'] as $name) {
            if (!is_string($query[$name] ?? null) || $query[$name] === '') {
                throw new ApiError(400, 'PARAM_ERROR', "$name is missing");
            }
        }
        match (true) {
            $query['appid'] !== $this->credentials->get('appid') => throw new ApiError(400, 'PARAM_ERROR', 'appid is not known'),
            $query['response_type'] !== 'code' => throw new ApiError(400, 'PARAM_ERROR', 'response_type is not code'),
            !in_array($query['scope'], ['snsapi_base', 'snsapi_userinfo'], true) => throw new ApiError(400, 'PARAM_ERROR', 'scope is not known'),
            !preg_match('~^https?://[^/?#\s]+[^#\s]*$~D', $query['redirect_uri']) => throw new ApiError(400, 'PARAM_ERROR', 'redirect_uri is no address'),
            !preg_match('/^[A-Za-z0-9]{0,128}$/D', $query['state'] ?? '') => throw new ApiError(400, 'PARAM_ERROR', 'state is not up to 128 letters and digits'),
            default => null,
        };
        $glue = str_contains($query['redirect_uri'], '?') ? '&' : '?';
        return new Response(302, '', ['Location' => $query['redirect_uri'] . $glue
            . http_build_query(['code' => $this->code('web', null, $query['scope']), 'state' => $query['state'] ?? ''])]);
    }

    private function check(array $query, string $name): ?Response
    {
        return match (true) {
            ($query['appid'] ?? '') === '' => self::error(41002, 'appid missing'),
            $query['appid'] !== $this->credentials->get('appid') => self::error(40013, 'invalid appid'),
            ($query['secret'] ?? '') === '' => self::error(41004, 'appsecret missing'),
            $query['secret'] !== $this->credentials->get('appSecret') => self::error(40125, 'invalid appsecret'),
            ($query[$name] ?? '') === '' => self::error(41008, 'missing code'),
            ($query['grant_type'] ?? '') !== 'authorization_code' => self::error(40002, 'invalid grant_type'),
            count($query) !== 4 => self::error(40035, 'invalid parameter'),
            default => null,
        };
    }

    /** A code is good once. */
    private function exchange(string $kind, string $code): Response
    {
        $grant = null;
        $this->store->update('codes', static function (array $codes) use ($code, &$grant): ?array {
            $grant = $codes[$code] ?? null;
            return $grant === null ? null : [$code => ['is_used' => true] + $grant] + $codes;
        });
        return match (true) {
            $grant === null || $grant['kind'] !== $kind => self::error(40029, 'invalid code'),
            $grant['is_used'] => self::error(40163, 'code been used'),
            $kind === 'mini' => self::json(['session_key' => base64_encode(random_bytes(16)), 'openid' => $grant['openid']]),
            default => self::json(['access_token' => bin2hex(random_bytes(32)), 'expires_in' => 7200, 'refresh_token' => bin2hex(random_bytes(32)),
                'openid' => $grant['openid'], 'scope' => $grant['scope']]),
        };
    }

    public static function error(int $code, string $message): Response
    {
        return self::json(['errcode' => $code, 'errmsg' => "$message, rid: " . bin2hex(random_bytes(8))]);
    }

    private static function json(array $data): Response
    {
        return new Response(200, json_encode($data, JSON_UNESCAPED_SLASHES), ['Content-Type' => 'text/plain']);
    }
}
