/* UTF-8 by libutf8proc, on strings that carry their length. */
#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

uint32_t utf8_next_beyond_ascii(struct str s, size_t *at)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.s + *at, (utf8proc_ssize_t)(s.n - *at), &c);
	if (n <= 0) {
		++*at;
		return UTF8_BAD;
	}
	*at += (size_t)n;
	return (uint32_t)c;
}

uint32_t utf8_last(struct str s, size_t *begin)
{
	size_t at = s.n;
	if (!at)
		return (uint32_t)(*begin = 0);
	do
		at--;
	while (at && s.n - at < 4 && ((unsigned char)s.s[at] & 0xC0) == 0x80);
	*begin = at;
	uint32_t c = utf8_next(s, &at);
	if (at == s.n)
		return c;
	*begin = s.n - 1;
	return UTF8_BAD;
}

size_t utf8_count(struct str s)
{
	size_t n = 0;
	for (size_t at = 0; at < s.n; n++)
		utf8_next(s, &at);
	return n;
}

bool utf8_valid(struct str s)
{
	for (size_t at = 0; at < s.n;) {
		size_t begin = at;
		if (utf8_next(s, &at) == UTF8_BAD && at - begin == 1)
			return false;
	}
	return true;
}

void utf8_add(struct strbuf *b, uint32_t c)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c, bytes);
	strbuf_add(b, (struct str){(const char *)bytes, (size_t)n});
}

struct str utf8_lower(struct arena *arena, struct str s)
{
	struct strbuf b = {0};
	for (size_t at = 0; at < s.n;)
		utf8_add(&b, (uint32_t)utf8proc_tolower((utf8proc_int32_t)utf8_next(s, &at)));
	struct str lower = arena_str(arena, strbuf_str(&b));
	strbuf_release(&b);
	return lower;
}

static utf8proc_category_t category(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c);
}

void utf8_compose(struct strbuf *b)
{
	utf8proc_uint8_t *composed = NULL;
	if (!utf8_valid(strbuf_str(b)))
		return;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)b->s, (utf8proc_ssize_t)b->n, &composed,
					  UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (n >= 0) {
		b->n = 0;
		strbuf_add(b, (struct str){(const char *)composed, (size_t)n});
	}
	free(composed);
}

struct str utf8_next_cluster(struct str s, size_t *at)
{
	size_t begin = *at;
	utf8proc_int32_t state = 0, before = (utf8proc_int32_t)utf8_next(s, at);
	while (*at < s.n) {
		size_t next = *at;
		utf8proc_int32_t c = (utf8proc_int32_t)utf8_next(s, &next);
		if (utf8proc_grapheme_break_stateful(before, c, &state))
			break;
		before = c;
		*at = next;
	}
	return (struct str){s.s + begin, *at - begin};
}

bool utf8_is_punctuation(uint32_t c)
{
	utf8proc_category_t k = category(c);
	return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_SO;
}

bool utf8_is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || category(c) == UTF8PROC_CATEGORY_ZS;
}

uint32_t utf8_to_lower(uint32_t c)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t utf8_to_upper(uint32_t c)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

bool utf8_is_letter_beyond_ascii(uint32_t c)
{
	utf8proc_category_t k = category(c);
	return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_upper_beyond_ascii(uint32_t c)
{
	return category(c) == UTF8PROC_CATEGORY_LU;
}

bool utf8_is_digit_beyond_ascii(uint32_t c)
{
	return category(c) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_hyphen(uint32_t c)
{
	enum { NOT_SIGN = 0xAC, HYPHEN = 0x2010 };
	return c == '-' || c == SOFT_HYPHEN || c == NOT_SIGN || c == HYPHEN;
}

struct str utf8_core(struct str s)
{
	size_t begin = s.n, end = s.n;
	for (size_t at = 0; at < s.n;) {
		size_t from = at;
		uint32_t c = utf8_next(s, &at);
		if (!utf8_is_letter(c) && !utf8_is_digit(c))
			continue;
		begin = from < begin ? from : begin;
		end = at;
	}
	return (struct str){s.s + begin, end - begin};
}
