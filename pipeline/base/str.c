/* Borrowed strings and growing buffers. */
#include "base/str.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct str str_of(const char *cstr)
{
	return cstr ? (struct str){cstr, strlen(cstr)} : (struct str){0};
}

bool str_equal(struct str a, struct str b)
{
	return a.n == b.n && (!a.n || !memcmp(a.s, b.s, a.n));
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_equal((struct str){s.s, prefix.n}, prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_equal(str_skip(s, s.n - suffix.n), suffix);
}

bool str_is_one_of(struct str s, const char *const *list)
{
	while (*list && (strlen(*list) != s.n || strncasecmp(*list, s.s, s.n) != 0))
		list++;
	return *list != NULL;
}

struct str str_skip(struct str s, size_t n)
{
	return n < s.n ? (struct str){s.s + n, s.n - n} : (struct str){0};
}

struct str str_chop(struct str s, size_t n)
{
	return n < s.n ? (struct str){s.s, s.n - n} : (struct str){0};
}

const char *arena_cstr(struct arena *a, struct str s)
{
	char *copy = arena_alloc(a, s.n + 1, 1);
	if (s.n)
		memcpy(copy, s.s, s.n);
	return copy;
}

struct str arena_str(struct arena *a, struct str s)
{
	return s.n ? (struct str){arena_cstr(a, s), s.n} : (struct str){0};
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
	char most[256]; /* texts are short: few are printed twice */
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(most, sizeof most, format, args);
	size_t length = n > 0 ? (size_t)n : 0;
	char *s = arena_alloc(a, length + 1, 1);
	if (length < sizeof most)
		memcpy(s, most, length);
	else
		vsnprintf(s, length + 1, format, again);
	va_end(again);
	va_end(args);
	return (struct str){s, length};
}

static void reserve(struct strbuf *b, size_t more)
{
	size_t need = b->n + more + 1;
	if (need <= b->size)
		return;
	b->size = need > 2 * b->size ? need : 2 * b->size;
	b->s = must_realloc(b->s, b->size, 1);
}

void strbuf_release(struct strbuf *b)
{
	free(b->s);
	*b = (struct strbuf){0};
}

void strbuf_add(struct strbuf *b, struct str s)
{
	reserve(b, s.n);
	if (s.n)
		memcpy(b->s + b->n, s.s, s.n);
	b->n += s.n;
	b->s[b->n] = '\0';
}

void strbuf_byte(struct strbuf *b, char c)
{
	strbuf_add(b, (struct str){&c, 1});
}

void strbuf_printf(struct strbuf *b, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	enum { MOST_PRINTED = 64 };
	reserve(b, MOST_PRINTED);
	int n = vsnprintf(b->s + b->n, b->size - b->n, format, args);
	size_t length = n > 0 ? (size_t)n : 0;
	if (length >= b->size - b->n) {
		reserve(b, length);
		vsnprintf(b->s + b->n, length + 1, format, again);
	}
	b->n += length;
	va_end(again);
	va_end(args);
}

struct str strbuf_str(const struct strbuf *b)
{
	return (struct str){b->s, b->n};
}
