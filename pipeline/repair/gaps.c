/*
 * Part words that the recogniser read as one, though they stand apart: "used as ina book" reads "used as in a book".
 *
 * Between two letters of the word there is as much white as between the words of its line, the two parts are words, and
 * the whole is none.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/address.h"
#include "language/dictionaries.h"

#include <string.h>

/* White within the word counts from this part of the line's usual space on, and from so many x-heights on. */
static const double least_of_space = 0.75, least_of_letter = 0.3;

/* Percent: 8 words were parted on the development pages, all of them rightly. */
static const float sure = 90;

static bool is_small(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] < 'a' || s.s[i] > 'z')
			return false;
	return s.n > 0;
}

/* Is it a word that may stand in a sentence: in small letters, but for its first? Of single letters: English a, A and
 * I. */
static bool is_part(struct repair *r, struct str s)
{
	bool capital = s.n && s.s[0] >= 'A' && s.s[0] <= 'Z';
	if (s.n == 1)
		return lang_has(r->page->lang, "eng") && (s.s[0] == 'a' || s.s[0] == 'A' || s.s[0] == 'I');
	return is_small(str_skip(s, capital)) && lexicon_knows(r->lexicon, s);
}

/* Where the word is two: bytes of its text before the gap; 0 where it is one. */
static size_t find_gap(struct repair *r, const struct word *w, double least)
{
	size_t at = 0;
	struct str core = utf8_core(w->text);
	const struct word *before = prev_shown(w);
	if (lexicon_knows(r->lexicon, core) || address_is(w->text) || memchr(w->text.s, '/', w->text.n) ||
	    (before && address_is(before->text)))
		return 0;
	for (uint32_t i = 0; i + 1 < w->symbol_count; i++) {
		at += w->symbols[i].text.n;
		size_t in_core = at - (size_t)(core.s - w->text.s);
		if (w->symbols[i + 1].box.left - w->symbols[i].box.right < least ||
		    at <= (size_t)(core.s - w->text.s) || in_core >= core.n)
			continue;
		struct str second = str_skip(core, in_core);
		if (is_part(r, (struct str){core.s, in_core}) && is_part(r, second) &&
		    (is_small(second) || str_equal(second, STR("I"))))
			return at;
	}
	return 0;
}

static void part_words(struct repair *r)
{
	struct page *page = r->page;
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page->nodes[NODE_LINE][i];
		double space = region_is_prose(line_region(l)) ? (double)line_space(l, NULL) : 0,
		       x = (double)line_type(l).x_height;
		double least =
			least_of_space * space > least_of_letter * x ? least_of_space * space : least_of_letter * x;
		for (struct word *w = space > 0 && x > 0 ? first_word(l) : NULL; w; w = next_word(w)) {
			size_t at = word_shown(w) && str_equal(w->text, w->raw) ? find_gap(r, w, least) : 0;
			if (!at)
				continue;
			struct str parts[2] = {{w->text.s, at}, str_skip(w->text, at)};
			edit_split(page,
				   repair_reason(r, sure, "as far apart as words of its line, and both are words"), w,
				   parts, 2);
		}
	}
}

const struct repair_stage stage_gaps = {.name = "gaps",
					.summary = "part words that were read as one, where they stand apart",
					.needs = REPAIR_GEOMETRY | REPAIR_LEXICON,
					.run = part_words};
