/* Measures the terms of each candidate, and sums them by the learned table, which the build puts into the program. */
#include "language/completion_terms.h"

#include "base/utf8.h"
#include "language/dictionary_case.h"
#include "language/learned.h"
#include "language/usage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

__asm__(".section .rodata\n"
	"completions_table:\n.incbin \"dict/completions.tsv\"\n.byte 0\n"
	"no_completion_table:\n.incbin \"dict/completions_none.tsv\"\n.byte 0\n"
	".previous");
extern const char completions_table[], no_completion_table[];

const char *const completion_term_names[COMPLETION_TERMS] = {
	[COMPLETION_FREQUENCY] = "frequency",
	[COMPLETION_NEAR] = "near",
	[COMPLETION_LIKELY] = "likely",
	[COMPLETION_FAR] = "far",
	[COMPLETION_BEYOND] = "beyond",
	[COMPLETION_PAGE] = "page",
	[COMPLETION_BESIDE] = "beside",
	[COMPLETION_KIN] = "kin",
	[COMPLETION_FITS] = "fits",
	[COMPLETION_LEFT] = "left",
	[COMPLETION_OVER] = "over",
	[COMPLETION_PARTED] = "parted",
	[COMPLETION_HIDDEN] = "hidden",
	[COMPLETION_WHOLE] = "whole",
	[COMPLETION_GAP] = "gap",
	[COMPLETION_DOUBT] = "doubt",
	[COMPLETION_NO_LETTER] = "no-letter",
	[COMPLETION_RARE] = "rare",
	[COMPLETION_UNLISTED] = "unlisted",
	[COMPLETION_NAME] = "name",
	[COMPLETION_RAISED] = "raised",
	[COMPLETION_GENITIVE] = "genitive",
	[COMPLETION_MEASURED] = "measured",
	[COMPLETION_OFF] = "off",
	[COMPLETION_SURE] = "sure",
	[COMPLETION_AT_LEFT] = "at-left",
	[COMPLETION_DOUBTFUL] = "doubtful",
	[COMPLETION_NONE] = "none",
	[COMPLETION_NONE_LETTERS] = "none-letters",
	[COMPLETION_NONE_CAPITAL] = "none-capital",
	[COMPLETION_NONE_LEFT] = "none-left",
	[COMPLETION_NONE_DOUBT] = "none-doubt",
	[COMPLETION_NONE_EVIDENCE] = "none-evidence",
	[COMPLETION_NONE_PEAK] = "none-peak",
};

/* Of a word that the trigram model lacks, log10. */
static const float rare_log10 = -7.5F;

/* Room for a comma or full stop behind the word, x-heights. */
static const float mark_width = 0.56F;

/* A room is not known better than this, x-heights: types differ by more. */
static const float least_deviation = 0.15F;

/* More deviations tell no more, nor does more room that is left, or lacks, x-heights. */
static const float most_over = 8, most_left = 12, most_lacking = 4;

/* What a letter is read as counts so much where it is seen as well, which tells most of the same; log10. */
static const float beside_look = 0.5F, most_doubt = 4;

/* More known letters tell no more. */
static const float most_sure = 8;

enum learned_of { OF_WORDS, OF_NONE, TABLES };

static double sum_of(enum learned_of of, const float terms[COMPLETION_TERMS])
{
	static const char *const tables[TABLES] = {[OF_WORDS] = completions_table, [OF_NONE] = no_completion_table};
	static struct learned learned[TABLES];
	if (!learned[of].count)
		learned_read(&learned[of], tables[of], completion_term_names, COMPLETION_TERMS);
	return (double)learned_sum(&learned[of], terms);
}

double completion_none(const float terms[COMPLETION_TERMS])
{
	return 1 / (1 + exp(-sum_of(OF_NONE, terms)));
}

/* The letter behind the sure letters, or before them; 0 where the word has no more. */
static uint32_t letter_at_cut(const struct completion_query *q, struct str word)
{
	size_t at = q->sure, begin;
	if (word.n == q->sure)
		return 0;
	return q->cut->side == CUT_RIGHT ? utf8_next(word, &at) : utf8_last(str_chop(word, q->sure), &begin);
}

/* The same of what is seen of its lost letters, as they would be printed. */
static float look_log10(const struct completion_query *q, struct str word)
{
	struct strbuf raised = {0};
	struct str lost = q->cut->side == CUT_RIGHT ? str_skip(word, q->sure) : str_chop(word, q->sure);
	bool capital = q->in_case == CUT_CAPITALS || (q->in_case == CUT_CAPITAL && !q->sure);
	if (capital)
		case_raise(&raised, lost, q->in_case == CUT_CAPITALS);
	float seen = q->cut->look(q->cut->picture, capital ? strbuf_str(&raised) : lost);
	strbuf_release(&raised);
	return seen;
}

