/*
 * Mark what is missing of lines that were cut off: by the page's edge, by what covered the page, by a cropped copy.
 *
 *	One of those who hear|         lacuna after "hear", a fragment; about 18 letters are missing
 *	the young Alexander Y|         lacuna after "Alexander"; the half letter is no text
 */
#include "repair/lacunae.h"

#include "language/dictionaries.h"
#include "base/utf8.h"
#include "language/confusions.h"
#include "language/dictionary.h"

#include <math.h>

/* In text with more fragments than this, poorly read or in another language, they tell nothing of its edges. */
static const double most_usual = 0.25;

static bool is_common(struct repair *r, struct str word)
{
	const struct dictionary *d = repair_dictionary(r);
	struct dictionary_word info;
	return !d || (dictionary_find(d, word, &info) && info.level == WORD_COMMON);
}

/* Of other languages than English it is not known which words are common, nor which letters are words. */
enum wholeness wholeness_of(struct repair *r, const struct word *w)
{
	struct str core = utf8_core(w->text);
	bool small = core.n && word_shape(core) == SHAPE_SMALL, english = lang_is(r->page->lang, "eng");
	if (core.n == 1 && small)
		return !english ? NOT_KNOWN : core.s[0] == 'a' ? WHOLE : FRAGMENT;
	if (core.n && lexicon_knows(r->lexicon, core) && (!english || is_common(r, core)))
		return WHOLE;
	return small ? FRAGMENT : NOT_KNOWN;
}

/* Little text tells little. */
double usual_fragments(struct finds *f)
{
	static const double prior = 0.05, prior_words = 50;
	double words = prior_words, fragments = prior * prior_words;
	if (f->usual > 0)
		return f->usual;
	for (const struct region *g = first_region(f->r->page); g; g = next_region(g))
		for (const struct line *l = region_is_prose(g) ? first_line(g) : NULL; l; l = next_line(l))
			for (const struct word *w = first_shown(l); w; w = next_shown(w)) {
				enum wholeness whole =
					prev_shown(w) && next_shown(w) ? wholeness_of(f->r, w) : NOT_KNOWN;
				words += whole != NOT_KNOWN;
				fragments += whole == FRAGMENT;
			}
	return f->usual = fragments / words;
}

bool fragments_tell(struct finds *f)
{
	return usual_fragments(f) <= most_usual;
}

struct found *add_found(struct finds *f, struct lacuna lacuna, struct reason why)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->list[i].lacuna.word == lacuna.word &&
		    lacuna_is_after(f->list[i].lacuna.side) == lacuna_is_after(lacuna.side))
			return NULL;
	f->list = arena_grow(&f->r->page->scratch, f->list, f->count, sizeof *f->list);
	struct found *added = &f->list[f->count++];
	*added = (struct found){.lacuna = lacuna, .why = why, .gap = -1, .edge = NAN};
	return added;
}

struct str take_doubtful(struct repair *r, struct word *w, bool at_end, size_t bytes, struct reason why)
{
	struct str text = w->text;
	if (!bytes)
		return (struct str){0};
	edit_text(r->page, why, w, at_end ? str_chop(text, bytes) : str_skip(text, bytes));
	return at_end ? str_skip(text, text.n - bytes) : (struct str){text.s, bytes};
}

static void mark_lacunae(struct repair *r)
{
	struct finds finds = {.r = r};
	/* A stored page that has lacunae went through this. */
	bool english = lang_is(r->page->lang, "eng") && repair_dictionary(r);
	if (r->page->lacuna_count)
		return;
	if (r->page->width > 0) {
		find_cut_columns(&finds);
		find_cut_edges(&finds);
	} else if (english) {
		find_cut_text(&finds);
	}
	if (english)
		add_conjectures(&finds);
	for (size_t i = 0; i < finds.count; i++)
		edit_lacuna(r->page, finds.list[i].why, &finds.list[i].lacuna);
}

const struct repair_stage stage_lacunae = {.name = "lacunae",
					   .summary = "mark what is missing of lines that were cut off",
					   .needs = REPAIR_LEXICON,
					   .run = mark_lacunae};
