/* Writes the reports of pages into files, and their index. */
#include "cli/compare_html.h"

#include "compare/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct html_report {
	struct html_options options;
	struct arena arena;               /* names and links: all until the index is written */
	const char *folder, *folder_name; /* of the pages, and as the index calls it; NULL: there is one file only */
	struct report_entry *entries;
	size_t count;
	int pairs; /* so many were taken */
};

/* A file that is written under another name until it is whole. */
struct whole_file {
	FILE *stream;
	const char *path, *temporary;
};

static enum emend_status cannot_write(const char *path, struct emend_error *error)
{
	return error_set(error, EMEND_BAD_OUTPUT, "%s: cannot be written: %s", path, strerror(errno));
}

static enum emend_status open_whole(struct arena *arena, const char *path, struct whole_file *f,
				    struct emend_error *error)
{
	f->path = path;
	f->temporary = arena_printf(arena, "%s.part", path).s;
	f->stream = fopen(f->temporary, "wb");
	return f->stream ? EMEND_OK : cannot_write(path, error);
}

static enum emend_status close_whole(struct whole_file *f, struct emend_error *error)
{
	bool written = !ferror(f->stream);
	if (!fclose(f->stream) && written && !rename(f->temporary, f->path))
		return EMEND_OK;
	cannot_write(f->path, error);
	remove(f->temporary);
	return EMEND_BAD_OUTPUT;
}

struct html_report *html_report_new(const struct html_options *options)
{
	struct html_report *h = must_alloc(1, sizeof *h);
	*h = (struct html_report){.options = *options};
	return h;
}

/* There are several pages: makes the folder that they go to. */
static enum emend_status need_folder(struct html_report *h, struct emend_error *error)
{
	struct str path = str_of(h->options.path);
	bool suffixed = str_ends(path, STR(".html"));
	if (h->folder)
		return EMEND_OK;
	h->folder = arena_printf(&h->arena, "%.*s%s", STR_ARG(suffixed ? str_chop(path, 5) : path),
				 suffixed ? "" : ".pages")
			    .s;
	const char *slash = strrchr(h->folder, '/');
	h->folder_name = slash ? slash + 1 : h->folder;
	return !mkdir(h->folder, 0777) || errno == EEXIST ? EMEND_OK : cannot_write(h->folder, error);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash && slash[1] ? slash + 1 : path;
}

static const char *page_file(struct html_report *h, size_t number)
{
	return arena_printf(&h->arena, "%04zu.html", number).s;
}

/* Opens the next page's file; what the index and the neighbours call it. */
static enum emend_status begin_page(struct html_report *h, const char *label, bool last, struct report_page *page,
				    struct whole_file *file, struct emend_error *error)
{
	size_t number = h->count + 1;
	const char *name = page_file(h, number), *path = h->options.path;
	struct report_entry entry = {.label = label};
	if (h->folder) {
		path = arena_printf(&h->arena, "%s/%s", h->folder, name).s;
		entry.href = arena_printf(&h->arena, "%s/%s", h->folder_name, name).s;
		page->index = (struct report_link){arena_printf(&h->arena, "../%s", base_name(h->options.path)).s,
						   "All pages"};
	}
	if (number > 1)
		page->previous = (struct report_link){page_file(h, number - 1), "‹ Page before"};
	if (!last)
		page->next = (struct report_link){page_file(h, number + 1), "Next page ›"};
	h->entries = arena_grow(&h->arena, h->entries, h->count, sizeof *h->entries);
	h->entries[h->count++] = entry;
	return open_whole(&h->arena, path, file, error);
}

static enum emend_status put_failure(struct html_report *h, const char *label, const char *message, bool last,
				     struct emend_error *error)
{
	struct report_page page = {.source = label};
	struct whole_file file;
	enum emend_status status = begin_page(h, label, last, &page, &file, error);
	if (status != EMEND_OK)
		return status;
	struct report_summary *s = &h->entries[h->count - 1].summary;
	*s = (struct report_summary){.failed = true, .least_sure = 100};
	snprintf(s->note, sizeof s->note, "%s", message);
	report_failure(file.stream, &page, message);
	return close_whole(&file, error);
}

/* The files of a pair, open. */
struct opened {
	const struct pair *pair;
	struct emend_input *b, *twin,
		*a; /* twin: b once more, of emend's JSON only; a: NULL where it is not compared */
	int pages;
};