static float read_log10(const struct completion_query *q, struct str word)
{
	uint32_t letter = letter_at_cut(q, word);
	size_t at = 0, begin;
	struct str doubtful = {q->doubtful, q->doubtful_n};
	if (!letter || !doubtful.n)
		return 0;
	uint32_t read = q->cut->side == CUT_RIGHT ? utf8_next(doubtful, &at) : utf8_last(doubtful, &begin);
	return half_letter_log10(q->cut->side, letter, read);
}

float completion_doubt(const struct completion_query *q, struct str word)
{
	float read = read_log10(q, word);
	return q->cut->look ? beside_look * read + look_log10(q, word) : read;
}

static double log10_of(const struct completion_query *q, int first, int second, int word)
{
	return trigrams_log10(q->trigrams, first, second, word);
}

/* log10 of how much likelier the words before make it, and it those after. */
static double before_makes(const struct completion_query *q, int word)
{
	if (q->before[0] == TRIGRAMS_UNKNOWN)
		return 0;
	return log10_of(q, q->before[1], q->before[0], word) - log10_of(q, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, word);
}

static double makes_after(const struct completion_query *q, int before, int word)
{
	int next = q->after[0], last = q->after[1];
	if (next == TRIGRAMS_UNKNOWN)
		return 0;
	double more = log10_of(q, before, word, next) - log10_of(q, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, next);
	if (last != TRIGRAMS_UNKNOWN)
		more += log10_of(q, word, next, last) - log10_of(q, TRIGRAMS_UNKNOWN, next, last);
	return more;
}

/* The width of the part of the word that stands in the cut line, from byte from up to byte end, and of its marks. */
static float width_of(const struct completion_query *q, const struct completion_candidate *c, size_t from, size_t end)
{
	struct strbuf raised = {0};
	struct str part = {c->text + from, end - from};
	if (q->in_case != CUT_SMALL)
		case_raise(&raised, part, q->in_case == CUT_CAPITALS);
	float width = text_width(q->marks) + text_width(q->in_case == CUT_SMALL ? part : strbuf_str(&raised));
	strbuf_release(&raised);
	return width;
}

/*
 * How many bytes of the word the line beyond the cut has, as after a hyphen; 0: none. Where only the text could tell,
 * what is a word there is one by itself: "as" is not the end of "whereas".
 */
static size_t parted_of(const struct completion_query *q, const struct completion_candidate *c)
{
	struct str word = {c->text, c->n}, beyond = {q->beyond, q->beyond_n};
	bool right = q->cut->side == CUT_RIGHT;
	enum { FEWEST_PARTED = 2 };
	if (beyond.n < FEWEST_PARTED || beyond.n + q->sure > word.n)
		return 0;
	if (q->cut->deviation <= 0 && (right ? q->after : q->before)[0] != TRIGRAMS_UNKNOWN)
		return 0;
	return (right ? str_ends : str_starts)(word, beyond) ? beyond.n : 0;
}

/* 1 where the left over width is none, or that of a mark; less where it is another. */
static float fit(const struct completion_query *q, float left)
{
	float off = left < 0 ? -left : fmaxf(0, left - mark_width);
	float deviation = fmaxf(q->cut->deviation, least_deviation);
	return expf(-off * off / (2 * deviation * deviation));
}

static void weigh_width(const struct completion_query *q, struct completion_candidate *c)
{
	size_t parted = parted_of(q, c);
	c->terms[COMPLETION_PARTED] = parted > 0;
	if (q->cut->deviation <= 0)
		return;
	float left = q->cut->room - width_of(q, c, 0, c->n);
	if (parted) {
		bool right = q->cut->side == CUT_RIGHT;
		float of_part = q->cut->room - text_width(STR("-")) * right -
				(right ? width_of(q, c, 0, c->n - parted) : width_of(q, c, parted, c->n));
		c->terms[COMPLETION_PARTED] = fit(q, of_part);
		if (fabsf(of_part) < fabsf(left))
			left = fmaxf(of_part, -mark_width / 2);
	}
	c->terms[COMPLETION_FITS] = fit(q, left);
	c->terms[COMPLETION_LEFT] = fminf(fmaxf(left, -most_lacking), most_left);
	c->terms[COMPLETION_OVER] = fminf(fmaxf(0, -left) / fmaxf(q->cut->deviation, least_deviation), most_over);
}

