/*
 * Read the letters in years as the old-style figures that they are: "1goo" reads "1900", "rg0o" reads "1900"; and the
 * stops between groups of three figures as the commas that others of them are: "780.000,000" reads "780,000,000".
 *
 * Old-style figures have the heights of small letters: a nought looks like an o, a nine like a g, a one like a small
 * capital I. Four of them that make a year, of which one was read as a figure, are no word.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/dictionaries.h"

#include <string.h>

/* What old-style figures are read as, and the figures. */
static const char read_as[] = "oOiIlr|gqsSzZ", figures[] = "0011111995522";

/* The years that are looked for. */
enum { FIRST_YEAR = 1400, LAST_YEAR = 2039, DIGITS = 4, BASE = 10, GROUP = 3 };

/* How sure (percent): two were on the development pages, and both right. */
static const float sure = 86;

/* And of the commas: of 5 on copies of the development pages all were right. */
static const float sure_of_groups = 90;

/* The figures of the word's core in their place; 0 where it is no year that was read with letters. */
static int year_of(struct str core, char year[DIGITS])
{
	int digits = 0, value = 0;
	for (size_t i = 0; i < DIGITS && core.n == DIGITS; i++) {
		const char *letter = memchr(read_as, core.s[i], sizeof read_as - 1);
		bool digit = core.s[i] >= '0' && core.s[i] <= '9';
		if (!digit && !letter)
			return 0;
		year[i] = digit ? core.s[i] : figures[letter - read_as];
		digits += digit;
		value = BASE * value + (year[i] - '0');
	}
	bool pounds = digits == DIGITS - 1 && core.s[DIGITS - 1] == 'l'; /* "200l", an old way to write £200 */
	return digits && digits < DIGITS && !pounds && value >= FIRST_YEAR && value <= LAST_YEAR ? value : 0;
}

/* Are there three groups of figures or more, parted by commas and by stops? */
static bool is_grouped(struct str core)
{
	size_t commas = 0, stops = 0, run = 0;
	for (size_t i = 0; i < core.n; i++) {
		if (core.s[i] >= '0' && core.s[i] <= '9') {
			run++;
			continue;
		}
		bool first = !commas && !stops;
		commas += core.s[i] == ',';
		stops += core.s[i] == '.';
		if ((core.s[i] != ',' && core.s[i] != '.') || !run || run > GROUP || (!first && run < GROUP))
			return false;
		run = 0;
	}
	return commas && stops && run == GROUP;
}

static void mend_groups(struct page *page, struct reason why, struct word *w, struct str core)
{
	struct str text = arena_str(&page->scratch, w->text);
	char *c = (char *)text.s + (core.s - w->text.s);
	for (size_t i = 0; i < core.n; i++)
		c[i] = c[i] == '.' ? ',' : c[i];
	edit_text(page, why, w, text);
}

static void read_figures(struct repair *r)
{
	struct page *page = r->page;
	bool english = lang_has(page->lang, "eng");
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		struct str core = utf8_core(w->text);
		char year[DIGITS];
		if (!word_is_prose(w))
			continue;
		if (english && is_grouped(core))
			mend_groups(page, repair_reason(r, sure_of_groups, "groups of three figures, parted by commas"),
				    w, core);
		if (!year_of(core, year))
			continue;
		struct str text = arena_str(&page->scratch, w->text);
		memcpy((char *)text.s + (core.s - w->text.s), year, DIGITS);
		edit_text(page, repair_reason(r, sure, "old-style figures look like these letters, and make a year"), w,
			  text);
	}
}

const struct repair_stage stage_figures = {.name = "figures",
					   .summary =
						   "read letters in years as figures, and stops in numbers as commas",
					   .run = read_figures};
