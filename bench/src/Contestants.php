<?php
declare(strict_types=1);

namespace Bench;

/** Who takes part. A peer that cannot be had stays in the list, and in the tables, as missing. */
final class Contestants
{
    /** The cases that are measured with bench/probe in place of the wire. */
    public const PROBED = ['order_md5', 'order_hmac', 'authorization', 'bridge', 'answer_alipay', 'serials'];

    private const LIST = [
        'limit' => ['title' => 'bare C'],
        'limit_by_hand' => ['title' => 'bare C, XML by hand', 'variant' => '_by_hand'],
        'pay' => ['title' => 'this extension', 'file' => 'pay'],
        'plain' => ['title' => 'PHP, no library', 'file' => 'plain'],
        'kept' => ['title' => 'PHP, no library, keys kept', 'file' => 'kept'],
        'guzzle' => ['title' => 'guzzle', 'file' => 'guzzle', 'peer' => 'guzzle'],
        'yansongda' => ['title' => 'yansongda/pay', 'file' => 'yansongda', 'peer' => 'yansongda'],
        'easywechat' => ['title' => 'easywechat', 'file' => 'easywechat', 'peer' => 'easywechat'],
        'wechatpay' => ['title' => 'wechatpay-php', 'file' => 'wechatpay', 'peer' => 'wechatpay'],
        'alipay_sdk' => ['title' => 'alipay-sdk, key', 'file' => 'alipay_sdk', 'peer' => 'alipaysdk'],
        'alipay_sdk_cert' => ['title' => 'alipay-sdk, certificates', 'file' => 'alipay_sdk', 'peer' => 'alipaysdk', 'variant' => '@certificates'],
        'easysdk' => ['title' => 'easysdk, key', 'file' => 'easysdk', 'peer' => 'easysdk'],
        'easysdk_cert' => ['title' => 'easysdk, certificates', 'file' => 'easysdk', 'peer' => 'easysdk', 'variant' => '@certificates'],
    ];

    public static function ids(): array
    {
        return array_keys(self::LIST);
    }

    public static function title(string $id): string
    {
        return self::LIST[$id]['title'];
    }

    /** SDKs and libraries: what targets mean by peers. */
    public static function peers(): array
    {
        return array_keys(array_filter(self::LIST, static fn ($row) => isset($row['peer'])));
    }

    public static function file(string $id): ?string
    {
        return isset(self::LIST[$id]['file']) ? dirname(__DIR__) . '/contestants/' . self::LIST[$id]['file'] . '.php' : null;
    }

    public static function variant(string $id): string
    {
        return self::LIST[$id]['variant'] ?? '';
    }

    public static function peer(string $id): ?string
    {
        return self::LIST[$id]['peer'] ?? null;
    }

    /** Its vendor folder; null: the package could not be had. "": it needs none. */
    public static function vendor(string $id, string $peers): ?string
    {
        $peer = self::peer($id);
        if ($peer === null) {
            return '';
        }
        return is_file("$peers/$peer/vendor/autoload.php") ? "$peers/$peer/vendor" : null;
    }

    /** package => version of what was installed for a peer. */
    public static function versions(string $id, string $peers): array
    {
        $file = self::vendor($id, $peers) . '/composer/installed.json';
        $wanted = array_keys((array) json_decode(file_get_contents(dirname(__DIR__) . '/peers.json'), true)[self::peer($id)]);
        $installed = array_column(json_decode((string) @file_get_contents($file), true)['packages'] ?? [], 'version', 'name');
        return array_intersect_key($installed, array_flip($wanted));
    }
}
