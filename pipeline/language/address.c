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

/* Is it an address, or its beginning, after a bracket that it does not close: "(http://www.kahvi."? */
static bool is_open_address(struct str text)
{
	return is_open(text) && address_is(text);
}

bool address_is_part(struct str before, struct str first, struct str next)
{
	if (str_equal(first, STR("@")))
		return may_be_part(next) && has_ending(next);
	return is_open_address(before) && may_be_part(first) && isalnum((unsigned char)first.s[first.n - 1]) &&
	       next.n > 1 && next.s[0] == '.' && isalnum((unsigned char)next.s[1]) && may_be_part(next);
}

static const struct str scheme = {"http", 4};

/* Puts "http" for what is before "://", where that is a letter off. */
static bool mend_scheme(struct strbuf *word)
{
	for (size_t i = scheme.n; i + 3 <= word->n; i++) {
		char *at = word->s + i - scheme.n;
		size_t same = 0;
		for (size_t k = 0; k < scheme.n; k++)
			same += at[k] == scheme.s[k];
		if (!memcmp(word->s + i, "://", 3) && same == scheme.n - 1 && (at == word->s || at[-1] == '(')) {
			memcpy(at, scheme.s, scheme.n);
			return true;
		}
	}
	return false;
}

/* The length of the single quote that stands there, or 0. */
static size_t quote_at(struct str s, size_t i)
{
	static const struct str quotes[] = {{"\xe2\x80\x98", 3}, {"\xe2\x80\x99", 3}, {"'", 1}};
	for (size_t k = 0; k < sizeof quotes / sizeof *quotes; k++)
		if (str_starts(str_skip(s, i), quotes[k]))
			return quotes[k].n;
	return 0;
}

/* Can no quote stand between these: a bracket and "http", a colon and slashes, a slash and a bracket? */
static bool is_within(char before, struct str after)
{
	return (before == '(' && str_starts(after, scheme)) || (before == ':' && str_starts(after, STR("//"))) ||
	       (before == '/' && str_starts(after, STR(")"))) || (!before && str_starts(after, STR("//")));
}

bool address_mend(struct str word, struct strbuf *mended)
{
	bool changed = false;
	mended->n = 0;
	for (size_t i = 0; i < word.n;) {
		size_t quote = quote_at(word, i);
		if (quote && is_within(i ? word.s[i - 1] : '\0', str_skip(word, i + quote))) {
			i += quote;
			changed = true;
		} else
			strbuf_byte(mended, word.s[i++]);
	}
	return mend_scheme(mended) || changed;
}

/* Are they the halves of "http:", after a bracket or none, with slashes or without? */
static bool are_halves(struct str first, struct str next)
{
	struct str head = str_starts(first, STR("(")) ? str_skip(first, 1) : first;
	struct str mark = head.n < scheme.n ? STR(":") : STR("://");
	return head.n && head.n <= scheme.n && str_starts(scheme, head) && str_starts(next, str_skip(scheme, head.n)) &&
	       str_starts(str_skip(next, scheme.n - head.n), mark);
}

/* Does it begin with the last part of a host's name, and go on with a path or a bracket? */
static bool begins_with_ending(struct str s)
{
	for (const char *const *e = endings; *e; e++)
		if (str_starts(s, (struct str){*e, strlen(*e)}) && s.n > 3 && is_one_of((unsigned char)s.s[3], "/)"))
			return true;
	return false;
}

/* Is it the last part of a host's name? */
static bool is_ending(struct str s)
{
	for (const char *const *e = endings; *e; e++)
		if (str_equal(s, (struct str){*e, strlen(*e)}))
			return true;
	return false;
}

/* Is the next word the host of a mail address, after its sign? */
static bool is_mail_host(struct str first, struct str next)
{
	return isalnum((unsigned char)first.s[first.n - 1]) && str_starts(next, STR("@")) && may_be_part(next) &&
	       has_ending(next);
}

/* May the next word go on with the address for the marks where they meet? */
static bool meet(struct str first, struct str next)
{
	unsigned char last = (unsigned char)first.s[first.n - 1], head = (unsigned char)next.s[0];
	bool closes = is_open(first) && has(next, ")");
	if (head == '/' && (last == ':' || str_ends(first, STR(":/"))))
		return true;
	if (!closes && !has_letter(next))
		return false;
	if (is_one_of(head, "/=?&_") || (head == '.' && next.n > 1 && isalnum((unsigned char)next.s[1])))
		return true;
	if (is_one_of(last, ":=?&"))
		return !isupper(head) || closes || has_inner_mark(next);
	if (is_one_of(last, "/_"))
		return closes || has_inner_mark(next) || has(next, "/");
	return last == '.' && (islower(head) || isdigit(head)) &&
	       (closes || has_inner_mark(next) || has(next, "/") ||
		(is_open(first) && (str_ends(next, STR(".")) || is_ending(next))));
}

enum address_joint address_joint(struct str first, struct str next)
{
	if ((str_equal(first, STR("(")) && address_is(next)) || are_halves(first, next) || is_mail_host(first, next) ||
	    (is_open_address(first) && str_starts(next, STR(")"))))
		return ADDRESS_CLOSED;
	if (!address_is(first) || !may_be_part(next) || has(next, "("))
		return ADDRESS_APART;
	if (meet(first, next))
		return ADDRESS_CLOSED;
	bool goes_on = str_ends(first, STR("/www")) && isalnum((unsigned char)next.s[0]) && has_inner_mark(next);
	bool ends = is_open(first) && isalnum((unsigned char)first.s[first.n - 1]) && begins_with_ending(next);
	return goes_on || ends ? ADDRESS_POINT : ADDRESS_APART;
}
