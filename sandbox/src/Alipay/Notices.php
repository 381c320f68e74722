<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Store;

/** Notifications: what they say, their deliveries with their repeats, and what the buyer's browser brings back. */
final class Notices
{
    private const TIMEOUT = 5.0;

    public function __construct(private readonly Store $store, private readonly Credentials $credentials)
    {
    }

    /** A trade was paid. */
    public function paid(array $trade, bool $deliver = true): void
    {
        $this->record($trade, $this->fields($trade), $trade['notify_url'], false, $deliver);
    }

    /** Money went back. What tells it from a payment: gmt_refund, and the sum of all refunds. */
    public function refunded(array $trade, string $request, ?string $url): void
    {
        $more = ['gmt_refund' => Clock::text($trade['refunds'][$request]['time']) . '.' . sprintf('%03d', random_int(0, 999)),
            'refund_fee' => Call::yuan(Trades::refunded($trade)), 'out_biz_no' => $request];
        $this->record($trade, $more + $this->fields($trade), $url ?? $trade['notify_url'], true, true);
    }

    /** The last event of a trade. @return array<string, mixed> @throws \InvalidArgumentException */
    public function last(string $number, bool $isRefund): array
    {
        foreach (array_reverse($this->store->read('events')) as $event) {
            if ($event['number'] === $number && $event['refund'] === $isRefund) {
                return $event;
            }
        }
        throw new \InvalidArgumentException('nothing happened to it yet');
    }

    /** A message of the application gateway: its sign_type is signed, unlike that of a payment. */
    public function message(array $fields): array
    {
        $fields = array_map(static fn (mixed $value) => is_string($value) ? $value : Answer::json((array) $value), $fields) + [
            'notify_id' => self::id(), 'notify_time' => Clock::text(), 'notify_type' => 'open_app_auth_notify', 'status' => 'execute_auth',
            'app_id' => $this->credentials->get('appId'), 'charset' => 'utf-8', 'version' => '1.1',
            'biz_content' => Answer::json(['auth_app_id' => $this->credentials->get('authAppId'), 'auth_time' => Clock::text()]),
        ];
        return ['id' => $fields['notify_id'], 'number' => '', 'refund' => false, 'signsType' => true, 'fields' => $fields, 'url' => null];
    }

    /** The body of one delivery. */
    public function body(array $event, ?string $forge = null): string
    {
        return (new Forgery($this->credentials))->body($event['fields'], $event['signsType'], $forge);
    }

    /** One delivery now. @return array{status: int, body: string, milliseconds: float} */
    public function deliverOnce(array $event, ?string $forge = null, ?string $url = null): array
    {
        $charset = Charset::isGbk($event['fields']['charset']) ? 'GBK' : 'utf-8';
        $start = hrtime(true);
        $answer = self::post((string) ($url ?? $event['url']), "application/x-www-form-urlencoded; charset=$charset", $this->body($event, $forge));
        $answer['milliseconds'] = round((hrtime(true) - $start) / 1e6, 2);
        $this->store->append('deliveries', ['id' => $event['id'], 'out_trade_no' => $event['number'], 'forge' => $forge, 'time' => date(DATE_RFC3339)] + $answer);
        return $answer;
    }

    /** Until the shop answers success, after these seconds each; or until the sandbox's folder is gone. */
    public function deliver(string $id, string $delays): void
    {
        foreach ([0, ...array_map('floatval', explode(',', $delays))] as $delay) {
            usleep((int) ($delay * 1_000_000));
            $event = is_dir($this->store->dir) ? $this->store->read('events')[$id] ?? null : null;
            if ($event === null) {
                return;
            }
            $answer = $this->deliverOnce($event);
            if ($answer['status'] === 200 && $answer['body'] === 'success') {
                return;
            }
        }
    }

