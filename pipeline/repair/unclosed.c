/*
 * Set aside the quote or bracket that a T is read with: "vacations. ‘Those who wish" reads "vacations. Those who wish";
 * and that of a sign in a circle, "Linux®)".
 *
 * The arm of a large T looks like one to the recogniser, and so does the right of a circle. A quotation that begins
 * within a paragraph ends in it, so that a quote before a T that nothing closes up to there is none, nor is a bracket
 * behind a circle that nothing opens.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/runs_on.h"

#include <string.h>

/* How sure (percent): of the 5 on the development pages, and 6 double ones on hard copies, all were none. The
 * brackets of circles are two, on one hard copy. */
static const float sure = 86;

/* What opens, and what closes it; and whether it does so within sentences too, where no T is likely to have an arm. */
static const struct opening {
	uint32_t opens[3], closes[3];
	bool within;
} openings[] = {
	{{'\'', LEFT_SINGLE, RIGHT_SINGLE}, {'\'', LEFT_SINGLE, RIGHT_SINGLE}, false},
	{{'"', LEFT_DOUBLE, RIGHT_DOUBLE}, {'"', LEFT_DOUBLE, RIGHT_DOUBLE}, true},
	{{'['}, {']'}, true},
};

static bool is_one_of(uint32_t c, const uint32_t signs[3])
{
	return c && (c == signs[0] || c == signs[1] || c == signs[2]);
}

/* Does it close behind the word's letters? An apostrophe may: then it stays. */
static bool may_close(const struct word *w, const struct opening *o)
{
	struct str core = utf8_core(w->text), rest = str_skip(w->text, (size_t)(core.s - w->text.s) + core.n);
	for (size_t at = 0; at < rest.n;)
		if (is_one_of(utf8_next(rest, &at), o->closes))
			return true;
	return false;
}

/* What the word begins with, where "Th" follows it; NULL. */
static const struct opening *opening_of(const struct word *w, size_t *n)
{
	size_t at = 0;
	uint32_t first = w->text.n ? utf8_next(w->text, &at) : 0;
	struct str rest = str_skip(w->text, at);
	*n = at;
	if (!str_starts(rest, STR("Th")))
		return NULL;
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (is_one_of(first, openings[i].opens))
			return &openings[i];
	return NULL;
}

/* The bytes of the quote or bracket before the word's T that nothing closes; 0 where there is none. */
static size_t unclosed_quote(const struct word *w)
{
	size_t n = 0;
	const struct opening *o = opening_of(w, &n);
	if (!o || !word_shown(w) || box_empty(w->box))
		return 0;
	/* A quotation that goes on from another paragraph has its quote again at the beginning. */
	if (w == first_shown(word_line(w)) && word_line(w) == first_line(line_region(word_line(w))))
		return 0;
	const struct word *before = preceding_shown(w);
	if (o->within && !(before && ends_sentence(before->text)))
		return 0;
	for (const struct word *v = w; v; v = following_shown(v))
		if (may_close(v, o))
			return 0;
	return n;
}

/* What stands behind the bracket that a circle was read with; NULL where there is none. */
static const char *behind_circle(struct str text)
{
	static const char *const circles[] = {"®)", "©)"};
	for (size_t i = 0; i < sizeof circles / sizeof *circles; i++) {
		const char *found = memmem(text.s, text.n, circles[i], strlen(circles[i]));
		if (found)
			return found + strlen(circles[i]);
	}
	return NULL;
}

/* Is a bracket open before the word, or in it? */
static bool is_in_brackets(const struct word *w)
{
	for (; w; w = preceding_shown(w)) {
		const char *open = memrchr(w->text.s, '(', w->text.n), *close = memrchr(w->text.s, ')', w->text.n);
		if (open || (close && !behind_circle(w->text)))
			return open && (!close || open > close || behind_circle(w->text));
	}
	return false;
}

static void set_bracket_aside(struct repair *r, struct word *w)
{
	const char *rest = behind_circle(w->text);
	if (!rest || is_in_brackets(w))
		return;
	int before = (int)(rest - w->text.s) - 1, behind = (int)(w->text.n - (size_t)before) - 1;
	edit_text(r->page, repair_reason(r, sure, "nothing opens it; read of the circle"), w,
		  arena_printf(&r->page->scratch, "%.*s%.*s", before, w->text.s, behind, rest));
}

static void set_quotes_aside(struct repair *r)
{
	struct page *page = r->page;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		size_t n = word_is_prose(w) ? unclosed_quote(w) : 0;
		if (n)
			edit_text(page, repair_reason(r, sure, "nothing closes it; read of the arm of the T"), w,
				  str_skip(w->text, n));
		if (word_is_prose(w))
			set_bracket_aside(r, w);
	}
}

const struct repair_stage stage_unclosed = {
	.name = "unclosed",
	.summary = "set aside quotes and brackets that the arm of a T, or a circle, was read as",
	.needs = REPAIR_GEOMETRY,
	.run = set_quotes_aside};
