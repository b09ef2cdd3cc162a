/*
 * Rejoin words split by a line-end hyphen: "resto-" + "ration" → "restoration", "well-" + "known" → "well-known"; and
 * those that a dash ties where the line ends at it, "the recipe—" + "formulated", if the page sets no white about
 * dashes.
 *
 * The lexicon decides. Where the whole is a word and the halves are not both words, the hyphen was the printer's and
 * goes. Where all three are words ("be-" + "tween"), the page's own spelling decides, then whether printers part the
 * word there: "start-" + "up" is not "startup" parted. Where only the halves are words, it is a compound; where one
 * half is none, a word that the dictionary lacks. All else is left as it is.
 *
 * The development texts have 15,000 places where a British or an American printer may part a closed word, and 216 words
 * that their authors wrote with a hyphen. To ask that both agree would keep a printer's hyphen at one place in five; so
 * the word of one is enough. Only after "re" and "to" ("re-creation", "to-day"), where authors often set the hyphen
 * themselves, must both agree; but "today" has had none since about 1950, and a page that names a later year is later.
 */
#include "repair/repair.h"

#include "base/table.h"
#include "base/utf8.h"
#include "language/dictionaries.h"
#include "language/runs_on.h"
#include "page/folio.h"

/*
 * How often such joins are right on the development pages, in percent: 1,148 of 1,176 by the whole (most of the others
 * are in text that the transcriptions lack), all of 194 by the page, 260 of 270 by a pattern, 44 of 49 compounds when
 * those of a licence notice, untranscribed, count as right. Of 21 words that the dictionary lacks
 * 20 were parted by the printer. There were too few numbers, and places where the author's
 * hyphen is assumed, to measure: two, of "to-day", and both wrong on those modern pages.
 */
static const float sure_whole = 99, sure_page = 99, sure_pattern = 96, sure_compound = 90, sure_author = 50,
		   sure_unknown = 90;

/* That no white is to stand behind a dash: set by hand. */
static const float sure_dash = 95;

/* Of a word that no dictionary has, the halves are at least so long (bytes). */
enum { SHORTEST_HALF = 2 };

/* After "re", shorter rests than this (bytes) are mostly no word of their own: "re-fer", "re-cord". */
enum { SHORTEST_REPEATED = 5 };

/* Years that no earlier page names; a round number counts other things. */
enum { FIRST_MODERN = 1950, LAST_MODERN = 2049, ROUND = 2000 };

/* How the page spells: the words that stand whole in its lines, and whether it is so late that "today" has no hyphen.
 */
struct own_spelling {
	struct table words;
	bool modern;
};

/* A word at a line's end, its continuation at the next, and the letters beside the hyphen. */
struct candidate {
	struct word *head, *tail;
	struct str begin; /* head without its hyphen */
	struct str left;  /* the letters before the hyphen: of "(mother-in-" "in" */
	struct str right; /* the letters that the tail begins with: of "known," "known" */
	bool new_region;  /* the tail is in another region than the head */
};

static bool is_quote(uint32_t c)
{
	return c == '\'' || c == RIGHT_SINGLE;
}

static bool is_word_part(uint32_t c)
{
	return utf8_is_letter(c) || utf8_is_digit(c) || is_quote(c);
}

static struct str letters_before(struct str s)
{
	size_t end = s.n, begin;
	while (s.n && is_word_part(utf8_last(s, &begin)))
		s.n = begin;
	return (struct str){s.s + s.n, end - s.n};
}

/* An apostrophe within is of the word; one behind it closes a quotation. */
static struct str letters_after(struct str s)
{
	size_t at = 0, end = 0;
	for (uint32_t c; at < s.n && is_word_part(c = utf8_next(s, &at));)
		end = is_quote(c) ? end : at;
	return (struct str){s.s, end};
}

/* Does the line end in a word with such a mark that may go on in the next line: of the body, or else of its region? */
static bool find_candidate(const struct line *l, bool is_mark(uint32_t), struct candidate *c)
{
	bool body = region_kinds[line_region(l)->type].place == PLACE_BODY;
	const struct line *next = body ? line_after(l) : next_line(l);
	size_t end;
	*c = (struct candidate){.head = last_shown(l), .tail = next ? first_shown(next) : NULL};
	if (!c->head || !c->tail || line_is_cut(l, true) || line_is_cut(next, false) ||
	    !is_mark(utf8_last(c->head->text, &end)))
		return false;
	c->begin = (struct str){c->head->text.s, end};
	c->left = letters_before(c->begin);
	c->right = letters_after(c->tail->text);
	c->new_region = line_region(l) != line_region(next);
	return c->left.n && c->right.n;
}

/* A word that means another thing in another language. */
struct lang_word {
	const char *lang, *word;
};

static bool is_among(struct str lang, struct str word, const struct lang_word *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(word, str_of(words[i].word)) && lang_has(lang, words[i].lang))
			return true;
	return false;
}

