<?php

declare(strict_types=1);

use App\SwooleTransport;
use Hyperf\Contract\ConfigInterface;
use Hyperf\DbConnection\Db;
use Hyperf\Logger\LoggerFactory;
use Psr\Container\ContainerInterface;
use Shop\Checkout;

return [
    // Made once in each worker. The connection is that of the coroutine: ask for it each time.
    Checkout::class => fn (ContainerInterface $container) => Checkout::configured(
        $container->get(ConfigInterface::class)->get('pay'),
        fn () => Db::connection()->getPdo(),
        $container->get(LoggerFactory::class)->get('pay'),
        new SwooleTransport(),
    ),
];
