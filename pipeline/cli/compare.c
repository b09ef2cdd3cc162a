/* emend compare: two readings of the same pages, side by side. */
#include "cli/compare_html.h"
#include "cli/pairs.h"
#include "compare/results.h"

#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct settings {
	struct emend_options emend;
	struct results_options results;
	const char *a, *b;
	const char *html, *scans; /* the report's path, and the folder of its scans; NULL: none, and not told */
};

enum option_key { KEY_IGNORE = 256, KEY_INSERTS, KEY_FURNITURE, KEY_JSON, KEY_HTML, KEY_SCANS };

static const struct argp_option options[] = {
	{"ignore", KEY_IGNORE, "LIST", 0,
	 "differences that are none, parted by commas: case, punctuation, space, quotes, hyphens, long-s; or all", 1},
	{"inserts", KEY_INSERTS, NULL, 0, "compare pull quotes, captions and other inserts too, after the body", 1},
	{"furniture", KEY_FURNITURE, NULL, 0, "compare headers, footers and page numbers too, after those", 1},
	{"differences", 'd', NULL, 0, "list what differs below the table", 2},
	{"json", KEY_JSON, NULL, 0, "print all figures and differences as JSON", 2},
	{"html", KEY_HTML, "FILE", 0,
	 "write a web page: the scan, what was found on it, the text, each change, before and after; of several pages "
	 "an index, and a folder of the same name with a file a page",
	 2},
	{"scans", KEY_SCANS, "DIR", 0, "where the scans for --html are; else they are looked for where B names them",
	 2},
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
	case KEY_HTML: s->html = arg; return 0;
	case KEY_SCANS: s->scans = arg; return 0;
	case ARGP_KEY_ARG: *(s->a ? &s->b : &s->a) = arg; return state->arg_num < 2 ? 0 : ARGP_ERR_UNKNOWN;
	case ARGP_KEY_END:
		if (!state->arg_num)
			argp_error(state, "name two readings, or two folders of readings: the truth first; or what "
					  "emend has restored, to compare it with what was read");
		return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

/* A reading that is open. An empty file is one page without text: input is NULL then. */
struct side {
	const char *path;
	struct emend_input *input;
	int pages;
	bool as_read; /* its pages are compared as they were read: all edits are taken back */
};

static bool is_empty_file(const char *path)
{
	struct stat s;
	return !stat(path, &s) && S_ISREG(s.st_mode) && !s.st_size;
}

static enum emend_status side_open(struct emend *emend, const char *path, struct side *out, struct emend_error *error)
{
	*out = (struct side){.path = path, .pages = 1};
	if (is_empty_file(path))
		return EMEND_OK;
	enum emend_status status = emend_open(emend, path, &out->input, error);
	out->pages = status == EMEND_OK ? emend_page_count(out->input) : 0;
	return status;
}

static enum emend_status side_next(struct side *side, struct emend_page **page, struct emend_error *error)
{
	*page = NULL;
	if (side->input)
		return emend_next(side->input, page, error);
	return side->pages-- ? EMEND_OK : EMEND_END;
}

struct run {
	struct emend *emend;
	struct results *results;
	struct html_report *html; /* NULL: none is written */
	const struct compare_options *compare;
	enum emend_status last;
	int failed, done;
	bool restored_only; /* one reading is named: what was read is compared with what it became */
};

static void fail(struct run *run, const char *name, const struct emend_error *error)
{
	print_error(error);
	results_fail(run->results, name, error->message);
	run->last = error->status;
}

/* The page's text; of an empty file's page, which has no model, none. */
static void add_text(struct compared_text *text, const struct emend_page *page, const struct compare_options *compare)
{
	if (page)
		compared_text_add(text, emend_page_model(page), compare);
	else
		text->page_count++;
}

static void compare_pages(struct run *run, const struct result_name *name, struct compared_text *a,
			  struct compared_text *b)
{
	struct comparison c;
	compare_texts(a, b, &c);
	results_add(run->results, name, &c);
	comparison_release(&c);
}

/* The text of the next page, which is dropped: of a long one the model needs more memory than all that follows. */
static enum emend_status next_text(struct run *run, struct side *side, struct compared_text *text,
				   struct emend_error *error)
{
	struct emend_page *page;
	enum emend_status status = side_next(side, &page, error);
	if (status == EMEND_OK && side->as_read)
		status = emend_revert(page, error);
	if (status == EMEND_OK)
		add_text(text, page, run->compare);
	emend_page_drop(page);
	return status;
}

static void lacks_page(const struct side *has, const struct side *lacks, uint32_t page, struct emend_error *error)
{
	error->status = EMEND_BAD_INPUT;
	snprintf(error->message, sizeof error->message, "%s: has no page %u, which %s has", lacks->path, page,
		 has->path);
}

/* Both sides have as many pages: the first is compared with the first, and so on. Gives how many failed. */
static int compare_page_by_page(struct run *run, struct result_name name, struct side *a, struct side *b, int *done)
{
	bool only = a->pages == 1;
	int failed = 0;
	for (uint32_t page = 1;; page++) {
		struct compared_text ta = {0}, tb = {0};
		struct emend_error error, other;
		enum emend_status sa = next_text(run, a, &ta, &error);
		enum emend_status sb = next_text(run, b, &tb, sa == EMEND_BAD_INPUT ? &other : &error);
		name.page = only ? 0 : page;
		if (sa == EMEND_OK && sb == EMEND_OK) {
			compare_pages(run, &name, &ta, &tb);
			++*done;
		} else if (sa != EMEND_END || sb != EMEND_END) {
			if (sa == EMEND_END && sb == EMEND_OK)
				lacks_page(b, a, page, &error);
			if (sa == EMEND_OK && sb == EMEND_END)
				lacks_page(a, b, page, &error);
			fail(run, name.name ? name.name : a->path, &error);
			failed++;
		}
		compared_text_release(&ta);
		compared_text_release(&tb);
		if (sa == EMEND_END && sb == EMEND_END)
			return failed;
	}
}

/* The text of all pages. Gives how many could not be read. */
static int read_whole(struct run *run, const char *name, struct side *side, struct compared_text *text)
{
	struct emend_error error;
	enum emend_status status;
	int failed = 0;
	while ((status = next_text(run, side, text, &error)) != EMEND_END) {
		if (status == EMEND_OK)
			continue;
		fail(run, name, &error);
		failed++;
	}
	return failed;
}

/* The sides are parted into pages in different ways: all of one is compared with all of the other. */
static int compare_whole(struct run *run, const struct result_name *name, struct side *a, struct side *b, int *done)
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

static void compare_pair(struct run *run, const struct pair *pair)
{
	struct emend_error error;
	struct side a = {0}, b = {0};
	int done = 0, failed = 1;
	const struct result_name name = {pair->name, 0, pair->a, pair->b};
	if (!pair->a || !pair->b) {
		error.status = EMEND_BAD_INPUT;
		snprintf(error.message, sizeof error.message, "%s: has no partner in the other folder",
			 pair->a ? pair->a : pair->b);
		fail(run, pair->name, &error);
	} else if (side_open(run->emend, pair->a, &a, &error) != EMEND_OK ||
		   side_open(run->emend, pair->b, &b, &error) != EMEND_OK) {
		fail(run, pair->name ? pair->name : pair->a, &error);
	} else if (run->restored_only && !(b.input && emend_is_stored(b.input))) {
		error.status = EMEND_BAD_INPUT;
		snprintf(error.message, sizeof error.message,
			 "%s: is no JSON of emend's, which alone has a before and an after; name two readings",
			 pair->b);
		fail(run, pair->name ? pair->name : pair->a, &error);
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
static void compare_pairs(struct run *run, const struct pairs *pairs)
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

static int compare_all(struct emend *emend, struct settings *s)
{
	struct emend_error error;
	struct pairs pairs;
	struct run run = {.emend = emend, .compare = &s->results.compare, .restored_only = !s->b};
	if (pairs_find(s->a, s->b ? s->b : s->a, &pairs, &error) != EMEND_OK) {
		print_error(&error);
		pairs_release(&pairs);
		return exit_status(1, 0, error.status);
	}
	s->results.out = stdout;
	s->results.a = s->a;
	s->results.b = s->b ? s->b : s->a;
	run.results = results_new(&s->results);
	run.html = s->html ? new_html(emend, s, &pairs) : NULL;
	compare_pairs(&run, &pairs);
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
