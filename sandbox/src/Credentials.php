<?php

declare(strict_types=1);

namespace PaySandbox;

/** The merchant's and the platform's keys, made once in the state folder, in the files that the real consoles hand out. */
final class Credentials implements Settings
{
    private const MODES = ['public-key', 'certificate', 'both'];

    private function __construct(private readonly Store $store, private array $config)
    {
    }

    public static function open(Store $store, ?string $mode = null, ?string $baseUrl = null): self
    {
        if ($mode !== null && !in_array($mode, self::MODES, true)) {
            throw new \InvalidArgumentException('mode is one of ' . implode(', ', self::MODES));
        }
        $config = $store->update('config', static function (array $config) use ($store, $mode, $baseUrl): ?array {
            $new = $config ?: self::make($store);
            $new['mode'] = $mode ?? $new['mode'];
            $new['baseUrl'] = $baseUrl ?? $new['baseUrl'];
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
        $this->config = $this->store->update('config', static fn (array $config) => [$name => $value] + $config);
    }

    public function merchantPublicKey(): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_get_public($this->pem('apiclient_cert.pem'));
    }

    /** Whether a certificate in PEM is the merchant's own: all of its bytes count, not its name or serial. */
    public function isMerchant(string $certificate): bool
    {
        return openssl_x509_fingerprint($certificate, 'sha256') === openssl_x509_fingerprint($this->pem('apiclient_cert.pem'), 'sha256');
    }

    public function pem(string $file): string
    {
        return file_get_contents($this->store->path($file));
    }

    /** Serial or key id => file of its private key. */
    public function signers(): array
    {
        $certificates = $this->config['platformCertificates'];
        return match ($this->config['mode']) {
            'public-key' => [$this->config['publicKeyId'] => 'pub_key_private.pem'],
            'certificate' => $certificates,
            'both' => $certificates + [$this->config['publicKeyId'] => 'pub_key_private.pem'],
        };
    }

    /** Who signs when the request names nobody: the newest certificate, or the public key where there is none. */
    public function defaultSigner(): string
    {
        return (string) array_key_last($this->config['mode'] === 'public-key' ? $this->signers() : $this->config['platformCertificates']);
    }

    /** @return array<string, string> serial => PEM; empty in public-key mode */
    public function certificates(): array
    {
        if ($this->config['mode'] === 'public-key') {
            return [];
        }
        return array_map(fn (string $key) => $this->pem(str_replace('_key', '_cert', $key)), $this->config['platformCertificates']);
    }

    /** A new platform certificate, which signs from now on. The old ones stay listed. */
    public function rotate(): string
    {
        $number = count($this->config['platformCertificates']) + 1;
        [$serial, $key] = self::issue($this->store, "platform_{$number}", 'Tenpay.com sign');
        $this->set('platformCertificates', $this->config['platformCertificates'] + [$serial => $key]);
        $this->set('platformSerials', array_keys($this->config['platformCertificates']));
        return $serial;
    }

    private static function make(Store $store): array
    {
        file_put_contents($store->path('openssl.cnf'), "[req]\ndistinguished_name = dn\n[dn]\n[ca]\nbasicConstraints = critical,CA:TRUE\n"
            . "[leaf]\nbasicConstraints = CA:FALSE\n[tls]\nbasicConstraints = CA:FALSE\nsubjectAltName = IP:127.0.0.1,DNS:localhost\n");
        self::issue($store, 'ca', 'Sandbox CA', 'ca');
        [$merchantSerial] = self::issue($store, 'apiclient', 'Sandbox merchant');
        [$old, $oldKey] = self::issue($store, 'platform_1', 'Tenpay.com sign');
        [$new, $newKey] = self::issue($store, 'platform_2', 'Tenpay.com sign');
        self::issue($store, 'tls', '127.0.0.1', 'tls');
        self::writeBundle($store, '1900000109');
        $public = self::newKey($store);
        self::writeKey($store, 'pub_key_private.pem', $public);
        file_put_contents($store->path('pub_key.pem'), openssl_pkey_get_details($public)['key']);
        copy($store->path('ca_cert.pem'), $store->path('ca.pem'));
        return [
            'mchid' => '1900000109',
            'appid' => 'wx2421b1c4370ec43b',
            'subMchid' => '1900000201',
            'apiV3Key' => bin2hex(random_bytes(16)),
            'apiV2Key' => self::letters(32),
            'appSecret' => bin2hex(random_bytes(16)),
            'merchantSerial' => $merchantSerial,
            'publicKeyId' => 'PUB_KEY_ID_01' . '19000001092026112400000001',
            'platformSerials' => [$old, $new],
            'platformCertificates' => [$old => $oldKey, $new => $newKey],
            'mode' => 'public-key',
            'baseUrl' => '',
        ];
    }

    /** @return array{string, string} serial in upper-case hex, file of the key */
    private static function issue(Store $store, string $name, string $commonName, string $extensions = 'leaf'): array
    {
        $options = ['config' => $store->path('openssl.cnf'), 'digest_alg' => 'sha256'];
        $key = self::newKey($store);
        $request = openssl_csr_new(['commonName' => $commonName, 'organizationName' => 'Sandbox'], $key, $options);
        $is_root = $extensions === 'ca';
        $certificate = openssl_csr_sign(
            $request,
            $is_root ? null : file_get_contents($store->path('ca_cert.pem')),
            $is_root ? $key : openssl_pkey_get_private(file_get_contents($store->path('ca_key.pem'))),
            1825,
            $options + ['x509_extensions' => $extensions],
            random_int(PHP_INT_MAX >> 8, PHP_INT_MAX),
        );
        openssl_x509_export($certificate, $pem);
        file_put_contents($store->path("{$name}_cert.pem"), $pem);
        self::writeKey($store, "{$name}_key.pem", $key);
        return [openssl_x509_parse($certificate)['serialNumberHex'], "{$name}_key.pem"];
    }

    /** The merchant's certificate and key in one file, as the console hands it out: the password is the merchant's number. */
    private static function writeBundle(Store $store, string $password): void
    {
        openssl_pkcs12_export(file_get_contents($store->path('apiclient_cert.pem')), $bundle, file_get_contents($store->path('apiclient_key.pem')), $password);
        file_put_contents($store->path('apiclient_cert.p12'), $bundle);
        chmod($store->path('apiclient_cert.p12'), 0600);
    }

    private static function letters(int $count): string
    {
        $letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
        return implode('', array_map(static fn () => $letters[random_int(0, 61)], range(1, $count)));
    }

    private static function newKey(Store $store): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_new(['private_key_bits' => 2048, 'private_key_type' => OPENSSL_KEYTYPE_RSA, 'config' => $store->path('openssl.cnf')]);
    }

    private static function writeKey(Store $store, string $file, \OpenSSLAsymmetricKey $key): void
    {
        openssl_pkey_export($key, $pem, null, ['config' => $store->path('openssl.cnf')]);
        file_put_contents($store->path($file), $pem);
        chmod($store->path($file), 0600);
    }
}
