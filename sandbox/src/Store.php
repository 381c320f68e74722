<?php

declare(strict_types=1);

namespace PaySandbox;

/** Everything the gateway remembers: JSON files in one folder, each read and written under a lock. */
final class Store
{
    public function __construct(public readonly string $dir)
    {
        if (!is_dir($dir) && !mkdir($dir, 0700, true) && !is_dir($dir)) {
            throw new \RuntimeException("cannot make $dir");
        }
    }

    public function path(string $name): string
    {
        return "$this->dir/$name";
    }

    public function read(string $name): array
    {
        return $this->update($name, static fn (array $data) => null);
    }

    /**
     * Hands the content to $change, which returns the new content, or null to leave it. Returns what is stored then.
     *
     * @param callable(array): ?array $change
     */
    public function update(string $name, callable $change): array
    {
        $file = fopen($this->path("$name.json"), 'c+');
        flock($file, LOCK_EX);
        $data = json_decode((string) stream_get_contents($file), true) ?? [];
        $new = $change($data);
        if ($new !== null) {
            ftruncate($file, 0);
            rewind($file);
            fwrite($file, json_encode($new, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE));
        }
        fclose($file);
        return $new ?? $data;
    }

    public function append(string $name, array $entry): void
    {
        $this->update($name, static fn (array $list) => [...$list, $entry]);
    }
}
