<?php

declare(strict_types=1);

namespace Shop;

/** Products and checkout. */
final class ShopPages
{
    private const MOST = 9;

    public function __construct(
        private readonly Services $services,
        private readonly View $view,
        private readonly Session $session,
    ) {
    }

    public function home(): void
    {
        $this->view->page('home', ['products' => $this->services->products()->all($this->session->language())]);
    }

    public function product(string $id): void
    {
        $product = $this->find($id);
        $this->view->page('product', ['product' => $product, 'title' => $product['title'], 'most' => self::MOST]);
    }

    public function checkout(Request $request): void
    {
        $product = $this->find($request->query('product'));
        $quantity = $this->quantity($request->query('quantity'));
        $browser = Browser::of($request->userAgent);
        $gateways = $this->services->gateways();
        $choices = [];
        foreach ($gateways->offered($browser) as $method) {
            $choices[$method->value] = $gateways->of($method)->channel($browser);
        }
        if (in_array(Channel::Jsapi, $choices, true) && $this->openid() === null) {
            (new Login($this->services, $this->session))->begin("/checkout?product={$product['id']}&quantity=$quantity");
            return;
        }
        $this->view->page('checkout', [
            'title' => $this->view->text('checkout.title'),
            'product' => $product,
            'quantity' => $quantity,
            'amount' => \Pay\Money::fen($product['price']->fen * $quantity),
            'choices' => $choices,
            'elsewhere' => $gateways->elsewhere($browser),
            'link' => $this->services->config['baseUrl'] . "/checkout?product={$product['id']}&quantity=$quantity",
            'minutes' => $this->services->config['payMinutes'],
            'nonce' => bin2hex(random_bytes(16)),
        ]);
    }

    /** Only the product's name, a quantity and the method come from the browser. What it costs stands in the shop's own books. */
    public function placeOrder(Request $request): void
    {
        $this->session->assertForm($request);
        $product = $this->find($request->post('product'));
        $quantity = $this->quantity($request->post('quantity'));
        $method = $this->method($request);
        $channel = $this->services->gateways()->of($method)->channel(Browser::of($request->userAgent));
        $openid = $channel === Channel::Jsapi ? $this->openid() : null;
        if ($channel === Channel::Jsapi && $openid === null) {
            throw new HttpError(403, 'error.openid');
        }
        // Bound to the session, so that nobody finds another buyer's order by its nonce.
        $key = hash_hmac('sha256', $request->post('nonce'), $this->session->csrf());
        $order = $this->services->orders()->create($product, $quantity, $method, $channel, $request->clientIp, $openid, $key);
        App::redirect($order->path('pay'));
    }

    private function method(Request $request): Method
    {
        $offered = $this->services->gateways()->offered(Browser::of($request->userAgent));
        // A form without a choice may leave it out.
        $chosen = $request->post('method') === '' ? $offered[0] : Method::tryFrom($request->post('method'));
        return in_array($chosen, $offered, true) ? $chosen : throw new HttpError(400, 'error.method');
    }

    private function openid(): ?string
    {
        return $this->session->all()['openid'] ?? null;
    }

    private function find(string $id): array
    {
        return $this->services->products()->find($id, $this->session->language())
            ?? throw new HttpError(404, 'error.not-found');
    }

    private function quantity(string $text): int
    {
        $range = ['min_range' => 1, 'max_range' => self::MOST];
        $quantity = filter_var($text === '' ? '1' : $text, FILTER_VALIDATE_INT, ['options' => $range]);
        return $quantity === false ? throw new HttpError(400, 'error.quantity') : $quantity;
    }
}
