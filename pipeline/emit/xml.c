/* Writes XML to a document's file, through libxml2's writer. */
#include "emit/xml.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <libxml/xmlwriter.h>
#include <stdarg.h>
#include <stdlib.h>

struct xml {
	xmlTextWriter *writer;
	int depth; /* open elements */
};

/* Writes what libxml2 gives it; a full disk leaves its error in the file, see struct document. */
static int write_bytes(void *file, const char *bytes, int n)
{
	return fwrite(bytes, 1, (size_t)n, file) == (size_t)n ? n : -1;
}

void xml_begin(struct document *d)
{
	xmlOutputBuffer *buffer = xmlOutputBufferCreateIO(write_bytes, NULL, d->out, NULL);
	d->xml = must_alloc(1, sizeof *d->xml);
	d->xml->writer = buffer ? xmlNewTextWriter(buffer) : NULL;
	if (!d->xml->writer)
		abort(); /* out of memory: as must_alloc does */
	xmlTextWriterStartDocument(d->xml->writer, "1.0", "UTF-8", NULL);
}

void xml_open(struct document *d, const char *element)
{
	xmlTextWriterStartElement(d->xml->writer, BAD_CAST element);
	d->xml->depth++;
}

/* What XML may hold: tab, line feed, and from the space on, but no surrogates and no non-characters at the end. */
static bool is_allowed(uint32_t c)
{
	return c == '\t' || c == '\n' || (c >= ' ' && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
	       (c >= 0x10000 && c <= 0x10FFFF);
}

static struct strbuf clean(struct str text)
{
	struct strbuf b = {0};
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		utf8_add(&b, is_allowed(c) ? c : 0xFFFD);
	}
	strbuf_byte(&b, '\0');
	return b;
}

void xml_attribute(struct document *d, const char *name, struct str value)
{
	struct strbuf b = clean(value);
	xmlTextWriterWriteAttribute(d->xml->writer, BAD_CAST name, BAD_CAST b.s);
	strbuf_release(&b);
}

void xml_attribute_printf(struct document *d, const char *name, const char *format, ...)
{
	char text[300];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	xml_attribute(d, name, str_of(text));
}

/* libxml2 would escape quotes as well, which only attributes need. */
void xml_text(struct document *d, struct str text)
{
	if (!text.n)
		return;
	struct strbuf b = clean(text), escaped = {0};
	for (size_t i = 0; i < b.n - 1; i++)
		switch (b.s[i]) {
		case '&': strbuf_add(&escaped, STR("&amp;")); break;
		case '<': strbuf_add(&escaped, STR("&lt;")); break;
		case '>': strbuf_add(&escaped, STR("&gt;")); break;
		default: strbuf_byte(&escaped, b.s[i]);
		}
	xmlTextWriterWriteRawLen(d->xml->writer, BAD_CAST(escaped.n ? escaped.s : ""), (int)escaped.n);
	strbuf_release(&escaped);
	strbuf_release(&b);
}

void xml_close(struct document *d)
{
	xmlTextWriterEndElement(d->xml->writer);
	d->xml->depth--;
}

void xml_element(struct document *d, const char *element, struct str text)
{
	xml_open(d, element);
	xml_text(d, text);
	xml_close(d);
}

static void begin_line(struct document *d, int indent)
{
	xmlTextWriterWriteString(d->xml->writer, BAD_CAST "\n");
	for (int i = 0; i < indent; i++)
		xmlTextWriterWriteString(d->xml->writer, BAD_CAST " ");
}

void xml_new_line(struct document *d)
{
	begin_line(d, d->xml->depth);
}

void xml_open_on_line(struct document *d, const char *element)
{
	xml_new_line(d);
	xml_open(d, element);
}

void xml_close_on_line(struct document *d)
{
	begin_line(d, d->xml->depth - 1);
	xml_close(d);
}

void xml_end(struct document *d)
{
	xmlTextWriterEndDocument(d->xml->writer);
	xmlFreeTextWriter(d->xml->writer);
	free(d->xml);
	d->xml = NULL;
}
