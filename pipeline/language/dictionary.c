/*
 * The compiled dictionary, mapped. A struct dictionary is the file itself. It is checked whole when it is opened;
 * beyond that every number from it is checked before it is used, so that no file can lead out of it or in a circle.
 */
#include "language/dictionary.h"

#include "language/dictionary_case.h"
#include "language/dictionary_format.h"

#include <endian.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(sizeof(struct dictionary) == 64, "the header is written as it lies in memory");

static const char system_folders[] = "/usr/local/share/emend:/usr/share/emend";
static const char *const beside_program[] = {"/dict", "/../dict", "/../share/emend"};

/* Where the sections begin, from the header. */
struct layout {
	uint64_t numbers, words, trigraphs, sources, end;
};

static struct layout layout_of(const struct dictionary *d)
{
	struct layout l;
	l.numbers = sizeof *d + UINT64_C(4) * le32toh(d->nodes);
	l.words = l.numbers + 2 * UINT64_C(4) * le32toh(d->nodes); /* behind the letters */
	l.trigraphs = l.words + UINT64_C(4) * le32toh(d->words);
	l.sources = l.trigraphs + TRIGRAPHS;
	l.end = l.sources + le32toh(d->sources);
	return l;
}

/* Four sums side by side, since each multiplication waits for the one before it. */
uint64_t dictionary_checksum(const unsigned char *s, uint32_t n)
{
	static const uint64_t prime = UINT64_C(0x9E3779B185EBCA87); /* as in xxHash */
	uint64_t sums[4] = {1, 2, 3, 4}, all = n, word;
	uint32_t at = 0;
	for (; at + sizeof sums <= n; at += sizeof sums)
		for (uint32_t i = 0; i < 4; i++) {
			memcpy(&word, s + at + sizeof word * i, sizeof word);
			sums[i] = (sums[i] ^ le64toh(word)) * prime;
			sums[i] ^= sums[i] >> 29;
		}
	for (; at < n; at++)
		all = (all ^ s[at]) * prime;
	for (int i = 0; i < 4; i++)
		all = (all ^ sums[i] ^ all >> 29) * prime;
	return all ^ all >> 32;
}

/* What is wrong with the file, or NULL. */
static const char *find_fault(const struct dictionary *d, size_t size)
{
	const size_t summed = offsetof(struct dictionary, checksum) + sizeof d->checksum;
	const unsigned char *bytes = (const unsigned char *)d;
	if (size < sizeof *d || memcmp(d->magic, DICTIONARY_MAGIC, sizeof d->magic))
		return "is no dictionary of emend's; 'emend dict build' makes them";
	if (le32toh(d->version) != DICTIONARY_VERSION)
		return "is of another version of emend; make it anew with 'emend dict build'";
	uint32_t nodes = le32toh(d->nodes), sources = le32toh(d->sources);
	if (le32toh(d->size) != size || layout_of(d).end != size || nodes < ROOTS || nodes > MOST_NODES || !sources ||
	    bytes[size - 1])
		return "is damaged: its size is wrong; make it anew with 'emend dict build'";
	if (dictionary_checksum(bytes + summed, (uint32_t)(size - summed)) != le64toh(d->checksum))
		return "is damaged: its checksum is wrong; make it anew with 'emend dict build'";
	return NULL;
}

enum emend_status dictionary_open_file(const char *path, const struct dictionary **out, struct emend_error *error)
{
	struct stat stat;
	void *map = MAP_FAILED;
	*out = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0 && !fstat(fd, &stat) && S_ISREG(stat.st_mode) && stat.st_size > 0 && stat.st_size <= UINT32_MAX)
		map = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (fd >= 0)
		close(fd);
	if (map == MAP_FAILED)
		return error_set(error, EMEND_BAD_INPUT, "%s: cannot be read as a dictionary", path);
	const char *fault = find_fault(map, (size_t)stat.st_size);
	if (fault) {
		munmap(map, (size_t)stat.st_size);
		return error_set(error, EMEND_BAD_INPUT, "%s: %s", path, fault);
	}
	*out = map;
	return EMEND_OK;
}

void dictionary_close(const struct dictionary *d)
{
	if (d)
		munmap((void *)(uintptr_t)d, le32toh(d->size));
}

/* FOLDERS/LANG.dict in the first folder that has it. */
static struct str find_in(struct arena *arena, const char *folders, const char *lang)
{
	for (const char *folder = folders + strspn(folders, ":"); *folder; folder += strspn(folder, ":")) {
		size_t n = strcspn(folder, ":");
		struct str path = arena_printf(arena, "%.*s/%s.dict", (int)n, folder, lang);
		if (!access(path.s, R_OK))
			return path;
		folder += n;
	}
	return (struct str){0};
}

struct str dictionary_file(struct arena *arena, const char *lang)
{
	char program[PATH_MAX];
	struct strbuf folders = {0};
	const char *own = getenv("EMEND_DICT");
	ssize_t n = readlink("/proc/self/exe", program, sizeof program);
	while (n > 0 && program[n - 1] != '/')
		n--;
	strbuf_printf(&folders, "%s:", own ? own : "");
	for (size_t i = 0; n > 0 && i < sizeof beside_program / sizeof *beside_program; i++)
		strbuf_printf(&folders, "%.*s%s:", (int)n - 1, program, beside_program[i]);
	strbuf_printf(&folders, "%s", system_folders);
	struct str path = {0};
	if (!strchr(lang, '/'))
		path = find_in(arena, folders.s, lang);
	strbuf_release(&folders);
	return path;
}

const struct dictionary *dictionary_open(const char *lang)
{
	struct arena arena = {0};
	struct emend_error error;
	const struct dictionary *d = NULL;
	struct str path = dictionary_file(&arena, lang);
	if (path.n)
		dictionary_open_file(path.s, &d, &error);
	arena_release(&arena);
	return d;
}

static const unsigned char *section(const struct dictionary *d, uint64_t begin)
{
	return (const unsigned char *)d + begin;
}

uint32_t dictionary_root(const struct dictionary *d)
{
	(void)d;
	return FOLDED_ROOT;
}

uint32_t dictionary_first_child(const struct dictionary *d, uint32_t node)
{
	uint32_t child = node_at(d, node) >> NODE_CHILD_SHIFT;
	return child > node && child < le32toh(d->nodes) ? child : 0;
}

uint32_t dictionary_next_sibling(const struct dictionary *d, uint32_t node)
{
	return node_at(d, node) & NODE_LAST || !node || node + 1 >= le32toh(d->nodes) ? 0 : node + 1;
}

unsigned char dictionary_byte(const struct dictionary *d, uint32_t node)
{
	return (unsigned char)(node_at(d, node) & UCHAR_MAX);
}

bool dictionary_ends_word(const struct dictionary *d, uint32_t node)
{
	return node_at(d, node) & NODE_ENDS;
}

static uint32_t entry_of(const struct dictionary *d, uint64_t begin, uint32_t i)
{
	return le32toh(((const uint32_t *)(const void *)section(d, begin))[i]);
}

bool dictionary_descend(const struct dictionary *d, uint32_t root, struct str word, uint32_t *record)
{
	struct layout l = layout_of(d);
	uint32_t node = root, number = entry_of(d, l.numbers, root);
	const uint32_t *nodes = trie_nodes(d), count = le32toh(d->nodes);
	uint32_t entry = le32toh(nodes[root]);
	for (size_t i = 0; i < word.n; i++) {
		unsigned char byte = (unsigned char)word.s[i];
		number += (entry & NODE_ENDS) != 0;
		uint32_t child = entry >> NODE_CHILD_SHIFT;
		if (child <= node || child >= count)
			return false;
		entry = le32toh(nodes[node = child]);
		while ((entry & UCHAR_MAX) < byte && !(entry & NODE_LAST) && node + 1 < count)
			entry = le32toh(nodes[++node]);
		if ((entry & UCHAR_MAX) != byte)
			return false;
		number += entry_of(d, l.numbers, node);
	}
	if (!(entry & NODE_ENDS) || number >= le32toh(d->words))
		return false;
	*record = entry_of(d, l.words, number);
	return true;
}

static void unpack(uint32_t record, struct dictionary_word *out)
{
	uint32_t level = WORD_LEVEL(record);
	*out = (struct dictionary_word){
		.level = level > WORD_COMMON ? WORD_RARE : (enum word_level)level,
		.cases = WORD_CASES(record),
		.log10_probability = (float)(-(double)WORD_PROBABILITY(record) / probability_steps),
		.valid = WORD_ANSWERS(record) != 0,
	};
}

/* A walk over all words below a node; the path is the word, backward as its trie may be. */
struct walk {
	const struct dictionary *d;
	bool backward, numbered; /* numbered: the nodes' numbers tell the words' records */
	long visited;
	dictionary_found *found;
	void *context;
	char path[DICTIONARY_LONGEST];
};

/* Nodes that one walk visits: a limit against odd files; English has 60,000 words with one first letter. */
enum { MOST_VISITED = 1000000 };

static void tell_word(struct walk *w, size_t depth, uint32_t number)
{
	struct layout l = layout_of(w->d);
	struct dictionary_word info;
	char reversed[DICTIONARY_LONGEST];
	struct str word = {w->path, depth};
	for (size_t i = 0; w->backward && i < depth; i++)
		reversed[i] = w->path[depth - 1 - i];
	if (w->backward)
		word.s = reversed;
	if (!w->numbered)
		dictionary_find(w->d, word, &info);
	else if (number < le32toh(w->d->words))
		unpack(entry_of(w->d, l.words, number), &info);
	else
		return;
	w->found(w->context, word, &info);
}

/* number: that of the first word at the node or below. */
static void walk_from(struct walk *w, uint32_t node, size_t depth, uint32_t number)
{
	bool ends = dictionary_ends_word(w->d, node);
	struct layout l = layout_of(w->d);
	if (ends)
		tell_word(w, depth, number);
	if (depth == DICTIONARY_LONGEST)
		return;
	uint32_t child = dictionary_first_child(w->d, node);
	for (; child && ++w->visited < MOST_VISITED; child = dictionary_next_sibling(w->d, child)) {
		w->path[depth] = (char)dictionary_byte(w->d, child);
		walk_from(w, child, depth + 1, number + ends + entry_of(w->d, l.numbers, child));
	}
}

/* The child of a node that the byte leads to, or 0. */
static uint32_t child_of(const struct dictionary *d, uint32_t node, char byte)
{
	uint32_t child = dictionary_first_child(d, node);
	while (child && dictionary_byte(d, child) != (unsigned char)byte)
		child = dictionary_next_sibling(d, child);
	return child;
}

/* Goes from the trie's root to the node of part's bytes, backward from the last; 0 where no word has them there. */
static uint32_t walk_to(struct walk *w, uint32_t root, struct str part, uint32_t *number)
{
	uint32_t node = part.n && part.n <= DICTIONARY_LONGEST ? root : 0;
	*number = entry_of(w->d, layout_of(w->d).numbers, root);
	for (size_t i = 0; node && i < part.n; i++) {
		w->path[i] = part.s[w->backward ? part.n - 1 - i : i];
		*number += dictionary_ends_word(w->d, node);
		node = child_of(w->d, node, w->path[i]);
		*number += node ? entry_of(w->d, layout_of(w->d).numbers, node) : 0;
	}
	return node;
}

static uint32_t root_of(bool frequent, bool backward)
{
	if (backward)
		return frequent ? FREQUENT_BACKWARD_ROOT : BACKWARD_ROOT;
	return frequent ? FREQUENT_ROOT : FOLDED_ROOT;
}

/* Tells of the words that have part's bytes first, or backward last. */
static void walk(struct walk w, struct str part, bool frequent)
{
	uint32_t number, node = walk_to(&w, root_of(frequent, w.backward), part, &number);
	if (node)
		walk_from(&w, node, part.n, number);
}

void dictionary_beginning_with(const struct dictionary *d, struct str part, bool frequent, dictionary_found *found,
			       void *context)
{
	walk((struct walk){.d = d, .numbered = !frequent, .found = found, .context = context}, part, frequent);
}

void dictionary_ending_in(const struct dictionary *d, struct str part, bool frequent, dictionary_found *found,
			  void *context)
{
	walk((struct walk){.d = d, .backward = true, .found = found, .context = context}, part, frequent);
}

bool dictionary_has_part(const struct dictionary *d, struct str part, bool at_end, bool frequent)
{
	uint32_t number;
	struct walk w = {.d = d, .backward = at_end};
	return walk_to(&w, root_of(frequent, at_end), part, &number) != 0;
}

void dictionary_add_probability(void *sum, struct str word, const struct dictionary_word *info)
{
	(void)word;
	*(double *)sum += pow(10, (double)info->log10_probability);
}

bool dictionary_find(const struct dictionary *d, struct str word, struct dictionary_word *out)
{
	char folded[DICTIONARY_LONGEST];
	uint32_t record;
	*out = (struct dictionary_word){0};
	size_t n = case_fold(word, folded, sizeof folded);
	if (!dictionary_descend(d, FOLDED_ROOT, (struct str){folded, n}, &record))
		return false;
	unpack(record, out);
	return true;
}

const unsigned char *dictionary_trigraphs(const struct dictionary *d)
{
	return (const unsigned char *)section(d, layout_of(d).trigraphs);
}

void dictionary_tell(const struct dictionary *d, struct dictionary_facts *out)
{
	*out = (struct dictionary_facts){
		.words = le32toh(d->words),
		.common = le32toh(d->common),
		.valid = le32toh(d->valid),
		.nodes = le32toh(d->nodes),
		.size = le32toh(d->size),
		.complete = le32toh(d->flags) & DICTIONARY_COMPLETE,
		.sources = (const char *)section(d, layout_of(d).sources),
	};
}
