/*
 * Tell furniture, captions and headings from the body by their words alone, in text that has no places: a number that
 * stands alone is the page's, "HISTORY TODAY FEBRUARY 2006" beside it a running head, "Khrushchev (third from left)
 * reviews a parade." a caption.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/confusions.h"
#include "language/runs_on.h"
#include "page/folio.h"
#include "repair/caption_words.h"

#include <string.h>

/* How sure (percent); none is known on the pages that we have, which all have places but one. */
static const float sure_of_number = 90, sure_of_head = 85, sure_of_caption = 85, sure_of_heading = 80;

/* Words of a page without which nothing on it is furniture, and of a region that is a text. */
enum { LEAST_BESIDE = 30, LEAST_OF_TEXT = 12 };

/* Words of a running head and a heading at most. */
enum { MOST_OF_HEAD = 10, MOST_OF_HEADING = 12 };

/* Numbers up to there are days of a month. */
enum { LAST_DAY = 31 };

/* So many numbers that count up from one are those of sections. */
enum { LEAST_SECTIONS = 3 };

/* Small words of a heading have so many letters at most. */
enum { LONGEST_SMALL_WORD = 4 };

static const char *const months[] = {"january", "february",  "march",   "april",    "may",      "june",   "july",
				     "august",  "september", "october", "november", "december", "spring", "summer",
				     "autumn",  "winter",    "vol",     "volume",   "no",       NULL};

/* What names a periodical. */
static const char *const periodicals[] = {"magazine", "review",    "journal", "monthly", "weekly",
					  "gazette",  "quarterly", "issue",   NULL};
/* What parts a title from its date or number; and what stands before a page's number. */
static const char *const separators[] = {"|", "/", "·", "•", "●", "■", "▪", "*", NULL};
static const char *const of_pages[] = {"page", "p.", NULL};

/* What the region's words are like. */
struct wording {
	size_t words, lines, capitalised, upper, small, months, years, numbers, marks, separators, periodicals,
		sentences;
	const struct word *first, *last;
};

static void add_word(struct wording *g, const struct word *w)
{
	struct str core = utf8_core(w->text);
	bool year = folio_is_year(core);
	g->first = g->first ? g->first : w;
	g->last = w;
	g->words++;
	g->capitalised += begins_upper(core);
	g->upper += core.n > 1 && word_shape(core) == SHAPE_CAPITALS;
	g->small += begins_lower(core) && core.n <= LONGEST_SMALL_WORD;
	g->months += str_is_one_of(core, months);
	g->years += year;
	g->numbers += !year && folio_in(core).n && folio_value(core) > 0;
	g->marks += !core.n;
	g->separators += str_is_one_of(w->text, separators);
	g->periodicals += str_is_one_of(core, periodicals);
	g->sentences += ends_sentence(w->text);
}

static void add_line(struct wording *g, const struct line *l)
{
	g->lines += first_shown(l) != NULL;
	for (const struct word *w = first_shown(l); w; w = next_shown(w))
		add_word(g, w);
}

static struct wording wording_of(const struct region *r)
{
	struct wording g = {0};
	for (const struct line *l = first_line(r); l; l = next_line(l))
		add_line(&g, l);
	return g;
}

/* "58", "- 58 -", "xii", "Page 58": no year, and no single letter. */
static bool is_number(const struct wording *g)
{
	const struct word *w = g->words == 1 ? g->first : NULL;
	if (g->words == 2 && g->lines == 1 && str_is_one_of(g->first->text, of_pages))
		w = g->last;
	struct str folio = w ? folio_in(w->text) : (struct str){0};
	int32_t value = folio_value(folio);
	return folio.n && (value ? value < FOLIO_FIRST_YEAR : folio.n > 1 && begins_lower(folio));
}

/* Is the word the page's number: no year, and no day beside its month, which is the word next to it? */
static bool is_page_number(const struct word *w, const struct word *next)
{
	int32_t n = folio_value(folio_in(w->text));
	return n > 0 && n < FOLIO_FIRST_YEAR &&
	       (n > LAST_DAY || !next || !str_is_one_of(utf8_core(next->text), months));
}

static bool is_web_address(const struct word *w)
{
	return str_starts(w->text, STR("www.")) || str_starts(w->text, STR("http"));
}

/* "www.history.org 12", "12 www.history.org" */
static bool is_numbered_address(const struct wording *g)
{
	bool first = is_web_address(g->first);
	return g->words == 2 && (first || is_web_address(g->last)) &&
	       folio_value(folio_in((first ? g->last : g->first)->text)) > 0;
}

/* Names, small words, marks and numbers in a line. */
static bool is_like_head(const struct wording *g)
{
	return g->lines == 1 && g->words >= 2 && g->words <= MOST_OF_HEAD &&
	       g->capitalised + g->small + g->marks >= g->words;
}

/* The page's number with the issue's date or the periodical's name, or a mark between a title and the date, and nothing
 * else but names; or the number with an address: wherever it stands. */
static bool is_sure_head(const struct wording *g)
{
	if (g->lines == 1 && is_numbered_address(g))
		return true;
	if (!is_like_head(g) || g->numbers > 1)
		return false;
	bool dated = g->months == 1 && g->years == 1, named = g->periodicals && !g->years && !g->months;
	if (dated && g->separators && g->capitalised > g->months + g->years + g->numbers)
		return true;
	return g->numbers && (dated || named) &&
	       (is_page_number(g->first, next_shown(g->first)) || is_page_number(g->last, prev_shown(g->last)));
}

/* A title with the issue's date, in capitals or beside the page's number, or with that number before or behind it; or a
 * web address beside the number. */
static bool is_head(const struct wording *g, bool by_number, bool at_end)
{
	if (g->words == 1 && by_number)
		return is_web_address(g->first);
	if (!is_like_head(g) || ends_sentence(g->last->text))
		return false;
	bool title = g->capitalised > g->months + g->years + g->numbers;
	bool numbered = folio_value(folio_in(g->first->text)) || folio_value(folio_in(g->last->text));
	bool dated = g->months && g->years;
	if (by_number || (at_end && dated && g->upper + g->years + g->numbers == g->words))
		return title && g->months;
	return at_end && title && numbered && g->numbers == 1 && !g->years == !g->months;
}

/* A short line that ends no sentence, whose words are capitalised, before a text; or one that is marked with "#". */
static bool is_heading(const struct wording *g, const struct wording *next)
{
	if (g->lines == 1 && g->first->text.s[0] == '#' && g->words > 1)
		return true;
	size_t begin;
	uint32_t c = g->words ? utf8_last(g->last->text, &begin) : 0;
	return g->lines == 1 && g->words <= MOST_OF_HEADING && !ends_sentence(g->last->text) && c != ',' && c != ';' &&
	       c != '-' && begins_upper(g->first->text) && g->capitalised + g->small == g->words &&
	       g->numbers + g->years < g->words && next->words >= LEAST_OF_TEXT;
}

static void set_type(struct repair *r, struct region *g, enum region_type type, float sure, const char *why)
{
	edit_type(r->page, repair_reason(r, sure, "%s", why), g, type);
}

/* A running foot among the lines of a paragraph, and a number of its own beside it, stand behind it. */
static void take_heads_out(struct repair *r, struct region *g)
{
	struct line *next;
	bool taken = false;
	for (struct line *l = first_line(g); l; l = next) {
		struct wording is = {0};
		next = next_line(l);
		add_line(&is, l);
		bool number = taken && is_number(&is);
		taken = is.words && next && l != first_line(g) && (number || is_sure_head(&is));
		if (!taken)
			continue;
		struct reason why = repair_reason(r, sure_of_head, "a title with date and number, within a text");
		struct region *out =
			edit_add_region(r->page, why, number ? REGION_PAGE_NUMBER : REGION_FOOTER, next_region(g));
		edit_move(r->page, why, &l->node, 1, &out->node, NULL);
	}
}

