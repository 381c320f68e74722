# shellcheck shell=bash disable=SC2034
# Sourced by run and guard: builds what is compared. What is built lies beside the other builds of this tree, outside of it.
# shellcheck source=../tools/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../tools/common.sh"

out=$work/bench

# The extension as users build it, as $so: a copy, since what is loaded must not be built anew beneath those who run it.
build_extension() {
	built=$("$root/tools/build" release)
	so=$out/pay.so
	cp "$built" "$so.new" && mv "$so.new" "$so"
}

# The same object files with bench/probe in place of the wire, as $probe.
build_probe() {
	local copy sources objects=() source libraries
	copy=$(dirname "$(dirname "$built")")
	probe=$out/pay_probe.so
	mapfile -t sources < <(project_files | grep -E '^(pay|src/.*)\.c$')
	for source in "${sources[@]}"; do objects+=("$copy/$(dirname "$source")/.libs/$(basename "$source" .c).o"); done
	libraries=$(sed -n 's/^PAY_SHARED_LIBADD = //p' "$copy/Makefile")
	# shellcheck disable=SC2046,SC2086
	(cd "$copy" && cc -O2 -g -Wall -Wextra -Wno-unused-parameter -Werror -fPIC -DHAVE_CONFIG_H -DCOMPILE_DL_PAY -I"$copy" -I"$copy/src" \
		$("$php_config" --includes) $(pkg-config --cflags openssl libcurl libxml-2.0) -c "$root/bench/probe/probe.c" -o "$out/probe.o" &&
		cc -shared -Wl,--wrap=pay_http_send -Wl,--wrap=php_pay_throw_call -Wl,--wrap=pay_rsa_sign_hash -o "$probe.new" "${objects[@]}" "$out/probe.o" $libraries && mv "$probe.new" "$probe")
}

# The bare libraries, as $limit.
build_limit() {
	make -s -C "$out" -f "$root/bench/limit/Makefile" ROOT="$root"
	limit=$out/limit
}

# The wire with a delay; only root on Linux can use it.
build_delay() { cc -std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror "$root/bench/delay/tun.c" -o "$out/tun"; }

build_all() {
	mkdir -p "$out"
	build_extension && build_probe && build_limit && build_delay
}
