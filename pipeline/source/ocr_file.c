/* Feeds a stored OCR result to libxml2's parsers, piece by piece, until a page of it is whole. */
#include "source/ocr_file.h"

#include "base/utf8.h"
#include "source/encoding.h"
#include "source/ocr_format.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

static const struct ocr_format *const formats[] = {&ocr_format_hocr, &ocr_format_alto, &ocr_format_page_xml};
enum { FORMATS = sizeof formats / sizeof *formats };

/* Bytes that the parser is given at once, and of the beginning in which a format shows itself. */
enum { CHUNK = 16 << 10, BEGINNING = 64 << 10 };

struct ocr_file {
	const struct ocr_format *format;
	const char *name;
	struct bytes bytes;
	size_t fed;
	bool utf8;  /* the bytes are, but for stray ones */
	bool ended; /* all of the file was read, or the parser has given up */
	xmlParserCtxt *parser;
	struct ocr_reader reader;
	uint32_t given;        /* pages of reader.done that were given out */
	struct strbuf clean;   /* a piece without bytes that are no text */
	struct strbuf decoded; /* the bytes, where they were in an encoding of ours */
};

static const char *local_name(const xmlChar *name)
{
	const char *colon = strchr((const char *)name, ':');
	return colon ? colon + 1 : (const char *)name;
}

/* In attributes of XML libxml2 gives "&amp;" as "&#38;", for whoever would read references in them. */
static void unescape(char *value)
{
	static const char escaped[] = "#38;";
	char *to = strchr(value, '&');
	for (const char *from = to; from && (*to = *from); to++)
		from += *from == '&' && !strncmp(from + 1, escaped, sizeof escaped - 1) ? sizeof escaped : 1;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct ocr_file *f = context;
	for (size_t i = 0; attributes && attributes[i]; i += 2) {
		attributes[i] = (const xmlChar *)local_name(attributes[i]);
		if (!f->format->html)
			unescape((char *)(uintptr_t)attributes[i + 1]);
	}
	f->reader.line_number = (size_t)f->parser->input->line;
	f->format->start(&f->reader, local_name(name), (const char *const *)attributes);
	if (f->reader.stopped)
		xmlStopParser(f->parser);
}

static void on_end(void *context, const xmlChar *name)
{
	struct ocr_file *f = context;
	f->format->end(&f->reader, local_name(name));
}

static void on_text(void *context, const xmlChar *text, int n)
{
	struct ocr_file *f = context;
	f->format->text(&f->reader, (struct str){(const char *)text, (size_t)n});
}

/* Only what XML itself knows, "&amp;" and the like: entities that the file declares stand for nothing. */
static xmlEntity *on_entity(void *context, const xmlChar *name)
{
	(void)context;
	return xmlGetPredefinedEntity(name);
}

static void on_error(void *context, xmlError *wrong)
{
	struct ocr_file *f = context;
	char message[200];
	/* hOCR is often not quite HTML, and read by rules that allow it; what was cut off is told already. */
	if (wrong->level < XML_ERR_ERROR || f->format->html || f->reader.told >> FAULT_CUT & 1)
		return;
	snprintf(message, sizeof message, "%s", wrong->message ? wrong->message : "");
	message[strcspn(message, "\r\n")] = '\0';
	f->reader.line_number = (size_t)(wrong->line > 0 ? wrong->line : f->parser->input->line);
	ocr_fault(&f->reader, FAULT_XML, message);
}

/* As of old: with whole names, and without a tree. */
static const xmlSAXHandler handler = {.initialized = 1,
				      .startElement = on_start,
				      .endElement = on_end,
				      .characters = on_text,
				      .ignorableWhitespace = on_text,
				      .cdataBlock = on_text,
				      .getEntity = on_entity};

static struct str text_of(struct bytes b)
{
	return (struct str){(const char *)b.data, b.size};
}