/* The regions of the page, with their wording. */
struct listed {
	struct region *region;
	struct wording is;
};

static bool is_number_alone(const struct wording *g)
{
	return g->words == 1 && is_number(g);
}

/* Do the numbers that stand alone count the page's sections, from one on? */
static bool count_sections(const struct listed *all, size_t n)
{
	int32_t last = 0;
	for (size_t i = 0; i < n; i++)
		if (is_number_alone(&all[i].is) && folio_value(folio_in(all[i].is.first->text)) != ++last)
			return false;
	return last >= LEAST_SECTIONS;
}

static void tell_furniture(struct repair *r, const struct listed *all, size_t n, size_t i, bool sections)
{
	const struct wording none = {0}, *is = &all[i].is;
	const struct wording *before = i ? &all[i - 1].is : &none, *after = i + 1 < n ? &all[i + 1].is : &none;
	bool text_above = false;
	for (size_t k = 0; k < i; k++)
		text_above |= all[k].is.words >= LEAST_OF_TEXT;
	if (is_number_alone(is) && sections)
		set_type(r, all[i].region, REGION_HEADING, sure_of_heading, "the number of a section");
	else if (is_number(is))
		set_type(r, all[i].region, REGION_PAGE_NUMBER, sure_of_number, "a number that stands alone");
	else if (is_sure_head(is) || is_head(is, is_number(before) || is_number(after), !i || i + 1 == n))
		set_type(r, all[i].region, text_above ? REGION_FOOTER : REGION_HEADER, sure_of_head,
			 "a title with the issue's date beside the page's number, or with that number");
}

/* Does it stand between two texts, and beside no other short region? */
static bool is_between_texts(const struct listed *all, size_t n, size_t i)
{
	return i && i + 1 < n && all[i - 1].is.words >= LEAST_OF_TEXT && all[i + 1].is.words >= LEAST_OF_TEXT;
}

static void tell(struct repair *r, const struct listed *all, size_t n)
{
	const struct wording none = {0};
	size_t words = 0;
	bool sections = count_sections(all, n);
	for (size_t i = 0; i < n; i++)
		words += all[i].is.words >= LEAST_OF_TEXT ? all[i].is.words : 0;
	for (size_t i = 0; i < n; i++) {
		struct region *g = all[i].region;
		if (!all[i].is.words || g->type != REGION_PARAGRAPH)
			continue;
		if (words >= LEAST_BESIDE)
			tell_furniture(r, all, n, i, sections);
		if (g->type == REGION_PARAGRAPH && words >= LEAST_BESIDE &&
		    is_caption(all[i].is.first, is_between_texts(all, n, i), repair_trigrams(r)))
			set_type(r, g, REGION_CAPTION, sure_of_caption, "its words tell of a picture");
		if (g->type == REGION_PARAGRAPH && is_heading(&all[i].is, i + 1 < n ? &all[i + 1].is : &none))
			set_type(r, g, REGION_HEADING, sure_of_heading,
				 "a short line that ends no sentence, before a text");
	}
}

static void tell_by_wording(struct repair *r)
{
	struct page *page = r->page;
	struct listed *all = arena_alloc(&page->scratch, page->counts[NODE_REGION] + 1, sizeof *all);
	size_t n = 0;
	for (struct region *g = first_region(page); g && !page->width; g = next_region(g))
		all[n++] = (struct listed){g, wording_of(g)};
	tell(r, all, n);
	for (size_t i = 0; i < n; i++)
		if (all[i].region->type == REGION_PARAGRAPH && all[i].is.words >= LEAST_OF_TEXT)
			take_heads_out(r, all[i].region);
}

const struct repair_stage stage_wording = {
	.name = "wording",
	.summary = "tell furniture, captions and headings by their words, in text without places",
	.run = tell_by_wording};
