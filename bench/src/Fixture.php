<?php
declare(strict_types=1);

namespace Bench;

/**
 * What every contestant is given: the same merchant, orders and messages, as files for the C program and as one PHP array,
 * which opcache keeps. Messages of WeChat Pay are good for five minutes, so a fixture is written for each case anew.
 */
final class Fixture
{
    public const QUERIES = 50;

    private const KEYS = __DIR__ . '/../../tests/data/keys/';
    private const V2_KEY = '8934e7d15453e97507ef794cf7b0519d';
    private const V3_KEY = '0123456789abcdef0123456789abcdef';
    private const PLATFORM_SERIAL = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
    private const MERCHANT_SERIAL = '3775B6A45ACD588826D15E583A95F5DD00000001';
    private const NUMBER = 'bench20261126000001';

    /** Writes the files into a new folder and returns it. A forged one has messages that were changed after they were signed. */
    public static function write(string $dir, bool $forged = false, array $more = []): string
    {
        mkdir($dir, 0755, true);
        $all = self::all($dir, $forged) + $more;
        $php = var_export($all, true);
        file_put_contents("$dir/fixture.php", "<?php\nreturn $php;\n");
        foreach (['merchant.key', 'merchant.cert', 'platform.cert'] as $name) {
            copy(self::KEYS . "$name.pem", "$dir/$name.pem");
        }
        foreach (['roots' => 'roots.pem', 'app_cert' => 'app.cert.pem', 'api_v2_key' => 'api_v2_key', 'api_v3_key' => 'api_v3_key', 'notify_v2' => 'notify_v2.xml',
            'notify_v3' => 'notify_v3.json', 'notify_alipay' => 'notify_alipay.form', 'answer_alipay' => 'answer_alipay.json',
            'alipay_public' => 'alipay_public.pem'] as $key => $file) {
            file_put_contents("$dir/$file", $all[$key]);
        }
        file_put_contents("$dir/notify_v3.headers", self::lines($all['notify_v3_headers']));
        file_put_contents("$dir/order_v2.txt", self::lines($all['order_v2'] + $all['identity_v2']));
        file_put_contents("$dir/identity.txt", self::lines(['mchid' => $all['mchid'], 'appid' => $all['appid'], 'serial' => $all['serial'],
            'prepay_id' => $all['prepay_id'], 'notify_url' => $all['notify_url'], 'out_trade_no' => self::NUMBER,
            'description' => $all['order_v3']['description'], 'total' => $all['order_v3']['amount']['total'],
            'openid' => $all['order_v3']['payer']['openid']]));
        file_put_contents("$dir/order_v3.json", self::json($all['order_v3'] + ['appid' => $all['appid'], 'mchid' => $all['mchid'],
            'notify_url' => $all['notify_url']]));
        foreach (['page_key', 'page_cert'] as $page) {
            file_put_contents("$dir/$page.txt", self::lines(self::page($all, $page === 'page_cert')));
        }
        if (isset($more['url'])) {
            file_put_contents("$dir/target.txt", self::lines(['url' => $more['url'], 'ca' => $more['ca'],
                'authority' => $more['authority'] ?? $more['ca'], 'mchid' => $all['mchid'],
                'serial' => $all['serial']]));
        }
        return $dir;
    }

    /** Headers and body of an answer of WeChat Pay's, signed now. */
    public static function answer(array $fields): array
    {
        $body = self::json($fields);
        return [self::sign($body), $body];
    }

    public static function query(int $i): array
    {
        return ['appid' => 'wx2421b1c4370ec43b', 'mchid' => '1900000109', 'out_trade_no' => sprintf('bench-%03d', $i),
            'trade_state' => 'NOTPAY', 'trade_state_desc' => '订单未支付', 'amount' => ['total' => 1999, 'currency' => 'CNY']];
    }

    /** APIv2's answer to a query, which is about one order: nginx gives the same to all that ask. */
    public static function query_v2(): string
    {
        return self::xml(['appid' => 'wx2421b1c4370ec43b', 'mch_id' => '1900000109', 'nonce_str' => bin2hex(random_bytes(16)),
            'out_trade_no' => self::NUMBER, 'result_code' => 'SUCCESS', 'return_code' => 'SUCCESS', 'trade_state' => 'NOTPAY',
            'trade_state_desc' => '订单未支付'], static fn (string $text) => hash_hmac('sha256', $text, self::V2_KEY));
    }

