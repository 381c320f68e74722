<?php

return [app\service\PayService::class];