static enum emend_status open_pair(struct html_report *h, struct opened *o, struct emend_error *error)
{
	struct emend *emend = h->options.emend;
	const char *b = o->pair->b;
	if (!b)
		return error_set(error, EMEND_BAD_INPUT, "%s: has no partner in the other folder", o->pair->a);
	enum emend_status status = emend_open(emend, b, &o->b, error);
	if (status != EMEND_OK)
		return status;
	if (!h->options.b && !emend_is_stored(o->b))
		return error_set(error, EMEND_BAD_INPUT, "%s: is no JSON of emend's", b);
	o->pages = emend_page_count(o->b);
	if (emend_is_stored(o->b))
		status = emend_open(emend, b, &o->twin, error);
	/* Where a cannot be read, or has other pages, b is shown by itself. */
	struct emend_error other;
	if (h->options.b && o->pair->a && emend_open(emend, o->pair->a, &o->a, &other) == EMEND_OK &&
	    emend_page_count(o->a) != o->pages) {
		emend_close(o->a);
		o->a = NULL;
	}
	return status;
}

static struct emend_page *next_of(struct emend_input *input)
{
	struct emend_page *page = NULL;
	struct emend_error error;
	if (input)
		emend_next(input, &page, &error);
	return page;
}

static enum emend_status put_page(struct html_report *h, struct opened *o, const struct emend_page *b,
				  struct report_page report, const char *label, bool last, struct emend_error *error)
{
	struct whole_file file;
	struct emend_page *twin = next_of(o->twin), *a = next_of(o->a);
	struct compared_text ta = {0}, tb = {0};
	struct comparison comparison;
	report.page = emend_page_model(b);
	report.twin = twin ? emend_page_own_model(twin) : NULL;
	if (a) {
		compared_text_add(&ta, emend_page_model(a), &h->options.compare);
		compared_text_add(&tb, report.page, &h->options.compare);
		compare_texts(&ta, &tb, &comparison);
		report.comparison = &comparison;
		report.other = base_name(h->options.a);
	}
	struct str scan = report_find_scan(report.page, report.source, o->pair->b, h->options.scans, &h->arena);
	report.scan = scan.n ? arena_cstr(&h->arena, scan) : NULL;
	enum emend_status status = begin_page(h, label, last, &report, &file, error);
	if (status == EMEND_OK) {
		report_page(file.stream, &report, &h->entries[h->count - 1].summary);
		status = close_whole(&file, error);
	}
	if (a)
		comparison_release(&comparison);
	compared_text_release(&ta);
	compared_text_release(&tb);
	emend_page_drop(twin);
	emend_page_drop(a);
	return status;
}

static enum emend_status put_pages(struct html_report *h, struct opened *o, bool last_pair, struct emend_error *error)
{
	const char *source = arena_printf(&h->arena, "%s", emend_source(o->b)).s;
	const char *name = o->pair->name ? arena_printf(&h->arena, "%s", o->pair->name).s : base_name(source);
	enum emend_status status = EMEND_OK;
	for (int n = 1; n <= o->pages && status == EMEND_OK; n++) {
		struct emend_page *b;
		struct emend_error wrong;
		struct report_page page = {.source = source};
		const char *label = o->pages > 1 ? arena_printf(&h->arena, "%s, page %d", name, n).s : name;
		bool last = last_pair && n == o->pages;
		if (emend_next(o->b, &b, &wrong) == EMEND_OK) {
			status = put_page(h, o, b, page, label, last, error);
		} else {
			emend_page_drop(next_of(o->twin));
			emend_page_drop(next_of(o->a));
			status = put_failure(h, label, wrong.message, last, error);
		}
		emend_page_drop(b);
	}
	return status;
}

enum emend_status html_report_pair(struct html_report *h, const struct pair *pair, struct emend_error *error)
{
	struct opened o = {.pair = pair};
	struct emend_error wrong;
	const char *label = pair->name ? arena_printf(&h->arena, "%s", pair->name).s : pair->a;
	bool last = ++h->pairs == h->options.inputs;
	enum emend_status opened = open_pair(h, &o, &wrong), status = EMEND_OK;
	if (h->options.inputs > 1 || o.pages > 1)
		status = need_folder(h, error);
	if (status == EMEND_OK)
		status = opened == EMEND_OK ? put_pages(h, &o, last, error)
					    : put_failure(h, label, wrong.message, last, error);
	emend_close(o.b);
	emend_close(o.twin);
	emend_close(o.a);
	return status;
}

enum emend_status html_report_end(struct html_report *h, struct emend_error *error)
{
	struct whole_file file;
	enum emend_status status = EMEND_OK;
	if (h->folder)
		status = open_whole(&h->arena, h->options.path, &file, error);
	if (h->folder && status == EMEND_OK) {
		report_index(file.stream, base_name(h->options.b ? h->options.b : h->options.a), h->entries, h->count);
		status = close_whole(&file, error);
	}
	arena_release(&h->arena);
	free(h);
	return status;
}
