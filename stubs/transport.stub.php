<?php

/** @generate-class-entries */

namespace Pay;

/**
 * Another engine that carries requests, in place of the built-in libcurl: one that a coroutine server brings, or a test's.
 *
 *     new Pay\WeChat(..., http: new Pay\Http(transport: new MyTransport));
 *
 * Requests are signed before they are given to it and answers are proven after, so that a transport can lose a message, but not
 * forge one. What it must do itself: verify TLS, follow no redirect, send the body's and url's bytes as they are, keep within
 * the timeout, and send a request once: what is repeated is decided here (docs/transport.md).
 */
interface Transport
{
    /**
     * Sends the request and returns the answer, whatever its status. May suspend a fiber or a coroutine meanwhile.
     *
     * @throws TransportException when nothing of the request has left: it may be repeated, even if it moves money. Anything else
     *   that is thrown counts as "may have arrived". What the caller of the gateway meets has it as its previous exception.
     */
    public function send(Request $request): Response;
}

/**
 * What a transport has to send. Made by the extension only. Dumps, casts to an array and JSON show neither url, headers nor body.
 *
 * @strict-properties
 * @not-serializable
 */
final class Request
{
    public readonly string $method;

    /** With the query. */
    public readonly string $url;

    /** @var array<string, string> */
    public readonly array $headers;

    /** "" where there is none. */
    public readonly string $body;

    /** Seconds that are left for it. */
    public readonly float $timeout;
}

/**
 * What a transport received. Dumps show the status alone.
 *
 * @strict-properties
 * @not-serializable
 */
final class Response
{
    public readonly int $status;

    /** @var array<string, string> several lines of one name are one, with ", " between */
    public readonly array $headers;

    public readonly string $body;

    /**
     * @param int $status 100 to 599
     * @param array $headers name => value or list of values, as PSR-7's getHeaders() has it
     * @param string $body the raw body, not chunked and not compressed any more
     * @throws \ValueError
     * @throws \TypeError
     */
    public function __construct(int $status, array $headers, string $body) {}
}

/**
 * One call of a gateway as a log may see it, given to Http's onCall when it is over. Fields of requests and answers are shown by name:
 * numbers of orders and refunds, amounts, codes, states, times. The value of any other field is "***": keys, signatures,
 * ciphertexts, names, openids, accounts, cards, addresses, free text.
 *
 * @strict-properties
 * @not-serializable
 */
final class Call
{
    /** "wechat", "wechat-v2", "wechat-login", "alipay", "alipay-file" */
    public readonly string $gateway;

    public readonly string $method;

    /** Without query; at Alipay the method: "alipay.trade.query". */
    public readonly string $path;

    /** HTTP status of the last answer; 0: none came. */
    public readonly int $status;

    /** All attempts and the pauses between them. */
    public readonly float $seconds;

    public readonly int $attempts;

    public readonly bool $reusedConnection;

    /** WeChat Pay's Request-ID, Alipay's trace id. */
    public readonly ?string $requestId;

    /** As sent: JSON, XML, or at Alipay the fields of the form. */
    public readonly string $requestBody;

    /** "[512 bytes that are no JSON]" where it is nothing that could be masked by name. */
    public readonly string $responseBody;

    /**
     * The text of the last attempt that was signed, a key in it masked, too: to be compared with what the gateway's own tools say
     * when a signature is refused. "" where nothing is signed.
     */
    public readonly string $signedText;

    /** What the caller gets instead of a result. Not masked beyond its message; dumps of the call show its class and message alone. */
    public readonly ?\Throwable $error;
}
