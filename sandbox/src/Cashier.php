<?php

declare(strict_types=1);

namespace PaySandbox;

/** What the payer sees: the cashier of H5 and QR codes, and the checks that WeChat makes before it opens one. */
final class Cashier
{
    public function __construct(
        private readonly Orders $orders,
        private readonly Notifier $notifier,
        private readonly Credentials $credentials,
    ) {
    }

    /** Tells the shop, unless it has no address that could be reached from here. */
    public static function notify(Orders $orders, Notifier $notifier, string $number, bool $deliver = true): void
    {
        $order = $orders->find($number);
        $url = $order['request']['notify_url'] ?? null;
        if ($url === null) {
            // Payment by code is not notified.
            return;
        }
        $id = isset($order['request']['v2'])
            ? $notifier->record('payment', V2Notice::ORIGINAL_TYPE, V2Notice::payment($orders, $order), $url, ['sign_type' => $order['request']['v2']['sign_type']])
            : $notifier->record('TRANSACTION.SUCCESS', 'transaction', $orders->view($order), $url);
        if ($deliver) {
            $notifier->deliverInBackground($id);
        }
    }

    /** @throws ApiError */
    public function answer(Request $request): Response
    {
        [, , $scene, $token] = explode('/', $request->path()) + [3 => ''];
        if ($scene === 'jsapi' || $scene === 'app') {
            return $this->invoke($request, $scene);
        }
        $order = $this->orders->findBy('token', rawurldecode($token));
        $back = (string) ($request->query()['redirect_url'] ?? '');
        if ($request->method !== 'POST') {
            return $this->page($order, $request->target);
        }
        $this->pay($order);
        return preg_match('~^https?://~', $back) ? new Response(302, '', ['Location' => $back]) : $this->page($this->orders->findBy('token', $token), $request->target);
    }

    /** What WeixinJSBridge and the app SDK do with the front-end parameters: the signature decides. @throws ApiError */
    private function invoke(Request $request, string $scene): Response
    {
        $fields = $request->fields();
        $sign = $scene === 'jsapi' ? 'paySign' : 'sign';
        $names = $scene === 'jsapi' ? ['appId', 'timeStamp', 'nonceStr', 'package'] : ['appid', 'timestamp', 'noncestr', 'prepayid'];
        foreach ([...$names, $sign] as $name) {
            if (!is_string($fields[$name] ?? null) || $fields[$name] === '') {
                throw new ApiError(400, 'PARAM_ERROR', "$name is missing or is not a string");
            }
        }
        // RSA signatures are in Base64, those of APIv2 are 32 or 64 hexadecimal digits.
        $is_v2 = preg_match('/^([0-9A-F]{32}){1,2}$/D', $fields[$sign]) === 1;
        if (!$is_v2 && !$this->isSigned($fields, $names, $fields[$sign])) {
            throw new ApiError(400, 'SIGN_ERROR', '支付验证签名失败');
        }
        $order = $this->orders->findBy('prepay_id', $scene === 'jsapi' ? substr($fields['package'], strlen('prepay_id=')) : $fields['prepayid']);
        if ($is_v2 !== isset($order['request']['v2']) || ($is_v2 && !$this->isSignedV2($fields, $scene, $order, $fields[$sign]))) {
            throw new ApiError(400, 'SIGN_ERROR', '支付验证签名失败');
        }
        if (isset($fields['redirect_url']) || ($fields['pay'] ?? false)) {
            $this->pay($order);
        }
        return isset($fields['redirect_url']) && preg_match('~^https?://~', $fields['redirect_url'])
            ? new Response(302, '', ['Location' => $fields['redirect_url']])
            : Response::json(200, ['err_msg' => 'get_brand_wcpay_request:ok', 'out_trade_no' => $order['request']['out_trade_no']]);
    }

    private function isSigned(array $fields, array $names, string $sign): bool
    {
        $text = implode("\n", array_map(static fn (string $name) => $fields[$name], $names)) . "\n";
        $signature = base64_decode($sign, true);
        return $signature !== false && openssl_verify($text, $signature, $this->credentials->merchantPublicKey(), OPENSSL_ALGO_SHA256) === 1;
    }

    /** By the algorithm of the order's unifiedorder. */
    private function isSignedV2(array $fields, string $scene, array $order, string $sign): bool
    {
        $type = $order['request']['v2']['sign_type'];
        $names = $scene === 'jsapi' ? ['appId', 'timeStamp', 'nonceStr', 'package', 'signType'] : ['appid', 'partnerid', 'prepayid', 'package', 'noncestr', 'timestamp'];
        $signed = array_intersect_key($fields, array_flip($names));
        return count($signed) === count($names) && ($scene === 'jsapi' ? $fields['signType'] === $type : $fields['package'] === 'Sign=WXPay')
            && hash_equals(V2Message::sign($signed, $type, $this->credentials->get('apiV2Key')), $sign);
    }

    private function pay(array $order): void
    {
        $number = $order['request']['out_trade_no'];
        if ($this->orders->pay($number)) {
            self::notify($this->orders, $this->notifier, $number);
        }
    }

    private function page(array $order, string $target): Response
    {
        $e = static fn (string $text) => htmlspecialchars($text, ENT_QUOTES | ENT_HTML5);
        $total = $order['request']['amount']['total'];
        $amount = sprintf('%d.%02d', intdiv($total, 100), $total % 100);
        $action = $order['trade_state'] === 'NOTPAY'
            ? '<form method="post" action="' . $e($target) . '"><button>确认支付 Pay</button></form>'
            : '<p class="done">' . ($order['trade_state'] === 'SUCCESS' ? '支付成功 Paid' : '订单已关闭 Closed') . '</p>';
        return Response::html(200, <<<HTML
            <!doctype html>
            <html lang="zh-CN">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>收银台 · sandbox</title>
            <style>
                body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: #ededed; color: #191919 }
                main { max-width: 24rem; margin: 12vh auto; padding: 2.5rem 1.5rem; background: #fff; border-radius: 12px; text-align: center }
                .amount { font-size: 2.6rem; font-weight: 600; margin: .5rem 0 }
                .note { color: #888; font-size: .85rem }
                button { width: 100%; padding: .9rem; border: 0; border-radius: 8px; background: #07c160; color: #fff; font-size: 1.1rem; cursor: pointer }
                .done { color: #07c160; font-weight: 600 }
            </style>
            <main>
                <p>{$e($order['request']['description'])}</p>
                <p class="amount">¥{$amount}</p>
                {$action}
                <p class="note">{$e($order['request']['out_trade_no'])}<br>sandbox · 不会产生真实扣款 · no money moves</p>
            </main>
            HTML);
    }
}
