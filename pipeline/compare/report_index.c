/* The list of a run's pages. */
#include "compare/report_parts.h"

#include "compare/html.h"

#include <math.h>

/* A column of numbers; of differences from another reading: only where there is one. */
struct column {
	const char *label;
	bool of_comparison, is_rate;
	double (*value)(const struct report_summary *s);
};

static double words(const struct report_summary *s)
{
	return s->words;
}
static double characters_wrong(const struct report_summary *s)
{
	return s->characters_wrong;
}
static double words_wrong(const struct report_summary *s)
{
	return s->words_wrong;
}
static double differences(const struct report_summary *s)
{
	return s->differences;
}
static double changes(const struct report_summary *s)
{
	return s->changes;
}
static double doubts(const struct report_summary *s)
{
	return s->doubts;
}
static double missing(const struct report_summary *s)
{
	return s->missing;
}
static double least_sure(const struct report_summary *s)
{
	return (double)s->least_sure / 100;
}

static const struct column columns[] = {
	{"Words", false, false, words},           {"Characters wrong", true, true, characters_wrong},
	{"Words wrong", true, true, words_wrong}, {"Differences", true, false, differences},
	{"Changes", false, false, changes},       {"Doubts", false, false, doubts},
	{"Missing", false, false, missing},       {"Least sure", false, true, least_sure}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static bool is_compared(const struct report_entry *entries, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!entries[i].summary.failed && entries[i].summary.characters_wrong >= 0)
			return true;
	return false;
}

static void put_total(FILE *out, const struct report_entry *entries, size_t count,
		      double (*value)(const struct report_summary *s), const char *what)
{
	double sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += value(&entries[i].summary);
	fprintf(out, "<span class=\"count\"><b>%.0f</b> %s</span> ", sum, what);
}

static void put_totals(FILE *out, const struct report_entry *entries, size_t count)
{
	fprintf(out, "<p class=\"summary\"><span class=\"count\"><b>%zu</b> pages</span> ", count);
	put_total(out, entries, count, words, "words");
	if (is_compared(entries, count))
		put_total(out, entries, count, differences, "differences");
	put_total(out, entries, count, changes, "changes");
	put_total(out, entries, count, doubts, "doubts");
	put_total(out, entries, count, missing, "places where text is missing");
	fputs("</p>\n", out);
}

static void put_value(FILE *out, const struct column *column, const struct report_summary *s)
{
	double value = column->value(s);
	if (value < 0)
		fputs("<td class=\"n\">–</td>", out);
	else if (column->is_rate)
		fprintf(out, "<td class=\"n\">%.*f%%</td>", column->of_comparison ? 2 : 0, 100 * value);
	else
		fprintf(out, "<td class=\"n\">%.0f</td>", value);
}

static void put_entry(FILE *out, const struct report_entry *e, size_t number, bool compared)
{
	const struct report_summary *s = &e->summary;
	fprintf(out, "<tr><td class=\"n\">%zu</td><th scope=\"row\"><a href=\"", number);
	html_text(out, str_of(e->href));
	fputs("\">", out);
	html_text(out, str_of(e->label));
	fputs("</a></th>", out);
	if (s->failed) {
		fprintf(out, "<td colspan=\"%d\">could not be read: ", COLUMNS);
		html_text(out, str_of(s->note));
		fputs("</td>", out);
	}
	for (int i = 0; i < COLUMNS && !s->failed; i++)
		if (compared || !columns[i].of_comparison)
			put_value(out, &columns[i], s);
	fputs("</tr>\n", out);
}

static void put_heads(FILE *out, bool compared)
{
	fputs("<thead><tr><th scope=\"col\" class=\"n\">No.</th><th scope=\"col\">Page</th>", out);
	for (int i = 0; i < COLUMNS; i++)
		if (compared || !columns[i].of_comparison)
			fprintf(out, "<th scope=\"col\" class=\"n\"%s>%s</th>",
				columns[i].value == least_sure || columns[i].value == words ? "" : " data-most",
				columns[i].label);
	fputs("</tr></thead>\n", out);
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
	bool compared = is_compared(entries, count);
	put_head(out, str_of(title), &(struct report_hooks){0});
	fputs("<body class=\"index\">\n<header class=\"top\"><div class=\"title\"><h1>", out);
	html_text(out, str_of(title));
	fputs("</h1>\n", out);
	put_totals(out, entries, count);
	fputs("</div></header>\n<main>\n<div class=\"scripted find\"><label>Find a page <input type=\"search\" "
	      "id=\"find\"></label> <span role=\"status\" id=\"found\"></span></div>\n<div class=\"wide-table\"><table "
	      "class=\"pages\">",
	      out);
	put_heads(out, compared);
	fputs("<tbody>\n", out);
	for (size_t i = 0; i < count; i++)
		put_entry(out, &entries[i], i + 1, compared);
	fputs("</tbody></table></div>\n</main>\n<script>", out);
	struct str script = report_script();
	fwrite(script.s, 1, script.n, out);
	fputs("</script>\n</body>\n</html>\n", out);
}
