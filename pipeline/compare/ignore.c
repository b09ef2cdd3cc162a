/* The differences between two texts that count as none, by name, and how a word is made alike. */
#include "compare/ignore.h"

#include "base/utf8.h"

#include <string.h>

static const struct {
	const char *name;
	unsigned bit;
} names[] = {
	{"case", IGNORE_CASE},     {"punctuation", IGNORE_PUNCTUATION}, {"space", IGNORE_SPACE},
	{"quotes", IGNORE_QUOTES}, {"hyphens", IGNORE_HYPHENS},         {"long-s", IGNORE_LONG_S},
};

enum { NAMES = sizeof names / sizeof *names, LONG_S = 0x17F };

/* Characters that are alike; each list begins with the one that stands for all. */
static const uint32_t single_quotes[] = {'\'', 0x2018, 0x2019, 0x201A, 0x201B, '`', 0xB4, 0x2032, 0};
static const uint32_t double_quotes[] = {'"', 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0};
static const uint32_t hyphens[] = {'-', 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0};

static unsigned bit_named(struct str name)
{
	unsigned all = 0;
	for (int i = 0; i < NAMES; i++) {
		all |= names[i].bit;
		if (str_equal(name, str_of(names[i].name)))
			return names[i].bit;
	}
	return str_equal(name, STR("all")) ? all : 0;
}

enum emend_status compare_ignore_named(const char *list, unsigned *ignore, struct emend_error *error)
{
	*ignore = 0;
	if (!strcmp(list, "none"))
		return EMEND_OK;
	for (const char *at = list;; at++) {
		size_t n = strcspn(at, ",");
		unsigned bit = bit_named((struct str){at, n});
		if (!bit)
			return error_set(error, EMEND_BAD_OPTION,
					 "--ignore: there is no '%.*s'; there are: case, punctuation, space, quotes, "
					 "hyphens, long-s, all, none",
					 (int)n, at);
		*ignore |= bit;
		at += n;
		if (!*at)
			return EMEND_OK;
	}
}

void compare_ignore_names(unsigned ignore, struct strbuf *out)
{
	for (int i = 0; i < NAMES; i++)
		if (ignore & names[i].bit)
			strbuf_printf(out, "%s%s", out->n ? "," : "", names[i].name);
}

static uint32_t alike(uint32_t c, const uint32_t *list)
{
	for (const uint32_t *other = list; *other; other++)
		if (*other == c)
			return *list;
	return c;
}

static uint32_t made_alike(uint32_t c, unsigned ignore)
{
	if (ignore & IGNORE_QUOTES)
		c = alike(alike(c, single_quotes), double_quotes);
	if (ignore & IGNORE_HYPHENS)
		c = alike(c, hyphens);
	if (ignore & IGNORE_LONG_S && c == LONG_S)
		c = 's';
	return ignore & IGNORE_CASE ? utf8_to_lower(c) : c;
}

/* How many bytes at the beginning of s are the sign of a lacuna, […] or [...]; 0: none. */
static size_t lacuna_sign(struct str s)
{
	static const char *const signs[] = {"[…]", "[...]"};
	for (unsigned i = 0; i < 2; i++)
		if (str_starts(s, str_of(signs[i])))
			return strlen(signs[i]);
	return 0;
}

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] >= 0x80)
			return false;
	return true;
}

void add_compared(struct str text, unsigned ignore, struct strbuf *out)
{
	for (size_t at = 0; at < text.n;) {
		size_t sign = lacuna_sign(str_skip(text, at)), begin = at;
		uint32_t c = sign ? ' ' : utf8_next(text, &at);
		at += sign;
		if (utf8_is_space(c) || (ignore & IGNORE_PUNCTUATION && utf8_is_punctuation(c)))
			strbuf_byte(out, ' ');
		else if (made_alike(c, ignore) != c)
			utf8_add(out, made_alike(c, ignore));
		else
			strbuf_add(out, (struct str){text.s + begin, at - begin});
	}
	if (!is_ascii(strbuf_str(out)))
		utf8_compose(out);
}
