<?php

declare(strict_types=1);

namespace PaySandbox;

/** One APIv2 request whose signature is proven. */
final class V2Call
{
    /** @param array<string, string> $fields all that were sent */
    public function __construct(
        public readonly string $path,
        public readonly array $fields,
        public readonly string $signType,
        private readonly string $traits,
    ) {
    }

    /** "certificate", "unsigned" (its answer), "no-nonce", "text" (a bill) */
    public function is(string $trait): bool
    {
        return str_contains($this->traits, $trait);
    }

    /** The fields that are the endpoint's own business. */
    public function business(): array
    {
        return array_diff_key($this->fields, ['sign' => 1, 'sign_type' => 1, 'nonce_str' => 1]);
    }

    /** What every answer repeats of its request. */
    public function echoed(): array
    {
        return array_intersect_key($this->fields, array_flip(['appid', 'wxappid', 'mch_appid', 'mch_id', 'mchid', 'sub_appid', 'sub_mch_id', 'device_info']));
    }
}
