/* emend explain: the journal in words. */
#include "cli/stored.h"

#include "base/error.h"

static enum emend_status explain_page(void *context, struct emend_page *page, struct emend_error *error)
{
	(void)context;
	emend_explain(page, stdout, shows_colour(stdout));
	if (fflush(stdout))
		return error_set(error, EMEND_BAD_OUTPUT, "the result cannot be written; is the disk full?");
	return EMEND_OK;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	if (key == ARGP_KEY_NO_ARGS)
		argp_error(state, "name the JSON files that 'emend restore -f json' wrote, or -");
	return ARGP_ERR_UNKNOWN;
}

int command_explain(int argc, char **argv)
{
	const struct argp argp = {
		.parser = parse,
		.args_doc = "FILE.json…",
		.doc = "Print every edit of restored pages: where it was made, what stood there before, why it was "
		       "changed, and how sure that is."};
	int first;
	argp_parse(&argp, argc, argv, ARGP_NO_ARGS, &first, NULL);
	return stored_files(&(struct stored_command){.page = explain_page}, argv + first, argc - first);
}
