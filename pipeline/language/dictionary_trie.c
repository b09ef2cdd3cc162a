/* The tries are built from their leaves to their roots, and written the other way round: children after parents. */
#include "language/dictionary_trie.h"

#include "base/table.h"
#include "language/dictionary.h"

#include <endian.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct entry {
	uint32_t node,
		number; /* as in the file, but children are counted from the last node of the file, that being 1 */
};

struct entries {
	struct entry *list;
	size_t count, size;
};

struct trie {
	struct entries made, open; /* open: siblings that are being made, from the root on */
	struct table lists;        /* from siblings to the place of the first of them in made, from 1 */
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

static void push(struct entries *e, uint32_t node, uint32_t number)
{
	if (e->count == e->size) {
		e->size = e->size ? 2 * e->size : 4096;
		e->list = must_realloc(e->list, e->size, sizeof *e->list);
	}
	e->list[e->count++] = (struct entry){node, number};
}

/* Takes the last siblings, those from begin on, out of the open ones. Gives the place of the first of those like them
 * that are made; of none: 0. */
static uint32_t make_siblings(struct trie *t, size_t begin)
{
	struct entry *siblings = t->open.list + begin;
	size_t n = t->open.count - begin;
	t->open.count = begin;
	if (!n)
		return 0;
	siblings[n - 1].node |= NODE_LAST;
	uint32_t *place = table_at(&t->lists, (struct str){(const char *)siblings, n * sizeof *siblings});
	if (!*place) {
		while (n--)
			push(&t->made, siblings[n].node, siblings[n].number);
		*place = (uint32_t)t->made.count;
	}
	return *place;
}

static unsigned char byte_at(const struct trie_word *w, size_t depth)
{
	return (unsigned char)w->word.s[depth];
}

/* Makes the nodes of words that share their first depth bytes and are longer. Gives the place of the first child. At
 * most DICTIONARY_LONGEST deep. */
static uint32_t hang(struct trie *t, const struct trie_word *words, size_t n, size_t depth)
{
	size_t begin = t->open.count;
	for (size_t i = 0, next; i < n; i = next) {
		for (next = i + 1; next < n && byte_at(&words[next], depth) == byte_at(&words[i], depth);)
			next++;
		size_t ends = words[i].word.n == depth + 1;
		uint32_t node = byte_at(&words[i], depth) | (ends ? NODE_ENDS : 0);
		node |= hang(t, words + i + ends, next - i - ends, depth + 1) << NODE_CHILD_SHIFT;
		push(&t->open, node, (uint32_t)i);
	}
	return make_siblings(t, begin);
}

static void add_little(struct strbuf *b, uint64_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		strbuf_byte(b, (char)(number >> 8 * i & 255));
}

static void add_words(struct strbuf *b, const struct trie_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		add_little(b, words->list[i].record, 4);
}

/* The letters on the ways from each made node. Children are made before their parents, the last of siblings first. */
static uint32_t *letters_of(const struct entries *made)
{
	uint32_t *letters = must_alloc(made->count + 1, sizeof *letters);
	for (size_t i = 0; i < made->count; i++) {
		uint32_t place = made->list[i].node >> NODE_CHILD_SHIFT, node = place ? 0 : NODE_LAST;
		for (; !(node & NODE_LAST); place--) {
			node = made->list[place - 1].node;
			letters[i] |= trie_letter((unsigned char)(node & UCHAR_MAX)) | letters[place - 1];
		}
	}
	return letters;
}

static void add_nodes(struct strbuf *b, const struct entries *made)
{
	uint32_t n = (uint32_t)made->count, *letters = letters_of(made);
	for (size_t i = n; i--;) {
		uint32_t node = made->list[i].node, child = node >> NODE_CHILD_SHIFT;
		node -= child << NODE_CHILD_SHIFT;
		add_little(b, child ? node | (n - child) << NODE_CHILD_SHIFT : node, 4);
	}
	for (size_t i = n; i--;)
		add_little(b, made->list[i].number, 4);
	for (size_t i = n; i--;)
		add_little(b, letters[i], 4);
	free(letters);
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
	d->words = htole32((uint32_t)(folded->count + exact->count));
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

static bool is_frequent(uint32_t record)
{
	return WORD_LEVEL(record) == WORD_COMMON &&
	       -(double)WORD_PROBABILITY(record) >= (double)frequent_log10 * probability_steps;
}

static struct trie_words frequent_of(const struct trie_words *words)
{
	struct trie_words frequent = {0};
	for (size_t i = 0; i < words->count; i++)
		if (is_frequent(words->list[i].record))
			trie_add(&frequent, words->list[i].word, words->list[i].record);
	return frequent;
}

static struct str spell_backward(struct arena *arena, struct str word)
{
	char *s = arena_alloc(arena, word.n, 1);
	for (size_t i = 0; i < word.n; i++)
		s[i] = word.s[word.n - 1 - i];
	return (struct str){s, word.n};
}

static uint32_t make_root(struct trie *t, const struct trie_words *words)
{
	return NODE_LAST | hang(t, words->list, words->count, 0) << NODE_CHILD_SHIFT;
}

static uint32_t make_backward_root(struct trie *t, const struct trie_words *words)
{
	struct arena arena = {0};
	struct trie_words backward = {0};
	for (size_t i = 0; i < words->count; i++)
		trie_add(&backward, spell_backward(&arena, words->list[i].word), words->list[i].record);
	sort(&backward);
	uint32_t root = make_root(t, &backward);
	trie_release(&backward);
	arena_release(&arena);
	return root;
}

/* All tries, of sorted words, and at last, which is the file's beginning, their roots and the node that is none. */
static void grow_tries(struct trie *t, const struct trie_words *folded, const struct trie_words *exact)
{
	struct trie_words frequent = frequent_of(folded);
	uint32_t roots[ROOTS] = {[NO_ROOT] = NODE_LAST};
	roots[FREQUENT_ROOT] = make_root(t, &frequent);
	roots[FREQUENT_BACKWARD_ROOT] = make_backward_root(t, &frequent);
	roots[BACKWARD_ROOT] = make_backward_root(t, folded);
	roots[EXACT_ROOT] = make_root(t, exact);
	roots[FOLDED_ROOT] = make_root(t, folded);
	for (uint32_t i = ROOTS; i--;)
		push(&t->made, roots[i], i == EXACT_ROOT ? (uint32_t)folded->count : 0);
	trie_release(&frequent);
}

/* The whole file; header has what is counted over the words already. */
static void add_file(struct strbuf *b, const struct trie *t, struct dictionary *header, const struct trie_words *folded,
		     const struct trie_words *exact, struct str sources)
{
	const size_t summed = offsetof(struct dictionary, checksum) + sizeof header->checksum;
	strbuf_add(b, (struct str){(const char *)header, sizeof *header});
	add_nodes(b, &t->made);
	add_words(b, folded);
	add_words(b, exact);
	trigraphs_add(b, folded);
	header->nodes = htole32((uint32_t)t->made.count);
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
	sort(folded);
	sort(exact);
	grow_tries(&t, folded, exact);
	fill_header(&header, folded, exact);
	if (t.made.count <= MOST_NODES)
		add_file(b, &t, &header, folded, exact, sources);
	free(t.made.list);
	free(t.open.list);
	table_release(&t.lists);
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
