<?php

declare(strict_types=1);

namespace Shop;

/** The parts of the shop, each made once and only when it is needed. */
final class Services
{
    /** @var array<string, object> */
    private array $made = [];

    public function __construct(public readonly array $config)
    {
        if (!is_dir($config['var'])) {
            @mkdir($config['var'], 0700, true);
        }
    }

    public function log(): Log
    {
        return $this->made['log'] ??= new Log($this->config['var'] . '/shop.log');
    }

    public function database(): \PDO
    {
        return $this->made['database'] ??= Database::open(
            $this->config['dsn'],
            $this->config['dsnUser'],
            $this->config['dsnPassword'],
        );
    }

    public function products(): Products
    {
        return $this->made['products'] ??= new Products($this->database());
    }

    public function orders(): Orders
    {
        return $this->made['orders'] ??= new Orders($this->database(), $this->config['payMinutes'] * 60);
    }

    public function refunds(): Refunds
    {
        return $this->made['refunds'] ??= new Refunds($this->database());
    }

    /** The door through which every fact about money comes, once. */
    public function inbox(): \Pay\Inbox
    {
        return $this->made['inbox'] ??= new \Pay\Inbox($this->database());
    }

    /** @throws NotConfigured */
    public function wechat(): WeChatPayments
    {
        return $this->made['wechat'] ??= new WeChatPayments(
            $this->config['wechat'] ?? throw new NotConfigured('no keys for WeChat Pay'),
            $this->config['baseUrl'],
            $this->config['name'],
        );
    }

    /** @throws NotConfigured */
    public function alipay(): AlipayPayments
    {
        return $this->made['alipay'] ??= new AlipayPayments(
            $this->config['alipay'] ?? throw new NotConfigured('no keys for Alipay'),
            $this->config['baseUrl'],
        );
    }

    public function gateways(): Gateways
    {
        return $this->made['gateways'] ??= new Gateways(array_filter([
            Method::WeChat->value => $this->config['wechat'] === null ? null : $this->wechat(),
            Method::Alipay->value => $this->config['alipay'] === null ? null : $this->alipay(),
        ]));
    }

    public function settlement(): Settlement
    {
        return $this->made['settlement']
            ??= new Settlement($this->gateways(), $this->orders(), $this->inbox(), $this->log());
    }

    public function refunding(): Refunding
    {
        return $this->made['refunding']
            ??= new Refunding($this->gateways(), $this->orders(), $this->refunds(), $this->inbox(), $this->log());
    }

    public function reconciliation(): Reconciliation
    {
        return $this->made['reconciliation'] ??= new Reconciliation($this->gateways(), $this->database(), $this->log());
    }

    public function cron(): Cron
    {
        return new Cron($this->orders(), $this->refunds(), $this->settlement(), $this->refunding(), $this->reconciliation(), $this->inbox());
    }
}