static void weigh_context(const struct completion_query *q, struct completion_candidate *c)
{
	bool right = q->cut->side == CUT_RIGHT;
	if (q->trigrams) {
		int word = trigrams_word(q->trigrams, (struct str){c->text, c->n});
		double before = before_makes(q, word);
		double after = makes_after(q, right ? q->before[0] : TRIGRAMS_UNKNOWN, word);
		c->terms[COMPLETION_NEAR] = (float)(right ? before : after);
		c->terms[COMPLETION_BEYOND] = (float)(right ? after : before);
		c->terms[COMPLETION_FAR] = c->terms[COMPLETION_BEYOND] * c->terms[COMPLETION_FITS];
	}
	c->terms[COMPLETION_LIKELY] = c->terms[COMPLETION_FREQUENCY] - c->terms[COMPLETION_NEAR];
}

static void weigh_page(const struct completion_query *q, struct completion_candidate *c)
{
	struct str word = {c->text, c->n}, neighbour = {q->neighbour, q->neighbour_n};
	bool right = q->cut->side == CUT_RIGHT;
	uint32_t beside = right ? own_pair_count(q->own, neighbour, word) : own_pair_count(q->own, word, neighbour);
	c->terms[COMPLETION_PAGE] = c->own ? log2f(1 + (float)c->own->count) : 0;
	c->terms[COMPLETION_BESIDE] = beside ? log2f(1 + (float)beside) : 0;
	c->terms[COMPLETION_KIN] = log2f(1 + (float)own_kin_count(q->own, word));
}

static void weigh_cut(const struct completion_query *q, struct completion_candidate *c)
{
	size_t hidden = c->n - q->sure;
	bool letter = q->doubtful_n && hidden;
	hidden -= letter ? 1 : 0;
	c->terms[COMPLETION_HIDDEN] = (float)hidden;
	c->terms[COMPLETION_WHOLE] = !hidden;
	c->terms[COMPLETION_GAP] = !hidden && !q->doubtful_n ? fmaxf(0, q->cut->gap) : 0;
	c->terms[COMPLETION_NO_LETTER] = q->doubtful_n && !letter;
	float doubt = q->clearest - completion_doubt(q, (struct str){c->text, c->n});
	c->terms[COMPLETION_DOUBT] = fminf(doubt, most_doubt);
}

static void weigh_word(const struct completion_query *q, struct completion_candidate *c)
{
	struct str word = {c->text, c->n};
	const struct dictionary_word *w = &c->info;
	unsigned cases = w->cases | (c->own ? c->own->cases : 0);
	float known = w->log10_probability < 0 ? w->log10_probability : rare_log10;
	c->terms[COMPLETION_FREQUENCY] = -known - usage_log10(word);
	c->terms[COMPLETION_RARE] = w->level == WORD_RARE;
	c->terms[COMPLETION_UNLISTED] = !w->valid;
	c->terms[COMPLETION_NAME] = cases && !(cases & CASE_SMALL);
	c->terms[COMPLETION_RAISED] = q->in_case == CUT_CAPITAL && !q->opens && !(cases & CASE_CAPITAL);
	c->terms[COMPLETION_GENITIVE] = str_ends(word, STR("'s"));
}

static void tell_of_cut(const struct completion_query *q, float terms[COMPLETION_TERMS])
{
	terms[COMPLETION_MEASURED] = q->cut->deviation > 0;
	terms[COMPLETION_OFF] = q->cut->deviation;
	terms[COMPLETION_SURE] = fminf((float)q->sure, most_sure);
	terms[COMPLETION_AT_LEFT] = q->cut->side == CUT_LEFT;
	terms[COMPLETION_DOUBTFUL] = q->doubtful_n > 0;
}

void completion_weigh(const struct completion_query *q, struct completion_candidate *c)
{
	memset(c->terms, 0, sizeof c->terms);
	tell_of_cut(q, c->terms);
	weigh_word(q, c);
	weigh_page(q, c);
	weigh_cut(q, c);
	weigh_width(q, c);
	weigh_context(q, c);
	c->score = (float)sum_of(OF_WORDS, c->terms);
}

void completion_weigh_none(const struct completion_query *q, const struct completion_candidate *list, size_t count,
			   float terms[COMPLETION_TERMS])
{
	double sum = 0;
	memset(terms, 0, sizeof *terms * COMPLETION_TERMS);
	for (size_t i = 0; i < count; i++)
		sum += exp((double)(list[i].score - list[0].score));
	terms[COMPLETION_NONE] = 1;
	terms[COMPLETION_NONE_LETTERS] = (float)q->sure;
	terms[COMPLETION_NONE_CAPITAL] = q->in_case != CUT_SMALL && !q->opens;
	terms[COMPLETION_NONE_LEFT] = q->cut->side == CUT_LEFT;
	terms[COMPLETION_NONE_DOUBT] = q->doubtful_n > 0;
	if (!count)
		return;
	terms[COMPLETION_NONE_EVIDENCE] = list[0].score + (float)log(sum);
	terms[COMPLETION_NONE_PEAK] = (float)(1 / sum);
}
