/* Reads further witnesses beside the input: see witnesses.h. */
#include "batch/witnesses.h"

#include <stdlib.h>
#include <string.h>

struct witness_file {
	const char *path;
	struct emend_input *input; /* NULL: it cannot be used any more */
	struct emend_page *next;   /* read already, for a later page of the input */
};

void witnesses_add(struct witnesses *w, const char *path)
{
	struct witness_file *files = realloc(w->files, ((size_t)w->count + 1) * sizeof *files);
	if (!files)
		abort();
	w->files = files;
	w->files[w->count++] = (struct witness_file){.path = path};
}

void witnesses_release(struct witnesses *w)
{
	free(w->files);
	*w = (struct witnesses){0};
}

void witnesses_list(const struct witnesses *w, void (*each)(void *context, const char *path), void *context)
{
	for (int i = 0; i < w->count; i++)
		each(context, w->files[i].path);
}

int witnesses_open(struct witnesses *w, struct emend *emend)
{
	int failed = 0;
	for (int i = 0; i < w->count; i++) {
		struct emend_error error;
		if (emend_open(emend, w->files[i].path, &w->files[i].input, &error) == EMEND_OK)
			continue;
		w->tell(w->context, &error);
		failed++;
	}
	return failed;
}

void witnesses_close(struct witnesses *w)
{
	for (int i = 0; i < w->count; i++) {
		emend_page_drop(w->files[i].next);
		w->files[i].next = NULL;
		if (w->files[i].input)
			emend_list_notes(w->files[i].input, w->tell_note, w->context);
		emend_close(w->files[i].input);
		w->files[i].input = NULL;
	}
}

/* The file's page of that number; on failure says what is wrong with it. */
static enum emend_status find_page(struct witness_file *f, unsigned number, struct emend_page **page,
				   struct emend_error *error)
{
	enum emend_status status = EMEND_OK;
	*page = NULL;
	while (status == EMEND_OK && (!f->next || emend_page_number(f->next) < number)) {
		emend_page_drop(f->next);
		status = emend_next(f->input, &f->next, error);
	}
	if (status == EMEND_OK && emend_page_number(f->next) == number) {
		*page = f->next;
		f->next = NULL;
	} else if (status == EMEND_OK || status == EMEND_END) {
		status = error->status = EMEND_BAD_INPUT;
		snprintf(error->message, sizeof error->message,
			 "%s: has no page %u, and the input has; that page is restored without this witness", f->path,
			 number);
	}
	return status;
}

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

int witnesses_give(struct witnesses *w, struct emend *emend, struct emend_page *page)
{
	int failed = 0;
	for (int i = 0; i < w->count; i++) {
		struct emend_error error;
		struct emend_page *witness;
		if (!w->files[i].input)
			continue;
		enum emend_status status = find_page(&w->files[i], emend_page_number(page), &witness, &error);
		if (status == EMEND_OK) {
			emend_restore(emend, witness);
			emend_page_drop_scan(witness);
			status = emend_page_add_witness(page, witness, file_name(w->files[i].path), &error);
		}
		if (status == EMEND_OK)
			continue;
		w->tell(w->context, &error);
		failed++;
	}
	return failed;
}