    /** What is in Wechatpay-... headers. */
    public static function sign(string $body): array
    {
        $time = (string) time();
        $nonce = strtoupper(bin2hex(random_bytes(16)));
        openssl_sign("$time\n$nonce\n$body\n", $signature, self::pem('platform.key'), OPENSSL_ALGO_SHA256);
        return ['Wechatpay-Timestamp' => $time, 'Wechatpay-Nonce' => $nonce, 'Wechatpay-Serial' => self::PLATFORM_SERIAL,
            'Wechatpay-Signature' => base64_encode($signature)];
    }

    public static function pem(string $name): string
    {
        return file_get_contents(self::KEYS . "$name.pem");
    }

    private static function all(string $dir, bool $forged): array
    {
        $event = self::event();
        [$prepay_headers, $prepay] = self::answer(['prepay_id' => 'wx26112604620304d5ee8f7ef1a8ba000000']);
        $headers = self::sign($event);
        return [
            'dir' => $dir,
            'mchid' => '1900000109',
            'appid' => 'wx2421b1c4370ec43b',
            'serial' => self::MERCHANT_SERIAL,
            'platform_serial' => self::PLATFORM_SERIAL,
            'api_v2_key' => self::V2_KEY,
            'api_v3_key' => self::V3_KEY,
            'notify_url' => 'https://shop.example/notify/wechat',
            'prepay_id' => 'wx26112604620304d5ee8f7ef1a8ba000000',
            'number' => self::NUMBER,
            'merchant_key' => self::pem('merchant.key'),
            'merchant_key_pkcs1' => self::pkcs1(self::pem('merchant.key')),
            'merchant_cert' => self::pem('merchant.cert'),
            'app_cert' => self::app_certificate(),
            'platform_cert' => self::pem('platform.cert'),
            'alipay_public' => openssl_pkey_get_details(openssl_pkey_get_public(self::pem('platform.cert')))['key'],
            'roots' => self::roots(),
            'alipay_app' => '2014072300007148',
            'alipay_seller' => '2088102119685838',
            'alipay_notify_url' => 'https://shop.example/notify/alipay',
            'alipay_return_url' => 'https://shop.example/return',
            'order_v2' => ['body' => '龙井茶 100g', 'out_trade_no' => self::NUMBER, 'total_fee' => 1999, 'spbill_create_ip' => '203.0.113.7',
                'openid' => 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 'attach' => 'branch=12'],
            'identity_v2' => ['appid' => 'wx2421b1c4370ec43b', 'mch_id' => '1900000109', 'trade_type' => 'JSAPI',
                'notify_url' => 'https://shop.example/notify/wechat'],
            'order_v3' => ['description' => '龙井茶 100g', 'out_trade_no' => self::NUMBER, 'amount' => ['total' => 1999],
                'payer' => ['openid' => 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o']],
            'order_alipay' => ['out_trade_no' => self::NUMBER, 'subject' => '龙井茶 100g', 'total_amount' => '19.99',
                'quit_url' => 'https://shop.example/cart'],
            'notify_v2' => str_replace(self::NUMBER, $forged ? 'bench20261126000002' : self::NUMBER, self::paid()),
            'notify_v3' => $forged ? str_replace('"summary":"', '"summary":"!', $event) : $event,
            'notify_v3_headers' => $headers,
            'notify_alipay' => $forged ? str_replace('19.99', '19.98', self::form()) : self::form(),
            'answer_alipay' => $forged ? str_replace('TRADE_SUCCESS', 'TRADE_CLOSED', self::node()) : self::node(),
            'answer_prepay' => $prepay,
            'answer_prepay_headers' => $prepay_headers,
        ];
    }

    /* ---------------------------------------------------------------- messages */

    /** A paid order in APIv2's XML: 25 fields, as real ones with a coupon have. */
    private static function paid(): string
    {
        $fields = ['appid' => 'wx2421b1c4370ec43b', 'attach' => 'branch=12', 'bank_type' => 'CMB_DEBIT', 'cash_fee' => '1899',
            'cash_fee_type' => 'CNY', 'coupon_count' => '1', 'coupon_fee' => '100', 'coupon_fee_0' => '100', 'coupon_id_0' => '10000',
            'coupon_type_0' => 'CASH', 'device_info' => 'WEB', 'fee_type' => 'CNY', 'is_subscribe' => 'Y', 'mch_id' => '1900000109',
            'nonce_str' => '5d2b6c2a8db53831f7eda20af46e531c', 'openid' => 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', 'out_trade_no' => self::NUMBER,
            'result_code' => 'SUCCESS', 'return_code' => 'SUCCESS', 'settlement_total_fee' => '1899', 'time_end' => '20261126093000',
            'total_fee' => '1999', 'trade_type' => 'JSAPI', 'transaction_id' => '4200001409202611261004400740'];
        return self::xml($fields, static fn (string $text) => md5($text));
    }

    /** Signed as APIv2 does, by this digest. */
    private static function xml(array $fields, callable $digest): string
    {
        ksort($fields, SORT_STRING);
        $text = implode('&', array_map(static fn ($name, $value) => "$name=$value", array_keys($fields), $fields));
        $fields['sign'] = strtoupper($digest("$text&key=" . self::V2_KEY));
        return '<xml>' . implode('', array_map(static fn ($name, $value) => "<$name><![CDATA[$value]]></$name>", array_keys($fields), $fields))
            . '</xml>';
    }

    private static function event(): string
    {
        $resource = ['mchid' => '1900000109', 'appid' => 'wx2421b1c4370ec43b', 'out_trade_no' => self::NUMBER,
            'transaction_id' => '4200001409202611261004400740', 'trade_type' => 'JSAPI', 'trade_state' => 'SUCCESS',
            'trade_state_desc' => '支付成功', 'bank_type' => 'CMB_DEBIT', 'attach' => 'branch=12', 'success_time' => '2026-11-26T09:30:00+08:00',
            'payer' => ['openid' => 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o'],
            'amount' => ['total' => 1999, 'payer_total' => 1899, 'currency' => 'CNY', 'payer_currency' => 'CNY'],
            'promotion_detail' => [['coupon_id' => '109519', 'name' => '单品惠-6', 'scope' => 'SINGLE', 'type' => 'CASH', 'amount' => 100,
                'stock_id' => '931386', 'wechatpay_contribute' => 100, 'merchant_contribute' => 0, 'other_contribute' => 0, 'currency' => 'CNY']]];
        $sealed = openssl_encrypt(self::json($resource), 'aes-256-gcm', self::V3_KEY, OPENSSL_RAW_DATA, 'fdasflkja484', $tag, 'transaction');
        return self::json(['id' => '09a1c4b3-bench', 'create_time' => '2026-11-26T09:30:00+08:00', 'resource_type' => 'encrypt-resource',
            'event_type' => 'TRANSACTION.SUCCESS', 'summary' => '支付成功', 'resource' => ['original_type' => 'transaction',
                'algorithm' => 'AEAD_AES_256_GCM', 'ciphertext' => base64_encode($sealed . $tag), 'associated_data' => 'transaction',
                'nonce' => 'fdasflkja484']]);
    }

    private static function form(): string
    {
        $fields = ['app_id' => '2014072300007148', 'auth_app_id' => '2014072300007148', 'buyer_id' => '2088102116773037',
            'buyer_logon_id' => 'abc***@example.com', 'buyer_pay_amount' => '19.99', 'charset' => 'utf-8',
            'fund_bill_list' => '[{"amount":"19.99","fundChannel":"ALIPAYACCOUNT"}]', 'gmt_create' => '2026-11-26 09:29:57',
            'gmt_payment' => '2026-11-26 09:30:00', 'invoice_amount' => '19.99', 'notify_id' => 'ac05099524730693a8b330c5ecf72da9786',
            'notify_time' => '2026-11-26 09:30:01', 'notify_type' => 'trade_status_sync', 'out_trade_no' => self::NUMBER,
            'point_amount' => '0.00', 'receipt_amount' => '19.99', 'seller_id' => '2088102119685838', 'subject' => '龙井茶 100g',
            'total_amount' => '19.99', 'trade_no' => '2026112622001473030500123456', 'trade_status' => 'TRADE_SUCCESS', 'version' => '1.0'];
        ksort($fields, SORT_STRING);
        $text = implode('&', array_map(static fn ($name, $value) => "$name=$value", array_keys($fields), $fields));
        return http_build_query($fields + ['sign_type' => 'RSA2', 'sign' => self::alipay_sign($text)]);
    }

    private static function node(): string
    {
        $node = self::json(['code' => '10000', 'msg' => 'Success', 'buyer_logon_id' => 'abc***@example.com', 'buyer_pay_amount' => '19.99',
            'buyer_user_id' => '2088102116773037', 'invoice_amount' => '19.99', 'out_trade_no' => self::NUMBER, 'point_amount' => '0.00',
            'receipt_amount' => '19.99', 'send_pay_date' => '2026-11-26 09:30:00', 'total_amount' => '19.99',
            'trade_no' => '2026112622001473030500123456', 'trade_status' => 'TRADE_SUCCESS']);
        return '{"alipay_trade_query_response":' . $node . ',"sign":"' . self::alipay_sign($node) . '"}';
    }

    private static function alipay_sign(string $text): string
    {
        openssl_sign($text, $signature, self::pem('platform.key'), OPENSSL_ALGO_SHA256);
        return base64_encode($signature);
    }

    /** What a page carries but for its time and signature. */
    private static function page(array $all, bool $certificates): array
    {
        $numbers = $certificates ? ['app_cert_sn' => Checks::number($all['app_cert']),
            'alipay_root_cert_sn' => Checks::root_numbers($all['roots'])] : [];
        return ['app_id' => $all['alipay_app'], 'method' => 'alipay.trade.wap.pay', 'format' => 'JSON', 'charset' => 'utf-8',
            'sign_type' => 'RSA2', 'version' => '1.0', 'notify_url' => $all['alipay_notify_url'], 'return_url' => $all['alipay_return_url'],
            'biz_content' => self::json($all['order_alipay'] + ['product_code' => 'QUICK_WAP_WAY'])] + $numbers;
    }

    /* ---------------------------------------------------------------- keys */

    /** PKCS#1 as bare base64, as Alipay's SDKs take it. PKCS#8 puts 26 bytes before it. */
    private static function pkcs1(string $pem): string
    {
        return base64_encode(substr(base64_decode(preg_replace('/-----[^-]+-----|\s+/', '', $pem)), 26));
    }

    /** Of the merchant's key, with a number that fits 64 bits: there are SDKs that read longer ones wrongly. */
    private static function app_certificate(): string
    {
        static $pem = null;
        if ($pem === null) {
            $key = openssl_pkey_get_private(self::pem('merchant.key'));
            $name = ['countryName' => 'CN', 'organizationName' => 'pay test only', 'commonName' => 'application'];
            openssl_x509_export(openssl_csr_sign(openssl_csr_new($name, $key), null, $key, 30, ['digest_alg' => 'sha256'], 2026112600000001), $pem);
        }
        return $pem;
    }

    /** Three roots that sign with RSA, and one that does not and so has no number, as Alipay's file has them. */
    private static function roots(): string
    {
        static $elliptic = null;
        if ($elliptic === null) {
            $key = openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => 'prime256v1', 'private_key_bits' => 2048]);
            $request = openssl_csr_new(['countryName' => 'CN', 'commonName' => 'elliptic root'], $key);
            openssl_x509_export(openssl_csr_sign($request, null, $key, 30), $elliptic);
        }
        return self::pem('platform.cert') . self::pem('platform2.cert') . $elliptic . self::pem('expired.cert');
    }

    private static function lines(array $fields): string
    {
        return implode('', array_map(static fn ($name, $value) => "$name=$value\n", array_keys($fields), $fields));
    }

    private static function json(array $value): string
    {
        return json_encode($value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
    }
}
