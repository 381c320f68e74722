<?php

/** @generate-class-entries */

namespace Pay;

/**
 * Alipay, over the v2 gateway. Key mode (alipayPublicKey) or certificate mode (the three certificates), by what is given.
 * The arrays are biz_content with the field names of the official documents; app_id, timestamp, certificate numbers and
 * signature are filled in. execute() reaches every method of the gateway with the same guarantees, pageExecute() every one
 * that a browser or an app carries.
 *
 * Amounts are Money or decimal strings in yuan ("12.34"). Ints and floats are refused: of an int nobody knows whether it
 * means yuan or fen.
 *
 * Every method that calls the gateway throws
 *  - \ValueError: an argument is wrong; nothing was sent
 *  - ApiException: the gateway said no: errorCode is sub_code, or code where there is none. verified is false for the few
 *    errors that come before Alipay knows whose key applies
 *  - SignatureException: the answer is not proven; trust nothing in it
 *  - IntegrityException: the answer is about something else
 *  - TransportException: not sent, or a read: repeat freely
 *  - UnknownOutcomeException: may have been carried out: query, or repeat with the same number. For a call that moves money
 *    this includes code 20000, SYSTEM_ERROR, and an answer that fails any check, which is then its previous exception.
 *
 * @strict-properties
 * @not-serializable
 * @link https://opendocs.alipay.com/common/02kkv7
 */
