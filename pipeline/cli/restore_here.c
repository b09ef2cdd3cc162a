/* emend restore in one process: to standard output, of standard input, or as a developer looks at it. */
#include "cli/restore.h"

#include <stdlib.h>
#include <string.h>

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

void clear_progress(void)
{
	if (is_terminal(stderr))
		fputs("\r\033[K", stderr);
}

void tell_error(const struct emend_error *error)
{
	clear_progress();
	print_error(error);
}

void tell_note(void *context, const char *note)
{
	(void)context;
	clear_progress();
	fprintf(stderr, "emend: %s\n", note);
}

static void tell_witness(void *context, const struct emend_error *error)
{
	(void)context;
	tell_error(error);
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
			tell_error(error);
		return EMEND_OK;
	}
	t->unwitnessed += witnesses_give(witnesses, emend, page);
	emend_restore(emend, page);
	status = output_picture(output, page, error);
	emend_page_drop_scan(page);
	t->held[t->held_count++] = page;
	t->done++;
	if (status != EMEND_BAD_INPUT)
		return status;
	tell_error(error);
	t->undrawn++;
	return EMEND_OK;
}

/* Restores all pages of one input. Gives how many of them failed, or -1 where nothing was written. */
static int restore_input(struct emend *emend, struct restore *r, int i, const char *name, struct emend_error *error)
{
	struct emend_input *input;
	struct output output;
	struct emend_error other;
	struct tally t = {0};
	if (output_check(&r->output, name, r->inputs.paths[i], error) != EMEND_OK)
		return -1;
	if (emend_open(emend, r->inputs.paths[i], &input, error) != EMEND_OK)
		return -1;
	int pages = emend_page_count(input);
	t.unwitnessed = witnesses_open(&r->witnesses, emend);
	enum emend_status status = output_begin(&output, &r->output, emend_source(input), name, pages, error);
	while (status == EMEND_OK) {
		show_progress(r->inputs.paths[i], i, r->inputs.count, t.done + t.failed + 1, pages);
		status = restore_page(emend, input, &r->witnesses, &output, &t, error);
		if (t.held_count == EMEND_RUN_PAGES || status != EMEND_OK)
			end_run(emend, &output, &t, status == EMEND_OK || status == EMEND_END);
	}
	emend_list_notes(input, tell_note, NULL);
	emend_close(input);
	witnesses_close(&r->witnesses);
	if (status != EMEND_END || (!t.done && t.failed)) {
		output_end(&output, status != EMEND_END, &other);
		if (status == EMEND_END && pages > 1)
			snprintf(error->message, sizeof error->message, "%s: none of its %d pages could be read",
				 r->inputs.paths[i], pages);
		return -1;
	}
	return output_end(&output, true, error) == EMEND_OK ? t.failed + t.undrawn + t.unwitnessed : -1;
}

int restore_here(struct emend *emend, struct restore *r)
{
	r->witnesses.tell = tell_witness;
	r->witnesses.tell_note = tell_note;
	char **names = output_names(r->inputs.paths, r->inputs.count);
	int failed = r->inputs.failed, done = 0;
	enum emend_status last = EMEND_OK;
	for (int i = 0; i < r->inputs.count; i++) {
		struct emend_error error = {0};
		if (i && !r->output.folder && done)
			fputs(format_between(r->output.formats[0]), stdout);
		int bad_pages = restore_input(emend, r, i, names[i], &error);
		failed += bad_pages != 0;
		done += bad_pages >= 0;
		if (bad_pages < 0) {
			tell_error(&error);
			last = error.status;
		}
		if (last == EMEND_BAD_OPTION || last == EMEND_UNAVAILABLE || last == EMEND_BAD_OUTPUT)
			break; /* it would be the same for every other input */
	}
	clear_progress();
	for (int i = 0; i < r->inputs.count; i++)
		free(names[i]);
	free(names);
	return exit_status(failed, done, last);
}
