<?php

declare(strict_types=1);

namespace PaySandbox;

/** APIv2: proves a request, lets its endpoint answer, and signs the answer by the algorithm of the request. */
final class V2
{
    public const PATHS = '~^/(pay|secapi|mmpaymkttransfers|tools|papay)/~';
    private const EITHER = 'MD5|HMAC-SHA256';

    /** Path => class, method, algorithms (one alone is fixed), traits. */
    private const ENDPOINTS = [
        '/pay/unifiedorder' => [V2Orders::class, 'create', self::EITHER, ''],
        '/pay/orderquery' => [V2Orders::class, 'query', self::EITHER, ''],
        '/pay/closeorder' => [V2Orders::class, 'close', self::EITHER, ''],
        '/pay/micropay' => [V2Orders::class, 'micropay', self::EITHER, ''],
        '/secapi/pay/reverse' => [V2Orders::class, 'reverse', self::EITHER, 'certificate'],
        '/secapi/pay/refund' => [V2Refunds::class, 'create', self::EITHER, 'certificate'],
        '/pay/refundquery' => [V2Refunds::class, 'query', self::EITHER, ''],
        '/pay/downloadbill' => [V2Bills::class, 'trade', 'MD5', 'unsigned text'],
        '/pay/downloadfundflow' => [V2Bills::class, 'fundFlow', 'HMAC-SHA256', 'unsigned certificate'],
        '/tools/shorturl' => [V2Tools::class, 'shorten', self::EITHER, ''],
        '/tools/authcodetoopenid' => [V2Tools::class, 'openid', 'MD5', ''],
        '/papay/querycontract' => [V2Tools::class, 'contract', 'MD5', 'no-nonce'],
        '/mmpaymkttransfers/promotion/transfers' => [V2Payouts::class, 'transfer', 'MD5', 'unsigned certificate'],
        '/mmpaymkttransfers/gettransferinfo' => [V2Payouts::class, 'queryTransfer', 'MD5', 'unsigned certificate'],
        '/mmpaymkttransfers/sendredpack' => [V2Payouts::class, 'sendRedPacket', 'MD5', 'unsigned certificate'],
        '/mmpaymkttransfers/sendgroupredpack' => [V2Payouts::class, 'sendRedPacket', 'MD5', 'unsigned certificate'],
        '/mmpaymkttransfers/gethbinfo' => [V2Payouts::class, 'queryRedPacket', 'MD5', 'unsigned certificate'],
    ];

    /** Codes of the ledger, which speaks APIv3 => codes of APIv2. */
    private const CODES = [
        'ORDER_NOT_EXIST' => 'ORDERNOTEXIST', 'ORDER_CLOSED' => 'ORDERCLOSED', 'ORDER_REVERSED' => 'ORDERREVERSED', 'RESOURCE_NOT_EXISTS' => 'REFUNDNOTEXIST',
        'NOT_ENOUGH' => 'NOTENOUGH', 'SYSTEM_ERROR' => 'SYSTEMERROR', 'BANK_ERROR' => 'BANKERROR',
    ];

    public function __construct(
        private readonly Store $store,
        private readonly Credentials $credentials,
        private readonly Orders $orders,
        private readonly Notifier $notifier,
    ) {
    }

    public function answer(Request $request): Response
    {
        try {
            $call = $this->prove($request);
        } catch (V2Refusal $e) {
            return self::refusal($e->getMessage());
        }
        try {
            $this->check($call);
            [$class, $method] = self::ENDPOINTS[$call->path];
            $answer = (new $class($this->store, $this->credentials, $this->orders, $this->notifier))->$method($call);
            return $answer instanceof Response ? $answer : $this->respond($call, $answer);
        } catch (ApiError $e) {
            return $this->fail($call, $e);
        }
    }

    /** A signed refusal that carries out nothing. */
    public function refuse(Request $request, ApiError $error): Response
    {
        try {
            return $this->fail($this->prove($request), $error);
        } catch (V2Refusal $e) {
            return self::refusal($e->getMessage());
        }
    }

    public static function refusal(string $message): Response
    {
        return self::xml(['return_code' => 'FAIL', 'return_msg' => $message]);
    }

    public static function xml(array $fields): Response
    {
        return new Response(200, V2Message::write($fields), ['Content-Type' => 'text/plain']);
    }

