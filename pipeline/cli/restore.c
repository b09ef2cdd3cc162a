/* emend restore: scans, or stored pages, in; restored text out. */
#include "cli/restore.h"

#include "cli/parse.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A page that takes longer, or a worker that needs more, is in trouble: the worst of our pages take 20 s and 700 MB. */
enum { DEFAULT_PAGE_TIMEOUT = 300, DEFAULT_PAGE_MEMORY = 4096 };

enum option_key {
	KEY_LINES = 256,
	KEY_CLEAN,
	KEY_DEBUG_IMAGE,
	KEY_FURNITURE,
	KEY_REREAD,
	KEY_STAGES,
	KEY_LIST_STAGES,
	KEY_TRACE,
	KEY_TIMING,
	KEY_MEGAPIXELS,
	KEY_WORDS,
	KEY_ARPA,
	KEY_FROM,
	KEY_IMAGE,
	KEY_CONJECTURES,
	KEY_WITNESS,
	KEY_FILES_FROM,
	KEY_PAGE_TIMEOUT,
	KEY_PAGE_MEMORY,
	KEY_SHARD,
	KEY_LOG_JSON
};

static const struct argp_option options[] = {
	{"lang", 'l', "LANG", 0, "what the pages are written in, as Tesseract names it: eng (the default), deu+eng", 1},
	{"output", 'o', "DIR", 0, "write files into this folder, named after the inputs", 1},
	{"format", 'f', "LIST", 0,
	 "what to write, parted by commas: txt (the default), md, json, raw, hocr, alto, page, tei", 1},
	{"from", KEY_FROM, "FORMAT", 0,
	 "what the inputs are: image, hocr, alto, page, txt or json; else told by their content", 1},
	{"image", KEY_IMAGE, "FILE", 0,
	 "the scan of stored pages, or none; else the one that they name, if that is there", 1},
	{"witness", KEY_WITNESS, "FILE", 0,
	 "another scan or reading of the same pages, to fill what is lost; may be given several times", 1},
	{"files-from", KEY_FILES_FROM, "LIST", 0, "restore what this file names, a line each; -: standard input", 1},
	{"null", '0', NULL, 0, "the names in LIST end in a NUL, as find -print0 writes them", 1},
	{"jobs", 'j', "N", 0, "restore with N processes (-o; as many as there are processors)", 5},
	{"page-timeout", KEY_PAGE_TIMEOUT, "SECONDS", 0, "give a page up that takes longer (-o; 300); 0: none", 5},
	{"page-memory", KEY_PAGE_MEMORY, "MB", 0, "give a page up that needs more memory (-o; 4096); 0: none", 5},
	{"shard", KEY_SHARD, "K/N", 0, "do the K-th of N parts of the pages (-o); 'emend merge' joins the parts", 5},
	{"log-json", KEY_LOG_JSON, NULL, 0, "say what is done on standard error in JSON, a line each (-o)", 5},
	{"lines", KEY_LINES, NULL, 0, "txt: keep the lines of the page, and its hyphens", 2},
	{"furniture", KEY_FURNITURE, NULL, 0, "txt, md: print headers, footers and page numbers too", 2},
	{"conjectures", KEY_CONJECTURES, "P", 0,
	 "txt, md, tei: print what may have stood where text is missing, if its probability is P or more: wh[ich]", 2},
	{"clean", KEY_CLEAN, "LIST", 0, "clean the scan by these steps only, parted by commas; none: read it as it is",
	 3},
	{"stages", KEY_STAGES, "LIST", 0, "run only these stages, parted by commas; none: no repair", 3},
	{"reread", KEY_REREAD, "N", 0, "read up to N doubtful lines of a page a second time (40); 0: none", 3},
	{"list-stages", KEY_LIST_STAGES, NULL, 0, "list the stages and end", 3},
	{"trace", KEY_TRACE, "STAGE", 0, "print the page before and after this stage on standard error", 3},
	{"timing", KEY_TIMING, NULL, 0, "print what each stage took on standard error", 3},
	{"max-megapixels", KEY_MEGAPIXELS, "N", 0, "refuse larger images before they are decoded (200)", 4},
	{"debug-image", KEY_DEBUG_IMAGE, "DIR", 0, "draw what was found over each page's scan, as PNG in this folder",
	 4},
	{"arpa", KEY_ARPA, "FILE", 0, "a trigram model of your own, mixed with the English one", 3},
	{"words", KEY_WORDS, "FILE", 0, "words and names of your own, a word a line or a Hunspell .dic", 3},
	{"verbose", 'v', NULL, 0, "say on standard error which stages were left out, and why", 4},
	{0},
};

