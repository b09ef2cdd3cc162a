/*
 * Mend names that the other pages of a run have: "Clayton Chnistensen" where "Christensen" stands six times elsewhere.
 *
 * A name is a word with a capital that no dictionary has and that the run has often, read alike. One that stands once,
 * is no word either and was read with doubt is its misreading, where a usual confusion of letters leads from the one to
 * the other. Where it was not doubted, the name is kept as a reading.
 */
#include "repair/across.h"

#include "base/table.h"
#include "base/utf8.h"
#include "language/speller.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A name stands so often in the run, so many times as often as what may be its misreading. */
enum { FEWEST_TIMES = 3, LEAST_RATIO = 3 };

/* Shorter words are near many others. */
enum { FEWEST_LETTERS = 5 };

/* The highest cost (-log10) of the confusions: one that is usual, not two. */
static const float most_cost = 2.6F;

/* How sure (percent): of the names that were changed on the development pages nearly all were right. */
static const float sure = 90;

/* A word that was read with more (percent) is as the page has it: a name like the other. */
static const float most_confidence = 88;

struct name {
	struct str folded, text; /* text: as it is written, in the word that made it one */
};

struct names {
	struct repair *r;
	const struct dictionary *dictionary;
	struct table counts; /* of folded words with a capital that are none */
	struct name *list;   /* those that are often there */
	size_t count;
};

/* May the word be a name that no dictionary has? Gives its letters, folded, from the page's scratch. */
static bool may_be_name(const struct names *n, struct page *page, const struct word *w, struct str *core,
			struct str *folded)
{
	struct dictionary_word info;
	const struct dictionary *own = lexicon_own_words(n->r->lexicon);
	*core = utf8_core(w->text);
	if (!word_is_prose(w) || core->n < FEWEST_LETTERS || word_shape(*core) == SHAPE_SMALL)
		return false;
	for (size_t i = 0; i < core->n; i++)
		if (!isalpha((unsigned char)core->s[i]) || (unsigned char)core->s[i] > 127)
			return false; /* of letters with accents the confusions know nothing */
	*folded = utf8_lower(&page->scratch, *core);
	return !dictionary_find(n->dictionary, *folded, &info) && !(own && dictionary_find(own, *folded, &info)) &&
	       !lexicon_knows(n->r->lexicon, *core);
}

typedef void each_name(struct names *n, struct page *page, struct word *w, struct str core, struct str folded);

static void walk_names(struct names *n, struct leaves *leaves, each_name *each)
{
	for (int i = 0; i < leaves->count; i++) {
		struct page *page = leaves->all[i].page;
		uint32_t words = page->counts[NODE_WORD];
		for (uint32_t k = 0; k < words; k++) {
			struct word *w = (struct word *)page->nodes[NODE_WORD][k];
			struct str core, folded;
			if (may_be_name(n, page, w, &core, &folded))
				each(n, page, w, core, folded);
		}
	}
}

static void count_name(struct names *n, struct page *page, struct word *w, struct str core, struct str folded)
{
	(void)page;
	(void)w;
	uint32_t *times = table_at(&n->counts, folded);
	if (++*times != FEWEST_TIMES)
		return;
	n->list = must_realloc(n->list, n->count + 1, sizeof *n->list);
	n->list[n->count++] = (struct name){folded, core};
}

/* Are they one name and its plural, or a form like that? */
static bool is_form(struct str a, struct str b)
{
	return (a.n > b.n && str_starts(a, b)) || (b.n > a.n && str_starts(b, a));
}

/* The name that the word is most likely a misreading of, or NULL. */
static const struct name *find_name(const struct names *n, struct str folded)
{
	const struct confusions *c = confusions_open(CONFUSIONS_OF_SCANS);
	const uint32_t *times = table_find(&n->counts, folded);
	const struct name *best = NULL;
	float least = most_cost;
	for (size_t i = 0; i < n->count; i++) {
		const struct name *name = &n->list[i];
		if (str_equal(name->folded, folded) || is_form(name->folded, folded) || name->folded.n + 2 < folded.n ||
		    name->folded.n > folded.n + 2 || *table_find(&n->counts, name->folded) < LEAST_RATIO * *times)
			continue;
		float cost = speller_distance(c, folded, name->folded, least);
		if (cost <= least) {
			least = cost;
			best = name;
		}
	}
	return best;
}

static bool has_reading(const struct word *w, struct str text)
{
	for (uint32_t i = 0; i < w->reading_count; i++)
		if (str_equal(w->readings[i].text, text))
			return true;
	return false;
}

static void mend_name(struct names *n, struct page *page, struct word *w, struct str core, struct str folded)
{
	const struct name *name = find_name(n, folded);
	if (!name || word_shape(core) != word_shape(name->text))
		return;
	size_t before = (size_t)(core.s - w->text.s);
	struct str text = arena_printf(&page->scratch, "%.*s%.*s%.*s", (int)before, w->text.s, STR_ARG(name->text),
				       STR_ARG(str_skip(w->text, before + core.n)));
	n->r->page = page;
	struct reason why = repair_reason(n->r, sure, "the run has \"%.*s\" %u times", STR_ARG(name->text),
					  *table_find(&n->counts, name->folded));
	if (!w->unrated && w->confidence < most_confidence)
		edit_text(page, why, w, text);
	else if (!has_reading(w, text))
		edit_reading(page, why, w, 1, text);
}

void mend_names(struct repair *r, struct leaves *leaves)
{
	struct names n = {.r = r};
	r->page = leaves->count ? leaves->all[0].page : NULL;
	if (leaves->count < 2 || !r->lexicon || !(n.dictionary = repair_dictionary(r)))
		return;
	walk_names(&n, leaves, count_name);
	if (n.count)
		walk_names(&n, leaves, mend_name);
	free(n.list);
	table_release(&n.counts);
}
