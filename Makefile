# leadflow: `make help` lists the targets.

VERSION = 0.2.0
# Where make install puts things; the names are GNU's, and PREFIX is prefix.
PREFIX = /usr/local
prefix = $(PREFIX)
exec_prefix = $(prefix)
bindir = $(exec_prefix)/bin
datarootdir = $(prefix)/share
datadir = $(datarootdir)
mandir = $(datarootdir)/man
bashcompdir = $(datadir)/bash-completion/completions
zshcompdir = $(datadir)/zsh/site-functions
fishcompdir = $(datadir)/fish/vendor_completions.d
BUILD = build

CC = cc
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings
CFLAGS ?= -O2 -g
BATSFLAGS =
TESTS = tests
FUZZ_SECONDS = 30
# No fused multiply-add, so that reports are the same bytes on every machine, and no path
# of this folder in the programs, so that they are the same from any other.
ALL_CFLAGS = -std=c11 $(WARNINGS) -ffp-contract=off -ffile-prefix-map="$(CURDIR)"=. \
	$(HARDEN) $(CFLAGS)
ALL_CPPFLAGS = -D_POSIX_C_SOURCE=200809L -DLEADFLOW_VERSION='"$(VERSION)"' -Ilib $(CPPFLAGS)
# Hardening against memory errors, if compiler and linker have it.
HARDEN := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
HARDEN_LINK := -pie -Wl,-z,relro,-z,now
ifneq ($(shell echo 'int main(void) { return 0; }' | $(CC) -Werror -O2 $(HARDEN) \
	$(HARDEN_LINK) -o /dev/null -xc - 2>&1),)
HARDEN =
HARDEN_LINK =
endif
ifeq ($(shell echo __SIZEOF_INT128__ | $(CC) $(CFLAGS) -E -P -xc - 2>/dev/null),__SIZEOF_INT128__)
$(error leadflow needs a compiler with 128-bit integers: gcc or clang for a 64-bit machine)
endif
SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all

PROGRAMS = $(notdir $(wildcard cmd/lf-*))
# Those that are scripts: cmd/lf-NAME/lf-NAME.sh or lf-NAME.py.
SCRIPTS = $(foreach name,$(PROGRAMS),$(basename $(notdir $(wildcard cmd/$(name)/$(name).sh \
	cmd/$(name)/$(name).py))))
# Those that say what their options are: one in Python does not where there is no Python.
COMPLETED = $(filter-out $(if $(shell command -v python3),,$(basename $(notdir \
	$(wildcard cmd/lf-*/lf-*.py)))),$(PROGRAMS))
