# Compiles core and gateway without PHP: `alone` (strict C11, for tools/parts/layers), `unit` (sanitized test programs) and
# `fuzz` (sanitized fuzz targets, by clang).
# make -f tools/native.mk -C OUT ROOT=... alone|unit|fuzz ; what was built stays in OUT, so a second run compiles what changed.
PHP ?= php
LIBS := openssl libcurl libxml-2.0 zlib
ZIP := $(shell pkg-config --exists libzip && echo libzip)
WARN := -Wall -Wextra -Wshadow -Wpedantic -Werror
BASE := -std=c11 -D_POSIX_C_SOURCE=200809L -I$(ROOT)/src $(shell pkg-config --cflags $(LIBS) $(ZIP)) $(ZIP:%=-DPAY_HAVE_ZIP=1) $(WARN)
SANITIZE := -g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all -DPAY_DEBUG=1
LDLIBS := $(shell pkg-config --libs $(LIBS) $(ZIP)) -pthread

files = $(patsubst $(ROOT)/%,%,$(wildcard $(foreach dir,core gateway,$(ROOT)/src/$(dir)/*.$(1))))
SOURCES := $(call files,c)
HEADERS := $(call files,h)
TESTS := $(patsubst $(ROOT)/%,%,$(wildcard $(ROOT)/tests/unit/*_test.c))
FUZZERS := $(patsubst $(ROOT)/%,%,$(wildcard $(ROOT)/tests/fuzz/*_fuzz.c))

.PHONY: alone unit fuzz
alone: $(SOURCES:%.c=alone/%.o) $(HEADERS:%=alone/%.ok)
unit: $(TESTS:%.c=unit/%)
fuzz: $(FUZZERS:%.c=fuzz/%)

.DELETE_ON_ERROR:
.SECONDARY:

# -fno-pie: a constant table of pointers is then read-only data, and nm tells it from state
alone/%.o: $(ROOT)/%.c $(ROOT)/tools/native.mk
	@mkdir -p $(@D)
	$(CC) $(BASE) -O2 -fno-pie -MMD -MP -c $< -o $@

alone/%.h.ok: $(ROOT)/%.h $(ROOT)/tools/native.mk
	@mkdir -p $(@D)
	@printf '#include "%s"\ntypedef int pay_something;\n' '$(patsubst src/%,%,$*.h)' > $(@:.ok=.c)
	$(CC) $(BASE) -MMD -MP -MT $@ -MF $(@:.ok=.d) -fsyntax-only $(@:.ok=.c)
	@touch $@

unit/src/%.o: $(ROOT)/src/%.c $(ROOT)/tools/native.mk
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SANITIZE) -MMD -MP -c $< -o $@

unit/vectors.h: $(ROOT)/tests/unit/vectors.php $(ROOT)/tests/data/wechat-v3-vectors.json
	@mkdir -p $(@D)
	$(PHP) -n $< < $(word 2,$^) > $@

unit/v2_vectors.h: $(ROOT)/tests/unit/vectors.php $(ROOT)/tests/data/wechat-v2-vectors.json
	@mkdir -p $(@D)
	$(PHP) -n $< v2_ < $(word 2,$^) > $@

unit/alipay_vectors.h: $(ROOT)/tests/unit/vectors.php $(ROOT)/tests/data/alipay-vectors.json
	@mkdir -p $(@D)
	$(PHP) -n $< alipay_ < $(word 2,$^) > $@

unit/transport.h: $(ROOT)/tests/unit/transport.php $(ROOT)/docs/transport.md
	@mkdir -p $(@D)
	$(PHP) -n $< < $(word 2,$^) > $@

# Published keys and messages are longer than the strings that C promises to hold.
unit/tests/unit/%.o: $(ROOT)/tests/unit/%.c $(ROOT)/tools/native.mk unit/vectors.h unit/v2_vectors.h unit/alipay_vectors.h unit/transport.h
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SANITIZE) -Wno-overlength-strings -I$(ROOT)/tests/unit -Iunit -UNDEBUG -MMD -MP -c $< -o $@

unit/tests/unit/%: unit/tests/unit/%.o $(SOURCES:%.c=unit/%.o)
	$(CC) $(SANITIZE) $^ $(LDLIBS) -o $@

fuzz/%.o: $(ROOT)/%.c $(ROOT)/tools/native.mk
	@mkdir -p $(@D)
	clang $(BASE) $(SANITIZE) -fsanitize=fuzzer-no-link -MMD -MP -c $< -o $@

fuzz/tests/fuzz/%: fuzz/tests/fuzz/%.o $(SOURCES:%.c=fuzz/%.o)
	clang $(SANITIZE) -fsanitize=fuzzer $^ $(LDLIBS) -o $@

-include $(shell find . -name '*.d' 2>/dev/null)
