# leadflow: `make help` lists the targets.

VERSION = 0.1.0
PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
BUILD = build

CC = cc
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings
CFLAGS = -O2 -g
# No fused multiply-add: reports are the same bytes on every machine.
ALL_CFLAGS = -std=c11 $(WARNINGS) -ffp-contract=off $(CFLAGS)
ALL_CPPFLAGS = -D_POSIX_C_SOURCE=200809L -DLEADFLOW_VERSION='"$(VERSION)"' -Ilib $(CPPFLAGS)
SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all

PROGRAMS = $(patsubst cmd/%.c,%,$(wildcard cmd/lf-*.c))
MANUALS = $(wildcard man/*.[157])
OBJECTS = $(patsubst lib/%.c,$(BUILD)/lib/%.o,$(wildcard lib/*.c))

all: $(PROGRAMS:%=$(BUILD)/%) $(BUILD)/generate

$(BUILD)/lf-import: LDLIBS += -lcsv

$(BUILD)/lf-%: $(BUILD)/cmd/lf-%.o $(BUILD)/liblf.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lm

# The seeded maker of sample data.
$(BUILD)/generate: $(BUILD)/tests/generate.o $(BUILD)/tests/sample.o $(BUILD)/liblf.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lm

$(BUILD)/liblf.a: $(OBJECTS)
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(wildcard $(BUILD)/lib/*.d $(BUILD)/cmd/*.d $(BUILD)/tests/*.d)

test: all
	LEADFLOW_BIN="$(abspath $(BUILD))" bats tests

test-sanitized:
	$(MAKE) BUILD=build/sanitized CFLAGS="$(SANITIZE)" test

# Takes a quarter of an hour; see tests/bench/run --help for less.
bench: all
	LEADFLOW_BIN="$(abspath $(BUILD))" tests/bench/run

install: all
	install -d "$(DESTDIR)$(BINDIR)"
	install -m 755 $(PROGRAMS:%=$(BUILD)/%) "$(DESTDIR)$(BINDIR)"
	for page in $(MANUALS); do \
		install -d "$(DESTDIR)$(MANDIR)/man$${page##*.}" && \
		install -m 644 "$$page" "$(DESTDIR)$(MANDIR)/man$${page##*.}" || exit 1; \
	done

uninstall:
	cd "$(DESTDIR)$(BINDIR)" && rm -f $(PROGRAMS)
	for page in $(notdir $(MANUALS)); do \
		rm -f "$(DESTDIR)$(MANDIR)/man$${page##*.}/$$page"; \
	done

clean:
	rm -rf build

.PHONY: all test test-sanitized bench install uninstall clean
.SECONDARY:
