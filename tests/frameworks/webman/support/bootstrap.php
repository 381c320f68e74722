<?php

require __DIR__ . '/../vendor/workerman/webman-framework/src/support/bootstrap.php';
