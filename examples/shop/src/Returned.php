<?php

declare(strict_types=1);

namespace Shop;

use Pay\PayException;

/**
 * A browser comes back from Alipay with parameters that Alipay signed. They prove which order it comes from, and so admit
 * it in place of the order's token. Whether the order is paid they do not say: the return page asks.
 */
final class Returned
{
    public function __construct(private readonly Services $services)
    {
    }

    public function show(): void
    {
        try {
            $number = $this->services->alipay()->returned();
        } catch (\Pay\ConfigException $e) {
            throw $e;
        } catch (PayException $e) {
            $this->services->log()->exception($e, 'return not proven');
            throw new HttpError(403, 'error.returned');
        }
        $order = $this->services->orders()->find($number) ?? throw new HttpError(404, 'error.not-found');
        App::redirect($order->path('return'));
    }
}
