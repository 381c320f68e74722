<?php
/**
 * The process of Gate: passes bytes between clients and a gateway, and holds requests back until as many are there as it is told.
 * It reads a number from its input and answers with the greatest number of requests that were under way at once since the last one.
 *   php gate.php 127.0.0.1:PORT
 */
$hold = 1;
$most = 0;
$pairs = [];    // id => [client, gateway]
$held = [];     // id of the client => true: it asks, and is kept waiting
$asking = [];   // id of the client => true: it asks
$drop = function (int $id) use (&$pairs, &$held, &$asking): void {
    array_map(fclose(...), $pairs[$id]); // another variable may hold them
    unset($pairs[$id], $held[$id], $asking[$id]);
};
$listener = stream_socket_server('tcp://127.0.0.1:0');
echo stream_socket_get_name($listener, false), "\n";
while (true) {
    if (count($held) >= $hold) {
        foreach (array_keys($held) as $id) {
            fwrite($pairs[$id][1], stream_socket_recvfrom($pairs[$id][0], 65536));
        }
        $held = [];
    }
    $read = [STDIN, $listener];
    foreach ($pairs as $id => [$client, $gateway]) {
        $read[] = $gateway;
        if (!isset($held[$id])) {
            $read[] = $client;
        }
    }
    $none = null;
    stream_select($read, $none, $none, null);
    foreach ($read as $stream) {
        if ($stream === STDIN) {
            $line = fgets(STDIN);
            if ($line === false) {
                exit;
            }
            echo $most, "\n";
            [$hold, $most] = [(int) $line, count($asking)];
        } elseif ($stream === $listener) {
            $client = stream_socket_accept($listener, 0);
            $pairs[(int) $client] = [$client, stream_socket_client("tcp://$argv[1]")];
        } elseif (isset($pairs[$id = (int) $stream])) {
            if ((string) @stream_socket_recvfrom($stream, 1, STREAM_PEEK) === '') {
                $drop($id);
                continue;
            }
            $held[$id] = $asking[$id] = true;
            $most = max($most, count($asking));
        } elseif (is_resource($stream)) {
            foreach ($pairs as $id => [$client, $gateway]) {
                if ($gateway === $stream) {
                    $bytes = (string) stream_socket_recvfrom($gateway, 65536);
                    unset($asking[$id]);
                    if ($bytes === '' || @fwrite($client, $bytes) === false) {
                        $drop($id);
                    }
                    break;
                }
            }
        }
    }
}
