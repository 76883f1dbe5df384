/*
 * fuzz.h: a fuzzer is one function over bytes; it ends the program (BUG) when a promise is broken.
 * libFuzzer calls it with what it invents (make fuzz), run_corpus.c with the saved inputs
 * of tests/fuzz/corpus/NAME (make check-fast). An input that once failed is added there.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
