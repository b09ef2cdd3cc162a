/* The shapes of the Latin letters. */
#include "page/shapes.h"

#include "base/utf8.h"

enum shape { LOW = 1, ASCENDS = 2, TALL = 4, HANGS = 8 };

/* Of ASCII's letters and marks; capitals and digits are large besides. */
static const unsigned char shapes[128] = {
	['a'] = LOW,
	['c'] = LOW,
	['e'] = LOW,
	['m'] = LOW,
	['n'] = LOW,
	['o'] = LOW,
	['r'] = LOW,
	['s'] = LOW,
	['u'] = LOW,
	['v'] = LOW,
	['w'] = LOW,
	['x'] = LOW,
	['z'] = LOW,
	['b'] = ASCENDS | TALL,
	['d'] = ASCENDS | TALL,
	['f'] = ASCENDS | TALL,
	['h'] = ASCENDS | TALL,
	['k'] = ASCENDS | TALL,
	['l'] = ASCENDS | TALL,
	['t'] = TALL,
	['g'] = HANGS,
	['j'] = HANGS,
	['p'] = HANGS,
	['q'] = HANGS,
	['y'] = HANGS,
	['{'] = HANGS,
	['}'] = HANGS,
	['('] = TALL | HANGS,
	[')'] = TALL | HANGS,
	['['] = TALL | HANGS,
	[']'] = TALL | HANGS,
	['/'] = TALL | HANGS,
	['|'] = TALL | HANGS,
};

struct letter_shapes letter_shapes_of(struct str text)
{
	struct letter_shapes s = {0};
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		unsigned shape = c < 128 ? shapes[c] : 0;
		bool digit = utf8_is_digit(c), large = digit || utf8_is_upper(c);
		s.letters += digit || utf8_is_letter(c);
		s.low += (shape & LOW) != 0;
		s.high += large || shape & ASCENDS;
		s.other += !large && !(shape & (LOW | ASCENDS));
		s.tall |= shape & TALL || (large && c < 128);
		s.hanging |= (shape & HANGS) != 0;
	}
	return s;
}
