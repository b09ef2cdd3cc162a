/* Writes the report of a page: the document about its parts. */
#include "compare/report_parts.h"

#include "compare/html.h"
#include "emit/lost.h"
#include "image/thumbnail.h"

#include <string.h>
#include <unistd.h>

/* Wide enough to read small print when enlarged; about 400 kB a page. */
static const struct thumbnail_options picture_options = {.max_width = 1600, .quality = 55, .max_megapixels = 200};

__asm__(".section .rodata\n"
	"report_css:\n.incbin \"pipeline/compare/report.css\"\n.byte 0\n"
	"report_js:\n.incbin \"pipeline/compare/report.js\"\n.byte 0\n"
	".previous");
extern const char report_css[], report_js[];

struct str report_style(void)
{
	return str_of(report_css);
}

struct str report_script(void)
{
	return str_of(report_js);
}

static void put_policy(FILE *out, const struct report_hooks *hooks)
{
	fputs("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
	      "form-action 'none'; ",
	      out);
	fputs(hooks->policy ? hooks->policy : "", out);
	fputs(hooks->picture ? "img-src 'self' data:; style-src " : "img-src data:; style-src ", out);
	html_hash(out, report_style());
	if (hooks->style) {
		putc(' ', out);
		html_hash(out, str_of(hooks->style));
	}
	fputs("; script-src ", out);
	html_hash(out, report_script());
	if (hooks->script) {
		putc(' ', out);
		html_hash(out, str_of(hooks->script));
	}
	fputs("\">\n", out);
}

static void put_style(FILE *out, struct str style)
{
	fputs("<style>", out);
	fwrite(style.s, 1, style.n, out);
	fputs("</style>\n", out);
}

static void put_script(FILE *out, struct str script)
{
	fputs("<script>", out);
	fwrite(script.s, 1, script.n, out);
	fputs("</script>\n", out);
}

void put_head(FILE *out, struct str title, const struct report_hooks *hooks)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n", out);
	put_policy(out, hooks);
	fputs("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n"
	      "<meta name=\"generator\" content=\"emend " EMEND_VERSION "\">\n<title>",
	      out);
	html_text(out, title);
	fputs("</title>\n", out);
	put_style(out, report_style());
	if (hooks->style)
		put_style(out, str_of(hooks->style));
	fputs("</head>\n", out);
}

static void put_link(FILE *out, struct report_link link, const char *rel)
{
	if (!link.href)
		return;
	fprintf(out, "<a class=\"go\" rel=\"%s\" href=\"", rel);
	html_text(out, str_of(link.href));
	fputs("\">", out);
	html_text(out, str_of(link.label));
	fputs("</a>\n", out);
}

void put_links(FILE *out, const struct report_page *given)
{
	if (!given->previous.href && !given->index.href && !given->next.href)
		return;
	fputs("<nav aria-label=\"Pages\">\n", out);
	put_link(out, given->previous, "prev");
	put_link(out, given->index, "index");
	put_link(out, given->next, "next");
	fputs("</nav>\n", out);
}

static void put_count(FILE *out, unsigned n, const char *one, const char *many)
{
	fprintf(out, "<span class=\"count\"><b>%u</b> %s</span> ", n, n == 1 ? one : many);
}

static void put_rate(FILE *out, double rate, const char *what)
{
	if (rate >= 0)
		fprintf(out, "<span class=\"count\"><b>%.2f%%</b> %s wrong</span> ", 100 * rate, what);
}

static void put_figures(FILE *out, const struct report_summary *s)
{
	put_rate(out, s->characters_wrong, "of characters");
	put_rate(out, s->words_wrong, "of words");
	put_count(out, s->differences, "difference", "differences");
}

/* A box to tick for each kind of change that the page has. */
static void put_filter(const struct report *r)
{
	unsigned counts[CHANGE_KINDS] = {0};
	for (uint32_t i = 0; i < r->changes.count; i++)
		counts[r->changes.all[i].kind]++;
	fputs("<details class=\"filter scripted\"><summary>Filter</summary>\n<form "
	      "id=\"filter\">\n<fieldset><legend>Kinds of "
	      "changes</legend>\n",
	      r->out);
	for (enum change_kind k = 0; k < CHANGE_KINDS; k++)
		if (counts[k])
			fprintf(r->out,
				"<label title=\"%s\"><input type=\"checkbox\" name=\"kind\" value=\"%s\"%s> <span "
				"class=\"kind %s\">%s</span> <span class=\"number\">%u</span></label>\n",
				change_names[k].hint, change_names[k].name, k == CHANGE_GROUP ? "" : " checked",
				change_names[k].name, change_names[k].label, counts[k]);
	fputs("</fieldset>\n<label class=\"range\"><span>At most <output name=\"shown\">100</output>% sure</span> "
	      "<input type=\"range\" name=\"sure\" min=\"0\" max=\"100\" value=\"100\" "
	      "aria-label=\"Only changes that are at most so sure, percent\"></label>\n"
	      "<button type=\"reset\">Reset</button>\n</form></details>\n",
	      r->out);
}

