<?php

return ['default' => ['driver' => 'sqlite', 'database' => getenv('DATABASE'), 'prefix' => '', 'pool' => ['max_connections' => 4]]];
