/*
 * Tell notes from the body: at the foot of a column, in other type, on the author, or with the mark of a footnote; and
 * lines that say on which page the text goes on.
 */
#include "repair/layout.h"
#include "repair/repair.h"
#include "repair/setting.h"

#include "base/utf8.h"
#include "language/runs_on.h"

#include <ctype.h>
#include <strings.h>

/* Footnotes are set in type smaller than this part of the body's. */
static const float note_type = 0.9F;

/* A note's first line is further from the body's last than this (leadings). */
static const double set_off = 1.3;

/* A note on the author has so many letters (bytes); the number of a footnote, so many digits. */
enum { SHORTEST_NOTE = 55, LONGEST_NOTE = 420, MOST_DIGITS = 2 };

/*
 * A note at the foot of a column, as on the author: slanted, set off by white, and in the middle of a sentence, which
 * does not run on into it. A paragraph that is set in italics stands after the end of one.
 */
static bool is_note(struct repair *r, const struct layout *l, const struct layout_block *blocks, size_t count, size_t i)
{
	const struct layout_block *b = &blocks[i];
	if (b->region->type != REGION_PARAGRAPH || !(b->type.slant > 6) || same_face(&b->type, &l->body) ||
	    b->letters < SHORTEST_NOTE || b->letters > LONGEST_NOTE)
		return false;
	struct setting p = find_setting(l, blocks, count, i);
	if (p.tops || !p.above || !p.ends)
		return false;
	const struct word *first = first_word(b->first->line);
	struct str words[2];
	block_words(p.above, true, words);
	double down = b->first->area.bottom - p.above->last->area.bottom;
	return down > set_off * l->leading && first && !begins_lower(first->text) && !ends_sentence(words[0]) &&
	       runs_across(r, p.above, b) < 1;
}

/* Does it begin as footnotes do: "1 See", "* See"? */
static bool begins_as_note(const struct layout_block *b)
{
	const struct word *w = first_shown(b->first->line);
	size_t at = 0;
	if (!w || !next_shown(w))
		return false;
	uint32_t c = utf8_next(w->text, &at);
	bool digits = isdigit((int)c) && w->text.n <= MOST_DIGITS && isdigit((unsigned char)w->text.s[w->text.n - 1]);
	return digits || (at == w->text.n && (c == '*' || c == 0x2020 || c == 0x2021 || c == 0xA7));
}

/* A footnote: at the foot of a column, in smaller type, with its mark. */
static bool is_footnote(const struct layout *l, const struct layout_block *blocks, size_t count, size_t i)
{
	const struct layout_block *b = &blocks[i];
	if (b->region->type != REGION_PARAGRAPH || b->type.x_height > note_type * l->body.x_height)
		return false;
	struct setting p = find_setting(l, blocks, count, i);
	return p.above && p.ends && !p.tops && begins_as_note(b);
}

/* Does it say where the text comes from or goes on: "Continued on page 24"? */
static bool is_jump_line(const struct layout_block *b)
{
	static const char *const words[][3] = {{"continued"}, {"from", "on"}, {"page", "p."}};
	enum { WORDS = sizeof words / sizeof *words };
	const struct word *w = first_shown(b->first->line);
	if (b->line_count > 1 || b->region->type != REGION_PARAGRAPH)
		return false;
	for (size_t i = 0; i < WORDS; i++, w = next_shown(w)) {
		bool found = false;
		for (size_t k = 0; w && k < 3 && words[i][k]; k++) {
			struct str s = str_of(words[i][k]);
			struct str at = str_starts(w->text, STR("(")) ? str_skip(w->text, 1) : w->text;
			found |= at.n == s.n && !strncasecmp(at.s, s.s, s.n);
		}
		if (!found)
			return false;
	}
	return w && isdigit((unsigned char)*w->text.s) && !next_shown(w);
}

static void name_notes(struct repair *r)
{
	struct layout l;
	size_t count;
	if (!layout_init(&l, r->page))
		return;
	struct layout_block *blocks = layout_blocks(&l, &r->page->scratch, &count);
	for (size_t i = 0; i < count; i++)
		if (is_jump_line(&blocks[i]))
			edit_type(r->page, repair_reason(r, 95, "says on which page the text goes on, or began"),
				  blocks[i].region, REGION_FLOATING);
		else if (is_footnote(&l, blocks, count, i))
			edit_type(r->page,
				  repair_reason(r, 90, "a note in smaller type, with its mark, at a column's foot"),
				  blocks[i].region, REGION_FOOTNOTE);
		else if (is_note(r, &l, blocks, count, i))
			edit_type(r->page, repair_reason(r, 90, "a note in other type, set off at a column's foot"),
				  blocks[i].region, REGION_FLOATING);
}

const struct repair_stage stage_notes = {.name = "notes",
					 .summary = "tell footnotes, notes on the author and jump lines from the body",
					 .needs = REPAIR_GEOMETRY,
					 .run = name_notes};
