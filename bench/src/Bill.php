<?php
declare(strict_types=1);

namespace Bench;

/** A statement of a million orders, read row by row: downloaded and checked by the extension, and the same file by fgetcsv(). */
final class Bill
{
    public const TITLES = ['交易时间', '公众账号ID', '商户号', '特约商户号', '设备号', '微信订单号', '商户订单号', '用户标识', '交易类型', '交易状态',
        '付款银行', '货币种类', '应结订单金额', '代金券金额', '微信退款单号', '商户退款单号', '退款金额', '充值券退款金额', '退款类型', '退款状态', '商品名称',
        '商户数据包', '手续费', '费率', '订单金额', '申请退款金额', '费率备注'];

    private const SUMMARY = ['总交易单数', '应结订单总金额', '退款总金额', '充值券退款总金额', '手续费总金额', '订单总金额', '申请退款总金额'];

    public function __construct(private readonly Setup $setup)
    {
    }

    /** @return array ["rows" => n, "bytes" => n, "read" => contestant => [seconds of each round], "fetch" => [...], "memory" => [...]] */
    public function run(): array
    {
        if (Server::binary() === null) {
            return ['missing' => 'nginx is not installed'];
        }
        $rows = $this->setup->quick ? 100000 : 1000000;
        Setup::say("a statement of $rows rows");
        $server = new Server($this->setup, [], '127.0.0.1');
        $url = "https://127.0.0.1:$server->port";
        [$file, $hash] = self::write($server->files(), $rows);
        $server->sign(['/v3/bill/tradebill' => ['hash_type' => 'SHA1', 'hash_value' => $hash, 'download_url' => "$url/files/bill"]]);
        $fixture = Fixture::write($this->setup->scratch(), false, ['url' => $url, 'ca' => $server->ca]);
        $results = ['rows' => $rows, 'bytes' => filesize($file)];
        for ($round = $this->setup->rounds(3, 2); $round > 0; $round--) {
            foreach (['pay' => ['-d', 'extension=' . $this->setup->so], 'fgetcsv' => []] as $id => $options) {
                $command = [PHP_BINARY, '-n', ...Setup::php(), ...$options, __DIR__ . '/bill.php', $id, $file, $hash, $fixture, (string) $rows];
                $said = json_decode((string) shell_exec(implode(' ', array_map(escapeshellarg(...), $command))), true);
                if (!isset($said['read'])) {
                    return ['missing' => "$id did not read the statement"] + $results;
                }
                $results['read'][$id][] = $said['read'];
                $results['fetch'][$id][] = $said['fetch'];
                $results['memory'][$id] = $said['memory'];
                $results['resident'][$id] = $said['resident'];
            }
        }
        return $results;
    }

    /** As WeChat Pay writes it. */
    private static function write(string $dir, int $rows): array
    {
        $stream = fopen($file = "$dir/bill", 'w');
        fwrite($stream, implode(',', self::TITLES) . "\r\n");
        for ($i = 0; $i < $rows; $i++) {
            fwrite($stream, sprintf("`2026-11-25 09:%02d:%02d,`wx2421b1c4370ec43b,`1900000109,`0,`,`42000014092026112%011d,`bench%012d,`oUpF8uMuAJO_M2pxb1Q9zNjWeS6o,"
                . "`JSAPI,`SUCCESS,`CMB_DEBIT,`CNY,`19.99,`0.00,`0,`0,`0.00,`0.00,`,`,`龙井茶 100g,`branch=12,`0.12000,`0.60%%,`19.99,`0.00,`\r\n",
                intdiv($i, 60) % 60, $i % 60, $i, $i));
        }
        fwrite($stream, implode(',', self::SUMMARY) . "\r\n`$rows,`1.00,`0.00,`0.00,`0.00,`1.00,`0.00\r\n");
        fclose($stream);
        return [$file, sha1_file($file)];
    }
}
