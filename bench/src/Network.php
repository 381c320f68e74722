<?php
declare(strict_types=1);

namespace Bench;

/**
 * What lies between the workers and the gateway: two network namespaces and a wire with a delay, by netem where the kernel has
 * it, else by delay/tun.c; where neither can be had, a proxy with a delay.
 */
final class Network
{
    private const SERVER = '10.213.0.1';
    private const CLIENT = '10.213.0.2';

    public readonly string $kind;
    private readonly string $a, $b;
    private $process = null;
    private array $pipes = [];

    public function __construct(private readonly Setup $setup)
    {
        $this->a = 'pay-server-' . getmypid();
        $this->b = 'pay-client-' . getmypid();
        $this->kind = $this->open();
    }

    public function title(): string
    {
        return ['netem' => 'netem on a pair of veth devices', 'tun' => 'two TUN devices in two network namespaces, each packet held (delay/tun.c)',
            'proxy' => 'a proxy on loopback that holds bytes (delay/proxy.php), so that handshakes of TCP are only imitated'][$this->kind];
    }

    /** What commands of the client and of the server begin with. */
    public function client(): array
    {
        return $this->kind === 'proxy' ? [] : ['ip', 'netns', 'exec', $this->b];
    }

    public function server(): array
    {
        return $this->kind === 'proxy' ? [] : ['ip', 'netns', 'exec', $this->a];
    }

    /** Where the server listens. */
    public function address(): string
    {
        return $this->kind === 'proxy' ? '127.0.0.1' : self::SERVER;
    }

    /** Where the client finds a server that listens on this port. */
    public function reach(int $port): string
    {
        if ($this->kind !== 'proxy') {
            return self::SERVER . ":$port";
        }
        $this->start([PHP_BINARY, '-n', dirname(__DIR__) . '/delay/proxy.php', "127.0.0.1:$port"]);
        return '127.0.0.1:' . (int) substr((string) fgets($this->pipes[1]), 5);
    }

    /** From now on, in milliseconds there and back. */
    public function delay(int $round_trip): void
    {
        if ($this->kind === 'netem') {
            self::must("ip netns exec $this->a tc qdisc replace dev pay0 root netem limit 10000 delay " . $round_trip * 500 . 'us');
            self::must("ip netns exec $this->b tc qdisc replace dev pay0 root netem limit 10000 delay " . $round_trip * 500 . 'us');
        } else {
            fwrite($this->pipes[0], $round_trip * 500 . "\n");
            usleep(50000);
        }
    }

    private function open(): string
    {
        if (!self::can("ip netns add $this->a") || !self::can("ip netns add $this->b")) {
            return 'proxy';
        }
        foreach ([$this->a, $this->b] as $name) {
            self::must("ip netns exec $name ip link set lo up");
        }
        if (self::can("ip link add pay0 netns $this->a type veth peer name pay0 netns $this->b")) {
            if (self::can("ip netns exec $this->a tc qdisc add dev pay0 root netem delay 0us")) {
                $this->addresses();
                return 'netem';
            }
            self::must("ip netns exec $this->a ip link del pay0");
        }
        $this->start([$this->setup->out . '/tun', $this->a, $this->b]);
        if (trim((string) fgets($this->pipes[1])) !== 'ready') {
            $this->close();
            return 'proxy';
        }
        $this->addresses();
        return 'tun';
    }

    private function addresses(): void
    {
        self::must("ip netns exec $this->a ip addr add " . self::SERVER . ' peer ' . self::CLIENT . ' dev pay0');
        self::must("ip netns exec $this->b ip addr add " . self::CLIENT . ' peer ' . self::SERVER . ' dev pay0');
        self::must("ip netns exec $this->a ip link set pay0 up");
        self::must("ip netns exec $this->b ip link set pay0 up");
    }

    private function start(array $command): void
    {
        $this->process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['file', $this->setup->out . '/delay.log', 'a']], $this->pipes);
    }

    private static function can(string $command): bool
    {
        exec("$command 2>/dev/null", $said, $status);
        return $status === 0;
    }

    private static function must(string $command): void
    {
        exec("$command 2>&1", $said, $status);
        if ($status !== 0) {
            throw new \Exception("$command: " . implode(' ', $said));
        }
    }

    private function close(): void
    {
        if ($this->process !== null) {
            array_map(fclose(...), $this->pipes);
            proc_close($this->process);
            $this->process = null;
        }
    }

    public function __destruct()
    {
        $this->close();
        self::can("ip netns del $this->a");
        self::can("ip netns del $this->b");
    }
}
