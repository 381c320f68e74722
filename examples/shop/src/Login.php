<?php

declare(strict_types=1);

namespace Shop;

use Pay\ApiException;
use Pay\PayException;

/**
 * Who the buyer is, inside WeChat: the browser fetches a code from WeChat, silently, and the server changes it for the
 * openid, which an order inside WeChat needs. The state ties the code to the session that asked for it.
 */
final class Login
{
    public function __construct(private readonly Services $services, private readonly Session $session)
    {
    }

    /** Sends the browser to WeChat; afterwards it goes on to $next, a path of this shop. */
    public function begin(string $next): void
    {
        $state = bin2hex(random_bytes(16));
        $this->session->put(['login' => ['state' => $state, 'next' => $next]]);
        header('Location: ' . $this->services->wechat()->loginUrl($state), true, 302);
        header('Cache-Control: no-store');
    }

    /** WeChat's answer. A code is good for one use: a reload of this page begins anew. */
    public function back(Request $request): void
    {
        $asked = $this->session->all()['login'] ?? null;
        $this->session->put(['login' => null]);
        if ($asked === null || !hash_equals($asked['state'], $request->query('state')) || $request->query('code') === '') {
            throw new HttpError(403, 'error.openid');
        }
        try {
            $openid = $this->services->wechat()->client()->openid($request->query('code'))['openid'];
        } catch (ApiException $e) {
            $this->services->log()->exception($e, 'login refused');
            throw new HttpError(403, 'error.openid');
        } catch (PayException $e) {
            $this->services->log()->exception($e, 'login failed');
            throw new HttpError(503, 'error.openid');
        }
        $this->session->put(['openid' => $openid]);
        App::redirect($asked['next']);
    }
}
