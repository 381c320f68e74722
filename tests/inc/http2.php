<?php
/**
 * The process of Http2: TLS, and the frames of HTTP/2 by hand. It reads lines of JSON from its input and answers each with the requests
 * since the last script, "POST 2:5" for one with a body on stream 5 of the second connection, else GET:
 *   {"answer": [status, {header: value}, body], "steps": [[word ...] ...]}   the next script; connections are closed
 *   {"say": [word ...]}                                                      now, on every connection
 *   php http2.php CERTIFICATE KEY
 */
final class Connection
{
    private const DATA = 0, HEADERS = 1, RST_STREAM = 3, SETTINGS = 4, PING = 6, GOAWAY = 7;
    private const END_STREAM = 1, ACK = 1, END_HEADERS = 4;
    private const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private const STREAM_MAX = 0x7fffffff;
    private const RESETS = ['fail' => 2, 'refuse' => 7, 'downgrade' => 13]; // INTERNAL_ERROR, REFUSED_STREAM, HTTP_1_1_REQUIRED

    private string $unread = '';
    private bool $greeted = false;
    private bool $closing = false;
    private int $newest = 0;    // stream of a request

    public function __construct(public $socket, public readonly int $number)
    {
        stream_set_blocking($socket, false);
        $this->send(self::SETTINGS, 0, 0);
    }

    /** @return array<int, string> methods of the requests that are whole now, by stream */
    public function read(): array
    {
        do {
            $bytes = (string) @fread($this->socket, 65536);
            $this->unread .= $this->closing ? '' : $bytes;
        } while ($bytes !== '');
        if (!$this->greeted && strlen($this->unread) >= strlen(self::PREFACE)) {
            $this->greeted = true;
            $this->unread = substr($this->unread, strlen(self::PREFACE));
        }
        return iterator_to_array($this->requests());
    }

    /** Header blocks are not read. */
    private function requests(): iterable
    {
        while ($this->greeted && strlen($this->unread) >= 9) {
            ['size' => $size] = unpack('Nsize', "\0" . $this->unread);
            ['type' => $type, 'flags' => $flags, 'stream' => $stream] = unpack('Ctype/Cflags/Nstream', $this->unread, 3);
            if (strlen($this->unread) < 9 + $size) {
                return;
            }
            $this->unread = substr($this->unread, 9 + $size);
            if ($type === self::SETTINGS && !($flags & self::ACK)) {
                $this->send(self::SETTINGS, self::ACK, 0);
            } elseif (($type === self::HEADERS || $type === self::DATA) && $flags & self::END_STREAM) {
                $this->newest = max($this->newest, $stream);
                yield $stream => $type === self::DATA ? 'POST' : 'GET';
            }
        }
    }

    /** @param list<string> $words as Http2 has them; about the stream, or the newest */
    public function say(array $words, array $answer, ?int $stream = null): void
    {
        foreach ($words as $word) {
            [$verb, $offset] = explode(' ', $word) + [1 => 0];
            $of = $offset === 'all' ? self::STREAM_MAX : max(0, ($stream ?? $this->newest) + (int) $offset);
            match ($verb) {
                'answer' => $this->answer($of, ...$answer),
                'goaway' => $this->send(self::GOAWAY, 0, 0, pack('NN', $of, 0)),
                'ping' => $this->send(self::PING, 0, 0, 'are you?'),
                'close' => $this->close(),
                default => $this->send(self::RST_STREAM, 0, $of, pack('N', self::RESETS[$verb])),
            };
        }
    }

    private function answer(int $stream, int $status, array $headers, string $body): void
    {
        $block = '';
        foreach ([':status' => (string) $status] + $headers as $name => $value) {
            $block .= "\0" . self::text(strtolower($name)) . self::text($value); // literal, not indexed
        }
        $this->send(self::HEADERS, self::END_HEADERS, $stream, $block);
        $this->send(self::DATA, self::END_STREAM, $stream, $body);
    }

    /** HPACK without Huffman codes. A size from 127 on goes on in sevens of bits, the lowest first. */
    private static function text(string $text): string
    {
        $size = strlen($text);
        if ($size < 127) {
            return chr($size) . $text;
        }
        $bytes = "\x7f";
        for ($rest = $size - 127; $rest > 127; $rest >>= 7) {
            $bytes .= chr($rest & 127 | 128);
        }
        return $bytes . chr($rest) . $text;
    }

    private function send(int $type, int $flags, int $stream, string $payload = ''): void
    {
        @fwrite($this->socket, substr(pack('N', strlen($payload)), 1) . pack('CCN', $type, $flags, $stream) . $payload);
    }

    /** What was said arrives: the socket stays until the client has closed its end, too. */
    private function close(): void
    {
        $this->closing = true;
        stream_socket_enable_crypto($this->socket, false); // close_notify
        stream_socket_shutdown($this->socket, STREAM_SHUT_WR);
    }
}

/** @var array<int, Connection> $open */
$open = [];
$made = 0;
$seen = [];
$script = ['answer' => [500, [], ''], 'steps' => []];
$listener = stream_socket_server('tcp://127.0.0.1:0', context: stream_context_create(['socket' => ['tcp_nodelay' => true], 'ssl' => [
    'local_cert' => $argv[1], 'local_pk' => $argv[2], 'alpn_protocols' => 'h2']]));
echo stream_socket_get_name($listener, false), "\n";
while (true) {
    $read = [STDIN, $listener, ...array_column($open, 'socket')];
    $none = null;
    stream_select($read, $none, $none, null);
    foreach ($read as $stream) {
        $id = (int) $stream;
        if ($stream === STDIN) {
            $line = fgets(STDIN);
            if ($line === false) {
                exit;
            }
            $told = json_decode($line, true);
            array_map(fn ($one) => $one->say($told['say'] ?? [], $script['answer']), $open);
            $report = $seen;
            if (isset($told['steps'])) {
                array_map(fn ($one) => fclose($one->socket), $open);
                [$open, $made, $seen, $script] = [[], 0, [], $told];
            }
            echo json_encode($report), "\n"; // when all are closed
        } elseif ($stream === $listener) {
            $socket = stream_socket_accept($listener);
            if (@stream_socket_enable_crypto($socket, true, STREAM_CRYPTO_METHOD_TLS_SERVER)) {
                $open[(int) $socket] = new Connection($socket, ++$made);
            }
        } elseif (isset($open[$id])) {
            foreach ($open[$id]->read() as $of => $method) {
                $seen[] = "$method {$open[$id]->number}:$of";
                $open[$id]->say(array_shift($script['steps']) ?? ['answer'], $script['answer'], $of);
            }
            if (feof($stream)) {
                fclose($stream);
                unset($open[$id]);
            }
        }
    }
}