/* The beginning of the bytes as letters of one byte each: UTF-16 loses its zeros. */
static struct strbuf beginning_of(struct bytes bytes)
{
	struct strbuf b = {0};
	for (size_t i = 0; i < bytes.size && i < BEGINNING; i++)
		if (bytes.data[i])
			strbuf_byte(&b, (char)bytes.data[i]);
	return b;
}

static char char_before(struct str s, const char *at)
{
	return at > s.s ? at[-1] : ' ';
}

static char char_behind(struct str s, const char *at)
{
	return at < s.s + s.n ? *at : ' ';
}

/* Does the name of n bytes stand there as that of an element, "<alto" or "<a:alto"? */
static bool is_element(struct str s, const char *at, size_t n)
{
	return strchr("<:", char_before(s, at)) && strchr(" \t\r\n>/", char_behind(s, at + n));
}

/* Does it stand there as a class, or as one of several? */
static bool is_class(struct str s, const char *at, size_t n)
{
	enum { NEAR = 40 };
	const char *begin = at;
	if (!strchr("'\"= ", char_before(s, at)) || !strchr("'\" >", char_behind(s, at + n)))
		return false;
	while (begin > s.s && at - begin < NEAR && !strchr("<>", begin[-1]))
		begin--;
	return memmem(begin, (size_t)(at - begin), "class", 5) != NULL;
}

/* Does the format's mark stand in the beginning of a file? */
static bool has_mark(const struct ocr_format *format, struct str begin)
{
	size_t n = strlen(format->mark);
	for (const char *at = begin.s; (at = memmem(at, (size_t)(begin.s + begin.n - at), format->mark, n)); at += n)
		if (format->html ? is_class(begin, at, n) : is_element(begin, at, n))
			return true;
	return false;
}

const struct ocr_format *ocr_format_of(struct bytes bytes)
{
	struct strbuf begin = beginning_of(bytes);
	struct str s = ocr_trimmed(strbuf_str(&begin));
	const struct ocr_format *found = NULL;
	if (str_starts(s, STR("\xEF\xBB\xBF")) || str_starts(s, STR("\xFF\xFE")) || str_starts(s, STR("\xFE\xFF")))
		s = ocr_trimmed(str_skip(s, s.s[0] == '\xEF' ? 3 : 2));
	for (size_t i = 0; i < FORMATS && !found && str_starts(s, STR("<")); i++)
		found = has_mark(formats[i], s) ? formats[i] : NULL;
	strbuf_release(&begin);
	return found;
}

const struct ocr_format *ocr_format_named(struct str name)
{
	for (size_t i = 0; i < FORMATS; i++)
		if (str_equal(name, str_of(formats[i]->name)))
			return formats[i];
	return NULL;
}

/* Are they UTF-8, as their first half million tells? Not so: they are what they declare, as libxml2 finds it. */
static bool is_utf8(struct bytes bytes)
{
	enum { LOOK = 1 << 19, MOST_BAD = 100 }; /* at most one in so many bytes that are no ASCII */
	struct str s = text_of(bytes);
	size_t bad = 0, wide = 0;
	for (size_t at = 0; at < s.n && at < LOOK;) {
		size_t begin = at;
		uint32_t c = utf8_next(s, &at);
		if (!c)
			return false; /* UTF-16 */
		wide += c >= 0x80;
		bad += c == UTF8_BAD && at - begin == 1;
	}
	return bad * MOST_BAD <= wide || bad <= 1;
}

/*
 * UTF-16 is decoded here, since libxml2 gives up where it is broken; so is hOCR that says of no encoding, and then is
 * that of browsers. All else is what it declares.
 */
