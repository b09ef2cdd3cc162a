/* The shapes of the Latin letters. */
#include "page/shapes.h"

#include "base/utf8.h"

#include <string.h>

static bool is_one_of(uint32_t c, const char *characters)
{
	return c && c < 0x80 && strchr(characters, (int)c);
}

struct letter_shapes letter_shapes_of(struct str text)
{
	struct letter_shapes s = {0};
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		bool low = is_one_of(c, "acemnorsuvwxz"), ascends = is_one_of(c, "bdfhkl");
		bool large = utf8_is_upper(c) || utf8_is_digit(c);
		s.letters += utf8_is_letter(c) || utf8_is_digit(c);
		s.low += low;
		s.high += ascends || large;
		s.other += !low && !ascends && !large;
		s.tall |= ascends || (large && c < 0x80) || is_one_of(c, "t()[]/|");
		s.hanging |= is_one_of(c, "gjpqy()[]{}/|");
	}
	return s;
}
