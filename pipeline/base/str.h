/*
 * Strings: a pointer and a length, in UTF-8, never owned.
 *
 * A struct str borrows its bytes, mostly from a page's arena. It need not end in NUL; where a library wants that, ask
 * arena_cstr for a copy. The empty string has n == 0, whatever s is.
 */
#ifndef EMEND_BASE_STR_H
#define EMEND_BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdio.h>

struct str {
	const char *s;
	size_t n;
};

/* A literal as a struct str, and the two arguments that printf's "%.*s" takes. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_ARG(x) (int)(x).n, (x).n ? (x).s : ""

struct str str_of(const char *cstr); /* NULL gives the empty string */
bool str_equal(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Is it one of the list's, which NULL ends, whatever the case of its letters (A to Z)? */
bool str_is_one_of(struct str s, const char *const *list);

/* s without its first, or without its last, n bytes; empty where it has no more than n. */
struct str str_skip(struct str s, size_t n);
struct str str_chop(struct str s, size_t n);

struct str arena_str(struct arena *a, struct str s);
const char *arena_cstr(struct arena *a, struct str s);
struct str arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * A string that grows. An all-zero buffer is an empty one; strbuf_release frees it and leaves it empty. The bytes are
 * always followed by a NUL that is not counted, once something has been added.
 */
struct strbuf {
	char *s;
	size_t n, size;
};

void strbuf_release(struct strbuf *b);
void strbuf_add(struct strbuf *b, struct str s);
void strbuf_byte(struct strbuf *b, char c);
void strbuf_printf(struct strbuf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What the buffer holds; valid until it next changes. */
struct str strbuf_str(const struct strbuf *b);

#endif
