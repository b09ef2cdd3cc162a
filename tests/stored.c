/* Reading stored OCR results, and saying what they hold. */
#include "stored.h"

#include "source/ocr_file.h"

#include <criterion/criterion.h>
#include <string.h>

static void say_box(struct strbuf *b, const char *before, struct box box)
{
	if (!box_empty(box))
		strbuf_printf(b, "%s%d,%d,%d,%d", before, box.left, box.top, box.right, box.bottom);
}

static void say_symbols(struct strbuf *b, const struct word *w)
{
	for (uint32_t i = 0; i < w->symbol_count; i++) {
		const struct symbol *s = &w->symbols[i];
		strbuf_printf(b, " (%.*s", STR_ARG(s->text));
		say_box(b, "@", s->box);
		strbuf_printf(b, "=%g", (double)s->confidence);
		for (uint32_t k = 0; k < s->alternative_count; k++)
			strbuf_printf(b, "/%.*s=%g", STR_ARG(s->alternatives[k].text),
				      (double)s->alternatives[k].confidence);
		strbuf_printf(b, ")");
	}
}

static void say_word(struct strbuf *b, const struct word *w)
{
	strbuf_printf(b, " %.*s", STR_ARG(w->raw));
	say_box(b, "@", w->box);
	if (w->unrated)
		strbuf_printf(b, "=?");
	else
		strbuf_printf(b, "=%g", (double)w->confidence);
	if (w->lang.n)
		strbuf_printf(b, ":%.*s", STR_ARG(w->lang));
	say_symbols(b, w);
	for (uint32_t i = 0; i < w->reading_count; i++) {
		const struct reading *r = &w->readings[i];
		strbuf_printf(b, " {%u %.*s=%g %.*s}", r->count, STR_ARG(r->text), (double)r->confidence,
			      STR_ARG(r->how));
	}
}

static void say_line(struct strbuf *b, const struct line *l)
{
	const struct point *p = l->baseline;
	strbuf_printf(b, "-");
	say_box(b, " ", l->box);
	if (p[1].x)
		strbuf_printf(b, " base %d,%d %d,%d", p[0].x, p[0].y, p[1].x, p[1].y);
	strbuf_printf(b, ":");
	for (const struct word *w = first_word(l); w; w = next_word(w))
		say_word(b, w);
	strbuf_printf(b, "\n");
}

static void say_region(struct strbuf *b, const struct region *r)
{
	strbuf_printf(b, "[%s %.*s]", region_kinds[r->type].name, STR_ARG(r->origin.type));
	say_box(b, " ", r->box);
	for (uint32_t i = 0; i < r->polygon_count; i++)
		strbuf_printf(b, "%s%d,%d", i ? " " : " <", r->polygon[i].x, r->polygon[i].y);
	if (r->polygon_count)
		strbuf_printf(b, ">");
	if (r->origin.orientation)
		strbuf_printf(b, " top %d", r->origin.orientation);
	if (r->origin.skew != 0)
		strbuf_printf(b, " skew %g", (double)r->origin.skew);
	if (r->origin.direction.n)
		strbuf_printf(b, " %.*s", STR_ARG(r->origin.direction));
	strbuf_printf(b, "\n");
	for (const struct line *l = first_line(r); l; l = next_line(l))
		say_line(b, l);
}

static void say_page(struct strbuf *b, const struct page *page)
{
	strbuf_printf(b, "page %dx%d", page->width, page->height);
	if (page->x_dpi)
		strbuf_printf(b, " %ddpi", page->x_dpi);
	if (page->image.n)
		strbuf_printf(b, " %.*s", STR_ARG(page->image));
	if (page->recogniser.n)
		strbuf_printf(b, " (%.*s)", STR_ARG(page->recogniser));
	if (page->lang.n)
		strbuf_printf(b, " %.*s", STR_ARG(page->lang));
	strbuf_printf(b, "\n");
	for (const struct region *r = first_region(page); r; r = next_region(r))
		say_region(b, r);
}

struct strbuf stored_in_words(const char *text)
{
	struct bytes bytes = {.data = (const uint8_t *)text, .size = strlen(text)};
	const struct ocr_format *format = ocr_format_of(bytes);
	struct strbuf b = {0};
	struct emend_error error;
	struct ocr_file *file;
	cr_assert(format, "what it is cannot be told: %.60s", text);
	cr_assert_eq(ocr_file_open(format, "x", bytes, &file, &error), EMEND_OK);
	enum emend_status status = EMEND_OK;
	for (uint32_t n = 1; status != EMEND_END; n++) {
		struct page page;
		page_init(&page);
		status = ocr_file_next(file, &page, &error);
		if (status == EMEND_OK) {
			const char *wrong = page_check(&page);
			cr_assert(!wrong, "%s", wrong ? wrong : "");
			cr_assert_eq(page.number, n);
			say_page(&b, &page);
		} else if (status != EMEND_END) {
			strbuf_printf(&b, "%s\n", error.message);
		}
		page_release(&page);
	}
	strbuf_printf(&b, "%s", ocr_file_warnings(file));
	ocr_file_close(file);
	return b;
}

void expect_stored(const char *text, const char *description)
{
	struct strbuf b = stored_in_words(text);
	cr_assert_str_eq(b.s, description, "%s\nas\n%s\nrather than\n%s", text, b.s, description);
	strbuf_release(&b);
}
