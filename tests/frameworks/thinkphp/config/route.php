<?php

// Else /pay/start would be a second way in, by any method.
return ['url_route_must' => true];
