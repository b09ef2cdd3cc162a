/* Readings of large letters. */
#include "repair/letters.h"

#include "base/utf8.h"
#include "repair/place.h"

#include <stdlib.h>
#include <string.h>

/* A letter counts if it was read with this confidence (percent). */
static const float least_sure = 60;

/* Words beside a letter were read with this one. */
static const float least_read = 30;

/* A word that was read with this one and stands in a box higher than so many x-heights, four lines, shows that the box
 * is about text, and none of a letter; but the letter itself, which is higher than words are. */
static const float least_inside = 75;
static const double highest_usual = 12, highest_word = 2.5;

/* A raised letter's foot is so near to that of the word behind it, which may hang below the line (x-heights). */
static const double on_line = 0.6;

/* They begin so far from it (x-heights): to the left and to the right of its right end. */
static const double farthest_left = 0.5, farthest_right = 3;

const struct letter_look letter_looks[LETTER_LOOKS] = {{1, 1}, {1, 3}, {1.6, 1}, {1.6, 3}};

static struct letter_vote *vote_of(struct letter_votes *votes, uint32_t letter)
{
	int i = 0;
	while (i < votes->count && votes->all[i].letter != letter)
		i++;
	if (i == MOST_VOTES)
		return NULL;
	if (i == votes->count)
		votes->all[votes->count++] = (struct letter_vote){.letter = letter};
	return &votes->all[i];
}

/* The text as one letter; 0: it is another thing. */
static uint32_t one_letter(struct str s)
{
	size_t at = 0;
	uint32_t c = s.n ? utf8_next(s, &at) : 0;
	/* Initials are capitals; the small letters that look like theirs, or as bars do, may be misread ones. */
	bool small = c < 0x80 && c && strchr("abdefghmnqrty", (int)c);
	return at == s.n && utf8_is_letter(c) && !small ? c : 0;
}

/* Notes that a letter was seen in a reading, once for all of its places there. */
static void see(struct letter_votes *votes, struct str text, float confidence, bool seen[MOST_VOTES])
{
	uint32_t letter = one_letter(text);
	struct letter_vote *vote = letter && confidence >= least_sure ? vote_of(votes, letter) : NULL;
	if (!vote || seen[vote - votes->all])
		return;
	seen[vote - votes->all] = true;
	vote->seen++;
}

uint32_t letter_votes_add(struct letter_votes *votes, const struct page *reading)
{
	bool seen[MOST_VOTES] = {0};
	uint32_t words = reading->counts[NODE_WORD];
	for (uint32_t i = 0; i < words; i++) {
		const struct word *w = (const struct word *)reading->nodes[NODE_WORD][i];
		for (uint32_t k = 0; k < w->symbol_count; k++) {
			const struct symbol *s = &w->symbols[k];
			see(votes, s->text, s->confidence, seen);
			for (uint32_t a = 0; a < s->alternative_count; a++)
				see(votes, s->alternatives[a].text, s->alternatives[a].confidence, seen);
		}
	}
	const struct word *only = words == 1 ? (const struct word *)reading->nodes[NODE_WORD][0] : NULL;
	uint32_t letter = only && only->confidence >= least_sure ? one_letter(only->raw) : 0;
	struct letter_vote *vote = letter ? vote_of(votes, letter) : NULL;
	return vote && ++vote->alone > 1 ? letter : 0;
}

bool letter_was_seen(const struct letter_vote *vote)
{
	return vote->seen > 1;
}

static bool is_middle_in(struct box a, struct box b)
{
	int x = (a.left + a.right) / 2, y = (a.top + a.bottom) / 2;
	return x > b.left && x < b.right && y > b.top && y < b.bottom;
}

bool heads_lines(const struct repair *repair, struct box b, double x_height)
{
	const struct page *page = repair->page;
	int beside = 0;
	bool raised = false, high = b.bottom - b.top > highest_usual * x_height;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		struct box c = upright_box(repair, w->box);
		int32_t top = c.top > b.top ? c.top : b.top, bottom = c.bottom < b.bottom ? c.bottom : b.bottom;
		if (high && w->confidence >= least_inside && c.bottom - c.top < highest_word * x_height &&
		    is_middle_in(c, b))
			return false;
		if (w->confidence < least_read || c.left < b.right - farthest_left * x_height ||
		    c.left > b.right + farthest_right * x_height || 2 * (bottom - top) < c.bottom - c.top)
			continue;
		beside++;
		raised |= abs(b.bottom - c.bottom) < on_line * x_height && b.top < c.top - x_height;
	}
	return beside > 1 || raised;
}
