<?php

use Illuminate\Support\Facades\Route;

// The shop's own page with its form.
Route::get('/cart', fn () => csrf_token());
