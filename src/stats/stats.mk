# Tests of the statistics that read reference data.
$(BUILD)/src/stats/scan_report_test $(BUILD)/src/stats/scan_doc_test: $(BUILD)/tests/stats/scan_fixture.o
.SECONDARY: $(BUILD)/tests/stats/scan_fixture.o
