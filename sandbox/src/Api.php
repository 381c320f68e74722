<?php

declare(strict_types=1);

namespace PaySandbox;

/** The endpoints under /v3: what each answers to a request whose signature is proven. */
final class Api
{
    /** Method and path, {} for one segment => method of this class. */
    private const ROUTES = [
        'POST /v3/pay/transactions/codepay' => 'codepay',
        'POST /v3/pay/partner/transactions/codepay' => 'codepay',
        'POST /v3/pay/transactions/{scene}' => 'create',
        'POST /v3/pay/partner/transactions/{scene}' => 'createPartner',
        'GET /v3/pay/transactions/id/{id}' => 'queryById',
        'GET /v3/pay/partner/transactions/id/{id}' => 'queryById',
        'GET /v3/pay/transactions/out-trade-no/{number}' => 'query',
        'GET /v3/pay/partner/transactions/out-trade-no/{number}' => 'query',
        'POST /v3/pay/transactions/out-trade-no/{number}/close' => 'close',
        'POST /v3/pay/partner/transactions/out-trade-no/{number}/close' => 'close',
        'POST /v3/pay/transactions/out-trade-no/{number}/reverse' => 'reverse',
        'POST /v3/pay/partner/transactions/out-trade-no/{number}/reverse' => 'reverse',
        'POST /v3/fund-app/mch-transfer/transfer-bills' => 'transfer',
        'GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{number}' => 'queryTransfer',
        'POST /v3/refund/domestic/refunds' => 'refund',
        'GET /v3/refund/domestic/refunds/{number}' => 'queryRefund',
        'GET /v3/bill/tradebill' => 'tradeBill',
        'GET /v3/bill/fundflowbill' => 'fundFlowBill',
        'GET /v3/billdownload/file' => 'billFile',
        'GET /v3/certificates' => 'certificates',
        'POST /v3/security/echo' => 'echo',
    ];

    public function __construct(
        private readonly Store $store,
        private readonly Credentials $credentials,
        private readonly Orders $orders,
        private readonly Notifier $notifier,
    ) {
    }

    /** @throws ApiError */
    public function answer(Request $request): Response
    {
        foreach (self::ROUTES as $route => $method) {
            $pattern = '~^' . preg_replace('~\\\\\{(\w+)\\\\\}~', '([^/]+)', preg_quote($route, '~')) . '$~D';
            if (preg_match($pattern, "$request->method " . $request->path(), $match)) {
                $data = $this->$method($request, rawurldecode($match[1] ?? ''));
                if ($data instanceof Response) {
                    return $data;
                }
                return $data === null ? new Response(204) : new Response(200, self::encode($data), ['Content-Type' => 'application/json; charset=utf-8']);
            }
        }
        throw new ApiError(404, 'NOT_FOUND', 'there is no such endpoint here');
    }

    private function create(Request $request, string $scene): array
    {
        return $this->createOrder($this->body($request), $scene, false);
    }

    private function createPartner(Request $request, string $scene): array
    {
        return $this->createOrder($this->body($request), $scene, true);
    }

    private function createOrder(array $order, string $scene, bool $is_partner): array
    {
        if (!in_array($scene, ['jsapi', 'h5', 'native', 'app'], true)) {
            throw new ApiError(404, 'NOT_FOUND', 'there is no such scene');
        }
        Fields::checkOrder($scene, $is_partner, $order);
        $this->checkOwner($order);
        $this->checkAppId($order);
        $made = $this->orders->create($scene, $order);
        $base = $this->credentials->get('baseUrl');
        return match ($scene) {
            'h5' => ['h5_url' => "$base/sandbox/h5/$made[token]?prepay_id=$made[prepay_id]&package=" . crc32($made['token'])],
            'native' => ['code_url' => "weixin://wxpay/bizpayurl?pr=$made[token]"],
            default => ['prepay_id' => $made['prepay_id']],
        };
    }

    private function codepay(Request $request): array
    {
        $order = $this->body($request);
        Fields::checkOrder('codepay', str_contains($request->path(), '/partner/'), $order);
        $this->checkOwner($order);
        $this->checkAppId($order);
        return $this->orders->view((new Micropay($this->store, $this->orders))->pay($order));
    }

    private function query(Request $request, string $number): array
    {
        $this->checkOwner($request->query());
        return $this->orders->view((new Micropay($this->store, $this->orders))->query($this->orders->find($number)));
    }

    private function queryById(Request $request, string $id): array
    {
        $this->checkOwner($request->query());
        return $this->orders->view($this->orders->findBy('transaction_id', $id));
    }

    private function close(Request $request, string $number): ?array
    {
        $this->checkOwner($this->body($request));
        $this->orders->close($number);
        return null;
    }

    private function reverse(Request $request, string $number): array
    {
        $fields = $this->body($request);
        $this->checkOwner($fields);
        if (!(new Micropay($this->store, $this->orders))->reverse($this->orders->find($number))) {
            throw new ApiError(500, 'SYSTEM_ERROR', 'nothing was reversed, call again');
        }
        return array_intersect_key($fields, ['appid' => 1, 'mchid' => 1]) + ['out_trade_no' => $number];
    }

    private function transfer(Request $request): array
    {
        $fields = $this->body($request);
        Fields::checkTransfer($fields);
        $name = isset($fields['user_name']) ? $this->decrypt($request, '/user_name', $fields['user_name']) : null;
        return $this->orders->transfer($fields, $name);
    }

