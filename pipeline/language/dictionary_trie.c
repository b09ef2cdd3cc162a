/* The tries are laid out depth first, so that the nodes of a word lie near each other and children after parents. */
#include "language/dictionary_trie.h"

#include "language/dictionary.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct trie {
	uint32_t *nodes, *records; /* records: by node, 0 where no word ends */
	size_t count, size;
};

void trie_add(struct trie_words *words, struct str word, uint32_t record)
{
	if (words->count == words->size) {
		words->size = words->size ? 2 * words->size : 1024;
		words->list = must_realloc(words->list, words->size, sizeof *words->list);
	}
	words->list[words->count++] = (struct trie_word){word, record};
}

void trie_release(struct trie_words *words)
{
	free(words->list);
	*words = (struct trie_words){0};
}

static int compare(const void *a, const void *b)
{
	const struct trie_word *x = a, *y = b;
	int order = memcmp(x->word.s, y->word.s, x->word.n < y->word.n ? x->word.n : y->word.n);
	return order ? order : (x->word.n > y->word.n) - (x->word.n < y->word.n);
}

static void sort(struct trie_words *words)
{
	if (words->count)
		qsort(words->list, words->count, sizeof *words->list, compare);
}

/* Room for one more node, whose number is given. */
static size_t add_node(struct trie *t, unsigned char byte)
{
	if (t->count == t->size) {
		t->size = t->size ? 2 * t->size : 4096;
		t->nodes = must_realloc(t->nodes, t->size, sizeof *t->nodes);
		t->records = must_realloc(t->records, t->size, sizeof *t->records);
	}
	t->nodes[t->count] = byte;
	t->records[t->count] = 0;
	return t->count++;
}

static unsigned char byte_at(const struct trie_word *w, size_t depth)
{
	return (unsigned char)w->word.s[depth];
}

/* Hangs words that share their first depth bytes under the node, which these lead to. At most DICTIONARY_LONGEST deep.
 */
static void hang(struct trie *t, size_t node, const struct trie_word *words, size_t n, size_t depth)
{
	if (n && words->word.n == depth) {
		t->records[node] = words->record;
		if (WORD_LEVEL(words->record) == WORD_COMMON &&
		    -(double)WORD_PROBABILITY(words->record) >= (double)frequent_log10 * probability_steps)
			t->nodes[node] |= NODE_FREQUENT;
		words++;
		n--;
	}
	if (!n)
		return;
	size_t child = t->count;
	for (size_t i = 0; i < n; i++)
		if (!i || byte_at(&words[i], depth) != byte_at(&words[i - 1], depth))
			add_node(t, byte_at(&words[i], depth));
	t->nodes[t->count - 1] |= NODE_LAST;
	t->nodes[node] |= (uint32_t)child << NODE_CHILD_SHIFT;
	for (size_t i = 0, next; i < n; i = next) {
		for (next = i + 1; next < n && byte_at(&words[next], depth) == byte_at(&words[i], depth);)
			next++;
		hang(t, child, words + i, next - i, depth + 1);
		t->nodes[node] |= t->nodes[child++] & NODE_FREQUENT;
	}
}

static void add_little(struct strbuf *b, uint64_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		strbuf_byte(b, (char)(number >> 8 * i & 255));
}

/* The sections behind the header; gives the number of words. */
static uint32_t add_sections(const struct trie *t, struct strbuf *b)
{
	uint32_t words = 0;
	for (size_t i = 0; i < t->count; i++)
		add_little(b, t->nodes[i], 4);
	for (size_t i = 0; i < t->count; i += 64) {
		uint64_t bits = 0;
		for (size_t k = i; k < i + 64 && k < t->count; k++)
			bits |= (uint64_t)(t->records[k] != 0) << (k - i);
		add_little(b, bits, 8);
	}
	for (size_t i = 0; i < t->count; i++) {
		if (i % 64 == 0)
			add_little(b, words, 4);
		words += t->records[i] != 0;
	}
	for (size_t i = 0; i < t->count; i++)
		if (t->records[i])
			add_little(b, t->records[i], 4);
	return words;
}

