/* Fuzzes the reader of hOCR: what it gives must be sound, and all writers must cope. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_stored("hocr", data, size);
}
