/* Writes the two tries of a compiled dictionary: see dictionary_format.h. */
#ifndef EMEND_LANGUAGE_DICTIONARY_TRIE_H
#define EMEND_LANGUAGE_DICTIONARY_TRIE_H

#include "base/error.h"
#include "language/dictionary_format.h"

struct trie_word {
	struct str word; /* borrowed */
	uint32_t record;
};

/* A list that grows; all zero is an empty one. */
struct trie_words {
	struct trie_word *list;
	size_t count, size;
};

void trie_add(struct trie_words *words, struct str word, uint32_t record); /* each word once */
void trie_release(struct trie_words *words);

/* Sorts the words and lays out the file in b. It stays empty where there are too many (MOST_NODES). */
void trie_lay_out(struct trie_words *folded, struct trie_words *exact, uint32_t flags, struct str sources,
		  struct strbuf *b);

/* Sorts the words and writes the file whole, or not at all. sources: as in the file. */
enum emend_status trie_write(struct trie_words *folded, struct trie_words *exact, uint32_t flags, struct str sources,
			     const char *path, struct emend_error *error);

/* Adds to the file how likely the words' letters follow each other. */
void trigraphs_add(struct strbuf *b, const struct trie_words *words);

#endif
