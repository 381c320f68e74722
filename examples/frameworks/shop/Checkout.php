<?php

declare(strict_types=1);

namespace Shop;

use Pay\Alipay;
use Pay\ApiException;
use Pay\Call;
use Pay\Gateway;
use Pay\Http;
use Pay\Inbox;
use Pay\Money;
use Pay\Notification;
use Pay\PayException;
use Pay\Reply;
use Pay\Result;
use Pay\SignatureException;
use Pay\State;
use Pay\Transport;
use Pay\WeChat;
use Psr\Log\LoggerInterface;

use function Pay\concurrent;

/**
 * What the shop does about money, whatever framework serves it. It keeps nothing of a request, so one object serves a worker for
 * as long as that lives.
 *
 * CREATE TABLE orders (number VARCHAR(32) PRIMARY KEY, fen BIGINT NOT NULL, title VARCHAR(120) NOT NULL, gateway VARCHAR(10),
 *     state VARCHAR(10) NOT NULL DEFAULT 'waiting');
 * CREATE TABLE shipments (number VARCHAR(32) PRIMARY KEY);
 */
final class Checkout
{
    /** @param \Closure(): \PDO $db asked each time: the connection is the framework's, which may renew it or lend another */
    public function __construct(
        private readonly WeChat $wechat,
        private readonly Alipay $alipay,
        private readonly \Closure $db,
        private readonly LoggerInterface $log,
        private readonly string $url,
    ) {
    }

    public static function configured(
        #[\SensitiveParameter] array $config,
        \Closure $db,
        LoggerInterface $log,
        ?Transport $transport = null,
    ): self {
        // A line for each call, from which the extension keeps keys, signatures and people.
        $onCall = fn (Call $call) => $log->info('{method} {path} {status} {seconds}s {requestId} {requestBody} {responseBody}', [
            'method' => $call->method, 'path' => $call->path, 'status' => $call->status, 'seconds' => round($call->seconds, 3),
            'requestId' => $call->requestId, 'requestBody' => $call->requestBody, 'responseBody' => $call->responseBody,
        ]);
        $http = fn (string $gateway) => new Http(timeout: 8.0, baseUrl: $config['gateways'][$gateway], transport: $transport,
            onCall: $onCall);
        $url = $config['url'];
        $wechat = new WeChat(...$config['wechat'], notifyUrl: "$url/notify/wechat", http: $http('wechat'));
        $alipay = new Alipay(...$config['alipay'], notifyUrl: "$url/notify/alipay", returnUrl: "$url/return/alipay",
            http: $http('alipay'));
        return new self($wechat, $alipay, $db, $log, $url);
    }

    /**
     * The address that the payer's browser goes to; null where no such order waits. Number and amount are the shop's own, and
     * the same call again is the same order, so whatever was thrown, the payer may press the button again.
     */
    public function start(string $gateway, string $number, string $payerIp): ?string
    {
        $order = $this->order($number);
        if ($order === null || $order['state'] !== 'waiting' || !$this->choose($number, $gateway)) {
            return null;
        }
        $amount = Money::fen((int) $order['fen']);
        return match ($gateway) {
            'wechat' => $this->wechat->h5([
                'out_trade_no' => $number,
                'description' => $order['title'],
                'amount' => $amount,
                'scene_info' => ['payer_client_ip' => $payerIp, 'h5_info' => ['type' => 'Wap']],
            ])->redirect("$this->url/return/wechat?number=$number"),
            'alipay' => $this->alipay->wap([
                'out_trade_no' => $number,
                'subject' => strtr($order['title'], '/=&', '   '),
                'total_amount' => $amount,
                'quit_url' => $this->url,
            ])->url(),
        };
    }

    /** What the gateway is answered. Whatever goes wrong, it is not told "handled", and so sends again. */
    public function notified(string $gateway, string $body, array $headers): Reply
    {
        $client = $this->client($gateway);
        try {
            $event = $client->notification($body, $headers);
            if ($event->isPaid()) {
                $order = $this->order($event->outTradeNo) ?? throw new \UnexpectedValueException("no order $event->outTradeNo");
                $event->assertMatches(amount: Money::fen((int) $order['fen']));
                $this->settle($event);
            }
            return $event->ok();
        } catch (SignatureException $e) {
            // A probe is the gateway's own test of whether we verify.
            $e->isProbe() || $this->report("notification of $gateway", $e);
            return $e->reply();
        } catch (\Throwable $e) {
            $this->report("notification of $gateway", $e);
            return $client->fail();
        }
    }

