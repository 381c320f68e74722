<?php
declare(strict_types=1);

namespace Bench;

/** A php-fpm with one worker, as a shop runs it: opcache, files never looked at again. */
final class Workers
{
    private readonly \Fpm $fpm;
    private readonly array $parameters;
    private ?int $pid = null;

    /**
     * @param array $before a command that runs another
     * @param string $ca this machine's CA bundle, where it is another than the libraries find
     */
    public function __construct(string $id, Setup $setup, bool $probed, array $pool = [], array $before = [], string $ca = '')
    {
        mkdir($dir = $setup->scratch(), 0755);
        $extension = $id === 'pay' ? ($probed ? $setup->probe : $setup->so) : '';
        $this->fpm = new \Fpm($dir, $pool + ['clear_env' => 'no'], [...Setup::php(), '-d', 'opcache.validate_timestamps=0',
            '-d', 'opcache.file_update_protection=0', '-d', 'display_errors=1',
            ...($ca === '' ? [] : ['-d', "openssl.cafile=$ca", '-d', "curl.cainfo=$ca"])], $before, $extension);
        $this->parameters = ['BENCH_FILE' => (string) Contestants::file($id), 'BENCH_VENDOR' => (string) Contestants::vendor($id, $setup->peers)];
    }

    /** @return array{made: mixed, memory: int, files: int} of a request that shows what it makes. Throws what it printed. */
    public function show(string $case, string $fixture): array
    {
        $body = $this->request($case, $fixture, ['BENCH_SHOW' => '1'], $headers);
        if (!isset($headers['worker']) || trim($body) !== '') {
            throw new \Exception('the request failed: ' . substr(trim(strip_tags($body)), 0, 300));
        }
        $this->pid = (int) $headers['worker'];
        return ['made' => json_decode((string) base64_decode($headers['made'] ?? ''), true), 'memory' => (int) $headers['peak'],
            'files' => (int) $headers['files']];
    }

    /** @return array{float, float} CPU of the worker and wall, in nanoseconds, of one of so many requests */
    public function time(string $case, string $fixture, int $requests): array
    {
        $cpu = $this->cpu();
        $wall = hrtime(true);
        for ($i = 0; $i < $requests; $i++) {
            $this->request($case, $fixture);
        }
        $wall = hrtime(true) - $wall;
        return [($this->cpu() - $cpu) / $requests, $wall / $requests];
    }

    /** The same of a worker that has done nothing before; it ends with its answer, so it says itself what it took. */
    public function first(string $case, string $fixture): array
    {
        usleep(100000); /* until the worker is there */
        $wall = hrtime(true);
        $this->request($case, $fixture, ['BENCH_SHOW' => '1'], $headers);
        return [(int) $headers['cpu'] * 1000, hrtime(true) - $wall];
    }

    public function request(string $case, string $fixture, array $more = [], ?array &$headers = null): string
    {
        return $this->fpm->get(__DIR__ . '/request.php', '', $headers, $this->parameters
            + ['BENCH_CASE' => $case, 'BENCH_FIXTURE' => "$fixture/fixture.php"] + $more);
    }

    /** The worker still cleans up when its answer has come. */
    private function cpu(): int
    {
        usleep(2000);
        return (int) explode(' ', file_get_contents("/proc/$this->pid/schedstat"))[0];
    }
}
