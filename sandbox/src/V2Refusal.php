<?php

declare(strict_types=1);

namespace PaySandbox;

/** A request that APIv2 does not even look into: return_code=FAIL with this message as return_msg, and no signature. */
final class V2Refusal extends \RuntimeException
{
}
