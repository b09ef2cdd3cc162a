/* UTF-8: one character at a time, and the few classes of characters that repair asks about. */
#ifndef EMEND_BASE_UTF8_H
#define EMEND_BASE_UTF8_H

#include "base/str.h"

#include <stdint.h>

/*
 * The character at byte *at of s; moves *at behind it. A byte that starts no valid sequence (RFC 3629: overlong forms,
 * surrogates and values above U+10FFFF are not valid) is one character, UTF8_BAD. Needs *at < s.n.
 */
static inline uint32_t utf8_next(struct str s, size_t *at);
#define UTF8_BAD UINT32_C(0xFFFD)

/* The last character of s, or 0 where s is empty, and the byte where it begins. */
uint32_t utf8_last(struct str s, size_t *begin);

bool utf8_valid(struct str s);

/* How many characters s has. */
size_t utf8_count(struct str s);

/* Adds c, which must be a Unicode scalar value. */
void utf8_add(struct strbuf *b, uint32_t c);

/* s in lower case, character by character (Unicode's simple mapping), from the arena. */
struct str utf8_lower(struct arena *arena, struct str s);

/*
 * Letters and their combining marks made one (Unicode's normalisation form C). Text that is not valid is left as it is.
 */
void utf8_compose(struct strbuf *b);

/*
 * The grapheme cluster at byte *at of s, which is what a reader takes for one character, as a letter with its marks;
 * moves *at behind it. Needs *at < s.n.
 */
struct str utf8_next_cluster(struct str s, size_t *at);

/* Is it a mark of punctuation or a symbol, is it white space: in any script? */
bool utf8_is_punctuation(uint32_t c);
bool utf8_is_space(uint32_t c);

/* One character in lower or in upper case. */
uint32_t utf8_to_lower(uint32_t c);
uint32_t utf8_to_upper(uint32_t c);

enum { SOFT_HYPHEN = 0xAD };

/* Quotation marks as they are set. */
enum {
	LEFT_SINGLE = 0x2018,
	RIGHT_SINGLE = 0x2019,
	LOW_SINGLE = 0x201A,
	LEFT_DOUBLE = 0x201C,
	RIGHT_DOUBLE = 0x201D,
	LOW_DOUBLE = 0x201E
};

/* Letters, lower and upper case, digits: in any script, as Unicode has them. They do not depend on the locale. */
static inline bool utf8_is_letter(uint32_t c);
static inline bool utf8_is_upper(uint32_t c);
static inline bool utf8_is_digit(uint32_t c);

/* What a word may end with that goes on in the next line: - and the hyphens ¬, U+00AD and U+2010. */
bool utf8_is_hyphen(uint32_t c);

/* The part of s from its first letter or digit to its last; empty where it has none. */
struct str utf8_core(struct str s);

/* Nearly all text is ASCII, which is told in place; these tell of all other characters. */
uint32_t utf8_next_beyond_ascii(struct str s, size_t *at);
bool utf8_is_letter_beyond_ascii(uint32_t c);
bool utf8_is_upper_beyond_ascii(uint32_t c);
bool utf8_is_digit_beyond_ascii(uint32_t c);

static inline uint32_t utf8_next(struct str s, size_t *at)
{
	unsigned char byte = (unsigned char)s.s[*at];
	if (byte >= 0x80)
		return utf8_next_beyond_ascii(s, at);
	++*at;
	return byte;
}

static inline bool utf8_is_letter(uint32_t c)
{
	return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : utf8_is_letter_beyond_ascii(c);
}

static inline bool utf8_is_upper(uint32_t c)
{
	return c < 0x80 ? c >= 'A' && c <= 'Z' : utf8_is_upper_beyond_ascii(c);
}

static inline bool utf8_is_digit(uint32_t c)
{
	return c < 0x80 ? c >= '0' && c <= '9' : utf8_is_digit_beyond_ascii(c);
}

#endif
