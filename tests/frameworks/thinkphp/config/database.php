<?php

return [
    'default' => 'sqlite',
    'connections' => ['sqlite' => ['type' => 'sqlite', 'database' => getenv('DATABASE'), 'prefix' => '']],
];
