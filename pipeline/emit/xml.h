/* XML, element by element, by libxml2's writer: what is written is well-formed, whatever the texts hold. */
#ifndef EMEND_EMIT_XML_H
#define EMEND_EMIT_XML_H

#include "emit/emit.h"

/* Begins the document: the XML declaration. An element is opened, gets its attributes, then its content, and closes. */
void xml_begin(struct document *d);
void xml_open(struct document *d, const char *element);
void xml_attribute(struct document *d, const char *name, struct str value);
void xml_attribute_printf(struct document *d, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Text; characters that XML cannot hold (controls, bytes that are no UTF-8) become U+FFFD, here and in attributes. */
void xml_text(struct document *d, struct str text);
void xml_close(struct document *d);

/* The same on a line of its own: see xml_new_line. */
void xml_open_on_line(struct document *d, const char *element);
void xml_close_on_line(struct document *d);

/* An element with nothing but text in it. */
void xml_element(struct document *d, const char *element, struct str text);

/* A new line, and the indent of an element at the current depth: for whoever reads the file; not within running text.
 */
void xml_new_line(struct document *d);

/* Closes the elements that are open, and the document. */
void xml_end(struct document *d);

#endif
