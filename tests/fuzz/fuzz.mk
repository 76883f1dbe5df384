# Fuzzers: NAME_fuzz.c and its saved inputs in corpus/NAME. `make check-fast` runs the saved inputs;
# `make fuzz FUZZ_SECONDS=30` lets libFuzzer (clang) invent new ones; what it finds is left in
# $(BUILD)/fuzz/NAME.found and belongs, mended, into the corpus.
FUZZERS      := $(patsubst tests/fuzz/%_fuzz.c,%,$(sort $(wildcard tests/fuzz/*_fuzz.c)))
CORPUS_BIN   := $(FUZZERS:%=$(BUILD)/tests/fuzz/%_corpus)
FUZZ_SECONDS ?= 30
FUZZ_FLAGS    = -fsanitize=address,undefined -fno-sanitize-recover=undefined -Wno-error

$(BUILD)/tests/fuzz/%_corpus: $(BUILD)/tests/fuzz/%_fuzz.o $(BUILD)/tests/fuzz/run_corpus.o \
		$(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ $(LIBS)

.PHONY: check-corpora fuzz fuzz-run
check-corpora: $(CORPUS_BIN)
	@set -e; for f in $(FUZZERS); do $(BUILD)/tests/fuzz/$${f}_corpus tests/fuzz/corpus/$$f || \
		{ echo "FAILED corpus $$f"; exit 1; }; done

check-fast: check-corpora

$(BUILD)/tests/fuzz/%_libfuzzer: $(BUILD)/tests/fuzz/%_fuzz.o $(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS)

fuzz-run: $(FUZZERS:%=$(BUILD)/tests/fuzz/%_libfuzzer)
	@set -e; for f in $(FUZZERS); do mkdir -p $(BUILD)/fuzz/$$f; \
		$(BUILD)/tests/fuzz/$${f}_libfuzzer -max_total_time=$(FUZZ_SECONDS) -max_len=4096 \
		-rss_limit_mb=1024 -timeout=5 -print_final_stats=0 -verbosity=0 \
		-artifact_prefix=$(BUILD)/fuzz/$$f.found. $(BUILD)/fuzz/$$f tests/fuzz/corpus/$$f \
		>$(BUILD)/fuzz/$$f.log 2>&1 || { tail -30 $(BUILD)/fuzz/$$f.log; exit 1; }; \
		echo "fuzz $$f: $(FUZZ_SECONDS) s, $$(ls $(BUILD)/fuzz/$$f | wc -l) inputs, no failure"; done

# Kills the server under load N times: acknowledged A, lost 0, doubled 0.
N ?= 100
$(BUILD)/tests/torture: $(BUILD)/tests/torture.o $(BUILD)/tests/client.o $(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ $(LIBS)
.PHONY: torture
torture: $(BUILD)/giaoban $(BUILD)/tests/torture
	$(BUILD)/tests/torture -n $(N) $(BUILD)/giaoban

fuzz:
	@$(MAKE) -s BUILD=build/fuzz CC=clang CFLAGS="-fsanitize=fuzzer-no-link $(FUZZ_FLAGS)" \
		LDFLAGS="$(FUZZ_FLAGS)" fuzz-run
