<?php
declare(strict_types=1);

namespace Bench;

/** The gateway's part in orders, queries and bills: nginx with answers that were signed before, over TLS 1.3 and HTTP/2. */
final class Server
{
    private const CONFIGURATION = '[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
[server]
basicConstraints = CA:FALSE
subjectAltName = IP:%s';

    public readonly string $ca;
    public readonly string $authority; /* alone, without all the others that this machine trusts */
    public readonly int $port;
    private readonly string $dir;
    private readonly \Daemon $daemon;

    public static function binary(): ?string
    {
        foreach (['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'] as $path) {
            if (is_executable($path)) {
                return $path;
            }
        }
        return null;
    }

    /** @param string $reached the address that clients use: the certificate is for it */
    public function __construct(Setup $setup, array $before, private readonly string $address)
    {
        mkdir($this->dir = $setup->scratch(), 0755);
        $this->certificates();
        $this->port = random_int(20000, 29999);
        $this->ca = "$this->dir/bundle.pem";
        $this->authority = "$this->dir/authority.pem";
        $this->sign();
        $this->daemon = new \Daemon([...$before, self::binary(), '-p', $this->dir, '-c', "$this->dir/nginx.conf"], "$this->dir/out");
        if (!comes_true(fn () => is_file("$this->dir/pid") || !$this->daemon->isRunning()) || !is_file("$this->dir/pid")) {
            throw new \Exception('nginx did not start: ' . file_get_contents("$this->dir/out"));
        }
    }

    /** Signs all answers anew: they are good for five minutes. */
    public function sign(array $more = []): void
    {
        $places = $this->place('/v3/pay/transactions/jsapi', ['prepay_id' => 'wx26112604620304d5ee8f7ef1a8ba000000']);
        for ($i = 0; $i < Fixture::QUERIES; $i++) {
            $places .= $this->place(sprintf('/v3/pay/transactions/out-trade-no/bench-%03d', $i), Fixture::query($i));
        }
        $places .= "location = /pay/orderquery { return 200 '" . Fixture::query_v2() . "'; }\n";
        foreach ($more as $path => $answer) {
            $places .= $this->place($path, $answer);
        }
        file_put_contents("$this->dir/nginx.conf", "daemon off; worker_processes 1; pid $this->dir/pid; error_log $this->dir/error.log;
            events { worker_connections 1024; }
            http { access_log off; keepalive_requests 1000000; keepalive_timeout 600; sendfile on; tcp_nopush on;
            client_body_temp_path $this->dir/body; proxy_temp_path $this->dir/proxy; fastcgi_temp_path $this->dir/fastcgi;
            uwsgi_temp_path $this->dir/uwsgi; scgi_temp_path $this->dir/scgi; default_type application/json; http2_max_concurrent_streams 256;
            ssl_certificate $this->dir/server.pem; ssl_certificate_key $this->dir/server.key; ssl_session_cache shared:tls:1m;
            # a server that answers before it has read a body breaks HTTP/2 connections off; one that passes it on does not
            server { listen $this->address:$this->port ssl http2; root $this->dir; location /files/ { }
                location / { proxy_pass http://unix:$this->dir/socket; proxy_http_version 1.1; proxy_set_header Connection ''; } }
            server { listen unix:$this->dir/socket; $places } }\n");
        if (is_file("$this->dir/pid")) {
            $this->daemon->signal('HUP');
            usleep(300000);
        }
    }

    /** A folder that is served under /files/. */
    public function files(): string
    {
        is_dir("$this->dir/files") || mkdir("$this->dir/files", 0755);
        return "$this->dir/files";
    }

    private function place(string $path, array $fields): string
    {
        [$headers, $body] = Fixture::answer($fields);
        $lines = implode(' ', array_map(static fn ($name, $value) => "add_header $name \"$value\" always;", array_keys($headers), $headers));
        return "location = $path { $lines add_header Request-ID bench always; return 200 '$body'; }\n";
    }

    /** What clients trust: all that this machine trusts, as a shop has it, and the authority made here. */
    private function certificates(): void
    {
        file_put_contents("$this->dir/openssl.cnf", sprintf(self::CONFIGURATION, $this->address));
        $options = ['config' => "$this->dir/openssl.cnf", 'digest_alg' => 'sha256', 'private_key_bits' => 2048];
        [$ca_key, $key] = [openssl_pkey_new($options), openssl_pkey_new($options)];
        $request = openssl_csr_new(['commonName' => 'bench authority'], $ca_key, $options);
        $ca = openssl_csr_sign($request, null, $ca_key, 2, ['x509_extensions' => 'authority'] + $options, random_int(1, PHP_INT_MAX));
        $request = openssl_csr_new(['commonName' => $this->address], $key, $options);
        $certificate = openssl_csr_sign($request, $ca, $ca_key, 2, ['x509_extensions' => 'server'] + $options, random_int(1, PHP_INT_MAX));
        openssl_x509_export($certificate, $pem);
        openssl_x509_export($ca, $ca_pem);
        openssl_pkey_export($key, $key_pem, null, $options);
        file_put_contents("$this->dir/server.pem", $pem);
        file_put_contents("$this->dir/server.key", $key_pem);
        file_put_contents("$this->dir/authority.pem", $ca_pem);
        file_put_contents("$this->dir/bundle.pem", (string) @file_get_contents('/etc/ssl/certs/ca-certificates.crt') . $ca_pem);
    }
}
