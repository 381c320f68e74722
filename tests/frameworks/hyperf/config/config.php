<?php

return ['app_name' => 'shop', 'scan_cacheable' => false, Hyperf\Contract\StdoutLoggerInterface::class => ['log_level' => ['error']]];
