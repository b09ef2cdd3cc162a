/*
 * Writers: read-only over the page, one const struct format each.
 *
 * A document is begun once, given its pages in order, and ended; so a file of a thousand pages needs the memory of one.
 */
#ifndef EMEND_EMIT_EMIT_H
#define EMEND_EMIT_EMIT_H

#include "page/page.h"

struct emit_options {
	const char *source; /* name of the input */
	bool lines;         /* txt: keep the page's lines and hyphens */
	bool furniture;     /* txt, md: print headers, footers and page numbers too */
	double conjectures; /* txt, md, tei: print those of this probability and above, marked; 0: none */
};

struct xml;

/* A document that is being written. */
struct document {
	FILE *out; /* not owned; errors are left in it, see ferror */
	struct emit_options options;
	unsigned pages;  /* written so far */
	struct xml *xml; /* of formats that are XML (emit/xml.h); else NULL */
	void *own;       /* the format's own, from begin to end */
	bool failed;     /* what could not be written was not for out */
};

struct format {
	const char *name, *extension, *summary;
	bool one_page;                     /* a document holds one page only */
	const char *between;               /* parts two documents in a stream; NULL: it holds one only, as of XML */
	void (*begin)(struct document *d); /* NULL: nothing to write */
	void (*page)(struct document *d, const struct page *page);
	void (*end)(struct document *d);
};

/* The formats; a NULL ends the table. */
extern const struct format *const emit_formats[];

/* The format of that name, or NULL. */
const struct format *emit_format_named(struct str name);

#endif