static int parse_count(const char *option, const char *text, int least, const char *what, struct argp_state *state)
{
	char *end;
	long n = strtol(text, &end, 10);
	if (end == text || *end || n < least || n > INT_MAX)
		argp_error(state, "%s: '%s' is not %s", option, text, what);
	return (int)n;
}

static void parse_shard(struct restore *s, const char *text, struct argp_state *state)
{
	char *end, *rest;
	long k = strtol(text, &end, 10), n = *end == '/' ? strtol(end + 1, &rest, 10) : 0;
	if (end == text || n < 1 || n > 100000 || *rest || k < 1 || k > n)
		argp_error(state, "--shard: '%s' is not a part of a number of parts, as 3/8", text);
	s->shard = (int)k;
	s->shards = (int)n;
}

/* What does not go together. */
static void check_settings(const struct restore *s, struct argp_state *state)
{
	if (s->output.format_count > 1 && !s->output.folder)
		argp_error(state, "several formats need a folder to be written to: -o DIR");
	if (s->shards && !s->output.folder)
		argp_error(state, "--shard: the parts need a folder to be kept in: -o DIR");
	if (s->list && s->argument_count)
		argp_error(state, "--files-from: name the inputs in the list, or as arguments, and not both");
}

static void add_inputs(struct restore *s, struct argp_state *state)
{
	s->inputs.results = s->output.folder;
	for (int i = 0; i < s->argument_count; i++)
		inputs_add(&s->inputs, s->arguments[i]);
	if (s->list)
		inputs_add_list(&s->inputs, s->list, s->list_end);
	if (s->inputs.count > 1 && !s->output.folder && !format_between(s->output.formats[0]))
		argp_error(state, "several inputs need a folder to be written to in the format '%s': -o DIR",
			   s->output.formats[0]);
	if (s->inputs.count > 1 && s->witnesses.count)
		argp_error(state, "--witness: a witness is of one input; restore the inputs one by one");
}

