/* emend export: the pages of a folder with the decisions of their review, in all formats. */
#include "cli/cli.h"
#include "cli/parse.h"
#include "review/folder.h"
#include "review/sheet.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct settings {
	struct output_options output;
	const char *folder;
	char *formats; /* the --format list, cut at its commas; NULL: none was given */
};

enum option_key { KEY_LINES = 256, KEY_FURNITURE, KEY_CONJECTURES };

static const struct argp_option options[] = {
	{"output", 'o', "DIR", 0, "write all pages into this folder; else those with decisions, in place", 1},
	{"format", 'f', "LIST", 0, "what to write, parted by commas; else the formats that are there for each page", 1},
	{"lines", KEY_LINES, NULL, 0, "txt: keep the lines of the page, and its hyphens", 2},
	{"furniture", KEY_FURNITURE, NULL, 0, "txt, md: print headers, footers and page numbers too", 2},
	{"conjectures", KEY_CONJECTURES, "P", 0,
	 "txt, md, tei: print what may have stood where text is missing, if its probability is P or more", 2},
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct settings *s = state->input;
	switch (key) {
	case 'o': s->output.folder = arg; return 0;
	case 'f': s->formats = parse_formats(&s->output, arg, state); return 0;
	case KEY_LINES: s->output.writer.lines = true; return 0;
	case KEY_FURNITURE: s->output.writer.furniture = true; return 0;
	case KEY_CONJECTURES:
		s->output.writer.conjectures =
			parse_number("--conjectures", arg, 1e-9, 1, "a probability above 0 and up to 1, as 0.9", state);
		return 0;
	case ARGP_KEY_ARG:
		if (s->folder)
			argp_error(state, "name one folder");
		s->folder = arg;
		return 0;
	case ARGP_KEY_NO_ARGS: argp_error(state, "name the folder that was reviewed"); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

/* Files of one name in several formats, of which those that are there are to be written anew. */
struct found_formats {
	const char *base; /* path without the extension */
	struct output_options *output;
};

static void find_format(void *context, const struct emend_format *format)
{
	struct found_formats *f = context;
	struct strbuf whole = {0}, first = {0};
	strbuf_printf(&whole, "%s%s", f->base, format->extension);
	strbuf_printf(&first, "%s-0001%s", f->base, format->extension);
	bool there = !access(whole.s, F_OK) || (format->one_page && !access(first.s, F_OK));
	if (there && f->output->format_count < MOST_FORMATS)
		f->output->formats[f->output->format_count++] = format->name;
	strbuf_release(&whole);
	strbuf_release(&first);
}

struct export
{
	const struct settings *settings;
	struct emend *emend;
	struct folder folder;
	struct store *store; /* NULL: nothing was decided */
	int done, failed;
	enum emend_status last;
};

static void fail(struct export *x, const struct emend_error *error)
{
	print_error(error);
	x->failed++;
	x->last = error->status;
}

/* Says which decisions could not be carried out. */
static void tell_lying_by(const struct sheet *s)
{
	for (uint32_t i = 0; i < s->events.count; i++) {
		const struct ruling *r = &s->rulings[i];
		if (r->standing && r->why_not.n)
			fprintf(stderr, "emend: %.*s: page %u: decision %lld is left out: %.*s\n", STR_ARG(s->key.file),
				s->page->number, (long long)s->events.all[i].number, STR_ARG(r->why_not));
	}
}

static enum emend_status write_page(const struct export *x, struct emend_page *page, struct page_key key,
				    struct output *output, struct emend_error *error)
{
	struct sheet sheet;
	if (!x->store) {
		output_page(output, page);
		return EMEND_OK;
	}
	enum emend_status status = sheet_init(&sheet, emend_page_own_model(page), x->store, key, error);
	if (status != EMEND_OK)
		return status;
	tell_lying_by(&sheet);
	output_page(output, page);
	sheet_release(&sheet);
	return EMEND_OK;
}

static enum emend_status write_pages(const struct export *x, struct emend_input *input, const char *file,
				     const struct output_options *to, struct emend_error *error)
{
	struct output output;
	struct emend_error other;
	struct str name = str_chop(str_of(file), sizeof ".json" - 1);
	char *base = must_copy(file);
	base[name.n] = '\0';
	enum emend_status status = output_begin(&output, to, emend_source(input), base, emend_page_count(input), error);
	if (status != EMEND_OK) {
		free(base);
		return status;
	}
	for (uint32_t place = 0; status == EMEND_OK; place++) {
		struct emend_page *page;
		status = emend_next(input, &page, error);
		if (status != EMEND_OK)
			break;
		status = write_page(x, page, (struct page_key){str_of(file), place}, &output, error);
		emend_page_drop(page);
	}
	bool whole = status == EMEND_END;
	enum emend_status ended = output_end(&output, whole, whole ? error : &other);
	free(base);
	return whole ? ended : status;
}

/* In place and without a list of formats only files are written that a person has decided on. */
static void export_file(struct export *x, const char *file)
{
	struct output_options to = x->settings->output;
	struct strbuf path = {0};
	struct emend_input *input = NULL;
	struct emend_error error;
	bool in_place = !to.folder;
	if (in_place && !to.format_count && !store_has_file(x->store, str_of(file)))
		return;
	to.folder = in_place ? x->folder.path : to.folder;
	strbuf_printf(&path, "%s/%s", x->folder.path, file);
	if (!to.format_count) {
		char *base = must_copy(path.s);
		base[path.n - (sizeof ".json" - 1)] = '\0';
		emend_list_formats(find_format, &(struct found_formats){base, &to});
		free(base);
	}
	enum emend_status status = emend_open(x->emend, path.s, &input, &error);
	if (status == EMEND_OK)
		status = write_pages(x, input, file, &to, &error);
	emend_close(input);
	strbuf_release(&path);
	if (status != EMEND_OK)
		fail(x, &error);
	else
		x->done++;
}

static int export_all(struct export *x)
{
	struct emend_error error;
	enum emend_status status = folder_open(x->settings->folder, NULL, &x->folder, &error);
	if (status == EMEND_OK)
		status = store_open(x->folder.path, false, &x->store, &error);
	for (uint32_t i = 0; status == EMEND_OK && i < x->folder.page_count; i++)
		if (!i || x->folder.pages[i].file != x->folder.pages[i - 1].file)
			export_file(x, x->folder.files[x->folder.pages[i].file]);
	if (status != EMEND_OK)
		fail(x, &error);
	store_close(x->store);
	folder_close(&x->folder);
	return exit_status(x->failed, x->done, x->last);
}

int command_export(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "DIR",
		.doc = "Write the pages of a folder with the decisions that 'emend review' has kept: in place, in the "
		       "formats that are there, or into another folder."};
	struct settings s = {0};
	struct export x = {.settings = &s};
	struct emend_error error;
	argp_parse(&argp, argc, argv, 0, NULL, &s);
	int status = EXIT_NOTHING_DONE;
	if (emend_new(&(struct emend_options){.stages = "none"}, &x.emend, &error) == EMEND_OK)
		status = export_all(&x);
	else
		print_error(&error);
	emend_drop(x.emend);
	free(s.formats);
	return status;
}
