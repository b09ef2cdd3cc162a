/* Punctuation, case, parted words and trigrams across a joint. */
#include "language/runs_on.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* log10 odds. Set by hand, not measured: order and inserts of the development pages come out right by them. */
static const double parted_word = 4, parted_compound = 1.5, parted_nonsense = -1, open_then_lower = 1.5,
		    open_then_upper = -0.5, closed_then_lower = -3, closed_then_upper = 0.3;

/* Trigrams say no more than this, either way. */
static const double most_trigrams = 2.5;

static bool is_closing(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201D || c == 0xBB || c == '*';
}

bool ends_sentence(struct str word)
{
	size_t begin;
	uint32_t c = utf8_last(word, &begin);
	while (word.n && (is_closing(c) || utf8_is_digit(c)) && begin) {
		word.n = begin;
		c = utf8_last(word, &begin);
	}
	return c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026;
}

/* The first letter or digit, or 0. */
static uint32_t first_letter(struct str word)
{
	for (size_t at = 0; at < word.n;) {
		uint32_t c = utf8_next(word, &at);
		if (utf8_is_letter(c) || utf8_is_digit(c))
			return c;
	}
	return 0;
}

bool begins_lower(struct str word)
{
	uint32_t c = first_letter(word);
	return utf8_is_letter(c) && !utf8_is_upper(c);
}

bool begins_upper(struct str word)
{
	uint32_t c = first_letter(word);
	return utf8_is_upper(c) || utf8_is_digit(c);
}

bool begins_capital(struct str word)
{
	return utf8_is_upper(first_letter(word));
}

/* The letters before a hyphen at the word's end, or those at its beginning. */
static struct str letters_at(struct str word, bool end)
{
	size_t begin, from = 0;
	if (!end) {
		size_t at = 0, n = 0;
		while (at < word.n && utf8_is_letter(utf8_next(word, &at)))
			n = at;
		return (struct str){word.s, n};
	}
	utf8_last(word, &begin);
	word.n = begin;
	for (size_t at = 0; at < word.n;)
		if (!utf8_is_letter(utf8_next(word, &at)))
			from = at;
	return str_skip(word, from);
}

bool is_cut_short(struct str word)
{
	static const char *const all[] = {
		"ave", "bro",  "bull", "cap",  "capt", "cent",  "chap", "col",  "cols", "doz", "ed",    "eds",
		"esq", "etc",  "fig",  "figs", "gal",  "gen",   "hon",  "hrs",  "ill",  "inc", "jun",   "lat",
		"lib", "long", "max",  "min",  "mrs",  "obs",   "oct",  "par",  "pop",  "pts", "rev",   "sec",
		"sen", "sept", "ser",  "sub",  "tan",  "viz",   "vol",  "vols", "yds",  "abb", "bzw",   "evtl",
		"geb", "gest", "ggf",  "hrsg", "inkl", "jahrh", "sog",  "str",  "usw",  "vgl", "zzgl",  "art",
		"env", "fasc", "hab",  "ibid", "suiv", "tél",   "trad", "co",   "dr",   "jr",  "mr",    "no",
		"nos", "pp",   "st",   "vs",   "gov",  "jan",   "feb",  "aug",  "nov",  "dec", "messrs"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strlen(all[i]) == word.n && !strncasecmp(all[i], word.s, word.n))
			return true;
	return false;
}

bool ends_parted(struct str word)
{
	size_t begin;
	return utf8_is_hyphen(utf8_last(word, &begin)) && letters_at(word, true).n;
}

static double parted(struct str head, struct str tail, struct lexicon *lexicon)
{
	char whole[120];
	struct str left = letters_at(head, true), right = letters_at(tail, false);
	if (!left.n || !right.n || left.n + right.n >= sizeof whole || begins_upper(tail))
		return parted_nonsense;
	memcpy(whole, left.s, left.n);
	memcpy(whole + left.n, right.s, right.n);
	struct str word = {whole, left.n + right.n};
	if (!lexicon || lexicon_knows(lexicon, word))
		return parted_word;
	/* "co-" and "located" may be a compound that keeps its hyphen. */
	return lexicon_knows(lexicon, left) && lexicon_knows(lexicon, right) ? parted_compound : parted_nonsense;
}

/* What the trigrams across the joint say beyond what the words say by themselves. */
static double trigrams_across(const struct joint *j, const struct trigrams *t)
{
	int a = trigrams_word(t, j->before[1]), b = trigrams_word(t, j->before[0]), c = trigrams_word(t, j->after[0]),
	    d = trigrams_word(t, j->after[1]);
	if (b == TRIGRAMS_UNKNOWN || c == TRIGRAMS_UNKNOWN)
		return 0;
	double across = trigrams_log10(t, a, b, c), alone = trigrams_log10(t, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, c);
	if (d != TRIGRAMS_UNKNOWN) {
		across += trigrams_log10(t, b, c, d);
		alone += trigrams_log10(t, TRIGRAMS_UNKNOWN, c, d);
	}
	return fmax(-most_trigrams, fmin(most_trigrams, across - alone));
}

double runs_on(const struct joint *j, struct lexicon *lexicon, const struct trigrams *trigrams)
{
	size_t begin;
	if (!j->before[0].n || !j->after[0].n)
		return 0;
	if (utf8_is_hyphen(utf8_last(j->before[0], &begin)) && begin)
		return parted(j->before[0], j->after[0], lexicon);
	bool closed = ends_sentence(j->before[0]), lower = begins_lower(j->after[0]);
	if (closed)
		return lower ? closed_then_lower : closed_then_upper;
	return (lower ? open_then_lower : open_then_upper) + (trigrams ? trigrams_across(j, trigrams) : 0);
}
