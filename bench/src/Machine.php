<?php
declare(strict_types=1);

namespace Bench;

/** Where and with what it was measured. */
final class Machine
{
    public static function facts(Setup $setup): array
    {
        $cpu = (string) @file_get_contents('/proc/cpuinfo');
        preg_match('/^model name\s*: (.*)$/m', $cpu, $model);
        $flags = array_filter(['sha_ni', 'avx512ifma', 'vaes'], static fn ($flag) => str_contains($cpu, " $flag "));
        return [
            'date' => gmdate('Y-m-d'),
            'processor' => ($model[1] ?? php_uname('m')) . ', ' . substr_count($cpu, 'processor') . ' cores here; ' . (implode(', ', $flags) ?: 'none of sha_ni, avx512ifma, vaes'),
            'memory' => Stats::number((int) preg_replace('/\D/', '', (string) strtok((string) @file_get_contents('/proc/meminfo'), "\n")) / 1e6) . ' GB',
            'system' => php_uname('s') . ' ' . php_uname('r') . ', ' . self::release(),
            'PHP' => PHP_VERSION . (PHP_ZTS ? ' ZTS' : ' NTS') . ', opcache, no JIT',
            'OpenSSL' => (string) strtok((string) self::said(PHP_BINARY . ' -n -d extension=' . escapeshellarg($setup->so) . ' --ri pay', '/^OpenSSL => OpenSSL (\S+)/m'), ' '),
            'libcurl' => self::said(PHP_BINARY . ' -n -d extension=' . escapeshellarg($setup->so) . ' --ri pay', '/^libcurl => (\S+)/m'),
            'libxml2' => self::said('pkg-config --modversion libxml-2.0', '/(\S+)/'),
            'nginx' => self::said((Server::binary() ?? 'nginx') . ' -v 2>&1', '~nginx/(\S+)~') ?: 'missing',
            'compiler' => self::said('cc --version', '/^(.*)$/m'),
            'extension' => $setup->commit . ', as users build it: -O2',
            'load at the start' => self::load(),
        ];
    }

    /** peer => "package version, ...", "" where it is missing */
    public static function peers(Setup $setup): array
    {
        foreach (Contestants::peers() as $id) {
            $versions = Contestants::vendor($id, $setup->peers) === null ? [] : Contestants::versions($id, $setup->peers);
            $peers[Contestants::peer($id)] = implode(', ', array_map(static fn ($name, $version) => "$name $version", array_keys($versions), $versions));
        }
        return $peers;
    }

    public static function load(): string
    {
        return implode(' ', array_map(static fn ($load) => sprintf('%.1f', $load), sys_getloadavg()));
    }

    private static function release(): string
    {
        return preg_match('/^PRETTY_NAME="(.*)"$/m', (string) @file_get_contents('/etc/os-release'), $match) ? $match[1] : 'unknown';
    }

    private static function said(string $command, string $pattern): string
    {
        return preg_match($pattern, (string) shell_exec("($command) 2>/dev/null"), $match) ? $match[1] : '';
    }
}
