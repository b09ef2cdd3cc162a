/* Writes the web pages of the review. */
#include "review/views.h"

#include "compare/html.h"
#include "compare/report_parts.h"
#include "image/thumbnail.h"
#include "review/copy.h"

/* Sharp enough to read what is doubtful; about 600 kB a page. */
static const struct thumbnail_options scan_options = {.max_width = 2000, .quality = 65, .max_megapixels = 200};

__asm__(".section .rodata\n"
	"review_css:\n.incbin \"pipeline/review/review.css\"\n.byte 0\n"
	"review_js:\n.incbin \"pipeline/review/review.js\"\n.byte 0\n"
	".previous");
extern const char review_css[], review_js[];

static const char policy[] = "connect-src 'self'; ";

/* The page's name for a person: its file, and its number where there are several. */
static struct str label_of(const struct folder *f, uint32_t page, struct arena *arena)
{
	const struct folder_page *p = &f->pages[page];
	struct str file = str_chop(str_of(f->files[p->file]), sizeof ".json" - 1);
	bool alone = (!page || f->pages[page - 1].file != p->file) &&
		     (page + 1 == f->page_count || f->pages[page + 1].file != p->file);
	return alone ? file : arena_printf(arena, "%.*s, page %u", STR_ARG(file), p->number);
}

static void put_row(FILE *out, const struct folder *f, uint32_t page)
{
	struct arena arena = {0};
	fprintf(out, "<tr data-page=\"%u\"><td class=\"n\">%u</td><th scope=\"row\"><a href=\"page/%u\">", page + 1,
		page + 1, page + 1);
	html_text(out, label_of(f, page, &arena));
	fputs("</a></th><td class=\"n doubts\" data-value=\"-1\">…</td><td class=\"n decided\" "
	      "data-value=\"-1\">…</td></tr>\n",
	      out);
	arena_release(&arena);
}

void view_list(FILE *out, const struct folder *f)
{
	const struct report_hooks hooks = {.style = review_css, .script = review_js, .policy = policy};
	put_head(out, STR("Review"), &hooks);
	fputs("<body class=\"index review\">\n<header class=\"top\"><div class=\"title\"><h1>Review</h1>\n"
	      "<p class=\"summary\" role=\"status\" id=\"totals\"></p>\n</div></header>\n<main>\n<div class=\"scripted "
	      "find\"><label>Find a page <input type=\"search\" id=\"find\"></label> <span role=\"status\" "
	      "id=\"found\"></span></div>\n<div class=\"wide-table\"><table class=\"pages\"><thead><tr>"
	      "<th scope=\"col\" class=\"n\">No.</th><th scope=\"col\">Page</th><th scope=\"col\" class=\"n\">Doubts "
	      "left</th><th scope=\"col\" class=\"n\">Decisions</th></tr></thead>\n<tbody>\n",
	      out);
	for (uint32_t i = 0; i < f->page_count; i++)
		put_row(out, f, i);
	fputs("</tbody></table></div>\n</main>\n", out);
	struct str scripts[] = {report_script(), str_of(review_js)};
	for (int i = 0; i < 2; i++)
		fprintf(out, "<script>%.*s</script>\n", STR_ARG(scripts[i]));
	fputs("</body>\n</html>\n", out);
}

/* {"page": 3, "pages": 12, "revision": 17, "entries": 240, "settled": [0, 4]}: settled are the changes that are no
 * doubts any more: decided on, or decisions themselves. */
static struct strbuf hook_data(const struct folder *f, const struct at_hand *p)
{
	struct strbuf b = {0};
	struct arena arena = {0};
	const struct sheet *s = &p->sheet;
	struct changes changes = find_changes(&p->page, NULL, NULL, &arena);
	bool first = true;
	strbuf_printf(&b, "{\"page\":%u,\"pages\":%u,\"revision\":%lld,\"entries\":%u,\"settled\":[", p->index + 1,
		      f->page_count, (long long)sheet_revision(s), s->entries);
	for (uint32_t i = 0; i < changes.count; i++)
		if (sheet_is_settled(s, &changes.all[i])) {
			strbuf_printf(&b, "%s%u", first ? "" : ",", i);
			first = false;
		}
	strbuf_add(&b, STR("]}"));
	arena_release(&arena);
	return b;
}

/* A link to the page of that number, counted from 1; none where there is no such page. */
static struct report_link link_to(const struct folder *f, uint32_t number, const char *label, struct arena *arena)
{
	struct report_link link = {0};
	if (!number || number > f->page_count)
		return link;
	link.href = arena_cstr(arena, arena_printf(arena, "%u", number));
	link.label = label;
	return link;
}

enum emend_status view_page(FILE *out, const struct folder *f, const struct at_hand *p, struct emend_error *error)
{
	struct arena arena = {0};
	struct page twin;
	struct report_summary summary;
	struct strbuf json = copy_json(&p->page), data = hook_data(f, p);
	const char *scan = folder_scan(f, p->index, &p->page, p->source, &arena);
	enum emend_status status = copy_from_json(&twin, strbuf_str(&json), error);
	if (status == EMEND_OK) {
		struct report_page report = {
			.page = &p->page,
			.twin = &twin,
			.source = arena_cstr(&arena, label_of(f, p->index, &arena)),
			.previous = link_to(f, p->index, "the page before", &arena),
			.index = {"../", "all pages"},
			.next = link_to(f, p->index + 2, "the next page", &arena),
			.hooks = {.style = review_css, .script = review_js, .data = data.s, .policy = policy}};
		if (scan)
			report.hooks.picture = arena_cstr(&arena, arena_printf(&arena, "../scan/%u.jpg", p->index + 1));
		report_page(out, &report, &summary);
		page_release(&twin);
	}
	strbuf_release(&json);
	strbuf_release(&data);
	arena_release(&arena);
	return status;
}

enum emend_status view_scan(const struct folder *f, struct at_hand *p, struct emend_error *error)
{
	struct arena arena = {0};
	if (p->scan.n)
		return EMEND_OK;
	const char *scan = folder_scan(f, p->index, &p->page, p->source, &arena);
	enum emend_status status =
		scan ? thumbnail_write(scan, &p->page, &scan_options, &p->scan, NULL, NULL, error)
		     : error_set(error, EMEND_BAD_INPUT,
				 "The scan is not in the folder; name the one that it is in with --scans.");
	arena_release(&arena);
	return status;
}
