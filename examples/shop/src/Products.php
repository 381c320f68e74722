<?php

declare(strict_types=1);

namespace Shop;

use Pay\Money;

final class Products
{
    public function __construct(private readonly \PDO $db)
    {
    }

    /** @return list<array{id: string, art: string, title: string, blurb: string, price: Money}> */
    public function all(string $language): array
    {
        $rows = $this->db->query('SELECT * FROM products ORDER BY position')->fetchAll();
        return array_map(fn (array $row): array => $this->product($row, $language), $rows);
    }

    /** @return array{id: string, art: string, title: string, blurb: string, price: Money}|null */
    public function find(string $id, string $language): ?array
    {
        $select = $this->db->prepare('SELECT * FROM products WHERE id = ?');
        $select->execute([$id]);
        $row = $select->fetch();
        return $row === false ? null : $this->product($row, $language);
    }

    private function product(array $row, string $language): array
    {
        return [
            'id' => $row['id'],
            'art' => $row['art'],
            'title' => $row["title_$language"],
            'blurb' => $row["blurb_$language"],
            'price' => Money::fen((int) $row['price']),
        ];
    }
}
