#!/usr/bin/env php
<?php

/* Prints every order with the number of its fulfilments and ledger entries, as JSON. Fulfilments are never above 1. */

declare(strict_types=1);

$services = require __DIR__ . '/../bootstrap.php';
echo json_encode($services->orders()->report(), JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR), "\n";
