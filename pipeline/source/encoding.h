/* In which encoding a text is, told from its bytes, and the text in UTF-8. */
#ifndef EMEND_SOURCE_ENCODING_H
#define EMEND_SOURCE_ENCODING_H

#include "base/str.h"
#include "source/bytes.h"

enum encoding {
	ENCODING_NONE, /* it is no text: it has control characters that no text has */
	ENCODING_UTF_8,
	ENCODING_UTF_16_LE,
	ENCODING_UTF_16_BE,
	ENCODING_LATIN_1,      /* ISO 8859-1; no byte of it is a control character */
	ENCODING_WINDOWS_1252, /* the same, with quotes and dashes where Latin-1 has controls */
	ENCODING_MIXED,        /* UTF-8, with some bytes of Windows-1252 among it */
	ENCODINGS
};

/* Their names, for a person. */
extern const char *const encoding_names[ENCODINGS];

/*
 * Tells by the byte order mark, by where zero bytes stand, and by whether the bytes are UTF-8. A text of one-byte
 * letters that happens to be UTF-8 as a whole is rare enough. Linear.
 */
enum encoding encoding_of(struct bytes bytes);

/* That of UTF-16, if it is one of the two; or none. */
enum encoding encoding_of_utf16(struct bytes bytes);

/* Adds the text, without its byte order mark, to out; what has no meaning in the encoding becomes U+FFFD. */
void encoding_decode(enum encoding encoding, struct bytes bytes, struct strbuf *out);

#endif
