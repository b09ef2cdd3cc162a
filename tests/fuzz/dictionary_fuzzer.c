/* Fuzzes the reader of compiled dictionaries: look-ups and a walk of the tries must stay in the file and end. */
#include "language/dictionary.h"
#include "language/dictionary_format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A walk of all nodes ends, since children come after their parents; but paths share them. */
enum { MOST_STEPS = 100000 };

static void walk(const struct dictionary *d, uint32_t node, int *steps)
{
	for (uint32_t at = dictionary_first_child(d, node); at && (*steps)++ < MOST_STEPS;
	     at = dictionary_next_sibling(d, at)) {
		dictionary_ends_word(d, at);
		dictionary_byte(d, at);
		walk(d, at, steps);
	}
}

static void use(const struct dictionary *d)
{
	static const char *const words[] = {"house", "Moscow", "McDonald", "well-known", "1234th", "don’t", "xx-", "É"};
	struct dictionary_word word;
	struct dictionary_facts facts;
	float most;
	int steps = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		dictionary_find(d, str_of(words[i]), &word);
		dictionary_spells(d, str_of(words[i]));
		dictionary_strangeness(d, str_of(words[i]), &most);
	}
	walk(d, dictionary_root(d), &steps);
	dictionary_tell(d, &facts);
	if (strlen(facts.sources) > facts.size)
		abort();
}

/* The bytes as they are, and once more with a right checksum, which the fuzzer would not find. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const size_t summed = offsetof(struct dictionary, checksum) + sizeof(uint64_t);
	struct emend_error error;
	const struct dictionary *d;
	char path[64];
	int fd = memfd_create("dictionary", 0);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	for (int mended = 0; mended < 2; mended++) {
		if (dictionary_open_file(path, &d, &error) == EMEND_OK) {
			use(d);
			dictionary_close(d);
		}
		if (size <= summed)
			break;
		uint64_t sum = dictionary_checksum(data + summed, (uint32_t)(size - summed));
		if (pwrite(fd, &sum, sizeof sum, offsetof(struct dictionary, checksum)) != (ssize_t)sizeof sum)
			abort();
	}
	close(fd);
	return 0;
}
