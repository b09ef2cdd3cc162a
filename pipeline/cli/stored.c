/* Going through the pages of stored results. */
#include "cli/stored.h"

static enum emend_status open_stored(struct emend *emend, const char *path, struct emend_input **input,
				     struct emend_error *error)
{
	enum emend_status status = emend_open(emend, path, input, error);
	if (status != EMEND_OK || emend_is_stored(*input))
		return status;
	error->status = EMEND_BAD_INPUT;
	snprintf(error->message, sizeof error->message,
		 "%s: is a scan; first make its JSON with 'emend restore -f json', and name that", path);
	return error->status;
}

static enum emend_status do_pages(const struct stored_command *c, struct emend_input *input, struct emend_error *error)
{
	struct emend_page *page;
	enum emend_status status = c->begin ? c->begin(c->context, emend_source(input), error) : EMEND_OK;
	if (status != EMEND_OK)
		return status;
	while (status == EMEND_OK && (status = emend_next(input, &page, error)) == EMEND_OK) {
		status = c->page(c->context, page, error);
		emend_page_drop(page);
	}
	struct emend_error other;
	enum emend_status ended = c->end ? c->end(c->context, status == EMEND_END ? error : &other) : EMEND_OK;
	return status == EMEND_END ? ended : status;
}

int stored_files(const struct stored_command *command, char *const *paths, int count)
{
	struct emend_error error = {0};
	struct emend *emend;
	int failed = 0;
	if (emend_new(&(struct emend_options){.stages = "none"}, &emend, &error) != EMEND_OK) {
		print_error(&error);
		return EXIT_NOTHING_DONE;
	}
	for (int i = 0; i < count; i++) {
		struct emend_input *input = NULL;
		enum emend_status status = open_stored(emend, paths[i], &input, &error);
		if (status == EMEND_OK)
			status = do_pages(command, input, &error);
		emend_close(input);
		if (status != EMEND_OK) {
			print_error(&error);
			failed++;
		}
	}
	emend_drop(emend);
	return exit_status(failed, count - failed, error.status);
}
