/* The glue behind the public header: from a path to pages, through the stages, to a document. */
#include "emend.h"

#include "base/error.h"
#include "emit/emit.h"
#include "emit/explain.h"
#include "image/clean.h"
#include "image/draw.h"
#include "image/measure.h"
#include "image/resolution.h"
#include "image/stored_scan.h"
#include "language/dictionaries.h"
#include "ocr/recognise.h"
#include "repair/repair.h"
#include "source/bytes.h"
#include "source/image_file.h"
#include "source/witness.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A sheet of A3 at 1,200 dpi in grey is 278 megapixels, but a decoded colour page of 200 needs 800 MB already. */
static const double default_max_megapixels = 200;

/* Poor pages have more doubtful lines; each costs about a fortieth of what plain recognition of a page does. */
enum { DEFAULT_REREAD = 40 };

struct emend {
	char *lang;
	char warning[200];  /* see emend_warning */
	char *from, *image; /* see emend_options; NULL: not given */
	double max_megapixels;
	struct recogniser *recogniser; /* loaded with the first image */
	struct lexicon *lexicon;
	struct cleaning_plan cleaning;
	struct repair_plan plan;
};

struct emend_input {
	struct emend *emend; /* borrowed */
	char *name;
	struct bytes bytes;
	struct image_file image;
	struct witness *witness; /* NULL: it is an image */
	int page_count, next;
	struct strbuf notes;              /* of the scans of stored pages */
	struct scan *leaves[MOST_LEAVES]; /* pages of the last image that were not given out yet, from leaf on */
	int leaf_count, leaf;
	uint32_t given; /* pages given out or failed */
};

struct emend_page {
	struct page page;
	struct scan *scan;                /* NULL: a stored page */
	struct repair_witness *witnesses; /* their pages are the first members of structs like this */
	uint32_t witness_count;
};

struct emend_writer {
	const struct format *format;
	struct document document;
	char *source;
	bool refused; /* a page that the document cannot hold */
};

/* Which dictionary is not here, in words. */
static void note_missing(struct emend *e)
{
	char missing[32];
	if (!lexicon_lacks(e->lang, missing, sizeof missing))
		return;
	const char *package = dictionaries_package(missing);
	snprintf(e->warning, sizeof e->warning,
		 "there is no dictionary for '%s', so that its hyphens stay and its words are not mended%s%s", missing,
		 package ? "; install the package " : "", package ? package : "");
}

const char *emend_warning(const struct emend *e)
{
	return *e->warning ? e->warning : NULL;
}

enum emend_status emend_new(const struct emend_options *o, struct emend **out, struct emend_error *error)
{
	struct repair_plan plan;
	struct cleaning_plan cleaning;
	*out = NULL;
	enum emend_status status = repair_plan_init(&plan, o->stages, o->trace, error);
	if (status == EMEND_OK)
		status = cleaning_plan_init(&cleaning, o->clean, error);
	if (status != EMEND_OK)
		return status;
	if (o->max_megapixels < 0)
		return error_set(error, EMEND_BAD_OPTION, "--max-megapixels: must be more than 0");
	plan.log = o->log;
	plan.reread_budget = o->reread < 0 ? 0 : o->reread ? (uint32_t)o->reread : DEFAULT_REREAD;
	struct emend *e = must_alloc(1, sizeof *e);
	*e = (struct emend){.lang = must_copy(o->lang ? o->lang : "eng"),
			    .from = o->from ? must_copy(o->from) : NULL,
			    .image = o->image ? must_copy(o->image) : NULL,
			    .max_megapixels = o->max_megapixels > 0 ? o->max_megapixels : default_max_megapixels,
			    .cleaning = cleaning,
			    .plan = plan};
	if (repair_plan_needs(&plan, REPAIR_LEXICON))
		e->lexicon = e->plan.lexicon = lexicon_new(e->lang);
	if (repair_plan_needs(&plan, REPAIR_LEXICON))
		note_missing(e);
	if (o->words && !e->lexicon && repair_plan_needs(&plan, REPAIR_LEXICON))
		status = error_set(error, EMEND_UNAVAILABLE, "--words: %s", e->warning);
	if (e->lexicon && o->words)
		status = lexicon_add_words(e->lexicon, o->words, error);
	if (status == EMEND_OK && o->arpa)
		status = repair_plan_mix(&e->plan, o->arpa, error);
	if (status != EMEND_OK) {
		emend_drop(e);
		e = NULL;
	}
	*out = e;
	return status;
}

void emend_drop(struct emend *e)
{
	if (!e)
		return;
	recogniser_drop(e->recogniser);
	lexicon_drop(e->lexicon);
	repair_plan_release(&e->plan);
	free(e->lang);
	free(e->from);
	free(e->image);
	free(e);
}

static enum emend_status need_recogniser(struct emend *e, struct emend_error *error)
{
	return e->recogniser ? EMEND_OK : recogniser_new(e->lang, &e->recogniser, error);
}

