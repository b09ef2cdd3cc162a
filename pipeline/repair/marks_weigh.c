/* What speaks for and against another mark behind a word. */
#include "base/order.h"
#include "base/utf8.h"
#include "language/confusions.h"
#include "language/habits.h"
#include "language/runs_on.h"
#include "repair/marks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bounds on what the words about it say (log10). */
static const double most_of_words = 4;

/* Fewer words do not tell how much ink there is behind a word. */
enum { FEWEST_WORDS = 50 };

/* Nor fewer marks what tails there are, nor tails that are so much alike. */
enum { FEWEST_MARKS = 10 };
static const float least_apart = 0.1F;

bool take_mark(struct word *w, struct mark_change *c)
{
	struct str core = utf8_core(w->text);
	if (!core.n)
		return false;
	*c = (struct mark_change){.word = w};
	c->core = (struct str){w->text.s, (size_t)(core.s - w->text.s) + core.n};
	c->rest = str_skip(w->text, c->core.n);
	if (c->rest.n && c->rest.s[0] < 0x7F && strchr(".,;:!)", c->rest.s[0])) {
		c->read = c->rest.s[0];
		c->rest = str_skip(c->rest, 1);
	}
	for (size_t at = 0; at < c->rest.n;) {
		uint32_t q = utf8_next(c->rest, &at);
		if (q != '"' && q != '\'' && q != 0x2019 && q != 0x201D)
			return false;
	}
	return c->read != ')' || !memchr(w->text.s, '(', w->text.n);
}

enum mark_term mark_kind(const struct mark_change *c)
{
	if (!c->mark)
		return MARK_SPECK;
	if (!c->read)
		return c->mark == '.' ? MARK_LOST_STOP : MARK_LOST_COMMA;
	return c->mark == '.' || c->mark == ':' ? MARK_COMMA_FOR_STOP : MARK_STOP_FOR_COMMA;
}

const struct symbol *mark_symbol(const struct mark_change *c)
{
	const struct word *w = c->word;
	for (uint32_t i = w->symbol_count; c->read && i-- > 0;)
		if (str_equal(w->symbols[i].text, (struct str){&c->read, 1}))
			return &w->symbols[i];
	return NULL;
}

float mark_seen(const struct mark_change *c, char mark)
{
	const struct symbol *s = mark_symbol(c);
	for (uint32_t i = 0; s && i < s->alternative_count; i++)
		if (str_equal(s->alternatives[i].text, (struct str){&mark, 1}))
			return s->alternatives[i].confidence;
	return 0;
}

float mark_ink(const struct mark_page *p, const struct word *w)
{
	size_t more = 0;
	while (more < p->usual_count && p->usual[p->usual_count - 1 - more] >= w->type.stop)
		more++;
	return log10f((float)(p->usual_count + 1) / (float)(more + 1));
}

static float part_of(float ink, float stops)
{
	return fmaxf(-1, fminf(2, ink / stops));
}

struct mark_shape mark_shape(const struct mark_page *p, const struct word *w)
{
	if (!(p->stops > 0))
		return (struct mark_shape){0};
	return (struct mark_shape){.foot = part_of(w->type.stop, p->stops),
				   .tail = part_of(w->type.tail, p->stops),
				   .upper = part_of(w->type.upper, p->stops)};
}

/* log10 of how much likelier the words are with a sentence's end behind w than without. */
static double ends_by_words(const struct trigrams *t, const struct word *w, const struct word *next)
{
	const struct word *before = prev_shown(w), *then = next ? following_shown(next) : NULL;
	int a = before ? trigrams_word(t, before->text) : TRIGRAMS_UNKNOWN, b = trigrams_word(t, w->text),
	    c = next ? trigrams_word(t, next->text) : TRIGRAMS_UNKNOWN,
	    d = then ? trigrams_word(t, then->text) : TRIGRAMS_UNKNOWN, start = trigrams_start(t);
	double odds = trigrams_log10(t, a, b, trigrams_end(t));
	if (c != TRIGRAMS_UNKNOWN)
		odds += trigrams_log10(t, TRIGRAMS_UNKNOWN, start, c) - trigrams_log10(t, a, b, c);
	if (c != TRIGRAMS_UNKNOWN && d != TRIGRAMS_UNKNOWN)
		odds += trigrams_log10(t, start, c, d) - trigrams_log10(t, b, c, d);
	return fmax(-most_of_words, fmin(most_of_words, odds));
}

static bool is_open(const struct word *w)
{
	size_t begin;
	return word_shown(w) && w->type.measured && utf8_is_letter(utf8_last(w->text, &begin));
}

/* The ink behind words that run on, or where the page's stops stand that were read; in order. */
static float *measured(const struct page *page, bool stops, size_t *count)
{
	float *all = NULL;
	*count = 0;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (struct word *)page->nodes[NODE_WORD][i], *next = next_shown(w);
		bool goes_on = !stops && is_open(w) && next && begins_lower(next->text);
		bool is_stop = stops && word_shown(w) && w->type.measured && w->text.s[w->text.n - 1] == '.';
		if (!goes_on && !is_stop)
			continue;
		all = arena_grow(&((struct page *)page)->scratch, all, *count, sizeof *all);
		all[(*count)++] = w->type.stop;
	}
	if (*count)
		qsort(all, *count, sizeof *all, by_float);
	return all;
}

