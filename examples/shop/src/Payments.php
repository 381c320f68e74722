<?php

declare(strict_types=1);

namespace Shop;

use Pay\Http;
use Pay\Prepay;
use Pay\Result;
use Pay\UnknownOutcomeException;
use Pay\WeChat;

/** The one place that knows the merchant's keys and says how an order is presented to WeChat Pay. */
final class Payments
{
    private ?WeChat $client = null;
    public readonly Dialect $dialect;

    public function __construct(
        #[\SensitiveParameter] private readonly array $wechat,
        private readonly string $shopUrl,
        string $shopName,
    ) {
        $this->dialect = $wechat['api'] === 'v2' ? new DialectV2($shopUrl, $shopName) : new DialectV3();
    }

    /** @throws \Pay\ConfigException if a key is missing, unreadable or belongs to another merchant */
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

    public function appId(): ?string
    {
        return $this->wechat['appId'];
    }

    public function mchId(): string
    {
        return $this->wechat['mchId'];
    }

    /**
     * Creates the order at the gateway, or gets fresh payment data for it: the same number with the same fields may be
     * sent as often as needed. That is also the answer to a lost reply, once here and again when the buyer reloads.
     */
    public function start(Order $order): Prepay
    {
        try {
            return $this->create($order);
        } catch (UnknownOutcomeException) {
            return $this->create($order);
        }
    }

    /** The one refund of an order. Asked for again it is the same refund: its number stays. @throws \Pay\PayException */
    public function refund(Order $order, string $number, string $reason): Result
    {
        return $this->client()->refund($this->dialect->refund($order, $number, $reason));
    }

    /** Where the buyer comes back to. */
    public function returnUrl(Order $order): string
    {
        return $this->shopUrl . $order->path('return');
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
            Channel::Native => $this->client()->native($fields),
        };
    }
}
