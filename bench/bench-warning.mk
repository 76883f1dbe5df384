# How good and how fast the early warning is. bench-warning: false episodes, days to detection,
# nuisances that stay silent (half an hour on two cores). bench-scan: speed against its floor.
.PHONY: bench-warning bench-scan
bench-warning: $(BUILD)/bench/warning
	$(BUILD)/bench/warning

bench-scan: $(BUILD)/bench/scan_speed
	$(BUILD)/bench/scan_speed

$(BUILD)/bench/warning: $(BUILD)/bench/warning.o $(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ $(LIBS)

# The library stands last: the reader of the reference files needs it too.
$(BUILD)/bench/scan_speed: $(BUILD)/bench/scan_speed.o $(BUILD)/tests/stats/scan_fixture.o \
		$(BUILD)/libgiaoban.a
	$(CC) $(OPT) $(LDFLAGS) -o $@ $^ $(LIBS)
