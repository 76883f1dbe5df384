# Benchmarks: ratios to floors measured in the same run; never part of the tests.
BENCH_BIN := $(BUILD)/bench/load $(BUILD)/bench/machine $(BUILD)/bench/replay $(BUILD)/bench/librecord.so

$(BUILD)/bench/%: $(BUILD)/bench/%.o $(BUILD)/tests/client.o $(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/bench/librecord.so: bench/record.c
	@mkdir -p $(@D)
	$(CC) -std=c17 -D_GNU_SOURCE $(OPT) -Wall -Wextra -Wconversion -Werror -fPIC -shared -pthread \
		-o $@ $< -lsqlite3

.PHONY: bench
bench: $(BUILD)/giaoban $(BENCH_BIN)
	python3 bench/run.py $(BUILD)
