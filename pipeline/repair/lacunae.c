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

enum wholeness wholeness_of(struct repair *r, const struct word *w)
{
	struct dictionary_word info;
	struct str core = utf8_core(w->text);
	if (core.n == 1 && word_shape(core) == SHAPE_SMALL)
		return core.s[0] == 'a' ? WHOLE : FRAGMENT;
	if (core.n && dictionary_find(repair_dictionary(r), core, &info) && info.level == WORD_COMMON &&
	    lexicon_knows(r->lexicon, core))
		return WHOLE;
	return core.n && word_shape(core) == SHAPE_SMALL ? FRAGMENT : NOT_KNOWN;
}

static void mark_lacunae(struct repair *r)
{
	if (!repair_dictionary(r) || !lang_has(r->page->lang, "eng"))
		return;
	if (r->page->width > 0)
		mark_cut_columns(r);
	else
		mark_cut_text(r);
}

const struct repair_stage stage_lacunae = {.name = "lacunae",
					   .summary = "mark what is missing of lines that were cut off",
					   .needs = REPAIR_LEXICON,
					   .run = mark_lacunae};
