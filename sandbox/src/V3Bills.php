<?php

declare(strict_types=1);

namespace PaySandbox;

/** Bills over APIv3: first where the text is and its hash, then the text, which nobody signs. */
final class V3Bills
{
    private const TYPES = ['trade' => ['bill_type', ['ALL', 'SUCCESS', 'REFUND']], 'fundflow' => ['account_type', ['BASIC', 'OPERATION', 'FEES']]];
    private readonly Bills $bills;

    public function __construct(private readonly Store $store, private readonly Credentials $credentials, Orders $orders)
    {
        $this->bills = new Bills($store, $credentials, $orders);
    }

    /** @throws ApiError */
    public function apply(string $kind, array $query): array
    {
        [$name, $types] = self::TYPES[$kind];
        $type = $query[$name] ?? $types[0];
        match (true) {
            ($unknown = array_diff_key($query, array_flip(['bill_date', 'sub_mchid', 'tar_type', $name]))) !== [] => throw self::wrong(key($unknown), 'is not known here'),
            !preg_match('/^20\d\d-(0[1-9]|1[0-2])-[0-3]\d$/D', $query['bill_date'] ?? '') => throw self::wrong('bill_date', 'is not yyyy-MM-dd'),
            !in_array($type, $types, true) => throw self::wrong($name, 'is not one of ' . implode(', ', $types)),
            !in_array($query['tar_type'] ?? 'GZIP', ['GZIP'], true) => throw self::wrong('tar_type', 'is not GZIP'),
            default => null,
        };
        $this->bills->checkDate($query['bill_date']);
        [, $hash] = $this->bills->text($kind, $type, $query['bill_date']);
        $token = bin2hex(random_bytes(24));
        $grant = ['kind' => $kind, 'type' => $type, 'date' => $query['bill_date']];
        $this->store->update('tokens', static fn (array $tokens) => [$token => $grant] + $tokens);
        $host = $this->bills->fault() === 'foreign-host' ? 'https://bill.example' : $this->credentials->get('baseUrl');
        return ['hash_type' => 'SHA1', 'hash_value' => $this->bills->fault() === 'bad-hash' ? str_repeat('0', 40) : $hash,
            'download_url' => "$host/v3/billdownload/file?token=$token" . (isset($query['tar_type']) ? '&tartype=gzip' : '')];
    }

    /** @throws ApiError */
    public function file(array $query): Response
    {
        $grant = $this->store->read('tokens')[$query['token'] ?? ''] ?? throw new ApiError(400, 'PARAM_ERROR', 'token is not known');
        [$path] = $this->bills->text($grant['kind'], $grant['type'], $grant['date']);
        $response = $this->bills->response($path, ($query['tartype'] ?? '') === 'gzip');
        $response->isSigned = false;
        return $response;
    }

    private static function wrong(string $name, string $issue): ApiError
    {
        return new ApiError(400, 'PARAM_ERROR', "$name $issue", ['field' => "/$name", 'location' => 'query', 'issue' => $issue]);
    }
}