    /** Where the browser goes after the payment, with what Alipay adds: no state of the trade is among it. */
    public function returnUrl(array $trade): ?string
    {
        if ($trade['return_url'] === null) {
            return null;
        }
        $fields = ['charset' => Charset::isGbk($trade['charset']) ? 'GBK' : 'utf-8', 'out_trade_no' => $trade['number'], 'method' => $trade['method'] . '.return',
            'total_amount' => Call::yuan($trade['fen']), 'trade_no' => (string) $trade['trade_no'], 'auth_app_id' => $this->credentials->get('appId'),
            'version' => '1.0', 'app_id' => $this->credentials->get('appId'), 'seller_id' => $this->credentials->get('sellerId'), 'timestamp' => Clock::text()];
        $query = Form::build($fields + ['sign' => Answer::proof(Form::text($fields), $this->credentials), 'sign_type' => $this->credentials->get('signType')]);
        return $trade['return_url'] . (str_contains($trade['return_url'], '?') ? '&' : '?') . $query;
    }

    private function record(array $trade, array $fields, ?string $url, bool $isRefund, bool $deliver): void
    {
        if ($url === null) {
            return;
        }
        $event = ['id' => $fields['notify_id'], 'number' => $trade['number'], 'refund' => $isRefund, 'signsType' => false, 'fields' => $fields, 'url' => $url];
        $this->store->update('events', static fn (array $events) => $events + [$event['id'] => $event]);
        // names under .example lead nowhere: tests use them where nobody listens
        if ($deliver && !str_ends_with((string) parse_url($url, PHP_URL_HOST), '.example')) {
            $this->deliverInBackground($event['id']);
        }
    }

    /** In a process of its own, so that the shop may call the gateway while it answers. */
    private function deliverInBackground(string $id): void
    {
        $delays = getenv('PAY_SANDBOX_RESEND');
        $command = [PHP_BINARY, '-n', dirname(__DIR__, 2) . '/alipay.php', 'deliver', '--dir', $this->store->dir, '--id', $id,
            '--delays', $delays === false ? '1,2,5,10,15,15' : $delays];
        exec(implode(' ', array_map('escapeshellarg', $command)) . ' > /dev/null 2>&1 &');
    }

    private function fields(array $trade): array
    {
        $yuan = Call::yuan($trade['fen']);
        $app = $this->credentials->get('appId');
        $given = array_filter(['body' => $trade['biz']['body'] ?? null, 'passback_params' => $trade['biz']['passback_params'] ?? null], 'is_string');
        return [
            'gmt_create' => Clock::text($trade['created']), 'charset' => Charset::isGbk($trade['charset']) ? 'GBK' : 'utf-8',
            'seller_email' => 'shop@sandbox.example', 'subject' => $trade['biz']['subject'], 'buyer_id' => $this->credentials->get('buyerId'),
            'invoice_amount' => $yuan, 'notify_id' => self::id(), 'fund_bill_list' => json_encode([['amount' => $yuan, 'fundChannel' => 'ALIPAYACCOUNT']]),
            'notify_type' => 'trade_status_sync', 'trade_status' => $trade['status'], 'receipt_amount' => $yuan, 'buyer_pay_amount' => $yuan,
            'app_id' => $app, 'seller_id' => $this->credentials->get('sellerId'), 'gmt_payment' => Clock::text($trade['paid']),
            'notify_time' => Clock::text(), 'version' => '1.0', 'out_trade_no' => $trade['number'], 'total_amount' => $yuan,
            'trade_no' => $trade['trade_no'], 'auth_app_id' => $app, 'buyer_logon_id' => 'buy***@sandbox.example', 'point_amount' => '0.00',
        ] + $given;
    }

    private static function id(): string
    {
        return Clock::text(null, 'Ymd') . '00222' . Clock::text(null, 'His') . sprintf('%015d', random_int(0, 999_999_999_999_999));
    }

    /** @return array{status: int, body: string} status 0: no answer */
    private static function post(string $url, string $type, string $body): array
    {
        $context = stream_context_create(['http' => ['method' => 'POST', 'header' => ["Content-Type: $type", 'User-Agent: Mozilla/4.0', 'Connection: close'],
            'content' => $body, 'timeout' => self::TIMEOUT, 'ignore_errors' => true, 'follow_location' => 0]]);
        $answer = @file_get_contents($url, false, $context);
        $status = isset($http_response_header[0]) && preg_match('~^HTTP/\S+ (\d{3})~', $http_response_header[0], $match) ? (int) $match[1] : 0;
        return ['status' => $status, 'body' => substr((string) $answer, 0, 500)];
    }
}
