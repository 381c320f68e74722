<?php

declare(strict_types=1);

namespace Shop;

use Pay\Alipay;
use Pay\Http;
use Pay\UnknownOutcomeException;

/** The one place that knows the merchant's keys for Alipay, and says how an order is presented to it. */
final class AlipayPayments implements Payments
{
    private ?Alipay $client = null;
    private readonly Dialect $dialect;

    public function __construct(#[\SensitiveParameter] private readonly array $alipay, private readonly string $shopUrl)
    {
        $this->dialect = new DialectAlipay($shopUrl);
    }

    public function client(): Alipay
    {
        return $this->client ??= new Alipay(
            appId: $this->alipay['appId'],
            privateKey: $this->alipay['privateKey'],
            // Either the key or the three certificates, as the merchant has set up the application.
            alipayPublicKey: $this->alipay['alipayPublicKey'],
            appCertificate: $this->alipay['appCertificate'],
            alipayCertificate: $this->alipay['alipayCertificate'],
            rootCertificate: $this->alipay['rootCertificate'],
            sellerId: $this->alipay['sellerId'],
            notifyUrl: $this->shopUrl . '/notify/alipay',
            // The same for all orders, and without parameters: what Alipay adds is signed, what stood there before is not.
            returnUrl: $this->shopUrl . '/return/alipay',
            sandbox: $this->alipay['isAlipaysSandbox'],
            http: new Http(timeout: 8.0, baseUrl: $this->alipay['baseUrl'], caFile: $this->alipay['caFile']),
        );
    }

    public function dialect(): Dialect
    {
        return $this->dialect;
    }

    public function channel(Browser $browser): Channel
    {
        return match (true) {
            $browser !== Browser::Desktop => Channel::AlipayWap,
            $this->alipay['desktop'] === 'qr' => Channel::AlipayCode,
            default => Channel::AlipayPage,
        };
    }

    /** Pages are signed here and carried by the browser; only for a code is anything sent. */
    public function start(Order $order): PayPage
    {
        $fields = $this->dialect->order($order);
        return match ($order->channel) {
            Channel::AlipayWap => new PayPage('pay-alipay', ['url' => $this->client()->wap($fields)->url()]),
            Channel::AlipayPage => new PayPage('pay-alipay', ['url' => $this->client()->page($fields)->url()]),
            default => $this->code($fields),
        };
    }

    public function appId(): string
    {
        return $this->alipay['appId'];
    }

    public function merchantId(): ?string
    {
        return $this->alipay['sellerId'];
    }

    /** The number of the order that the browser comes back from. @throws \Pay\PayException unless Alipay signed it */
    public function returned(): string
    {
        return $this->client()->returned()->get('out_trade_no', '');
    }

    private function code(array $fields): PayPage
    {
        try {
            $url = $this->client()->precreate($fields)['qr_code'];
        } catch (UnknownOutcomeException) {
            $url = $this->client()->precreate($fields)['qr_code'];
        }
        return new PayPage('pay-code', ['url' => $url, 'qr' => QrCode::svg($url)]);
    }
}
