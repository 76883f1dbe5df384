# giaoban: make run, make check; everything is built under $(BUILD).
# SAN=address|thread|undefined (or a comma list) builds with that sanitizer, in a folder of its own.
BUILD   ?= build$(if $(SAN),/$(subst $(comma),-,$(SAN)))
SAN     ?=
comma   := ,
CC      ?= gcc
NOTICES ?= ../shared/data/notices
OPT     ?= -O2 -g

ifneq ($(SAN),)
# gcc warns of more under a sanitizer than there is; the plain build is the judge of warnings
CFLAGS  += -fsanitize=$(SAN) -fno-omit-frame-pointer -Wno-error
LDFLAGS += -fsanitize=$(SAN)
endif

CFLAGS_ALL = -std=c17 -D_GNU_SOURCE $(OPT) -Wall -Wextra -Wconversion \
	-Wno-missing-field-initializers -Werror -pthread \
	-fno-strict-aliasing -include src/base/banned.h -I$(BUILD)/gen -I$(BUILD)/gen/src -Isrc -I. $(DEP_CFLAGS) $(CFLAGS)
PKGS        = libmicrohttpd sqlite3 libpq libsodium icu-i18n icu-uc jansson zlib
DEP_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LIBS        = $(shell pkg-config --libs $(PKGS)) -lm -pthread

SOURCES   := $(sort $(shell find src -name '*.c'))
TEMPLATES := $(sort $(shell find src -name '*.html'))
MIGRATIONS := $(sort $(shell find src -name '*.sql'))
TESTS     := $(filter %_test.c,$(SOURCES))
LIB_SRC   := $(filter-out %_test.c src/main.c,$(SOURCES))

GEN_C    := $(TEMPLATES:%.html=$(BUILD)/gen/%.html.c)
LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/%.o) $(GEN_C:%.c=%.o)
TEST_BIN := $(TESTS:%.c=$(BUILD)/%)

.PHONY: all run deps check check-fast check-deep clean
all: $(BUILD)/giaoban

# The demo city: made once, served from then on. DB=... keeps it elsewhere.
DB     ?= giaoban.db
LISTEN ?= 127.0.0.1:8311
run: deps
	@[ -e $(BUILD)/giaoban ] || echo "Building: one to three minutes the first time ..."
	@$(MAKE) -s -j2 all
	@[ -e $(DB) ] || { echo "Making the demo city in $(DB) ..."; $(BUILD)/giaoban demo --db $(DB) >/dev/null; }
	@$(BUILD)/giaoban serve --db $(DB) --listen $(LISTEN) || { s=$$?; \
	    [ $$s != 3 ] || echo "With make: make run LISTEN=127.0.0.1:8400" >&2; exit $$s; }

deps:
	@tools/deps.sh run

include tools/tools.mk
include web/web.mk
include tests/tests.mk
-include src/stats/stats.mk bench/bench-warning.mk bench/bench-stats.mk
include tests/fuzz/fuzz.mk
include bench/bench.mk

$(BUILD)/giaoban: $(BUILD)/src/main.o $(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libgiaoban.a: $(LIB_OBJ) $(GEN_OBJ)
	rm -f $@ && ar rcs $@ $^

$(BUILD)/%.o: %.c | $(GEN_H)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c | $(GEN_H)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(BUILD)/%_test: $(BUILD)/%_test.o $(TEST_OBJ) $(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
