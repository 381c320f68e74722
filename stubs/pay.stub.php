<?php

/**
 * What every gateway shares: errors, values, transport.
 *
 * Amounts are integers of the smallest unit (fen) or Pay\Money. Floats are refused everywhere.
 *
 * @generate-class-entries
 */

namespace Pay;

/* ------------------------------------------------------------------ errors */

/**
 * Root of everything this extension throws at run time. Wrong arguments are \TypeError or \ValueError, as in PHP
 * itself; they are thrown before a byte is sent.
 */
class PayException extends \Exception
{
    /**
     * Stable and machine-readable: "config.key-mismatch", "signature.stale", "transport.timeout",
     * "api.ORDER_NOT_EXIST", "integrity.amount" ...
     */
    public readonly string $reason;

    /** What to do about it, one sentence; "" where nothing useful can be said. Language: ini pay.locale = en | zh. */
    public readonly string $hint;
}

/** A key, certificate or option is unreadable, of the wrong kind, or does not belong to the others. */
class ConfigException extends PayException
{
}

/**
 * An answer or a notification is not proven to come from the gateway. Reasons: signature.missing, .malformed,
 * .probe, .stale, .unknown-serial, .mismatch, .decrypt.
 */
class SignatureException extends PayException
{
    /** The serial or key id that the message named, if any. */
    public readonly ?string $serial;

    /** The form of reply(). */
    private int $replyStyle = 0;

    /** True for WeChat's WECHATPAY/SIGNTEST/ probes: answer with reply() and raise no alarm. */
    public function isProbe(): bool {}

    /**
     * The reply to send for a notification that failed verification: the gateway sends it again. HTTP 401, in the gateway's own form:
     * {"code":"FAIL"}, for APIv2 XML, for Alipay "fail" alone.
     */
    public function reply(): Reply {}
}

/** What was proven does not fit: another merchant, app, order or amount. Reasons: integrity.<field>. */
class IntegrityException extends PayException
{
}

/** No whole answer came, and repeating is safe: the request was certainly not sent, or it only reads. */
class TransportException extends PayException
{
    /** How often the request was tried. */
    public readonly int $attempts;
}

/** The request may have been carried out: query first, or repeat with the SAME order or refund number. */
class UnknownOutcomeException extends TransportException
{
}

/** The gateway said no. The message reads "POST /v3/... -> 400 PARAM_ERROR: ... [request id]". */
class ApiException extends PayException
{
    /** HTTP status. */
    public readonly int $status;

    /** The gateway's own code: "NOT_ENOUGH", "ORDER_NOT_EXIST"; "" where the answer has none. */
    public readonly string $errorCode;

    /** The gateway's own message, unchanged. */
    public readonly string $errorMessage;

    /** WeChat's Request-ID. */
    public readonly ?string $requestId;

    /** True where repeating the same request with the same numbers may succeed and can do no harm. */
    public readonly bool $retryable;

    /** The whole decoded answer; empty where it is not JSON. */
    public readonly array $body;

    /** False where the gateway did not sign this error: then it is a hint, not a fact. */
    public readonly bool $verified;
}

/* ------------------------------------------------------------------ values */

enum State: string
{
    /** NOTPAY, USERPAYING, ACCEPT, PROCESSING, WAIT_USER_CONFIRM */
    case Pending = "pending";
    /** SUCCESS */
    case Succeeded = "succeeded";
    /** CLOSED, REVOKED, CANCELLED */
    case Closed = "closed";
    /** REFUND: part or whole of a paid order */
    case Refunded = "refunded";
    /** PAYERROR, ABNORMAL, FAIL */
    case Failed = "failed";
    /** the answer says nothing about a state, or something new */
    case Unknown = "unknown";
}

/**
 * An amount in the smallest unit of its currency. In the arrays that go to WeChat Pay, under the key "amount" of an
 * order it becomes {"total": 1234, "currency": "CNY"}, elsewhere the integer 1234.
 *
 * @strict-properties
 */
final class Money implements \Stringable, \JsonSerializable
{
    /** Minor units: fen for CNY. */
    public readonly int $fen;

    /** ISO 4217. */
    public readonly string $currency;

    /**
     * @param int $fen 1 to 99999999999. A float, a string or null is a \ValueError, in weak mode too.
     * @param string $currency three upper-case letters
     */
    public static function fen(int $fen, string $currency = "CNY"): Money {}

    /**
     * @param string $yuan "12", "12.3" or "12.34", more than zero. Anything else, signs, exponents and blanks included,
     *   is a \ValueError.
     */
    public static function yuan(string $yuan, string $currency = "CNY"): Money {}

    /** @throws \ValueError for another currency or beyond the range */
    public function plus(Money $other): Money {}

    /** @throws \ValueError for another currency or below zero */
    public function minus(Money $other): Money {}

    /** True for the same amount of the same currency. */
    public function equals(Money $other): bool {}

    /** "12.34" */
    public function toYuan(): string {}

    /** "12.34" */
    public function __toString(): string {}

    /** ["fen" => 1234, "currency" => "CNY"] */
    public function jsonSerialize(): array {}

    /** @throws \ValueError when the text did not come from an amount */
    public function __unserialize(array $data): void {}
}

/**
 * A verified answer. Reads as an array with the gateway's own field names; writing to it is an \Error.
 *
 * @implements \ArrayAccess<string, mixed>
 * @strict-properties
 * @not-serializable
 */
class Result implements \ArrayAccess, \Countable, \IteratorAggregate, \JsonSerializable
{
    /** HTTP status. */
    public readonly int $status;

    public readonly State $state;

    /** False only for the few answers that a gateway never signs: downloads. */
    public readonly bool $verified;

    /** WeChat's Request-ID. */
    public readonly ?string $requestId;

    /** @param string $path dotted: "amount.total" */
    public function get(string $path, mixed $default = null): mixed {}

    /** The whole answer with the gateway's own field names. */
    public function toArray(): array {}

    /** The body as received. */
    public function raw(): string {}

    public function offsetExists(mixed $offset): bool {}

    public function offsetGet(mixed $offset): mixed {}

    public function offsetSet(mixed $offset, mixed $value): void {}

    public function offsetUnset(mixed $offset): void {}

    public function count(): int {}

    public function getIterator(): \Iterator {}

    public function jsonSerialize(): array {}
}

/**
 * A WeChat order that waits for its payer.
 *
 * @strict-properties
 * @not-serializable
 */
final class Prepay extends Result
{
    /** JSAPI, mini program, app: good for two hours. */
    public readonly ?string $prepayId;

    /** H5: the page to redirect to, good for five minutes. Native: the text of the QR code, good for two hours. */
    public readonly ?string $url;

    /**
     * For WeixinJSBridge getBrandWCPayRequest and wx.requestPayment.
     *
     * @return array{appId: string, timeStamp: string, nonceStr: string, package: string, signType: string, paySign: string}
     * @throws \Error when the order has no prepay_id
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012365341
     */
    public function bridge(): array {}

    /**
     * For wx.chooseWXPay of the JS-SDK: the same with "timestamp" in lower case.
     *
     * @return array{appId: string, timestamp: string, nonceStr: string, package: string, signType: string, paySign: string}
     * @throws \Error when the order has no prepay_id
     */
    public function jssdk(): array {}

    /**
     * For the app SDK.
     *
     * @return array{appid: string, partnerid: string, prepayid: string, package: string, noncestr: string, timestamp: string, sign: string}
     * @throws \Error when the order has no prepay_id
     * @link https://pay.weixin.qq.com/doc/v3/merchant/4012365340
     */
    public function app(): array {}

    /**
     * The H5 url with redirect_url joined and encoded.
     *
     * @param string $returnUrl absolute, http or https
     * @throws \ValueError when it is not
     * @throws \Error when the order has no url
     */
    public function redirect(string $returnUrl): string {}
}

/**
 * An Alipay page, wap or app payment: signed here, nothing was sent.
 *
 * @strict-properties
 * @not-serializable
 */
final class Page implements \Stringable
{
    /** Signed GET url. */
    public function url(): string {}

    /**
     * A self-submitting POST form, every attribute escaped; for what is too long for a url.
     *
     * @param string|null $cspNonce for the script, under a Content-Security-Policy; the form has a button as well
     */
    public function html(?string $cspNonce = null): string {}

    /** For the app SDK: hand it over unchanged. */
    public function orderString(): string {}

    /** url() */
    public function __toString(): string {}
}

/**
 * What to answer a gateway with.
 *
 * @strict-properties
 * @not-serializable
 */
final class Reply implements \Stringable
{
    public readonly int $status;

    /** @var array<string, string> */
    public readonly array $headers;

    public readonly string $body;

    /** Plain PHP: drops stray output, sends status, headers and body, and finishes an FPM request so that work may go on. */
    public function send(): void {}

    /** The body. */
    public function __toString(): string {}
}

/**
 * Exists only verified and decrypted. Reads as an array with the gateway's own field names; writing to it is an \Error.
 *
 * @implements \ArrayAccess<string, mixed>
 * @strict-properties
 * @not-serializable
 */
final class Notification implements \ArrayAccess, \JsonSerializable
{
    /** The same for every delivery of the same event: what to deduplicate on. */
    public readonly string $id;

    /** The gateway's own name: "TRANSACTION.SUCCESS", "REFUND.SUCCESS". */
    public readonly string $type;

    public readonly State $state;

    /** out_trade_no */
    public readonly ?string $outTradeNo;

    /** transaction_id */
    public readonly ?string $transactionId;

    /** out_refund_no */
    public readonly ?string $outRefundNo;

    /** What the order is worth; for a refund: what was refunded. */
    public readonly ?Money $amount;

    /** False where only possession of the API key proves it: query before you act. Always true for APIv3. */
    public readonly bool $signed;

    /** True when the event says that an order is paid now. */
    public function isPaid(): bool {}

