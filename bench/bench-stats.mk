# Speed of the statistics: near-duplicates, suppression, the temporal layer.
STATS_BENCH := $(addprefix $(BUILD)/bench/,dedupe_make dedupe_bench suppress_bench farrington_bench)

$(STATS_BENCH): $(BUILD)/bench/%: $(BUILD)/bench/%.o $(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ $(LIBS)

.PHONY: bench-stats
bench-stats: $(STATS_BENCH)
	$(BUILD)/bench/farrington_bench
	$(BUILD)/bench/suppress_bench
	$(BUILD)/bench/dedupe_make 147000 1 > $(BUILD)/bench/articles.jsonl
	$(BUILD)/bench/dedupe_bench $(BUILD)/bench/articles.jsonl
