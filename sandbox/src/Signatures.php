<?php

declare(strict_types=1);

namespace PaySandbox;

/** Proves what merchants send and signs what goes back. Chapter "signing and verifying" of the APIv3 documents. */
final class Signatures
{
    private const SCHEME = 'WECHATPAY2-SHA256-RSA2048';
    private const WINDOW = 300;

    public function __construct(private readonly Credentials $credentials)
    {
    }

    /** @throws ApiError */
    public function check(Request $request): void
    {
        $members = $this->members($request->header('Authorization'));
        $text = "$request->method\n$request->target\n$members[timestamp]\n$members[nonce_str]\n$request->body\n";
        if ($members['mchid'] !== $this->credentials->get('mchid')) {
            throw new ApiError(401, 'SIGN_ERROR', 'mchid is not known');
        }
        if (strtoupper($members['serial_no']) !== strtoupper($this->credentials->get('merchantSerial'))) {
            throw new ApiError(401, 'SIGN_ERROR', 'serial_no is not the serial of the merchant certificate');
        }
        if (!preg_match('/^[1-9][0-9]{0,9}$/D', $members['timestamp']) || abs(time() - (int) $members['timestamp']) > self::WINDOW) {
            throw new ApiError(401, 'SIGN_ERROR', 'timestamp is not within 300 seconds');
        }
        if (!preg_match('/^[A-Za-z0-9]{1,32}$/D', $members['nonce_str'])) {
            throw new ApiError(401, 'SIGN_ERROR', 'nonce_str must be 1 to 32 letters and digits');
        }
        $signature = base64_decode($members['signature'], true);
        if ($signature === false || openssl_verify($text, $signature, $this->credentials->merchantPublicKey(), OPENSSL_ALGO_SHA256) !== 1) {
            throw new ApiError(401, 'SIGN_ERROR', 'the signature is wrong', [
                'detail' => ['issue' => 'sign not match'], 'field' => 'signature', 'location' => 'authorization',
                'sign_information' => ['method' => $request->method, 'url' => $request->target,
                    'truncated_sign_message' => substr($text, 0, 512), 'sign_message_length' => strlen($text)],
            ]);
        }
        $this->checkHeaders($request);
    }

    /** The key that the merchant asked the answer to be signed with, or the default. @throws ApiError */
    public function signer(Request $request): string
    {
        $named = $request->header('Wechatpay-Serial');
        if ($named === '') {
            return $this->credentials->defaultSigner();
        }
        if (!isset($this->credentials->signers()[$named])) {
            throw new ApiError(400, 'PARAM_ERROR', 'Wechatpay-Serial names no key of this merchant');
        }
        return $named;
    }

    /** @return array<string, string> the four headers over this body */
    public function headers(string $body, string $signer, ?int $time = null, ?string $keyFile = null): array
    {
        $time = (string) ($time ?? time());
        $nonce = strtoupper(bin2hex(random_bytes(16)));
        $key = $this->credentials->pem($keyFile ?? $this->credentials->signers()[$signer]);
        openssl_sign("$time\n$nonce\n$body\n", $signature, $key, OPENSSL_ALGO_SHA256);
        return [
            'Wechatpay-Timestamp' => $time,
            'Wechatpay-Nonce' => $nonce,
            'Wechatpay-Serial' => $signer,
            'Wechatpay-Signature' => base64_encode($signature),
        ];
    }

    /** @return array<string, string> @throws ApiError */
    private function members(string $authorization): array
    {
        [$scheme, $rest] = explode(' ', $authorization, 2) + [1 => ''];
        preg_match_all('/(\w+)="([^"]*)"/', $rest, $found, PREG_SET_ORDER);
        $members = array_column($found, 2, 1);
        foreach (['mchid', 'nonce_str', 'timestamp', 'serial_no', 'signature'] as $name) {
            if ($scheme !== self::SCHEME || !isset($members[$name])) {
                throw new ApiError(401, 'SIGN_ERROR', 'Authorization must be ' . self::SCHEME . ' with five members');
            }
        }
        return $members;
    }

    private function checkHeaders(Request $request): void
    {
        if ($request->header('User-Agent') === '' || !preg_match('~application/json|\*/\*~', $request->header('Accept'))) {
            throw new ApiError(400, 'PARAM_ERROR', 'Accept and User-Agent are required');
        }
        if ($request->body !== '' && !str_starts_with($request->header('Content-Type'), 'application/json')) {
            throw new ApiError(400, 'PARAM_ERROR', 'Content-Type must be application/json');
        }
    }
}
