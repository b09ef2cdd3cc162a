/* emend compare: two readings of the same pages, side by side. */
#include "cli/compare.h"
#include "cli/compare_html.h"

#include <stdlib.h>

struct settings {
	struct emend_options emend;
	struct results_options results;
	const char *a, *b;
	const char *html, *scans; /* the report's path, and the folder of its scans; NULL: none, and not told */
	bool by_edit;
};

enum option_key {
	KEY_IGNORE = 256,
	KEY_INSERTS,
	KEY_FURNITURE,
	KEY_JSON,
	KEY_HTML,
	KEY_SCANS,
	KEY_BY_EDIT,
	KEY_IN_ORDER,
	KEY_FROM
};

static const struct argp_option options[] = {
	{"ignore", KEY_IGNORE, "LIST", 0,
	 "differences that are none, parted by commas: case, punctuation, space, quotes, hyphens, long-s; or all", 1},
	{"inserts", KEY_INSERTS, NULL, 0, "compare pull quotes, captions and other inserts too", 1},
	{"furniture", KEY_FURNITURE, NULL, 0, "compare headers, footers and page numbers too", 1},
	{"in-order", KEY_IN_ORDER, NULL, 0, "do not look for blocks that have moved", 1},
	{"by-edit", KEY_BY_EDIT, NULL, 0,
	 "B is emend's JSON: how many edits of each stage were right, wrong or harmful by the truth A", 1},
	{"differences", 'd', NULL, 0, "list what differs below the table; of edits, the wrong and the harmful ones", 2},
	{"json", KEY_JSON, NULL, 0, "print all figures and differences as JSON", 2},
	{"html", KEY_HTML, "FILE", 0,
	 "write a web page: the scan, what was found on it, the text, each change, before and after; of several pages "
	 "an index, and a folder of the same name with a file a page",
	 2},
	{"scans", KEY_SCANS, "DIR", 0, "where the scans for --html are; else they are looked for where B names them",
	 2},
	{"from", KEY_FROM, "FORMAT", 0,
	 "what the readings are: image, hocr, alto, page, txt or json; else told by their content", 3},
	{"lang", 'l', "LANG", 0, "what scans are written in, as Tesseract names it: eng (the default), deu+eng", 3},
	{0},
};

