<?php

declare(strict_types=1);

namespace PaySandbox;

/** Small endpoints of APIv2 that move no money. */
final class V2Tools
{
    public function shorten(V2Call $call): array
    {
        return ['short_url' => 'weixin://wxpay/s/' . substr(md5($call->fields['long_url']), 0, 8)];
    }

    public function openid(V2Call $call): array
    {
        return ['openid' => Orders::OPENID];
    }

    /** Any contract is known and in force. */
    public function contract(V2Call $call): array
    {
        return ['contract_id' => $call->fields['contract_id'] ?? 'Wx' . strtoupper(md5($call->fields['contract_code'])), 'contract_state' => '0',
            'plan_id' => $call->fields['plan_id'] ?? '12535', 'contract_code' => $call->fields['contract_code'] ?? '100000'];
    }
}
