<?php

declare(strict_types=1);

namespace PaySandbox;

/** Payment by the code on the payer's phone, over either protocol. A script says how it goes; else it succeeds at once. */
final class Micropay
{
    private const STATES = ['SUCCESS', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR'];

    /** What leaves the outcome open. */
    private const OPEN = ['USERPAYING', 'SYSTEMERROR', 'BANKERROR'];

    /** Codes as scripts and APIv2 name them => HTTP status and code of APIv3. */
    private const ERRORS = [
        'USERPAYING' => [202, 'USERPAYING'], 'SYSTEMERROR' => [500, 'SYSTEM_ERROR'], 'BANKERROR' => [500, 'BANK_ERROR'],
        'NOTENOUGH' => [403, 'NOT_ENOUGH'], 'TRADE_ERROR' => [403, 'TRADE_ERROR'], 'ORDERNOTEXIST' => [404, 'ORDER_NOT_EXIST'],
    ];

    public function __construct(private readonly Store $store, private readonly Orders $orders)
    {
    }

    /** @throws ApiError */
    public function script(array $fields): array
    {
        $number = $fields['out_trade_no'] ?? null;
        $script = array_intersect_key($fields, ['micropay' => 1, 'queries' => 1, 'reverse' => 1]);
        if (!is_string($number) || count($script) !== count($fields) - 1) {
            throw new ApiError(400, 'PARAM_ERROR', 'out_trade_no with micropay, queries or reverse, and nothing else');
        }
        foreach (array_merge((array) ($script['micropay'] ?? []), $script['queries'] ?? [], $script['reverse'] ?? []) as $step) {
            if (!is_string($step) || !preg_match('/^[A-Za-z_]+$/D', $step)) {
                throw new ApiError(400, 'PARAM_ERROR', 'a step is a word');
            }
        }
        $this->store->update('scripts', static fn (array $scripts) => [$number => $script] + $scripts);
        return ['out_trade_no' => $number] + $script;
    }

    /** @throws ApiError also when the payer still has to enter the password */
    public function pay(array $request): array
    {
        $number = $request['out_trade_no'];
        $this->orders->create('codepay', $request);
        $outcome = $this->store->read('scripts')[$number]['micropay'] ?? 'SUCCESS';
        if ($outcome !== 'SUCCESS') {
            // A refusal is the end of this code; what is open stays so until a query or the payer decides.
            $this->orders->move($number, match (true) {
                $outcome === 'USERPAYING' => 'USERPAYING',
                in_array($outcome, self::OPEN, true) => 'NOTPAY',
                default => 'PAYERROR',
            });
            throw self::error($outcome);
        }
        $this->orders->pay($number);
        return $this->orders->find($number);
    }

    /** What the script says next becomes true, unless the order is settled. @throws ApiError */
    public function query(array $order): array
    {
        $number = $order['request']['out_trade_no'];
        $next = $this->next($number, 'queries');
        if ($next === null) {
            return $order;
        }
        if (!in_array($next, self::STATES, true)) {
            throw self::error($next);
        }
        if (Orders::isOpen($order)) {
            $next === 'SUCCESS' ? $this->orders->pay($number) : $this->orders->move($number, $next);
        }
        return $this->orders->find($number);
    }

    /** False: nothing was done, call again. @throws ApiError */
    public function reverse(array $order): bool
    {
        $number = $order['request']['out_trade_no'];
        $next = $this->next($number, 'reverse') ?? 'SUCCESS';
        if ($next === 'SUCCESS') {
            $this->orders->reverse($number);
        }
        return $next === 'SUCCESS' || ($next === 'recall' ? false : throw self::error($next));
    }

    /** The next step of a list, of which the last one stays. */
    private function next(string $number, string $list): ?string
    {
        $next = null;
        $this->store->update('scripts', static function (array $scripts) use ($number, $list, &$next): ?array {
            $steps = $scripts[$number][$list] ?? [];
            $next = array_shift($steps);
            if ($steps === []) {
                return null;
            }
            $scripts[$number][$list] = $steps;
            return $scripts;
        });
        return $next;
    }

    private static function error(string $code): ApiError
    {
        [$status, $name] = self::ERRORS[$code] ?? [400, $code];
        return new ApiError($status, $name, $code === 'USERPAYING' ? '需要用户输入支付密码' : 'as the script says');
    }
}