static void parse_ignore(struct settings *s, const char *list, struct argp_state *state)
{
	struct emend_error error;
	if (compare_ignore_named(list, &s->results.compare.ignore, &error) != EMEND_OK)
		argp_error(state, "%s", error.message);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct settings *s = state->input;
	switch (key) {
	case 'l': s->emend.lang = arg; return 0;
	case 'd': s->results.differences = true; return 0;
	case KEY_IGNORE: parse_ignore(s, arg, state); return 0;
	case KEY_INSERTS: s->results.compare.inserts = true; return 0;
	case KEY_FURNITURE: s->results.compare.furniture = true; return 0;
	case KEY_JSON: s->results.json = true; return 0;
	case KEY_FROM: s->emend.from = arg; return 0;
	case KEY_IN_ORDER: s->results.in_order = true; return 0;
	case KEY_BY_EDIT: s->by_edit = true; return 0;
	case KEY_HTML: s->html = arg; return 0;
	case KEY_SCANS: s->scans = arg; return 0;
	case ARGP_KEY_ARG: *(s->a ? &s->b : &s->a) = arg; return state->arg_num < 2 ? 0 : ARGP_ERR_UNKNOWN;
	case ARGP_KEY_END:
		if (!state->arg_num)
			argp_error(state, "name two readings, or two folders of readings: the truth first; or what "
					  "emend has restored, to compare it with what was read");
		if (s->by_edit && (state->arg_num < 2 || s->html))
			argp_error(state, "--by-edit: name the truth, and what emend has restored, and no --html");
		return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

void compare_fail(struct compare_run *run, const char *name, const struct emend_error *error)
{
	print_error(error);
	if (run->edits)
		edit_sums_fail(run->edits, name, error->message);
	else
		results_fail(run->results, name, error->message);
	run->last = error->status;
}

static void compare_pages(struct compare_run *run, const struct result_name *name, struct compared_text *a,
			  struct compared_text *b)
{
	struct comparison c;
	if (run->in_order)
		compare_in_order(a, b, &c);
	else
		compare_texts(a, b, &c);
	results_add(run->results, name, &c);
	comparison_release(&c);
}

static void lacks_page(const struct side *has, const struct side *lacks, uint32_t page, struct emend_error *error)
{
	error->status = EMEND_BAD_INPUT;
	snprintf(error->message, sizeof error->message, "%s: has no page %u, which %s has", lacks->path, page,
		 has->path);
}

/* Both sides have as many pages: the first is compared with the first, and so on. Gives how many failed. */
static int compare_page_by_page(struct compare_run *run, struct result_name name, struct side *a, struct side *b,
				int *done)
{
	bool only = a->pages == 1;
	int failed = 0;
	for (uint32_t page = 1;; page++) {
		struct compared_text ta = {0}, tb = {0};
		struct emend_error error, other;
		enum emend_status sa = side_text(a, &ta, run->options, &error);
		enum emend_status sb = side_text(b, &tb, run->options, sa == EMEND_BAD_INPUT ? &other : &error);
		name.page = only ? 0 : page;
		if (sa == EMEND_OK && sb == EMEND_OK) {
			compare_pages(run, &name, &ta, &tb);
			++*done;
		} else if (sa != EMEND_END || sb != EMEND_END) {
			if (sa == EMEND_END && sb == EMEND_OK)
				lacks_page(b, a, page, &error);
			if (sa == EMEND_OK && sb == EMEND_END)
				lacks_page(a, b, page, &error);
			compare_fail(run, name.name ? name.name : a->path, &error);
			failed++;
		}
		compared_text_release(&ta);
		compared_text_release(&tb);
		if (sa == EMEND_END && sb == EMEND_END)
			return failed;
	}
}

/* The text of all pages. Gives how many could not be read. */
static int read_whole(struct compare_run *run, const char *name, struct side *side, struct compared_text *text)
{
	struct emend_error error;
	enum emend_status status;
	int failed = 0;
	while ((status = side_text(side, text, run->options, &error)) != EMEND_END) {
		if (status == EMEND_OK)
			continue;
		compare_fail(run, name, &error);
		failed++;
	}
	return failed;
}

/* The sides are parted into pages in different ways: all of one is compared with all of the other. */
static int compare_whole(struct compare_run *run, const struct result_name *name, struct side *a, struct side *b,
			 int *done)
{
	struct compared_text ta = {0}, tb = {0};
	const char *of = name->name ? name->name : a->path;
	int failed = read_whole(run, of, a, &ta) + read_whole(run, of, b, &tb);
	if (ta.page_count && tb.page_count) {
		compare_pages(run, name, &ta, &tb);
		++*done;
	}
	compared_text_release(&ta);
	compared_text_release(&tb);
	return failed;
}

static void compare_pair(struct compare_run *run, const struct pair *pair)
{
	struct emend_error error;
	struct side a = {0}, b = {0};
	int done = 0, failed = 1;
	const struct result_name name = {pair->name, 0, pair->a, pair->b};
	if (!pair->a || !pair->b) {
		error.status = EMEND_BAD_INPUT;
		snprintf(error.message, sizeof error.message, "%s: has no partner in the other folder",
			 pair->a ? pair->a : pair->b);
		compare_fail(run, pair->name, &error);
	} else if (side_open(run->emend, pair->a, &a, &error) != EMEND_OK ||
		   side_open(run->emend, pair->b, &b, &error) != EMEND_OK) {
		compare_fail(run, pair->name ? pair->name : pair->a, &error);
	} else if (run->restored_only && !(b.input && emend_is_stored(b.input))) {
		error.status = EMEND_BAD_INPUT;
		snprintf(error.message, sizeof error.message,
			 "%s: is no JSON of emend's, which alone has a before and an after; name two readings",
			 pair->b);
		compare_fail(run, pair->name ? pair->name : pair->a, &error);
	} else if (run->edits) {
		failed = judge_pair(run, &name, &a, &b, &done);
	} else if (a.pages == b.pages) {
		a.as_read = run->restored_only;
		failed = compare_page_by_page(run, name, &a, &b, &done);
	} else {
		failed = compare_whole(run, &name, &a, &b, &done);
	}
	emend_close(a.input);
	emend_close(b.input);
	run->failed += failed > 0;
	run->done += done > 0;
}

static bool is_json(const char *path)
{
	return path && str_ends(str_of(path), STR(".json"));
}

/* A folder of results has them in other formats too, of pages or of all. */
static void compare_pairs(struct compare_run *run, const struct pairs *pairs)
{
	for (int i = 0; i < pairs->count; i++) {
		struct emend_error error;
		const struct pair *pair = &pairs->at[i];
		if (run->restored_only && pair->name && !is_json(pair->a))
			continue;
		compare_pair(run, pair);
		if (!run->html || html_report_pair(run->html, pair, &error) == EMEND_OK)
			continue;
		print_error(&error);
		run->last = error.status;
		run->failed++;
	}
}

static struct html_report *new_html(struct emend *emend, const struct settings *s, const struct pairs *pairs)
{
	struct html_options o = {.emend = emend,
				 .compare = s->results.compare,
				 .path = s->html,
				 .scans = s->scans,
				 .a = s->a,
				 .b = s->b};
	for (int i = 0; i < pairs->count; i++)
		o.inputs += s->b || !pairs->at[i].name || is_json(pairs->at[i].a);
	return html_report_new(&o);
}

static void print_edits(const struct settings *s, struct edit_sums *edits)
{
	if (s->results.json)
		edit_sums_json(edits, s->a, s->b, stdout);
	else
		edit_sums_print(edits, stdout);
	edit_sums_drop(edits);
}

static int compare_all(struct emend *emend, struct settings *s)
{
	struct emend_error error;
	struct pairs pairs;
	struct compare_run run = {.emend = emend,
				  .options = &s->results.compare,
				  .in_order = s->results.in_order,
				  .restored_only = !s->b};
	if (pairs_find(s->a, s->b ? s->b : s->a, &pairs, &error) != EMEND_OK) {
		print_error(&error);
		pairs_release(&pairs);
		return exit_status(1, 0, error.status);
	}
	s->results.out = stdout;
	s->results.a = s->a;
	s->results.b = s->b ? s->b : s->a;
	if (s->by_edit)
		run.edits = edit_sums_new(run.options, s->results.json || s->results.differences);
	else
		run.results = results_new(&s->results);
	run.html = s->html ? new_html(emend, s, &pairs) : NULL;
	compare_pairs(&run, &pairs);
	if (run.edits)
		print_edits(s, run.edits);
	else
		results_end(run.results);
	if (run.html && html_report_end(run.html, &error) != EMEND_OK) {
		print_error(&error);
		run.last = error.status;
		run.failed++;
	}
	pairs_release(&pairs);
	if (fflush(stdout) || ferror(stdout)) {
		fputs("emend: the result cannot be written; is the disk full?\n", stderr);
		return EXIT_NOTHING_DONE;
	}
	return exit_status(run.failed, run.done, run.last);
}

int command_compare(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "A B\nRESTORED",
		.doc = "Compare the reading B of a page, or of a run of pages, with its truth or original A: how many "
		       "characters and words differ, and whether blocks have moved. Each is text, emend's JSON, hOCR, "
		       "ALTO, PAGE-XML or a scan, which is recognised and not repaired; or a folder of these, and "
		       "files "
		       "of one name belong together. Of one alone, that emend has restored: what was read, and what it "
		       "became."
		       "\vExit status: 0 all were compared, however much they differ; 1 some could not be, 2 wrong "
		       "options, 3 nothing could be compared."};
	struct settings s = {.emend = {.stages = "none", .image = "none"}};
	struct emend *emend;
	struct emend_error error;
	argp_parse(&argp, argc, argv, 0, NULL, &s);
	if (emend_new(&s.emend, &emend, &error) != EMEND_OK) {
		print_error(&error);
		return exit_status(1, 0, error.status);
	}
	int status = compare_all(emend, &s);
	emend_drop(emend);
	return status;
}
