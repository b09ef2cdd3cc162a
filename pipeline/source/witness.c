/* Opens what is no scan, and gives its pages one after the other. */
#include "source/witness.h"

#include "base/arena.h"
#include "source/encoding.h"
#include "source/json_file.h"
#include "source/ocr_file.h"
#include "source/text_file.h"

#include <stdlib.h>
#include <string.h>

/* One of json, ocr and text is there. */
struct witness {
	const char *name;
	struct json_file *json;
	struct ocr_file *ocr;
	struct text_file *text;
	int page_count, next;
	struct strbuf notes;
};

static bool is_named(const char *from, const char *name)
{
	return from && !strcmp(from, name);
}

static enum emend_status open_json(struct witness *w, struct bytes bytes, struct emend_error *error)
{
	enum emend_status status = json_file_open(w->name, bytes, &w->json, error);
	w->page_count = status == EMEND_OK ? json_file_page_count(w->json) : 0;
	return status;
}

static enum emend_status open_ocr(struct witness *w, const struct ocr_format *format, struct bytes bytes,
				  struct emend_error *error)
{
	enum emend_status status = ocr_file_open(format, w->name, bytes, &w->ocr, error);
	w->page_count = status == EMEND_OK ? ocr_file_page_count(w->ocr) : 0;
	return status;
}

static enum emend_status open_text(struct witness *w, enum encoding encoding, struct bytes bytes)
{
	w->text = text_file_open(bytes, encoding);
	w->page_count = text_file_page_count(w->text);
	if (encoding != ENCODING_UTF_8)
		strbuf_printf(&w->notes, "%s: is read as %s\n", w->name, encoding_names[encoding]);
	return EMEND_OK;
}

static enum emend_status open_named(struct witness *w, const char *from, struct bytes bytes, struct emend_error *error)
{
	const struct ocr_format *format = ocr_format_named(str_of(from));
	if (format)
		return open_ocr(w, format, bytes, error);
	if (is_named(from, "json"))
		return open_json(w, bytes, error);
	if (!is_named(from, "txt"))
		return error_set(error, EMEND_BAD_OPTION,
				 "--from: there is no format '%s'; there are: txt, json, hocr, alto, page, image",
				 from);
	enum encoding encoding = encoding_of(bytes);
	return open_text(w, encoding == ENCODING_NONE ? ENCODING_MIXED : encoding, bytes);
}

/* Leaves w without any of them where the bytes look like none. */
static enum emend_status open_told(struct witness *w, struct bytes bytes, struct emend_error *error)
{
	const struct ocr_format *format = ocr_format_of(bytes);
	if (format)
		return open_ocr(w, format, bytes, error);
	if (json_file_sniff(bytes))
		return open_json(w, bytes, error);
	enum encoding encoding = encoding_of(bytes);
	return encoding == ENCODING_NONE ? EMEND_OK : open_text(w, encoding, bytes);
}

enum emend_status witness_open(const char *from, const char *name, struct bytes bytes, struct witness **out,
			       struct emend_error *error)
{
	struct witness *w = must_alloc(1, sizeof *w);
	*w = (struct witness){.name = name};
	enum emend_status status = from ? open_named(w, from, bytes, error) : open_told(w, bytes, error);
	if (status != EMEND_OK || (!w->json && !w->ocr && !w->text)) {
		witness_close(w);
		w = NULL;
	}
	*out = w;
	return status;
}

void witness_close(struct witness *w)
{
	if (!w)
		return;
	json_file_close(w->json);
	ocr_file_close(w->ocr);
	text_file_close(w->text);
	strbuf_release(&w->notes);
	free(w);
}

int witness_page_count(const struct witness *w)
{
	return w->page_count;
}

enum emend_status witness_next(struct witness *w, struct page *page, struct emend_error *error)
{
	if (w->ocr)
		return ocr_file_next(w->ocr, page, error);
	if (w->next == w->page_count)
		return EMEND_END;
	w->next++;
	if (w->json)
		return json_file_page(w->json, w->next - 1, page, error);
	text_file_page(w->text, page);
	return EMEND_OK;
}

const char *witness_source(const struct witness *w)
{
	return w->json ? json_file_source(w->json) : w->name;
}

bool witness_is_json(const struct witness *w)
{
	return w->json != NULL;
}

const char *witness_notes(struct witness *w)
{
	if (w->ocr)
		return ocr_file_warnings(w->ocr);
	return w->notes.n ? w->notes.s : "";
}
