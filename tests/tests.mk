# The tests: `make check-fast` after an edit, `make check` before a commit is shared.
check-fast: $(TEST_BIN)
	@set -e; for t in $(TEST_BIN); do $$t 2>/dev/null || { echo "FAILED $$t"; exit 1; }; done
