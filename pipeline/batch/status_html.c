/* The overview of a job's pages as HTML: the most doubtful first, for a person to work down. */
#include "batch/status.h"

#include "batch/database.h"
#include "compare/html.h"
#include "compare/report_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char own_style[] =
	".job td,.job th{vertical-align:middle}.job img{display:block;width:5rem;height:auto;background:#fff;"
	"border:1px solid var(--rule)}.job .why{color:var(--lost)}.job section h2{font-size:1rem}.job section "
	"ul{padding:.2rem 1.2rem .8rem}.job progress{width:14rem;vertical-align:middle}"
	".job nav.parts{padding:.6rem 1rem}@media(max-width:40rem){.job img{width:3rem}}\n";

static void put_count(FILE *out, long long n, const char *what)
{
	fprintf(out, "<span class=\"count\"><b>%lld</b> %s</span> ", n, what);
}

static void put_summary(FILE *out, const struct status *s)
{
	int all = s->done + s->failed + s->waiting + s->uncounted;
	fprintf(out,
		"<p class=\"summary\"><label>%d of %d%s pages <progress max=\"%d\" value=\"%d\"></progress></label> ",
		s->done + s->failed, all, s->uncounted ? " or more" : "", all ? all : 1, s->done + s->failed);
	put_count(out, s->failed, "failed");
	put_count(out, s->failed_inputs, "files could not be opened");
	put_count(out, s->words, "words");
	put_count(out, s->edits, "edits");
	put_count(out, s->lacunae, "places where text is missing");
	fputs("</p>\n", out);
}

/* The page's small picture, as a data URI. */
static void put_thumbnail(FILE *out, struct statement *q, const struct status_page *p)
{
	statement_int(q, 1, p->input);
	statement_int(q, 2, p->number);
	if (statement_next(q) && column_text(q, 0).n) {
		fputs("<img loading=\"lazy\" alt=\"\" src=\"data:image/jpeg;base64,", out);
		html_base64(out, column_text(q, 0));
		fputs("\">", out);
	}
	statement_reset(q);
}

static void put_name(FILE *out, const struct status_page *p)
{
	struct strbuf name = {0};
	strbuf_add(&name, p->path);
	if (p->pages > 1)
		strbuf_printf(&name, ", page %d", p->number);
	fputs("<th scope=\"row\">", out);
	if (p->result.n) {
		fputs("<a href=\"", out);
		html_uri(out, p->result);
		fputs("\">", out);
	}
	html_text(out, strbuf_str(&name));
	fputs(p->result.n ? "</a></th>" : "</th>", out);
	strbuf_release(&name);
}

static void put_row(FILE *out, struct statement *q, const struct status_page *p, int number)
{
	fprintf(out, "<tr><td class=\"n\">%d</td><td>", number);
	put_thumbnail(out, q, p);
	fputs("</td>", out);
	put_name(out, p);
	if (p->failed) {
		fputs("<td colspan=\"6\" class=\"why\">failed: ", out);
		html_text(out, p->error);
		fputs("</td></tr>\n", out);
		return;
	}
	fprintf(out, "<td class=\"n\">%.1f</td>", (double)p->doubt);
	if (p->confidence > 0)
		fprintf(out, "<td class=\"n\">%.1f%%</td>", (double)p->confidence);
	else
		fputs("<td class=\"n\">–</td>", out);
	fprintf(out,
		"<td class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">%.1f "
		"s</td></tr>\n",
		p->words, p->edits, p->lacunae, p->seconds);
}

/* Links to the other files of the overview. name: of the first, without folder and ".html". */
static void put_parts(FILE *out, const char *name, int part, int parts)
{
	if (parts < 2)
		return;
	fputs("<nav class=\"parts\" aria-label=\"Parts of the list\">", out);
	for (int i = 1; i <= parts; i++) {
		struct strbuf file = {0};
		strbuf_add(&file, str_of(name));
		if (i > 1)
			strbuf_printf(&file, "-%d", i);
		strbuf_add(&file, STR(".html"));
		fputs(i == part ? "<a aria-current=\"page\" href=\"" : "<a href=\"", out);
		html_uri(out, strbuf_str(&file));
		fprintf(out, "\">%d–%d</a> ", (i - 1) * STATUS_ROWS + 1, i * STATUS_ROWS);
		strbuf_release(&file);
	}
	fputs("</nav>\n", out);
}

