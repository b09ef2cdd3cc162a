/*
 * Make one double quote of what the recogniser took for two marks, or for another: "‘‘Are" reads "“Are", "Butts,"'"
 * reads "Butts,"", "** Book”" reads "“ Book”".
 *
 * Two single quotes side by side are one double quote in any print. Other marks are mended only where the quotes before
 * and after them leave no choice: a quotation that is open is closed, one that is closed was opened, and none has a
 * quotation in single quotes in it. Quotes within quotes, inches and listings stay. Apostrophes between letters are
 * alike on a page, whichever way the recogniser read each: where more of them are curled, all are.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/dictionaries.h"
#include "page/text.h"

#include <string.h>

/* How sure (percent): by the shape alone, by the quotes before and after. */
static const float sure_shape = 97, sure_pair = 92;

/* A quotation whose first mark was read as a single quote has no more words than this, or there may be an apostrophe.
 */
enum { MOST_QUOTED = 15 };

/* A longer one (bytes) is no word. */
enum { LONGEST_WORD = 200 };

/* A double quote is wider than this, in widths of a single one, if it is whole. */
static const float most_half = 1.6F;

/* What a cluster of marks consists of. */
enum mark_kind {
	MARK_DOUBLE,  /* one double quote, with or without a single one: “ " “‘ ’” */
	MARK_EXTRA,   /* a double quote and a single one after it: ”’ */
	MARK_PAIR,    /* two single ones: ‘‘ '’ */
	MARK_SINGLE,  /* ‘ ’ ' ` */
	MARK_STARRED, /* a quote and a star: ‘* “* */
	MARK_STARS,   /* a star, or two */
	MARK_BREAK,   /* a new region */
	MARK_OTHER
};

/* What it does in its word, as what is left and right of it tells. */
enum mark_role { ROLE_NONE, ROLE_OPEN, ROLE_CLOSE, ROLE_ALONE };

struct mark {
	struct word *word;
	size_t begin, end; /* bytes of the word's text */
	size_t number;     /* of the word, among all */
	enum mark_kind kind;
	enum mark_role role, shape; /* shape: what its own curls say, or ROLE_NONE */
	uint32_t before;            /* the character before it, or 0 */
	bool nested;                /* a double quote with a single one at it */
};

struct quotes {
	struct repair *r;
	struct mark *marks;
	size_t count;
	bool german;            /* its quotes are „ and “ */
	bool straight;          /* the page's double quotes are */
	bool open, carried;     /* a quotation is open; one was where the region began */
	bool had_single, outer; /* it had single quotes in it; it began within some */
};

enum { FIRST_DASH = 0x2010, LAST_DASH = 0x2015, ELLIPSIS = 0x2026 };

static bool is_double(uint32_t c)
{
	return c == '"' || c == LEFT_DOUBLE || c == RIGHT_DOUBLE || c == LOW_DOUBLE;
}

static bool is_single(uint32_t c)
{
	return c == '\'' || c == '`' || c == LEFT_SINGLE || c == RIGHT_SINGLE || c == LOW_SINGLE;
}

static bool is_mark(uint32_t c)
{
	return is_double(c) || is_single(c) || c == '*';
}

static bool is_solid(uint32_t c)
{
	return utf8_is_letter(c) || utf8_is_digit(c);
}

static bool is_dash(uint32_t c)
{
	return c == '-' || (c >= FIRST_DASH && c <= LAST_DASH);
}

static bool is_among(uint32_t c, const char *ascii)
{
	return c && c < 0x80 && strchr(ascii, (int)c);
}

static enum mark_kind kind_of(struct str cluster)
{
	uint32_t c[2] = {0};
	size_t n = 0;
	for (size_t at = 0; at < cluster.n; n++) {
		uint32_t next = utf8_next(cluster, &at);
		if (n < 2)
			c[n] = next;
	}
	if (n == 1)
		return is_double(c[0]) ? MARK_DOUBLE : is_single(c[0]) ? MARK_SINGLE : MARK_STARS;
	if (n > 2)
		return MARK_OTHER;
	if (c[0] == '*' || c[1] == '*')
		return c[0] == c[1] ? MARK_STARS : MARK_STARRED;
	if (is_single(c[0]) && is_single(c[1]))
		return MARK_PAIR;
	if (is_double(c[0]) && is_double(c[1]))
		return MARK_OTHER;
	return is_double(c[0]) && c[0] != LEFT_DOUBLE && c[0] != LOW_DOUBLE ? MARK_EXTRA : MARK_DOUBLE;
}