static struct str base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return str_of(slash && slash[1] ? slash + 1 : path);
}

static void put_header(const struct report *r, const struct report_page *given, const struct report_summary *s)
{
	FILE *out = r->out;
	fputs("<body>\n<a class=\"skip\" href=\"#reading\">Skip to the text</a>\n<header class=\"top\">\n<div "
	      "class=\"title\">\n<h1>",
	      out);
	html_text(out, base_name(given->source));
	if (given->index.href || r->page->number > 1)
		fprintf(out, " <span class=\"page-of\">page %u</span>", r->page->number);
	fputs("</h1>\n<p class=\"summary\">", out);
	if (r->comparison)
		put_figures(out, s);
	put_count(out, s->changes, "change", "changes");
	put_count(out, s->doubts, "doubt", "doubts");
	if (s->missing)
		put_count(out, s->missing, "place where text is missing", "places where text is missing");
	fputs("</p>\n</div>\n", out);
	put_links(out, given);
	fputs("<div class=\"tools scripted\">\n<button type=\"button\" id=\"doubt-back\" title=\"The doubt before "
	      "(p)\">‹ "
	      "<span class=\"wide\">Doubt</span><span class=\"spoken\"> before</span></button>\n"
	      "<span id=\"doubt-at\" role=\"status\"></span>\n"
	      "<button type=\"button\" id=\"doubt-next\" title=\"The next doubt (n)\"><span class=\"spoken\">Next "
	      "</span><span class=\"wide\">Doubt</span> ›</button>\n",
	      out);
	put_filter(r);
	fputs("<button type=\"button\" id=\"help\" title=\"Keys (?)\" aria-label=\"Help: keys\">?</button>\n</div>\n"
	      "</header>\n",
	      out);
}

static void put_picture(const struct report *r, const struct report_page *given, struct report_summary *s)
{
	struct strbuf jpeg = {0};
	struct emend_error error = {0};
	int32_t width = 0, height = 0;
	struct box f = r->page->frame;
	s->has_scan = given->hooks.picture != NULL;
	if (!s->has_scan && given->scan) {
		s->has_scan = thumbnail_write(given->scan, r->page, &picture_options, &jpeg, &width, &height, &error) ==
			      EMEND_OK;
		if (!s->has_scan)
			snprintf(s->note, sizeof s->note, "%s", error.message);
	}
	fprintf(r->out, "<div class=\"sheet%s\">", s->has_scan ? "" : " drawn");
	if (s->has_scan) {
		fprintf(r->out,
			"<img id=\"picture\" alt=\"The scan of the page; its text is beside it\" width=\"%d\" "
			"height=\"%d\" src=\"",
			f.right - f.left, f.bottom - f.top);
		if (given->hooks.picture)
			html_text(r->out, str_of(given->hooks.picture));
		else
			fputs("data:image/jpeg;base64,", r->out), html_base64(r->out, strbuf_str(&jpeg));
		fputs("\">\n", r->out);
	}
	put_overlay(r, s->has_scan);
	fputs("</div>\n", r->out);
	strbuf_release(&jpeg);
}

static void put_legend(FILE *out)
{
	static const struct {
		const char *kind, *label;
	} rows[] = {{"body", "body, numbered in reading order"},
		    {"insert", "insert: pull quote, caption, note"},
		    {"furniture", "running head or foot, page number"},
		    {"aside", "picture, rule, noise"},
		    {"capital", "drop capital"},
		    {"lacuna", "text is missing"},
		    {"text", "word changed"},
		    {"move", "moved"},
		    {"found", "found later"},
		    {"unsure", "unsure reading"}};
	fputs("<details class=\"legend\"><summary>Legend</summary><ul>\n", out);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		fprintf(out, "<li><span class=\"swatch %s\"></span>%s</li>\n", rows[i].kind, rows[i].label);
	fputs("</ul></details>\n", out);
}

