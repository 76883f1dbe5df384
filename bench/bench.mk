# Benchmarks: ratios to floors measured in the same run; never part of the tests.
BENCH_BIN := $(BUILD)/bench/load $(BUILD)/bench/machine

$(BUILD)/bench/%: $(BUILD)/bench/%.o $(BUILD)/tests/client.o $(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ $(LIBS)

.PHONY: bench
bench: $(BUILD)/giaoban $(BENCH_BIN)
	bench/run.sh
