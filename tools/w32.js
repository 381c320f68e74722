// Runs config.w32 with stand-ins for the functions of PHP's win32/build/confutils.js, once not asked for and once asked for,
// and reports what MSVC's JScript or a build would stumble over:  node tools/w32.js
'use strict';
const fs = require('fs'), path = require('path'), vm = require('vm');
const root = path.join(__dirname, '..');
const text = fs.readFileSync(path.join(root, 'config.w32'), 'utf8');
const errors = [];

function run(asked) {
	const got = { extension: null, sources: [], libs: [], args: [] };
	const arg = kind => (name, help, value) => {
		got.args.push([kind, name]);
		scope['PHP_' + name.toUpperCase().replace(/-/g, '_')] = asked ? 'yes' : value;
		scope['PHP_' + name.toUpperCase().replace(/-/g, '_') + '_SHARED'] = true;
	};
	const words = list => list.split(/\s+/).filter(Boolean);
	const scope = {
		configure_module_dirname: 'EXT', PHP_PHP_BUILD: 'C:\\deps', PHP_ZTS: 'no', PHP_DEBUG: 'no',
		ARG_ENABLE: arg('ENABLE'), ARG_WITH: arg('WITH'),
		CHECK_LIB(names) { got.libs.push(names); return true; },
		CHECK_HEADER_ADD_INCLUDE: () => true,
		SETUP_OPENSSL() { got.libs.push('libcrypto.lib'); return 2; },
		EXTENSION(name, files) { got.extension = name; got.sources.push(...words(files)); },
		ADD_SOURCES(folder, files, target) {
			if (target !== got.extension) errors.push(`ADD_SOURCES for ${target}, but the extension is ${got.extension}`);
			if (!/^EXT[\\/]/.test(folder)) errors.push(`ADD_SOURCES: ${folder} is not below configure_module_dirname`);
			got.sources.push(...words(files).map(file => folder.replace(/\\/g, '/').replace(/^EXT\//, '') + '/' + file));
		},
		ADD_EXTENSION_DEP: () => true, ADD_FLAG() {}, AC_DEFINE() {},
		WARNING(message) { throw new Error(message); }, ERROR(message) { throw new Error(message); },
	};
	const names = new Proxy(scope, {
		has: () => true,
		get(target, name) {
			if (!(name in target) && typeof name === 'string') errors.push(`unknown name ${name}`);
			return target[name];
		},
	});
	vm.runInContext(text, vm.createContext(names), { filename: 'config.w32' });
	return got;
}

const code = text.replace(/\/\/.*/g, '');
for (const [found] of code.matchAll(/\b(?:let|const|class)\s|=>|`|,\s*[\])}]/g)) errors.push(`not ECMAScript 3: ${found.trim()}`);
try {
	if (run(false).extension) errors.push('builds the extension although it was not asked for');
	const on = run(true);
	if (on.extension !== 'pay') errors.push(`builds ${on.extension}, not pay`);
	for (const file of on.sources) if (!fs.existsSync(path.join(root, file))) errors.push(`compiles ${file}, which does not exist`);
	for (const lib of ['libcrypto', 'libcurl', 'libxml2']) if (!on.libs.some(names => names.includes(lib))) errors.push(`does not link ${lib}`);
	const m4 = fs.readFileSync(path.join(root, 'config.m4'), 'utf8');
	for (const [kind, name] of on.args) {
		if (!new RegExp(`PHP_ARG_${kind}\\(\\s*\\[?${name}\\]?\\s*,`).test(m4)) errors.push(`has ${kind} ${name}, config.m4 has not`);
	}
} catch (error) {
	errors.push(String(error.message));
}
for (const error of errors) console.log('config.w32: ' + error);
process.exitCode = errors.length ? 1 : 0;
