/* Escapes text for HTML and JSON. */
#include "compare/html.h"

#include "base/sha256.h"

#include <string.h>

void html_text(FILE *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.s[i]) {
		case '&': fputs("&amp;", out); break;
		case '<': fputs("&lt;", out); break;
		case '>': fputs("&gt;", out); break;
		case '"': fputs("&quot;", out); break;
		default: putc((unsigned char)s.s[i] < ' ' && s.s[i] != '\n' && s.s[i] != '\t' ? ' ' : s.s[i], out);
		}
	}
}

void html_uri(FILE *out, struct str path)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
	for (size_t i = 0; i < path.n; i++)
		if (path.s[i] && strchr(plain, path.s[i]))
			putc(path.s[i], out);
		else
			fprintf(out, "%%%02X", (unsigned char)path.s[i]);
}

/* Are these the bytes of U+2028 or U+2029, which end a line of a script? */
static bool ends_line(struct str s)
{
	return str_starts(s, STR("\xE2\x80\xA8")) || str_starts(s, STR("\xE2\x80\xA9"));
}

void html_json(FILE *out, struct str s)
{
	putc('"', out);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.s[i];
		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c < ' ' || c == '<' || c == '>' || c == '&')
			fprintf(out, "\\u%04x", c);
		else if (ends_line(str_skip(s, i))) {
			fprintf(out, "\\u202%c", s.s[i + 2] == '\xA8' ? '8' : '9');
			i += 2;
		} else
			putc(c, out);
	}
	putc('"', out);
}

void html_base64(FILE *out, struct str bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < bytes.n; i += 3) {
		unsigned three = 0;
		for (size_t k = 0; k < 3; k++)
			three = three << 8 | (i + k < bytes.n ? (unsigned char)bytes.s[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			putc(i + k <= bytes.n ? digits[three >> (18 - 6 * k) & 63] : '=', out);
	}
}

void html_hash(FILE *out, struct str script)
{
	uint8_t digest[SHA256_BYTES];
	sha256(script, digest);
	fputs("'sha256-", out);
	html_base64(out, (struct str){(const char *)digest, sizeof digest});
	putc('\'', out);
}
