<?php

/** @generate-class-entries */

namespace Pay;

/**
 * WeChat Pay. A client with apiV3Key speaks APIv3 and reaches APIv2 through v2(); one with apiV2Key alone speaks APIv2 in
 * every method. The arrays take the field names of the official documents of that version; appid, mchid, notify_url, nonces,
 * timestamps and signatures are filled in, and in service-provider mode sp_appid, sp_mchid, sub_appid and sub_mchid.
 * request() reaches every other endpoint with the same guarantees.
 *
 * Every method that calls the gateway throws
 *  - \ValueError: an argument is wrong; nothing was sent
 *  - ApiException: the gateway said no
 *  - SignatureException: the answer is not proven; trust nothing in it
 *  - IntegrityException: the answer is about something else
 *  - TransportException: not sent, or a read: repeat freely
 *  - UnknownOutcomeException: may have been carried out: query, or repeat with the same number. For a call that moves
 *    money this includes an answer that fails any check, which is then its previous exception.
 *
 * @strict-properties
 * @not-serializable
 * @link https://pay.weixin.qq.com/doc/v3/merchant/4012062524
 */
class WeChat implements Gateway
{
    /**
     * Keys and certificates: PEM text, bare base64, DER, or a path (file:// allowed, open_basedir respected).
     * They are parsed once per worker, checked against each other, and never readable again. Traces show none of them:
     * not the public ones either, since a private key may stand in their place by mistake.
     *
     * @param string $mchId digits; the caller's own: in service-provider mode sp_mchid
     * @param string|null $appId of the official account, mini program or app
     * @param string|null $privateKey apiclient_key.pem; without it APIv2 lacks the endpoints that want a client certificate
     * @param string|null $certificate apiclient_cert.pem; gives the serial, and is the client certificate of APIv2. Or
     *   apiclient_cert.p12, which brings the private key
     * @param string|null $serial of that certificate, in its place
     * @param string|null $apiV3Key 32 bytes
     * @param string|null $apiV2Key 32 letters and digits
     * @param array $platformKeys "PUB_KEY_ID_..." or serial => public key or certificate; both kinds may stand side by
     *   side. Empty: the platform certificates are fetched, checked and kept fresh in the worker.
     * @param string $signType of APIv2: "HMAC-SHA256" or "MD5"
     * @param string|null $notifyUrl absolute, without query
     * @param string|null $subMchId service-provider mode
     * @param string|null $appSecret of the app, for login
     *
     * @throws ConfigException config.missing, config.format, config.key-*, config.certificate-*, config.serial-mismatch,
     *   config.key-mismatch, config.platform-key-is-merchants, config.path-*, config.url; config.ca-file where this machine has no CA bundle
     */
    public function __construct(string $mchId, ?string $appId = null, #[\SensitiveParameter] ?string $privateKey = null, #[\SensitiveParameter] ?string $certificate = null, ?string $serial = null, #[\SensitiveParameter] ?string $apiV3Key = null, #[\SensitiveParameter] ?string $apiV2Key = null, #[\SensitiveParameter] array $platformKeys = [], string $signType = "HMAC-SHA256", ?string $notifyUrl = null, ?string $subMchId = null, ?string $subAppId = null, #[\SensitiveParameter] ?string $appSecret = null, ?Http $http = null) {}

    /** A copy for another sub-merchant, sharing keys and connections. */
    public function partner(string $subMchId, ?string $subAppId = null): static {}

    /**
     * Inside WeChat: official account. Needs the payer's openid. POST /v3/pay/transactions/jsapi
     *
     * The prepay_id is good for two hours; ask again with the same out_trade_no and the same fields.
     *
     * @phpstan-param array{
     *     description: non-empty-string,
     *     out_trade_no: non-empty-string,
     *     amount: Money|array{total: positive-int, currency?: string},
     *     payer: array{openid?: string, sp_openid?: string, sub_openid?: string},
     *     notify_url?: string, time_expire?: string, attach?: string, goods_tag?: string, support_fapiao?: bool,
     *     detail?: array, scene_info?: array, settle_info?: array, ...
     * } $order out_trade_no: 6 to 32 of 0-9 A-Z a-z _ - | *; description: up to 127 characters
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012791856
     */
    public function jsapi(array $order): Prepay {}

    /**
     * Mini program: the same endpoint and fields as jsapi().
     *
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012791897
     */
    public function mini(array $order): Prepay {}

    /**
     * Phone browser outside WeChat. POST /v3/pay/transactions/h5
     *
     * @phpstan-param array{
     *     description: non-empty-string,
     *     out_trade_no: non-empty-string,
     *     amount: Money|array{total: positive-int, currency?: string},
     *     scene_info: array{payer_client_ip: string, h5_info: array{type: string, app_name?: string, app_url?: string, ...}, ...},
     *     ...
     * } $order scene_info.payer_client_ip: the payer's address; scene_info.h5_info.type: "Wap", "iOS" or "Android".
     *   APIv2 wants spbill_create_ip instead, and scene_info as {h5_info: {type: "Wap", wap_url, wap_name}}
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012791834
     */
    public function h5(array $order): Prepay {}

    /**
     * A QR code that the payer scans. POST /v3/pay/transactions/native
     *
     * @phpstan-param array{description: non-empty-string, out_trade_no: non-empty-string, amount: Money|array{total: positive-int, currency?: string}, ...} $order
     *   APIv2 also wants product_id
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012791877
     */
    public function native(array $order): Prepay {}

    /**
     * Inside an app. POST /v3/pay/transactions/app
     *
     * @phpstan-param array{description: non-empty-string, out_trade_no: non-empty-string, amount: Money|array{total: positive-int, currency?: string}, ...} $order
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4013070347
     */
    public function app(array $order): Prepay {}

    /**
     * A payment code scanned at a till. POST /v3/pay/transactions/codepay, or /pay/micropay
     *
     * The result is final. While the payer types a password, or where the answer leaves it open, the order is asked for nine
     * times within $wait, 5 s apart at most; then it is taken back with reverse(), until that is certain. The request is never
     * sent twice, and asked for again under the same number after a crash it finds what was paid.
     *
     * @phpstan-param array{
     *     description: non-empty-string, out_trade_no: non-empty-string, amount: Money|array{total: positive-int, currency?: string},
     *     payer: array{auth_code: non-empty-string}, scene_info?: array, ...
     * } $order of APIv2: body, out_trade_no, total_fee, auth_code
     * @param float $wait seconds, 0 to 300. WeChat Pay asks to leave a payer 15 s before a reversal
     * @return Result state Succeeded; Closed: taken back; Failed: the payment failed, and nothing is left open
     * @throws ApiException refused: nothing was paid under this number
     * @throws UnknownOutcomeException not even the reversal was answered: repeat reverse() until it is
     * @throws ConfigException config.missing: APIv2 reverses with the client certificate, and there is none
     * @link https://pay.weixin.qq.com/doc/v2/merchant/4011937125
     */
    public function micropay(array $order, float $wait = 45.0): Result {}

    /**
     * GET /v3/pay/transactions/out-trade-no/{out_trade_no} or /id/{transaction_id}
     *
     * @param string|array $order the shop's order number, or ["out_trade_no" => ...], or ["transaction_id" => ...]
     * @return Result state from trade_state
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012791858
     */
    public function query(string|array $order): Result {}

    /**
     * POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close. Close before giving up an order, so that it cannot be
     * paid later.
     *
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012791860
     */
    public function close(string|array $order): Result {}

    /**
     * POST /v3/refund/domestic/refunds. After an UnknownOutcomeException repeat with the same out_refund_no, or ask
     * queryRefund(); a new number may refund twice.
     *
     * @phpstan-param array{
     *     out_trade_no?: string, transaction_id?: string,
     *     out_refund_no: non-empty-string,
     *     amount: array{refund: positive-int|Money, total: positive-int|Money, currency?: string, from?: array},
     *     reason?: string, notify_url?: string, funds_account?: string, goods_detail?: array, ...
     * } $refund one of out_trade_no and transaction_id; currency is CNY if absent
     * @return Result state from status: PROCESSING is Pending, SUCCESS is Succeeded
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012791862
     */
    public function refund(array $refund): Result {}

    /**
     * GET /v3/refund/domestic/refunds/{out_refund_no}
     *
     * @param string|array $refund the shop's refund number, or ["out_refund_no" => ...]
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012791863
     */
    public function queryRefund(string|array $refund): Result {}

    /**
     * Takes back a payment by payment code whose outcome is not known, or an order that was not paid.
     * POST /v3/pay/transactions/out-trade-no/{out_trade_no}/reverse
     */
    public function reverse(string|array $order): Result {}

    /**
     * Pays to a user's balance. POST /v3/fund-app/mch-transfer/transfer-bills
     *
     * WAIT_USER_CONFIRM is Pending: hand package_info to wx.requestMerchantTransfer. After an UnknownOutcomeException
     * repeat with the same out_bill_no, or ask queryTransfer().
     *
     * @phpstan-param array{
     *     out_bill_no: non-empty-string, transfer_scene_id: non-empty-string, openid: non-empty-string,
     *     transfer_amount: positive-int|Money, transfer_remark: non-empty-string, user_name?: string,
     *     transfer_scene_report_infos?: array, user_recv_perception?: string, notify_url?: string, ...
     * } $transfer user_name in plain text: it is encrypted here
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012716434
     */
    public function transfer(array $transfer): Result {}

    /**
     * GET /v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}
     *
     * @param string|array $transfer the shop's bill number, or ["out_bill_no" => ...]
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012716437
     */
    public function queryTransfer(string|array $transfer): Result {}

    /**
     * The orders of a day. GET /v3/bill/tradebill, or /pay/downloadbill
     *
     * Ready from 10:00 of the next day, for three months. The download may take an hour as long as it goes on; the timeout
     * is how long it may stand still.
     *
     * @param string $date YYYY-MM-DD, Beijing time
     * @param array $params bill_type: ALL, SUCCESS or REFUND; tar_type: "GZIP" travels and is saved compressed; sub_mchid
     * @throws \ValueError when that is no date
     * @throws IntegrityException integrity.bill-hash, .bill-truncated, .bill-format, .file, .download-url
     * @throws ApiException NO_STATEMENT_EXIST, "No Bill Exist" ...
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4013071201
     */
    public function bill(string $date, array $params = []): Bill {}

    /**
     * The movements of an account on a day. GET /v3/bill/fundflowbill, or /pay/downloadfundflow with the client certificate
     *
     * @param array $params account_type: BASIC, OPERATION or FEES, in APIv2 Basic, Operation or Fees; tar_type
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4013071225
     */
    public function fundFlow(string $date, array $params = []): Bill {}

    /**
     * Verifies and decrypts, or throws. Nothing of the message is returned, logged or acted on before the signature
     * over its raw bytes is proven. The time in it may differ from this machine's by 300 s, either way.
     *
     * @param string|null $body the raw body; null: that of the request which this script is answering, which stays
     *   readable for others (php://input)
     * @param array|null $headers name => value or list of values, names in any case, as Laravel, Symfony, PSR-7, Swoole
     *   and Workerman hand out; null: those of the request
     * @throws SignatureException not proven; send its reply()
     * @throws IntegrityException proven, but of another merchant or app
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012791861
     */
    public function notification(?string $body = null, ?array $headers = null): Notification {}

    /** The "send again" reply where no Notification exists: HTTP 500 with {"code":"FAIL"}; of APIv2, 200 with XML. */
    public function fail(string $message = "FAIL"): Reply {}

    /** A copy that travels otherwise; its keys are the same. */
    public function withHttp(Http $http): static {}

    /**
     * APIv3, any endpoint. {name} in the path takes name out of $params; the rest is the query (GET, DELETE) or the JSON
     * body. Fields that WeChat Pay wants encrypted (names, account numbers of the endpoints that are known here) are given in
     * plain text. The path may be a whole URL on WeChat Pay's own host, as answers name them.
     *
     * @param string $method GET, POST, PUT, PATCH or DELETE
     * @param string $path "/v3/profitsharing/orders/{out_order_no}"
     */
    public function request(string $method, string $path, array $params = []): Result {}

    /**
     * APIv2, any endpoint: XML, signed with apiV2Key. appid, mch_id, sub_appid, sub_mch_id, nonce_str, sign_type and sign are
     * filled in, trade_type by the methods of this class, and spbill_create_ip, except for H5, from the request that this script
     * is answering; arrays (detail, scene_info, receivers) become JSON. The client certificate goes along where the endpoint
     * wants it.
     *
     * @param string $path "/pay/orderquery"
     * @return Result every value is a string, as APIv2 sends it; empty elements are left out. verified is false only for the
     *   endpoints that WeChat Pay never signs, such as "/mmpaymkttransfers/promotion/transfers"
     * @link https://pay.weixin.qq.com/doc/v2/merchant/4011985891
     */
    public function v2(string $path, array $params = []): Result {}

    /**
     * Official account: where to send the browser for a code, which comes back to $redirectUrl with ?code=...&state=...
     *
     * @param string $redirectUrl absolute; its host must be the one set as web authorization domain
     * @param string $state comes back unchanged: unpredictable, and compared, it keeps others from logging a user in as
     *   someone else. At most 128 printable ASCII characters
     * @param string $scope snsapi_base (silent), snsapi_userinfo (asks the user), snsapi_login (QR code of a web site)
     * @throws ConfigException config.missing without appId
     * @link https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
     */
    public function authorizeUrl(string $redirectUrl, string $state = "", string $scope = "snsapi_base"): string {}

    /**
     * Official account: code -> openid, access_token, ... A code is good for one use, so the request is never sent twice: on a
     * TransportException let the user log in again.
     *
     * @return Result verified is false: logins are not signed, TLS is their proof
     * @throws ApiException errorCode "40029" (the code is of another app), "40163" (used), "40125" (the secret is wrong) ...
     * @throws ConfigException config.missing without appId and appSecret
     */
    public function openid(string $code): Result {}

    /**
     * Mini program: js_code -> openid, session_key, ... The session_key is for the server only.
     *
     * @return Result verified is false, likewise
     * @throws ApiException likewise
     * @link https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
     */
    public function session(string $jsCode): Result {}

    /** RSA-OAEP (SHA-1) with the platform key, for sensitive fields: base64. At most 214 bytes for a 2048-bit key. */
    public function encrypt(string $plain): string {}

    /** What the platform encrypted for the merchant, with the merchant key. @throws SignatureException signature.decrypt */
    public function decrypt(string $cipher): string {}

    /** Base64 RSA-SHA256 of $message with the merchant key. */
    public function sign(string $message): string {}

    /** True only when $signature is that of the platform key named $serial over $message. */
    public function verify(string $message, string $signature, string $serial): bool {}

    /**
     * The APIv2 signature over these fields, upper-case hex: signType and apiV2Key decide. "sign" and empty values are left
     * out.
     */
    public function signV2(array $params): string {}

    /** Names and serials; no key. */
    public function __debugInfo(): array {}
}
