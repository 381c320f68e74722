<?php

/** @generate-function-entries */

namespace Pay;

/**
 * What this worker keeps between requests, for monitoring. Counters since the worker started; no identity is in it.
 *
 * @return array{keys: array{cached: int, parses: int, hits: int}, connections: array{open: int, opened: int, reused: int}, trust_store_parses: int, certificate_fetches: int, retries: int, unknown_outcomes: int}
 */
function status(): array {}
