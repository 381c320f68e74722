<?php

return [App\Providers\PayServiceProvider::class];