/* In German print “ and ‘ close what „ and ‚ open. */
static enum mark_role shape_of(struct str cluster, bool german)
{
	bool opens = false, closes = false;
	for (size_t at = 0; at < cluster.n;) {
		uint32_t c = utf8_next(cluster, &at);
		bool left = c == LEFT_DOUBLE || c == LEFT_SINGLE;
		opens |= (left && !german) || c == LOW_DOUBLE || c == LOW_SINGLE || c == '`';
		closes |= (left && german) || c == RIGHT_DOUBLE || c == RIGHT_SINGLE;
	}
	return opens == closes ? ROLE_NONE : opens ? ROLE_OPEN : ROLE_CLOSE;
}

static enum mark_role role_of(uint32_t before, uint32_t after)
{
	bool closed = is_among(before, ".,;:!?)]") || before == ELLIPSIS || is_solid(before);
	if (!before && !after)
		return ROLE_ALONE;
	if ((!before || is_dash(before) || is_among(before, "([")) && is_solid(after))
		return ROLE_OPEN;
	return closed && (!after || is_dash(after) || is_among(after, ".,;:!?)]")) ? ROLE_CLOSE : ROLE_NONE;
}

/* A word of a listing, a formula or an address. */
static bool is_code(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("=<>{}[]\\/$#@_&|~^+%", s.s[i]))
			return true;
	return false;
}

static size_t length_of_first(struct str s)
{
	size_t at = 0;
	utf8_next(s, &at);
	return at;
}

static void add_marks(struct quotes *q, struct word *w, size_t number)
{
	uint32_t before = 0;
	for (size_t at = 0; at < w->text.n;) {
		struct mark m = {.word = w, .begin = at, .number = number, .before = before};
		uint32_t c = utf8_next(w->text, &at);
		if (!is_mark(c)) {
			before = c;
			continue;
		}
		uint32_t after = 0;
		for (m.end = at; at < w->text.n; m.end = at) {
			after = utf8_next(w->text, &at);
			if (!is_mark(after))
				break;
			after = 0;
		}
		at = m.end;
		struct str cluster = {w->text.s + m.begin, m.end - m.begin};
		m.kind = kind_of(cluster);
		m.shape = shape_of(cluster, q->german);
		m.role = role_of(before, after);
		m.nested = m.kind == MARK_DOUBLE && at > m.begin + length_of_first(cluster);
		before = c;
		if (m.role != ROLE_NONE)
			q->marks[q->count++] = m;
	}
}

/* At most so many marks are in the word: each begins with one of these bytes. */
static size_t count_possible(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += s.s[i] && strchr("\"'`*\xE2", s.s[i]);
	return n;
}

/* All marks of the text in the page's order, and what its double quotes look like. */
static void collect_marks(struct quotes *q)
{
	const struct page *page = q->r->page;
	size_t most = page->counts[NODE_REGION], number = 0, straight = 0, curly = 0;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++)
		most += count_possible(((const struct word *)page->nodes[NODE_WORD][i])->text);
	q->marks = arena_alloc(&q->r->page->scratch, most, sizeof *q->marks);
	for (struct region *g = first_region(page); g; g = next_region(g)) {
		if (!region_is_prose(g) || !first_line(g))
			continue;
		q->marks[q->count++] = (struct mark){.kind = MARK_BREAK};
		for (struct line *l = first_line(g); l; l = next_line(l))
			for (struct word *w = first_word(l); w; w = next_word(w))
				if (word_shown(w) && w->text.n <= LONGEST_WORD && !is_code(w->text))
					add_marks(q, w, number++);
	}
	for (size_t i = 0; i < q->count; i++) {
		straight += q->marks[i].kind == MARK_DOUBLE && q->marks[i].shape == ROLE_NONE;
		curly += q->marks[i].kind == MARK_DOUBLE && q->marks[i].shape != ROLE_NONE;
	}
	q->straight = straight > curly;
}

/* The mark reads as this double quote now; marks after it in its word move along. */
static void put_double(struct quotes *q, size_t i, enum mark_role role, float sure, const char *why)
{
	struct mark *m = &q->marks[i];
	struct str text = m->word->text, mark = STR("\"");
	struct str opens = q->german ? STR("„") : STR("“"), closes = q->german ? STR("“") : STR("”");
	if (!q->straight)
		mark = role == ROLE_OPEN ? opens : closes;
	struct str now = arena_printf(&q->r->page->scratch, "%.*s%.*s%.*s", (int)m->begin, text.s, STR_ARG(mark),
				      (int)(text.n - m->end), text.s + m->end);
	edit_text(q->r->page, repair_reason(q->r, sure, "%s", why), m->word, now);
	for (size_t k = i + 1; k < q->count && q->marks[k].word == m->word; k++) {
		q->marks[k].begin += now.n - text.n;
		q->marks[k].end += now.n - text.n;
	}
	m->end = m->begin + mark.n;
	m->kind = MARK_DOUBLE;
	m->role = m->role == ROLE_ALONE ? ROLE_ALONE : role;
	m->shape = role;
}

