/*
 * Mend capitals read for small letters within sentences, and small letters for capitals where they begin: "the Computer
 * industry" reads "the computer industry", "It rained. the house" reads "It rained. The house".
 *
 * On poor scans, those in black and white above all, recognisers take the first letter of a line or a word for a
 * capital, whatever its height. How dark it is above the letter tells, and which words have capitals within sentences,
 * and whether one ends before. How likely it is was learned of pages and hard copies of them.
 */
#include "language/capitals.h"

#include "base/order.h"
#include "base/utf8.h"
#include "language/confusions.h"
#include "language/dictionaries.h"
#include "language/habits.h"
#include "language/learned.h"
#include "language/runs_on.h"
#include "repair/repair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * A change is made where it is so likely right, on the poorest scans and on others, and proposed where it is so likely.
 * (Of the changes on pages left out in turn that are 60 to 70% likely 59% are right, of those above 92%.)
 */
static const double least_on_poorest = 0.6, least_on_others = 0.9, least_proposed = 0.1;

/* Fewer capitals, or paler ink above them than this part of full ink, do not tell how much there is. */
enum { FEWEST_CAPITALS = 5 };
static const float least_rise = 0.02F;

/* Letters of a name that was read small. */
enum { FEWEST_OF_NAME = 3 };

/* A word that may have a capital or none, and the word before it in its paragraph, if any. */
struct case_change {
	struct word *word;
	const struct word *before;
	struct str core;
	bool to_small;
};

struct case_page {
	struct repair *r;
	struct case_change *changes;
	size_t count;
	size_t often[2]; /* changes, by whether they are to small letters */
	float rise;      /* above most of the page's capitals, parts of full ink; 0: not known */
	int scan_class;
};

static struct str other_case(struct arena *arena, struct str core)
{
	struct str s = arena_printf(arena, "%.*s", STR_ARG(core));
	((char *)s.s)[0] ^= 'a' - 'A';
	return s;
}

static bool ends_so(const struct word *before, const char *marks)
{
	return before && strchr(marks, before->text.s[before->text.n - 1]);
}

/* May it be written otherwise: small within a sentence, or with a capital where one may begin, or as a name? */
static bool may_change(const struct case_page *p, const struct case_change *c)
{
	struct str other = other_case(&p->r->page->scratch, c->core);
	if (!lexicon_knows(p->r->lexicon, other))
		return false;
	if (c->to_small)
		return c->before && !str_equal(c->core, STR("I"));
	if (!c->before || ends_sentence(c->before->text))
		return true;
	return c->core.n >= FEWEST_OF_NAME && !lexicon_knows(p->r->lexicon, c->core);
}

static void consider(struct case_page *p, struct word *w)
{
	struct case_change c = {.word = w, .before = preceding_shown(w), .core = utf8_core(w->text)};
	if (!w->symbol_count || !c.core.n)
		return;
	enum word_shape shape = word_shape(c.core);
	bool one = c.core.n == 1 && c.core.s[0] >= 'A' && c.core.s[0] <= 'Z';
	c.to_small = shape == SHAPE_CAPITAL || one;
	if (c.core.s[0] < 'A' || c.core.s[0] > 'z' || !(c.to_small || shape == SHAPE_SMALL) || !may_change(p, &c))
		return;
	p->changes = arena_grow(&p->r->page->scratch, p->changes, p->count, sizeof *p->changes);
	p->changes[p->count++] = c;
	p->often[c.to_small]++;
}

static const struct symbol *first_symbol(const struct word *w)
{
	for (uint32_t i = 0; i < w->symbol_count; i++)
		if (utf8_core(w->symbols[i].text).n)
			return &w->symbols[i];
	return NULL;
}

/* What other looks at the line say of the word. */
static void weigh_looks(const struct word *w, struct str now, struct str other, float terms[CAPITAL_TERMS])
{
	for (uint32_t i = 0; i < w->reading_count; i++) {
		const struct reading *look = &w->readings[i];
		struct str core = utf8_core(look->text);
		if (!reading_is_look(look))
			continue;
		terms[CAPITAL_AGAIN] = fmaxf(terms[CAPITAL_AGAIN], look->count == 1 && str_equal(core, other));
		terms[CAPITAL_CONFIRMED] = fmaxf(terms[CAPITAL_CONFIRMED], look->count == 1 && str_equal(core, now));
	}
}

static void weigh_letter(const struct case_page *p, const struct case_change *c, float terms[CAPITAL_TERMS])
{
	char small = (char)(c->core.s[0] | ('a' - 'A'));
	struct str other = other_case(&p->r->page->scratch, c->core);
	const struct symbol *first = first_symbol(c->word);
	terms[CAPITAL_ALIKE] = !(p->rise > 0) || !c->word->type.measured;
	if (terms[CAPITAL_ALIKE] == 0)
		terms[CAPITAL_RISE] = fmaxf(-0.5F, fminf(1.5F, c->word->type.rise / p->rise));
	terms[CAPITAL_LOW] = strchr("acegmnopqrsuvwxyz", small) != NULL;
	terms[CAPITAL_HIGH] = strchr("bdfhkl", small) != NULL;
	terms[CAPITAL_SAME] = strchr("copsvwxz", small) != NULL;
	for (uint32_t i = 0; first && i < first->alternative_count; i++)
		if (str_equal(first->alternatives[i].text, (struct str){other.s, 1}))
			terms[CAPITAL_SEEN] = first->alternatives[i].confidence;
	weigh_looks(c->word, c->core, other, terms);
}

static void weigh_place(const struct case_page *p, const struct case_change *c, float terms[CAPITAL_TERMS])
{
	struct arena *arena = &p->r->page->scratch;
	const struct word *next = following_shown(c->word);
	struct str last = c->before ? utf8_core(c->before->text) : (struct str){0};
	terms[CAPITAL_FIRST] = c->word == first_shown(word_line(c->word));
	terms[CAPITAL_BEGINS] = !c->before;
	terms[CAPITAL_ENDED] = c->before && ends_sentence(c->before->text);
	terms[CAPITAL_MARKED] = ends_so(c->before, ",;:\"");
	terms[CAPITAL_PARTED] = c->before && ends_parted(c->before->text);
	terms[CAPITAL_SHORT] = c->before && (is_cut_short(last) || last.n == 1);
	terms[CAPITAL_HABIT] = word_habit(utf8_lower(arena, c->core)).capital;
	terms[CAPITAL_NAME] = !c->to_small && !lexicon_knows(p->r->lexicon, c->core);
	terms[CAPITAL_BESIDE] = (c->before && begins_capital(c->before->text)) || (next && begins_capital(next->text));
}

static void weigh(const struct case_page *p, const struct case_change *c, float terms[CAPITAL_TERMS])
{
	memset(terms, 0, CAPITAL_TERMS * sizeof *terms);
	terms[CAPITAL_TO_SMALL] = c->to_small;
	weigh_letter(p, c, terms);
	weigh_place(p, c, terms);
	terms[CAPITAL_CONFIDENCE] = c->word->confidence;
	terms[CAPITAL_LINE] = line_confidence(word_line(c->word));
	terms[CAPITAL_OFTEN] = log1pf((float)p->often[c->to_small]);
	terms[CAPITAL_SCAN] = (float)p->scan_class;
}

static struct str evidence_of(struct arena *arena, const struct case_change *c, const float terms[CAPITAL_TERMS])
{
	struct strbuf b = {0};
	strbuf_printf(&b, "\"%.*s\" may have %s:", STR_ARG(c->word->text), c->to_small ? "no capital" : "a capital");
	learned_tell(&b, capital_names, terms, CAPITAL_TERMS);
	struct str out = arena_str(arena, strbuf_str(&b));
	strbuf_release(&b);
	return out;
}

static void change_if_likely(struct case_page *p, const struct case_change *c)
{
	struct page *page = p->r->page;
	float terms[CAPITAL_TERMS];
	weigh(p, c, terms);
	double likely = capital_likely(terms);
	if (likely < least_proposed)
		return;
	struct reason why = {.stage = str_of(p->r->stage->name),
			     .confidence = (float)(100 * likely),
			     .evidence = evidence_of(&page->scratch, c, terms)};
	struct str text = arena_printf(&page->scratch, "%.*s", STR_ARG(c->word->text));
	((char *)text.s)[c->core.s - c->word->text.s] ^= 'a' - 'A';
	if (likely >= (p->scan_class >= POOREST_SCAN ? least_on_poorest : least_on_others))
		edit_text(page, why, c->word, text);
	else
		edit_reading(page, why, c->word, 1, text);
}

/* Finds how much ink is above the page's capitals. */
static void look_at_capitals(struct case_page *p)
{
	struct page *page = p->r->page;
	size_t count = 0;
	float *rises = NULL;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (!word_is_prose(w) || !w->type.measured || !begins_capital(w->text))
			continue;
		rises = arena_grow(&page->scratch, rises, count, sizeof *rises);
		rises[count++] = w->type.rise;
	}
	if (count < FEWEST_CAPITALS)
		return;
	qsort(rises, count, sizeof *rises, by_float);
	p->rise = rises[count * 2 / 3] >= least_rise ? rises[count * 2 / 3] : 0;
}

static void mend_capitals(struct repair *r)
{
	struct case_page p = {.r = r, .scan_class = repair_scan_class(r)};
	if (!lang_has(r->page->lang, "eng")) /* others have other habits: German nouns have capitals */
		return;
	look_at_capitals(&p);
	for (uint32_t i = 0; i < r->page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)r->page->nodes[NODE_WORD][i];
		if (word_is_prose(w) && region_is_running_text(line_region(word_line(w))))
			consider(&p, w);
	}
	for (size_t i = 0; i < p.count; i++)
		change_if_likely(&p, &p.changes[i]);
}

const struct repair_stage stage_capitals = {
	.name = "capitals",
	.summary = "mend capitals within sentences, and small letters where they begin",
	.needs = REPAIR_GEOMETRY | REPAIR_LEXICON,
	.run = mend_capitals};
