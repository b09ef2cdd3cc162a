/* What words say of lines that were cut; measured on texts that were set in columns and cut (scripts/cut_texts.py). */
#include "repair/cut_text.h"

#include "base/order.h"
#include "base/utf8.h"
#include "language/confusions.h"
#include "language/dictionary.h"
#include "language/runs_on.h"
#include "repair/foreign.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Part of cut lines that end, or begin, in a fragment, and of lines behind cut ones that begin with a word's rest,
 * whose hyphen was cut off; of other words, where the page does not tell, and its weight.
 */
static const double ends_in_part = 0.32, begins_in_part = 0.4, rest_follows = 0.07, usual_parts = 0.01,
		    usual_weight = 50;

/* A word that is known is no fragment if it has so many letters, though it is not a common one. */
enum { LONG_WORD = 5 };

/* A part of a word whose hyphen was lost has so many letters at least. */
enum { LEAST_HALF = 2 };

/*
 * log10 of the odds by what stands at the cut, where it is no such fragment: a word that is none, nor the part of one;
 * marks that no text has there, behind a word or alone; a closing quote; a comma; the end of a sentence, or of a word's
 * half; a capital; any word; and what begins the next line with a mark.
 */
static const double for_other = 0.3, for_odd = 1.4, for_mark = 1.2, for_quote = 0.3, for_comma = -0.25, for_stop = -0.4,
		    for_parted = -1.5, for_capital = 0.3, for_word = -0.2, for_upper_begin = -0.4, for_mark_after = -1;

/* Behind a hyphen whose word goes on (as runs_on has it), and where its rest is lost. */
static const double parted_joint = 1, for_rest_lost = 1;

/* The same by how far the text runs on less than usual; behind a comma it tells less. */
static const double for_denial = 0.8, usual_joint = 1.5, most_for = 0.5, most_against = -1.3, after_comma = 0.4;

/* By how often words have the letters so rather than at their other end. */
static const double for_rather = 0.4, most_rather = 0.5;

/* As what half a letter is read. */
static const char odd_marks[] = "|\\}{/<>~^_*=[(]";

/* Do words begin with these letters, or frequent ones end in them? One letter may be of any. */
static bool is_part(struct repair *r, struct str letters, bool at_end)
{
	return letters.n == 1 || dictionary_has_part(repair_dictionary(r), letters, at_end, at_end);
}

/* And how often. */
static double words_beginning(struct repair *r, struct str letters)
{
	double sum = letters.n == 1;
	if (letters.n > 1)
		dictionary_beginning_with(repair_dictionary(r), letters, false, dictionary_add_probability, &sum);
	return sum;
}

static double words_ending(struct repair *r, struct str letters)
{
	double sum = letters.n == 1;
	if (letters.n > 1)
		dictionary_ending_in(repair_dictionary(r), letters, true, dictionary_add_probability, &sum);
	return sum;
}

static bool is_odd(uint32_t c)
{
	static const uint32_t usual[] = {0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0};
	size_t i = 0;
	while (usual[i] && usual[i] != c)
		i++;
	return c < 0x80 ? c && strchr(odd_marks, (int)c) : !usual[i] && !utf8_is_letter(c);
}

/* The marks that end the word, behind its last letter. */
static struct str marks_behind(struct str word)
{
	struct str core = utf8_core(word);
	return str_skip(word, core.n ? (size_t)(core.s - word.s) + core.n : 0);
}

static bool has_odd(struct str marks)
{
	for (size_t at = 0; at < marks.n;)
		if (is_odd(utf8_next(marks, &at)))
			return true;
	return false;
}

static bool is_quote(struct str marks)
{
	return str_equal(marks, STR("'")) || str_equal(marks, STR("\"")) || str_equal(marks, STR("’")) ||
	       str_equal(marks, STR("‘"));
}

/* As a dash does, a mark that stands alone may part words. */
static bool is_dash(struct str marks)
{
	size_t at = 0;
	uint32_t c = utf8_next(marks, &at);
	return utf8_is_hyphen(c) || c == 0x2013 || c == 0x2014 || c == 0x2026 || c == '.' || c == '&';
}

/* May the marks be what half a letter was read as, behind letters that are no word? */
static bool may_be_letter(struct str marks)
{
	return !marks.n || has_odd(marks) || is_quote(marks) || str_equal(marks, STR(":")) ||
	       str_equal(marks, STR(";")) || str_equal(marks, STR("!"));
}

