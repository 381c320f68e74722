<?php
declare(strict_types=1);

namespace Bench;

/** What was built and where, and how long it may take. */
final class Setup
{
    public readonly string $so, $probe, $limit, $out, $peers, $commit;
    public readonly bool $quick;

    public function __construct(array $settings)
    {
        foreach ($settings as $name => $value) {
            $this->$name = $value;
        }
    }

    public function rounds(int $full, int $quick): int
    {
        return $this->quick ? $quick : $full;
    }

    /** A folder of this run's own, gone at its end. */
    public function scratch(): string
    {
        static $dir = null, $count = 0;
        if ($dir === null) {
            $dir = sys_get_temp_dir() . '/pay-bench-' . bin2hex(random_bytes(6));
            mkdir($dir, 0755);
            $owner = getmypid();
            register_shutdown_function(static fn () => getmypid() === $owner && exec('rm -rf ' . escapeshellarg($dir)));
        }
        return $dir . '/' . ++$count;
    }

    /**
     * Options of PHP beside -n: opcache, and of the extensions built as modules those that the peers use, so that an empty request
     * is the same on every machine.
     */
    public static function php(): array
    {
        $options = ['-d', 'zend_extension=opcache', '-d', 'opcache.jit=disable'];
        foreach (['bcmath', 'ctype', 'curl', 'dom', 'fileinfo', 'iconv', 'mbstring', 'simplexml', 'xml', 'xmlreader', 'xmlwriter'] as $name) {
            if (is_file(ini_get('extension_dir') . "/$name.so")) {
                array_push($options, '-d', "extension=$name");
            }
        }
        return $options;
    }

    public static function say(string $text): void
    {
        fwrite(STDERR, "$text\n");
    }
}