    private function queryTransfer(Request $request, string $number): array
    {
        return $this->orders->findTransfer($number);
    }

    private function refund(Request $request): array
    {
        $fields = $this->body($request);
        Fields::checkRefund($fields);
        $known = $this->orders->refund($fields);
        $view = $this->orders->viewRefund($known);
        $event = $this->recordRefund($view, $fields['notify_url'] ?? '');
        if (isset($fields['notify_url'])) {
            $this->notifier->deliverInBackground($event);
        }
        // The gateway accepts at first; the outcome comes by notification or query.
        return ['status' => 'PROCESSING'] + $view;
    }

    private function recordRefund(array $view, string $url): string
    {
        $resource = ['mchid' => $this->credentials->get('mchid'), 'refund_status' => 'SUCCESS']
            + array_intersect_key($view, array_flip(['transaction_id', 'out_trade_no', 'refund_id', 'out_refund_no', 'success_time', 'user_received_account']))
            + ['amount' => array_intersect_key($view['amount'], array_flip(['total', 'refund', 'payer_total', 'payer_refund']))];
        return $this->notifier->record('REFUND.SUCCESS', 'refund', $resource, $url);
    }

    private function queryRefund(Request $request, string $number): array
    {
        return $this->orders->viewRefund($this->orders->findRefund($number));
    }

    private function tradeBill(Request $request): array
    {
        return (new V3Bills($this->store, $this->credentials, $this->orders))->apply('trade', $request->query());
    }

    private function fundFlowBill(Request $request): array
    {
        return (new V3Bills($this->store, $this->credentials, $this->orders))->apply('fundflow', $request->query());
    }

    private function billFile(Request $request): Response
    {
        return (new V3Bills($this->store, $this->credentials, $this->orders))->file($request->query());
    }

    private function certificates(Request $request): array
    {
        $entries = [];
        foreach ($this->credentials->certificates() as $serial => $pem) {
            $nonce = substr(bin2hex(random_bytes(6)), 0, 12);
            $sealed = openssl_encrypt($pem, 'aes-256-gcm', $this->credentials->get('apiV3Key'), OPENSSL_RAW_DATA, $nonce, $tag, 'certificate', 16);
            $parsed = openssl_x509_parse($pem);
            $entries[] = [
                'serial_no' => (string) $serial,
                'effective_time' => gmdate(DATE_RFC3339, $parsed['validFrom_time_t']), 'expire_time' => gmdate(DATE_RFC3339, $parsed['validTo_time_t']),
                'encrypt_certificate' => ['algorithm' => 'AEAD_AES_256_GCM', 'nonce' => $nonce, 'associated_data' => 'certificate',
                    'ciphertext' => base64_encode($sealed . $tag)],
            ];
        }
        if ($entries === []) {
            throw new ApiError(404, 'RESOURCE_NOT_EXISTS', '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥');
        }
        return ['data' => $entries];
    }

    /** Shows that signing, proving and field encryption work both ways. */
    private function echo(Request $request): array
    {
        $fields = $this->body($request);
        $plain = null;
        if (($fields['encrypted_echo_message'] ?? '') !== '') {
            $plain = $this->decrypt($request, '/encrypted_echo_message', $fields['encrypted_echo_message']);
            openssl_public_encrypt($plain, $again, $this->credentials->merchantPublicKey(), OPENSSL_PKCS1_OAEP_PADDING);
        }
        return ['echo_message' => $fields['echo_message'] ?? ''] + ($plain === null ? [] : ['encrypted_echo_message' => base64_encode($again)]);
    }

    /** A field that the merchant encrypted for the key that Wechatpay-Serial names. @throws ApiError */
    private function decrypt(Request $request, string $pointer, mixed $text): string
    {
        $signer = (new Signatures($this->credentials))->signer($request);
        $secret = base64_decode((string) $text, true);
        if ($request->header('Wechatpay-Serial') === '' || $secret === false
            || !openssl_private_decrypt($secret, $plain, $this->credentials->pem($this->credentials->signers()[$signer]), OPENSSL_PKCS1_OAEP_PADDING)) {
            throw ApiError::parameter($pointer, 'cannot be decrypted with the key that Wechatpay-Serial names');
        }
        return $plain;
    }

    /** @throws ApiError */
    private function body(Request $request): array
    {
        $fields = json_decode($request->body, true);
        if (!is_array($fields) || $request->body[0] !== '{') {
            throw new ApiError(400, 'PARAM_ERROR', 'the body is not a JSON object');
        }
        return $fields;
    }

    /** @throws ApiError */
    private function checkOwner(array $fields): void
    {
        if (($fields['mchid'] ?? $fields['sp_mchid'] ?? null) !== $this->credentials->get('mchid')) {
            throw new ApiError(400, 'PARAM_ERROR', 'mchid is not that of the signature', ['field' => '/mchid']);
        }
    }

    /** @throws ApiError */
    private function checkAppId(array $order): void
    {
        if (($order['appid'] ?? $order['sp_appid']) !== $this->credentials->get('appid')) {
            throw new ApiError(400, 'APPID_MCHID_NOT_MATCH', 'appid and mchid do not match');
        }
    }

    private static function encode(array $data): string
    {
        return json_encode($data, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
    }
}