static enum emend_status open_bytes(struct emend_input *in, struct emend_error *error)
{
	const char *from = in->emend->from;
	bool image = from ? !strcmp(from, "image") : image_file_sniff(in->bytes);
	enum emend_status status = image ? EMEND_OK : witness_open(from, in->name, in->bytes, &in->witness, error);
	if (status != EMEND_OK || in->witness) {
		in->page_count = in->witness ? witness_page_count(in->witness) : 0;
		return status;
	}
	status = image_file_open(in->name, in->bytes, &in->image, error);
	in->page_count = in->image.page_count;
	return status == EMEND_OK ? need_recogniser(in->emend, error) : status;
}

enum emend_status emend_open(struct emend *emend, const char *path, struct emend_input **out, struct emend_error *error)
{
	struct emend_input *in = must_alloc(1, sizeof *in);
	*in = (struct emend_input){.emend = emend, .name = must_copy(bytes_name(path))};
	enum emend_status status = bytes_load(path, &in->bytes, error);
	if (status == EMEND_OK)
		status = open_bytes(in, error);
	if (status != EMEND_OK) {
		emend_close(in);
		in = NULL;
	}
	*out = in;
	return status;
}

void emend_close(struct emend_input *in)
{
	if (!in)
		return;
	for (int i = in->leaf; i < in->leaf_count; i++)
		scan_drop(in->leaves[i]);
	witness_close(in->witness);
	bytes_release(&in->bytes);
	strbuf_release(&in->notes);
	free(in->name);
	free(in);
}

int emend_page_count(const struct emend_input *in)
{
	return in->page_count;
}

const char *emend_source(const struct emend_input *in)
{
	return in->witness ? witness_source(in->witness) : in->name;
}

bool emend_is_stored(const struct emend_input *in)
{
	return in->witness && witness_is_json(in->witness);
}

void emend_list_notes(struct emend_input *in, void (*each)(void *context, const char *note), void *context)
{
	struct strbuf notes = {0};
	strbuf_add(&notes, str_of(in->witness ? witness_notes(in->witness) : ""));
	strbuf_add(&notes, strbuf_str(&in->notes));
	for (char *at = notes.s, *end; notes.n && (end = strchr(at, '\n')); at = end + 1) {
		*end = '\0';
		each(context, at);
	}
	strbuf_release(&notes);
}

unsigned emend_page_number(const struct emend_page *page)
{
	return page->page.number;
}

const struct page *emend_page_model(const struct emend_page *page)
{
	return &page->page;
}

struct page *emend_page_own_model(struct emend_page *page)
{
	return &page->page;
}

void emend_list_formats(void (*each)(void *context, const struct emend_format *format), void *context)
{
	for (const struct format *const *f = emit_formats; *f; f++)
		each(context, &(struct emend_format){.name = (*f)->name,
						     .extension = (*f)->extension,
						     .summary = (*f)->summary,
						     .one_page = (*f)->one_page,
						     .between = (*f)->between});
}

/* Decodes and cleans the next image, unless pages of the last are left. */
static enum emend_status need_leaf(struct emend_input *in, struct emend_error *error)
{
	PIX *image;
	if (in->leaf < in->leaf_count)
		return EMEND_OK;
	in->leaf = in->leaf_count = 0;
	enum emend_status status = image_file_page(&in->image, in->next++, in->emend->max_megapixels, &image, error);
	if (status == EMEND_OK)
		in->leaf_count = clean_image(&in->emend->cleaning, image, in->leaves, MOST_LEAVES);
	pixDestroy(&image);
	return status;
}

static void measure_page(struct scan *scan, struct page *page)
{
	measure_type(scan, page);
	measure_stops(scan, page);
	measure_shade(scan, page);
}

static enum emend_status read_leaf(struct emend_input *in, struct emend_page *out, struct emend_error *error)
{
	struct page *page = &out->page;
	enum emend_status status = need_leaf(in, error);
	if (status != EMEND_OK)
		return status;
	struct scan *scan = out->scan = in->leaves[in->leaf++];
	page->width = pixGetWidth(scan->original);
	page->height = pixGetHeight(scan->original);
	page->frame = scan->frame;
	page->cleaning = arena_str(&page->arena, strbuf_str(&scan->done));
	find_resolution(scan, page);
	/* Tesseract's own estimate serves its layout better: 5.1% of words wrong on 38 magazine pages, with ours 6.4%.
	 */
	int dpi = page->dpi_estimated ? 0 : (int)lround(page->y_dpi * scan_scale(scan));
	status = recogniser_read(in->emend->recogniser, scan, dpi, in->name, page, error);
	if (status == EMEND_OK)
		measure_page(scan, page);
	return status;
}

