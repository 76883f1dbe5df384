# The tests: `make check-fast` after an edit, `make check` before a commit is shared.

# Every test is linked with the helpers of tests/ and with the front of the store compiled once more
# with its checks of use (GB_CHECKED); both come before the library, so they win over its own.
TEST_OBJ := $(BUILD)/tests/store.o $(BUILD)/checked/src/db/db.o $(BUILD)/checked/src/db/stmt.o \
	$(BUILD)/tests/libask.a

# In an archive, so that only tests that ask for them drag these in (and with them all of app/).
$(BUILD)/tests/libask.a: $(addprefix $(BUILD)/tests/,ask.o thing.o fault_vfs.o server_probe.o lane_probe.o notice.o \
	when_text.o)
	rm -f $@ && ar rcs $@ $^

$(BUILD)/checked/%.o: %.c | $(GEN_H)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -DGB_CHECKED -MMD -MP -c -o $@ $<

$(TEST_BIN:%=%.o) $(BUILD)/tests/lane_probe.o: CFLAGS_ALL += -DGB_CHECKED
.SECONDARY: $(TEST_OBJ)

check-fast: $(TEST_BIN) sqlcheck
	@printf '%s\n' $(TEST_BIN) | xargs -P4 -n1 sh -c '"$$0" >"$$0.log" 2>&1 || \
	    { cat "$$0.log"; echo "FAILED $$0"; exit 255; }'

# Directives in annotated notices: the floors.
.PHONY: check-extract
check-extract: $(BUILD)/giaoban
	@tests/extract_score.sh $(BUILD)/giaoban $(NOTICES)
check-fast: check-extract

# Everything, on both engines, in a real browser and under sanitizers; ends with `N passed, N failed`.
check:
	@tools/deps.sh test
	@$(MAKE) -s -j2 STRICT_MSG=1 all test-programs
	@$(MAKE) -s check-steps

.PHONY: check-steps check-units test-programs check-deep deep-steps valgrind coverage tidy
test-programs: $(TEST_BIN) $(BUILD)/tools/sqlcheck/sqlcheck
check-steps:
	@tests/check.sh \
	    'gates:$(MAKE) -s gates requirements $(BUILD)/tests/gates.ok' \
	    'units:tests/with-postgres tests/units.sh $(TEST_BIN)' \
	    'corpora:$(MAKE) -s check-corpora' \
	    'extract:tests/extract_score.sh $(BUILD)/giaoban $(NOTICES)' \
	    'sqlcheck:tests/with-postgres $(MAKE) -s sqlcheck' \
	    'http:tests/with-postgres tests/http/run $(BUILD)/giaoban' \
	    'verbs:tests/verbs/run $(BUILD)/giaoban' \
	    'browser:tests/browser/run $(BUILD)/giaoban' \
	    'sanitizers:$(MAKE) -s -j2 SAN=address,undefined check-units'

check-units: $(TEST_BIN)
	@tests/with-postgres tests/units.sh $(TEST_BIN)

# What takes longer: threads, memory, coverage, lint, kill -9 under load, fuzzers.
THREADED := $(filter %lane_test %lane_rule_test %workers_test %server_test %server_limits_test \
	%/gate_test %/gate_turn_test %/ticker_test,$(TEST_BIN))
# valgrind is slow: not the long statistics, nor what fails every call in turn (the sanitizers run
# those too), nor the tests whose children are made to abort.
QUICK    := $(filter-out $(BUILD)/src/stats/% $(BUILD)/src/text/dup% $(BUILD)/src/text/story% \
	%/misuse_test %/migrate_test,$(TEST_BIN))
check-deep:
	@tools/deps.sh deep
	@$(MAKE) -s -j2 all test-programs
	@$(MAKE) -s deep-steps
deep-steps:
	@LOGS=$(BUILD)/check-deep tests/check.sh \
	    'threads:$(MAKE) -s -j2 SAN=thread check-threads' \
	    'valgrind:$(MAKE) -s valgrind' \
	    'coverage:$(MAKE) -s -j2 coverage' \
	    'tidy:$(MAKE) -s tidy' \
	    'torture:$(MAKE) -s torture N=20' \
	    'fuzz:$(MAKE) -s fuzz FUZZ_SECONDS=30'

check-threads: $(THREADED)
	@tests/with-postgres tests/units.sh $(THREADED)

valgrind: $(QUICK)
	@UNDER="valgrind -q --leak-check=full --error-exitcode=9 --errors-for-leak-kinds=definite" \
	    tests/units.sh $(QUICK)

# Lines of src/ that the unit tests run (both engines); the bar is 80 %.
coverage:
	@$(MAKE) -s BUILD=build/coverage OPT="-O0 -g --coverage" CFLAGS="-Wno-error" \
	    LDFLAGS=--coverage check-units >build/coverage.log 2>&1 || { tail -20 build/coverage.log; exit 1; }
	@tests/coverage.sh build/coverage 80

# clang-tidy over src/ and tools/; every warning of .clang-tidy is an error.
tidy:
	@printf '%s\n' $(LIB_SRC) src/main.c | xargs -P2 -n4 sh -c \
	    'clang-tidy-14 --quiet "$$@" -- $(subst -Werror,,$(CFLAGS_ALL)) 2>/dev/null' tidy \
	    >$(BUILD)/tidy.log || { grep -E "warning|error" $(BUILD)/tidy.log | head -40; exit 1; }

# Store tests and sqlcheck once more, with PostgreSQL beside them.
STORE_TESTS = $(filter $(patsubst %.c,$(BUILD)/%,$(shell grep -l STORE_ $(TESTS))),$(TEST_BIN))
.PHONY: check-stores
check-stores: $(STORE_TESTS) $(BUILD)/tools/sqlcheck/sqlcheck
	@tests/with-postgres sh -ec 'for t in $(STORE_TESTS); do $$t; done; $(MAKE) -s sqlcheck'