/* Options that say how the pages are worked through; false for others. */
static bool parse_work(struct restore *s, int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case KEY_FILES_FROM: s->list = arg; return true;
	case '0': s->list_end = '\0'; return true;
	case 'j': s->jobs = parse_count("--jobs", arg, 1, "a number of processes, 1 or more", state); return true;
	case KEY_PAGE_TIMEOUT:
		s->page_timeout = parse_number("--page-timeout", arg, 0, 1e9, "a number of seconds", state);
		return true;
	case KEY_PAGE_MEMORY:
		s->page_memory = parse_count("--page-memory", arg, 0, "a number of megabytes", state);
		return true;
	case KEY_SHARD: parse_shard(s, arg, state); return true;
	case KEY_LOG_JSON: s->log_json = true; return true;
	default: return false;
	}
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct restore *s = state->input;
	if (parse_work(s, key, arg, state))
		return 0;
	switch (key) {
	case 'l': s->emend.lang = arg; return 0;
	case 'o': s->output.folder = arg; return 0;
	case 'f':
		free(s->formats);
		s->formats = parse_formats(&s->output, arg, state);
		return 0;
	case 'v': s->emend.log = stderr; return 0;
	case KEY_LINES: s->output.writer.lines = true; return 0;
	case KEY_DEBUG_IMAGE: s->output.pictures = arg; return 0;
	case KEY_FURNITURE: s->output.writer.furniture = true; return 0;
	case KEY_CONJECTURES:
		s->output.writer.conjectures =
			parse_number("--conjectures", arg, 1e-9, 1, "a probability above 0 and up to 1, as 0.9", state);
		return 0;
	case KEY_CLEAN: s->emend.clean = arg; return 0;
	case KEY_REREAD:
		/* The library's option has 0 for the default, and below it for none. */
		s->emend.reread = parse_count("--reread", arg, 0, "a number of lines, 0 or more", state);
		s->emend.reread = s->emend.reread ? s->emend.reread : -1;
		return 0;
	case KEY_STAGES: s->emend.stages = arg; return 0;
	case KEY_LIST_STAGES: emend_list_stages(stdout); exit(EXIT_DONE);
	case KEY_TRACE:
		s->emend.trace = arg;
		s->emend.log = stderr;
		return 0;
	case KEY_ARPA: s->emend.arpa = arg; return 0;
	case KEY_FROM: s->emend.from = arg; return 0;
	case KEY_IMAGE: s->emend.image = arg; return 0;
	case KEY_WORDS: s->emend.words = arg; return 0;
	case KEY_WITNESS: witnesses_add(&s->witnesses, arg); return 0;
	case KEY_TIMING: s->timing = true; return 0;
	case KEY_MEGAPIXELS:
		s->emend.max_megapixels = parse_number("--max-megapixels", arg, 1e-9, 1e9, "a number above 0", state);
		return 0;
	case ARGP_KEY_ARGS:
		s->arguments = state->argv + state->next;
		s->argument_count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS:
		if (!s->list && !s->known)
			argp_error(state, "name the scans to restore, or - for standard input");
		return 0;
	case ARGP_KEY_SUCCESS:
		check_settings(s, state);
		add_inputs(s, state);
		return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

/*
 * Is it done by several processes, with a job database? Not what goes to standard output, what comes from standard
 * input, which can be read once, nor what is measured or looked at by those who work on emend.
 */
static bool is_batch(const struct restore *s)
{
	bool piped = false;
	for (int i = 0; i < s->inputs.count; i++)
		piped = piped || !strcmp(s->inputs.paths[i], "-");
	return s->output.folder && !piped && !s->timing && !s->emend.trace && !s->output.pictures;
}

struct restore restore_defaults(void)
{
	return (struct restore){.output = {.formats = {"txt"}, .format_count = 1},
				.inputs.tell = tell_error,
				.list_end = '\n',
				.jobs = (int)sysconf(_SC_NPROCESSORS_ONLN),
				.page_timeout = DEFAULT_PAGE_TIMEOUT,
				.page_memory = DEFAULT_PAGE_MEMORY};
}

void restore_parse(struct restore *r, int argc, char **argv, bool known)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "FILE|FOLDER…",
		.doc = "Restore the text of scanned pages: PNG, JPEG, TIFF of any number of pages, JPEG 2000, WebP, "
		       "PNM, GIF or BMP; of plain text; of stored OCR results: hOCR, ALTO or PAGE-XML; or of pages "
		       "that emend has stored as JSON. FILE - is standard input; a folder gives the scans in it. With "
		       "--output, what was done before is not done again."
		       "\vExit status: 0 all done, 1 some inputs failed, 2 wrong options, 3 nothing could be done."};
	r->known = known;
	argp_parse(&argp, argc, argv, 0, NULL, r);
}

void restore_release(struct restore *r)
{
	free(r->formats);
	witnesses_release(&r->witnesses);
	inputs_release(&r->inputs);
}

int command_restore(int argc, char **argv)
{
	struct restore r = restore_defaults();
	/* Not dropped: the end of the process frees its dictionaries faster than they free themselves. */
	static struct emend *emend;
	struct emend_error error;
	int status = EXIT_USAGE;
	restore_parse(&r, argc, argv, false);
	if (emend_new(&r.emend, &emend, &error) == EMEND_OK) {
		status = is_batch(&r) ? restore_batch(emend, &r) : restore_here(emend, &r);
		if (emend_warning(emend) && status != EXIT_NOTHING_DONE)
			fprintf(stderr, "emend: %s\n", emend_warning(emend));
	} else {
		print_error(&error);
	}
	if (emend && r.timing)
		emend_list_times(emend, stderr);
	restore_release(&r);
	return status;
}
