<?php

declare(strict_types=1);

namespace Shop;

use BaconQrCode\Renderer\Image\SvgImageBackEnd;
use BaconQrCode\Renderer\ImageRenderer;
use BaconQrCode\Renderer\RendererStyle\RendererStyle;
use BaconQrCode\Writer;

/** QR codes are drawn by bacon/bacon-qr-code: from Composer, or Debian's package php-bacon-qr-code. */
final class QrCode
{
    private const AUTOLOADERS = [
        __DIR__ . '/../vendor/autoload.php',
        'Bacon/BaconQrCode/autoload.php',
        'BaconQrCode/autoload.php',
    ];

    /** An svg element, or null if the library is not installed. */
    public static function svg(string $text): ?string
    {
        if (!self::isInstalled()) {
            return null;
        }
        $writer = new Writer(new ImageRenderer(new RendererStyle(264, 4), new SvgImageBackEnd()));
        return preg_replace('/^<\?xml.*?\?>\s*/', '', $writer->writeString($text));
    }

    private static function isInstalled(): bool
    {
        foreach (self::AUTOLOADERS as $file) {
            $path = stream_resolve_include_path($file);
            if (!class_exists(Writer::class) && $path !== false) {
                require_once $path;
            }
        }
        return class_exists(Writer::class) && extension_loaded('xmlwriter') && extension_loaded('iconv');
    }
}
