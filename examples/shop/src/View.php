<?php

declare(strict_types=1);

namespace Shop;

use Pay\Money;

/** Templates, texts and the headers every page carries. */
final class View
{
    /** The first one is the default. */
    public const LANGUAGES = ['zh', 'en'];

    private readonly array $texts;

    public function __construct(
        private readonly string $language,
        private readonly string $csrf,
        private readonly Request $request,
        private readonly bool $isSandbox,
        private readonly ?string $sandboxUrl,
    ) {
        $this->texts = require __DIR__ . "/../lang/$language.php";
    }

    /** @param array<string, mixed> $with variables of the template; "refresh" => url reloads pages without JavaScript */
    public function page(string $template, array $with = [], int $status = 200): void
    {
        $body = $this->render($template, $with);
        http_response_code($status);
        foreach (self::headers($this->sandboxUrl) as $name => $value) {
            header("$name: $value");
        }
        header_remove('X-Powered-By');
        header('Content-Type: text/html; charset=utf-8');
        echo $this->render('layout', ['body' => $body] + $with + ['title' => $this->text('shop.name'), 'refresh' => null]);
    }

    /** @return array<string, string> */
    private static function headers(?string $sandboxUrl): array
    {
        $csp = [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            // Older WeChat clients carry the calls of WeixinJSBridge through frames with these schemes.
            'frame-src weixin: weixinping: wvjbscheme:',
            "form-action 'self'" . ($sandboxUrl === null ? '' : " $sandboxUrl"),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ];
        return [
            'Content-Security-Policy' => implode('; ', $csp),
            // Not no-referrer: WeChat's H5 page looks for the shop's domain in Referer. The path, with its token, stays here.
            'Referrer-Policy' => 'strict-origin-when-cross-origin',
            'X-Content-Type-Options' => 'nosniff',
            'X-Frame-Options' => 'DENY',
            'Cache-Control' => 'no-store',
        ];
    }

    /** A text in the visitor's language; {name} is replaced. Not escaped. */
    public function text(string $key, array $values = []): string
    {
        $replace = [];
        foreach ($values as $name => $value) {
            $replace['{' . $name . '}'] = (string) $value;
        }
        return strtr($this->texts[$key] ?? $key, $replace);
    }

    /** Without its layout. */
    private function render(string $template, array $with): string
    {
        $with += [
            't' => fn (string $key, array $values = []): string => self::e($this->text($key, $values)),
            'e' => self::e(...),
            'money' => static fn (Money $money): string => '¥' . $money->toYuan(),
            'time' => static fn (int $time, string $format = 'Y-m-d H:i'): string => Orders::beijing($time, $format),
            'csrf' => $this->csrf,
            'language' => $this->language,
            'switch' => fn (string $language): string
                => '?' . http_build_query(['lang' => $language] + $this->request->query),
            'isSandbox' => $this->isSandbox,
            'sandboxUrl' => $this->sandboxUrl,
        ];
        return (static function () use ($template, $with): string {
            extract($with);
            ob_start();
            require __DIR__ . "/../templates/$template.php";
            return (string) ob_get_clean();
        })();
    }

    private static function e(string|int|null $text): string
    {
        return htmlspecialchars((string) $text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
    }
}
