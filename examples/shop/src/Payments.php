<?php

declare(strict_types=1);

namespace Shop;

use Pay\Gateway;

/** One gateway with this merchant's keys. Whatever works with orders knows only this, and Pay\Gateway behind it. */
interface Payments
{
    /** @throws \Pay\ConfigException if a key is missing, unreadable or belongs to another merchant */
    public function client(): Gateway;

    public function dialect(): Dialect;

    /** How a buyer who stands there pays. */
    public function channel(Browser $browser): Channel;

    /**
     * Gets the order ready to be paid, or gets fresh payment data for it: the same number with the same fields may be sent
     * as often as needed. That is also the answer to a lost reply, once here and again when the buyer reloads.
     *
     * @throws \Pay\PayException
     */
    public function start(Order $order): PayPage;

    /** What notifications have to name. */
    public function appId(): ?string;

    public function merchantId(): ?string;
}
