<?php

declare(strict_types=1);

namespace PaySandbox;

/** Answers through PHP's built-in web server, which does not let a script cut its own connection. */
final class BuiltIn
{
    public static function send(Response $response): void
    {
        if ($response->hang) {
            sleep(60);
        }
        usleep((int) ($response->delay * 1_000_000));
        http_response_code($response->raw === null ? $response->status : 200);
        foreach ($response->headers as $name => $value) {
            header("$name: $value", false);
        }
        if ($response->raw === null && $response->file !== null) {
            self::sendFile($response);
            return;
        }
        $body = $response->raw ?? $response->body;
        // The nearest to a cut or broken message: more bytes are announced than come.
        if ($response->raw !== null || $response->cutAfter !== null) {
            header('Content-Length: ' . (strlen($response->body) + 1000));
        }
        echo $response->cutAfter === null ? $body : substr($body, 0, intdiv(strlen($body), 2));
    }

    private static function sendFile(Response $response): void
    {
        header('Content-Length: ' . $response->size());
        $out = fopen('php://output', 'wb');
        stream_copy_to_stream(fopen($response->file, 'rb'), $out, $response->fileEnd);
    }
}
