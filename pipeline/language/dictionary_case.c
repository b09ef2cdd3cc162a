/* Cases of words; ASCII takes a short way, since look-ups fold millions of words. */
#include "language/dictionary_case.h"

#include "base/utf8.h"

#include <string.h>

enum { MOST_UTF8 = 4, APOSTROPHE = 0x2019 };

static bool is_small(uint32_t c)
{
	return c < 128 ? c >= 'a' && c <= 'z' : utf8_to_upper(c) != c;
}

static bool is_capital(uint32_t c)
{
	return c < 128 ? c >= 'A' && c <= 'Z' : utf8_to_lower(c) != c;
}

enum word_case case_of(struct str word)
{
	int capitals = 0, small = 0;
	bool first = false;
	for (size_t at = 0; at < word.n;) {
		bool begin = at == 0;
		uint32_t c = (unsigned char)word.s[at] < 128 ? (unsigned char)word.s[at++] : utf8_next(word, &at);
		capitals += is_capital(c);
		small += is_small(c);
		if (begin)
			first = is_capital(c);
	}
	if (!capitals)
		return CASE_SMALL;
	if (capitals == 1 && first)
		return CASE_CAPITAL;
	return small ? CASE_MIXED : CASE_CAPITALS;
}

/* Adds a character to out, that has n bytes of room for all, and one for a NUL. False where it is full. */
static bool put(uint32_t c, char *out, size_t *n, size_t room)
{
	struct strbuf b = {0};
	if (*n + MOST_UTF8 > room)
		return false;
	utf8_add(&b, c);
	memcpy(out + *n, b.s, b.n);
	*n += b.n;
	strbuf_release(&b);
	return true;
}

size_t case_fold(struct str word, char *out, size_t room)
{
	size_t n = 0;
	for (size_t at = 0; at < word.n;) {
		unsigned char byte = (unsigned char)word.s[at];
		if (byte < 128) {
			if (n == room)
				return 0;
			out[n++] = (char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
			at++;
			continue;
		}
		uint32_t c = utf8_next(word, &at);
		if (!put(c == APOSTROPHE ? '\'' : utf8_to_lower(c), out, &n, room))
			return 0;
	}
	return n;
}

void case_raise(struct strbuf *b, struct str word, bool all)
{
	for (size_t at = 0; at < word.n;) {
		bool raise = all || at == 0;
		uint32_t c = utf8_next(word, &at);
		utf8_add(b, raise ? utf8_to_upper(c) : c);
	}
}
