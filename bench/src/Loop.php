<?php
declare(strict_types=1);

namespace Bench;

/** Each case in a long loop: one process a contestant, everything made before, the contestants in turn in every round. */
final class Loop
{
    public const CASES = [
        'order_md5' => 'v2 order, MD5', 'order_hmac' => 'v2 order, HMAC-SHA256', 'notify_v2' => 'v2 notification', 'authorization' => 'v3 Authorization',
        'notify_v3' => 'v3 notification', 'bridge' => 'bridge', 'page_key' => 'Alipay wap URL, key', 'page_cert' => 'Alipay wap URL, certificates',
        'notify_alipay' => 'Alipay notification', 'answer_alipay' => 'Alipay gateway answer', 'serials' => 'app and root SN, nothing cached',
    ];
    private const FORGEABLE = ['notify_v2', 'notify_v3', 'notify_alipay', 'answer_alipay'];
    private const CHUNK = 25e6; /* nanoseconds that one measurement should last */

    public function __construct(private readonly Setup $setup)
    {
    }

    /** @return array case => contestant => ["cpu" => ns of each round, "wall" => ...] or ["wrong" => why], ["missing" => why] */
    public function run(array $cases, ?array $contestants = null): array
    {
        foreach ($cases as $case) {
            Setup::say('loop: ' . self::CASES[$case]);
            $results[$case] = $this->measure($case, $contestants ?? Contestants::ids());
        }
        return $results;
    }

    private function measure(string $case, array $ids): array
    {
        $good = Fixture::write($this->setup->scratch());
        $bad = Fixture::write($this->setup->scratch(), true);
        $results = $running = [];
        foreach ($ids as $id) {
            $running[$id] = Contestant::start($id, $this->setup, in_array($case, Contestants::PROBED, true));
            $results[$id] = $running[$id] === null ? ['missing' => 'the package could not be installed']
                : $this->check($running[$id], $case . Contestants::variant($id), $case, $good, $bad);
        }
        $taking_part = array_keys(array_filter($results, static fn ($result) => $result === []));
        $times = [];
        foreach ($taking_part as $key => $id) {
            try {
                $times[$id] = self::chunk($running[$id]);
            } catch (\Throwable $e) {
                $results[$id] = ['wrong' => $e->getMessage()];
                unset($taking_part[$key]);
            }
        }
        for ($round = $taking_part ? $this->setup->rounds(11, 5) : 0; $round > 0; $round--) {
            foreach ($taking_part as $id) {
                [$results[$id]['cpu'][], $results[$id]['wall'][]] = $running[$id]->time($times[$id]);
            }
            $taking_part[] = array_shift($taking_part); /* nobody always comes after the same one */
        }
        foreach (array_filter($running) as $contestant) {
            $contestant->stop();
        }
        return array_filter($results, static fn ($result) => $result !== null);
    }

    /** []: right. null: it does not have this case. */
    private function check(Contestant $contestant, string $name, string $case, string $good, string $bad): ?array
    {
        if (in_array($case, self::FORGEABLE, true)) {
            if ($contestant->has($name, $bad) && $contestant->show() !== null) {
                return ['wrong' => 'it takes a message that was changed after it was signed'];
            }
        }
        if (!$contestant->has($name, $good)) {
            return null;
        }
        try {
            Checks::of($case, $contestant->show(), require "$good/fixture.php");
        } catch (\Throwable $e) {
            return ['wrong' => $e->getMessage()];
        }
        return [];
    }

    private static function chunk(Contestant $contestant): int
    {
        $times = 8;
        $contestant->time($times);
        $once = max(100.0, $contestant->time($times)[1]);
        return max(8, (int) (self::CHUNK / $once));
    }
}
