<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

/** The body of a notification as Alipay sends it, and as others might. */
final class Forgery
{
    public const NAMES = ['signature', 'body', 'app-id', 'seller-id', 'amount', 'duplicate', 'resplit', 'unsigned-field', 'at-value', 'sign-type', 'charset',
        'no-signature', 'array-sign', 'malleable'];

    public function __construct(private readonly Credentials $credentials)
    {
    }

    /**
     * @param array<string, string> $fields without sign and sign_type, in UTF-8
     * @param bool $signsType whether sign_type is under the signature
     * @throws \InvalidArgumentException
     */
    public function body(array $fields, bool $signsType, ?string $forge): string
    {
        if ($forge !== null && !in_array($forge, self::NAMES, true)) {
            throw new \InvalidArgumentException('forge is one of ' . implode(', ', self::NAMES));
        }
        $fields = $this->withForeign($fields, $forge);
        $type = $forge === 'sign-type' ? 'RSA' : $this->credentials->get('signType');
        $bytes = array_map(static fn (string $value) => Charset::encode($value, $fields['charset']), $fields);
        $sign = Answer::proof(Form::text($signsType ? $bytes + ['sign_type' => $type] : $bytes), $this->credentials,
            $forge === 'signature' ? $this->credentials->appPrivateKey() : null, $type === 'RSA' ? OPENSSL_ALGO_SHA1 : OPENSSL_ALGO_SHA256);
        return self::spoil($bytes, $sign, $type, $forge);
    }

    /** Genuine, but about another application, receiver or sum: the signature is good, the shop has to look. */
    private function withForeign(array $fields, ?string $forge): array
    {
        return match ($forge) {
            'app-id' => ['app_id' => '2021000000000999', 'auth_app_id' => '2021000000000999'],
            'seller-id' => ['seller_id' => '2088000000000999'],
            'amount' => ['total_amount' => '0.01', 'receipt_amount' => '0.01', 'buyer_pay_amount' => '0.01', 'invoice_amount' => '0.01'],
            default => [],
        } + $fields;
    }

    private static function spoil(array $bytes, string $sign, string $type, ?string $forge): string
    {
        $proof = ['sign' => $sign, 'sign_type' => $type];
        switch ($forge) {
            case 'body':
                return Form::build(['notify_id' => strrev($bytes['notify_id'])] + $bytes + $proof);
            case 'duplicate':
                return 'total_amount=99999.00&' . Form::build($bytes + $proof) . '&trade_status=TRADE_CLOSED';
            case 'resplit':
                // the same text to sign from other parameters: the value of one swallows the next
                $bytes['subject'] .= '&total_amount=' . $bytes['total_amount'];
                unset($bytes['total_amount']);
                return Form::build($bytes + $proof);
            case 'unsigned-field':
                return Form::build($bytes + $proof + ['refund_status' => 'REFUND_SUCCESS']);
            case 'at-value':
                // the official PHP client leaves values with this sign out of what it verifies
                return Form::build(['buyer_logon_id' => '@' . $bytes['buyer_logon_id'], 'seller_email' => '@/etc/passwd'] + $bytes + $proof);
            case 'charset':
                return Form::build(['charset' => Charset::isGbk($bytes['charset']) ? 'utf-8' : 'GBK'] + $bytes + $proof);
            case 'no-signature':
                return Form::build($bytes);
            case 'array-sign':
                return Form::build($bytes + ['sign_type' => $type]) . '&sign[]=' . urlencode($sign);
            case 'malleable':
                return Form::build(['sign' => self::otherSpelling($sign)] + $proof + $bytes);
        }
        return Form::build($bytes + $proof);
    }

    /** 256 bytes leave four bits of the last letter unused: another letter stands for the same bytes. */
    private static function otherSpelling(string $sign): string
    {
        $letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
        $last = strlen(rtrim($sign, '=')) - 1;
        $sign[$last] = $letters[strpos($letters, $sign[$last]) | 1];
        return $sign;
    }
}