/*
 * Below the page's stops and commas, whichever was read for them: most marks are one or the other, and neither is rare,
 * so the fifth with the shortest and the fifth with the longest tails tell the two.
 */
static void find_tails(struct mark_page *p)
{
	struct page *page = p->r->page;
	float *all = NULL;
	size_t count = 0;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		struct mark_change c;
		if (!word_shown(w) || !w->type.measured || !take_mark(w, &c) || (c.read != '.' && c.read != ','))
			continue;
		all = arena_grow(&page->scratch, all, count, sizeof *all);
		all[count++] = mark_shape(p, w).tail;
	}
	if (count < FEWEST_MARKS)
		return;
	qsort(all, count, sizeof *all, by_float);
	p->tails[0] = all[count / 5];
	p->tails[1] = all[count - 1 - count / 5];
}

void look_at_marks(struct mark_page *p, struct repair *r)
{
	struct page *page = r->page;
	size_t stops, words = 0, marked = 0;
	*p = (struct mark_page){.r = r, .trigrams = repair_trigrams(r)};
	p->usual = measured(page, false, &p->usual_count);
	p->measured = p->usual_count >= FEWEST_WORDS && p->usual[0] < p->usual[p->usual_count - 1];
	const float *read = measured(page, true, &stops);
	p->stops = stops ? read[stops * 3 / 4] : 0;
	find_tails(p);
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		struct mark_change c;
		if (!word_is_prose(w) || !utf8_core(w->text).n)
			continue;
		words++;
		marked += take_mark(w, &c) && c.read;
	}
	p->marks = words ? 100 * (float)marked / (float)words : 0;
	p->scan_class = repair_scan_class(r);
}

/* The white behind the word as a part of its line's usual; behind a sentence it is wider in much old print. */
static float gap_behind(const struct word *w)
{
	const struct word *next = next_shown(w);
	float usual = line_space(word_line(w), NULL), here = next ? white_between(w, next) : 0;
	return usual > 0 && here > 0 ? fminf(3, here / usual) : 0;
}

static void weigh_words(const struct mark_page *p, const struct mark_change *c, float terms[MARK_TERMS])
{
	struct arena *arena = &p->r->page->scratch;
	const struct word *next = following_shown(c->word);
	struct str core = utf8_core(c->core), then = next ? utf8_lower(arena, utf8_core(next->text)) : (struct str){0};
	bool capital = next && begins_capital(next->text);
	bool small = capital && lexicon_knows(p->r->lexicon, then);
	terms[MARK_ENDS] = p->trigrams ? (float)ends_by_words(p->trigrams, c->word, next) : 0;
	terms[MARK_BEHIND] = p->trigrams ? word_habit(utf8_lower(arena, core)).behind : 0;
	terms[MARK_BEFORE] = p->trigrams ? word_habit(then).before : 0;
	terms[MARK_SMALL] = small;
	terms[MARK_NAME] = capital && !small;
	terms[MARK_LAST] = !next;
	terms[MARK_GAP] = gap_behind(c->word);
	terms[MARK_EDGE] = c->word == last_shown(word_line(c->word));
	terms[MARK_KNOWN] = lexicon_knows(p->r->lexicon, core);
	terms[MARK_SHORT] = is_cut_short(core) || (core.n == 1 && *core.s != 'I' && *core.s != 'a');
	terms[MARK_CAPITAL] = begins_upper(c->core);
}

static void weigh_shape(const struct mark_page *p, const struct mark_change *c, float terms[MARK_TERMS])
{
	struct mark_shape shape = mark_shape(p, c->word);
	float apart = p->tails[1] - p->tails[0];
	terms[MARK_DARK] = shape.foot;
	terms[MARK_UPPER] = shape.upper;
	terms[MARK_ALIKE] = apart < least_apart;
	if (apart < least_apart)
		return;
	terms[MARK_TAIL] = shape.tail;
	terms[MARK_TAILED] = fmaxf(-1, fminf(2, (shape.tail - p->tails[0]) / apart));
}

void weigh_mark(const struct mark_page *p, const struct mark_change *c, float terms[MARK_TERMS])
{
	const struct symbol *s = mark_symbol(c);
	size_t begin;
	memset(terms, 0, MARK_TERMS * sizeof *terms);
	terms[mark_kind(c)] = 1;
	terms[MARK_SEEN] = c->mark ? mark_seen(c, c->mark) : 0;
	terms[MARK_CONFIDENCE] = s ? s->confidence : 0;
	terms[MARK_WORD] = c->word->confidence;
	terms[MARK_LINE] = line_confidence(word_line(c->word));
	terms[MARK_INK] = c->read ? 0 : mark_ink(p, c->word);
	weigh_shape(p, c, terms);
	weigh_words(p, c, terms);
	terms[MARK_COLON] = c->read == ':';
	terms[MARK_BRACKET] = c->read == ')';
	terms[MARK_PARTED] = c->read == ';';
	terms[MARK_SEMICOLON] = c->mark == ';';
	terms[MARK_TO_COLON] = c->mark == ':';
	terms[MARK_DIGIT] = utf8_is_digit(utf8_last(c->core, &begin));
	terms[MARK_OFTEN] = log1pf((float)p->often[mark_kind(c)]);
	terms[MARK_MARKS] = p->marks;
	terms[MARK_SCAN] = (float)p->scan_class;
}
