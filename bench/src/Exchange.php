<?php
declare(strict_types=1);

namespace Bench;

/**
 * Orders and queries over TLS, with a network between: each order a whole php-fpm request. Warm is a worker that has answered
 * before; cold is a worker's first request.
 */
final class Exchange
{
    public const ROUND_TRIPS = [0, 10, 30];
    private const NOT = ['limit_by_hand', 'kept', 'alipay_sdk', 'alipay_sdk_cert', 'easysdk', 'easysdk_cert'];

    private Network $network;
    private Server $server;
    private string $url;

    public function __construct(private readonly Setup $setup)
    {
    }

    /**
     * @return array ["missing" => why] or ["network" => how, "order" => [warm|cold => [round trip => contestant => [cpu, wall]]],
     *   "queries" => [round trip => contestant => [wall, ...]], "first" => ["cpu" => of a worker's first request, if it does nothing]]
     */
    public function run(): array
    {
        if (Server::binary() === null) {
            return ['missing' => 'nginx is not installed'];
        }
        $this->network = new Network($this->setup);
        $this->server = new Server($this->setup, $this->network->server(), $this->network->address());
        $this->url = 'https://' . $this->network->reach($this->server->port);
        $results = ['network' => $this->network->title()];
        $results['first'] = $this->first();
        foreach (self::ROUND_TRIPS as $round_trip) {
            Setup::say("TLS: orders and queries at $round_trip ms");
            $this->server->sign();
            $this->network->delay($round_trip);
            $fixture = Fixture::write($this->setup->scratch(), false, ['url' => $this->url, 'ca' => $this->server->ca,
                'authority' => $this->server->authority]);
            $results['order']['warm'][$round_trip] = $this->orders($fixture, []);
            $results['order']['cold'][$round_trip] = $this->orders($fixture, ['pm.max_requests' => 1]);
            $results['queries'][$round_trip] = $this->queries($fixture);
            $results['queries_v2'][$round_trip] = $this->queries_v2($fixture);
        }
        unset($this->server, $this->network);
        return $results;
    }

    /** What a worker's first request takes of itself. */
    private function first(): array
    {
        $fixture = Fixture::write($this->setup->scratch());
        $worker = new Workers('pay', $this->setup, false, ['pm.max_requests' => 1]);
        for ($round = $this->setup->rounds(9, 4); $round > 0; $round--) {
            [$first['cpu'][], $first['wall'][]] = $worker->first('', $fixture);
        }
        return $first;
    }

    private function orders(string $fixture, array $pool): array
    {
        $results = $workers = [];
        foreach (array_diff(Contestants::ids(), self::NOT) as $id) {
            if (Contestants::vendor($id, $this->setup->peers) === null) {
                $results[$id] = ['missing' => 'the package could not be installed'];
                continue;
            }
            if ($id === 'limit') {
                $workers[$id] = new Contestant([...$this->network->client(), $this->setup->limit], $this->setup->out . '/limit.log');
                $workers[$id]->has($pool === [] ? 'exchange' : 'exchange_cold', $fixture);
                $workers[$id]->show();
                continue;
            }
            $worker = new Workers($id, $this->setup, false, $pool, $this->network->client(), $this->server->ca);
            try {
                Checks::of('exchange', $worker->show('exchange', $fixture)['made'], require "$fixture/fixture.php");
                $workers[$id] = $worker;
            } catch (\Throwable $e) {
                $results[$id] = ['wrong' => $e->getMessage()];
            }
        }
        for ($round = $this->setup->rounds(9, 4); $round > 0; $round--) {
            foreach ($workers as $id => $worker) {
                [$results[$id]['cpu'][], $results[$id]['wall'][]] = match (true) {
                    $id === 'limit' => $worker->time($pool === [] ? 3 : 1),
                    $pool === [] => $worker->time('exchange', $fixture, 3),
                    default => $worker->first('exchange', $fixture),
                };
            }
        }
        isset($workers['limit']) && $workers['limit']->stop();
        return $results;
    }

    /** Over APIv2, in turn and all at once, each on one kept connection. @return array case => [cpu, wall] or ["wrong" => why] */
    private function queries_v2(string $fixture): array
    {
        $worker = new Workers('pay', $this->setup, false, [], $this->network->client(), $this->server->ca);
        foreach (['queries_in_turn', 'queries_v2'] as $case) {
            try {
                Checks::of('queries', $worker->show($case, $fixture)['made'], require "$fixture/fixture.php");
            } catch (\Throwable $e) {
                $results[$case] = ['wrong' => $e->getMessage()];
                continue;
            }
            for ($round = $case === 'queries_v2' ? $this->setup->rounds(9, 4) : 3; $round > 0; $round--) {
                [$results[$case]['cpu'][], $results[$case]['wall'][]] = $worker->time($case, $fixture, 1);
            }
        }
        return $results;
    }

    /** One after the other by whole requests, as a script without this extension asks; and all at once on one connection. */
    private function queries(string $fixture): array
    {
        $limit = new Contestant([...$this->network->client(), $this->setup->limit], $this->setup->out . '/limit.log');
        $worker = new Workers('pay', $this->setup, false, [], $this->network->client(), $this->server->ca);
        $results = [];
        try {
            Checks::of('queries', $worker->show('queries', $fixture)['made'], require "$fixture/fixture.php");
        } catch (\Throwable $e) {
            $results['pay'] = ['wrong' => $e->getMessage()];
        }
        $limit->has('queries', $fixture);
        $limit->show();
        for ($round = $this->setup->rounds(9, 4); $round > 0; $round--) {
            [$results['limit']['cpu'][], $results['limit']['wall'][]] = $limit->time(1);
            if (!isset($results['pay']['wrong'])) {
                [$results['pay']['cpu'][], $results['pay']['wall'][]] = $worker->time('queries', $fixture, 1);
            }
        }
        $limit->stop();
        return $results;
    }
}