/* "pre- and post-war": such a word after a hyphen does not belong to the half before it; but "up-" + "to-date" does. */
static bool is_suspended(struct str lang, struct str tail, struct str right)
{
	static const struct lang_word after[] = {{"eng", "and"}, {"eng", "or"},    {"eng", "to"},  {"eng", "the"},
						 {"eng", "nor"}, {"eng", "but"},   {"deu", "und"}, {"deu", "oder"},
						 {"deu", "bis"}, {"deu", "sowie"}, {"deu", "bzw"}, {"fra", "et"},
						 {"fra", "ou"},  {"spa", "y"},     {"spa", "o"},   {"ita", "e"},
						 {"ita", "o"},   {"nld", "en"},    {"nld", "of"}};
	return !str_starts(str_skip(tail, right.n), STR("-")) &&
	       is_among(lang, right, after, sizeof after / sizeof *after);
}

/* Is it a word that may follow a hyphen, and no ending: "start-up", but not "expect-ed", though the lexicon has "ed"?
 */
static bool is_second_word(const struct repair *r, struct str right)
{
	static const struct lang_word endings[] = {{"eng", "al"}, {"eng", "ed"}, {"eng", "en"},
						   {"eng", "er"}, {"eng", "es"}, {"eng", "le"},
						   {"eng", "ly"}, {"eng", "ry"}, {"eng", "ty"}};
	return !is_among(r->page->lang, right, endings, sizeof endings / sizeof *endings) &&
	       lexicon_knows(r->lexicon, right);
}

/*
 * The whole of what German printers parted as "Zuk-ker" (until 1998): Zucker. Empty where it is no such word.
 */
static struct str whole_of_kk(const struct repair *r, const struct candidate *c)
{
	if (!lang_has(r->page->lang, "deu") || c->left.s[c->left.n - 1] != 'k' || c->right.s[0] != 'k')
		return (struct str){0};
	struct str whole =
		arena_printf(&r->page->scratch, "%.*sc%.*s", STR_ARG(str_chop(c->left, 1)), STR_ARG(c->right));
	return lexicon_knows(r->lexicon, whole) ? whole : (struct str){0};
}

static bool ends_upper(struct str s)
{
	size_t begin;
	return utf8_is_upper(utf8_last(s, &begin));
}

static bool is_number(struct str s)
{
	for (size_t at = 0; at < s.n;)
		if (!utf8_is_digit(utf8_next(s, &at)))
			return false;
	return s.n > 0;
}

static bool is_modern(struct str word)
{
	int32_t year = folio_value(folio_in(word));
	return year >= FIRST_MODERN && year <= LAST_MODERN && year != ROUND;
}

static void learn_spelling(const struct page *page, struct own_spelling *own)
{
	for (const struct region *r = first_region(page); r; r = next_region(r))
		for (const struct line *l = first_line(r); l; l = next_line(l))
			for (const struct word *w = first_word(l); w; w = next_word(w)) {
				struct str s = w->text;
				size_t begin;
				while (s.n && !is_word_part(utf8_last(s, &begin)))
					s.n = begin;
				if (word_shown(w) && (s.n == w->text.n || w != last_word(l)))
					table_at(&own->words, s);
				own->modern |= is_modern(w->text);
			}
}

static bool stands_on_page(const struct table *words, struct str word)
{
	return table_find(words, word) != NULL;
}

/*
 * May the halves be a compound? Not where a sentence seems to begin after a full stop read as a hyphen: in "Peekskill-
 * They" only the second is a word in lower case too, unlike both of "Export-Import" and neither of "Anglo-Saxon".
 */
static bool may_be_compound(struct repair *r, const struct candidate *c)
{
	struct arena *arena = &r->page->scratch;
	if (c->new_region)
		return false;
	return !begins_capital(c->right) || ends_upper(c->left) ||
	       !lexicon_knows(r->lexicon, utf8_lower(arena, c->right)) ||
	       lexicon_knows(r->lexicon, utf8_lower(arena, c->left));
}

/* Joins with this between the halves. */
static void join_with(struct repair *r, const struct candidate *c, const char *between, float sure, const char *why)
{
	struct str joined =
		arena_printf(&r->page->scratch, "%.*s%s%.*s", STR_ARG(c->begin), between, STR_ARG(c->tail->text));
	edit_join(r->page, repair_reason(r, sure, "%s", why), c->head, c->tail, joined);
}

/* Joins with or without the hyphen. */
static void join(struct repair *r, const struct candidate *c, bool closed, float sure, const char *why)
{
	join_with(r, c, closed ? "" : "-", sure, why);
}

/* "Zuk-" + "ker" is Zucker. */
static void join_kk(struct repair *r, const struct candidate *c)
{
	struct candidate without = *c;
	without.begin.n--;
	join_with(r, &without, "c", sure_whole, "German printers parted ck as k-k");
}

