<?php
declare(strict_types=1);

namespace Bench;

/** Each case as a whole php-fpm request: autoloading, making the client, one operation. */
final class Requests
{
    private const CHUNK = 60e6; /* nanoseconds that one measurement should last */

    /** Nothing gains by being measured twice in one process, and kept keys are not to be had in php-fpm. */
    private const NOT = ['limit', 'limit_by_hand', 'kept', 'guzzle'];

    public function __construct(private readonly Setup $setup)
    {
    }

    /** @return array as Loop::run() gives, with "memory" and "files"; the case "empty" is a request that does nothing */
    public function run(array $cases): array
    {
        Setup::say('php-fpm: an empty request');
        $results['empty'] = ['plain' => $this->measure('', ['plain'])['plain'], 'pay' => $this->measure('', ['pay'])['pay']];
        foreach ($cases as $case) {
            Setup::say('php-fpm: ' . Loop::CASES[$case]);
            $results[$case] = $this->measure($case, array_diff(Contestants::ids(), self::NOT));
        }
        return $results;
    }

    private function measure(string $case, array $ids): array
    {
        $fixture = Fixture::write($this->setup->scratch());
        $results = $workers = $names = [];
        foreach ($ids as $id) {
            if (Contestants::vendor($id, $this->setup->peers) === null) {
                $results[$id] = ['missing' => 'the package could not be installed'];
                continue;
            }
            $names[$id] = $case === '' ? '' : $this->name($id, $case);
            if ($names[$id] === null) {
                continue;
            }
            $worker = new Workers($id, $this->setup, in_array($case, Contestants::PROBED, true));
            $results[$id] = $this->check($worker, $names[$id], $case, $fixture);
            if (!isset($results[$id]['wrong'])) {
                $workers[$id] = $worker;
            }
        }
        foreach ($workers as $id => $worker) {
            $worker->time($names[$id], $fixture, 20);
            $times[$id] = max(10, (int) (self::CHUNK / $worker->time($names[$id], $fixture, 10)[1]));
        }
        $turns = array_keys($workers);
        for ($round = $turns ? $this->setup->rounds(9, 4) : 0; $round > 0; $round--) {
            foreach ($turns as $id) {
                [$results[$id]['cpu'][], $results[$id]['wall'][]] = $workers[$id]->time($names[$id], $fixture, $times[$id]);
            }
            $turns[] = array_shift($turns);
        }
        return $results;
    }

    /** Under which name a contestant has the case; null: it does not have it. */
    private function name(string $id, string $case): ?string
    {
        $file = file_get_contents(Contestants::file($id));
        $wanted = $case . Contestants::variant($id);
        foreach (["$wanted@request", $wanted] as $name) {
            if (str_contains($file, "'$name' => ")) {
                return $name;
            }
        }
        return null;
    }

    private function check(Workers $worker, string $name, string $case, string $fixture): array
    {
        try {
            $shown = $worker->show($name, $fixture);
            if ($case !== '') {
                Checks::of($case, $shown['made'], require "$fixture/fixture.php");
            }
        } catch (\Throwable $e) {
            return ['wrong' => $e->getMessage()];
        }
        return ['memory' => $shown['memory'], 'files' => $shown['files']];
    }
}
