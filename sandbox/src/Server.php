<?php

declare(strict_types=1);

namespace PaySandbox;

/** A small HTTP/1.1 server that keeps connections open and can break them. One process, one loop, no sleeping. */
final class Server
{
    private const BODY_MAX = 8 << 20;
    private const BLOCK = 1 << 20;

    /** @var array<int, array{stream: resource, in: string, out: string, at: float, close: bool, file: ?resource, left: int, tls: ?Tls}> by stream id */
    private array $connections = [];
    private int $count = 0;

    public function __construct(private readonly Handler $app, private readonly Store $store, private readonly Settings $credentials)
    {
    }

    public function run(string $listen, bool $tls, bool $untilStdinCloses): void
    {
        $server = stream_socket_server("tcp://$listen", $code, $message, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, Tls::context($this->store))
            ?: throw new \RuntimeException("cannot listen on $listen: $message");
        $url = ($tls ? 'https://' : 'http://') . stream_socket_get_name($server, false);
        $this->credentials->set('baseUrl', $url);
        echo "LISTEN $url\n";
        while (true) {
            $read = [$server, ...array_column(array_filter($this->connections, static fn (array $c) => $c['out'] === ''), 'stream')];
            if ($untilStdinCloses) {
                $read[] = STDIN;
            }
            $write = array_column(array_filter($this->connections, static fn (array $c) => $c['out'] !== '' && $c['at'] <= microtime(true)), 'stream');
            $none = null;
            if (stream_select($read, $write, $none, 0, $this->microsecondsToNext()) === false) {
                return;
            }
            if (in_array(STDIN, $read, true) && fgets(STDIN) === false) {
                return;
            }
            if (in_array($server, $read, true)) {
                $this->accept($server, $tls);
            }
            array_map($this->receive(...), array_filter($read, fn ($stream) => isset($this->connections[(int) $stream])));
            array_map($this->send(...), $write);
        }
    }

    private function microsecondsToNext(): int
    {
        $waits = array_map(static fn (array $c) => $c['out'] === '' ? 1.0 : $c['at'] - microtime(true), $this->connections);
        return (int) (max(0.001, min([1.0, ...$waits])) * 1_000_000);
    }

    private function accept($server, bool $tls): void
    {
        $stream = @stream_socket_accept($server, 0);
        if ($stream === false) {
            return;
        }
        $this->store->update('connections', fn () => ['count' => ++$this->count]);
        stream_set_blocking($stream, false);
        $this->connections[(int) $stream] = ['stream' => $stream, 'in' => '', 'out' => '', 'at' => 0.0, 'close' => false, 'file' => null, 'left' => 0,
            'tls' => $tls ? new Tls($stream) : null];
    }

    private function receive($stream): void
    {
        $connection = &$this->connections[(int) $stream];
        if ($connection['tls']?->isShaking()) {
            $connection['tls']->shake() ?: $this->drop($stream);
            return;
        }
        if ($connection['in'] === '' && $this->isReset($stream)) {
            $this->drop($stream, true);
            return;
        }
        $bytes = self::available($stream);
        if ($bytes === '' && feof($stream)) {
            $this->drop($stream);
            return;
        }
        $connection['in'] .= $bytes;
        $end = strpos($connection['in'], "\r\n\r\n");
        if ($end === false) {
            return;
        }
        $head = substr($connection['in'], 0, $end);
        $size = preg_match('/^content-length: *(\d+)/mi', $head, $match) ? (int) $match[1] : 0;
        if ($size > self::BODY_MAX) {
            $this->drop($stream);
            return;
        }
        if (strlen($connection['in']) < $end + 4 + $size) {
            return;
        }
        $request = self::parse($head, substr($connection['in'], $end + 4, $size), $connection['tls']);
        $connection['in'] = substr($connection['in'], $end + 4 + $size);
        $this->answer($stream, $request);
    }

    /** Closing with unread input makes the kernel answer with RST. Inside TLS there is nothing to look at. */
    private function isReset($stream): bool
    {
        $line = strtok((string) @stream_socket_recvfrom($stream, 4096, STREAM_PEEK), "\r\n") ?: '';
        return preg_match('~^([A-Z]+) (/(?!sandbox/)\S*) HTTP/~', $line, $match) === 1 && $this->app->resets($match[1], $match[2]);
    }

    /** All of it: what TLS has decrypted already would not wake the loop again. */
    private static function available($stream): string
    {
        $bytes = '';
        while (($more = @fread($stream, 65536)) !== '' && $more !== false) {
            $bytes .= $more;
        }
        return $bytes;
    }

    private static function parse(string $head, string $body, ?Tls $tls): Request
    {
        $lines = explode("\r\n", $head);
        [$method, $target] = explode(' ', array_shift($lines)) + [1 => '/'];
        $headers = [];
        foreach ($lines as $line) {
            [$name, $value] = explode(':', $line, 2) + [1 => ''];
            $headers[strtolower($name)] = trim($value);
        }
        return new Request($method, $target, $headers, $body, $tls !== null, $tls?->certificate());
    }

    private function answer($stream, Request $request): void
    {
        $connection = &$this->connections[(int) $stream];
        $start = hrtime(true);
        $response = $this->app->handle($request);
        fprintf(STDERR, "%s %s %d %.1f ms\n", $request->method, $request->target, $response->raw === null ? $response->status : 0, (hrtime(true) - $start) / 1e6);
        if ($response->hang) {
            return;
        }
        $close = strtolower($request->header('Connection')) === 'close' || $response->raw !== null || $response->cutAfter !== null || $response->fileEnd !== null;
        $message = $response->message(!$close);
        $connection['out'] = $response->cutAfter === null ? $message : substr($message, 0, $response->cutAfter);
        $connection['at'] = microtime(true) + $response->delay;
        $connection['close'] = $close;
        if ($response->file !== null && $response->raw === null) {
            $connection['file'] = fopen($response->file, 'rb');
            $connection['left'] = $response->fileEnd ?? $response->size();
        }
        if ($connection['out'] === '') {
            $this->drop($stream);
        }
    }

    private function send($stream): void
    {
        if (!isset($this->connections[(int) $stream])) {
            return;
        }
        $connection = &$this->connections[(int) $stream];
        $written = @fwrite($stream, $connection['out']);
        if ($written === false || ($written === 0 && feof($stream))) {
            $this->drop($stream);
            return;
        }
        $connection['out'] = substr($connection['out'], $written);
        if ($connection['out'] === '' && $connection['file'] !== null) {
            $connection['out'] = (string) fread($connection['file'], min(self::BLOCK, $connection['left']));
            $connection['left'] -= strlen($connection['out']);
            $connection['file'] = $connection['left'] > 0 ? $connection['file'] : null;
        }
        if ($connection['out'] === '' && $connection['close']) {
            if ($connection['tls'] === null) {
                // A delivery in the background has inherited the socket and would keep it open.
                stream_socket_shutdown($stream, STREAM_SHUT_WR);
            }
            $this->drop($stream);
        }
    }

    /** A process that delivers a notification may have inherited the socket, so closing it is not enough to end the connection. */
    private function drop($stream, bool $hard = false): void
    {
        unset($this->connections[(int) $stream]);
        if (isset(stream_get_meta_data($stream)['crypto'])) {
            @stream_socket_enable_crypto($stream, false);
        }
        if (!$hard) {
            @stream_socket_shutdown($stream, STREAM_SHUT_RDWR);
        }
        fclose($stream);
    }
}
