<?php

declare(strict_types=1);

namespace Shop;

use Pay\IntegrityException;
use Pay\Notification;
use Pay\Reply;
use Pay\SignatureException;

/**
 * Where the gateways report payments and refunds, each at an address of its own. The extension reads the request itself, so
 * nothing here touches the body, and nothing is known before the signature is proven. Which gateway it is only the address
 * and the reply know: who is not answered with ok() sends again.
 */
final class Notify
{
    public function __construct(private readonly Services $services, private readonly Method $method)
    {
    }

    public function receive(): void
    {
        $log = $this->services->log();
        $pay = $this->services->gateways()->of($this->method)->client();
        try {
            $notice = $pay->notification();
        } catch (SignatureException $e) {
            // Probes are sent by gateways on purpose; anything else is a wrong key here or a forger there.
            if (!$e->isProbe()) {
                $log->exception($e, 'notification not proven', ['serial' => $e->serial]);
            }
            $e->reply()->send();
            return;
        } catch (IntegrityException $e) {
            $log->alarm('notification for another merchant or app', ['reason' => $e->reason]);
            $pay->fail()->send();
            return;
        }

        $this->handle($notice)->send();

        // Under FPM the gateway has its answer now. Mails, printers and stock systems belong here or into a queue, never
        // before the reply: WeChat Pay waits five seconds, Alipay not much longer.
    }

    private function handle(Notification $notice): Reply
    {
        $log = $this->services->log();
        $about = ['type' => $notice->type, 'order' => $notice->outTradeNo, 'notification' => $notice->id];
        if (!$notice->isPaid() && !$notice->isRefund()) {
            $log->info('notification of no concern', $about);
            return $notice->ok();
        }
        try {
            $order = $this->services->orders()->find((string) $notice->outTradeNo);
            // A number that went to the other gateway is unknown to this one.
            if ($order?->method !== $this->method) {
                $log->alarm('notification about an unknown order', $about);
                return $notice->fail('unknown order');
            }
            $notice->isRefund()
                ? $this->services->refunding()->notified($notice, $order)
                : $this->services->settlement()->paid($notice, $order);
            return $notice->ok();
        } catch (IntegrityException $e) {
            $log->alarm('notification does not fit the books', $about + ['reason' => $e->reason]);
            return $notice->fail('mismatch');
        } catch (\Throwable $e) {
            // The books were not changed. Sent again, it will be tried again.
            $log->exception($e, 'notification not handled', $about);
            return $notice->fail('later');
        }
    }
}
