<?php

declare(strict_types=1);

namespace PaySandbox;

/** Bills over APIv2: the answer is the text itself, or a gzip member of it; only a failure is XML. */
final class V2Bills
{
    private readonly Bills $bills;

    public function __construct(Store $store, Credentials $credentials, Orders $orders)
    {
        $this->bills = new Bills($store, $credentials, $orders);
    }

    /** @throws ApiError */
    public function trade(V2Call $call): Response
    {
        return $this->bill($call, 'trade', $call->fields['bill_type'] ?? 'ALL');
    }

    /** @throws ApiError */
    public function fundFlow(V2Call $call): Response
    {
        return $this->bill($call, 'fundflow', $call->fields['account_type']);
    }

    private function bill(V2Call $call, string $kind, string $type): Response
    {
        try {
            $this->bills->checkDate($call->fields['bill_date']);
        } catch (ApiError $e) {
            throw new ApiError(400, $e->errorCode === 'STATEMENT_CREATING' ? 'BILL_CREATING' : 'NO_BILL_EXIST', $e->getMessage());
        }
        [$path, $hash] = $this->bills->text($kind, $type, $call->fields['bill_date']);
        $response = $this->bills->response($path, isset($call->fields['tar_type']));
        if ($kind === 'fundflow') {
            $response->headers['Digest'] = 'SHA=' . ($this->bills->fault() === 'bad-hash' ? str_repeat('0', 40) : $hash);
        }
        return $response;
    }
}