/* Finds the scan of a stored page, so that stages that look at it run too; without, the page is mended all the same. */
static void find_scan(struct emend_input *in, struct emend_page *p)
{
	struct emend *e = in->emend;
	struct emend_error error = {0};
	struct stored_scan_options options = {.witness = in->name,
					      .image = e->image,
					      .max_megapixels = e->max_megapixels,
					      .may_scale = !witness_is_json(in->witness)};
	enum emend_status status = stored_scan(&e->cleaning, &options, &p->page, &p->scan, &error);
	if (status == EMEND_OK && p->scan)
		status = need_recogniser(e, &error);
	if (status == EMEND_OK) {
		if (p->scan)
			measure_page(p->scan, &p->page);
		return;
	}
	scan_drop(p->scan);
	p->scan = NULL;
	strbuf_printf(&in->notes, "%s: page %u is mended without its scan: %s\n", in->name, p->page.number,
		      error.message);
}

static enum emend_status read_stored(struct emend_input *in, struct emend_page *p, struct emend_error *error)
{
	struct page *page = &p->page;
	enum emend_status status = witness_next(in->witness, page, error);
	in->next++;
	if (status != EMEND_OK)
		return status;
	if (!page->lang.n)
		page->lang = arena_str(&page->arena, str_of(in->emend->lang));
	if (!witness_is_json(in->witness) || in->emend->image)
		find_scan(in, p);
	if (page->width && !p->scan && !witness_is_json(in->witness))
		type_from_boxes(page);
	return EMEND_OK;
}

enum emend_status emend_next(struct emend_input *in, struct emend_page **out, struct emend_error *error)
{
	*out = NULL;
	if (!in->witness && in->next >= in->page_count && in->leaf >= in->leaf_count)
		return EMEND_END;
	struct emend_page *p = must_alloc(1, sizeof *p);
	page_init(&p->page);
	p->page.number = ++in->given;
	enum emend_status status = in->witness ? read_stored(in, p, error) : read_leaf(in, p, error);
	if (status != EMEND_OK) {
		emend_page_drop(p);
		p = NULL;
	}
	*out = p;
	return status;
}

static void drop_witnesses(struct emend_page *page)
{
	for (uint32_t i = 0; i < page->witness_count; i++)
		emend_page_drop((struct emend_page *)page->witnesses[i].page);
	free(page->witnesses);
	page->witnesses = NULL;
	page->witness_count = 0;
}

void emend_page_drop(struct emend_page *page)
{
	if (!page)
		return;
	drop_witnesses(page);
	page_release(&page->page);
	scan_drop(page->scan);
	free(page);
}

enum emend_status emend_page_add_witness(struct emend_page *page, struct emend_page *witness, const char *name,
					 struct emend_error *error)
{
	enum emend_status status = repair_check_witness(&page->page, &witness->page, name, error);
	if (status != EMEND_OK) {
		emend_page_drop(witness);
		return status;
	}
	page->witnesses = must_realloc(page->witnesses, page->witness_count + 1, sizeof *page->witnesses);
	page->witnesses[page->witness_count++] =
		(struct repair_witness){&witness->page, arena_str(&page->page.arena, str_of(name))};
	return EMEND_OK;
}

void emend_restore(struct emend *emend, struct emend_page *page)
{
	emend->plan.recogniser = emend->recogniser;
	emend->plan.witnesses = page->witnesses;
	emend->plan.witness_count = page->witness_count;
	repair_run(&emend->plan, &page->page, page->scan);
	emend->plan.witnesses = NULL;
	emend->plan.witness_count = 0;
	drop_witnesses(page);
}

void emend_restore_run(struct emend *emend, struct emend_page *const *pages, int count)
{
	struct page **run = must_alloc((size_t)count + 1, sizeof *run);
	for (int i = 0; i < count; i++)
		run[i] = &pages[i]->page;
	repair_run_pages(&emend->plan, run, count);
	free(run);
}

void emend_page_drop_scan(struct emend_page *page)
{
	scan_drop(page->scan);
	page->scan = NULL;
}

enum emend_status emend_revert(struct emend_page *page, struct emend_error *error)
{
	if (edit_undo_all(&page->page))
		return EMEND_OK;
	return error_set(
		error, EMEND_BAD_INPUT,
		"page %u: edit %u of the journal does not fit the page: the file was changed by hand or damaged; "
		"restore the scan anew",
		page->page.number, page->page.edit_count);
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

void emend_explain(const struct emend_page *page, FILE *out, bool colour)
{
	explain_journal(&page->page, out, colour);
}

void emend_list_stages(FILE *out)
{
	fputs("Cleaning, before recognition (--clean):\n", out);
	cleaning_list_steps(out);
	fputs("\nRepair, after it (--stages):\n", out);
	repair_list_stages(out);
}

void emend_list_times(const struct emend *emend, FILE *out)
{
	cleaning_list_times(&emend->cleaning, out);
	repair_list_times(&emend->plan, out);
}
