<?php

declare(strict_types=1);

namespace PaySandbox;

/** A refusal in WeChat Pay's shape. */
final class ApiError extends \RuntimeException
{
    public function __construct(public readonly int $status, public readonly string $errorCode, string $message, public readonly array $detail = [])
    {
        parent::__construct($message);
    }

    public static function parameter(string $field, string $issue): self
    {
        return new self(400, 'PARAM_ERROR', "$field: $issue", ['field' => $field, 'issue' => $issue, 'location' => 'body']);
    }

    public function response(): Response
    {
        $body = ['code' => $this->errorCode, 'message' => $this->getMessage()];
        return Response::json($this->status, $this->detail === [] ? $body : $body + ['detail' => $this->detail]);
    }
}
