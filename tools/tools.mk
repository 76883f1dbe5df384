# Build tools: the template and message compilers, the bundle of migrations, and what they make.
GEN        = $(BUILD)/gen
TOOL_BASE  = tools/file.c $(addprefix src/base/,arena.c buf.c str.c mem.c err.c)
TOOL_DEPS  = tools/file.h $(addprefix src/base/,arena.h buf.h str.h mem.h err.h banned.h)
TOOL_BUILD = @mkdir -p $(@D) && $(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $(filter %.c,$^)

HTMLC_SRC  = $(filter-out %/main.c %_test.c,$(wildcard tools/htmlc/*.c))

$(BUILD)/tools/htmlc: tools/htmlc/main.c $(HTMLC_SRC) tools/htmlc/htmlc.h $(TOOL_BASE) $(TOOL_DEPS)
	$(TOOL_BUILD)

$(BUILD)/tools/htmlc_test: tools/htmlc/htmlc_test.c $(HTMLC_SRC) tools/htmlc/htmlc.h \
    $(TOOL_BASE) $(TOOL_DEPS)
	$(TOOL_BUILD) -lcmocka
TEST_BIN += $(BUILD)/tools/htmlc_test

# The fuzzer of the template compiler (see tests/fuzz/fuzz.mk) has its sources beside the library.
HTMLC_FUZZ = $(BUILD)/tests/fuzz/htmlc_fuzz.o $(HTMLC_SRC) $(BUILD)/libgiaoban.a
$(BUILD)/tests/fuzz/htmlc_corpus: $(BUILD)/tests/fuzz/run_corpus.o $(HTMLC_FUZZ)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $^
$(BUILD)/tests/fuzz/htmlc_libfuzzer: $(HTMLC_FUZZ)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^

# What gcc refuses of templates, and what correct ones write; again only when something changed.
$(BUILD)/tests/htmlc.ok: $(wildcard tests/htmlc/*) src/html/put.h src/html/html.h \
    $(BUILD)/tools/htmlc $(BUILD)/libgiaoban.a
	@mkdir -p $(@D)
	@sh tests/htmlc/run.sh $(BUILD) $(CC) $(CFLAGS_ALL) $(LDFLAGS)
	@touch $@
check-fast: $(BUILD)/tests/htmlc.ok

$(BUILD)/tools/poc: tools/poc.c $(TOOL_BASE) $(TOOL_DEPS)
	$(TOOL_BUILD)

# What the message compiler refuses, case by case.
$(BUILD)/tests/poc.ok: tests/po/run.sh tests/po/cases $(BUILD)/tools/poc
	@mkdir -p $(@D)
	@sh tests/po/run.sh $(BUILD)
	@touch $@
check-fast: $(BUILD)/tests/poc.ok

# The rules of the house, and the proof that each of them finds something.
.PHONY: gates
gates:
	@python3 tools/gates/run.py
$(BUILD)/tests/gates.ok: $(wildcard tools/gates/*.py) tests/gates/gates_test.py
	@mkdir -p $(@D)
	@python3 tests/gates/gates_test.py
	@touch $@
check-fast: requirements gates $(BUILD)/tests/gates.ok

.PHONY: requirements
requirements:
	@tests/requirements_test

# STRICT_MSG=1 (in make check) also refuses messages that nothing uses.
CATALOGUES  := $(sort $(wildcard lang/*.po))
MSG_SOURCES := $(SOURCES) $(TEMPLATES) $(shell find src -name '*.h')
MSG_SCAN     = $(if $(STRICT_MSG),-- $(MSG_SOURCES))

$(GEN)/lang/msg.c: $(CATALOGUES) lang $(BUILD)/tools/poc $(if $(STRICT_MSG),FORCE)
	@mkdir -p $(@D)
	@$(BUILD)/tools/poc $(@D) $(CATALOGUES) $(MSG_SCAN)
$(GEN)/lang/msg.h $(GEN)/lang/msg_args.h: $(GEN)/lang/msg.c
	@:

$(GEN)/%.html.c: %.html $(BUILD)/tools/htmlc
	@mkdir -p $(@D)
	@$(BUILD)/tools/htmlc $< $@ $(@:.c=.h)
$(GEN)/%.html.h: $(GEN)/%.html.c
	@:
# Kept: as intermediate files they would be deleted, and the second `make run` would compile again.
.SECONDARY: $(GEN_C) $(GEN_C:.c=.h)

$(GEN)/db/migrations.c: $(MIGRATIONS) tools/bundle_sql.sh
	@mkdir -p $(@D)
	@sh tools/bundle_sql.sh $(MIGRATIONS) > $@.new && mv $@.new $@

DEMO_TEXTS = unit_communes_01=data/hanoi_units.tsv demo_notice=data/demo/thong-bao-mua-ngap-2026.txt
$(GEN)/demo/demo_data.c: tools/bundle_text.sh $(foreach t,$(DEMO_TEXTS),$(lastword $(subst =, ,$(t))))
	@mkdir -p $(@D)
	@sh tools/bundle_text.sh $(DEMO_TEXTS) > $@.new && mv $@.new $@

GEN_H   = $(GEN)/lang/msg.h $(GEN)/lang/msg_args.h $(GEN_C:.c=.h)
GEN_OBJ = $(GEN)/lang/msg.o $(GEN)/db/migrations.o $(GEN)/demo/demo_data.o

# Tries every SQL text on both engines (PostgreSQL when GIAOBAN_TEST_PG is set).
SQLCHECK_OBJ = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tools/sqlcheck/*.c)) \
	$(BUILD)/src/slices.o
$(BUILD)/tools/sqlcheck/sqlcheck: $(SQLCHECK_OBJ) $(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ $(LIBS)

.PHONY: sqlcheck
sqlcheck: $(BUILD)/tools/sqlcheck/sqlcheck
	@$< --listings src
	@tests/sqlcheck/run.sh $<

# What the front of the store costs over bare library calls.
$(BUILD)/bench/store: $(BUILD)/bench/store.o $(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ $(LIBS)

.PHONY: FORCE
.SECONDARY:
.DELETE_ON_ERROR:
FORCE:
