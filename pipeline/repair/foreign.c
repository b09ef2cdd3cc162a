/*
 * Leave what is in another language: "la biographie liégeoise" is not "biographic", whatever language was named.
 *
 * A passage is in another language where, of a dozen words, several of the commonest are that language's, and more of
 * them than English ones: of 18,142 passages of newspapers as they were read, poor ones too, none is; of 660 pages and
 * hard copies those in French, German and Latin, and what was read of two pictures. Besides, a whole page is where
 * hardly a word of it is the page's language's.
 */
#include "repair/foreign.h"

#include "base/utf8.h"
#include "language/dictionaries.h"
#include "language/tongues.h"

#include <string.h>

/* A passage, and the different common words that it has at least of its language. */
enum { PASSAGE = 12, LEAST_DIFFERENT = 3 };

/* A page with more passages in another language (part of its words) is in that, as lists of names and titles are. */
static const double most_of_page = 0.34;

/*
 * A page is in none of its languages, or not to be read, where so little of it is known, and so few are the commonest
 * words: parts of the words that are long enough to tell (bytes). Latin with long s is, and Fraktur read as English. Of
 * 600 poor newspapers and sentences of such one has 0.06 common words and the others 0.09 and more; three pages of old
 * print have 0.01 to 0.04.
 */
static const double least_known = 0.5, least_common = 0.05;
enum { LONG_ENOUGH = 3, WORDS_OF_PAGE = 40 };

/* The page's words in order, in lower case, and in which languages they are common. */
struct passages {
	const struct word **words;
	struct str *folded;
	uint32_t *tongues;
	bool *foreign;
	size_t count;
};

/* How many of the words from begin on are common in the language; different: how many different ones. */
static unsigned count_common(const struct passages *p, size_t begin, size_t end, int tongue, unsigned *different)
{
	unsigned all = 0;
	*different = 0;
	for (size_t i = begin; i < end; i++) {
		bool is_new = true;
		if (!(p->tongues[i] >> tongue & 1))
			continue;
		for (size_t k = begin; k < i; k++)
			is_new = is_new && !str_equal(p->folded[k], p->folded[i]);
		*different += is_new;
		all++;
	}
	return all;
}

static bool is_foreign(const struct passages *p, size_t begin, size_t end, unsigned languages)
{
	unsigned others = 0;
	for (size_t i = begin; i < end; i++)
		others += p->tongues[i] > 1;
	if (others < LEAST_DIFFERENT)
		return false;
	unsigned different, english = count_common(p, begin, end, 0, &different);
	for (int tongue = 1; tongue < TONGUES; tongue++)
		if (!(languages >> tongue & 1) && count_common(p, begin, end, tongue, &different) > english &&
		    different >= LEAST_DIFFERENT)
			return true;
	return false;
}

/* Of a page in another language, all but the passages that have common English words. */
static void find_rest(struct passages *p)
{
	for (size_t begin = 0; begin < p->count; begin += PASSAGE) {
		size_t end = begin + PASSAGE < p->count ? begin + PASSAGE : p->count;
		unsigned different, english = count_common(p, begin, end, 0, &different);
		for (size_t i = begin; i < end; i++)
			p->foreign[i] = p->foreign[i] || !english || different < LEAST_DIFFERENT;
	}
}

static void find_passages(struct passages *p, unsigned languages)
{
	size_t foreign = 0;
	for (size_t begin = 0; begin < p->count && (!begin || begin + PASSAGE <= p->count); begin++) {
		size_t end = begin + PASSAGE < p->count ? begin + PASSAGE : p->count;
		if (is_foreign(p, begin, end, languages))
			memset(p->foreign + begin, true, end - begin);
	}
	for (size_t i = 0; i < p->count; i++)
		foreign += p->foreign[i];
	if ((double)foreign > most_of_page * (double)p->count)
		find_rest(p);
}

/* Are the page's words of none of the languages that it is said to be in (bits)? */
static bool is_unknown(const struct repair *r, const struct passages *p, unsigned languages)
{
	size_t long_ones = 0, known = 0, common = 0;
	for (size_t i = 0; i < p->count; i++) {
		bool tells = p->folded[i].n >= LONG_ENOUGH;
		long_ones += tells;
		known += tells && lexicon_knows(r->lexicon, p->folded[i]);
		common += (p->tongues[i] & languages) != 0;
	}
	return languages && p->count >= WORDS_OF_PAGE && (double)known < least_known * (double)long_ones &&
	       (double)common < least_common * (double)long_ones;
}

static struct passages passages_of(struct repair *r)
{
	struct arena *arena = &r->page->scratch;
	struct table common = {0};
	size_t most = r->page->counts[NODE_WORD] + 1;
	struct passages p = {.words = arena_alloc(arena, most, sizeof(struct word *)),
			     .folded = arena_alloc(arena, most, sizeof(struct str)),
			     .tongues = arena_alloc(arena, most, sizeof(uint32_t)),
			     .foreign = arena_alloc(arena, most, sizeof(bool))};
	tongues_fill(&common);
	for (const struct region *g = first_region(r->page); g; g = next_region(g))
		for (const struct line *l = region_is_prose(g) ? first_line(g) : NULL; l; l = next_line(l))
			for (const struct word *w = first_shown(l); w; w = next_shown(w)) {
				struct str core = utf8_core(w->text);
				if (!core.n)
					continue;
				p.folded[p.count] = utf8_lower(arena, core);
				const uint32_t *tongues = table_find(&common, p.folded[p.count]);
				p.tongues[p.count] = tongues ? *tongues : 0;
				p.words[p.count++] = w;
			}
	table_release(&common);
	return p;
}

bool *find_foreign(struct repair *r)
{
	bool *by_word = arena_alloc(&r->page->scratch, r->page->counts[NODE_WORD] + 1, sizeof *by_word);
	struct passages p = passages_of(r);
	unsigned languages = 0;
	for (int i = 0; i < TONGUES; i++)
		languages |= lang_has(r->page->lang, tongue_name(i)) ? 1U << i : 0;
	find_passages(&p, languages);
	bool unknown = is_unknown(r, &p, languages);
	for (size_t i = 0; i < p.count; i++)
		by_word[p.words[i]->node.id] = unknown || p.foreign[i];
	return by_word;
}
