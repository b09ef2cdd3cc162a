/* Takes a cut word apart into marks, letters, case and the words about it, and puts completions together again. */
#include "language/completion_terms.h"

#include "base/utf8.h"
#include "language/dictionary_case.h"
#include "language/runs_on.h"

#include <string.h>

/* Widths in hundredths of the x-height: the mean of Nimbus Roman, C059 and P052 (Times, Century, Palatino). */
static const unsigned char widths[] = {56,  66,  84,  112, 112, 181, 171, 59,  72,  72,  100, 128, 56,  72,  56,  84,
				       112, 112, 112, 112, 112, 112, 112, 112, 112, 112, 58,  58,  128, 128, 128, 96,
				       176, 160, 144, 151, 164, 140, 128, 163, 172, 78,  92,  161, 136, 201, 171, 165,
				       132, 165, 149, 124, 137, 167, 156, 211, 151, 151, 136, 72,  84,  72,  128, 108,
				       59,  108, 116, 96,  122, 103, 72,  115, 122, 64,  58,  119, 64,  184, 122, 112,
				       121, 117, 85,  92,  72,  124, 116, 168, 112, 115, 103, 100, 60,  100, 128};

/* Of all others; and of the dashes and quotation marks of print. */
enum {
	FIRST_WIDTH = ' ',
	OTHER_WIDTH = 112,
	QUOTE_WIDTH = 59,
	QUOTES_WIDTH = 95,
	DASH_WIDTH = 112,
	LONG_DASH = 0x2014
};
static const float hundredth = 0.01F;

float text_width(struct str text)
{
	float sum = 0;
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		if (c >= FIRST_WIDTH && c < FIRST_WIDTH + sizeof widths)
			sum += (float)widths[c - FIRST_WIDTH];
		else if (c == LEFT_SINGLE || c == RIGHT_SINGLE)
			sum += QUOTE_WIDTH;
		else if (c == LEFT_DOUBLE || c == RIGHT_DOUBLE)
			sum += QUOTES_WIDTH;
		else
			sum += c == LONG_DASH ? 2 * DASH_WIDTH : OTHER_WIDTH;
	}
	return sum * hundredth;
}

/* A word that takes up the room as well as this follows the one on the other side of it. */
static const float fits_at_least = 0.2F;

static bool is_of_word(uint32_t c)
{
	return utf8_is_letter(c) || c == '\'' || c == RIGHT_SINGLE;
}

/*
 * Where the word's letters begin in a text that is cut at its right, behind marks and the hyphen of a compound: "sec"
 * of "(re-sec"; false where a digit or another mark is among them.
 */
static bool letters_from(struct str s, size_t *from)
{
	bool begun = false;
	*from = 0;
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if (utf8_is_digit(c) || (begun && !is_of_word(c) && !utf8_is_hyphen(c)))
			return false;
		if (utf8_is_letter(c))
			begun = true;
		else if (!begun || utf8_is_hyphen(c)) {
			*from = at;
			begun = false;
		}
	}
	return true;
}

/* The same for one that is cut at its left: where they end. */
static bool letters_to(struct str s, size_t *to)
{
	size_t last = 0;
	bool ended = false;
	for (size_t at = 0; at < s.n && !utf8_is_hyphen((unsigned char)s.s[at]);) {
		uint32_t c = utf8_next(s, &at);
		if (utf8_is_digit(c) || (ended && utf8_is_letter(c)))
			return false;
		if (utf8_is_letter(c))
			last = at;
		ended = ended || !is_of_word(c);
	}
	*to = last;
	return true;
}

static bool take_letters(struct completion_query *q)
{
	const struct cut_word *cut = q->cut;
	struct str read = cut->known, unsure = cut->doubtful;
	size_t at = 0;
	if (!(cut->side == CUT_RIGHT ? letters_from : letters_to)(read, &at))
		return false;
	q->printed = cut->side == CUT_RIGHT ? str_skip(read, at) : str_chop(read, read.n - at);
	q->marks = cut->side == CUT_RIGHT ? str_chop(read, read.n - at) : str_skip(read, at);
	q->unsure = unsure;
	q->sure = case_fold(q->printed, q->folded, sizeof q->folded);
	q->doubtful_n = case_fold(unsure, q->doubtful, sizeof q->doubtful);
	return (q->sure || !q->printed.n) && (q->doubtful_n || !unsure.n) && q->sure + q->doubtful_n > 0;
}

