<?php

declare(strict_types=1);

namespace PaySandbox\Alipay;

use PaySandbox\Settings;
use PaySandbox\Store;

/** The application's and the platform's keys, made once in the state folder, in the files that the real console hands out. */
final class Credentials implements Settings
{
    public const MODES = ['key', 'certificate'];
    private const SIGN_TYPES = ['RSA' => OPENSSL_ALGO_SHA1, 'RSA2' => OPENSSL_ALGO_SHA256];
    private const PATH = '/gateway.do';
    private const AUTHORITY = ['C' => 'CN', 'O' => 'Sandbox Financial', 'OU' => 'Certification Authority'];
    private const ROOT = self::AUTHORITY + ['CN' => 'Sandbox Financial Certification Authority R1'];
    private const ELLIPTIC_ROOT = self::AUTHORITY + ['CN' => 'Sandbox Financial Certification Authority E1'];
    private const OTHER_ROOT = ['C' => 'CN', 'O' => 'Sandbox Trust', 'OU' => 'Sandbox Trust Network', 'CN' => 'Sandbox Trust Root CA-3'];
    private const CLASS_1 = self::AUTHORITY + ['CN' => 'Sandbox Financial Certification Authority Class 1 R1'];
    private const CLASS_2 = self::AUTHORITY + ['CN' => 'Sandbox Financial Certification Authority Class 2 R1'];
    private const PLATFORM = '支付宝(中国)网络技术有限公司';

    private function __construct(private readonly Store $store, private array $config)
    {
    }

    public static function open(Store $store, ?string $mode = null, ?string $url = null): self
    {
        if ($mode !== null && !in_array($mode, self::MODES, true)) {
            throw new \InvalidArgumentException('mode is one of ' . implode(', ', self::MODES));
        }
        $config = $store->update('config', static function (array $config) use ($store, $mode, $url): ?array {
            $new = $config ?: self::make($store);
            $new['mode'] = $mode ?? $new['mode'];
            $new['baseUrl'] = $url === null ? $new['baseUrl'] : $url . self::PATH;
            if ($new['mode'] === 'certificate' && !isset($new['appCertSn'])) {
                $new = self::certify($store, $new);
            }
            return $new === $config ? null : $new;
        });
        return new self($store, $config);
    }

    /** What a shop configures. The keys are in the files beside it. */
    public function public(): array
    {
        return ['dir' => $this->store->dir] + $this->config;
    }

    public function get(string $name): mixed
    {
        return $this->config[$name];
    }

    public function set(string $name, mixed $value): void
    {
        $value = $name === 'baseUrl' ? $value . self::PATH : $value;
        $this->config = $this->store->update('config', static fn (array $config) => [$name => $value] + $config);
    }

    public function setMode(string $mode): void
    {
        $this->config = self::open($this->store, $mode)->config;
    }

    /** Which algorithm requests, answers and notifications are signed with: an application has one. */
    public function setSignType(string $type): void
    {
        if (!isset(self::SIGN_TYPES[$type])) {
            throw new \InvalidArgumentException('sign_type is one of ' . implode(', ', array_keys(self::SIGN_TYPES)));
        }
        $this->set('signType', $type);
    }

    public function algorithm(): int
    {
        return self::SIGN_TYPES[$this->config['signType']];
    }

    public function isCertificateMode(): bool
    {
        return $this->config['mode'] === 'certificate';
    }

    /** Where the sandbox answers, without the path of the gateway. */
    public function origin(): string
    {
        return substr($this->config['baseUrl'], 0, -strlen(self::PATH));
    }