TARGETS = $(filter-out seeded,$(basename $(notdir $(wildcard tests/fuzz/*.c))))
FUZZERS = $(TARGETS:%=$(BUILD)/fuzz/%)
# The program that a fuzz target has parts of, if that is not lf-import; and the targets
# whose parsers end the program, see tests/fuzz/failing.h.
PROGRAM_ledger = lf-cost
PROGRAM_leads = lf-transitions
PROGRAM_standing = lf-stage
FAILING = $(basename $(notdir $(shell grep -l failing.h tests/fuzz/*.c)))
parts_of = parts/$(or $(PROGRAM_$(1)),lf-import).a
objects_of = $(patsubst %.c,$(BUILD)/%.o,$(wildcard $(1)/*.c))

# make all              build the programs and the completions for shells, in build
all: $(PROGRAMS:%=$(BUILD)/%) $(COMPLETED:%=$(BUILD)/completions/bash/%)

$(BUILD)/lf-import: LDLIBS += -lcsv

.SECONDEXPANSION:
$(patsubst %,$(BUILD)/%,$(filter-out $(SCRIPTS),$(PROGRAMS))): $(BUILD)/%: $$(call objects_of,cmd/$$*) $(BUILD)/liblf.a
	$(CC) $(ALL_CFLAGS) $(HARDEN_LINK) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lm

# In a script, a line @FILE@ stands for that file of its folder, @lib/script/FILE@ for one that
# scripts share.
$(SCRIPTS:%=$(BUILD)/%): $(BUILD)/%: $$(wildcard cmd/$$*/* lib/script/*) Makefile
	@mkdir -p $(@D)
	awk -v folder="cmd/$*" '/^@[a-z\/]+[.][a-z]+@$$/ { \
		file = substr($$0, 2, length($$0) - 2); \
		if (file !~ /\//) file = folder "/" file; \
		while ((got = (getline line <file)) > 0) { \
			gsub(/@VERSION@/, "$(VERSION)", line); print line } \
		if (got < 0) { print file " cannot be read" | "cat 1>&2"; exit 1 } \
		next } \
		{ gsub(/@VERSION@/, "$(VERSION)"); print }' $(wildcard cmd/$*/$*.sh cmd/$*/$*.py) >$@.new
	chmod 755 $@.new
	mv $@.new $@

# The completions are made from what --help prints.
COMPLETERS = $(wildcard .packaging/completions/*.awk)
$(BUILD)/completions/bash/% $(BUILD)/completions/zsh/_% $(BUILD)/completions/fish/%.fish: \
	$(BUILD)/% $(COMPLETERS)
	@mkdir -p $(addprefix $(BUILD)/completions/,bash zsh fish)
	$(BUILD)/$* --help >$(BUILD)/completions/$*
	awk -v folder="$(BUILD)/completions" $(COMPLETERS:%=-f %) $(BUILD)/completions/$*
	rm $(BUILD)/completions/$*

# Makes sample data.
$(BUILD)/generate: $(call objects_of,tests/sample) $(BUILD)/liblf.a
	$(CC) $(ALL_CFLAGS) $(HARDEN_LINK) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lm

$(BUILD)/calendar: $(BUILD)/tests/oracle/calendar.o $(BUILD)/liblf.a
	$(CC) $(ALL_CFLAGS) $(HARDEN_LINK) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lm

# Counts working time minute by minute, without the library, for the tests.
$(BUILD)/worktime: $(BUILD)/tests/oracle/worktime.o
	$(CC) $(ALL_CFLAGS) $(HARDEN_LINK) $(LDFLAGS) -o $@ $^

# Prints random numbers of lf-forecast, for its tests.
$(BUILD)/tests/lib/draws.o: ALL_CPPFLAGS += -Icmd
$(BUILD)/draws: $(BUILD)/tests/lib/draws.o $(BUILD)/cmd/lf-forecast/rng.o
	$(CC) $(ALL_CFLAGS) $(HARDEN_LINK) $(LDFLAGS) -o $@ $^

# Fuzz targets over their corpora and seeded trials, for the tests; `make fuzz` uses a fuzzer.
$(BUILD)/tests/fuzz/%.o: ALL_CPPFLAGS += -Icmd
$(TARGETS:%=$(BUILD)/fuzz-%): LDLIBS += -lcsv
$(FAILING:%=$(BUILD)/fuzz-%) $(FAILING:%=$(BUILD)/fuzz/%): FUZZ_LINK = -Wl,--wrap=free
$(BUILD)/fuzz-%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/seeded.o \
	$(BUILD)/$$(call parts_of,$$*) $(BUILD)/liblf.a
	$(CC) $(ALL_CFLAGS) $(HARDEN_LINK) $(LDFLAGS) $(FUZZ_LINK) -o $@ $^ $(LDLIBS) -lm

$(BUILD)/liblf.a: $(call objects_of,lib/*)
	rm -f $@
	$(AR) rcs $@ $^

# A program without its main, for fuzz targets.
$(BUILD)/parts/%.a: $$(filter-out $(BUILD)/cmd/$$*/$$*.o,$$(call objects_of,cmd/$$*))
	@mkdir -p $(@D)
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(wildcard $(addprefix $(BUILD)/,lib/*/*.d cmd/*/*.d tests/*/*.d))

# make help             print this list
help:
	@sed -n 's/^# \(make [^ ]*  .*\)/\1/p' Makefile

# make demo             set everything up, then make reports from two years of sample exports
demo:
	tests/sample/setup
	$(MAKE) all "$(BUILD)/generate"
	tests/sample/demo "$(abspath $(BUILD))" "$(abspath $(BUILD))/demo"

# make check            set everything up, then run all tests
check:
	tests/sample/setup check
	$(MAKE) test

# make test             run the tests, which need what `make check` installs
test-programs: all $(BUILD)/generate $(BUILD)/calendar $(BUILD)/worktime $(BUILD)/draws \
	$(TARGETS:%=$(BUILD)/fuzz-%)
test: test-programs
	LEADFLOW_BIN="$(abspath $(BUILD))" bats $(BATSFLAGS) $(TESTS)

# make check-pictures   check in a browser that pictures and pages can be read, by axe too
check-pictures: all $(BUILD)/generate
	! command -v npm >/dev/null || npm install --silent --no-audit --no-fund \
		--prefix "$(BUILD)/axe" axe-core
	LEADFLOW_BIN="$(abspath $(BUILD))" bats $(BATSFLAGS) tests/pictures.bats tests/pages.bats

# make picture          draw the picture of README.md, from the sample's data
picture: all $(BUILD)/generate
	tests/sample/demo "$(abspath $(BUILD))" "$(abspath $(BUILD))/demo" >/dev/null
	cp "$(BUILD)/demo/funnel.svg" man/funnel.svg

# make check-recipes    install other tools and shells, then run the recipes and completions
check-recipes:
	tests/sample/setup recipes
	$(MAKE) all "$(BUILD)/generate"
	python3 -m venv "$(BUILD)/recipes"
	"$(BUILD)/recipes/bin/pip" install --quiet "$$(grep ^duckdb-cli tests/bench/requirements.txt)"
	PATH="$$PATH:$(abspath $(BUILD))/recipes/bin" LEADFLOW_BIN="$(abspath $(BUILD))" \
		bats $(BATSFLAGS) tests/recipes.bats tests/completions.bats

# make test-sanitized   the same, with the address and undefined behaviour sanitizers
# Those of clang (CC=clang) find more: NULL + 0, for one.
test-sanitized:
	$(MAKE) BUILD="$(BUILD)/sanitized-$(notdir $(CC))" HARDEN= HARDEN_LINK= \
		CFLAGS="$(SANITIZE)" test

# make check-s390x      run tests of C programs on a big-endian machine, which qemu emulates
# It needs gcc-s390x-linux-gnu, qemu-user, and libcsv for s390x: in Debian,
# dpkg --add-architecture s390x, then libcsv-dev:s390x. It is slow: take a few suites, such as
# TESTS='tests/tsv.bats tests/names.bats tests/lf-transitions.bats'.
S390X = $(BUILD)/s390x
S390X_PROGRAMS = $(filter-out $(SCRIPTS),$(PROGRAMS)) calendar draws $(TARGETS:%=fuzz-%)
check-s390x: all $(BUILD)/generate $(BUILD)/worktime
	$(MAKE) BUILD="$(S390X)" CC=s390x-linux-gnu-gcc HARDEN= HARDEN_LINK= \
		LDFLAGS="-static $(LDFLAGS)" $(S390X_PROGRAMS:%="$(S390X)/%")
	mkdir -p "$(S390X)/bin"
	cp $(SCRIPTS:%="$(BUILD)/%") "$(BUILD)/generate" "$(BUILD)/worktime" "$(S390X)/bin"
	for program in $(S390X_PROGRAMS); do \
		printf '#!/bin/sh\nexec "%s" "%s" "$$@"\n' \
			"$$(command -v qemu-s390x)" "$(abspath $(S390X))/$$program" >"$(S390X)/bin/$$program" && \
			chmod +x "$(S390X)/bin/$$program" || exit 1; \
	done
	LEADFLOW_BIN="$(abspath $(S390X)/bin)" bats $(BATSFLAGS) $(TESTS)

# make coverage         run the tests, and print how much of lib and cmd they reach
coverage:
	$(MAKE) BUILD="$(BUILD)/coverage" HARDEN= HARDEN_LINK= CFLAGS="-O0 -g --coverage" test; \
		status=$$?; tests/lib/coverage "$(BUILD)/coverage" && exit $$status

# make mutate           change lib and cmd in 200 places, one by one: do the tests notice?
# It takes hours, and goes on where it was interrupted; see tests/lib/mutate --help.
MUTATE =
mutate:
	tests/lib/mutate --folder "$(BUILD)/mutate" $(MUTATE)

# make lint             look for defects with what compilers and checkers know
lint: lint-c lint-sh lint-man

C_FILES = $(wildcard lib/*/*.c cmd/*/*.c)
# gcc 12 loses track of structs that are copied, and takes all memory for NULL now and then:
# clang's analyzer looks for uninitialized values and for NULL.
# LINT is for what analyzers cannot see, since they look into one file at a time: see diag.h.
lint-c:
	for file in $(C_FILES); do \
		gcc $(ALL_CPPFLAGS) -DLINT -Icmd -std=c11 -O1 -Werror -fanalyzer \
			-Wno-analyzer-use-of-uninitialized-value \
			-Wno-analyzer-null-dereference -Wno-analyzer-null-argument \
			-c -o /dev/null $$file || exit 1; \
	done
	clang-tidy --quiet $(C_FILES) -- $(ALL_CPPFLAGS) -DLINT -Icmd -std=c11
	cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 --language=c \
		--enable=warning,performance,portability '-D_Noreturn=__attribute__((noreturn))' \
		$(CPPCHECK_NOT:%=--suppress=%) $(ALL_CPPFLAGS) -Icmd lib cmd
# cppcheck takes it for a use to pass on the address of a variable that is to be filled, and
# wants a va_end in diag.c after the end of the program.
CPPCHECK_NOT = uninitvar legacyUninitvar ctuuninitvar missingIncludeSystem \
	va_end_missing:lib/base/diag.c

BUILT_SCRIPTS = $(foreach name,$(SCRIPTS),$(if $(wildcard cmd/$(name)/$(name).sh),$(BUILD)/$(name)))
SHELL_SCRIPTS = .ci/run $(BUILT_SCRIPTS) \
	$(shell grep -ls '^\#!.*sh$$' $(wildcard tests/*/*))
# In tests: variables that bats or another file sets, words that are meant to be split, files
# with a number or a command as their name, cd that fails (bats ends the test then).
SHELL_NOT = SC2010,SC2034,SC2046,SC2054,SC2120,SC2123,SC2128,SC2154,SC2155,SC2164,SC2178,SC2206,SC2210,SC2238,SC2258
lint-sh: $(BUILT_SCRIPTS)
	shellcheck --severity=warning $(SHELL_SCRIPTS)
	shellcheck --severity=warning --shell=bats --exclude=$(SHELL_NOT) \
		tests/*.bats tests/lib/*.bash
	shellcheck --severity=warning --shell=bash --exclude=$(SHELL_NOT) tests/bench/*.sh \
		tests/faults/files

# A page may refer to one that is not installed here, a line may be long, and a row of an
# example may end with empty fields.
lint-man:
	! mandoc -Tlint $(wildcard man/*.[157]) 2>/dev/null | \
		grep -vE 'referenced manual|longer than 80|whitespace at end'

# make check-faults     fails each allocation and system call of small runs of all programs
check-faults: all $(BUILD)/generate $(BUILD)/faults.so
	LEADFLOW_BIN="$(abspath $(BUILD))" tests/faults/run

# make check-kills      kills 1,000 runs of each program that keeps a state or files
check-kills: all $(BUILD)/generate
	LEADFLOW_BIN="$(abspath $(BUILD))" tests/faults/kills

# make check-spark      install PySpark in build/spark, and test lf-spark with it
check-spark: all $(BUILD)/generate
	python3 -m venv "$(BUILD)/spark"
	"$(BUILD)/spark/bin/pip" install --quiet pyspark
	LEADFLOW_PYTHON="$(abspath $(BUILD))/spark/bin/python" LEADFLOW_BIN="$(abspath $(BUILD))" \
		bats $(BATSFLAGS) tests/lf-spark.bats

$(BUILD)/faults.so: tests/faults/shim.c
	$(CC) $(filter-out -Wpedantic,$(WARNINGS)) -O2 -fPIC -shared -o $@ $< -ldl

# make fuzz             run each fuzzer of tests/fuzz for FUZZ_SECONDS (30), with clang
fuzz: $(FUZZERS)
	for fuzzer in $(FUZZERS); do \
		mkdir -p $$fuzzer.corpus && \
		$$fuzzer -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 \
			-artifact_prefix=$$fuzzer- $$fuzzer.corpus \
			$$(ls -d tests/fuzz/corpus/$${fuzzer##*/} 2>/dev/null) || exit 1; \
	done

$(BUILD)/fuzz/%: tests/fuzz/%.c FORCE
	$(MAKE) BUILD="$(BUILD)/fuzz/lib" CC=clang HARDEN= HARDEN_LINK= \
		CFLAGS="$(SANITIZE) -fsanitize=fuzzer-no-link" \
		"$(BUILD)/fuzz/lib/$(call parts_of,$*)" "$(BUILD)/fuzz/lib/liblf.a"
	clang $(ALL_CPPFLAGS) -Icmd -std=c11 $(SANITIZE) -fsanitize=fuzzer $(FUZZ_LINK) -o $@ $< \
		"$(BUILD)/fuzz/lib/$(call parts_of,$*)" "$(BUILD)/fuzz/lib/liblf.a" -lcsv -lm

# make bench            measure speed against other tools, and forecasts against what came
# It takes more than half an hour and 10 GB of disk; see tests/bench/run --help for less.
bench: all $(BUILD)/generate
	LEADFLOW_BIN="$(abspath $(BUILD))" tests/bench/run
	LEADFLOW_BIN="$(abspath $(BUILD))" tests/bench/forecast

# What is installed: calls $(1) with mode, folder and files, for each folder.
define installed
$(call $(1),755,$(bindir),$(PROGRAMS:%=$(BUILD)/%))
$(foreach section,1 5 7,$(call $(1),644,$(mandir)/man$(section),$(wildcard man/*.$(section))))
$(call $(1),644,$(bashcompdir),$(COMPLETED:%=$(BUILD)/completions/bash/%))
$(call $(1),644,$(zshcompdir),$(COMPLETED:%=$(BUILD)/completions/zsh/_%))
$(call $(1),644,$(fishcompdir),$(COMPLETED:%=$(BUILD)/completions/fish/%.fish))
endef

define put
install -d "$(DESTDIR)$(2)"
install -m $(1) $(3) "$(DESTDIR)$(2)"

endef

define remove
rm -f $(patsubst %,"$(DESTDIR)$(2)/%",$(notdir $(3)))

endef

# make install          install to prefix (/usr/local); also bindir, mandir, DESTDIR
install: all
	$(call installed,put)

# make uninstall        remove what install installed
uninstall:
	$(call installed,remove)

# make dist             pack the last commit as build/leadflow-VERSION.tar.gz
DIST = $(BUILD)/leadflow-$(VERSION)
dist:
	@mkdir -p "$(BUILD)"
	git -c tar.umask=0022 archive --prefix=leadflow-$(VERSION)/ -o "$(DIST).tar" HEAD
	gzip -9nf "$(DIST).tar"

# make distcheck        build, test, install and uninstall what make dist packs, without git
distcheck: dist
	BATSFLAGS="$(BATSFLAGS)" .packaging/check-dist "$(DIST).tar.gz" "$(BUILD)/distcheck"

# make deb              build a Debian package; without the tests: DEB_BUILD_OPTIONS=nocheck
# Its date is that of leadflow(7).
DEB = $(BUILD)/deb/leadflow-$(VERSION)
deb:
	rm -rf "$(BUILD)/deb"
	mkdir -p "$(DEB)"
	cp -R .packaging LICENSE Makefile README.md cmd lib man tests "$(DEB)"
	cp -R .packaging/debian "$(DEB)/debian"
	date=$$(date -uRd "$$(sed -n 's/^\.Dd //p' man/leadflow.7)") && \
		sed "s/@VERSION@/$(VERSION)/; s/@DATE@/$$date/" \
			.packaging/debian/changelog.in >"$(DEB)/debian/changelog"
	rm "$(DEB)/debian/changelog.in"
	cd "$(DEB)" && env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS dpkg-buildpackage -us -uc -b

# make check-deb        run lintian on the package of make deb, install and remove it
check-deb:
	.packaging/check-deb "$(BUILD)"/deb/leadflow_$(VERSION)_*.deb

# make clean            remove all that was built
clean:
	rm -rf build

.PHONY: FORCE all help demo check check-deb check-faults check-kills check-pictures check-recipes \
	check-s390x check-spark clean coverage deb dist distcheck fuzz bench lint lint-c lint-man lint-sh mutate picture \
	test test-programs test-sanitized install uninstall
.SECONDARY:
