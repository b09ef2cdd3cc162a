/*
 * Mend misread words of a scan: "hmited" reads "limited" where the recogniser saw "li" for the h as well.
 *
 * The recogniser keeps its other readings of a letter, and what they spell is a candidate if the dictionary has it; so
 * are the likely misreadings of words.c. The words about one say which it is. A change is made where the image bears it
 * out: its letters were seen, or the word is none, was read with doubt, and is not cut by the line's end.
 */
#include "repair/words.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

/* What the recogniser is so sure of (percent) is right if it is a word; on a good page, if it is none. */
static const float sure_of_word = 95;

/* log10 of how much less likely a letter is that was seen with a percent less confidence. */
static const float alternative_weight = 0.05F;

/*
 * A change is made where it is so likely right, by what was learned. What is no word was hardly ever right in the body
 * of a poor page, so that changing it does no harm; on a good one it may be a name, or of the author's making, and
 * beside the body it may be a picture. (Of the changes of 108 hard copies that are so likely, 1 in 50 did harm on poor
 * pages, and 1 in 40 on good ones.)
 */
static const double of_nonword = 0.4, of_name = 0.6, of_rare = 0.5, of_common = 0.7;
static const double of_nonword_on_good = 0.75, of_word_on_good = 0.8;

/* A digit in a word is a letter where that is likelier by so much (log10) than what was read and than the next best. */
static const float least_of_digit = 0.6F, least_lead_of_digit = 1;

/* So much of a line's words must be known: what is read of a picture or a listing is not mended. */
static const double least_known = 0.5;

/* And their mean confidence (percent) at least this: of a picture the recogniser reads words as well, by guessing. */
static const double least_of_line = 45;

/* Letters of a word: the most that are read otherwise, and the most that it may have. */
enum { MOST_CHANGED = 2, MOST_SYMBOLS = 24, LONGEST_WORD = 64 };

/* A word so near the page's edge (its heights) may go on beyond it. */
static const double edge_heights = 1;

/* The words that some symbols make. */
struct composer {
	const struct symbol *symbols;
	size_t count;
	seen_word *found;
	void *context;
	char text[LONGEST_WORD];
};

/* The edges of a unit that take them up. */
struct offers {
	struct words *words;
	const struct unit *unit;
	struct edge *edges;
	size_t count;
};

/* Is it a word with a digit for a letter, "1s", as far as its shape tells? */
static bool has_stray_digit(struct str core)
{
	size_t small = 0, digits = 0, others = 0;
	for (size_t at = 0; at < core.n;) {
		uint32_t c = utf8_next(core, &at);
		bool letter = utf8_is_letter(c) && !utf8_is_upper(c);
		digits += utf8_is_digit(c);
		small += letter;
		others += !utf8_is_digit(c) && !letter;
	}
	return small && digits == 1 && !others;
}

bool scan_doubts(const struct unit *u)
{
	if (u->fixed)
		return has_stray_digit(u->core);
	return u->level == WORD_UNKNOWN || u->word->confidence < sure_of_word;
}

const struct symbol *core_symbols(const struct unit *u, size_t *count)
{
	const struct word *w = u->word;
	const struct symbol *first = NULL;
	size_t at = 0;
	*count = 0;
	if (u->tail || !str_equal(w->raw, w->text))
		return NULL;
	for (uint32_t i = 0; i < w->symbol_count; i++) {
		struct str text = w->symbols[i].text;
		if (at + text.n > w->text.n || memcmp(w->text.s + at, text.s, text.n) != 0)
			return NULL;
		if (at == u->before.n)
			first = &w->symbols[i];
		*count += at >= u->before.n && at < u->before.n + u->core.n;
		at += text.n;
	}
	return at == w->text.n && *count <= MOST_SYMBOLS ? first : NULL;
}

/* Its case is that of what was read; a name may gain its capital, "lowa", and a digit be a small letter. */
static bool fits(const struct unit *u, struct str text, const struct dictionary_word *info)
{
	enum word_shape shape = word_shape(text);
	bool small = info->cases & CASE_SMALL;
	if (shape == SHAPE_SMALL && !small)
		return false;
	if (u->fixed)
		return shape == SHAPE_SMALL && info->level == WORD_COMMON;
	if (shape == SHAPE_CAPITAL && !small)
		return true;
	/* Where no capital is called for, a misread one may have been small. */
	bool same_first = text.s[0] == u->core.s[0];
	return shape == word_shape(u->core) && (shape != SHAPE_CAPITAL || same_first || u->opens);
}

static void offer(void *context, struct str text, float cost)
{
	struct offers *c = context;
	struct arena *arena = &c->words->r->page->scratch;
	struct dictionary_word info;
	char lower[LONGEST_WORD];
	for (size_t i = 0; i < text.n; i++)
		lower[i] = text.s[i] >= 'A' && text.s[i] <= 'Z' ? (char)(text.s[i] - 'A' + 'a') : text.s[i];
	struct str folded = {lower, text.n};
	if (str_equal(folded, c->unit->folded) || !find_word(c->words, folded, &info) || !fits(c->unit, text, &info))
		return;
	size_t i = 1;
	while (i < c->count &&
	       (c->edges[i].span > 1 || c->edges[i].count > 1 || !str_equal(c->edges[i].texts[0], folded)))
		i++;
	if (i == MOST_EDGES)
		return;
	struct edge *e = &c->edges[i];
	if (i == c->count) {
		int id = trigrams_word(c->words->trigrams, folded);
		*e = (struct edge){.span = 1,
				   .count = 1,
				   .changed = true,
				   .texts = {utf8_lower(arena, text)},
				   .ids = {id},
				   .own = {id == TRIGRAMS_UNKNOWN ? rare_log10 : 0},
				   .cost = cost};
		c->count++;
	}
	if (!e->seen.n || cost < e->cost)
		e->seen = arena_printf(arena, "%.*s", STR_ARG(text));
	e->cost = fminf(e->cost, cost);
	e->source = e->again ? "seen in its letters, and read so at another look" : "seen in its letters";
}

