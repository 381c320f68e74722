--TEST--
No entity is ever resolved: no file is opened, nobody is called, nothing is printed, and other users of libxml2 notice nothing
--EXTENSIONS--
pay
libxml
openssl
--SKIPIF--
<?php
if (PHP_OS_FAMILY !== 'Linux') die('skip needs FIFOs and /proc');
?>
--FILE--
<?php
require __DIR__ . '/../inc/notify_v2.inc';

// A FIFO without a writer: whoever opens it to read hangs until run-tests ends the test.
exec('mkfifo ' . escapeshellarg($fifo = scratch() . '/fifo'));
$listener = stream_socket_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($listener, false);
$loaded = [];
libxml_set_external_entity_loader($loader = function ($public, $system) use (&$loaded) {
    $loaded[] = $system;
    return null;
});
libxml_use_internal_errors(false);
set_error_handler(function (int $level, string $message) {
    echo "PHP says: $message\n";
});
ob_start(fn ($output) => $output);

$fields = implode(array_map(fn ($i) => "<!ENTITY l$i \"" . str_repeat('&l' . ($i - 1) . ';', 10) . '">', range(1, 20)));
$body = '<return_code>SUCCESS</return_code>';
$documents = [
    'a file' => "<!DOCTYPE xml [<!ENTITY x SYSTEM \"file://$fifo\">]><xml>$body<a>&x;</a></xml>",
    'a file, by path' => "<!DOCTYPE xml [<!ENTITY x SYSTEM \"$fifo\">]><xml>$body<a>&x;</a></xml>",
    'a URL' => "<!DOCTYPE xml [<!ENTITY x SYSTEM \"http://$address/x\">]><xml>$body<a>&x;</a></xml>",
    'a DTD' => "<!DOCTYPE xml SYSTEM \"http://$address/x.dtd\"><xml>$body</xml>",
    'a DTD from a file' => "<!DOCTYPE xml SYSTEM \"$fifo\"><xml>$body</xml>",
    'a parameter entity' => "<!DOCTYPE xml [<!ENTITY % x SYSTEM \"http://$address/x\"> %x;]><xml>$body</xml>",
    'a stream wrapper' => "<!DOCTYPE xml [<!ENTITY x SYSTEM \"php://filter/read=convert.base64-encode/resource=/etc/passwd\">]><xml>$body<a>&x;</a></xml>",
    'XInclude' => "<xml xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"$fifo\"/></xml>",
    'a stylesheet' => "<?xml-stylesheet href=\"http://$address/x.xsl\"?><xml>$body</xml>",
    'a schema' => "<xml xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a http://$address/a.xsd\">$body</xml>",
    'laughs' => "<!DOCTYPE xml [<!ENTITY l0 \"ha\">$fields]><xml>$body<a>&l20;</a></xml>",
    'an entity that nobody declared' => "<xml>$body<a>&x;</a></xml>",
    'a late DOCTYPE' => "<xml>$body</xml><!DOCTYPE xml [<!ENTITY x SYSTEM \"http://$address/x\">]>",
    'a DOCTYPE within' => "<xml>$body<!DOCTYPE xml [<!ENTITY x SYSTEM \"http://$address/x\">]><a>&x;</a></xml>",
    'UTF-16' => "\xFF\xFE" . implode("\0", str_split("<!DOCTYPE xml [<!ENTITY x SYSTEM \"file://$fifo\">]><xml>&x;</xml>")) . "\0",
    'UTF-16 without a mark' => implode("\0", str_split("<!DOCTYPE xml [<!ENTITY x SYSTEM \"file://$fifo\">]><xml>&x;</xml>")) . "\0",
    'UTF-7' => "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADwAIQ-DOCTYPE xml SYSTEM \"$fifo\"+AD4-<xml></xml>",
    'UTF-16, declared' => "<?xml version=\"1.0\" encoding=\"UTF-16\"?><!DOCTYPE xml SYSTEM \"$fifo\"><xml>$body</xml>",
];
$open = count(scandir('/proc/self/fd'));
$pay = client_v2();
foreach ($documents as $name => $document) {
    $inside = refunded_xml([], ['req_info' => seal_v2(preg_replace('~(</?)xml\b~', '$1root', $document))]);
    echo $name, ': ', verdict(fn () => $pay->notification($document, [])), ', ', verdict(fn () => $pay->notification($inside, [])), "\n";
}
restore_error_handler();
var_dump(count(scandir('/proc/self/fd')) === $open, $loaded, @stream_socket_accept($listener, 0));
// What another extension of this process does with libxml2 is as it was.
var_dump(libxml_get_external_entity_loader() === $loader, libxml_get_errors());
?>
--EXPECT--
a file: SignatureException signature.malformed, SignatureException signature.decrypt
a file, by path: SignatureException signature.malformed, SignatureException signature.decrypt
a URL: SignatureException signature.malformed, SignatureException signature.decrypt
a DTD: SignatureException signature.malformed, SignatureException signature.decrypt
a DTD from a file: SignatureException signature.malformed, SignatureException signature.decrypt
a parameter entity: SignatureException signature.malformed, SignatureException signature.decrypt
a stream wrapper: SignatureException signature.malformed, SignatureException signature.decrypt
XInclude: SignatureException signature.malformed, SignatureException signature.decrypt
a stylesheet: SignatureException signature.malformed, SignatureException signature.decrypt
a schema: SignatureException signature.malformed, SignatureException signature.decrypt
laughs: SignatureException signature.malformed, SignatureException signature.decrypt
an entity that nobody declared: SignatureException signature.malformed, SignatureException signature.decrypt
a late DOCTYPE: SignatureException signature.malformed, SignatureException signature.decrypt
a DOCTYPE within: SignatureException signature.malformed, SignatureException signature.decrypt
UTF-16: SignatureException signature.malformed, SignatureException signature.decrypt
UTF-16 without a mark: SignatureException signature.malformed, SignatureException signature.decrypt
UTF-7: SignatureException signature.malformed, SignatureException signature.decrypt
UTF-16, declared: SignatureException signature.malformed, SignatureException signature.decrypt
bool(true)
array(0) {
}
bool(false)
bool(true)
array(0) {
}
