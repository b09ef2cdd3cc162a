/*
 * What Hunspell would say of a word, from its answers that the dictionary keeps: "Well-known" is right since "Well" and
 * "known" are, "1,234th" is wrong. This follows Hunspell::spell of version 1.7 step by step, for dictionaries that have
 * no compounds but ordinals and the usual break points; that it agrees with Hunspell is tested word by word.
 */
#include "language/dictionary.h"
#include "language/dictionary_case.h"
#include "language/dictionary_format.h"

#include <endian.h>
#include <string.h>

enum {
	ALL_SPELLERS = (1 << MOST_SPELLERS) - 1,
	MOST_HYPHENS = 9, /* Hunspell takes no word that has more */
	ORDINAL_DIGITS =
		3 /* ordinals of up to this many digits are in the dictionary; longer ones end like one of them */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits with single stops, commas and hyphens between them. */
static bool is_number(struct str s)
{
	bool digit = false;
	for (size_t i = 0; i < s.n; i++) {
		bool separator = s.s[i] == ',' || s.s[i] == '.' || s.s[i] == '-';
		if (!is_digit(s.s[i]) && !(separator && digit))
			return false;
		digit = !separator;
	}
	return digit;
}

/* The spellers that take the word as it is written, of those that the record's answers for that case name. */
static unsigned spellers_of(uint32_t record, unsigned answer)
{
	unsigned spellers = 0;
	for (int i = 0; i < MOST_SPELLERS; i++)
		if (WORD_ANSWERS(record) >> i * ANSWERS_OF_A_SPELLER & answer)
			spellers |= 1U << i;
	return spellers;
}

/* Looks up what Hunspell said of the word as it is written. False: it was not asked. */
static bool find_answer(const struct dictionary *d, struct str word, unsigned *spellers)
{
	char folded[DICTIONARY_LONGEST];
	uint32_t record;
	enum word_case written = case_of(word);
	*spellers = 0;
	if (written == CASE_MIXED) {
		bool found = dictionary_descend(d, EXACT_ROOT, word, &record);
		*spellers = found ? spellers_of(record, ANSWER_SMALL) : 0;
		return found;
	}
	struct str key = {folded, case_fold(word, folded, sizeof folded)};
	if (!dictionary_descend(d, FOLDED_ROOT, key, &record))
		return false;
	*spellers = spellers_of(record, written == CASE_SMALL     ? ANSWER_SMALL
					: written == CASE_CAPITAL ? ANSWER_CAPITAL
								  : ANSWER_CAPITALS);
	return true;
}

/* "1234th" as "234th"; empty where it is no long ordinal. */
static struct str short_ordinal(struct str word)
{
	size_t n = 0;
	while (n < word.n && is_digit(word.s[n]))
		n++;
	return n > ORDINAL_DIGITS && n < word.n ? str_skip(word, n - ORDINAL_DIGITS) : (struct str){0};
}

/* Hunspell's break points. It looks for those that mean a hyphen at a word's begin or end in words literally too. */
static const char *const breaks[] = {"-", "^-", "-$"};

/* Where mark next is in s, at or after from; s.n where it is not. */
static size_t find_break(struct str s, const char *mark, size_t from)
{
	const char *found = from < s.n ? memmem(s.s + from, s.n - from, mark, strlen(mark)) : NULL;
	return found ? (size_t)(found - s.s) : s.n;
}

static size_t count_hyphens(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += s.s[i] == '-';
	return n;
}

static unsigned spellers_taking(const struct dictionary *d, struct str word);

/* Those that take both parts of the word, which the mark parts at its second place in it if later, or else its first.
 */
static unsigned take_two(const struct dictionary *d, struct str s, const char *mark, bool later)
{
	size_t n = strlen(mark), place = find_break(s, mark, 0);
	if (!place || place + n >= s.n)
		return 0;
	size_t second = find_break(s, mark, place + 1);
	if (later && second + n < s.n)
		place = second;
	unsigned right = spellers_taking(d, str_skip(s, place + n));
	return right ? right & spellers_taking(d, (struct str){s.s, place}) : 0;
}

/* Those that take the word without a hyphen at its begin or end, or in two parts. */
static unsigned take_parts(const struct dictionary *d, struct str s)
{
	unsigned spellers = 0;
	if (count_hyphens(s) > MOST_HYPHENS || s.n < 2)
		return 0;
	if (s.s[0] == '-')
		spellers |= spellers_taking(d, str_skip(s, 1));
	if (s.s[s.n - 1] == '-')
		spellers |= spellers_taking(d, str_chop(s, 1));
	for (int later = 1; later >= 0; later--)
		for (size_t i = 0; i < sizeof breaks / sizeof *breaks && spellers != ALL_SPELLERS; i++)
			spellers |= take_two(d, s, breaks[i], later);
	return spellers;
}

/* A word in capitals is parted as if only its first letter were one. */
static unsigned take_parts_as_written(const struct dictionary *d, struct str word)
{
	if (!memchr(word.s, '-', word.n))
		return 0;
	if (case_of(word) != CASE_CAPITALS)
		return take_parts(d, word);
	char folded[DICTIONARY_LONGEST];
	struct strbuf capital = {0};
	case_raise(&capital, (struct str){folded, case_fold(word, folded, sizeof folded)}, false);
	unsigned spellers = take_parts(d, strbuf_str(&capital));
	strbuf_release(&capital);
	return spellers;
}

static unsigned spellers_taking(const struct dictionary *d, struct str word)
{
	char stopped[DICTIONARY_LONGEST + 1];
	unsigned spellers;
	while (word.n && *word.s == ' ')
		word = str_skip(word, 1);
	bool stop = word.n && word.s[word.n - 1] == '.';
	while (word.n && word.s[word.n - 1] == '.')
		word.n--;
	if (!word.n || is_number(word))
		return ALL_SPELLERS;
	memcpy(stopped, word.s, word.n);
	stopped[word.n] = '.';
	if (stop && find_answer(d, (struct str){stopped, word.n + 1}, &spellers))
		return spellers;
	if (find_answer(d, word, &spellers) || find_answer(d, short_ordinal(word), &spellers))
		return spellers;
	return take_parts_as_written(d, word);
}

/* The word with ' for each ’, in out, which has room for it. */
static struct str straighten(struct str word, char *out)
{
	size_t n = 0;
	for (size_t i = 0; i < word.n;) {
		bool apostrophe = str_starts(str_skip(word, i), STR("’"));
		out[n++] = apostrophe ? '\'' : word.s[i];
		i += apostrophe ? sizeof "’" - 1 : 1;
	}
	return (struct str){out, n};
}

enum spelling dictionary_spells(const struct dictionary *d, struct str word)
{
	char room[DICTIONARY_LONGEST];
	unsigned spellers;
	uint32_t flags = le32toh(d->flags);
	if (!word.n || word.n > sizeof room)
		return SPELLING_WRONG;
	struct str plain = straighten(word, room);
	if (flags & DICTIONARY_COMPLETE)
		return spellers_taking(d, plain) ? SPELLING_RIGHT : SPELLING_WRONG;
	/* Not every Hunspell dictionary takes ’ for '. */
	if ((plain.n != word.n && !(flags & DICTIONARY_OWN)) || !find_answer(d, plain, &spellers))
		return SPELLING_UNSURE;
	return spellers ? SPELLING_RIGHT : SPELLING_WRONG;
}
