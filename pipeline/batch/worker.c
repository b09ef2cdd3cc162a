/* Restores pages in a process of its own: see worker.h. */
#include "batch/worker.h"

#include "base/error.h"
#include "batch/confine.h"
#include "batch/messages.h"
#include "batch/pack.h"
#include "batch/pool.h"
#include "batch/witnesses.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct worker {
	const struct worker_options *options;
	int fd;
	struct mailbox mail;
	struct emend_input *input; /* open; NULL: none */
	struct strbuf path;        /* its path */
	int position;              /* pages of it that are behind */
	struct witnesses witnesses;
	struct strbuf thumbnail; /* of the image that is being restored */
	struct strbuf notes;     /* about the task's input and its witnesses, a line each */
	const struct message *task;
};

static void close_input(struct worker *w)
{
	emend_close(w->input);
	w->input = NULL;
	w->path.n = 0;
	w->position = 0;
}

/* Opens the task's input, unless it is open already and not read beyond the page (from 1). EMEND_END: it has none. */
static enum emend_status need_input(struct worker *w, int first, struct emend_error *error)
{
	struct str path = w->task->parts[MESSAGE_TEXT];
	bool open = w->input && str_equal(strbuf_str(&w->path), path) && w->position < first;
	if (!open) {
		close_input(w);
		strbuf_add(&w->path, path);
		enum emend_status status = emend_open(w->options->emend, w->path.s, &w->input, error);
		if (status != EMEND_OK)
			return status;
	}
	if (w->position < first - 1 && emend_skip(w->input, first - 1 - w->position, error) == EMEND_END) {
		error_set(error, EMEND_BAD_INPUT, "%s: has no page %d any more", w->path.s, first);
		return EMEND_END;
	}
	w->position = first - 1;
	return EMEND_OK;
}

static void add_line(void *context, const char *line)
{
	strbuf_printf(context, "%s\n", line);
}

static void add_error(void *context, const struct emend_error *error)
{
	add_line(context, error->message);
}

static void count_pages(struct worker *w)
{
	struct emend_error error;
	struct message reply = {.kind = REPLY_COUNT, .input = w->task->input};
	reply.status = need_input(w, 1, &error);
	if (reply.status == EMEND_OK) {
		reply.count = emend_page_count(w->input);
		reply.image = emend_is_image(w->input);
		reply.parts[MESSAGE_TEXT] = str_of(emend_source(w->input));
	} else {
		reply.parts[MESSAGE_TEXT] = str_of(error.message);
	}
	message_send(w->fd, &reply);
}

static void add_figures(struct emend_figures *sum, struct emend_figures f)
{
	unsigned words = sum->words + f.words;
	if (words)
		sum->confidence = (sum->confidence * (float)sum->words + f.confidence * (float)f.words) / (float)words;
	sum->words = words;
	sum->edits += f.edits;
	sum->lacunae += f.lacunae;
	sum->pages += f.pages;
}

/* Of the first page of an image a small picture, for the overview. */
enum { THUMBNAIL_WIDTH = 160 };

static void draw_thumbnail(struct worker *w, const struct emend_page *page)
{
	char *jpeg = NULL;
	size_t size = 0;
	FILE *memory = w->thumbnail.n ? NULL : open_memstream(&jpeg, &size);
	if (!memory)
		return;
	emend_page_thumbnail(page, THUMBNAIL_WIDTH, memory);
	fclose(memory);
	strbuf_add(&w->thumbnail, (struct str){jpeg, size});
	free(jpeg);
}

/* Restores the page and writes it; and so, for the other side of a spread. What fails of a spread is told all the same.
 */
