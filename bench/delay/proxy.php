<?php
/*
 * A proxy with a delay, where neither netem nor namespaces are to be had: what comes in on one side goes out on the other when
 * its time has come, and the first bytes of a connection wait a round trip more, as they would for the handshake.
 *   php proxy.php TARGET     prints "PORT n"; each line on standard input is a new delay of one way, in microseconds
 */
declare(strict_types=1);

$server = stream_socket_server('tcp://127.0.0.1:0');
echo 'PORT ', substr(strrchr(stream_socket_get_name($server, false), ':'), 1), "\n";
$delay = 0.0;
$pairs = []; /* id => stream, peer's id, queue of [due, bytes] that go to this stream */
stream_set_blocking(STDIN, false);

function due(array $pairs): float
{
    $soonest = INF;
    foreach ($pairs as $pair) {
        $soonest = min($soonest, $pair['queue'][0][0] ?? INF);
    }
    return $soonest;
}

for (;;) {
    $read = [STDIN, $server, ...array_column($pairs, 'stream')];
    $none = null;
    $wait = min(max(0.0, due($pairs) - microtime(true)), 1.0);
    stream_select($read, $none, $none, 0, (int) ($wait * 1e6));
    foreach ($read as $stream) {
        if ($stream === STDIN) {
            $line = fgets(STDIN);
            if ($line === false && feof(STDIN)) {
                exit;
            }
            $delay = (int) $line / 1e6;
        } elseif ($stream === $server) {
            $client = stream_socket_accept($server);
            $target = stream_socket_client("tcp://$argv[1]");
            foreach ([[$client, $target], [$target, $client]] as [$one, $other]) {
                stream_set_blocking($one, false);
                $pairs[(int) $one] = ['stream' => $one, 'peer' => (int) $other, 'queue' => [], 'held' => $one === $target ? 2 * $delay : 0.0];
            }
        } elseif (isset($pairs[(int) $stream])) {
            $bytes = (string) fread($stream, 65536);
            $peer = $pairs[(int) $stream]['peer'];
            if (isset($pairs[$peer]) && ($bytes !== '' || feof($stream))) {
                $pairs[$peer]['queue'][] = [microtime(true) + $delay + $pairs[$peer]['held'], $bytes];
                $pairs[$peer]['held'] = 0.0;
            }
            if (feof($stream)) {
                fclose($stream);
                unset($pairs[(int) $stream]);
            }
        }
    }
    foreach ($pairs as $id => &$pair) {
        while (isset($pair['queue'][0]) && $pair['queue'][0][0] <= microtime(true)) {
            [, $bytes] = array_shift($pair['queue']);
            if ($bytes === '') {
                stream_socket_shutdown($pair['stream'], STREAM_SHUT_WR);
            } else {
                stream_set_blocking($pair['stream'], true);
                @fwrite($pair['stream'], $bytes);
                stream_set_blocking($pair['stream'], false);
            }
        }
    }
    unset($pair);
}
