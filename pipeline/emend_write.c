/* The glue behind the public header: from pages to documents and pictures. */
#include "base/error.h"
#include "emend_page.h"
#include "emit/emit.h"
#include "emit/explain.h"
#include "image/draw.h"
#include "image/thumbnail.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>

struct emend_writer {
	const struct format *format;
	struct document document;
	char *source;
	bool refused; /* a page that the document cannot hold */
};

void emend_list_formats(void (*each)(void *context, const struct emend_format *format), void *context)
{
	for (const struct format *const *f = emit_formats; *f; f++)
		each(context, &(struct emend_format){.name = (*f)->name,
						     .extension = (*f)->extension,
						     .summary = (*f)->summary,
						     .one_page = (*f)->one_page,
						     .between = (*f)->between});
}

static enum emend_status no_such_format(const char *format, struct emend_error *error)
{
	struct strbuf names = {0};
	for (const struct format *const *f = emit_formats; *f; f++)
		strbuf_printf(&names, "%s%s", names.n ? ", " : "", (*f)->name);
	error_set(error, EMEND_BAD_OPTION, "--format: there is no format '%s'; there are: %s", format, names.s);
	strbuf_release(&names);
	return EMEND_BAD_OPTION;
}

enum emend_status emend_writer_new(const char *format, const struct emend_writer_options *o, FILE *out,
				   struct emend_writer **writer, struct emend_error *error)
{
	const struct format *f = emit_format_named(str_of(format));
	*writer = NULL;
	if (!f)
		return no_such_format(format, error);
	struct emend_writer *w = must_alloc(1, sizeof *w);
	w->format = f;
	w->source = must_copy(o->source ? o->source : "");
	w->document = (struct document){.out = out,
					.options = {.source = w->source,
						    .lines = o->lines,
						    .furniture = o->furniture,
						    .conjectures = o->conjectures}};
	if (f->begin)
		f->begin(&w->document);
	*writer = w;
	return EMEND_OK;
}

void emend_writer_page(struct emend_writer *w, const struct emend_page *page)
{
	w->refused = w->refused || (w->format->one_page && w->document.pages);
	if (w->refused)
		return;
	w->format->page(&w->document, &page->page);
	w->document.pages++;
}

enum emend_status emend_writer_finish(struct emend_writer *w, struct emend_error *error)
{
	FILE *out = w->document.out;
	if (w->format->end)
		w->format->end(&w->document);
	const char *format = w->format->name;
	bool failed = w->document.failed, refused = w->refused;
	free(w->source);
	free(w);
	if (fflush(out) || ferror(out) || failed)
		return error_set(error, EMEND_BAD_OUTPUT, "the result cannot be written; is the disk full?");
	if (refused)
		return error_set(error, EMEND_BAD_OPTION,
				 "a document of the format '%s' holds one page, and there are more: name a folder "
				 "with --output, for a file a page",
				 format);
	return EMEND_OK;
}

enum emend_status emend_write(const struct emend_page *page, const char *format, FILE *out, struct emend_error *error)
{
	struct emend_writer *w;
	enum emend_status status = emend_writer_new(format, &(struct emend_writer_options){0}, out, &w, error);
	if (!w)
		return status;
	emend_writer_page(w, page);
	return emend_writer_finish(w, error);
}

enum emend_status emend_draw(const struct emend_page *page, FILE *out, struct emend_error *error)
{
	if (!page->scan)
		return error_set(error, EMEND_BAD_INPUT,
				 "page %u: cannot be drawn, since it was stored without its scan; restore the scan",
				 page->page.number);
	PIX *pix = draw_page(page->scan, &page->page);
	bool bad = !pix || pixWriteStreamPng(out, pix, 0) || fflush(out);
	pixDestroy(&pix);
	return bad ? error_set(error, EMEND_BAD_OUTPUT, "the picture cannot be written; is the disk full?") : EMEND_OK;
}

bool emend_page_thumbnail(const struct emend_page *page, int width, FILE *out)
{
	enum { QUALITY = 60 };
	struct strbuf jpeg = {0};
	bool good = page->scan &&
		    thumbnail_of_picture(page->scan->original, page->scan->frame, width, QUALITY, &jpeg) &&
		    fwrite(jpeg.s, 1, jpeg.n, out) == jpeg.n;
	strbuf_release(&jpeg);
	return good;
}

void emend_explain(const struct emend_page *page, FILE *out, bool colour)
{
	explain_journal(&page->page, out, colour);
}
