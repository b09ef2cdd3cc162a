/* The text of a region as lines of plain text. */
#include "emit/block.h"

#include "base/utf8.h"
#include "page/cells.h"
#include "page/lacuna.h"
#include "page/pitch.h"
#include "page/text.h"

#include <math.h>

static const char lost[] = "[…]";

bool word_is_printed(const struct word *w, struct str text)
{
	return text.n || (!w->in && (open_lacuna(w, false) || open_lacuna(w, true)));
}

/* What the likeliest conjecture adds to the fragment, if it is likely enough. */
static bool conjectured(const struct lacuna *l, struct str fragment, double least, struct str *addition)
{
	const struct conjecture *c = l->in_word && l->conjecture_count && least > 0 ? &l->conjectures[0] : NULL;
	bool after = lacuna_is_after(l->side);
	if (!c || (double)c->probability < least ||
	    !(after ? str_starts(c->text, fragment) : str_ends(c->text, fragment)))
		return false;
	*addition = after ? str_skip(c->text, fragment.n) : str_chop(c->text, fragment.n);
	return true;
}

/* What stands whole elsewhere is nearly sure, and printed as guesses of that probability are. */
static const double sure_elsewhere = 0.97;

static bool stands_elsewhere(const struct lacuna *l, struct str text, double least, struct str *addition)
{
	if (!l->elsewhere.n || !(least > 0) || least > sure_elsewhere)
		return false;
	*addition = str_starts(l->elsewhere, text) ? str_skip(l->elsewhere, text.n) : l->elsewhere;
	return true;
}

/* Is more missing than the letters of the addition? Less than a word of two letters, with its space, is the type's
 * doing. */
static bool is_more_missing(const struct lacuna *l, struct str addition)
{
	float rest = l->letters - (float)utf8_count(addition);
	return !(l->letters > 0) || rest > fmaxf(l->deviation, 3);
}

/* The addition in brackets: at the word, or with a space between where it is other words. */
static void add_bracketed(struct str addition, bool after, bool apart, struct strbuf *out)
{
	bool spaced = str_starts(addition, STR(" "));
	if (!addition.n)
		return;
	if (after && (apart || spaced))
		strbuf_byte(out, ' ');
	strbuf_printf(out, "[%.*s]", STR_ARG(str_skip(addition, spaced)));
	if (!after && apart)
		strbuf_byte(out, ' ');
}

/* The signs before or after the word whose text is given. */
static void add_lost(const struct lacuna *l, struct str text, double conjectures, struct strbuf *out)
{
	bool after = lacuna_is_after(l->side), at_word = l->in_word && text.n;
	struct str addition = {0};
	bool whole = stands_elsewhere(l, text, conjectures, &addition);
	bool guessed = whole || conjectured(l, text, conjectures, &addition);
	bool more = !guessed || (!whole && is_more_missing(l, addition));
	bool space = (guessed || !at_word) && (text.n || addition.n);
	if (after)
		add_bracketed(addition, true, !l->in_word && text.n, out);
	strbuf_add(out, more && after && space ? STR(" ") : STR(""));
	strbuf_add(out, more ? str_of(lost) : STR(""));
	strbuf_add(out, more && !after && space ? STR(" ") : STR(""));
	if (!after)
		add_bracketed(addition, false, !l->in_word && text.n, out);
}

void add_printed(const struct word *w, struct str text, double conjectures, struct strbuf *out)
{
	const struct lacuna *before = open_lacuna(w, false), *after = open_lacuna(w, true);
	if (before)
		add_lost(before, text, conjectures, out);
	strbuf_add(out, text);
	if (after)
		add_lost(after, text, conjectures, out);
}

/* Parts the cell that begins with this word from what stands before it in its row; an empty one leaves a tab more. */
static uint32_t part_cell(const struct word *w, const struct column_span *columns, uint32_t count, uint32_t at,
			  struct strbuf *out)
{
	bool first = !prev_shown(w);
	uint32_t to = cell_column(w, columns, count, first ? 0 : at + 1);
	for (uint32_t i = first ? 0 : at; i < to; i++)
		strbuf_byte(out, '\t');
	return to;
}

static void add_rows(const struct region *r, double conjectures, struct strbuf *out)
{
	struct arena arena = {0};
	uint32_t count, at = 0;
	const struct column_span *columns = table_columns(r, &arena, &count);
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		strbuf_add(out, out->n && first_shown(l) ? STR("\n") : STR(""));
		for (const struct word *w = first_shown(l); w; w = next_shown(w)) {
			if (begins_cell(w))
				at = part_cell(w, columns, count, at, out);
			else
				strbuf_byte(out, ' ');
			add_printed(w, w->text, conjectures, out);
		}
	}
	arena_release(&arena);
}

static void add_running(const struct region *r, double conjectures, struct strbuf *out)
{
	for (const struct line *l = first_line(r); l; l = next_line(l))
		for (const struct word *w = first_word(l); w; w = next_word(w)) {
			struct str text = w->in ? (struct str){0} : w->text;
			if (!word_is_printed(w, text))
				continue;
			strbuf_add(out, out->n ? STR(" ") : STR(""));
			add_printed(w, text, conjectures, out);
		}
}

void add_lines(const struct region *r, struct printing printing, struct strbuf *out)
{
	struct margin margin = r->type == REGION_LISTING ? region_margin(r) : (struct margin){0};
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		bool first = true;
		for (const struct word *w = first_word(l); w; w = next_word(w)) {
			struct str text = printing.texts[w->node.id];
			if (!word_is_printed(w, text))
				continue;
			strbuf_add(out, !first ? STR(" ") : out->n ? STR("\n") : STR(""));
			strbuf_printf(out, "%*s", first ? (int)line_indent(l, margin) : 0, "");
			add_printed(w, text, printing.conjectures, out);
			first = false;
		}
	}
}

void add_block(const struct region *r, struct printing printing, struct strbuf *out)
{
	if (r->type == REGION_TABLE)
		add_rows(r, printing.conjectures, out);
	else if (r->type == REGION_MATHS || r->type == REGION_LINES || r->type == REGION_LISTING)
		add_lines(r, printing, out);
	else
		add_running(r, printing.conjectures, out);
}
