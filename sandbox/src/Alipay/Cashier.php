<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Request;
use PaySandbox\Response;

/** What the buyer sees: the cashier of pages and QR codes, and what the app does with an order string. */
final class Cashier
{
    public const PAGES = ['alipay.trade.page.pay', 'alipay.trade.wap.pay'];
    private const APP = 'alipay.trade.app.pay';

    public function __construct(
        private readonly Trades $trades,
        private readonly TradeApi $api,
        private readonly Notices $notices,
        private readonly Gateway $gateway,
        private readonly Credentials $credentials,
    ) {
    }

    /** A browser brought an order: it is sent on to the cashier. @throws Refusal */
    public function enter(Call $call): Response
    {
        $trade = $this->api->order($call, true);
        return new Response(302, '', ['Location' => $this->credentials->origin() . '/sandbox/cashier/' . $trade['token']]);
    }

    /** The gateway shows its refusals to the buyer, in GBK, and tells the shop nothing. */
    public static function refusal(Refusal $refusal): Response
    {
        $text = htmlspecialchars($refusal->subCode . ' ' . $refusal->getMessage(), ENT_QUOTES);
        $html = "<!doctype html>\n<html><head><meta charset=\"gbk\"><title>支付宝 · sandbox</title></head>\n<body><p>抱歉，出错了</p><p>错误代码 $text</p></body></html>\n";
        return new Response(200, Charset::encode($html, 'GBK'), ['Content-Type' => 'text/html;charset=GBK']);
    }

    public function answer(Request $request): Response
    {
        [, , $place, $token] = explode('/', $request->path()) + [3 => ''];
        if ($place === 'app') {
            return $this->app($request->fields());
        }
        $trade = $this->trades->by('token', preg_replace('/^bax/', '', $token));
        if ($trade === null || $token === '') {
            return Response::html(404, '<!doctype html><title>sandbox</title><p>订单不存在 No such order</p>');
        }
        $trade = $this->trades->open($trade['number']);
        if ($request->method !== 'POST') {
            return $this->page($this->trades->current($trade['number']), $request->target);
        }
        $this->pay($trade['number']);
        $back = $this->notices->returnUrl($this->trades->current($trade['number']));
        return $back === null || $place === 'qr' ? $this->page($this->trades->current($trade['number']), $request->target)
            : new Response(302, '', ['Location' => $back]);
    }

    /** The app proves the order string as the gateway does, and hands back a result that the shop's server can prove. */
    private function app(array $fields): Response
    {
        $text = $fields['order_string'] ?? '';
        try {
            $call = $this->gateway->open([Form::pairs(is_string($text) ? $text : ''), []]);
            if ($call->method !== self::APP) {
                throw Refusal::invalid('method', '不是App支付的订单');
            }
            $trade = $this->api->order($call, true);
        } catch (Refusal $e) {
            return Response::json(400, ['resultStatus' => '4000', 'memo' => $e->getMessage(), 'result' => '', 'sub_code' => $e->subCode]);
        }
        if (!($fields['pay'] ?? false)) {
            return Response::json(200, ['resultStatus' => '6001', 'memo' => '用户取消', 'result' => '']);
        }
        $this->pay($trade['number']);
        return Response::json(200, ['resultStatus' => '9000', 'memo' => '处理成功', 'result' => $this->result($this->trades->current($trade['number']))]);
    }

    private function pay(string $number): void
    {
        if ($this->trades->pay($number)) {
            $this->notices->paid($this->trades->current($number));
        }
    }

    private function result(array $trade): string
    {
        $app = $this->credentials->get('appId');
        $node = Answer::json(['code' => '10000', 'msg' => 'Success', 'app_id' => $app, 'auth_app_id' => $app, 'charset' => 'utf-8', 'timestamp' => Clock::text(),
            'out_trade_no' => $trade['number'], 'total_amount' => Call::yuan($trade['fen']), 'trade_no' => $trade['trade_no'],
            'seller_id' => $this->credentials->get('sellerId')]);
        return '{"alipay_trade_app_pay_response":' . $node . ',"sign":"' . Answer::proof($node, $this->credentials) . '","sign_type":"' . $this->credentials->get('signType') . '"}';
    }

    private function page(array $trade, string $target): Response
    {
        $e = static fn (string $text) => htmlspecialchars($text, ENT_QUOTES | ENT_HTML5);
        $amount = Call::yuan($trade['fen']);
        $action = match (true) {
            $trade['status'] === 'WAIT_BUYER_PAY' => '<form method="post" action="' . $e($target) . '"><button>确认付款 Pay</button></form>',
            $trade['paid'] !== null => '<p class="done">付款成功 Paid</p>',
            default => '<p class="done">交易已关闭 Closed</p>',
        };
        return Response::html(200, <<<HTML
            <!doctype html>
            <html lang="zh-CN">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>收银台 · sandbox</title>
            <style>
                body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: #f5f5f5; color: #333 }
                main { max-width: 24rem; margin: 12vh auto; padding: 2.5rem 1.5rem; background: #fff; border-radius: 12px; text-align: center }
                .amount { font-size: 2.6rem; font-weight: 600; margin: .5rem 0 }
                .note { color: #888; font-size: .85rem }
                button { width: 100%; padding: .9rem; border: 0; border-radius: 8px; background: #1677ff; color: #fff; font-size: 1.1rem; cursor: pointer }
                .done { color: #1677ff; font-weight: 600 }
            </style>
            <main>
                <p>{$e($trade['biz']['subject'] ?? '')}</p>
                <p class="amount">¥{$amount}</p>
                {$action}
                <p class="note">{$e($trade['number'])}<br>sandbox · 不会产生真实扣款 · no money moves</p>
            </main>
            HTML);
    }
}