/* The header, but for what is counted over the words. */
static void fill_header(struct dictionary *d, const struct trie_words *folded, const struct trie_words *exact)
{
	uint32_t common = 0, valid = 0;
	for (size_t i = 0; i < folded->count; i++) {
		common += WORD_LEVEL(folded->list[i].record) == WORD_COMMON;
		valid += WORD_ANSWERS(folded->list[i].record) != 0;
	}
	memcpy(d->magic, DICTIONARY_MAGIC, sizeof d->magic);
	d->version = htole32(DICTIONARY_VERSION);
	d->common = htole32(common);
	d->valid = htole32(valid);
	d->listed = htole32((uint32_t)(folded->count + exact->count));
}

/* Under another name first, so that no one maps a half of it. */
static enum emend_status write_file(const struct strbuf *b, const char *path, struct emend_error *error)
{
	struct strbuf name = {0};
	strbuf_printf(&name, "%s.%ld", path, (long)getpid());
	FILE *f = fopen(name.s, "wb");
	bool good = f && fwrite(b->s, 1, b->n, f) == b->n;
	good = f && !fclose(f) && good && !rename(name.s, path);
	int why = errno;
	if (!good)
		unlink(name.s);
	strbuf_release(&name);
	return good ? EMEND_OK : error_set(error, EMEND_BAD_OUTPUT, "%s: cannot be written: %s", path, strerror(why));
}

/* The words spelled backward, byte by byte, in the arena. */
static struct trie_words spell_backward(struct arena *arena, const struct trie_words *words)
{
	struct trie_words backward = {0};
	for (size_t i = 0; i < words->count; i++) {
		struct str word = arena_str(arena, words->list[i].word);
		char *s = (char *)word.s;
		for (size_t k = 0; k < word.n / 2; k++) {
			char c = s[k];
			s[k] = s[word.n - 1 - k];
			s[word.n - 1 - k] = c;
		}
		trie_add(&backward, word, words->list[i].record);
	}
	sort(&backward);
	return backward;
}

/* All tries; the nodes are made even in number, so that the word bits lie at a multiple of their unit. */
static void grow_tries(struct trie *t, struct trie_words *folded, struct trie_words *exact)
{
	struct arena arena = {0};
	struct trie_words backward = spell_backward(&arena, folded);
	while (t->count < FIRST_FREE_NODE) {
		size_t node = add_node(t, 0);
		t->nodes[node] = NODE_LAST;
	}
	sort(folded);
	sort(exact);
	hang(t, FOLDED_ROOT, folded->list, folded->count, 0);
	hang(t, EXACT_ROOT, exact->list, exact->count, 0);
	hang(t, BACKWARD_ROOT, backward.list, backward.count, 0);
	if (t->count % 2)
		add_node(t, 0);
	trie_release(&backward);
	arena_release(&arena);
}

/* The whole file; header has what is counted over the words already. */
static void add_file(struct strbuf *b, const struct trie *t, struct dictionary *header, struct str sources)
{
	const size_t summed = offsetof(struct dictionary, checksum) + sizeof header->checksum;
	strbuf_add(b, (struct str){(const char *)header, sizeof *header});
	header->nodes = htole32((uint32_t)t->count);
	header->words = htole32(add_sections(t, b));
	header->sources = htole32((uint32_t)sources.n + 1);
	strbuf_add(b, sources);
	strbuf_byte(b, '\0');
	header->size = htole32((uint32_t)b->n);
	memcpy(b->s, header, sizeof *header);
	header->checksum =
		htole64(dictionary_checksum((const unsigned char *)b->s + summed, (uint32_t)(b->n - summed)));
	memcpy(b->s, header, sizeof *header);
}

void trie_lay_out(struct trie_words *folded, struct trie_words *exact, uint32_t flags, struct str sources,
		  struct strbuf *b)
{
	struct trie t = {0};
	struct dictionary header = {.flags = htole32(flags)};
	grow_tries(&t, folded, exact);
	fill_header(&header, folded, exact);
	if (t.count <= MOST_NODES)
		add_file(b, &t, &header, sources);
	free(t.nodes);
	free(t.records);
}

enum emend_status trie_write(struct trie_words *folded, struct trie_words *exact, uint32_t flags, struct str sources,
			     const char *path, struct emend_error *error)
{
	struct strbuf b = {0};
	trie_lay_out(folded, exact, flags, sources, &b);
	enum emend_status status =
		b.n ? write_file(&b, path, error)
		    : error_set(error, EMEND_BAD_INPUT, "%s: too many words: %zu", path, folded->count);
	strbuf_release(&b);
	return status;
}
