<?php

return ['scan' => ['paths' => [BASE_PATH . '/app'], 'ignore_annotations' => []]];
