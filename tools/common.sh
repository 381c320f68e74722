# shellcheck shell=bash disable=SC2034
# Sourced by the tools: where things are, which files belong to the project, and how results are counted.
# Every part of tools/check prints one line for each thing that went wrong and ends with the line of tally.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cache=${PAY_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/pay}
export PAY_CACHE=$cache
# what is built of this tree lies here; another clone has another folder
work=$cache/tree-$(printf %s "$root" | sha256sum | cut -c1-12)
jobs=${PAY_JOBS:-$(nproc)}
php_config=${PAY_PHP_CONFIG:-php-config}
passed=0 failed=0 skipped=0

have() { command -v "$1" >/dev/null 2>&1; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); printf 'FAIL %s\n' "$*"; }
skip() { skipped=$((skipped + 1)); printf 'skipped: %s\n' "$*"; }

# expect NAME COMMAND...: counts one thing; what the command wrote is shown only if it failed
expect() {
	local name=$1 said
	shift
	if said=$("$@" 2>&1); then pass; else fail "$name"; [ -z "$said" ] || printf '%s\n' "$said"; fi
}

tally() {
	printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
	[ "$failed" = 0 ]
}

php_binary() { "$php_config" --php-binary; }

# The files of the project, one to a line: what git tracks or would track; in a plain copy, all but the products of a build.
project_files() {
	cd "$root" || return
	if have git && [ "$(git -c safe.directory='*' rev-parse --show-toplevel 2>/dev/null)" = "$root" ]; then
		git -c safe.directory='*' -c core.quotePath=false ls-files --cached --others --exclude-standard
	else
		plain_files
	fi | LC_ALL=C sort -u | while IFS= read -r file; do
		if [ -f "$file" ]; then printf '%s\n' "$file"; fi
	done
}

plain_files() {
	local products=(Makefile Makefile.fragments Makefile.objects acinclude.m4 aclocal.m4 config.h config.h.in config.log config.nice
		config.status configure configure.ac install-sh libtool ltmain.sh missing mkinstalldirs run-tests.php)
	local not=() name
	for name in "${products[@]}"; do not+=(! -path "./$name"); done
	find . \( -name .git -o -name .libs -o -path ./modules -o -path ./build -o -path ./include -o -path ./autom4te.cache \) -prune -o \
		-type f ! -name '*.lo' ! -name '*.la' ! -name '*.o' ! -name '*.dep' "${not[@]}" -printf '%P\n'
}

# Tests that are run twice in one process: not those that are long, or that run in servers and browsers of their own; all of them with
# PAY_REPEAT=all, as tools/check --full has it.
light_tests() {
	if [ "${PAY_REPEAT:-}" = all ]; then echo tests; return; fi
	(cd "$root" && find tests -name '*.phpt' ! -path 'tests/shop/*' ! -path 'tests/frameworks/*' ! -path 'tests/inbox/*' \
		! -name 'cuts_*' ! -name 'long*' ! -name '*million*' ! -name 'reload*' | sort)
}

# native TARGET: what tools/native.mk makes in $work/native. Errors are shown, and a program that could not be made anew is gone.
native() {
	local make=(make -s -f "$root/tools/native.mk" -C "$work/native" ROOT="$root" PHP="$(php_binary)") source program
	mkdir -p "$work/native"
	if ! "${make[@]}" -k -j"$jobs" "$1" >"$work/native/$1.log" 2>&1; then
		grep -E 'error|warning|undefined reference' "$work/native/$1.log" | head -n 40 || true
		for source in "$root"/tests/"$1"/*.c; do
			program=$1/tests/$1/$(basename "$source" .c)
			"${make[@]}" -q "$program" >/dev/null 2>&1 || rm -f "$work/native/$program"
		done
	fi
}