static void put_failures(FILE *out, const struct status *s)
{
	if (!s->failed_inputs)
		return;
	fputs("<section><h2>Files that could not be opened</h2><ul>\n", out);
	for (int i = 0; i < s->failed_inputs; i++) {
		fputs("<li class=\"why\">", out);
		html_text(out, s->failures[i]);
		fputs("</li>\n", out);
	}
	fputs("</ul></section>\n", out);
}

static void put_table(FILE *out, const struct status *s, int part)
{
	static const char *const columns[] = {"No.",   "Scan",  "Page",    "Doubt", "Confidence",
					      "Words", "Edits", "Missing", "Took"};
	struct database *db = NULL;
	int last = part * STATUS_ROWS < s->page_count ? part * STATUS_ROWS : s->page_count, open = -1;
	struct emend_error error;
	fputs("<div class=\"wide-table\"><table class=\"pages\"><thead><tr>", out);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		fprintf(out, "<th scope=\"col\"%s>%s</th>", i == 1 || i == 2 ? "" : " class=\"n\"", columns[i]);
	fputs("</tr></thead>\n<tbody>\n", out);
	for (int i = (part - 1) * STATUS_ROWS; i < last; i++) {
		if (open != s->pages[i].database) {
			database_close(db);
			open = s->pages[i].database;
			if (database_open(s->databases[open], DATABASE_READ, &db, &error) != EMEND_OK)
				break;
		}
		put_row(out, database_prepare(db, "SELECT thumbnail FROM result WHERE input = ?1 AND number = ?2"),
			&s->pages[i], i + 1);
	}
	database_close(db);
	fputs("</tbody></table></div>\n", out);
}

static void put_part(FILE *out, const struct status *s, const char *name, int part, int parts)
{
	struct str script = report_script();
	put_head(out, str_of(s->folder), &(struct report_hooks){.style = own_style});
	fputs("<body class=\"index job\">\n<header class=\"top\"><div class=\"title\"><h1>", out);
	html_text(out, str_of(s->folder));
	fputs("</h1>\n", out);
	put_summary(out, s);
	fputs("</div></header>\n<main>\n<p class=\"note\">The most doubtful first. Doubt is the number of words that "
	      "are "
	      "likely misread, by the recogniser's confidence, and of places where text is missing.</p>\n"
	      "<div class=\"scripted find\"><label>Find a page <input type=\"search\" id=\"find\"></label> "
	      "<span role=\"status\" id=\"found\"></span></div>\n",
	      out);
	put_parts(out, name, part, parts);
	put_failures(out, s);
	put_table(out, s, part);
	put_parts(out, name, part, parts);
	fputs("</main>\n<script>", out);
	fwrite(script.s, 1, script.n, out);
	fputs("</script>\n</body>\n</html>\n", out);
}

/* Writes one file under a temporary name, and renames it. */
static enum emend_status write_part(const struct status *s, const char *stem, const char *name, int part, int parts,
				    struct emend_error *error)
{
	struct strbuf path = {0}, temporary = {0};
	strbuf_add(&path, str_of(stem));
	if (part > 1)
		strbuf_printf(&path, "-%d", part);
	strbuf_add(&path, STR(".html"));
	strbuf_printf(&temporary, "%s.new", path.s);
	FILE *out = fopen(temporary.s, "w");
	enum emend_status status = EMEND_OK;
	if (out)
		put_part(out, s, name, part, parts);
	bool bad = !out || ferror(out);
	bad = (out && fclose(out)) || bad;
	if (bad || rename(temporary.s, path.s))
		status = error_set(error, EMEND_BAD_OUTPUT, "%s: cannot be written: %s", path.s, strerror(errno));
	strbuf_release(&path);
	strbuf_release(&temporary);
	return status;
}

enum emend_status status_write_html(const struct status *s, const char *path, struct emend_error *error)
{
	int parts = s->page_count ? (s->page_count + STATUS_ROWS - 1) / STATUS_ROWS : 1;
	char *stem = must_copy(path), *slash = strrchr(stem, '/');
	size_t n = strlen(stem);
	enum emend_status status = EMEND_OK;
	if (n > 5 && !strcmp(stem + n - 5, ".html"))
		stem[n - 5] = '\0';
	for (int part = 1; part <= parts && status == EMEND_OK; part++)
		status = write_part(s, stem, slash ? slash + 1 : stem, part, parts, error);
	free(stem);
	return status;
}
