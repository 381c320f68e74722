--TEST--
A key may be a path or text in several forms; what is no plain file is refused at once, and nothing in it is shown
--EXTENSIONS--
pay
openssl
--FILE--
<?php
require __DIR__ . '/../inc/client.inc';

/** The reason, or that the key signed as the merchant's. */
function outcome(#[SensitiveParameter] string $privateKey): string
{
    try {
        $signature = base64_decode(client(['privateKey' => $privateKey])->sign('x'));
        $got = openssl_verify('x', $signature, openssl_pkey_get_public(pem('merchant.cert')), OPENSSL_ALGO_SHA256) === 1 ? 'right' : 'ANOTHER KEY';
    } catch (Throwable $e) {
        $got = $e instanceof Pay\ConfigException ? $e->reason : $e::class;
        $text = $e . $e->hint;
        $got .= preg_match('~root:|/bin/|canary~', $text) ? ' SHOWS THE FILE' : '';
    }
    return $got;
}
$pem = pem('merchant.key');
$pkcs1 = armour('RSA PRIVATE KEY', substr(der($pem), 26));
$dir = scratch();
$file = function (string $name, string $text) use ($dir): string {
    file_put_contents("$dir/$name", $text);
    return "$dir/$name";
};
symlink($file('key.pem', $pem), "$dir/link.pem");
symlink("$dir/nothing", "$dir/broken.pem");
symlink("$dir/loop.pem", "$dir/loop.pem");
exec('mkfifo ' . escapeshellarg("$dir/fifo"));
$socket = stream_socket_server("unix://$dir/socket");
chdir($dir);

foreach ([
    'path' => "$dir/key.pem",
    'file://' => "file://$dir/key.pem",
    'FILE://' => "FILE://$dir/key.pem",
    'relative path' => './key.pem',
    'symlink' => "$dir/link.pem",
    'blank in the name' => $file('a key.pem', $pem),
    'colon in the name' => $file('a:key.pem', $pem),
    'PEM' => $pem,
    'PEM, PKCS#1' => $pkcs1,
    'PEM, PKCS#1, in a file' => $file('pkcs1.pem', $pkcs1),
    'PEM with CRLF' => str_replace("\n", "\r\n", $pem),
    'PEM with literal \n' => str_replace("\n", '\n', $pem),
    'PEM after a BOM' => "\xEF\xBB\xBF$pem",
    'PEM after a BOM, in a file' => $file('bom.pem', "\xEF\xBB\xBF$pem"),
    'PEM without its last line break' => rtrim($pem),
    'PEM in blanks' => "\n  $pem\n\n",
    'PEM after Bag Attributes' => "Bag Attributes\n    friendlyName: x\nKey Attributes: <No Attributes>\n$pem",
    'DER' => der($pem),
    'DER in a file' => $file('key.der', der($pem)),
    'DER, PKCS#1' => substr(der($pem), 26),
    'bare base64' => base64_encode(der($pem)),
    'bare base64 in lines' => chunk_split(base64_encode(der($pem)), 64, "\n"),
    'bare base64, PKCS#1' => base64_encode(substr(der($pem), 26)),
] as $name => $value) {
    echo "$name: ", outcome($value), "\n";
}
echo "\n";
foreach ([
    'missing' => "$dir/none.pem",
    'missing folder' => "$dir/none/key.pem",
    'directory' => $dir,
    'directory as file://' => "file://$dir",
    'FIFO' => "$dir/fifo",
    'socket' => "$dir/socket",
    'device' => '/dev/zero',
    'terminal' => '/dev/tty',
    'broken symlink' => "$dir/broken.pem",
    'NUL' => "$dir/key.pem\0.txt",
    'NUL after file://' => "file://$dir/key.pem\0",
    'another file' => '/etc/passwd',
    'another file as file://' => 'file:///etc/passwd',
    'text' => $file('canary', "canary canary canary\n"),
    'empty file' => $file('empty', ''),
    'large file' => $file('large', $pem . str_repeat("\n", 70000)),
    'php://filter' => "php://filter/read=convert.base64-encode/resource=$dir/key.pem",
    'php://stdin' => 'php://stdin',
    'data:' => 'data:text/plain;base64,' . base64_encode($pem),
    'data://' => 'data://text/plain;base64,' . base64_encode($pem),
    'http' => 'http://127.0.0.1:9/key.pem',
    'https' => 'https://127.0.0.1:9/key.pem',
    'ftp' => 'ftp://127.0.0.1:9/key.pem',
    'phar' => "phar://$dir/key.phar/key.pem",
    'glob' => "glob://$dir/*.pem",
    'compress.zlib' => "compress.zlib://$dir/key.pem",
    'remote file://' => 'file://127.0.0.1/key.pem',
    'empty' => '',
    'blank' => " \n",
    'word' => 'canary',
    'DER and a byte' => der($pem) . "\0",
    'DER without its last byte' => substr(der($pem), 0, -1),
    'base64 of text' => base64_encode('canary canary canary canary canary canary canary'),
    'PEM twice' => $pem . $pem,
    'key and certificate' => $pem . pem('merchant.cert'),
    'PEM with a broken middle' => substr_replace($pem, '!!', 500, 2),
    'PEM without an end' => substr($pem, 0, 800),
    'PEM of nothing' => "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
    '1 MiB of text' => str_repeat("A", 1 << 20),
] as $name => $value) {
    echo "$name: ", outcome($value), "\n";
}

// What this is called depends on the C library.
echo 'symlink to itself: ', preg_replace('/path-(missing|unreadable)/', 'path', outcome("$dir/loop.pem")), "\n";
chdir('/');

echo "\n";
$code = '<?php
$credentials = unserialize(base64_decode($argv[1]));
foreach (array_slice($argv, 2) as $path) {
    try {
        new Pay\WeChat(...["privateKey" => $path, "http" => new Pay\Http(baseUrl: "http://127.0.0.1:9")] + $credentials);
        echo "loaded\n";
    } catch (Pay\ConfigException $e) {
        echo $e->reason, "\n";
    }
}';
mkdir("$dir/inside");
copy("$dir/key.pem", "$dir/inside/key.pem");
symlink("$dir/key.pem", "$dir/inside/out.pem");
echo "open_basedir:\n", child($code, ['open_basedir' => "$dir/inside/:$dir/child"], [base64_encode(serialize(credentials(['http' => null]))),
    "$dir/inside/key.pem", "file://$dir/inside/key.pem", "$dir/key.pem", "file://$dir/key.pem", "$dir/inside/../key.pem", "$dir/inside/out.pem"]);
?>
--EXPECT--
path: right
file://: right
FILE://: config.path-scheme
relative path: right
symlink: right
blank in the name: right
colon in the name: right
PEM: right
PEM, PKCS#1: right
PEM, PKCS#1, in a file: right
PEM with CRLF: right
PEM with literal \n: right
PEM after a BOM: right
PEM after a BOM, in a file: right
PEM without its last line break: right
PEM in blanks: right
PEM after Bag Attributes: right
DER: right
DER in a file: right
DER, PKCS#1: right
bare base64: right
bare base64 in lines: right
bare base64, PKCS#1: right

missing: config.path-missing
missing folder: config.path-missing
directory: config.path-type
directory as file://: config.path-type
FIFO: config.path-type
socket: config.path-unreadable
device: config.path-type
terminal: config.path-unreadable
broken symlink: config.path-missing
NUL: config.path-nul
NUL after file://: config.path-nul
another file: config.key-format
another file as file://: config.key-format
text: config.key-format
empty file: config.key-empty
large file: config.key-format
php://filter: config.path-scheme
php://stdin: config.path-scheme
data:: config.path-scheme
data://: config.path-scheme
http: config.path-scheme
https: config.path-scheme
ftp: config.path-scheme
phar: config.path-scheme
glob: config.path-scheme
compress.zlib: config.path-scheme
remote file://: config.path-missing
empty: config.key-empty
blank: config.key-empty
word: config.key-format
DER and a byte: config.key-format
DER without its last byte: config.key-format
base64 of text: config.key-format
PEM twice: config.key-multiple
key and certificate: config.key-multiple
PEM with a broken middle: config.key-format
PEM without an end: config.key-format
PEM of nothing: config.key-format
1 MiB of text: config.key-format
symlink to itself: config.path

open_basedir:
loaded
loaded
config.path-forbidden
config.path-forbidden
config.path-forbidden
config.path-forbidden
