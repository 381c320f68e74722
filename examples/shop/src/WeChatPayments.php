<?php

declare(strict_types=1);

namespace Shop;

use Pay\Http;
use Pay\Prepay;
use Pay\UnknownOutcomeException;
use Pay\WeChat;

/** The one place that knows the merchant's keys for WeChat Pay, and says how an order is presented to it. */
final class WeChatPayments implements Payments
{
    private ?WeChat $client = null;
    private readonly Dialect $dialect;

    public function __construct(
        #[\SensitiveParameter] private readonly array $wechat,
        private readonly string $shopUrl,
        string $shopName,
    ) {
        $this->dialect = $wechat['api'] === 'v2'
            ? new DialectV2($wechat['appId'], $wechat['mchId'], $shopUrl, $shopName)
            : new DialectV3($wechat['appId'], $wechat['mchId']);
    }

    public function client(): WeChat
    {
        return $this->client ??= new WeChat(
            mchId: $this->wechat['mchId'],
            appId: $this->wechat['appId'],
            privateKey: $this->wechat['privateKey'],
            certificate: $this->wechat['certificate'],
            // Without it the client speaks APIv2.
            apiV3Key: $this->wechat['api'] === 'v2' ? null : $this->wechat['apiV3Key'],
            // Beside an APIv3 key: for notifications of refunds made in the merchant console, which come in XML.
            apiV2Key: $this->wechat['apiV2Key'],
            signType: $this->wechat['signType'],
            platformKeys: $this->wechat['api'] === 'v2' ? [] : $this->wechat['platformKeys'],
            notifyUrl: $this->shopUrl . '/notify/wechat',
            appSecret: $this->wechat['appSecret'],
            http: new Http(timeout: 8.0, baseUrl: $this->wechat['baseUrl'], caFile: $this->wechat['caFile']),
        );
    }

    public function dialect(): Dialect
    {
        return $this->dialect;
    }

    public function channel(Browser $browser): Channel
    {
        return match ($browser) {
            Browser::WeChat => Channel::Jsapi,
            Browser::Alipay, Browser::Phone => Channel::H5,
            Browser::Desktop => Channel::Native,
        };
    }

    public function start(Order $order): PayPage
    {
        try {
            $prepay = $this->create($order);
        } catch (UnknownOutcomeException) {
            $prepay = $this->create($order);
        }
        $returnUrl = $this->shopUrl . $order->path('return');
        return match ($order->channel) {
            Channel::Jsapi => new PayPage('pay-jsapi', ['bridge' => $prepay->bridge(), 'returnUrl' => $returnUrl]),
            Channel::H5 => new PayPage('pay-h5', ['url' => $prepay->redirect($returnUrl)]),
            default => new PayPage('pay-code', ['url' => $prepay->url, 'qr' => QrCode::svg((string) $prepay->url)]),
        };
    }

    public function appId(): ?string
    {
        return $this->wechat['appId'];
    }

    public function merchantId(): string
    {
        return $this->wechat['mchId'];
    }

    /** Where a browser inside WeChat learns who it is; it comes back to /login/back with a code and this state. */
    public function loginUrl(string $state): string
    {
        return $this->client()->authorizeUrl($this->shopUrl . '/login/back', $state);
    }

    private function create(Order $order): Prepay
    {
        $fields = $this->dialect->order($order);
        return match ($order->channel) {
            Channel::Jsapi => $this->client()->jsapi($fields),
            Channel::H5 => $this->client()->h5($fields),
            default => $this->client()->native($fields),
        };
    }
}
