<?php

return ['request_class' => support\Request::class, 'controller_suffix' => 'Controller', 'runtime_path' => base_path() . '/runtime'];