/* What a mark of its kind would do; where it stands alone, as its curls say. */
static enum mark_role effect_of(const struct mark *m)
{
	return m->role == ROLE_ALONE ? m->shape : m->role;
}

static bool is_apostrophe(const struct mark *m)
{
	return m->kind == MARK_SINGLE && m->role == ROLE_CLOSE && is_solid(m->before);
}

/* The next mark that is no apostrophe, over so many breaks at most; NULL: none. */
static const struct mark *next_mark(const struct quotes *q, size_t i, unsigned breaks)
{
	for (size_t k = i + 1; k < q->count; k++) {
		const struct mark *m = &q->marks[k];
		if (m->kind == MARK_BREAK && !breaks--)
			return NULL;
		if (m->kind != MARK_BREAK && !is_apostrophe(m))
			return m;
	}
	return NULL;
}

/* Is it a mark that ends a quotation in double quotes? */
static bool ends_quotation(const struct mark *m)
{
	return m && m->kind != MARK_SINGLE && m->kind != MARK_STARS && m->kind != MARK_OTHER &&
	       effect_of(m) == ROLE_CLOSE;
}

static void follow_double(struct quotes *q, enum mark_role role)
{
	if (role == ROLE_OPEN && !q->open)
		q->outer = q->had_single;
	if (role == ROLE_CLOSE)
		q->had_single = q->outer;
	q->open = role == ROLE_NONE ? q->open : role == ROLE_OPEN;
}

static void mend_pair(struct quotes *q, size_t i)
{
	const struct mark *m = &q->marks[i];
	enum mark_role role = effect_of(m);
	if (role == ROLE_NONE)
		role = q->open ? ROLE_CLOSE : ROLE_OPEN;
	bool inches = role == ROLE_CLOSE && utf8_is_digit(m->before) && !q->open;
	bool possessive = role == ROLE_CLOSE && q->had_single && m->before == 's';
	if (inches || possessive)
		return;
	put_double(q, i, role, sure_shape, "two single quotes side by side are one double quote");
	follow_double(q, role);
}

/* After a word, a star may be a footnote's. */
static void mend_starred(struct quotes *q, size_t i)
{
	const struct mark *m = &q->marks[i];
	enum mark_role role = effect_of(m);
	if (m->role == ROLE_OPEN || (m->role == ROLE_ALONE && role == (q->open ? ROLE_CLOSE : ROLE_OPEN)))
		put_double(q, i, role, sure_shape, "a quote read as a quote and a star");
	follow_double(q, role);
}

/* Does the word stand nearer to the one after it in its line than to the one before? */
static bool is_nearer_to_next(const struct word *w)
{
	const struct word *a = prev_word(w), *b = next_word(w);
	return a && b && !box_empty(a->box) && !box_empty(b->box) &&
	       b->box.left - w->box.right < w->box.left - a->box.right;
}

/* One star alone may be a speck or a footnote's. */
static void mend_stars(struct quotes *q, size_t i)
{
	const struct mark *m = &q->marks[i];
	bool one = m->end - m->begin == 1;
	bool placed = one ? m->role == ROLE_ALONE && is_nearer_to_next(m->word) : m->role != ROLE_CLOSE;
	if (q->open || q->carried || !placed || m->word == last_shown(word_line(m->word)) ||
	    !ends_quotation(next_mark(q, i, 1)))
		return;
	put_double(q, i, ROLE_OPEN, sure_pair, "the quotation that ends after it begins here");
	follow_double(q, ROLE_OPEN);
}

/* Letters that words lose at their beginning: "'tis", "'em". */
static bool is_elision(struct str s)
{
	static const char *const usual[] = {"tis",  "twas",  "twere", "twill", "twould", "em", "til",
					    "till", "cause", "bout",  "neath", "round",  NULL};
	size_t n = 0;
	while (n < s.n && (s.s[n] | 0x20) >= 'a' && (s.s[n] | 0x20) <= 'z')
		n++;
	return str_is_one_of(str_chop(s, s.n - n), usual) || (s.n && s.s[0] >= '0' && s.s[0] <= '9');
}

static void mend_single(struct quotes *q, size_t i)
{
	const struct mark *m = &q->marks[i], *next = next_mark(q, i, 0);
	if (m->role == ROLE_OPEN) {
		bool begins = !q->open && !q->carried && m->shape == ROLE_OPEN && ends_quotation(next) &&
			      next->number - m->number <= MOST_QUOTED && !is_elision(str_skip(m->word->text, m->end));
		if (begins) {
			put_double(q, i, ROLE_OPEN, sure_pair, "the quotation that ends after it begins here");
			follow_double(q, ROLE_OPEN);
		} else {
			q->had_single = true;
		}
	} else if (m->role == ROLE_CLOSE && !is_solid(m->before) && q->open && !q->had_single &&
		   !ends_quotation(next)) {
		put_double(q, i, ROLE_CLOSE, sure_pair, "the quotation that began before it ends here");
		follow_double(q, ROLE_CLOSE);
	} else if (m->role == ROLE_CLOSE && !is_solid(m->before) && !q->open) {
		q->had_single = false;
	}
}

/* Are the double quote and the single one after it of one width: two halves of one? */
static bool are_halves(const struct mark *m)
{
	const struct word *w = m->word;
	size_t at = 0;
	if (!str_equal(w->text, w->raw))
		return false;
	for (uint32_t i = 0; i + 1 < w->symbol_count; at += w->symbols[i++].text.n) {
		struct box a = w->symbols[i].box, b = w->symbols[i + 1].box;
		if (at == m->begin)
			return !box_empty(b) && (float)(a.right - a.left) < most_half * (float)(b.right - b.left);
	}
	return false;
}

/* "Butts,"'": the half of a double quote, read again. */
static void mend_extra(struct quotes *q, size_t i)
{
	const struct mark *m = &q->marks[i];
	if (m->role != ROLE_OPEN && (are_halves(m) || (q->open && !q->had_single)))
		put_double(q, i, ROLE_CLOSE, sure_pair, "one double quote, of which a part was read twice");
	follow_double(q, ROLE_CLOSE);
}

static void mend_mark(struct quotes *q, size_t i)
{
	const struct mark *m = &q->marks[i];
	switch (m->kind) {
	case MARK_BREAK:
		q->carried = q->open;
		q->open = q->had_single = q->outer = false;
		break;
	case MARK_DOUBLE:
		follow_double(q, effect_of(m) != ROLE_NONE ? effect_of(m) : q->open ? ROLE_CLOSE : ROLE_OPEN);
		q->had_single |= q->open && m->nested;
		break;
	case MARK_EXTRA: mend_extra(q, i); break;
	case MARK_PAIR: mend_pair(q, i); break;
	case MARK_SINGLE: mend_single(q, i); break;
	case MARK_STARRED: mend_starred(q, i); break;
	case MARK_STARS: mend_stars(q, i); break;
	case MARK_OTHER: break;
	}
}

/* Where the word's next apostrophe between letters is, from a byte on, which is moved behind it; or 0. */
static size_t next_apostrophe(struct str text, size_t *at, uint32_t *mark)
{
	uint32_t before = 0;
	for (size_t begin = *at; begin < text.n; before = *mark) {
		size_t here = begin;
		*mark = utf8_next(text, &begin);
		size_t behind = begin;
		if ((*mark == '\'' || *mark == RIGHT_SINGLE) && utf8_is_letter(before) && begin < text.n &&
		    utf8_is_letter(utf8_next(text, &behind))) {
			*at = begin;
			return here;
		}
	}
	return 0;
}

/* Counts the curled apostrophes between letters, less the straight ones. */
static int count_curled(const struct page *page)
{
	int curled = 0;
	uint32_t mark;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		for (size_t at = 0; word_shown(w) && next_apostrophe(w->text, &at, &mark);)
			curled += mark == RIGHT_SINGLE ? 1 : -1;
	}
	return curled;
}

static void curl_apostrophes(struct repair *r)
{
	struct page *page = r->page;
	uint32_t mark;
	if (count_curled(page) <= 0)
		return;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		for (size_t at = 0, here; word_shown(w) && (here = next_apostrophe(w->text, &at, &mark));)
			if (mark == '\'' && region_is_prose(line_region(word_line(w))))
				edit_text(page, repair_reason(r, sure_shape, "most apostrophes of the page are curled"),
					  w,
					  arena_printf(&page->scratch, "%.*s’%.*s", (int)here, w->text.s,
						       STR_ARG(str_skip(w->text, here + 1))));
	}
}

static void mend_quotes(struct repair *r)
{
	struct quotes q = {.r = r, .german = lang_has(r->page->lang, "deu") && page_has(r->page, STR("„"))};
	collect_marks(&q);
	for (size_t i = 0; i < q.count; i++)
		mend_mark(&q, i);
	curl_apostrophes(r);
}

const struct repair_stage stage_quotes = {
	.name = "quotes",
	.summary = "make one double quote of what was read as two marks, and apostrophes alike",
	.run = mend_quotes};