class Alipay implements Gateway
{
    /**
     * Keys and certificates: PEM text, bare base64, DER, or a path (file:// allowed, open_basedir respected). They are parsed
     * once per worker, checked against each other, and never readable again.
     *
     * @param string $appId of the application, digits
     * @param string $privateKey of the application; PKCS#1 or PKCS#8
     * @param string|null $alipayPublicKey key mode: Alipay's public key, not that of the application
     * @param string|null $appCertificate certificate mode: appCertPublicKey_*.crt
     * @param string|null $alipayCertificate alipayCertPublicKey_RSA2.crt
     * @param string|null $rootCertificate alipayRootCert.crt
     * @param string|null $encryptKey base64 AES key of the console: biz_content travels encrypted, and so do answers
     * @param string $signType "RSA2", or "RSA" for an application from long ago
     * @param string|null $sellerId 2088...: notifications for another receiving account are refused
     * @param string|null $notifyUrl absolute, up to 256 characters
     * @param string|null $returnUrl where a browser comes back to
     * @param string|null $appAuthToken of the merchant that this application acts for
     * @param bool $sandbox Alipay's own sandbox gateway; it has other keys, and nothing else differs
     *
     * @throws ConfigException config.missing, config.format, config.key-*, config.certificate-*, config.key-mismatch,
     *   config.platform-key-is-merchants (the application's own public key where Alipay's belongs), config.path-*, config.url
     * @link https://opendocs.alipay.com/common/02kipl
     */
    public function __construct(string $appId, #[\SensitiveParameter] string $privateKey, #[\SensitiveParameter] ?string $alipayPublicKey = null, #[\SensitiveParameter] ?string $appCertificate = null, #[\SensitiveParameter] ?string $alipayCertificate = null, #[\SensitiveParameter] ?string $rootCertificate = null, #[\SensitiveParameter] ?string $encryptKey = null, string $signType = "RSA2", ?string $sellerId = null, ?string $notifyUrl = null, ?string $returnUrl = null, #[\SensitiveParameter] ?string $appAuthToken = null, bool $sandbox = false, ?Http $http = null) {}

    /**
     * A copy that acts for an authorised merchant: app_auth_token on every call. Keys and connections are shared. sellerId is not:
     * compare $event['seller_id'] with that merchant's account.
     */
    public function onBehalfOf(#[\SensitiveParameter] string $appAuthToken): static {}

    /**
     * Desktop browser. alipay.trade.page.pay, product_code FAST_INSTANT_TRADE_PAY. Nothing is sent: the browser carries it.
     *
     * @phpstan-param array{out_trade_no: non-empty-string, total_amount: Money|numeric-string, subject: non-empty-string, ...} $order
     *   out_trade_no: up to 64 letters, digits and _; subject: up to 256 characters without / = &
     * @link https://opendocs.alipay.com/open/59da99d0_alipay.trade.page.pay
     */
    public function page(array $order): Page {}

    /**
     * Phone browser. alipay.trade.wap.pay, product_code QUICK_WAP_WAY. The cashier wakes the Alipay app by itself. From inside
     * another app: 'alipays://platformapi/startapp?appId=20000067&url=' . rawurlencode($page->url()).
     *
     * @phpstan-param array{out_trade_no: non-empty-string, total_amount: Money|numeric-string, subject: non-empty-string, quit_url?: string, ...} $order
     * @link https://opendocs.alipay.com/open/29ae8cb6_alipay.trade.wap.pay
     */
    public function wap(array $order): Page {}

    /**
     * App SDK. alipay.trade.app.pay, product_code QUICK_MSECURITY_PAY: hand orderString() to the SDK as it is.
     *
     * @phpstan-param array{out_trade_no: non-empty-string, total_amount: Money|numeric-string, subject: non-empty-string, ...} $order
     * @link https://opendocs.alipay.com/open/cd12c885_alipay.trade.app.pay
     */
    public function app(array $order): Page {}

    /**
     * A QR code to scan: ["qr_code"]. alipay.trade.precreate. No trade exists before it is scanned. A link that opens Alipay on
     * the same phone: 'alipays://platformapi/startapp?saId=10000007&qrcode=' . rawurlencode($result['qr_code']).
     *
     * @phpstan-param array{out_trade_no: non-empty-string, total_amount: Money|numeric-string, subject: non-empty-string, ...} $order
     * @link https://opendocs.alipay.com/open/8ad49e4a_alipay.trade.precreate
     */
    public function precreate(array $order): Result {}

    /**
     * Mini program: ["trade_no"] for my.tradePay. alipay.trade.create. A mini program of today also gives product_code
     * JSAPI_PAY and op_app_id.
     *
     * @phpstan-param array{out_trade_no: non-empty-string, total_amount: Money|numeric-string, subject: non-empty-string, buyer_id?: string, buyer_open_id?: string, ...} $order
     * @link https://opendocs.alipay.com/mini/6039ed0c_alipay.trade.create
     */
    public function create(array $order): Result {}

    /**
     * A payment code scanned at a till. alipay.trade.pay
     *
     * The result is final. While the buyer types a password (10003), or where the answer leaves it open, the order is asked for
     * every 5 s, or nine times within a shorter $wait; when $wait seconds are over it is cancelled, until that is certain. The
     * request is never sent twice. A refusal that may speak of an earlier attempt under this number is asked about.
     *
     * @phpstan-param array{out_trade_no: non-empty-string, total_amount: Money|numeric-string, subject: non-empty-string, auth_code: non-empty-string, ...} $order scene: bar_code if absent
     * @param float $wait seconds, 0 to 300
     * @return Result state Succeeded, or Closed: cancelled, or paid back
     * @throws ApiException refused: nothing was paid under this number
     * @throws UnknownOutcomeException not even the cancellation was answered: repeat cancel() until it is; or an order of this
     *   number is paid, but over another amount, which is then its previous exception
     * @link https://opendocs.alipay.com/open/1f1fe18c_alipay.trade.pay
     */
    public function pay(array $order, float $wait = 45.0): Result {}

    /**
     * alipay.trade.query. ACQ.TRADE_NOT_EXIST before the buyer has scanned or opened the cashier means "not paid yet".
     *
     * @param string|array $order the shop's order number, or ["out_trade_no" => ...], or ["trade_no" => ...]
     * @return Result state from trade_status
     * @link https://opendocs.alipay.com/open/82ea786a_alipay.trade.query
     */
    public function query(string|array $order): Result {}

    /** alipay.trade.close: an order that waits for its payer. @link https://opendocs.alipay.com/open/e84f0d79_alipay.trade.close */
    public function close(string|array $order): Result {}

    /**
     * Takes back a payment by code whose outcome is not known. alipay.trade.cancel
     *
     * @return Result state Closed, or Pending where the gateway asks to repeat it (retry_flag)
     * @link https://opendocs.alipay.com/open/13399511_alipay.trade.cancel
     */
    public function cancel(string|array $order): Result {}

    /**
     * alipay.trade.refund. After an UnknownOutcomeException repeat with the same out_request_no, or ask queryRefund().
     *
     * @phpstan-param array{out_trade_no?: string, trade_no?: string, refund_amount: Money|numeric-string, out_request_no: non-empty-string, refund_reason?: string, ...} $refund
     * @return Result state Succeeded: the money moved now (fund_change Y); Pending: ask queryRefund(). refund_fee is the sum of
     *   all refunds of this order
     * @link https://opendocs.alipay.com/open/6c0cdd7d_alipay.trade.refund
     */
    public function refund(array $refund): Result {}

    /**
     * alipay.trade.fastpay.refund.query, at the earliest 10 s after the refund.
     *
     * @param string|array $refund ["out_trade_no" or "trade_no" => ..., "out_request_no" => ...]; a string is both numbers, as of an
     *   order that was refunded whole under its own number
     * @return Result state Succeeded (REFUND_SUCCESS), else Unknown
     * @link https://opendocs.alipay.com/open/8c776df6_alipay.trade.fastpay.refund.query
     */
    public function queryRefund(string|array $refund): Result {}

    /**
     * Pays to an account. alipay.fund.trans.uni.transfer, certificate mode only. product_code TRANS_ACCOUNT_NO_PWD and biz_scene
     * DIRECT_TRANSFER if absent.
     *
     * @phpstan-param array{out_biz_no: non-empty-string, trans_amount: Money|numeric-string, payee_info: array, order_title?: string, ...} $transfer
     * @link https://opendocs.alipay.com/open/62987723_alipay.fund.trans.uni.transfer
     */
    public function transfer(array $transfer): Result {}

    /**
     * alipay.fund.trans.common.query
     *
     * @param string|array $transfer the shop's out_biz_no, or fields
     * @link https://opendocs.alipay.com/open/aa8f7ae7_alipay.fund.trans.common.query
     */
    public function queryTransfer(string|array $transfer): Result {}

    /**
     * The trades of a day or month. alipay.data.dataservice.bill.downloadurl.query, then the file, while its address lives
     * (30 s). Ready from 9:00 of the next day.
     *
     * @param string $date YYYY-MM-DD or YYYY-MM, Beijing time
     * @param array $params bill_type: trade (default), signcustomer, ...
     * @throws IntegrityException integrity.download-url, integrity.file, integrity.bill-format
     * @throws ConfigException config.zip when rows are asked for and this extension was built without libzip; save() works
     * @link https://opendocs.alipay.com/open/9fd4cd9a_alipay.data.dataservice.bill.downloadurl.query
     */
    public function bill(string $date, array $params = []): Bill {}

    /**
     * Verifies, or throws: a payment, a refund, or a message of the application gateway. Nothing of it is returned, logged or
     * acted on before the signature over all its fields is proven.
     *
     * TRADE_SUCCESS and TRADE_FINISHED both mean paid; a late TRADE_FINISHED of an order is the same event. A notice with
     * gmt_refund is a refund: amount is refund_fee, the sum of all refunds so far.
     *
     * @param string|null $body the raw form body; null: that of the request which this script is answering
     * @param array|null $headers not used: nothing of Alipay's stands in headers
     * @throws SignatureException not proven; send its reply()
     * @throws IntegrityException proven, but of another application or receiving account
     * @link https://opendocs.alipay.com/open/203/105286
     */
    public function notification(?string $body = null, ?array $headers = null): Notification {}

    /**
     * The signed parameters with which the browser comes back to returnUrl. They say nothing about payment: show a page, ask
     * query(), never ship goods.
     *
     * @param string|null $query the raw query string; null: that of the request which this script is answering. Parameters that
     *   returnUrl itself carries have to be taken out before: Alipay does not sign them
     * @throws SignatureException
     * @throws IntegrityException
     */
    public function returned(?string $query = null): Result {}

    /** The "send again" reply where no Notification exists: fail. */
    public function fail(string $message = "FAIL"): Reply {}

    /** A copy that travels otherwise; its keys are the same. */
    public function withHttp(Http $http): static {}

    /**
     * Any method of the v2 gateway, but for those that carry a file (alipay.open.file.upload and the like), which are multipart.
     *
     * @param string $method "alipay.trade.query"
     * @param array $params biz_content; for the few methods that take their arguments beside it (alipay.system.oauth.token,
     *   alipay.user.info.share ...), those
     * @param array $system adds or overrides public parameters: notify_url, app_auth_token, auth_token, ...
     */
    public function execute(string $method, array $params = [], #[\SensitiveParameter] array $system = []): Result {}

    /**
     * Any method that a browser or an app carries: signed here, nothing is sent. One that is known to move money from server to
     * server is refused: whoever holds such a link can carry it out. biz_content is never encrypted here.
     */
    public function pageExecute(string $method, array $params = [], #[\SensitiveParameter] array $system = []): Page {}

    /**
     * Where to send the browser for a code, which comes back to $redirectUrl with ?auth_code=...&state=...
     *
     * @param string $state comes back unchanged: unpredictable, and compared, it keeps others from logging a user in as someone else
     * @param string $scope auth_base (silent) or auth_user (asks the user); several with commas
     * @link https://opendocs.alipay.com/open/263/105809
     */
    public function authorizeUrl(string $redirectUrl, string $state = "", string $scope = "auth_base"): string {}

    /**
     * alipay.system.oauth.token: auth_code -> user_id or open_id, access_token, ... A code is good for one use.
     *
     * @link https://opendocs.alipay.com/open/84bc7352_alipay.system.oauth.token
     */
    public function oauthToken(#[\SensitiveParameter] string $code): Result {}

    /** AES with encryptKey, base64. */
    public function encrypt(#[\SensitiveParameter] string $plain): string {}

    /**
     * What was encrypted with encryptKey. Also takes the whole answer of my.getPhoneNumber, as JSON text: {"response", "sign",
     * ...}; its signature is proven first. Nothing proves bare base64: of what a client sends, only take the whole answer.
     *
     * @throws SignatureException signature.decrypt, or what the payload's signature lacks
     */
    public function decrypt(#[\SensitiveParameter] string $cipher): string {}

    /** Base64 signature of $message with the application's key, by signType. */
    public function sign(string $message): string {}

    /** True only when $signature is Alipay's over $message. */
    public function verify(string $message, string $signature): bool {}

    /** app_cert_sn; null in key mode. */
    public function certificateSn(): ?string {}

    /** alipay_root_cert_sn; null in key mode. */
    public function rootCertificateSn(): ?string {}

    /** Names and numbers; no key. */
    public function __debugInfo(): array {}
}