static enum emend_status restore_image(struct worker *w, struct emend_writer *writer, struct message *reply,
				       struct emend_error *error)
{
	enum emend_status worst = EMEND_OK;
	do {
		struct emend_error one;
		struct emend_page *page;
		enum emend_status status = emend_next(w->input, &page, worst == EMEND_OK ? error : &one);
		if (status != EMEND_OK) {
			worst = worst == EMEND_OK ? status : worst;
			continue;
		}
		reply->failed += witnesses_give(&w->witnesses, w->options->emend, page);
		emend_restore(w->options->emend, page);
		add_figures(&reply->figures, emend_page_figures(page));
		draw_thumbnail(w, page);
		emend_page_drop_scan(page);
		emend_writer_page(writer, page);
		emend_page_drop(page);
	} while (emend_is_spread(w->input));
	return worst;
}

/* Restores the next image or page, and sends it. False: there is none, or the job is gone. */
static bool restore_next(struct worker *w)
{
	struct emend_error error = {0};
	struct emend_writer *writer;
	struct message reply = {.kind = REPLY_PAGE, .input = w->task->input, .first = w->position + 1};
	char *json = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&json, &size);
	struct strbuf packed = {0};
	double begin = pool_now();
	w->thumbnail.n = 0;
	if (!memory || emend_writer_new("json", &(struct emend_writer_options){.source = emend_source(w->input)},
					memory, &writer, &error) != EMEND_OK)
		abort();
	reply.status = restore_image(w, writer, &reply, &error);
	struct emend_error unwritten;
	emend_writer_finish(writer, &unwritten);
	fclose(memory);
	if (reply.figures.pages)
		pack((struct str){json, size}, &packed);
	free(json);
	reply.parts[MESSAGE_TEXT] = str_of(error.message);
	reply.parts[MESSAGE_PAGES] = strbuf_str(&packed);
	reply.parts[MESSAGE_THUMBNAIL] = strbuf_str(&w->thumbnail);
	reply.seconds = pool_now() - begin;
	bool more = reply.status != EMEND_END;
	w->position += more;
	more = more && message_send(w->fd, &reply);
	strbuf_release(&packed);
	return more;
}

static void restore_pages(struct worker *w)
{
	struct emend_error error = {0};
	struct message done = {.kind = REPLY_DONE, .input = w->task->input};
	const struct message *task = w->task;
	w->notes.n = 0;
	done.status = need_input(w, task->first, &error);
	if (done.status == EMEND_OK) {
		done.failed = witnesses_open(&w->witnesses, w->options->emend);
		/* How many pages a stored document has is only known at its end. */
		bool more = true;
		int last = task->rest ? INT_MAX : task->first + task->count - 1;
		while (more && w->position < last)
			more = restore_next(w);
		if (task->rest)
			message_send(w->fd,
				     &(struct message){.kind = REPLY_END, .input = task->input, .count = w->position});
		emend_list_notes(w->input, add_line, &w->notes);
		witnesses_close(&w->witnesses);
		if (task->rest)
			close_input(w);
	}
	if (done.status == EMEND_END && task->rest) {
		message_send(w->fd,
			     &(struct message){.kind = REPLY_END, .input = task->input, .count = task->first - 1});
		done.status = EMEND_OK;
	}
	if (w->notes.n)
		message_send(w->fd, &(struct message){.kind = REPLY_NOTES,
						      .input = task->input,
						      .parts = {[MESSAGE_TEXT] = strbuf_str(&w->notes)}});
	done.parts[MESSAGE_TEXT] = str_of(error.message);
	message_send(w->fd, &done);
}

_Noreturn void worker_run(const struct worker_options *options, int fd)
{
	struct worker w = {.options = options, .fd = fd};
	struct message task;
	bool wrong;
	if (options->witnesses)
		w.witnesses = *options->witnesses;
	w.witnesses.tell = add_error;
	w.witnesses.tell_note = add_line;
	w.witnesses.context = &w.notes;
	confine(options->memory);
	do {
		while (mailbox_next(&w.mail, &task, &wrong)) {
			w.task = &task;
			if (task.kind == TASK_COUNT)
				count_pages(&w);
			else
				restore_pages(&w);
		}
	} while (!wrong && mailbox_fill(&w.mail, fd));
	_exit(0); /* nothing is freed: the process is at its end */
}
