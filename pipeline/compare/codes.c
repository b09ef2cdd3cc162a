/* Words and characters as numbers. */
#include "compare/codes.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { BEYOND_UNICODE = 0x110000 };

static uint32_t cluster_code(struct alphabet *alphabet, struct str cluster)
{
	size_t at = 0;
	uint32_t c = utf8_next(cluster, &at);
	if (at == cluster.n && c != UTF8_BAD)
		return c;
	uint32_t *number = table_at(&alphabet->clusters, cluster);
	*number = *number ? *number : (uint32_t)alphabet->clusters.count;
	return BEYOND_UNICODE + *number;
}

void code_text(struct alphabet *alphabet, const struct compared_text *text, struct coded *out)
{
	out->words = must_alloc((size_t)text->word_count + 1, sizeof *out->words);
	out->characters = must_alloc((size_t)text->length + 1, sizeof *out->characters);
	for (uint32_t i = 0; i < text->word_count; i++) {
		const struct compared_word *w = &text->words[i];
		uint32_t *number = table_at(&alphabet->words, w->key), character = w->begin;
		out->words[i] = *number = *number ? *number : (uint32_t)alphabet->words.count;
		if (character && text->words[i - 1].end < character)
			out->characters[character - 1] = ' ';
		for (size_t at = 0; at < w->key.n; character++)
			out->characters[character] = cluster_code(alphabet, utf8_next_cluster(w->key, &at));
	}
}

void coded_release(struct coded *coded)
{
	free(coded->words);
	free(coded->characters);
}

void alphabet_release(struct alphabet *alphabet)
{
	table_release(&alphabet->words);
	table_release(&alphabet->clusters);
}