static struct cut_part part_of(struct repair *r, struct word *w, size_t end, bool foreign)
{
	struct str core = utf8_core(w->text), behind = marks_behind(w->text);
	struct line *line = word_line(w);
	struct cut_part p = {.word = w,
			     .end = end,
			     .whole = foreign ? WHOLE : wholeness_of(r, w),
			     .foreign = foreign,
			     .ends_line = w == last_shown(line)};
	p.ends_region = p.ends_line && !next_line(line);
	/* "c. 1560", "p. 5" */
	if (core.n == 1 && str_starts(behind, STR(".")))
		p.whole = NOT_KNOWN;
	if (p.whole == FRAGMENT && utf8_count(core) >= LONG_WORD && lexicon_knows(r->lexicon, core))
		p.whole = WHOLE;
	p.is_odd = p.whole == FRAGMENT || has_odd(core) || has_odd(behind) ||
		   (core.n && word_shape(core) == SHAPE_MIXED && !lexicon_knows(r->lexicon, core));
	if (p.whole != FRAGMENT)
		return p;
	p.begins = may_be_letter(behind) && is_part(r, core, false);
	p.ends = core.s == w->text.s && is_part(r, core, true);
	return p;
}

bool is_cut_part(const struct cut_text *t, size_t i, enum lacuna_side side)
{
	return side == LACUNA_RIGHT ? t->parts[i].begins : t->parts[i].ends;
}

/* A paragraph's words within lines, and how many of them begin, or end, words. */
struct tally {
	double words, begins, ends;
};

static int by_fragments(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	double m = (x->begins + x->ends) / fmax(x->words, 1), n = (y->begins + y->ends) / fmax(y->words, 1);
	return m < n ? -1 : m > n;
}

/* What is usual on the page: in text without lines, where words at cuts are not known, in its less broken half. */
static void measure_usual(struct cut_text *t)
{
	struct tally *all = arena_alloc(&t->r->page->scratch, t->count + 1, sizeof *all);
	struct tally sum = {usual_weight, usual_weight * usual_parts, usual_weight * usual_parts};
	size_t n = 0;
	double words = 0, half;
	for (size_t i = 0; i < t->count; i++) {
		const struct cut_part *p = &t->parts[i];
		bool within = !p->ends_line && i && !t->parts[i - 1].ends_line;
		all[n].words += within;
		all[n].begins += within && p->begins;
		all[n].ends += within && p->ends;
		words += within;
		n += p->ends_region;
	}
	half = t->in_lines ? words : words / 2;
	qsort(all, n, sizeof *all, by_fragments);
	for (size_t i = 0; i < n && sum.words - usual_weight < half; i++) {
		sum.words += all[i].words;
		sum.begins += all[i].begins;
		sum.ends += all[i].ends;
	}
	t->begins = sum.begins / sum.words;
	t->ends = sum.ends / sum.words;
}

static bool has_lines(const struct region *g)
{
	return g->node.first != g->node.last;
}

struct cut_text cut_text_of(struct finds *finds)
{
	struct page *page = finds->r->page;
	struct cut_text t = {.finds = finds, .r = finds->r};
	size_t length = 0, in_lines = 0;
	const bool *foreign = find_foreign(finds->r);
	t.parts = arena_alloc(&page->scratch, page->counts[NODE_WORD] + 1, sizeof *t.parts);
	for (const struct region *g = first_region(page); g; g = next_region(g))
		for (const struct line *l = region_is_prose(g) && g->type != REGION_HEADING ? first_line(g) : NULL; l;
		     l = next_line(l))
			for (struct word *w = first_shown(l); w; w = next_shown(w)) {
				length += utf8_count(w->text) + 1;
				in_lines += has_lines(g);
				t.parts[t.count++] = part_of(t.r, w, length, foreign[w->node.id]);
			}
	t.in_lines = in_lines > t.count / 2;
	for (size_t i = 0; i < t.count; i++)
		t.parts[i].in_lines = t.in_lines || has_lines(line_region(word_line(t.parts[i].word)));
	measure_usual(&t);
	return t;
}

/* May the word be what a speck was read as: marks, or a letter that is none? */
static bool may_be_speck(const struct cut_part *p)
{
	struct str core = utf8_core(p->word->text);
	return !core.n || (core.n == 1 && p->whole == FRAGMENT);
}

/* The last word up to i that is no speck. */
static size_t unspecked(const struct cut_text *t, size_t i)
{
	while (i && may_be_speck(&t->parts[i]) && !t->parts[i - 1].ends_region)
		i--;
	return i;
}

static double joint_behind(const struct cut_text *t, size_t i)
{
	const struct cut_part *p = &t->parts[unspecked(t, i)], *next = &t->parts[i + 1];
	struct joint j = {{p[0].word->text, p > t->parts ? p[-1].word->text : (struct str){0}},
			  {next->word->text, i + 2 < t->count ? next[1].word->text : (struct str){0}}};
	return runs_on(&j, t->r->lexicon, repair_trigrams(t->r));
}

static bool ends_in_comma(struct str word)
{
	size_t begin;
	uint32_t c = utf8_last(word, &begin);
	return c == ',' || c == ';';
}

