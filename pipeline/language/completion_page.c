/* Counts the page's words, pairs of neighbours, and first letters. */
#include "language/completion_page.h"

#include "base/utf8.h"
#include "language/dictionary.h"
#include "language/dictionary_case.h"
#include "language/runs_on.h"

#include <string.h>

/* Words of one stem have so many first bytes in common: "govern" in "governed", "government". */
enum { STEM = 6 };

/* A pair is two words and a space. */
enum { LONGEST_PAIR = 2 * DICTIONARY_LONGEST + 1 };

void own_words_release(struct own_words *o)
{
	table_release(&o->places);
	table_release(&o->pairs);
	table_release(&o->stems);
	arena_release(&o->arena);
	*o = (struct own_words){0};
}

static struct str pair_of(struct str first, struct str second, char out[LONGEST_PAIR])
{
	if (!first.n || !second.n || first.n > DICTIONARY_LONGEST || second.n > DICTIONARY_LONGEST)
		return (struct str){0};
	memcpy(out, first.s, first.n);
	out[first.n] = ' ';
	memcpy(out + first.n + 1, second.s, second.n);
	return (struct str){out, first.n + 1 + second.n};
}

static struct own_word *add(struct own_words *o, struct str folded)
{
	uint32_t *place = table_at(&o->places, folded);
	if (!*place) {
		o->list = arena_grow(&o->arena, o->list, o->count, sizeof *o->list);
		o->list[o->count++] = (struct own_word){.text = arena_str(&o->arena, folded)};
		*place = (uint32_t)o->count;
		if (folded.n >= STEM)
			++*table_at(&o->stems, (struct str){folded.s, STEM});
	}
	return &o->list[*place - 1];
}

void own_words_read(struct own_words *o, const struct str *words, size_t count)
{
	char last[DICTIONARY_LONGEST], folded[DICTIONARY_LONGEST] = "", pair[LONGEST_PAIR];
	size_t last_n = 0;
	bool opens = true;
	own_words_release(o);
	for (size_t i = 0; i < count; i++) {
		struct str core = utf8_core(words[i]), word = {folded, case_fold(core, folded, sizeof folded)};
		struct str both = pair_of((struct str){last, last_n}, word, pair);
		if (word.n) {
			struct own_word *w = add(o, word);
			*(opens ? &w->opening_cases : &w->cases) |= case_of(core);
			w->count++;
		}
		o->curly = o->curly || (core.n && memmem(core.s, core.n, "\u2019", strlen("\u2019")));
		if (both.n)
			++*table_at(&o->pairs, both);
		memcpy(last, folded, word.n);
		last_n = word.n;
		opens = !words[i].n || ends_sentence(words[i]);
	}
}

const struct own_word *own_word_find(const struct own_words *o, struct str word)
{
	const uint32_t *place = table_find(&o->places, word);
	return place ? &o->list[*place - 1] : NULL;
}

uint32_t own_pair_count(const struct own_words *o, struct str first, struct str second)
{
	char pair[LONGEST_PAIR];
	struct str both = pair_of(first, second, pair);
	const uint32_t *count = both.n ? table_find(&o->pairs, both) : NULL;
	return count ? *count : 0;
}

uint32_t own_kin_count(const struct own_words *o, struct str word)
{
	const uint32_t *count = word.n >= STEM ? table_find(&o->stems, (struct str){word.s, STEM}) : NULL;
	return count ? *count - (own_word_find(o, word) != NULL) : 0;
}
