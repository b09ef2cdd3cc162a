/* A plain dictionary, read from Debian's word lists at start: stands in for the compiled one behind the same header. */
#include "language/dictionary.h"

#include "base/utf8.h"
#include "language/trigrams.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const lists[] = {"/usr/share/dict/american-english-huge", "/usr/share/dict/british-english-huge"};

enum { LONGEST = 60, ROOT = 1 };

struct entry {
	struct str folded;
	unsigned cases;
};

struct node {
	uint32_t child, sibling;
	uint32_t word; /* 0: none ends here; else one more than its place in words */
	unsigned char byte;
};

struct dictionary {
	struct arena arena;
	struct node *nodes;
	struct dictionary_word *words;
	uint32_t node_count, word_count;
};

static int by_text(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	size_t n = x->folded.n < y->folded.n ? x->folded.n : y->folded.n;
	int c = memcmp(x->folded.s, y->folded.s, n);
	return c ? c : (x->folded.n > y->folded.n) - (x->folded.n < y->folded.n);
}

static unsigned case_of(struct str word, struct str folded)
{
	if (str_equal(word, folded))
		return CASE_SMALL;
	if (word.n > 1 && !memcmp(word.s + 1, folded.s + 1, word.n - 1))
		return CASE_CAPITAL;
	for (size_t i = 0; i < word.n; i++)
		if (islower((unsigned char)word.s[i]))
			return CASE_MIXED;
	return CASE_CAPITALS;
}

static void read_list(struct dictionary *d, const char *path, struct entry **entries, size_t *count)
{
	char line[LONGEST + 2];
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f)) {
		struct str word = {line, strcspn(line, "\n")};
		if (!word.n)
			continue;
		struct str folded = arena_str(&d->arena, utf8_lower(&d->arena, word));
		*entries = arena_grow(&d->arena, *entries, *count, sizeof **entries);
		(*entries)[(*count)++] =
			(struct entry){folded, folded.n == word.n ? case_of(word, folded) : CASE_MIXED};
	}
	if (f)
		fclose(f);
}

/* Adds the word, which is the next in order; path: the nodes of the last one by their depth. */
static void add_word(struct dictionary *d, const struct trigrams *t, struct entry e, uint32_t path[], struct str last)
{
	size_t same = 0;
	while (same < e.folded.n && same < last.n && e.folded.s[same] == last.s[same])
		same++;
	for (size_t i = same; i < e.folded.n; i++) {
		uint32_t n = d->node_count++;
		d->nodes[n] = (struct node){.byte = (unsigned char)e.folded.s[i]};
		if (i == same && last.n > same)
			d->nodes[path[i + 1]].sibling = n;
		else
			d->nodes[path[i]].child = n;
		path[i + 1] = n;
	}
	int id = t ? trigrams_word(t, e.folded) : TRIGRAMS_UNKNOWN;
	bool common = id != TRIGRAMS_UNKNOWN;
	d->words[d->word_count++] = (struct dictionary_word){
		.level = common ? WORD_COMMON : WORD_RARE,
		.cases = e.cases,
		.valid = true,
		.log10_probability = common ? (float)trigrams_log10(t, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, id) : 0};
	d->nodes[path[e.folded.n]].word = d->word_count;
}

static struct dictionary *load(void)
{
	struct dictionary *d = must_alloc(1, sizeof *d);
	struct entry *entries = NULL;
	size_t count = 0, bytes = 0;
	*d = (struct dictionary){.node_count = ROOT + 1};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		read_list(d, lists[i], &entries, &count);
	if (!count)
		return d;
	qsort(entries, count, sizeof *entries, by_text);
	for (size_t i = 0; i < count; i++)
		bytes += entries[i].folded.n;
	d->nodes = arena_alloc(&d->arena, bytes + ROOT + 1, sizeof *d->nodes);
	d->words = arena_alloc(&d->arena, count, sizeof *d->words);
	struct trigrams *t = trigrams_new(NULL);
	uint32_t path[LONGEST * 2] = {ROOT};
	struct str last = {0};
	for (size_t i = 0; i < count; i++) {
		if (i && str_equal(entries[i].folded, last)) {
			d->words[d->word_count - 1].cases |= entries[i].cases;
			continue;
		}
		add_word(d, t, entries[i], path, last);
		last = entries[i].folded;
	}
	trigrams_drop(t);
	return d;
}

const struct dictionary *dictionary_open(const char *lang)
{
	static struct dictionary *english;
	if (strcmp(lang, "eng") != 0)
		return NULL;
	english = english ? english : load();
	return english->nodes ? english : NULL;
}

bool dictionary_find(const struct dictionary *d, struct str word, struct dictionary_word *out)
{
	struct arena arena = {0};
	struct str folded = utf8_lower(&arena, word);
	uint32_t n = ROOT;
	*out = (struct dictionary_word){0};
	for (size_t i = 0; i < folded.n && n; i++) {
		n = d->nodes[n].child;
		while (n && d->nodes[n].byte != (unsigned char)folded.s[i])
			n = d->nodes[n].sibling;
	}
	bool found = n && dictionary_word_at(d, n, out);
	arena_release(&arena);
	return found;
}

uint32_t dictionary_root(const struct dictionary *d)
{
	(void)d;
	return ROOT;
}

uint32_t dictionary_first_child(const struct dictionary *d, uint32_t node)
{
	return d->nodes[node].child;
}

uint32_t dictionary_next_sibling(const struct dictionary *d, uint32_t node)
{
	return d->nodes[node].sibling;
}

unsigned char dictionary_byte(const struct dictionary *d, uint32_t node)
{
	return d->nodes[node].byte;
}

bool dictionary_word_at(const struct dictionary *d, uint32_t node, struct dictionary_word *out)
{
	uint32_t word = d->nodes[node].word;
	*out = word ? d->words[word - 1] : (struct dictionary_word){0};
	return word != 0;
}
