/* What the fuzz targets of readers of pages do with what they read. */
#ifndef EMEND_TESTS_FUZZ_H
#define EMEND_TESTS_FUZZ_H

#include "emit/emit.h"
#include "page/edit.h"
#include "source/ocr_file.h"

#include <stdlib.h>

static inline void write_format(const struct format *format, const struct page *page)
{
	char *text = NULL;
	size_t n = 0;
	struct document d = {.out = open_memstream(&text, &n), .options = {.source = "fuzz"}};
	if (format->begin)
		format->begin(&d);
	format->page(&d, page);
	if (format->end)
		format->end(&d);
	fclose(d.out);
	free(text);
}

static inline void write_all_formats(const struct page *page)
{
	for (const struct format *const *f = emit_formats; *f; f++)
		write_format(*f, page);
}

/* A page that was read is sound, also when its edits are undone, and all writers cope with it. */
static inline void use_page(struct page *page)
{
	if (page_check(page))
		abort();
	write_all_formats(page);
	edit_undo_all(page);
	if (page_check(page))
		abort();
	write_all_formats(page);
}

/* Letters spell their word, and nothing lies beyond the page. */
static inline void check_word(const struct page *page, const struct word *w)
{
	struct str rest = w->raw;
	for (uint32_t i = 0; i < w->symbol_count; i++) {
		if (!str_starts(rest, w->symbols[i].text))
			abort();
		rest = str_skip(rest, w->symbols[i].text.n);
	}
	if (!w->raw.n || (w->symbol_count && rest.n) || !(w->confidence >= 0 && w->confidence <= 100))
		abort();
	if (w->box.left < 0 || w->box.top < 0 || w->box.right > page->width || w->box.bottom > page->height)
		abort();
}

/* Writing takes a hundred times as long as reading: one input in a few is written, in one format, told by its bytes. */
static inline void write_some_format(const struct page *page, const uint8_t *data, size_t size)
{
	enum { FEW = 10 };
	size_t formats = 0, sum = 0;
	while (emit_formats[formats])
		formats++;
	for (size_t i = 0; i < size; i++)
		sum += data[i];
	if (formats && sum % FEW == 0)
		write_format(emit_formats[sum / FEW % formats], page);
}

/* Reads the bytes as the format of that name. */
static inline int fuzz_stored(const char *name, const uint8_t *data, size_t size)
{
	struct emend_error error;
	struct ocr_file *file;
	enum emend_status status = EMEND_OK;
	struct bytes bytes = {.data = data, .size = size};
	ocr_format_of(bytes);
	if (ocr_file_open(ocr_format_named(str_of(name)), "fuzz", bytes, &file, &error) != EMEND_OK)
		abort();
	if (ocr_file_page_count(file) < 1)
		abort();
	while (status != EMEND_END) {
		struct page page;
		page_init(&page);
		status = ocr_file_next(file, &page, &error);
		for (uint32_t i = 0; i < page.counts[NODE_WORD] && status == EMEND_OK; i++)
			check_word(&page, (const struct word *)page.nodes[NODE_WORD][i]);
		if (status == EMEND_OK && page_check(&page))
			abort();
		if (status == EMEND_OK)
			write_some_format(&page, data, size);
		page_release(&page);
	}
	if (!ocr_file_warnings(file))
		abort();
	ocr_file_close(file);
	return 0;
}

#endif
