<?php
declare(strict_types=1);

namespace Bench;

/** A contestant in a process of its own, asked line by line. */
final class Contestant
{
    private $process;
    private array $pipes = [];

    /** @param array $command of PHP with its options, or of the C program */
    public function __construct(private readonly array $command, private readonly string $log)
    {
        $this->process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['file', $log, 'a']], $this->pipes);
    }

    public static function start(string $id, Setup $setup, bool $probed): ?self
    {
        $command = self::command($id, $setup, $probed);
        return $command === null ? null : new self($command, "$setup->out/$id.log");
    }

    /** null: its package is missing. */
    public static function command(string $id, Setup $setup, bool $probed): ?array
    {
        $file = Contestants::file($id);
        $vendor = Contestants::vendor($id, $setup->peers);
        if ($file === null) {
            return [$setup->limit];
        }
        return $vendor === null ? null : [PHP_BINARY, '-n', ...Setup::php(), '-d', 'opcache.enable_cli=1', '-d', 'display_errors=stderr',
            ...($id === 'pay' ? ['-d', 'extension=' . ($probed ? $setup->probe : $setup->so)] : []), __DIR__ . '/contestant.php', $file, $vendor];
    }

    public function ask(string $line): string
    {
        fwrite($this->pipes[0], "$line\n");
        return trim((string) fgets($this->pipes[1]));
    }

    public function has(string $case, string $dir): bool
    {
        return $this->ask("prepare $case $dir") === 'ok';
    }

    /** @return array{float, float} CPU and wall nanoseconds of one run */
    public function time(int $times): array
    {
        $answer = sscanf($this->ask("time $times"), '%d %d');
        if (!is_int($answer[1] ?? null)) {
            throw new \Exception("refused while it was timed; see $this->log");
        }
        return [$answer[0] / $times, $answer[1] / $times];
    }

    /** What one run makes; null where it refuses. */
    public function show(): mixed
    {
        $text = $this->ask('show');
        if ($text === 'refused' || $text === '') {
            return null;
        }
        $made = (string) base64_decode($text, true);
        return in_array(__DIR__ . '/contestant.php', $this->command, true) ? json_decode($made, true) : $made;
    }

    public function stop(): void
    {
        fclose($this->pipes[0]);
        fclose($this->pipes[1]);
        proc_close($this->process);
    }
}
