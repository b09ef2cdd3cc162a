/* The shapes of web and mail addresses (RFC 3986, by what prints of them). */
#include "language/address.h"

#include <ctype.h>
#include <string.h>

/* What only addresses have inside. */
static const char *const inside[] = {"://", "www.", "http", "ftp:", NULL};

/* The ends of hosts' names that are not words as well, as they may end a name. */
static const char *const endings[] = {"com", "org", "net", "edu", "gov", NULL};

static bool is_one_of(unsigned char c, const char *marks)
{
	return c && strchr(marks, c);
}

static bool has(struct str s, const char *part)
{
	size_t n = strlen(part);
	for (size_t i = 0; i + n <= s.n; i++)
		if (!memcmp(s.s + i, part, n))
			return true;
	return false;
}

/* Is there ".org", with letters before and no letter after it? */
static bool has_ending(struct str s)
{
	for (size_t i = 1; i + 4 <= s.n; i++)
		for (const char *const *e = endings; *e && s.s[i] == '.'; e++)
			if (!memcmp(s.s + i + 1, *e, 3) && isalnum((unsigned char)s.s[i - 1]) &&
			    (i + 4 == s.n || !isalnum((unsigned char)s.s[i + 4])))
				return true;
	return false;
}

bool address_is(struct str word)
{
	for (const char *const *part = inside; *part; part++)
		if (has(word, *part))
			return true;
	return has_ending(word);
}

/* May all of it stand in an address, to the brackets and points after it? */
static bool may_be_part(struct str s)
{
	static const char marks[] = "-._~:/?#[]@!$&'()*+,;=%\\";
	for (size_t i = 0; i < s.n; i++)
		if (!isalnum((unsigned char)s.s[i]) && !is_one_of((unsigned char)s.s[i], marks))
			return false;
	return s.n > 0;
}

/* Letters, and then a mark that no word has: a point with a letter after it, a slash, an equals sign. */
static bool has_inner_mark(struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (is_one_of((unsigned char)s.s[i], "./=?&_") && isalnum((unsigned char)s.s[i + 1]))
			return true;
	return false;
}

static bool has_letter(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (isalnum((unsigned char)s.s[i]))
			return true;
	return false;
}

static bool is_open(struct str s)
{
	int open = 0;
	for (size_t i = 0; i < s.n; i++)
		open += (s.s[i] == '(') - (s.s[i] == ')');
	return open > 0;
}

/* A bracket that closes, and the points after it. */
static bool only_closes(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_one_of((unsigned char)s.s[i], ").,;:?!"))
			return false;
	return s.n && s.s[0] == ')';
}

size_t address_misread_scheme(struct str word)
{
	static const char scheme[] = "http";
	enum { LENGTH = sizeof scheme - 1 };
	for (size_t i = LENGTH; i + 3 <= word.n; i++) {
		size_t same = 0;
		for (size_t k = 0; k < LENGTH; k++)
			same += word.s[i - LENGTH + k] == scheme[k];
		if (!memcmp(word.s + i, "://", 3) && same == LENGTH - 1 &&
		    (i == LENGTH || word.s[i - LENGTH - 1] == '('))
			return i - LENGTH + 1;
	}
	return 0;
}

bool address_goes_on(struct str first, struct str next)
{
	if ((str_equal(first, STR("(")) && address_is(next)) ||
	    (address_is(first) && is_open(first) && only_closes(next)))
		return true;
	if (!address_is(first) || !may_be_part(next) || has(next, "("))
		return false;
	unsigned char last = (unsigned char)first.s[first.n - 1], head = (unsigned char)next.s[0];
	bool closes = is_open(first) && has(next, ")");
	if (!closes && !has_letter(next) && !(head == '/' && last == ':'))
		return false;
	if (is_one_of(head, "/=?&_") || (head == '.' && next.n > 1 && isalnum((unsigned char)next.s[1])))
		return true;
	if (is_one_of(last, ":=?&"))
		return !isupper(head) || closes || has_inner_mark(next);
	if (is_one_of(last, "/_"))
		return closes || has_inner_mark(next) || has(next, "/");
	bool goes_on =
		closes || has_inner_mark(next) || has(next, "/") || (is_open(first) && next.s[next.n - 1] == '.');
	return last == '.' && (islower(head) || isdigit(head)) && goes_on;
}
