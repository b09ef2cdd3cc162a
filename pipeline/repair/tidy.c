/*
 * Clean up white space, ligatures and invisible characters in words: "ﬁnd" reads "find", "e" and a combining accent
 * "é".
 *
 * What a character means is not touched: the long s stays, and so do quotes and dashes. A soft hyphen at the end of a
 * word stays for the stage that rejoins words.
 */
#include "repair/repair.h"

#include "base/utf8.h"

#include <utf8proc.h>

static const float sure = 100; /* percent: the letters are the same, only their encoding differs */

/* Unicode's Latin presentation forms, U+FB00 to U+FB06; the long s in the sixth is kept. */
static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "ſt", "st"};
enum { FIRST_LIGATURE = 0xFB00, LAST_LIGATURE = 0xFB06, ZERO_WIDTH_NON_JOINER = 0x200C, ZERO_WIDTH_JOINER = 0x200D };

/* Zero-width spaces, marks of direction and byte order, controls; but the joiners, which shape letters in some scripts.
 */
static bool is_invisible(uint32_t c)
{
	if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER)
		return false;
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
	return k == UTF8PROC_CATEGORY_CC || k == UTF8PROC_CATEGORY_CF;
}

/* Adds one character as it should stand; white space is left to the caller. */
static void add_clean(struct strbuf *out, uint32_t c, struct str bytes, bool last)
{
	if (c >= FIRST_LIGATURE && c <= LAST_LIGATURE)
		strbuf_add(out, str_of(ligatures[c - FIRST_LIGATURE]));
	else if (!is_invisible(c) || (c == SOFT_HYPHEN && last))
		strbuf_add(out, bytes);
}

static void clean(struct str text, struct strbuf *out)
{
	bool space = false;
	for (size_t at = 0; at < text.n;) {
		size_t begin = at;
		uint32_t c = utf8_next(text, &at);
		if (utf8_is_space(c)) {
			space = true;
			continue;
		}
		if (space && out->n)
			strbuf_byte(out, ' ');
		space = false;
		add_clean(out, c, (struct str){text.s + begin, at - begin}, at == text.n);
	}
}

static bool is_plain_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] <= ' ' || s.s[i] > '~')
			return false;
	return true;
}

static void tidy_words(struct repair *r)
{
	struct strbuf text = {0};
	for (uint32_t i = 0; i < r->page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)r->page->nodes[NODE_WORD][i];
		if (!word_shown(w) || is_plain_ascii(w->text))
			continue;
		text.n = 0;
		clean(w->text, &text);
		if (text.n)
			utf8_compose(&text);
		if (!str_equal(strbuf_str(&text), w->text))
			edit_text(r->page, repair_reason(r, sure, "the same letters in their usual encoding"), w,
				  strbuf_str(&text));
	}
	strbuf_release(&text);
}

const struct repair_stage stage_tidy = {
	.name = "tidy", .summary = "clean up white space, ligatures and invisible characters", .run = tidy_words};