/* What it says how far the text runs on from word i to the next. */
static double odds_of_joint(const struct cut_text *t, size_t i)
{
	struct str word = t->parts[unspecked(t, i)].word->text;
	if (i + 1 >= t->count || t->parts[i].ends_region || t->parts[i].foreign || t->parts[i + 1].foreign ||
	    ends_sentence(word) || ends_parted(word))
		return 0;
	double odds = for_denial * (usual_joint - joint_behind(t, i));
	return fmax(most_against, fmin(most_for, odds)) * (ends_in_comma(word) ? after_comma : 1);
}

/* What it says for a word's beginning, which the part may be, how often it is an ending. */
static double rather_begins(const struct cut_text *t, const struct cut_part *p)
{
	struct str letters = utf8_core(p->word->text);
	if (!p->ends)
		return most_rather;
	double odds = log10(words_beginning(t->r, letters) / words_ending(t->r, letters));
	return fmax(-most_rather, fmin(most_rather, for_rather * odds));
}

/* What the word says at which a line ends. */
static double odds_of_end(const struct cut_text *t, size_t i)
{
	const struct cut_part *p = &t->parts[i];
	struct str text = p->word->text, behind = marks_behind(text);
	if (p->begins)
		return log10(ends_in_part / t->begins) + rather_begins(t, p);
	if (behind.n == text.n)
		return is_dash(behind) ? 0 : for_mark;
	if (has_odd(behind) || is_quote(behind))
		return has_odd(behind) ? for_odd : for_quote;
	if (ends_sentence(text))
		return for_stop;
	if (ends_parted(text))
		return for_parted;
	if (ends_in_comma(text))
		return for_comma;
	return p->whole == FRAGMENT ? for_other : p->whole == WHOLE ? for_word : for_capital;
}

static double odds_of_beginning(const struct cut_text *t, size_t i)
{
	const struct cut_part *p = &t->parts[i];
	if (p->ends)
		return log10(begins_in_part / t->ends) + (p->begins ? -rather_begins(t, p) : most_rather);
	if (!utf8_core(p->word->text).n)
		return for_mark;
	return p->whole == FRAGMENT ? for_other : begins_upper(p->word->text) ? for_upper_begin : for_word;
}

static bool make_a_word(const struct cut_text *t, struct str head, struct str tail)
{
	return lexicon_knows(t->r->lexicon,
			     arena_printf(&t->r->page->scratch, "%.*s%.*s", STR_ARG(head), STR_ARG(tail)));
}

/* Do the words on both sides of the place, of which one is a fragment, make one whose hyphen was lost? */
static bool is_parted(const struct cut_text *t, size_t i)
{
	const struct cut_part *p = &t->parts[i];
	if (i + 1 >= t->count || p->ends_region || ends_parted(p->word->text) ||
	    (p[0].whole != FRAGMENT && p[1].whole != FRAGMENT))
		return false;
	struct str head = p[0].word->text, tail = utf8_core(p[1].word->text);
	return head.n >= LEAST_HALF && tail.n >= LEAST_HALF && make_a_word(t, head, tail);
}

/* What it says for a cut that word i begins a line behind a hyphen. */
static double odds_behind_hyphen(const struct cut_text *t, size_t i)
{
	if (joint_behind(t, i - 1) < parted_joint)
		return for_rest_lost;
	struct str head = utf8_core(t->parts[i - 1].word->text), tail = utf8_core(t->parts[i].word->text);
	return make_a_word(t, head, tail) ? for_parted : 0;
}

double odds_behind(const struct cut_text *t, size_t i)
{
	if (is_parted(t, i))
		return for_parted;
	const struct cut_part *p = &t->parts[i];
	bool next = i + 1 < t->count && !p->ends_region, rest = next && p[1].ends && !ends_parted(p->word->text);
	if (next && !utf8_core(p[1].word->text).n && !is_dash(p[1].word->text))
		return for_mark_after;
	return odds_of_end(t, i) + (rest ? fmax(log10(rest_follows / t->ends), 0) : odds_of_joint(t, i));
}

double odds_before(const struct cut_text *t, size_t i)
{
	if (!i || t->parts[i - 1].ends_region)
		return fmax(odds_of_beginning(t, i), 0);
	if (is_parted(t, i - 1))
		return for_parted;
	if (ends_parted(t->parts[i - 1].word->text))
		return odds_behind_hyphen(t, i);
	return odds_of_beginning(t, i) + odds_of_joint(t, i - 1);
}

size_t doubtful_end(const struct cut_text *t, size_t i)
{
	struct str text = t->parts[i].word->text, behind = marks_behind(text);
	bool doubtful = behind.n == text.n || has_odd(behind) || (t->parts[i].begins && is_quote(behind));
	return doubtful ? behind.n : 0;
}