static size_t fold_neighbour(const struct str *words, size_t count, char out[DICTIONARY_LONGEST])
{
	return count ? case_fold(utf8_core(words[0]), out, DICTIONARY_LONGEST) : 0;
}

static enum cut_case case_in(const struct completion_query *q, struct str neighbour)
{
	struct str letters = q->printed.n ? q->printed : q->unsure;
	enum word_case own = case_of(letters);
	if (own == CASE_CAPITALS || (own == CASE_CAPITAL && utf8_count(letters) == 1)) {
		enum word_case beside = case_of(neighbour);
		return own == CASE_CAPITALS || beside == CASE_CAPITALS ? CUT_CAPITALS : CUT_CAPITAL;
	}
	return own == CASE_SMALL ? CUT_SMALL : CUT_CAPITAL;
}

/* The trigram model's numbers of the words before and after, up to the sentence's bounds. */
static void number_words(struct completion_query *q, const struct trigrams *t)
{
	const struct cut_word *cut = q->cut;
	q->opens = cut->before_count && ends_sentence(cut->before[0]);
	for (int i = 0; i < 2; i++)
		q->before[i] = q->after[i] = TRIGRAMS_UNKNOWN;
	for (size_t i = 0; t && i < 2 && i < cut->before_count; i++) {
		bool ends = ends_sentence(cut->before[i]);
		q->before[i] = ends ? trigrams_start(t) : trigrams_word(t, cut->before[i]);
		if (ends)
			break;
	}
	for (size_t i = 0; t && i < 2 && i < cut->after_count; i++) {
		q->after[i] = trigrams_word(t, cut->after[i]);
		if (ends_sentence(cut->after[i]))
			break;
	}
}

bool completion_ask(struct completion_query *q, const struct cut_word *cut, const struct trigrams *t,
		    const struct own_words *own)
{
	*q = (struct completion_query){.cut = cut, .trigrams = t, .own = own};
	if (!take_letters(q))
		return false;
	bool right = cut->side == CUT_RIGHT;
	q->neighbour_n = right ? fold_neighbour(cut->before, cut->before_count, q->neighbour)
			       : fold_neighbour(cut->after, cut->after_count, q->neighbour);
	q->beyond_n = right ? fold_neighbour(cut->after, cut->after_count, q->beyond)
			    : fold_neighbour(cut->before, cut->before_count, q->beyond);
	size_t beside = right ? cut->before_count : cut->after_count;
	q->in_case = case_in(q, beside ? (right ? cut->before : cut->after)[0] : (struct str){0});
	number_words(q, t);
	return true;
}

/* Adds the lost letters as they are written. */
static void print_lost(const struct completion_query *q, const struct completion_candidate *c, struct strbuf *b)
{
	struct str word = {c->text, c->n};
	bool right = q->cut->side == CUT_RIGHT;
	struct str lost = right ? str_skip(word, q->sure) : str_chop(word, q->sure);
	unsigned cases = c->info.cases | (c->own ? c->own->cases : 0);
	bool name = cases && !(cases & CASE_SMALL);
	bool opens = q->opens && c->terms[COMPLETION_FITS] > fits_at_least;
	bool all = q->in_case == CUT_CAPITALS || cases == CASE_CAPITALS;
	if (all || (right ? !q->sure && q->in_case == CUT_CAPITAL : name || opens))
		case_raise(b, lost, all);
	else
		strbuf_add(b, lost);
}

void completion_print(const struct completion_query *q, const struct completion_candidate *c, struct strbuf *b)
{
	struct strbuf lost = {0};
	bool right = q->cut->side == CUT_RIGHT;
	print_lost(q, c, &lost);
	if (right) {
		strbuf_add(b, q->marks);
		strbuf_add(b, q->printed);
	}
	for (size_t i = 0; i < lost.n; i++)
		if (lost.s[i] == '\'' && q->own->curly)
			utf8_add(b, RIGHT_SINGLE);
		else
			strbuf_byte(b, lost.s[i]);
	if (!right) {
		strbuf_add(b, q->printed);
		strbuf_add(b, q->marks);
	}
	strbuf_release(&lost);
}
