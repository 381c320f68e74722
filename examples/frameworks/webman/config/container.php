<?php

use Shop\Checkout;
use support\Db;
use support\Log;

// Read by each worker after it was forked; what it defines is made once in each.
return (new Webman\Container())->addDefinitions([
    Checkout::class => fn () => Checkout::configured(
        config('pay'),
        function () {
            $db = Db::connection();
            $db->select('SELECT 1'); // connects again where the database has ended an idle connection
            return $db->getPdo();
        },
        Log::channel(),
    ),
]);
