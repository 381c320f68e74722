<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

/** A request that was proven. Text is UTF-8 here, whatever it was on the wire. */
final class Call
{
    /**
     * @param array<string, string> $parameters as they were sent, without sign
     * @param array<string, mixed> $biz the content of biz_content
     * @param string $noticeCharset of the notifications: GBK unless the query of the URL said otherwise
     */
    public function __construct(
        public readonly string $method,
        public readonly array $parameters,
        public readonly array $biz,
        public readonly string $noticeCharset,
        public readonly bool $isEncrypted,
    ) {
    }

    public function parameter(string $name): ?string
    {
        return $this->parameters[$name] ?? null;
    }

    public function has(string $name): bool
    {
        return isset($this->biz[$name]) && $this->biz[$name] !== '';
    }

    /** A text of biz_content, or null where there is none. @throws Refusal */
    public function text(string $name, int $longest = 256, string $pattern = '//'): ?string
    {
        if (!$this->has($name)) {
            return null;
        }
        $value = $this->biz[$name];
        if (!is_string($value) || preg_match_all('/./us', $value) > $longest || preg_match($pattern . 'u', $value) !== 1) {
            throw Refusal::field($name, '格式错误');
        }
        return $value;
    }

    /** @throws Refusal */
    public function required(string $name, int $longest = 256, string $pattern = '//'): string
    {
        return $this->text($name, $longest, $pattern) ?? throw Refusal::field($name, '不能为空');
    }

    /** Yuan, as a decimal with at most two places, in fen. A float is refused: nobody knows what it was. @throws Refusal */
    public function fen(string $name): int
    {
        $value = $this->biz[$name] ?? throw Refusal::field($name, '不能为空');
        if ((!is_string($value) && !is_int($value)) || preg_match('/^(\d{1,9})(?:\.(\d{1,2}))?$/D', (string) $value, $match) !== 1) {
            throw Refusal::field($name, '金额格式错误');
        }
        $fen = (int) $match[1] * 100 + (int) str_pad($match[2] ?? '', 2, '0');
        if ($fen < 1 || $fen > 100_000_000_00) {
            throw Refusal::field($name, '金额超出范围');
        }
        return $fen;
    }

    public static function yuan(int $fen): string
    {
        return sprintf('%d.%02d', intdiv($fen, 100), $fen % 100);
    }

    public static function signed(int $fen): string
    {
        return ($fen < 0 ? '-' : '') . self::yuan(abs($fen));
    }
}
