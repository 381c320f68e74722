<?php

declare(strict_types=1);

namespace Shop;

/** The gateways whose keys the shop has. */
final class Gateways
{
    /** @param array<string, Payments> $payments by the value of Method, in the order in which they are offered */
    public function __construct(private readonly array $payments)
    {
    }

    public function has(Method $method): bool
    {
        return isset($this->payments[$method->value]);
    }

    /** @throws NotConfigured */
    public function of(Method $method): Payments
    {
        return $this->payments[$method->value] ?? throw new NotConfigured("no keys for $method->value");
    }

    /**
     * What the buyer may choose from. If nothing can be paid where he stands it is all there is: the pay page says where.
     *
     * @return non-empty-list<Method>
     * @throws NotConfigured
     */
    public function offered(Browser $browser): array
    {
        return array_values(array_filter($this->methods(), $browser->takes(...))) ?: $this->methods() ?: throw new NotConfigured('no keys at all');
    }

    /** What the shop takes, but not there. @return list<Method> */
    public function elsewhere(Browser $browser): array
    {
        return array_values(array_filter($this->methods(), static fn (Method $method) => !$browser->takes($method)));
    }

    /** @return list<Method> */
    public function methods(): array
    {
        return array_map(static fn (string $name) => Method::from($name), array_keys($this->payments));
    }
}
