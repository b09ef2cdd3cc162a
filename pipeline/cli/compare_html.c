/* Writes the reports of pages into files, and their index. */
#include "cli/compare_html.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct html_report {
	struct html_options options; /* the strings are borrowed */
	struct arena arena;
	const char *folder, *folder_name; /* of the pages, and as the index calls it; NULL: there is one file only */
	struct report_entry *entries;
	size_t count;
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

enum emend_status html_report_new(const struct html_options *o, struct html_report **out, struct emend_error *error)
{
	struct html_report *h = must_alloc(1, sizeof *h);
	*h = (struct html_report){.options = *o};
	*out = h;
	if (!o->many)
		return EMEND_OK;
	struct str path = str_of(o->path);
	bool suffixed = str_ends(path, STR(".html"));
	h->folder = arena_printf(&h->arena, "%.*s%s", STR_ARG(suffixed ? str_chop(path, 5) : path),
				 suffixed ? "" : ".pages")
			    .s;
	const char *slash = strrchr(h->folder, '/');
	h->folder_name = slash ? slash + 1 : h->folder;
	return !mkdir(h->folder, 0777) || errno == EEXIST ? EMEND_OK : cannot_write(h->folder, error);
}

/* What the page is called in the index. */
static const char *label_of(struct html_report *h, const struct html_page *page)
{
	const char *slash = strrchr(page->source, '/');
	const char *name = page->name ? page->name : slash && slash[1] ? slash + 1 : page->source;
	return page->numbered ? arena_printf(&h->arena, "%s, page %u", name, page->page->number).s : name;
}

static const char *page_file(struct html_report *h, size_t number)
{
	return arena_printf(&h->arena, "%04zu.html", number).s;
}

static struct report_page report_of(struct html_report *h, const struct html_page *page, size_t number)
{
	struct report_page r = {.page = page->page,
				.twin = page->twin,
				.source = page->source,
				.comparison = page->comparison,
				.other = h->options.before};
	struct str scan = report_find_scan(page->page, page->source, page->file, h->options.scans, &h->arena);
	if (scan.n)
		r.scan = arena_cstr(&h->arena, scan);
	if (!h->folder)
		return r;
	const char *slash = strrchr(h->options.path, '/');
	r.index = (struct report_link){
		arena_printf(&h->arena, "../%s", slash ? slash + 1 : h->options.path).s, "All pages"};
	if (number > 1)
		r.previous = (struct report_link){page_file(h, number - 1), "‹ Page before"};
	if (!page->last)
		r.next = (struct report_link){page_file(h, number + 1), "Next page ›"};
	return r;
}

enum emend_status html_report_add(struct html_report *h, const struct html_page *page, struct emend_error *error)
{
	size_t number = h->count + 1;
	struct whole_file file;
	const char *path = h->options.path, *name = page_file(h, number);
	if (h->folder)
		path = arena_printf(&h->arena, "%s/%s", h->folder, name).s;
	struct report_entry entry = {.label = label_of(h, page)};
	if (h->folder)
		entry.href = arena_printf(&h->arena, "%s/%s", h->folder_name, name).s;
	struct report_page report = report_of(h, page, number);
	enum emend_status status = open_whole(&h->arena, path, &file, error);
	if (status != EMEND_OK)
		return status;
	report_page(file.stream, &report, &entry.summary);
	h->entries = arena_grow(&h->arena, h->entries, h->count, sizeof *h->entries);
	h->entries[h->count++] = entry;
	return close_whole(&file, error);
}

enum emend_status html_report_end(struct html_report *h, struct emend_error *error)
{
	struct whole_file file;
	enum emend_status status = EMEND_OK;
	if (h->folder)
		status = open_whole(&h->arena, h->options.path, &file, error);
	if (h->folder && status == EMEND_OK) {
		report_index(file.stream, h->options.title, h->entries, h->count);
		status = close_whole(&file, error);
	}
	arena_release(&h->arena);
	free(h);
	return status;
}
