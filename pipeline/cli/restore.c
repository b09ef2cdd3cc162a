/* emend restore: scans, or stored pages, in; restored text out. */
#include "cli/output.h"
#include "cli/witnesses.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct settings {
	struct emend_options emend;
	struct output_options output;
	char *formats; /* the --format list, cut at its commas */
	bool timing;
	struct witnesses witnesses;
	char **inputs;
	int input_count;
};

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
	KEY_WITNESS
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

static double parse_megapixels(const char *text, struct argp_state *state)
{
	char *end;
	double n = strtod(text, &end);
	if (end == text || *end || !(n > 0))
		argp_error(state, "--max-megapixels: '%s' is not a number above 0", text);
	return n;
}

/* The library's option has 0 for the default, and below it for none. */
static int parse_reread(const char *text, struct argp_state *state)
{
	char *end;
	long n = strtol(text, &end, 10);
	if (end == text || *end || n < 0 || n > INT_MAX)
		argp_error(state, "--reread: '%s' is not a number of lines, 0 or more", text);
	return n ? (int)n : -1;
}

/* What does not go together. */
static void check_settings(const struct settings *s, struct argp_state *state)
{
	if (s->output.format_count > 1 && !s->output.folder)
		argp_error(state, "several formats need a folder to be written to: -o DIR");
	if (s->input_count > 1 && !s->output.folder && !format_between(s->output.formats[0]))
		argp_error(state, "several inputs need a folder to be written to in the format '%s': -o DIR",
			   s->output.formats[0]);
	if (s->input_count > 1 && s->witnesses.count)
		argp_error(state, "--witness: a witness is of one input; restore the inputs one by one");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct settings *s = state->input;
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
	case KEY_CONJECTURES: s->output.writer.conjectures = parse_probability(arg, state); return 0;
	case KEY_CLEAN: s->emend.clean = arg; return 0;
	case KEY_REREAD: s->emend.reread = parse_reread(arg, state); return 0;
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
	case KEY_MEGAPIXELS: s->emend.max_megapixels = parse_megapixels(arg, state); return 0;
	case ARGP_KEY_ARGS:
		s->inputs = state->argv + state->next;
		s->input_count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS: argp_error(state, "name the scans to restore, or - for standard input"); return 0;
	case ARGP_KEY_SUCCESS: check_settings(s, state); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

/* What is being done, on a terminal: one line that is written over. */
static void show_progress(const char *input, int i, int count, int page, int pages)
{
	if (!is_terminal(stderr) || (count == 1 && pages == 1))
		return;
	fprintf(stderr, "\r\033[K[%d/%d] %s", i + 1, count, input);
	if (pages > 1)
		fprintf(stderr, ", page %d of %d", page, pages);
	fflush(stderr);
}

static void clear_progress(void)
{
	if (is_terminal(stderr))
		fputs("\r\033[K", stderr);
}

static void tell(const struct emend_error *error)
{
	clear_progress();
	print_error(error);
}

static void tell_note(void *context, const char *note)
{
	(void)context;
	clear_progress();
	fprintf(stderr, "emend: %s\n", note);
}

/* How the pages of an input fared, and those of them that are held until the run is whole. */
struct tally {
	int done, failed, undrawn, unwitnessed;
	struct emend_page *held[EMEND_RUN_PAGES];
	int held_count;
};

/* What needs the whole run is done over the pages that are held; then they are written, or else only dropped. */
static void end_run(struct emend *emend, struct output *output, struct tally *t, bool keep)
{
	if (keep)
		emend_restore_run(emend, t->held, t->held_count);
	for (int i = 0; i < t->held_count; i++) {
		if (keep)
			output_page(output, t->held[i]);
		emend_page_drop(t->held[i]);
	}
	t->held_count = 0;
}

/* Restores the next page and holds it: EMEND_END after the last one; else what will not be otherwise for the next. */
static enum emend_status restore_page(struct emend *emend, struct emend_input *input, struct witnesses *witnesses,
				      struct output *output, struct tally *t, struct emend_error *error)
{
	struct emend_page *page;
	enum emend_status status = emend_next(input, &page, error);
	if (status == EMEND_END)
		return status;
	if (status != EMEND_OK) {
		t->failed++;
		if (emend_page_count(input) > 1)
			tell(error);
		return EMEND_OK;
	}
	t->unwitnessed += witnesses_give(witnesses, emend, page, tell);
	emend_restore(emend, page);
	status = output_picture(output, page, error);
	emend_page_drop_scan(page);
	t->held[t->held_count++] = page;
	t->done++;
	if (status != EMEND_BAD_INPUT)
		return status;
	tell(error);
	t->undrawn++;
	return EMEND_OK;
}

/* Restores all pages of one input. Gives how many of them failed, or -1 where nothing was written. */
static int restore_input(struct emend *emend, struct settings *s, int i, const char *name, struct emend_error *error)
{
	struct emend_input *input;
	struct output output;
	struct emend_error other;
	struct tally t = {0};
	if (emend_open(emend, s->inputs[i], &input, error) != EMEND_OK)
		return -1;
	int pages = emend_page_count(input);
	t.unwitnessed = witnesses_open(&s->witnesses, emend, tell);
	enum emend_status status = output_begin(&output, &s->output, emend_source(input), name, pages, error);
	while (status == EMEND_OK) {
		show_progress(s->inputs[i], i, s->input_count, t.done + t.failed + 1, pages);
		status = restore_page(emend, input, &s->witnesses, &output, &t, error);
		if (t.held_count == EMEND_RUN_PAGES || status != EMEND_OK)
			end_run(emend, &output, &t, status == EMEND_OK || status == EMEND_END);
	}
	emend_list_notes(input, tell_note, NULL);
	emend_close(input);
	witnesses_close(&s->witnesses, tell_note);
	if (status != EMEND_END || (!t.done && t.failed)) {
		output_end(&output, status != EMEND_END, &other);
		if (status == EMEND_END && pages > 1)
			snprintf(error->message, sizeof error->message, "%s: none of its %d pages could be read",
				 s->inputs[i], pages);
		return -1;
	}
	return output_end(&output, true, error) == EMEND_OK ? t.failed + t.undrawn + t.unwitnessed : -1;
}

static int restore_all(struct emend *emend, struct settings *s)
{
	char **names = output_names(s->inputs, s->input_count);
	int failed = 0, done = 0;
	enum emend_status last = EMEND_OK;
	for (int i = 0; i < s->input_count; i++) {
		struct emend_error error = {0};
		if (i && !s->output.folder && done)
			fputs(format_between(s->output.formats[0]), stdout);
		int bad_pages = restore_input(emend, s, i, names[i], &error);
		failed += bad_pages != 0;
		done += bad_pages >= 0;
		if (bad_pages < 0) {
			tell(&error);
			last = error.status;
		}
		if (last == EMEND_BAD_OPTION || last == EMEND_UNAVAILABLE || last == EMEND_BAD_OUTPUT)
			break; /* it would be the same for every other input */
	}
	clear_progress();
	for (int i = 0; i < s->input_count; i++)
		free(names[i]);
	free(names);
	return exit_status(failed, done, last);
}

int command_restore(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "FILE…",
		.doc = "Restore the text of scanned pages: PNG, JPEG, TIFF of any number of pages, JPEG 2000, WebP, "
		       "PNM, GIF or BMP; of plain text; of stored OCR results: hOCR, ALTO or PAGE-XML; or of pages "
		       "that "
		       "emend has stored as JSON. FILE - is standard input."
		       "\vExit status: 0 all done, 1 some inputs failed, 2 wrong options, 3 nothing could be done."};
	struct settings s = {.output = {.formats = {"txt"}, .format_count = 1}};
	/* Not dropped: the end of the process frees its dictionaries faster than they free themselves. */
	static struct emend *emend;
	struct emend_error error;
	int status = EXIT_USAGE;
	argp_parse(&argp, argc, argv, 0, NULL, &s);
	if (emend_new(&s.emend, &emend, &error) == EMEND_OK) {
		status = restore_all(emend, &s);
		if (emend_warning(emend) && status != EXIT_NOTHING_DONE)
			fprintf(stderr, "emend: %s\n", emend_warning(emend));
	} else {
		print_error(&error);
	}
	if (emend && s.timing)
		emend_list_times(emend, stderr);
	free(s.formats);
	witnesses_release(&s.witnesses);
	return status;
}
