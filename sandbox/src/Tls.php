<?php

declare(strict_types=1);

namespace PaySandbox;

/**
 * The TLS side of one connection. It asks for a client certificate and does without one, as the real gateway does;
 * one that no CA of ours signed ends the handshake.
 *
 * PHP's server knows only "demand a certificate" (verify_peer) and "do not ask". It reads verify_peer twice: while it
 * prepares the connection, where it decides whether to ask, and after the handshake, where it refuses who showed none.
 * So the option is on for the preparation and off afterwards.
 */
final class Tls
{
    private bool $isShaking = true;
    private ?string $certificate = null;

    /** @param resource $stream just accepted, not blocking */
    public function __construct(private readonly mixed $stream)
    {
        stream_context_set_option($stream, 'ssl', 'verify_peer', true);
        // No time is given, so that this call prepares, but does not finish, however fast the client is.
        stream_set_timeout($stream, 0, 1);
        @stream_socket_enable_crypto($stream, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
        stream_context_set_option($stream, 'ssl', 'verify_peer', false);
        stream_set_timeout($stream, 5);
    }

    /** @return resource for all connections of a server */
    public static function context(Store $store): mixed
    {
        return stream_context_create(['ssl' => ['local_cert' => $store->path('tls_cert.pem'), 'local_pk' => $store->path('tls_key.pem'),
            'alpn_protocols' => 'http/1.1', 'cafile' => $store->path('ca.pem'), 'capture_peer_cert' => true]]);
    }

    public function isShaking(): bool
    {
        return $this->isShaking;
    }

    /** Goes on with the handshake. False: it failed. */
    public function shake(): bool
    {
        // The context is shared, and PHP puts the certificate there when the handshake is over.
        stream_context_set_option($this->stream, 'ssl', 'peer_certificate', null);
        $result = @stream_socket_enable_crypto($this->stream, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
        if ($result !== true) {
            return $result === 0;
        }
        $this->isShaking = false;
        $certificate = stream_context_get_options($this->stream)['ssl']['peer_certificate'] ?? null;
        if ($certificate !== null) {
            openssl_x509_export($certificate, $this->certificate);
        }
        return true;
    }

    /** What the client showed, in PEM. */
    public function certificate(): ?string
    {
        return $this->certificate;
    }
}
