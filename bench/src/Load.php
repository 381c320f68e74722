<?php
declare(strict_types=1);

namespace Bench;

/** What loading the module adds to a PHP that does nothing. */
final class Load
{
    public function __construct(private readonly Setup $setup)
    {
    }

    /** @return array with|without => ["cpu" => [ns], "wall" => [ns]] */
    public function run(): array
    {
        Setup::say('module load');
        $commands = ['without' => [PHP_BINARY, '-n', '-r', ''], 'with' => [PHP_BINARY, '-n', '-d', 'extension=' . $this->setup->so, '-r', '']];
        $results = [];
        for ($round = $this->setup->rounds(200, 50); $round > 0; $round--) {
            foreach ($commands as $id => $command) {
                $before = getrusage(1);
                $start = hrtime(true);
                $process = proc_open($command, [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
                proc_close($process);
                $results[$id]['wall'][] = hrtime(true) - $start;
                $results[$id]['cpu'][] = self::microseconds(getrusage(1)) * 1000 - self::microseconds($before) * 1000;
            }
        }
        return $results;
    }

    private static function microseconds(array $usage): int
    {
        return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1000000 + $usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec'];
    }
}
