<?php

declare(strict_types=1);

namespace Shop;

use Pay\Http;
use Pay\Prepay;
use Pay\UnknownOutcomeException;
use Pay\WeChat;

/** The one place that knows the merchant's keys and says how an order is presented to WeChat Pay. */
final class Payments
{
    private ?WeChat $client = null;

    public function __construct(
        #[\SensitiveParameter] private readonly array $wechat,
        private readonly string $shopUrl,
    ) {
    }

    /** @throws \Pay\ConfigException if a key is missing, unreadable or belongs to another merchant */
    public function client(): WeChat
    {
        return $this->client ??= new WeChat(
            mchId: $this->wechat['mchId'],
            appId: $this->wechat['appId'],
            privateKey: $this->wechat['privateKey'],
            certificate: $this->wechat['certificate'],
            apiV3Key: $this->wechat['apiV3Key'],
            platformKeys: $this->wechat['platformKeys'],
            notifyUrl: $this->shopUrl . '/notify/wechat',
            http: new Http(timeout: 8.0, baseUrl: $this->wechat['baseUrl']),
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

    /** Where the buyer comes back to. */
    public function returnUrl(Order $order): string
    {
        return $this->shopUrl . $order->path('return');
    }

    /* Every field is taken from the stored order, so a repeat is identical to the byte. */
    private function create(Order $order): Prepay
    {
        $fields = [
            'description' => $order->title,
            'out_trade_no' => $order->outTradeNo,
            'amount' => $order->amount,
            'time_expire' => Orders::beijing($order->expiresAt, DATE_RFC3339),
        ];
        return match ($order->channel) {
            Channel::Jsapi => $this->client()->jsapi($fields + ['payer' => ['openid' => (string) $order->openid]]),
            Channel::H5 => $this->client()->h5($fields + ['scene_info' => [
                'payer_client_ip' => $order->clientIp,
                'h5_info' => ['type' => 'Wap'],
            ]]),
            Channel::Native => $this->client()->native($fields),
        };
    }
}