static void put_scan(const struct report *r, const struct report_page *given, struct report_summary *s)
{
	fputs("<section id=\"scan\" aria-labelledby=\"scan-title\">\n<div class=\"bar\"><h2 "
	      "id=\"scan-title\">Scan</h2>\n<div class=\"layers scripted\" role=\"group\" aria-label=\"What is drawn "
	      "over the scan\">\n"
	      "<label><input type=\"checkbox\" value=\"regions\" checked> Regions</label>\n"
	      "<label><input type=\"checkbox\" value=\"order\" checked> Order</label>\n"
	      "<label><input type=\"checkbox\" value=\"marks\" checked> Changes</label>\n</div>\n"
	      "<div class=\"zoom scripted\" role=\"group\" aria-label=\"Size\">\n"
	      "<button type=\"button\" id=\"smaller\" title=\"Smaller (-)\" aria-label=\"Smaller\">−</button>\n"
	      "<button type=\"button\" id=\"fit\" title=\"Fit (0)\">Fit</button>\n"
	      "<button type=\"button\" id=\"larger\" title=\"Larger (+)\" "
	      "aria-label=\"Larger\">+</button>\n</div></div>\n"
	      "<div class=\"viewport\" tabindex=\"0\" role=\"group\" aria-label=\"Scan of the page, to be "
	      "scrolled\">\n",
	      r->out);
	put_picture(r, given, s);
	fputs("</div>\n", r->out);
	if (!s->has_scan) {
		fputs("<p class=\"note\">Drawn without the scan", r->out);
		fputs(s->note[0] ? ": " : ", which was not found", r->out);
		html_text(r->out, str_of(s->note));
		fputs(".</p>\n", r->out);
	}
	put_legend(r->out);
	fputs("</section>\n", r->out);
}

static void put_reading(const struct report *r)
{
	FILE *out = r->out;
	fputs("<section id=\"reading\" aria-label=\"Text\" tabindex=\"-1\">\n<div class=\"bar tabs scripted\" "
	      "role=\"tablist\" aria-label=\"What is shown of the text\">\n"
	      "<button type=\"button\" role=\"tab\" id=\"tab-text\" aria-controls=\"text\">Text</button>\n",
	      out);
	if (r->before_label)
		fputs("<button type=\"button\" role=\"tab\" id=\"tab-pairs\" aria-controls=\"pairs\">Before and "
		      "after</button>\n",
		      out);
	fputs("<button type=\"button\" role=\"tab\" id=\"tab-list\" aria-controls=\"list\">Changes</button>\n</div>\n"
	      "<section class=\"panel\" id=\"text\" aria-labelledby=\"text-title\">\n<h2 id=\"text-title\">Restored "
	      "text</h2>\n",
	      out);
	put_restored_text(r);
	fputs("</section>\n", out);
	if (r->before_label) {
		fputs("<section class=\"panel\" id=\"pairs\" aria-labelledby=\"pairs-title\">\n<h2 "
		      "id=\"pairs-title\">Before "
		      "and after</h2>\n",
		      out);
		put_pairs(r);
		fputs("</section>\n", out);
	}
	fputs("<section class=\"panel\" id=\"list\" aria-labelledby=\"list-title\">\n<h2 "
	      "id=\"list-title\">Changes</h2>\n",
	      out);
	put_change_list(r);
	fputs("</section>\n</section>\n", out);
}

static void put_foot(const struct report *r, const struct report_hooks *hooks)
{
	FILE *out = r->out;
	fputs("<aside id=\"word\" class=\"scripted\" aria-label=\"The word\" hidden>\n<div class=\"card\" "
	      "role=\"status\"></div>\n<button type=\"button\" id=\"close\" aria-label=\"Close (Escape)\">×</button>\n"
	      "</aside>\n</main>\n"
	      "<dialog id=\"keys\" aria-labelledby=\"keys-title\"><h2 id=\"keys-title\">Keys</h2>\n<dl>\n"
	      "<dt><kbd>n</kbd> <kbd>p</kbd></dt><dd>the next doubt, the one before: changes that are not sure, unsure "
	      "readings, missing text</dd>\n"
	      "<dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>the next change, the one before</dd>\n"
	      "<dt><kbd>←</kbd> <kbd>→</kbd></dt><dd>word by word</dd>\n"
	      "<dt><kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd></dt><dd>text, before and after, changes</dd>\n"
	      "<dt><kbd>f</kbd></dt><dd>filter</dd>\n"
	      "<dt><kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd></dt><dd>size of the scan</dd>\n"
	      "<dt><kbd>[</kbd> <kbd>]</kbd></dt><dd>the page before, the next page</dd>\n"
	      "<dt><kbd>Esc</kbd></dt><dd>let the word go</dd>\n"
	      "<dt><kbd>?</kbd></dt><dd>this list</dd>\n</dl>\n"
	      "<form method=\"dialog\"><button>Close</button></form></dialog>\n",
	      out);
	put_data(r);
	if (hooks->data)
		fprintf(out, "<script type=\"application/json\" id=\"hook\">%s</script>\n", hooks->data);
	put_script(out, report_script());
	if (hooks->script)
		put_script(out, str_of(hooks->script));
	fputs("</body>\n</html>\n", out);
}

