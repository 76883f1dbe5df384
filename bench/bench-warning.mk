# How good the early warning is: false episodes, days to detection, nuisances that stay silent.
.PHONY: bench-warning
bench-warning: $(BUILD)/bench/warning
	$(BUILD)/bench/warning

$(BUILD)/bench/warning: $(BUILD)/bench/warning.o $(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ $(LIBS)