    public function appPublicKey(): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_get_public($this->pem('app_public_key.pem'));
    }

    public function appPrivateKey(): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_get_private($this->pem('app_private_key.pem'));
    }

    /** What the platform signs with; a certificate that came later has a key of its own. */
    public function platformKey(): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_get_private($this->pem($this->isCertificateMode() ? $this->config['platformKeyFile'] : 'platform_1_key.pem'));
    }

    /** The platform's certificates by their number, each with the authority that issued it. @return array<string, string> */
    public function platformCertificates(): array
    {
        return array_map($this->pem(...), $this->config['platformCertificates'] ?? []);
    }

    /** A new platform certificate, which signs from now on; the one before is not used any more. */
    public function rotate(): string
    {
        $number = count($this->config['platformCertificates']) + 1;
        self::writeKey($this->store, "platform_{$number}_key.pem", $key = self::newKey($this->store));
        $pem = $this->platformCertificate($key);
        file_put_contents($this->store->path("platform_{$number}_cert.crt"), $pem);
        $sn = Certificate::sn($pem);
        $this->set('platformCertificates', $this->config['platformCertificates'] + [$sn => "platform_{$number}_cert.crt"]);
        $this->set('platformKeyFile', "platform_{$number}_key.pem");
        $this->set('alipayCertSn', $sn);
        return $sn;
    }

    /**
     * A certificate for the key of the current one that a client must not take for it: of another authority (with the
     * names of the real one), of another subject, with another number, or expired.
     */
    public function falseCertificate(string $kind): string
    {
        $current = openssl_x509_parse($this->platformCertificates()[$this->config['alipayCertSn']]);
        $serial = hex2bin(strlen($hex = $current['serialNumberHex']) % 2 ? "0$hex" : $hex);
        $key = $this->platformKey();
        return match ($kind) {
            'subject' => $this->platformCertificate($key, $serial, '沙箱商户-' . $this->config['sellerId']),
            'sn' => $this->platformCertificate($key),
            'expired' => $this->platformCertificate($key, $serial, until: -3600),
            default => $this->forgedCertificate($key, $serial),
        };
    }

    private function platformCertificate(\OpenSSLAsymmetricKey $key, ?string $serial = null, ?string $name = null, int ...$life): string
    {
        $authority = openssl_pkey_get_private($this->pem('class_2_key.pem'));
        return Certificate::issue(self::platformName($name), $key, self::CLASS_2, $authority, ...['serial' => $serial] + $life)
            . $this->pem('class_2_cert.crt');
    }

    private function forgedCertificate(\OpenSSLAsymmetricKey $key, string $serial): string
    {
        $forger = $this->appPrivateKey();
        return Certificate::issue(self::platformName(), $key, self::CLASS_2, $forger, serial: $serial)
            . Certificate::issue(self::CLASS_2, $forger, self::ROOT, $forger, true)
            . Certificate::issue(self::ROOT, $forger, self::ROOT, $forger, true);
    }

    private static function platformName(?string $name = null): array
    {
        return ['C' => 'CN', 'O' => self::PLATFORM, 'OU' => 'Alipay', 'CN' => $name ?? self::PLATFORM . '-2088000000000109'];
    }

    private function pem(string $file): string
    {
        return file_get_contents($this->store->path($file));
    }

    private static function make(Store $store): array
    {
        file_put_contents($store->path('openssl.cnf'), "[req]\ndistinguished_name = dn\n[dn]\n");
        self::writeKey($store, 'app_private_key.pem', $app = self::newKey($store));
        self::writeKey($store, 'platform_1_key.pem', $platform = self::newKey($store));
        file_put_contents($store->path('app_private_key.txt'), base64_encode(self::pkcs1(file_get_contents($store->path('app_private_key.pem')))));
        chmod($store->path('app_private_key.txt'), 0600);
        foreach (['app_public_key' => $app, 'alipay_public_key' => $platform] as $name => $key) {
            $pem = openssl_pkey_get_details($key)['key'];
            file_put_contents($store->path("$name.pem"), $pem);
            file_put_contents($store->path("$name.txt"), base64_encode(Der::fromPem($pem)));
        }
        self::makeTls($store);
        return [
            'appId' => '2021000000000109',
            'sellerId' => '2088000000000109',
            'buyerId' => '2088000000000201',
            'authAppId' => '2021000000000301',
            'appAuthToken' => '202611BB' . bin2hex(random_bytes(16)),
            'encryptKey' => base64_encode(random_bytes(16)),
            'signType' => 'RSA2',
            'mode' => 'key',
            'baseUrl' => self::PATH,
        ];
    }

    /**
     * The small public key infrastructure of certificate mode. Keys of RSA take long to make, so both issuing authorities
     * share one, and both RSA roots; nothing here depends on their being different.
     */
    private static function certify(Store $store, array $config): array
    {
        $root = self::newKey($store);
        $elliptic = self::newEllipticKey($store);
        self::writeKey($store, 'class_2_key.pem', $class2 = self::newKey($store));
        $r1 = Certificate::issue(self::ROOT, $root, self::ROOT, $root, true);
        $e1 = Certificate::issue(self::ELLIPTIC_ROOT, $elliptic, self::ELLIPTIC_ROOT, $elliptic, true, 'ECDSA-SHA256');
        $other = Certificate::issue(self::OTHER_ROOT, $root, self::OTHER_ROOT, $root, true, 'RSA-SHA1', chr(random_int(0x40, 0x7f)) . random_bytes(19));
        $files = ['alipay_root_cert.crt' => "$e1$r1$other"];
        $files['class_2_cert.crt'] = Certificate::issue(self::CLASS_2, $class2, self::ROOT, $root, true);
        $platform = openssl_pkey_get_private(file_get_contents($store->path('platform_1_key.pem')));
        $files['platform_1_cert.crt'] = Certificate::issue(self::platformName(), $platform, self::CLASS_2, $class2) . $files['class_2_cert.crt'];
        $files['alipayCertPublicKey_RSA2.crt'] = $files['platform_1_cert.crt'];
        $app = openssl_pkey_get_private(file_get_contents($store->path('app_private_key.pem')));
        $subject = ['C' => 'CN', 'O' => '沙箱商户', 'OU' => 'Alipay', 'CN' => "{$config['sellerId']}-{$config['appId']}"];
        $files['appCertPublicKey.crt'] = Certificate::issue($subject, $app, self::CLASS_1, $class2);
        foreach ($files as $name => $pem) {
            file_put_contents($store->path($name), $pem);
        }
        $sn = Certificate::sn($files['platform_1_cert.crt']);
        return [
            'appCertSn' => Certificate::sn($files['appCertPublicKey.crt']),
            'alipayCertSn' => $sn,
            'rootCertSn' => Certificate::rootSn($files['alipay_root_cert.crt']),
            'platformCertificates' => [$sn => 'platform_1_cert.crt'],
            'platformKeyFile' => 'platform_1_key.pem',
        ] + $config;
    }

    private static function makeTls(Store $store): void
    {
        $name = ['C' => 'CN', 'O' => 'Sandbox', 'CN' => 'Sandbox TLS CA'];
        $authority = self::newEllipticKey($store);
        self::writeKey($store, 'tls_key.pem', $key = self::newEllipticKey($store));
        file_put_contents($store->path('ca.pem'), Certificate::issue($name, $authority, $name, $authority, true, 'ECDSA-SHA256'));
        file_put_contents($store->path('tls_cert.pem'),
            Certificate::issue(['C' => 'CN', 'CN' => '127.0.0.1'], $key, $name, $authority, false, 'ECDSA-SHA256', isForTls: true));
    }

    private static function newKey(Store $store): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_new(['private_key_bits' => 2048, 'private_key_type' => OPENSSL_KEYTYPE_RSA, 'config' => $store->path('openssl.cnf')]);
    }

    /** The bits say nothing here, but PHP wants to see enough of them. */
    private static function newEllipticKey(Store $store): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_new(['curve_name' => 'prime256v1', 'private_key_type' => OPENSSL_KEYTYPE_EC, 'private_key_bits' => 2048,
            'config' => $store->path('openssl.cnf')]);
    }

    private static function writeKey(Store $store, string $file, \OpenSSLAsymmetricKey $key): void
    {
        openssl_pkey_export($key, $pem, null, ['config' => $store->path('openssl.cnf')]);
        file_put_contents($store->path($file), $pem);
        chmod($store->path($file), 0600);
    }

    /** What PKCS#8 wraps: a version, the algorithm, and the key as an octet string. */
    private static function pkcs1(string $pem): string
    {
        [$content] = Der::read(Der::fromPem($pem));
        [, $rest] = Der::read($content);
        [, $rest] = Der::read($rest);
        return Der::read($rest)[0];
    }
}
