<?php
/**
 * The process of Cutter: passes bytes between a client and a gateway and breaks the connection where it is told to. It reads plans
 * from its input, a line of JSON each, and answers each with what became of the connections since the last one.
 *   php cutter.php 127.0.0.1:PORT
 */
final class Connection
{
    public int $up = 0;             // bytes passed on to the gateway
    public int $down = 0;           // bytes passed on to the client
    public bool $cut = false;       // by the plan
    public ?int $hello = null;      // bytes of a TLS ClientHello, 0 without TLS
    public bool $asked = false;     // the client sent something after its hello: under TLS, it knows the server then
    public int $flight = 0;         // bytes passed on to the client before that
    public float $from = 0.0;       // when the next bytes of the answer may go

    public function __construct(public $client, public $gateway, public readonly array $plan)
    {
    }

    public function toGateway(): bool
    {
        $seen = (string) @stream_socket_recvfrom($this->client, 65536, STREAM_PEEK);
        if ($seen === '') {
            return false;
        }
        $this->hello ??= self::hello($seen);
        if (!$this->asked && $this->up + strlen($seen) > $this->hello) {
            [$this->asked, $this->flight] = [true, $this->down];
        }
        $most = isset($this->plan['up']) ? $this->plan['up'] - $this->up : 65536;
        if ($most === 0) {
            $this->cut = true;
            return false;
        }
        $bytes = stream_socket_recvfrom($this->client, min($most, 65536));
        $this->up += strlen($bytes);
        return @fwrite($this->gateway, $bytes) === strlen($bytes);
    }

    public function toClient(): bool
    {
        $most = isset($this->plan['down']) ? $this->plan['down'] - $this->down : 65536;
        if ($most === 0) {
            $this->cut = @stream_socket_recvfrom($this->gateway, 1, STREAM_PEEK) !== '';
            return false;
        }
        $bytes = (string) @stream_socket_recvfrom($this->gateway, min($most, $this->plan['trickle'] ?? 65536));
        $this->down += strlen($bytes);
        $this->from = microtime(true) + ($this->plan['pause'] ?? 0.0);
        return $bytes !== '' && @fwrite($this->client, $bytes) === strlen($bytes);
    }

    /** What the client wrote and nobody read makes the kernel close with RST. */
    public function close(): void
    {
        stream_set_blocking($this->client, false);
        if (($this->plan['how'] ?? 'close') === 'close') {
            @stream_socket_recvfrom($this->client, 1 << 20);
        }
        fclose($this->client);
        fclose($this->gateway);
    }

    private static function hello(string $bytes): int
    {
        return $bytes[0] === "\x16" && strlen($bytes) >= 5 ? 5 + unpack('n', $bytes, 3)[1] : 0;
    }
}

/** @var array<int, Connection> $open by the id of either stream */
$open = [];
$log = [];
$plan = [];
$times = 0;
$drop = function (Connection $gone) use (&$open): void {
    unset($open[(int) $gone->client], $open[(int) $gone->gateway]);
    $gone->close();
};
$listener = stream_socket_server('tcp://127.0.0.1:0');
echo stream_socket_get_name($listener, false), "\n";
while (true) {
    $now = microtime(true);
    $read = [STDIN, $listener];
    $wait = 1.0;
    foreach ($open as $id => $one) {
        if ($id === (int) $one->client || $one->from <= $now) {
            $read[] = $id === (int) $one->client ? $one->client : $one->gateway;
        } else {
            $wait = min($wait, $one->from - $now);
        }
    }
    $none = null;
    stream_select($read, $none, $none, 0, (int) ($wait * 1e6) + 100);
    foreach ($read as $stream) {
        if ($stream === STDIN) {
            $line = fgets(STDIN);
            if ($line === false) {
                exit;
            }
            $plan = json_decode($line, true);
            $times = $plan['times'] ?? PHP_INT_MAX;
            $report = array_map(fn (Connection $c) => array_diff_key(get_object_vars($c), ['client' => 1, 'gateway' => 1, 'plan' => 1, 'from' => 1]), $log);
            $log = [];
            array_map($drop, array_values(array_filter($open, fn ($c, $id) => $id === (int) $c->client, ARRAY_FILTER_USE_BOTH)));
            echo json_encode($report), "\n"; // when all are closed
        } elseif ($stream === $listener) {
            $client = stream_socket_accept($listener, 0);
            $gateway = stream_socket_client("tcp://$argv[1]");
            $one = new Connection($client, $gateway, $times-- > 0 ? $plan : []);
            $one->from = $now + ($one->plan['delay'] ?? 0.0);
            $open[(int) $client] = $open[(int) $gateway] = $log[] = $one;
        } elseif (isset($open[(int) $stream])) {
            $one = $open[(int) $stream];
            ($stream === $one->client ? $one->toGateway() : $one->toClient()) || $drop($one);
        }
    }
}
