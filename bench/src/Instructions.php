<?php
declare(strict_types=1);

namespace Bench;

/**
 * Instructions of one operation, by callgrind: the same whatever else the machine is doing. Not of what signs or verifies with
 * RSA: valgrind hides some instructions that OpenSSL has code for.
 */
final class Instructions
{
    public const CASES = ['order_md5', 'order_hmac', 'notify_v2'];
    private const FEW = 50;
    private const MANY = 250;

    public function __construct(private readonly Setup $setup)
    {
    }

    public static function available(): bool
    {
        exec('command -v valgrind', $said, $status);
        return $status === 0;
    }

    /** @return array case => contestant => instructions, or ["missing" => why] */
    public function run(array $ids): array
    {
        if (!self::available()) {
            return ['missing' => 'valgrind is not installed'];
        }
        $fixture = Fixture::write($this->setup->scratch());
        foreach (self::CASES as $case) {
            Setup::say('instructions: ' . Loop::CASES[$case]);
            $results[$case] = array_filter($this->count($case, $ids, $fixture));
        }
        return $results;
    }

    private function count(string $case, array $ids, string $fixture): array
    {
        $totals = $processes = [];
        foreach ($ids as $id) {
            $command = Contestant::command($id, $this->setup, in_array($case, Contestants::PROBED, true));
            $name = $case . Contestants::variant($id);
            if ($command === null || ($id === 'limit_by_hand' && $case !== 'notify_v2')) {
                continue;
            }
            foreach ([self::FEW, self::MANY] as $times) {
                $processes[] = [$id, $times, $this->begin($command, "prepare $name $fixture\ntime $times\n", $log = $this->setup->scratch()), $log];
                if (count($processes) === 2) {
                    self::end($processes, $totals);
                }
            }
        }
        foreach ($totals as $id => [self::FEW => $few, self::MANY => $many]) {
            $counts[$id] = $few > 0 && $many > $few ? intdiv($many - $few, self::MANY - self::FEW) : null;
        }
        return $counts ?? [];
    }

    private function begin(array $command, string $orders, string $log)
    {
        $process = proc_open(['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null', '--log-file=' . $log, ...$command],
            [['pipe', 'r'], ['file', "$log.out", 'w'], ['file', '/dev/null', 'w']], $pipes);
        fwrite($pipes[0], $orders);
        fclose($pipes[0]);
        return $process;
    }

    private static function end(array &$processes, array &$totals): void
    {
        foreach ($processes as [$id, $times, $process, $log]) {
            proc_close($process);
            preg_match('/Collected : (\d+)/', file_get_contents($log), $match);
            $ran = preg_match('/^ok\n\d+ \d+$/m', file_get_contents("$log.out"));
            $totals[$id][$times] = $ran ? (int) ($match[1] ?? 0) : 0;
        }
        $processes = [];
    }
}
