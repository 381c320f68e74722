<?php

declare(strict_types=1);

namespace Shop;

/** One JSON object a line. Callers pass order numbers, codes and reasons; never keys, bodies or openids. */
final class Log
{
    public function __construct(private readonly string $file)
    {
    }

    public function info(string $message, array $context = []): void
    {
        $this->write('info', $message, $context);
    }

    public function warning(string $message, array $context = []): void
    {
        $this->write('warning', $message, $context);
    }

    /** Money or an attack is involved and a person should look. Wire this level to whatever wakes you up. */
    public function alarm(string $message, array $context = []): void
    {
        $this->write('alarm', $message, $context);
    }

    public function exception(\Throwable $e, string $message, array $context = []): void
    {
        $context += ['class' => $e::class, 'error' => $e->getMessage()];
        if ($e instanceof \Pay\PayException) {
            $context += ['reason' => $e->reason, 'hint' => $e->hint];
        }
        if ($e instanceof \Pay\ApiException) {
            $context += ['request_id' => $e->requestId];
        }
        $this->write('error', $message, $context);
    }

    private function write(string $level, string $message, array $context): void
    {
        $line = ['time' => date(DATE_ATOM), 'level' => $level, 'message' => $message] + $context;
        $json = json_encode($line, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
        @file_put_contents($this->file, $json . "\n", FILE_APPEND | LOCK_EX);
    }
}