    /** @throws V2Refusal */
    private function prove(Request $request): V2Call
    {
        if ($request->method !== 'POST') {
            throw new V2Refusal('REQUIRE_POST_METHOD');
        }
        if (!preg_match('~^(text|application)/xml\b~', $request->header('Content-Type'))) {
            throw new V2Refusal('XML_FORMAT_ERROR: Content-Type is not text/xml');
        }
        [, , $algorithms, $traits] = self::ENDPOINTS[$request->path()] ?? throw new V2Refusal('there is no such endpoint here');
        $fields = V2Message::read($request->body);
        if (($fields['mch_id'] ?? $fields['mchid'] ?? null) !== $this->credentials->get('mchid')) {
            throw new V2Refusal('MCHID_NOT_EXIST: mch_id is missing or not known');
        }
        $call = new V2Call($request->path(), $fields, self::algorithm($fields, $algorithms), $traits);
        if (!hash_equals(V2Message::sign($fields, $call->signType, $this->credentials->get('apiV2Key')), $fields['sign'] ?? '')) {
            throw new V2Refusal("签名错误 SIGNERROR: sign is not the $call->signType of the fields");
        }
        $this->checkCertificate($call, $request);
        return $call;
    }

    /** @throws V2Refusal */
    private static function algorithm(array $fields, string $algorithms): string
    {
        $named = $fields['sign_type'] ?? null;
        return match (true) {
            $algorithms === 'MD5' && $named !== null => throw new V2Refusal('sign_type is not known here: it is always MD5'),
            $algorithms === 'HMAC-SHA256' && $named !== $algorithms => throw new V2Refusal('sign_type must be HMAC-SHA256 here'),
            $named === null => 'MD5',
            in_array($named, ['MD5', 'HMAC-SHA256'], true) => $named,
            default => throw new V2Refusal('sign_type is neither MD5 nor HMAC-SHA256'),
        };
    }

    /** Plain http cannot ask for a certificate; there none is wanted. @throws V2Refusal */
    private function checkCertificate(V2Call $call, Request $request): void
    {
        if (!$call->is('certificate') || !$request->isTls) {
            return;
        }
        if ($request->clientCertificate === null) {
            throw new V2Refusal('CA_ERROR 证书错误: the client certificate is missing');
        }
        if (!$this->credentials->isMerchant($request->clientCertificate)) {
            throw new V2Refusal('CA_ERROR 证书错误: the client certificate is wrong, it is not that of this merchant');
        }
    }

    /** @throws ApiError */
    private function check(V2Call $call): void
    {
        $nonce = $call->fields['nonce_str'] ?? null;
        if ($call->is('no-nonce') ? $nonce !== null : !preg_match('/^[0-9A-Za-z]{1,32}$/D', $nonce ?? '')) {
            throw V2Fields::wrong('nonce_str', $call->is('no-nonce') ? 'is not known here' : 'is not 1 to 32 letters and digits');
        }
        V2Fields::check($call->path, $call->business());
        foreach (['appid', 'wxappid', 'mch_appid'] as $name) {
            if (isset($call->fields[$name]) && $call->fields[$name] !== $this->credentials->get('appid')) {
                throw new ApiError(400, 'APPID_MCHID_NOT_MATCH', "$name and the merchant do not match");
            }
        }
    }

    private function respond(V2Call $call, array $data): Response
    {
        $fields = ['return_code' => 'SUCCESS', 'return_msg' => 'OK'] + $data + ['result_code' => 'SUCCESS'] + $call->echoed();
        if (!$call->is('no-nonce')) {
            $fields += ['nonce_str' => bin2hex(random_bytes(16))];
        }
        return self::xml($call->is('unsigned') ? $fields : V2Message::signed($fields, $call->signType, $this->credentials->get('apiV2Key')));
    }

    private function fail(V2Call $call, ApiError $error): Response
    {
        if ($call->is('text')) {
            $is_missing = $error->errorCode === 'NO_BILL_EXIST';
            return self::xml(['return_code' => 'FAIL', 'return_msg' => $is_missing ? 'No Bill Exist' : $error->getMessage(),
                'error_code' => $is_missing ? '20002' : '20001']);
        }
        return $this->respond($call, ['result_code' => 'FAIL', 'err_code' => self::CODES[$error->errorCode] ?? $error->errorCode,
            'err_code_des' => $error->getMessage()] + array_intersect_key($error->detail, ['recall' => 1]));
    }
}
