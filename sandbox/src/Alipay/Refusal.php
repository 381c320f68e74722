<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

/** A refusal in Alipay's shape. */
final class Refusal extends \RuntimeException
{
    public const MESSAGES = [
        '10000' => 'Success', '10003' => 'order success pay inprocess', '20000' => 'Service Currently Unavailable',
        '20001' => 'Insufficient Token Permissions', '40001' => 'Missing Required Arguments', '40002' => 'Invalid Arguments',
        '40003' => 'Insufficient Conditions', '40004' => 'Business Failed', '40005' => 'Call Limited', '40006' => 'Insufficient Permissions',
    ];

    public function __construct(
        public readonly string $gatewayCode,
        public readonly string $subCode,
        string $subMessage,
        public readonly bool $isSigned = true,
        public readonly bool $isBelowErrorResponse = false,
    ) {
        parent::__construct($subMessage);
    }

    /** The application is known, but something of the request is missing. */
    public static function missing(string $what): self
    {
        return new self('40001', "isv.missing-$what", "缺少参数: $what");
    }

    public static function invalid(string $what, string $message): self
    {
        return new self('40002', "isv.invalid-$what", $message);
    }

    /** A business system said no. */
    public static function business(string $code, string $message): self
    {
        return new self('40004', $code, $message);
    }

    public static function field(string $name, string $issue): self
    {
        return self::business('ACQ.INVALID_PARAMETER', "参数无效: $name $issue");
    }

    /** @return array<string, string> */
    public function node(): array
    {
        return ['code' => $this->gatewayCode, 'msg' => self::MESSAGES[$this->gatewayCode] ?? 'Unknown', 'sub_code' => $this->subCode,
            'sub_msg' => $this->getMessage()];
    }
}