/*
 * Do printers part the whole word where this one is parted? Only English writes many a word with a hyphen and without.
 */
static bool is_parted(const struct repair *r, const struct own_spelling *own, const struct candidate *c,
		      struct str whole)
{
	if (!lang_has(r->page->lang, "eng"))
		return true;
	bool repeated = str_equal(c->left, STR("re")) || str_equal(c->left, STR("Re"));
	bool day = str_equal(c->left, STR("to")) || str_equal(c->left, STR("To"));
	bool authors_own = (repeated && c->right.n >= SHORTEST_REPEATED) || (day && !own->modern);
	return lexicon_parting(r->lexicon, whole, c->left.n) >= (authors_own ? PARTING_AGREED : PARTING_DISPUTED);
}

static void rejoin(struct repair *r, const struct own_spelling *own, const struct candidate *c)
{
	struct str whole = arena_printf(&r->page->scratch, "%.*s%.*s", STR_ARG(c->left), STR_ARG(c->right));
	struct str compound = arena_printf(&r->page->scratch, "%.*s-%.*s", STR_ARG(c->left), STR_ARG(c->right));
	bool first = lexicon_knows(r->lexicon, c->left), second = is_second_word(r, c->right);
	bool halves = first && second;
	bool name = begins_capital(c->right) && !ends_upper(c->left); /* "Anglo-Saxon" */
	bool letter = c->left.n == 1 && c->begin.n > 1;               /* "a-t-" + "on" */
	bool known = !name && !letter && lexicon_knows(r->lexicon, whole);

	if ((is_suspended(r->page->lang, c->tail->text, c->right) && !(known && !first)) ||
	    (c->new_region && is_number(c->right)))
		return;
	if (is_number(c->left) && is_number(c->right))
		join(r, c, false, sure_compound, "numbers keep their hyphen");
	else if (!known && whole_of_kk(r, c).n)
		join_kk(r, c);
	else if (known && !halves)
		join(r, c, true, sure_whole, "the whole is a word, the halves are not");
	else if (stands_on_page(&own->words, whole))
		join(r, c, true, sure_page, "it stands whole elsewhere on the page");
	else if (stands_on_page(&own->words, compound))
		join(r, c, false, sure_page, "it stands with its hyphen elsewhere on the page");
	else if (known && is_parted(r, own, c, whole))
		join(r, c, true, sure_pattern, "the whole is a word, and it is parted there");
	else if (!known && !(second && (first || begins_capital(c->left))) && !begins_capital(c->right) &&
		 c->left.n >= SHORTEST_HALF && c->right.n >= SHORTEST_HALF)
		join(r, c, true, sure_unknown,
		     second ? "the first half is no word: a word that the dictionary lacks"
			    : "the second half is no word: a word that the dictionary lacks");
	else if (may_be_compound(r, c) && (halves || lexicon_knows(r->lexicon, compound)))
		join(r, c, false, known ? sure_author : sure_compound,
		     known ? "a word, but not parted there: the hyphen is the author's"
			   : "both halves are words, the whole is none: a compound");
}

static bool is_dash(uint32_t c)
{
	return c == 0x2014;
}

/* Counts the dashes within lines that stand close to the words on both sides, less those that do not. */
static int count_close_dashes(const struct page *page)
{
	int close = 0;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		size_t at = 0;
		for (uint32_t c = 0, before = 0; word_shown(w) && at < w->text.n; before = c) {
			bool first = !at;
			c = utf8_next(w->text, &at);
			if (is_dash(c) && (at < w->text.n || next_shown(w)))
				close += !first && !is_dash(before) && at < w->text.n ? 1 : -1;
		}
	}
	return close;
}

/* Joins the words that a dash ties over a line's end. */
static void close_dash(struct repair *r, const struct line *l)
{
	struct candidate c;
	if (!find_candidate(l, is_dash, &c) || c.new_region)
		return;
	c.begin = c.head->text;
	join_with(r, &c, "", sure_dash, "the page sets no white about its dashes");
}

static void rejoin_split_words(struct repair *r)
{
	struct own_spelling own = {0};
	struct candidate c;
	bool close = count_close_dashes(r->page) > 0;
	learn_spelling(r->page, &own);
	for (const struct region *region = first_region(r->page); region; region = next_region(region)) {
		if (!region_is_prose(region))
			continue;
		for (const struct line *l = first_line(region); l; l = next_line(l))
			if (find_candidate(l, utf8_is_hyphen, &c))
				rejoin(r, &own, &c);
			else if (close)
				close_dash(r, l);
	}
	table_release(&own.words);
}

const struct repair_stage stage_dehyphen = {.name = "dehyphen",
					    .summary = "rejoin words split by a line-end hyphen or dash",
					    .needs = REPAIR_LEXICON,
					    .run = rejoin_split_words};
