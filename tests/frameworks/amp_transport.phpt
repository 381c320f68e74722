--TEST--
Amp: the example's transport proves TLS, tells what was not sent, and suspends its fiber alone
--EXTENSIONS--
pay
openssl
--SKIPIF--
<?php
require __DIR__ . '/../inc/framework.inc';
Framework::skipWithout('amp', 'ctype', 'filter');
?>
--FILE--
<?php
require __DIR__ . '/../inc/carried.inc';
carried_by('Amp', 'amp');
?>
--EXPECT--
order: done, came 1
query: done, came 1
refused: ApiException api.ORDER_NOT_EXIST, came 1
bill: done, came 2
Alipay: done, came 0
bill of Alipay: done, came 0
signed by another CA: TransportException transport.failed <- its own, came 0
no CA of this machine: TransportException transport.failed <- its own, came 0
of another name: TransportException transport.failed <- its own, came 0
nobody there: TransportException transport.failed <- its own, came 0
redirected: ApiException api.302, came 1
a read, closed without an answer: done, came 2
money, closed without an answer: UnknownOutcomeException transport.failed <- its own, came 1
silence: UnknownOutcomeException transport.failed <- its own, came 1
the secret of a login, nobody there: not shown
the secret of a login, closed: not shown
done first: the other, then the slow call
["pending","pending"]
within Pay\concurrent(): Pay\TransportException