/* Makes the words from symbol at on, behind length bytes; so many symbols before it were read otherwise. */
static void compose(struct composer *c, size_t at, size_t length, int changed, float cost)
{
	if (at == c->count) {
		if (changed)
			c->found(c->context, (struct str){c->text, length}, cost);
		return;
	}
	const struct symbol *s = &c->symbols[at];
	if (length + s->text.n > LONGEST_WORD)
		return;
	memcpy(c->text + length, s->text.s, s->text.n);
	compose(c, at + 1, length + s->text.n, changed, cost);
	for (uint32_t i = 0; changed < MOST_CHANGED && i < s->alternative_count; i++) {
		const struct alternative *a = &s->alternatives[i];
		size_t end = 0;
		if (length + a->text.n > LONGEST_WORD || !a->text.n || !utf8_is_letter(utf8_next(a->text, &end)))
			continue;
		memcpy(c->text + length, a->text.s, a->text.n);
		compose(c, at + 1, length + a->text.n, changed + 1,
			cost + alternative_weight * fmaxf(0, s->confidence - a->confidence));
	}
}

void compose_words(const struct symbol *symbols, size_t count, seen_word *found, void *context)
{
	struct composer c = {.symbols = symbols, .count = count, .found = found, .context = context};
	compose(&c, 0, 0, 0, 0);
}

size_t scan_edges(struct words *w, const struct unit *u, struct edge edges[MOST_EDGES], size_t n)
{
	struct offers offers = {.words = w, .unit = u, .edges = edges, .count = n};
	size_t count;
	const struct symbol *symbols = core_symbols(u, &count);
	if (symbols)
		compose_words(symbols, count, offer, &offers);
	return offers.count;
}

/* Is the line text, whose words tell what one of them is: most are known, and the recogniser was not guessing? */
static bool is_text(const struct words *s, const struct line *l)
{
	struct dictionary_word info;
	double confidence = 0;
	size_t words = 0, known = 0;
	for (const struct word *w = first_word(l); w; w = next_word(w)) {
		struct str core = word_is_prose(w) ? utf8_core(w->text) : (struct str){0};
		if (!core.n)
			continue;
		words++;
		known += find_word(s, core, &info);
		confidence += (double)w->confidence;
	}
	return (double)known >= least_known * (double)words && confidence >= least_of_line * (double)words;
}

/* May the word go on beyond the end of its line, where it is to be changed? A gutter may hide the rest. */
static bool may_be_cut(const struct unit *u, struct str now)
{
	const struct line *l = word_line(u->word);
	struct str old = u->folded;
	bool same_start = old.s[0] == now.s[0], same_end = old.s[old.n - 1] == now.s[now.n - 1];
	return (!u->tail && u->word == last_shown(l) && !same_end) || (u->word == first_shown(l) && !same_start);
}

/* Is it so near the page's edge that the rest may not be on the page? */
static bool is_at_edge(const struct words *s, const struct unit *u)
{
	struct box b = u->word->box;
	int near = (int)(edge_heights * (double)(b.bottom - b.top));
	return b.left <= near || b.right + near >= s->r->page->width;
}

/* Did the recogniser doubt its letters? Of words that are sure nothing is changed on a good page. */
static bool is_doubted(const struct unit *u, const struct edge *e)
{
	float sure = u->level == WORD_UNKNOWN ? sure_of_word : (float)SURE_OF_LETTERS;
	return e->seen.n || u->word->confidence < sure;
}

static double least_on_poor(const struct unit *u)
{
	if (u->level == WORD_UNKNOWN)
		return word_shape(u->core) == SHAPE_CAPITAL ? of_name : of_nonword;
	return u->level == WORD_RARE || u->alone ? of_rare : of_common;
}

bool scan_agrees(const struct words *s, const struct unit *u, const struct choice *c, double likely)
{
	const struct edge *e = c->edge;
	bool cut = may_be_cut(u, e->texts[0]);
	if ((cut && is_at_edge(s, u)) || c->margin < 0)
		return false;
	if (u->fixed && !u->alone)
		return e->seen.n && c->margin >= least_of_digit && c->lead >= least_lead_of_digit && !cut;
	if (s->scan_class > 1 && region_kinds[line_region(word_line(u->word))->type].place == PLACE_BODY)
		return likely >= least_on_poor(u);
	return likely >= (u->level == WORD_UNKNOWN ? of_nonword_on_good : of_word_on_good) && is_doubted(u, e) &&
	       !cut && is_text(s, word_line(u->word));
}

static void mend_scanned(struct repair *r)
{
	if (page_is_scanned(r))
		mend_words(r);
}

const struct repair_stage stage_misread = {.name = "misread",
					   .summary = "mend misread words, where their letters bear it out",
					   .needs = REPAIR_GEOMETRY | REPAIR_LEXICON,
					   .run = mend_scanned};