    /**
     * The order that a browser comes back from, null where there is none or the return is forged. A return proves no payment: an
     * order that waits is asked for. An order shown by its number wants the shop's login as well.
     */
    public function returned(string $gateway, string $query): ?array
    {
        parse_str($query, $fields);
        try {
            $number = match ($gateway) {
                'wechat' => $fields['number'] ?? '',
                'alipay' => $this->alipay->returned($query)['out_trade_no'],
            };
        } catch (PayException $e) {
            $this->report('return from alipay', $e);
            return null;
        }
        $order = is_string($number) ? $this->order($number) : null;
        if ($order === null || $order['gateway'] !== $gateway) {
            return null;
        }
        if ($order['state'] === 'waiting') {
            $this->ask($order);
        }
        return $this->order($number);
    }

    /** For a cron job, each minute: what became of the orders that wait, sixteen side by side. */
    public function sweep(): void
    {
        $waiting = ($this->db)()->query("SELECT number, fen, gateway FROM orders WHERE state = 'waiting' AND gateway IS NOT NULL");
        concurrent(array_map(fn (array $order) => fn () => $this->ask($order), $waiting->fetchAll(\PDO::FETCH_ASSOC)));
    }

    /** Nothing is thrown: what is not known now will be known later. */
    private function ask(array $order): void
    {
        $number = $order['number'];
        try {
            $result = $this->client($order['gateway'])->query($number);
            if ($result->state === State::Succeeded && self::fen($result) === (int) $order['fen']) {
                $this->settle($result);
            } elseif ($result->state !== State::Pending) {
                $this->log->critical('{number} is {state}', ['number' => $number, 'state' => $result->state->value]);
            }
        } catch (\Throwable $e) {
            // The gateway has no such order, or none that anybody opened: it is not paid.
            if (!$e instanceof ApiException || !in_array($e->errorCode, ['ORDER_NOT_EXIST', 'ACQ.TRADE_NOT_EXIST'], true)) {
                $this->report("query of $number", $e);
            }
        }
    }

    /** One door for notifications and answers. What cannot be rolled back, as a mail, is another job's: it reads the shipments. */
    private function settle(Notification|Result $event): void
    {
        (new Inbox(($this->db)()))->once($event, function (Notification|Result $event, \PDO $db): void {
            $paid = $db->prepare("UPDATE orders SET state = 'paid' WHERE number = ? AND state = 'waiting'");
            $paid->execute([$event['out_trade_no']]);
            if ($paid->rowCount() !== 1) {
                throw new \UnexpectedValueException("order $event[out_trade_no] is paid and does not wait for it");
            }
            $db->prepare('INSERT INTO shipments (number) VALUES (?)')->execute([$event['out_trade_no']]);
        });
    }

    /** An order is paid at one gateway: at two it would be paid twice. */
    private function choose(string $number, string $gateway): bool
    {
        ($this->db)()->prepare('UPDATE orders SET gateway = ? WHERE number = ? AND gateway IS NULL')->execute([$gateway, $number]);
        return $this->order($number)['gateway'] === $gateway;
    }

    private function order(string $number): ?array
    {
        $order = ($this->db)()->prepare('SELECT number, fen, title, gateway, state FROM orders WHERE number = ?');
        $order->execute([$number]);
        return $order->fetch(\PDO::FETCH_ASSOC) ?: null;
    }

    private function client(string $gateway): Gateway
    {
        return match ($gateway) {
            'wechat' => $this->wechat,
            'alipay' => $this->alipay,
        };
    }

    /** Neither keys nor bodies stand in these messages. */
    private function report(string $what, \Throwable $e): void
    {
        $reason = $e instanceof PayException ? $e->reason : $e::class;
        $this->log->error('{what}: {reason}: {message}', ['what' => $what, 'reason' => $reason, 'message' => $e->getMessage()]);
    }

    private static function fen(Result $answer): int
    {
        return $answer->get('amount.total') ?? Money::yuan($answer['total_amount'])->fen;
    }
}
