/* The list of a run's pages. */
#include "compare/report_parts.h"

#include "compare/html.h"

#include <math.h>

static void put_totals(FILE *out, const struct report_entry *entries, size_t count)
{
	unsigned long changes = 0, doubts = 0, missing = 0, words = 0;
	for (size_t i = 0; i < count; i++) {
		words += entries[i].summary.words;
		changes += entries[i].summary.changes;
		doubts += entries[i].summary.doubts;
		missing += entries[i].summary.missing;
	}
	fprintf(out,
		"<p class=\"summary\"><span class=\"count\"><b>%zu</b> pages</span> <span class=\"count\"><b>%lu</b> "
		"words</span> <span class=\"count\"><b>%lu</b> changes</span> <span class=\"count\"><b>%lu</b> "
		"doubts</span> <span class=\"count\"><b>%lu</b> places where text is missing</span></p>\n",
		count, words, changes, doubts, missing);
}

static void put_entry(FILE *out, const struct report_entry *e, size_t number)
{
	const struct report_summary *s = &e->summary;
	fprintf(out, "<tr><td class=\"n\">%zu</td><th scope=\"row\"><a href=\"", number);
	html_text(out, str_of(e->href));
	fputs("\">", out);
	html_text(out, str_of(e->label));
	if (s->failed) {
		fputs("</a></th><td colspan=\"5\">could not be read: ", out);
		html_text(out, str_of(s->note));
		fputs("</td></tr>\n", out);
		return;
	}
	fprintf(out,
		"</a></th><td class=\"n\">%u</td><td class=\"n\">%u</td><td class=\"n\">%u</td><td class=\"n\">%u</td>",
		s->words, s->changes, s->doubts, s->missing);
	fprintf(out, "<td class=\"n\" data-value=\"%ld\">%ld%%</td></tr>\n", lround((double)s->least_sure),
		lround((double)s->least_sure));
}

void report_failure(FILE *out, const struct report_page *report, const char *message)
{
	put_head(out, str_of(report->source), &report->hooks);
	fputs("<body>\n<header class=\"top\"><div class=\"title\"><h1>", out);
	html_text(out, str_of(report->source));
	fputs("</h1></div>\n", out);
	put_links(out, report);
	fputs("</header>\n<main class=\"text-only\"><p class=\"empty\">This page could not be read: ", out);
	html_text(out, str_of(message));
	fputs("</p></main>\n</body>\n</html>\n", out);
}

void report_index(FILE *out, const char *title, const struct report_entry *entries, size_t count)
{
	static const char *const columns[] = {"No.", "Page", "Words", "Changes", "Doubts", "Missing", "Least sure"};
	put_head(out, str_of(title), &(struct report_hooks){0});
	fputs("<body class=\"index\">\n<header class=\"top\"><div class=\"title\"><h1>", out);
	html_text(out, str_of(title));
	fputs("</h1>\n", out);
	put_totals(out, entries, count);
	fputs("</div></header>\n<main>\n<div class=\"scripted find\"><label>Find a page <input type=\"search\" "
	      "id=\"find\"></label> <span role=\"status\" id=\"found\"></span></div>\n<div class=\"wide-table\"><table "
	      "class=\"pages\"><thead><tr>",
	      out);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		fprintf(out, "<th scope=\"col\"%s>%s</th>", i == 1 ? "" : " class=\"n\"", columns[i]);
	fputs("</tr></thead>\n<tbody>\n", out);
	for (size_t i = 0; i < count; i++)
		put_entry(out, &entries[i], i + 1);
	fputs("</tbody></table></div>\n</main>\n", out);
	fputs("<script>", out);
	struct str script = report_script();
	fwrite(script.s, 1, script.n, out);
	fputs("</script>\n</body>\n</html>\n", out);
}
