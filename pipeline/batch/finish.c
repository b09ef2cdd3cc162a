/* From stored pages to written files: see finish.h. */
#include "batch/finish.h"

#include "batch/messages.h"
#include "batch/pack.h"
#include "batch/pool.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A page that waits for the others of its run. */
struct held {
	struct emend_page *page;
	int input;                 /* its number in the job */
	unsigned in_input, in_run; /* its numbers there, from 1 */
};

struct finish {
	const struct finish_options *options;
	const struct job *job;
	struct database *db; /* of this process */
	int fd;
	double told;                           /* when it last told that it goes on; seconds */
	struct held held[EMEND_RUN_PAGES + 1]; /* of a spread both sides */
	int held_count;
	unsigned in_run, in_input; /* numbers of the last page */
	struct output output;
	int writing;          /* number of the input whose output is begun; -1: none */
	int refused;          /* number of the one whose output could not be begun */
	struct strbuf files;  /* of it */
	struct strbuf source; /* the name that its pages' scan has */
};

/* A process that says nothing for as long as a page may take is ended; one that writes many pages says that it goes on.
 */
static void tell_alive(struct finish *f)
{
	double now = pool_now();
	if (now - f->told < 1)
		return;
	message_send(f->fd, &(struct message){.kind = REPLY_ALIVE});
	f->told = now;
}

static void send_written(struct finish *f, enum emend_status status, const struct emend_error *error)
{
	struct str text = status == EMEND_OK ? strbuf_str(&f->files) : str_of(error->message);
	message_send(f->fd, &(struct message){.kind = REPLY_WRITTEN,
					      .input = f->writing,
					      .status = status,
					      .parts = {[MESSAGE_TEXT] = text}});
	f->writing = -1;
}

/* Was the file written now? The names of those that were end in a zero each. */
static bool is_written(const struct finish *f, struct str path)
{
	for (size_t at = 0; at < f->files.n; at += strlen(f->files.s + at) + 1)
		if (str_equal(str_of(f->files.s + at), path))
			return true;
	return false;
}

/* Removes the files of pages that the input had when it was written last, and has no more. */
static void remove_old_pages(struct finish *f)
{
	const struct job_input *in = &f->job->inputs[f->writing];
	struct statement *s = database_prepare(f->db, "SELECT path FROM output WHERE input = ?1");
	statement_int(s, 1, in->id);
	while (statement_next(s)) {
		struct str path = column_text(s, 0);
		if (output_is_page(f->options->output, in->name, path.s) && !is_written(f, path))
			unlink(path.s);
	}
	statement_reset(s);
}

static void end_output(struct finish *f)
{
	struct emend_error error;
	if (f->writing < 0)
		return;
	enum emend_status status = output_end(&f->output, true, &error);
	if (status == EMEND_OK)
		remove_old_pages(f);
	send_written(f, status, &error);
}

static void begin_output(struct finish *f, int input)
{
	const struct job_input *in = &f->job->inputs[input];
	struct statement *s = database_prepare(f->db, "SELECT source FROM input WHERE id = ?1");
	struct emend_error error;
	end_output(f);
	f->writing = input;
	f->files.n = f->source.n = 0;
	statement_int(s, 1, in->id);
	if (statement_next(s))
		strbuf_add(&f->source, column_text(s, 0));
	statement_reset(s);
	enum emend_status status =
		output_begin(&f->output, f->options->output, f->source.s, in->name, in->page_count, &error);
	f->output.files = &f->files;
	if (status != EMEND_OK) {
		f->refused = input;
		send_written(f, status, &error);
	}
}

/* The pages that are held are a run, or the next part of one: restores and writes them. */
static void flush_held(struct finish *f)
{
	struct emend_page *pages[EMEND_RUN_PAGES + 1];
	for (int i = 0; i < f->held_count; i++) {
		pages[i] = f->held[i].page;
		emend_page_renumber(pages[i], f->held[i].in_run);
	}
	emend_restore_run(f->options->emend, pages, f->held_count);
	for (int i = 0; i < f->held_count; i++) {
		const struct held *h = &f->held[i];
		emend_page_renumber(h->page, h->in_input);
		if (f->writing != h->input && f->refused != h->input)
			begin_output(f, h->input);
		if (f->writing >= 0)
			output_page(&f->output, h->page);
		emend_page_drop(h->page);
		tell_alive(f);
	}
	f->held_count = 0;
}

static void hold(struct finish *f, struct emend_page *page, int input)
{
	f->held[f->held_count++] =
		(struct held){.page = page, .input = input, .in_input = ++f->in_input, .in_run = ++f->in_run};
}

/* Holds the pages that are packed: one, or the two of a spread. False where they cannot be read. */
static bool hold_packed(struct finish *f, int input, struct str packed)
{
	struct strbuf json = {0};
	struct emend_input *in = NULL;
	struct emend_page *page;
	struct emend_error error;
	bool good = unpack(packed, &json) && emend_open_memory(f->options->emend, f->job->inputs[input].path, json.s,
							       json.n, &in, &error) == EMEND_OK;
	while (good && emend_next(in, &page, &error) == EMEND_OK)
		hold(f, page, input);
	emend_close(in);
	strbuf_release(&json);
	return good;
}

static void hold_input(struct finish *f, int input)
{
	struct statement *s = database_prepare(
		f->db, "SELECT page.number, result.pages FROM page LEFT JOIN result USING(input, number)"
		       " WHERE page.input = ?1 ORDER BY page.number");
	f->in_input = 0;
	statement_int(s, 1, f->job->inputs[input].id);
	while (statement_next(s)) {
		struct str packed = column_text(s, 1);
		tell_alive(f);
		if (f->held_count >= EMEND_RUN_PAGES)
			flush_held(f);
		if (packed.n && hold_packed(f, input, packed))
			continue;
		f->in_input++;
		f->in_run++;
	}
	if (!f->job->inputs[input].page_count)
		begin_output(f, input); /* an empty document is written too */
}

_Noreturn void finish_run(const struct finish_options *options, const struct job *job, const int *inputs, int count,
			  int fd)
{
	struct finish f = {.options = options, .job = job, .fd = fd, .writing = -1, .refused = -1};
	struct emend_error error;
	enum emend_status status = database_open(job->path, DATABASE_READ, &f.db, &error);
	for (int i = 0; i < count && status == EMEND_OK; i++)
		hold_input(&f, inputs[i]);
	if (status == EMEND_OK)
		status = database_check(f.db, &error);
	flush_held(&f);
	end_output(&f);
	message_send(fd,
		     &(struct message){.kind = REPLY_DONE,
				       .status = status,
				       .parts = {[MESSAGE_TEXT] = str_of(status == EMEND_OK ? "" : error.message)}});
	_exit(0);
}
