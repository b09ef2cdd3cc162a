/* emend revert: what the recogniser read, from stored pages. */
#include "batch/output.h"
#include "cli/stored.h"

struct revert {
	const char *format;
	struct emend_writer *writer;
	char **files;
	int file_count, files_begun;
};

static const struct argp_option options[] = {
	{"format", 'f', "FORMAT", 0,
	 "raw: the lines as they were read (the default); json: the page before any edit; txt", 0},
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct revert *r = state->input;
	switch (key) {
	case 'f': r->format = arg; return 0;
	case ARGP_KEY_ARGS:
		r->files = state->argv + state->next;
		r->file_count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "name the JSON files that 'emend restore -f json' wrote, or -");
		return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static enum emend_status begin_file(void *context, const char *source, struct emend_error *error)
{
	struct revert *r = context;
	const char *between = format_between(r->format);
	if (r->files_begun++ && !between) {
		error->status = EMEND_BAD_OPTION;
		snprintf(error->message, sizeof error->message,
			 "%s: left out: a stream holds one document of the format '%s'; name one file", source,
			 r->format);
		return error->status;
	}
	if (r->files_begun > 1)
		fputs(between, stdout);
	return emend_writer_new(r->format, &(struct emend_writer_options){.source = source}, stdout, &r->writer, error);
}

static enum emend_status revert_page(void *context, struct emend_page *page, struct emend_error *error)
{
	struct revert *r = context;
	enum emend_status status = emend_revert(page, error);
	if (status == EMEND_OK)
		emend_writer_page(r->writer, page);
	return status;
}

static enum emend_status end_file(void *context, struct emend_error *error)
{
	struct revert *r = context;
	return emend_writer_finish(r->writer, error);
}

int command_revert(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "FILE.json…",
		.doc = "Undo every edit of restored pages, and print what the recogniser read, byte for byte."};
	struct revert r = {.format = "raw"};
	argp_parse(&argp, argc, argv, 0, NULL, &r);
	const struct stored_command command = {&r, begin_file, revert_page, end_file};
	return stored_files(&command, r.files, r.file_count);
}