static void decode(struct ocr_file *f)
{
	struct bytes whole = {.data = f->bytes.data, .size = f->bytes.size & ~(size_t)1};
	enum encoding encoding = encoding_of_utf16(whole);
	bool wide = encoding != ENCODING_NONE;
	f->utf8 = !wide && is_utf8(f->bytes);
	if (f->utf8)
		return;
	size_t n = f->bytes.size < BEGINNING ? f->bytes.size : BEGINNING;
	if (!wide && (!f->format->html || memmem(f->bytes.data, n, "charset", 7)))
		return;
	encoding_decode(wide ? encoding : ENCODING_WINDOWS_1252, wide ? whole : f->bytes, &f->decoded);
	f->bytes = (struct bytes){.data = (const uint8_t *)f->decoded.s, .size = f->decoded.n};
	f->utf8 = true;
}

static xmlParserCtxt *new_parser(struct ocr_file *f)
{
	xmlSAXHandler *sax = (xmlSAXHandler *)(uintptr_t)&handler; /* it is copied */
	xmlParserCtxt *parser = NULL;
	if (f->format->html) {
		parser = htmlCreatePushParserCtxt(sax, f, NULL, 0, NULL,
						  f->utf8 ? XML_CHAR_ENCODING_UTF8 : XML_CHAR_ENCODING_NONE);
		if (parser)
			htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
							   HTML_PARSE_NOWARNING |
							   (f->utf8 ? HTML_PARSE_IGNORE_ENC : 0));
	} else {
		parser = xmlCreatePushParserCtxt(sax, f, NULL, 0, NULL);
		if (parser)
			xmlCtxtUseOptions(parser,
					  XML_PARSE_RECOVER | XML_PARSE_NONET | (f->utf8 ? XML_PARSE_IGNORE_ENC : 0));
	}
	if (!parser)
		abort(); /* out of memory: as must_alloc does */
	return parser;
}

enum emend_status ocr_file_open(const struct ocr_format *format, const char *name, struct bytes bytes,
				struct ocr_file **out, struct emend_error *error)
{
	struct ocr_file *f = must_alloc(1, sizeof *f);
	(void)error;
	*f = (struct ocr_file){.format = format, .name = name, .bytes = bytes};
	decode(f);
	ocr_reader_init(&f->reader, name);
	f->reader.state = must_alloc(1, format->state_size);
	f->parser = new_parser(f);
	*out = f;
	return EMEND_OK;
}

void ocr_file_close(struct ocr_file *file)
{
	if (!file)
		return;
	xmlFreeDoc(file->parser->myDoc); /* of the declarations */
	xmlFreeParserCtxt(file->parser);
	if (file->format->release)
		file->format->release(&file->reader);
	free(file->reader.state);
	ocr_reader_release(&file->reader);
	strbuf_release(&file->clean);
	strbuf_release(&file->decoded);
	free(file);
}

int ocr_file_page_count(const struct ocr_file *file)
{
	struct str s = text_of(file->bytes);
	const char *mark = file->format->page_mark;
	size_t n = strlen(mark);
	int count = 0;
	for (const char *at = s.s; s.n && (at = memmem(at, (size_t)(s.s + s.n - at), mark, n));) {
		at += n;
		count += file->format->html ? is_class(s, at - n, n) : is_element(s, at - n, n);
	}
	return count ? count : 1;
}

/*
 * How many bytes the parser is given next: pieces end with tags, or else with characters. For in pieces that end within
 * a tag libxml2's HTML parser (2.9.14) does nothing more before the end of the file, and its XML parser begins anew.
 */
static size_t piece_size(const struct ocr_file *f, struct str rest)
{
	size_t n = rest.n < CHUNK ? rest.n : CHUNK;
	if (!n)
		return 0;
	const char *end = memrchr(rest.s, '>', n);
	end = end ? end : memchr(rest.s + n, '>', rest.n - n);
	if (end)
		return (size_t)(end - rest.s) + 1;
	for (int i = 0; i < 3 && n < rest.n && n > 1 && (rest.s[n] & 0xC0) == 0x80 && f->utf8; i++)
		n--;
	return n;
}

