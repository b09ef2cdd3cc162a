/* Lacunae: their names, and what is asked of them. */
#include "page/lacuna.h"

const char *const lacuna_sides[LACUNA_SIDES] = {
	[LACUNA_LEFT] = "left", [LACUNA_RIGHT] = "right", [LACUNA_TOP] = "top", [LACUNA_BOTTOM] = "bottom"};

const char *const lacuna_causes[LACUNA_CAUSES] = {
	[LACUNA_PAGE_EDGE] = "page-edge", [LACUNA_CUT] = "cut", [LACUNA_UNKNOWN] = "unknown"};

const struct lacuna *open_lacuna(const struct word *word, bool after)
{
	const struct lacuna *l = word->lost[after];
	return l && !l->closed ? l : NULL;
}

struct conjecture *conjecture_of(const struct lacuna *l, struct str text)
{
	for (uint32_t i = 0; i < l->conjecture_count; i++)
		if (str_equal(l->conjectures[i].text, text))
			return &l->conjectures[i];
	return NULL;
}

const struct conjecture *likeliest_conjecture(const struct lacuna *l)
{
	for (uint32_t i = 0; i < l->conjecture_count; i++)
		if (!l->conjectures[i].rejected)
			return &l->conjectures[i];
	return NULL;
}

const struct lacuna *line_lacuna(const struct line *line, bool at_end)
{
	for (const struct word *w = at_end ? last_word(line) : first_word(line); w;
	     w = at_end ? prev_word(w) : next_word(w)) {
		const struct lacuna *l = open_lacuna(w, at_end);
		if (l || word_shown(w))
			return l;
	}
	return NULL;
}

bool word_is_fragment(const struct word *word)
{
	for (int after = 0; after < 2; after++) {
		const struct lacuna *l = open_lacuna(word, after);
		if (l && l->in_word)
			return true;
	}
	return false;
}
