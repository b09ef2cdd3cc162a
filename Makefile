# emend: 'make help' tells the targets. Outputs go to build/.
CFLAGS ?= -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes -Wconversion
PREFIX ?= /usr/local
B := build
# 'make V=1' shows the compiler's lines whole.
Q := $(if $(V),,@)

VERSION := $(shell sed -n 's/^.define EMEND_VERSION "\(.*\)"/\1/p' pipeline/emend.h)
SOURCES := $(sort $(wildcard pipeline/*.c pipeline/*/*.c))
CLI := $(filter pipeline/cli/%,$(SOURCES))
LIB := $(filter-out $(CLI),$(SOURCES))
TESTS := $(sort $(wildcard tests/*.c tests/unit/*.c tests/spec/*.c tests/golden/*.c tests/pathological/*.c tests/cluster/*.c tests/fuzz/replay.c))
FUZZERS := $(patsubst tests/fuzz/%_fuzzer.c,%,$(wildcard tests/fuzz/*_fuzzer.c))
objects = $(patsubst %.c,$(B)/%.o,$(1))
# One for all builds: it does not depend on how the compiler was called. emend finds it beside itself, or in ../dict.
DICT := build/dict
HEADERS := $(wildcard pipeline/*.h pipeline/*/*.h tests/*.h)
FORMATTED = $(SOURCES) $(HEADERS) $(wildcard tests/*.c tests/*/*.c)

.DELETE_ON_ERROR:
.PHONY: all demo check check-sanitize bench golden fuzz lint format format-check layers coverage install \
	uninstall dist clean help run-tests
all: $(B)/emend $(B)/libemend.a $(B)/emend.pc $(DICT)/eng.dict

# These set up all that they need, so that they work on a bare Debian with make and apt; the others say what is missing.
SETUP_demo := build
SETUP_check := build test browser slurm
SETUP_golden := build test
SETUP_check-sanitize := build test
SETUP_bench := build bench
SETUP_lint := build test lint
SETUP_format := lint
SETUP_format-check := lint
SETUP_fuzz := build test lint
SETUP_coverage := build test slurm coverage
GROUPS := $(sort $(foreach goal,$(MAKECMDGOALS),$(SETUP_$(goal))))
NEEDS_NOTHING := clean help dist uninstall format format-check
ifneq ($(GROUPS),)
  ifneq ($(shell scripts/setup $(GROUPS) >&2; echo $$?),0)
    $(error the set-up failed)
  endif
endif
# What pkg-config says of the libraries; made anew by make itself where it is missing.
ifneq ($(filter-out $(NEEDS_NOTHING),$(or $(MAKECMDGOALS),all)),)
  ifneq ($(or $(wildcard $(B)/config.mk),$(shell scripts/setup --check build >&2 && echo complete)),)
    include $(B)/config.mk
  else
    $(error something is missing)
  endif
endif
$(B)/config.mk: Makefile scripts/setup
	@mkdir -p $(B)
	@printf 'LIB_CFLAGS := %s\nLIB_LIBS := %s\n' "$$(pkg-config --cflags tesseract lept hunspell jansson sphinxbase libxml-2.0 sqlite3 zlib libseccomp libmicrohttpd)" \
		"$$(pkg-config --libs tesseract lept hunspell jansson libxml-2.0 sqlite3 zlib libseccomp libmicrohttpd) -lsphinxbase -lhyphen -lutf8proc -lm" >$@

# pipeline/ocr/line_images.h tells why.
EXPORTS = -Wl,--export-dynamic-symbol=pixWriteMem
COMPILE = $(CC) -std=c17 -D_GNU_SOURCE -Ipipeline $(CPPFLAGS) $(WARNINGS) $(LIB_CFLAGS) $(CFLAGS)
$(B)/%.o: %.c $(B)/config.mk
	@mkdir -p $(@D)
	@echo '  cc $<'
	$(Q)$(COMPILE) -Itests -MMD -MP -c -o $@ $<
$(B)/emend: $(call objects,$(CLI)) $(B)/libemend.a
	@echo '  link $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(EXPORTS) -o $@ $^ $(LIB_LIBS)
$(B)/libemend.a: $(call objects,$(LIB))
	@echo '  ar $@'
	$(Q)rm -f $@ && $(AR) rcs $@ $^
$(B)/emend.pc: pipeline/emend.pc.in Makefile pipeline/emend.h
	@mkdir -p $(B)
	@sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|' $< >$@
# Order-only: any emend with these sources compiles the same file.
$(DICT)/eng.dict: $(wildcard pipeline/language/dictionary*.[ch] pipeline/language/word_list.[ch]) pipeline/language/trigrams.c dict/compile $(wildcard /usr/share/dict/*-huge \
		/usr/share/hunspell/en_*) | $(B)/emend
	@mkdir -p $(@D)
	@echo '  compile $@'
	$(Q)dict/compile $(B)/emend $@
# Has the learned tables in it.
$(patsubst %,$(B)/pipeline/language/%.o,capitals completion_terms confusions habits halves marks surety usage): $(wildcard dict/*.tsv)
# Has the style and the script of reports in it.
$(B)/pipeline/compare/report.o: $(wildcard pipeline/compare/*.css pipeline/compare/*.js)
$(B)/pipeline/review/views.o: $(wildcard pipeline/review/*.css pipeline/review/*.js)
-include $(patsubst %.o,%.d,$(call objects,$(sort $(SOURCES) $(TESTS) $(wildcard tests/fuzz/*.c))))

demo: all ## set all up, restore the pages in samples/, and say where to look
	@scripts/demo

# Tests. The runner is one Criterion program; it looks for the command, the library's own files and ../shared/data itself.
TEST_ENV = EMEND_DICT=$(abspath $(DICT)) EMEND=$(abspath $(B)/emend) EMEND_ROOT=$(CURDIR) EMEND_DATA=$${EMEND_DATA:-$(abspath ../shared/data)}
$(B)/emend-tests: $(call objects,$(TESTS)) $(B)/libemend.a
	@echo '  link $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $(EXPORTS) -o $@ $(filter %.o,$^) $(filter %.a,$^) -lcriterion $(LIB_LIBS)
run-tests: all $(B)/emend-tests
	$(TEST_ENV) $(RUNNER) $(B)/emend-tests $(TEST_FLAGS)
check: run-tests layers ## set all up and run every test
golden: all ## write the expected outputs of samples/ anew: read the difference before you commit it
	scripts/golden

SANITIZE = -O1 -g -DEMEND_CHUNK_BYTES=1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# Reports go to files: emend points standard error elsewhere while a library decodes.
SANITIZE_LOGS = $(abspath $(B))/sanitize/reports
SANITIZE_ENV = ASAN_OPTIONS=abort_on_error=1:detect_leaks=1:log_path=$(SANITIZE_LOGS)/asan \
	UBSAN_OPTIONS=print_stacktrace=1:log_path=$(SANITIZE_LOGS)/ubsan \
	LSAN_OPTIONS=print_suppressions=0:suppressions=$(CURDIR)/tests/leaks.supp
check-sanitize: $(DICT)/eng.dict ## the tests under the address, leak and undefined-behaviour sanitizers; a planted leak must fail first
	rm -rf $(SANITIZE_LOGS) && mkdir -p $(SANITIZE_LOGS)
	$(SANITIZE_ENV) scripts/check-planted "$(CC)" "$(SANITIZE)"
	rm -f $(SANITIZE_LOGS)/*
	$(SANITIZE_ENV) $(MAKE) B=$(B)/sanitize CFLAGS="$(SANITIZE)" run-tests || { cat $(SANITIZE_LOGS)/* >&2; exit 1; }
coverage: $(DICT)/eng.dict ## which lines the tests run: build/coverage/
	$(MAKE) B=$(B)/coverage CFLAGS="-O0 -g --coverage" run-tests
	scripts/coverage $(B)/coverage

FUZZ_SECONDS ?= 60
fuzz: $(B)/config.mk ## run each fuzz target for FUZZ_SECONDS (60), with clang's libFuzzer
	$(MAKE) B=$(B)/fuzzing CC=clang CFLAGS="-O1 -g -DEMEND_CHUNK_BYTES=1 -fsanitize=fuzzer-no-link,address,undefined" fuzz-run
fuzz-run: $(FUZZERS:%=fuzz-%)
fuzz-%: $(B)/tests/fuzz/%_fuzzer.o $(B)/libemend.a
	$(CC) $(CFLAGS) -fsanitize=fuzzer -o $(B)/$*_fuzzer $^ $(LIB_LIBS)
	@mkdir -p $(B)/corpus/$*
	ASAN_OPTIONS=detect_leaks=1 $(B)/$*_fuzzer -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=1024 \
		-artifact_prefix=$(B)/ $(B)/corpus/$* tests/fuzz/corpus/$*

bench: all ## accuracy and speed beside plain Tesseract, on texts, on hard copies, on stored results, with witnesses, of many pages: tables
	scripts/bench $(BENCH_FLAGS)
	scripts/bench_text --worst 0
	scripts/bench_misread
	scripts/bench_stored
	scripts/bench_lacunae
	scripts/bench_conjectures
	scripts/bench_planted
	scripts/bench_witness
	scripts/bench_batch
layers: $(B)/config.mk ## no include goes upwards, no library is used outside its folder
	scripts/check-layers --self-test
	scripts/check-layers "$(LIB_CFLAGS)"
lint: $(B)/config.mk ## clang's warnings, clang-tidy, cppcheck and shellcheck
	scripts/lint "$(WARNINGS) $(LIB_CFLAGS)"
format: ## clang-format, in place
	clang-format -i $(FORMATTED)
format-check:
	clang-format --dry-run --Werror $(FORMATTED)

DATA = $(DESTDIR)$(PREFIX)/share
BATCHES := $(patsubst scripts/%,%,$(wildcard scripts/slurm/* scripts/kubernetes/*))
install: all ## install under PREFIX (/usr/local); DESTDIR is honoured
	install -D -m 755 $(B)/emend $(DESTDIR)$(PREFIX)/bin/emend
	install -D -m 644 $(B)/libemend.a $(DESTDIR)$(PREFIX)/lib/libemend.a
	install -D -m 644 $(B)/emend.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig/emend.pc
	install -D -m 644 pipeline/emend.h $(DESTDIR)$(PREFIX)/include/emend.h
	install -D -m 644 pipeline/cli/emend.1 $(DATA)/man/man1/emend.1
	install -D -m 644 -t $(DATA)/emend pipeline/emit/emend-1.schema.json pipeline/compare/compare-1.schema.json \
		pipeline/compare/edits-1.schema.json
	[ ! -f $(DICT)/eng.dict ] || install -D -m 644 $(DICT)/eng.dict $(DATA)/emend/eng.dict
	for batch in $(BATCHES); do install -D -m 644 scripts/$$batch $(DATA)/emend/$$batch || exit 1; done
uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/emend $(DESTDIR)$(PREFIX)/lib/libemend.a $(DESTDIR)$(PREFIX)/lib/pkgconfig/emend.pc \
		$(DESTDIR)$(PREFIX)/include/emend.h $(DATA)/man/man1/emend.1 $(DATA)/emend/emend-1.schema.json \
		$(DATA)/emend/compare-1.schema.json $(DATA)/emend/edits-1.schema.json \
		$(DATA)/emend/eng.dict $(BATCHES:%=$(DATA)/emend/%)
dist: ## a source archive of the last commit: build/emend-VERSION.tar.gz
	@mkdir -p $(B)
	git archive --prefix=emend-$(VERSION)/ -o $(B)/emend-$(VERSION).tar.gz HEAD
clean: ## remove build/
	rm -rf $(B)
help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1: /p' Makefile | awk -F': ' '{printf "  %-15s %s\n", $$1, $$2}'