static void number_regions(struct report *r)
{
	uint32_t n = 0;
	r->numbers = arena_alloc(&r->arena, r->page->counts[NODE_REGION] + 1, sizeof *r->numbers);
	for (const struct region *g = first_region(r->page); g; g = next_region(g))
		if (region_kinds[g->type].place != PLACE_ASIDE && region_is_printed(g))
			r->numbers[g->node.id] = ++n;
}

static struct report_summary summarise(const struct report *r)
{
	const struct figures *f = r->comparison ? &r->comparison->figures : NULL;
	struct report_summary s = {.least_sure = 100,
				   .characters_wrong = f ? error_rate(&f->moved_characters) : -1,
				   .words_wrong = f ? error_rate(&f->moved_words) : -1};
	for (uint32_t i = 0; i < r->page->counts[NODE_WORD]; i++)
		s.words += word_shown((const struct word *)page_find(r->page, NODE_WORD, i));
	for (uint32_t i = 0; i < r->changes.count; i++) {
		const struct change *c = &r->changes.all[i];
		s.missing += c->is_open;
		s.differences += c->kind == CHANGE_DIFFERS;
		s.doubts += c->kind != CHANGE_MISSING && c->kind != CHANGE_DIFFERS && change_is_doubt(c);
		s.changes += c->kind >= CHANGE_TEXT && c->kind <= CHANGE_TYPE && c->kind != CHANGE_MISSING;
		if (c->count && c->confidence < s.least_sure)
			s.least_sure = c->confidence;
	}
	return s;
}

void report_page(FILE *out, const struct report_page *report, struct report_summary *summary)
{
	struct report r = {.out = out, .page = report->page};
	number_regions(&r);
	r.changes = find_changes(report->page, report->twin, report->comparison, &r.arena);
	r.before = report->twin && report->page->edit_count ? report->twin : NULL;
	r.comparison = report->comparison;
	if (r.comparison || r.before)
		r.before_label = r.comparison ? report->other : "As it was read";
	*summary = summarise(&r);
	put_head(out, base_name(report->source), &report->hooks);
	put_header(&r, report, summary);
	bool has_geometry = report->page->width > 0 && report->page->height > 0;
	fprintf(out, "<main class=\"%s\">\n", has_geometry ? "with-scan" : "text-only");
	if (has_geometry)
		put_scan(&r, report, summary);
	put_reading(&r);
	put_foot(&r, &report->hooks);
	arena_release(&r.arena);
}

/* A readable file of that name in the folder, or where base is NULL from here; empty: there is none. */
static struct str try_path(struct arena *arena, struct str folder, const char *between, const char *name)
{
	bool absolute = name[0] == '/';
	struct str path = arena_printf(arena, "%.*s%s%s", absolute ? 0 : (int)folder.n, folder.n ? folder.s : "",
				       absolute ? "" : between, name);
	return *name && !access(arena_cstr(arena, path), R_OK) ? path : (struct str){0};
}

struct str report_find_scan(const struct page *page, const char *source, const char *stored, const char *folder,
			    struct arena *arena)
{
	const char *const names[] = {arena_cstr(arena, page->image), source ? source : ""};
	const char *slash = stored ? strrchr(stored, '/') : NULL;
	struct str beside = {stored, slash ? (size_t)(slash - stored) + 1 : 0}, here = {0}, found = {0};
	for (int i = 0; i < 2 && !found.n; i++) {
		const char *last = strrchr(names[i], '/'), *base = last ? last + 1 : names[i];
		if (folder)
			found = try_path(arena, str_of(folder), "/", base);
		const char *const tries[] = {names[i], base};
		for (int k = 0; k < 2 && !found.n; k++) {
			found = try_path(arena, beside, "", tries[k]);
			if (!found.n && k == 0)
				found = try_path(arena, here, "", tries[k]);
			if (!found.n)
				found = try_path(arena, beside, "../", tries[k]);
		}
	}
	return found;
}
