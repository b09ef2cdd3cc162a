/* Choosing between readings. */
#include "repair/choose.h"

#include "base/utf8.h"

#include <string.h>

/*
 * What a reading must gain, in percent of a voice, over words that are not all known and over such as are. With these
 * 39 of 40 changes on 12 hard copies, 5 scans and 28 good pages were right by the benchmark.
 */
static const double least_gain = 100, least_gain_over_known = 130;

/* Being known is worth as much as one voice. */
static const double worth_of_known = 100;

/* The least confidence of a reading (percent): of any, over known words, of few letters, of one voice alone. */
static const float least = 60, least_over_known = 88, least_of_few = 80, least_alone = 90;
enum { FEW_LETTERS = 2, MANY_LETTERS = 5 };
static const double least_gain_alone = 120;

/* Known words that were read with this confidence stay. */
static const float sure = 90;

/* Only the case of letters differs: what the reading must have, and the old one must have less than. */
static const float least_for_case = 85, most_for_case = 80;

/* Words are joined or parted anew by readings of this confidence. */
static const float least_for_joint = 90;

unsigned choose_count(unsigned bits)
{
	unsigned n = 0;
	for (; bits; bits &= bits - 1)
		n++;
	return n;
}

double choose_gain(const struct candidate *c)
{
	double old_voices = 1 + choose_count(c->agreeing);
	return choose_count(c->looks) * (double)c->judgement.confidence + worth_of_known * c->judgement.known -
	       old_voices * (double)c->old.confidence - worth_of_known * c->old.known;
}

static bool all_known(struct judgement j)
{
	return j.letters && j.known > 0.999;
}

/* Its letters and apostrophes, hyphens and spaces inside of it, without what stands before and after them. */
static struct str core_of(struct str s)
{
	size_t begin = 0, next = 0, last;
	for (; next < s.n; begin = next)
		if (utf8_is_letter(utf8_next(s, &next)))
			break;
	s = str_skip(s, begin);
	while (s.n && !utf8_is_letter(utf8_last(s, &last)))
		s.n = last;
	return s;
}

bool choose_may_change(struct str text)
{
	struct str core = core_of(text);
	for (size_t at = 0; at < text.n;)
		if (utf8_is_digit(utf8_next(text, &at)))
			return false;
	for (size_t i = 0; i < core.n; i++)
		if (strchr("/.@:", core.s[i]))
			return false;
	return true;
}

/* Is it made of what words are made of, and has it none of the signs that stand for specks and rules? */
static bool is_wordlike(struct str s)
{
	static const uint32_t inside[] = {'-', '\'', RIGHT_SINGLE, ' '};
	struct str core = core_of(s);
	for (size_t at = 0; at < core.n;) {
		uint32_t c = utf8_next(core, &at);
		bool usual = utf8_is_letter(c);
		for (size_t i = 0; i < sizeof inside / sizeof *inside && !usual; i++)
			usual = c == inside[i];
		if (!usual)
			return false;
	}
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] == '|' || s.s[i] == '_')
			return false;
	return core.n > 0;
}

static bool differs_in_case_only(struct str a, struct str b)
{
	struct arena arena = {0};
	bool same = str_equal(utf8_lower(&arena, a), utf8_lower(&arena, b));
	arena_release(&arena);
	return same;
}

/* May the letters of the words be replaced, one word by one? */
static bool takes_word(const struct candidate *c)
{
	unsigned voices = choose_count(c->looks);
	float confidence = c->judgement.confidence;
	double gain = choose_gain(c);
	if (differs_in_case_only(core_of(c->text), core_of(c->old_text)))
		return voices > 2 && confidence >= least_for_case && c->old.confidence < most_for_case;
	if (confidence < least || (c->judgement.letters <= FEW_LETTERS && confidence < least_of_few))
		return false;
	if (all_known(c->old))
		return voices > 1 && gain >= least_gain_over_known && confidence >= least_over_known &&
		       c->old.confidence < sure;
	if (voices > 1)
		return gain >= least_gain;
	return c->judgement.letters >= MANY_LETTERS && confidence >= least_alone && gain >= least_gain_alone;
}

/* May words be joined, or one be parted? No letter may be lost, and none of the old ones may be a good word. */
static bool takes_joint(const struct candidate *c)
{
	return choose_count(c->looks) > 1 && c->old.known < 0.5 && c->judgement.confidence >= least_for_joint &&
	       c->judgement.letters >= c->old.letters && c->judgement.letters > FEW_LETTERS;
}

bool choose_takes(const struct candidate *c)
{
	bool hyphens_agree = str_ends(c->text, STR("-")) == str_ends(c->old_text, STR("-"));
	if (!c->vouched || !is_wordlike(c->text) || !choose_may_change(c->text) || !choose_may_change(c->old_text) ||
	    !hyphens_agree || str_equal(core_of(c->text), core_of(c->old_text)))
		return false;
	return c->match.old_count == 1 && c->match.new_count == 1 ? takes_word(c) : takes_joint(c);
}
