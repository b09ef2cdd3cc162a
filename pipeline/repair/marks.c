/*
 * Mend the marks behind words: "at our disposal He saw" has lost a full stop, "in the long run. be the work" and "by
 * the potter, It was" have one read for the other, "was transferred: to the" a speck.
 *
 * Marks are the smallest that is printed: on poor scans they are lost in the blur, specks are taken for them, and their
 * tails are. What may stand there instead is what the recogniser saw as well, what the ink behind the word allows, and
 * what the next word's case asks for. How likely it is was learned of pages and hard copies of them.
 */
#include "repair/marks.h"

#include "base/utf8.h"
#include "language/address.h"
#include "language/confusions.h"
#include "language/dictionaries.h"
#include "language/learned.h"
#include "language/runs_on.h"

#include <math.h>
#include <string.h>

/*
 * A change is made where it is so likely right, on good scans and on poor ones, and proposed where it is so likely. (Of
 * the changes on pages left out in turn that are 60 to 70% likely 71% are right, of those above 88%.)
 */
static const double least_on_good = 0.75, least_on_poor = 0.6, least_proposed = 0.1;

/* What is lost is looked for where so little ink is behind other words (log10), or a sentence may end. */
static const float least_ink = 1;

/* What the recogniser saw as well with this confidence (percent) is considered. */
static const float least_seen = 20;

/* Marks are considered that have so much ink where a tail, or an upper dot, would be, and at their foot. */
static const float least_tail = 0.2F, least_upper = 0.2F, least_foot = 0.1F, least_dot = 0.3F;

struct changes {
	struct mark_change *all;
	size_t count;
	size_t open; /* brackets that are not closed before the word */
};

static void add(struct mark_page *p, struct changes *found, struct mark_change c, char mark)
{
	c.mark = mark;
	found->all = arena_grow(&p->r->page->scratch, found->all, found->count, sizeof *found->all);
	found->all[found->count++] = c;
	p->often[mark_kind(&c)]++;
}

/* Does the next paragraph go on with the sentence? */
static bool goes_on(const struct word *w)
{
	const struct line *after = line_after(word_line(w));
	const struct word *then = after ? first_shown(after) : NULL;
	return then && begins_lower(then->text);
}

/* What was lost: nothing was read, and a sentence may end or there is ink. */
static void consider_lost(struct mark_page *p, struct changes *found, struct mark_change c, const struct word *next)
{
	size_t begin;
	if (!p->measured || !c.word->type.measured || c.rest.n || !utf8_is_letter(utf8_last(c.core, &begin)))
		return;
	if (next ? begins_capital(next->text) : !goes_on(c.word))
		add(p, found, c, '.');
	if (next && mark_ink(p, c.word) >= least_ink)
		add(p, found, c, ',');
}

/* May the mark stand before what follows, in the place of what was read? */
static bool may_follow(char read, char mark, const struct word *next)
{
	if (read == '!' || read == ')')
		return false;
	if (mark == '.')
		return read != ';' && (!next || begins_upper(next->text));
	if (!next || !begins_lower(next->text))
		return false;
	return mark == ',' ? read != ';' : mark == ';' && read == ':';
}

/* Does the ink look so much more like the mark than like what was read that it may be it? */
static bool has_shape_of(const struct mark_page *p, const struct mark_change *c, char mark)
{
	struct mark_shape shape = mark_shape(p, c->word);
	bool has_tail = shape.tail >= least_tail, has_upper = shape.upper >= least_upper,
	     was_tailed = c->read == ',' || c->read == ';', was_upper = c->read == ':' || c->read == ';';
	if (!c->word->type.measured || shape.foot < least_foot || !strchr(".,;:", c->read))
		return false;
	return (has_tail != was_tailed || has_upper != was_upper) && has_tail == (mark == ',' || mark == ';') &&
	       has_upper == (mark == ':' || mark == ';');
}

/* Has a colon its two dots? On the poorest scans specks have as much ink. */
static bool has_two_dots(const struct mark_page *p, const struct mark_change *c)
{
	struct mark_shape shape = mark_shape(p, c->word);
	return p->scan_class < POOREST_SCAN && strchr(":;", c->read) && shape.foot >= least_dot &&
	       shape.upper >= least_dot;
}

static void consider(struct mark_page *p, struct changes *found, struct word *w)
{
	struct mark_change c;
	if (!word_is_prose(w) || address_is(w->text) || !take_mark(w, &c))
		return;
	const struct word *next = following_shown(w);
	if (!c.read)
		consider_lost(p, found, c, next);
	else if (!mark_symbol(&c))
		return; /* a stored page, which does not tell what else was seen: see stage stops */
	else if (strchr(":;!)", c.read) && !(c.read == ')' && found->open) && !has_two_dots(p, &c))
		add(p, found, c, 0);
	for (const char *mark = ".,;:"; c.read && *mark; mark++)
		if (*mark != c.read && (may_follow(c.read, *mark, next) || mark_seen(&c, *mark) >= least_seen ||
					has_shape_of(p, &c, *mark)))
			add(p, found, c, *mark);
}

static struct str evidence_of(struct arena *arena, const struct mark_change *c, const float terms[MARK_TERMS])
{
	struct strbuf b = {0};
	strbuf_printf(&b, "\"%.*s\" may have another mark:", STR_ARG(c->word->text));
	learned_tell(&b, mark_names, terms, MARK_TERMS);
	struct str out = arena_str(arena, strbuf_str(&b));
	strbuf_release(&b);
	return out;
}

static void make(struct mark_page *p, const struct mark_change *c, double likely, const float terms[MARK_TERMS])
{
	struct page *page = p->r->page;
	struct reason why = {.stage = str_of(p->r->stage->name),
			     .confidence = (float)(100 * likely),
			     .evidence = evidence_of(&page->scratch, c, terms)};
	struct str text = arena_printf(&page->scratch, "%.*s%.*s%.*s", STR_ARG(c->core), c->mark ? 1 : 0, &c->mark,
				       STR_ARG(c->rest));
	if (likely >= (p->scan_class > 1 ? least_on_poor : least_on_good))
		edit_text(page, why, c->word, text);
	else if (likely >= least_proposed)
		edit_reading(page, why, c->word, 1, text);
}

/* Of the changes of each word the likeliest is made. */
static void make_likeliest(struct mark_page *p, const struct changes *found)
{
	for (size_t i = 0, end; i < found->count; i = end) {
		const struct mark_change *best = &found->all[i];
		float terms[MARK_TERMS], of_best[MARK_TERMS] = {0};
		double most = -1;
		for (end = i; end < found->count && found->all[end].word == found->all[i].word; end++) {
			weigh_mark(p, &found->all[end], terms);
			double likely = mark_likely(terms);
			if (likely <= most)
				continue;
			best = &found->all[end];
			most = likely;
			memcpy(of_best, terms, sizeof terms);
		}
		make(p, best, most, of_best);
	}
}

static void count_brackets(struct changes *found, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		found->open += s.s[i] == '(';
		found->open -= s.s[i] == ')' && found->open;
	}
}

static void consider_region(struct mark_page *p, struct changes *found, const struct region *g)
{
	found->open = 0;
	for (struct line *l = first_line(g); l; l = next_line(l))
		for (struct word *w = first_word(l); w; w = next_word(w)) {
			if (!word_shown(w))
				continue;
			consider(p, found, w);
			count_brackets(found, w->text);
		}
}

static void mend_marks(struct repair *r)
{
	struct mark_page p;
	struct changes found = {0};
	if (lang_has(r->page->lang, "deu")) /* every noun has a capital: it tells of no sentence */
		return;
	look_at_marks(&p, r);
	for (struct region *g = first_region(r->page); g; g = next_region(g))
		if (region_is_running_text(g))
			consider_region(&p, &found, g);
	make_likeliest(&p, &found);
}

const struct repair_stage stage_marks = {.name = "marks",
					 .summary = "mend the marks behind words: lost, read for each other, or specks",
					 .needs = REPAIR_GEOMETRY | REPAIR_LEXICON,
					 .run = mend_marks};
