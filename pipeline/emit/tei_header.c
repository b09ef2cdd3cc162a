/* The header of a TEI document. It has no date: the same pages give the same bytes. */
#include "emit/tei_header.h"

#include "emend.h"
#include "base/languages.h"

#include <string.h>

/* How the text was made of the source, under the name that TEI has for it. */
static const struct {
	const char *element, *attribute, *value, *text;
} rules[] = {
	{"correction", "method", "markup",
	 "Words that were misread, joined or parted by the recogniser are corrected on evidence. The word stands in "
	 "choice: "
	 "sic has what the recogniser read, corr what the page is taken to have; cert tells how sure that is (high "
	 "from "
	 "90% on, medium from 70% on). An empty corr takes out a speck that was read as a mark. Letters that were "
	 "inferred, "
	 "since they were not read at all, are in supplied."},
	{"hyphenation", "eol", "hard",
	 "Words that are parted by a hyphen at the end of a line are rejoined: lb has break=\"no\" there, and "
	 "rend=\"hyphen\" where a hyphen is printed that is no part of the word. Hyphens of compounds are kept, and so "
	 "are "
	 "those of which it is not known what they are."},
	{"interpretation", NULL, NULL,
	 "Where lines were cut off, gap with reason=\"cut\" tells about how many letters and spaces are missing; that "
	 "lies between atLeast and atMost, mostly. Letters that were cut themselves are unclear: they may be others. "
	 "What a cut word may have been is supplied with reason=\"cut\", and only where it was asked for: on "
	 "conjecture, "
	 "or, as internal evidence, since it stands whole elsewhere; cert is by its probability."},
	{"segmentation", NULL, NULL,
	 "Each lb is a line of the original, each pb a page. A heading begins a div; nothing is told of the rank of "
	 "headings. A paragraph may go on over a pb. Text that interrupts the body (pull quotes, boxes, notes, "
	 "captions) "
	 "stands where it is printed, in floatingText, note or figure."},
};

/* The name of a file without its folders. */
static struct str base_name(struct str path)
{
	const char *slash = path.n ? memrchr(path.s, '/', path.n) : NULL;
	return slash && slash + 1 < path.s + path.n ? str_skip(path, (size_t)(slash + 1 - path.s)) : path;
}

static void write_paragraph(struct document *d, struct str text)
{
	xml_new_line(d);
	xml_element(d, "p", text);
}

static void write_file(struct document *d, const struct page *first)
{
	struct str source = str_of(d->options.source);
	struct str name = source.n ? base_name(source) : STR("untitled");
	xml_open_on_line(d, "fileDesc");
	xml_open_on_line(d, "titleStmt");
	xml_new_line(d);
	xml_element(d, "title", name);
	xml_close_on_line(d);
	xml_open_on_line(d, "publicationStmt");
	write_paragraph(d, STR("Not published; written by emend, which restores the text of recognised pages."));
	xml_close_on_line(d);
	xml_open_on_line(d, "sourceDesc");
	xml_open_on_line(d, "p");
	xml_text(d, STR("Made from "));
	xml_element(d, "name", source.n ? source : name);
	if (first && first->recogniser.n) {
		xml_text(d, STR(", as recognised by "));
		xml_element(d, "name", first->recogniser);
	}
	xml_text(d, STR("."));
	xml_close(d);
	xml_close_on_line(d);
	xml_close_on_line(d);
}

static void write_encoding(struct document *d)
{
	xml_open_on_line(d, "encodingDesc");
	xml_open_on_line(d, "appInfo");
	xml_open_on_line(d, "application");
	xml_attribute(d, "xml:id", STR("emend"));
	xml_attribute(d, "ident", STR("emend"));
	xml_attribute(d, "version", STR(EMEND_VERSION));
	xml_new_line(d);
	xml_element(d, "label", STR("emend"));
	xml_close_on_line(d);
	xml_close_on_line(d);
	xml_open_on_line(d, "editorialDecl");
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		xml_open_on_line(d, rules[i].element);
		if (rules[i].attribute)
			xml_attribute(d, rules[i].attribute, str_of(rules[i].value));
		write_paragraph(d, str_of(rules[i].text));
		xml_close_on_line(d);
	}
	xml_close_on_line(d);
	xml_close_on_line(d);
}

static void write_profile(struct document *d, struct str lang)
{
	xml_open_on_line(d, "profileDesc");
	xml_open_on_line(d, "langUsage");
	while (lang.n) {
		struct str one = next_language(&lang), tag = language_tag(one);
		xml_open_on_line(d, "language");
		xml_attribute(d, "ident", tag.n ? tag : STR("und"));
		xml_text(d, one);
		xml_close(d);
	}
	xml_close_on_line(d);
	xml_close_on_line(d);
}

void tei_write_header(struct document *d, const struct page *first)
{
	xml_open_on_line(d, "teiHeader");
	write_file(d, first);
	write_encoding(d);
	if (first && first->lang.n)
		write_profile(d, first->lang);
	xml_close_on_line(d);
}