    public function isRefund(): bool {}

    /**
     * Compares with what the shop's own books say; null is not compared.
     *
     * @throws IntegrityException with reason integrity.out_trade_no, .amount, .appid or .mchid
     */
    public function assertMatches(?string $outTradeNo = null, ?Money $amount = null, ?string $appId = null, ?string $mchId = null): Notification {}

    /** @param string $path dotted: "amount.payer_total" */
    public function get(string $path, mixed $default = null): mixed {}

    /** The decrypted resource with the gateway's own field names. */
    public function toArray(): array {}

    /** The body as received. */
    public function raw(): string {}

    /** "Handled, send no more." */
    public function ok(): Reply {}

    /** "Not handled, send again." $message goes to the gateway: name no internals. */
    public function fail(string $message = "FAIL"): Reply {}

    public function offsetExists(mixed $offset): bool {}

    public function offsetGet(mixed $offset): mixed {}

    public function offsetSet(mixed $offset, mixed $value): void {}

    public function offsetUnset(mixed $offset): void {}

    public function jsonSerialize(): array {}
}

/**
 * A downloaded statement: rows in constant memory, from a temporary file that has no name and goes with the object. It
 * exists only whole: the announced hash, for APIv2 the summary at its end, or the checksums of Alipay's zip archive were
 * checked before.
 *
 * @strict-properties
 * @not-serializable
 */
final class Bill implements \IteratorAggregate
{
    /**
     * Rows keyed by the bill's own column titles, in UTF-8; every value is a string, amounts in yuan, unchanged but for
     * the blanks and tabs that Alipay pads with.
     *
     * @return \Iterator<int, array<string, string>>
     * @throws IntegrityException integrity.bill-format while iterating: a line that is no part of a statement, or an
     *     archive of several statements
     * @throws ConfigException config.zip while iterating: Alipay's bills are zip archives, and the extension was built
     *     without libzip; save() works
     */
    public function getIterator(): \Iterator {}

    /**
     * The totals; [] where the bill has none. Reads the whole file, once.
     *
     * WeChat Pay: the totals at the end, by their own titles. Alipay: a list, since its totals are a table: a row for each
     * store or kind, by the titles of that table, the sum of all (合计) among them.
     *
     * @return array<string, string>|list<array<string, string>>
     * @throws IntegrityException as iterating
     * @throws ConfigException as iterating
     */
    public function summary(): array {}

    /**
     * Keeps the file as it was downloaded, gzip if that was asked for, Alipay's as zip archive. It appears under $path
     * only when it is complete, in place of what was there.
     *
     * @return int bytes
     * @throws ConfigException config.path-*: the folder is missing, not allowed, not writable or full
     */
    public function save(string $path): int {}
}

/* ------------------------------------------------------------------ transport */

/**
 * How requests travel. One object can serve several clients. TLS is always verified.
 *
 * @strict-properties
 * @not-serializable
 */
final class Http
{
    /**
     * @param float $timeout seconds, whole request with its repeats: 0.1 to 300
     * @param float $connectTimeout seconds: 0.1 to 300
     * @param int $retries further attempts, only where repeating can do no harm: 0 to 5
     * @param string|null $baseUrl a sandbox or a test gateway, in place of every host of the gateway; plain http only for loopback
     * @param string|null $caFile PEM bundle in place of this machine's; read with the first call, which throws
     *   config.ca-file when there is no certificate in it
     * @param string|null $proxy http://host:port; the environment's proxy variables are never used
     * @param Transport|null $transport another engine; null: libcurl, whose connections the worker keeps. caFile, proxy and
     *   connectTimeout are libcurl's
     * @param \Closure|null $onCall fn (Call $call): void, after every call, also one that throws. What it throws becomes a warning:
     *   it never takes the place of the call's result
     * @throws ConfigException
     */
    public function __construct(float $timeout = 10.0, float $connectTimeout = 3.0, int $retries = 2, ?string $baseUrl = null, ?string $caFile = null, ?string $proxy = null, ?Transport $transport = null, ?\Closure $onCall = null) {}
}

/* ------------------------------------------------------------------ gateways */

/** What a shop can do with any gateway. */
interface Gateway
{
    /** @param string|array $order the shop's order number, or fields */
    public function query(string|array $order): Result;

    public function close(string|array $order): Result;

    public function refund(array $refund): Result;

    public function queryRefund(string|array $refund): Result;

    /** @param string $date YYYY-MM-DD, Beijing time */
    public function bill(string $date, array $params = []): Bill;

    /**
     * Verifies and decrypts, or throws SignatureException.
     *
     * @param string|null $body the raw body; null: that of the request which this script is answering
     * @param array|null $headers name => value or list of values, names in any case; null: those of the request
     */
    public function notification(?string $body = null, ?array $headers = null): Notification;

    /** The "send again" reply where no Notification exists. */
    public function fail(string $message = "FAIL"): Reply;

    /** A copy that travels otherwise; its keys are the same. */
    public function withHttp(Http $http): static;
}