/* The next bytes; those that are no text as U+FFFD. */
static struct str next_chunk(struct ocr_file *f)
{
	struct str rest = str_skip(text_of(f->bytes), f->fed), chunk = {rest.s, piece_size(f, rest)};
	f->fed += chunk.n;
	if (!f->utf8)
		return chunk;
	bool good = utf8_valid(chunk);
	for (size_t i = 0; i < chunk.n && good; i++)
		good = (unsigned char)chunk.s[i] >= ' ' ||
		       (chunk.s[i] >= '\t' && chunk.s[i] <= '\r' && chunk.s[i] != '\v' && chunk.s[i] != '\f');
	if (good)
		return chunk;
	f->clean.n = 0;
	for (size_t at = 0; at < chunk.n;) {
		size_t from = at;
		uint32_t c = utf8_next(chunk, &at);
		if (c == UTF8_BAD && at == from + 1)
			encoding_decode(ENCODING_WINDOWS_1252,
					(struct bytes){.data = (const uint8_t *)chunk.s + from, .size = 1}, &f->clean);
		else
			utf8_add(&f->clean, c >= ' ' || c == '\t' || c == '\n' || c == '\r' ? c
					    : c == '\f'                                     ? ' '
											    : UTF8_BAD);
	}
	f->reader.line_number = (size_t)f->parser->input->line;
	ocr_fault(&f->reader, FAULT_ENCODING, "");
	return strbuf_str(&f->clean);
}

/* Errors of conversions have no parser, and would be printed. */
static void parse(struct ocr_file *f, struct str chunk, bool last)
{
	int (*parse_chunk)(xmlParserCtxt *, const char *, int, int) = f->format->html ? htmlParseChunk : xmlParseChunk;
	xmlStructuredErrorFunc others = xmlStructuredError;
	void *others_context = xmlStructuredErrorContext;
	xmlSetStructuredErrorFunc(f, (xmlStructuredErrorFunc)on_error);
	parse_chunk(f->parser, chunk.s, (int)chunk.n, last);
	xmlSetStructuredErrorFunc(others_context, others);
	f->reader.line_number = (size_t)f->parser->input->line;
}

/* Gives the parser its next piece, and the end. */
static void feed(struct ocr_file *f)
{
	struct str chunk = next_chunk(f);
	if (chunk.n)
		parse(f, chunk, false);
	f->ended = f->fed == f->bytes.size || f->parser->disableSAX;
	if (!f->ended)
		return;
	if (f->reader.page && !f->reader.implied && !f->reader.stopped)
		ocr_fault(&f->reader, FAULT_CUT, "");
	parse(f, (struct str){0}, true);
	ocr_end_page(&f->reader);
}

/* A page's nodes know where it is. */
static void move_page(struct page *to, struct page *from)
{
	*to = *from;
	for (struct region *r = first_region(to); r; r = next_region(r))
		r->node.parent = &to->node;
	free(from);
}

enum emend_status ocr_file_next(struct ocr_file *file, struct page *page, struct emend_error *error)
{
	struct ocr_reader *in = &file->reader;
	while (file->given == in->done_count && !file->ended) {
		file->given = in->done_count = 0;
		feed(file);
		bytes_done(file->bytes, file->fed);
	}
	if (file->given == in->done_count) {
		if (in->page_count)
			return EMEND_END;
		in->page_count++; /* told once */
		return error_set(error, EMEND_BAD_INPUT, "%s: has no page as %s has them; name its format with --from",
				 file->name, file->format->name);
	}
	struct ocr_done *done = &in->done[file->given++];
	move_page(page, done->page);
	done->page = NULL;
	if (done->overfull)
		return error_set(error, EMEND_BAD_INPUT,
				 "%s: page %u has more words or letters than any page; it is left out", file->name,
				 page->number);
	return EMEND_OK;
}

const char *ocr_file_warnings(const struct ocr_file *file)
{
	return file->reader.faults.n ? file->reader.faults.s : "";
}
