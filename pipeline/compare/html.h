/*
 * Putting text that nobody has vouched for into HTML: whatever a scan says, it stays text.
 */
#ifndef EMEND_COMPARE_HTML_H
#define EMEND_COMPARE_HTML_H

#include "base/str.h"

/* As the content of an element, or of an attribute in double quotes. */
void html_text(FILE *out, struct str s);

/* As a relative address in an attribute in double quotes: a path, whose odd bytes are escaped. */
void html_uri(FILE *out, struct str path);

/* As a JSON string, quotes included, that is also safe within a script element. */
void html_json(FILE *out, struct str s);

void html_base64(FILE *out, struct str bytes);

/* What a Content-Security-Policy calls a script or a style: 'sha256-…'. */
void html_hash(FILE *out, struct str script);

#endif
