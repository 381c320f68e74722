<?php

declare(strict_types=1);

namespace Shop;

use Pay\IntegrityException;
use Pay\Notification;
use Pay\Reply;
use Pay\SignatureException;

/**
 * Where WeChat Pay reports payments and refunds. The extension reads the request itself, so nothing here touches the
 * body, and nothing is known before the signature is proven. Who is answered anything but 2xx sends again.
 */
final class Notify
{
    public function __construct(private readonly Services $services)
    {
    }

    public function receive(): void
    {
        $log = $this->services->log();
        $pay = $this->services->payments()->client();
        try {
            $notice = $pay->notification();
        } catch (SignatureException $e) {
            // Probes are sent by WeChat Pay on purpose; anything else is a wrong key here or a forger there.
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
        // before the reply: WeChat Pay waits five seconds.
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
            if ($order === null) {
                $log->alarm('notification about an unknown order', $about);
                return $notice->fail('unknown order');
            }
            $notice->isRefund()
                ? $this->services->settlement()->refunded($notice, $order)
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
