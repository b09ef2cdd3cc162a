/* UTF-8, UTF-16 and the two encodings of Western Europe, told apart and decoded. */
#include "source/encoding.h"

#include "base/utf8.h"

#include <string.h>

const char *const encoding_names[ENCODINGS] = {"no text",
					       "UTF-8",
					       "UTF-16 (little endian)",
					       "UTF-16 (big endian)",
					       "ISO 8859-1 (Latin-1)",
					       "Windows-1252",
					       "UTF-8 with bytes of Windows-1252 among it"};

static const char utf8_mark[] = "\xEF\xBB\xBF";
enum { UTF8_MARK = sizeof utf8_mark - 1, UTF16_MARK = 2 };

/* Of the bytes of UTF-16 without a mark, so many (parts) are zero at least, and all of them the upper halves; and there
 * are so many bytes. */
static const double least_zeros = 0.25;
enum { LEAST_UNMARKED = 8 };

/* What the bytes 0x80 to 0x9F mean in Windows-1252; 0: nothing. */
static const uint16_t windows[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static bool is_upper_control(uint8_t b)
{
	return b >= 0x80 && b < 0xA0;
}

/* A control character that no text has. */
static bool is_odd(uint8_t b)
{
	return (b < ' ' && !(b >= '\t' && b <= '\r')) || b == 0x7F;
}

static struct str text_of(struct bytes b)
{
	return (struct str){(const char *)b.data, b.size};
}

enum encoding encoding_of_utf16(struct bytes bytes)
{
	size_t zeros[2] = {0};
	if (bytes.size < UTF16_MARK || bytes.size % 2)
		return ENCODING_NONE;
	if ((bytes.data[0] == 0xFF && bytes.data[1] == 0xFE) || (bytes.data[0] == 0xFE && bytes.data[1] == 0xFF))
		return bytes.data[0] == 0xFF ? ENCODING_UTF_16_LE : ENCODING_UTF_16_BE;
	if (!memchr(bytes.data, 0, bytes.size))
		return ENCODING_NONE; /* as nearly all files */
	for (size_t i = 0; i < bytes.size; i++)
		zeros[i % 2] += bytes.data[i] == 0;
	if (bytes.size < LEAST_UNMARKED || (double)(zeros[0] + zeros[1]) < least_zeros * (double)bytes.size ||
	    (zeros[0] && zeros[1]))
		return ENCODING_NONE;
	return zeros[1] ? ENCODING_UTF_16_LE : ENCODING_UTF_16_BE;
}

/* Characters that are UTF-8 of more than a byte, bytes that are none, and those that mean something in Windows-1252
 * only.
 */
struct counts {
	size_t longer, bad, windows;
};

/* False where there is a control character that no text has. */
static bool count(struct bytes b, struct counts *c)
{
	*c = (struct counts){0};
	for (size_t at = 0; at < b.size;) {
		size_t from = at;
		if (b.data[at] < 0x80) {
			if (is_odd(b.data[at++]))
				return false;
			continue;
		}
		bool bad = utf8_next(text_of(b), &at) == UTF8_BAD && at == from + 1;
		c->longer += !bad;
		c->bad += bad;
		c->windows += bad && is_upper_control(b.data[from]);
	}
	return true;
}

enum encoding encoding_of(struct bytes bytes)
{
	struct counts c;
	enum encoding wide = encoding_of_utf16(bytes);
	if (wide != ENCODING_NONE || !count(bytes, &c))
		return wide;
	if (!c.bad)
		return ENCODING_UTF_8;
	return c.longer > c.bad ? ENCODING_MIXED : c.windows ? ENCODING_WINDOWS_1252 : ENCODING_LATIN_1;
}

static void add_byte(uint8_t b, struct strbuf *out)
{
	uint32_t c = is_upper_control(b) ? windows[b - 0x80] : b;
	utf8_add(out, c ? c : UTF8_BAD);
}

static void decode_utf16(struct bytes b, bool big, struct strbuf *out)
{
	uint32_t high = 0;
	for (size_t i = 0; i + 1 < b.size; i += 2) {
		uint32_t c = big ? (uint32_t)b.data[i] << 8 | b.data[i + 1] : (uint32_t)b.data[i + 1] << 8 | b.data[i];
		bool low = c >= 0xDC00 && c < 0xE000;
		if (high && !low)
			utf8_add(out, UTF8_BAD);
		if (low)
			c = high ? 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00) : UTF8_BAD;
		high = c >= 0xD800 && c < 0xDC00 ? c : 0;
		if (!high && (c != 0xFEFF || i))
			utf8_add(out, c);
	}
}

void encoding_decode(enum encoding encoding, struct bytes bytes, struct strbuf *out)
{
	struct str text = text_of(bytes);
	if (encoding == ENCODING_UTF_16_LE || encoding == ENCODING_UTF_16_BE) {
		decode_utf16(bytes, encoding == ENCODING_UTF_16_BE, out);
		return;
	}
	bool utf8 = encoding == ENCODING_UTF_8 || encoding == ENCODING_MIXED;
	for (size_t at = utf8 && str_starts(text, str_of(utf8_mark)) ? UTF8_MARK : 0; at < text.n;) {
		size_t from = at++;
		uint32_t c = bytes.data[from];
		if (utf8 && c >= 0x80) {
			at = from;
			c = utf8_next(text, &at);
		}
		if (c >= 0x80 && at == from + 1)
			add_byte(bytes.data[from], out);
		else
			utf8_add(out, c);
	}
}
