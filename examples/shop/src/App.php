<?php

declare(strict_types=1);

namespace Shop;

/** Routes. What needs no browser session is answered first. */
final class App
{
    private ?View $view = null;

    public function __construct(private readonly Services $services)
    {
    }

    public function run(Request $request): void
    {
        try {
            $this->route($request);
        } catch (HttpError $e) {
            $this->error($request, $e->status, $e->text);
        } catch (\Pay\ConfigException|NotConfigured $e) {
            $this->services->log()->exception($e, 'payment is not set up');
            $this->error($request, 503, 'error.setup');
        } catch (\Throwable $e) {
            $missing = !class_exists(\Pay\WeChat::class);
            $this->services->log()->exception($e, $missing ? 'the extension pay is not loaded' : 'request failed');
            $this->error($request, $missing ? 503 : 500, $missing ? 'error.extension' : 'error.server');
        }
    }

    private function route(Request $request): void
    {
        if (preg_match('~^/notify/(wechat|alipay)$~', $request->path, $found)) {
            $this->needs($request, 'POST');
            (new Notify($this->services, Method::from($found[1])))->receive();
            return;
        }
        if ($request->path === '/return/alipay') {
            $this->needs($request, 'GET');
            (new Returned($this->services))->show();
            return;
        }
        if (preg_match('~^/order/(\w{6,32})/status$~', $request->path, $found)) {
            $this->needs($request, 'GET');
            (new Status($this->services))->show($request, $found[1]);
            return;
        }
        $this->pages($request);
    }

    private function pages(Request $request): void
    {
        $session = new Session(str_starts_with($this->services->config['baseUrl'], 'https:'), $request->query('lang'));
        $this->view = $this->view($request, $session->language(), $session->csrf());
        if (str_starts_with("$request->path/", '/operator/')) {
            $this->operator($request, $session);
            return;
        }
        $shop = new ShopPages($this->services, $this->view, $session);
        $order = new OrderPages($this->services, $this->view, $session);
        $login = new Login($this->services, $session);

        $id = '';
        $route = $request->path;
        if (preg_match('~^/([a-z]+)/([\w-]{1,32})(/[a-z]+)?$~', $request->path, $found)) {
            $id = $found[2];
            $route = "/$found[1]/*" . ($found[3] ?? '');
        }
        match ("$request->method $route") {
            'GET /' => $shop->home(),
            'GET /product/*' => $shop->product($id),
            'GET /checkout' => $shop->checkout($request),
            'POST /checkout' => $shop->placeOrder($request),
            'GET /pay/*' => $order->pay($request, $id),
            'GET /return/*' => $order->returned($request, $id),
            'GET /order/*' => $order->show($request, $id),
            'GET /login/*' => $id === 'back' ? $login->back($request) : throw new HttpError(404, 'error.not-found'),
            'POST /order/*/cancel' => $order->cancel($request, $id),
            default => throw new HttpError(404, 'error.not-found'),
        };
    }

    private function operator(Request $request, Session $session): void
    {
        $services = $this->services;
        $login = new OperatorLogin($services->config['operatorPassword'], $services->database(), $session, $services->log());
        $id = preg_match('~^/operator/order/(\w{1,64})~', $request->path, $found) ? $found[1] : '';
        $route = $id === '' ? $request->path : substr_replace($request->path, '*', strlen('/operator/order/'), strlen($id));
        (new OperatorPages($services, $this->view, $session, $login))->answer($request, "$request->method $route", $id);
    }

    private function needs(Request $request, string $method): void
    {
        if ($request->method !== $method) {
            header("Allow: $method");
            throw new HttpError(405, 'error.not-found');
        }
    }

    private function error(Request $request, int $status, string $text): void
    {
        $this->view ??= $this->view($request, View::LANGUAGES[0], '');
        $this->view->page('error', ['text' => $text], $status);
    }

    private function view(Request $request, string $language, string $csrf): View
    {
        $config = $this->services->config;
        return new View($language, $csrf, $request, $config['sandbox'], $config['sandbox'] ? $config['wechat']['baseUrl'] ?? null : null);
    }

    public static function redirect(string $path): void
    {
        header("Location: $path", true, 303);
        header('Cache-Control: no-store');
    }
}
