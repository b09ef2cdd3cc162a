/* Deals out the tasks of a job and notes what comes of them: see batch.h. */
#include "batch/batch.h"

#include "batch/pool.h"

#include <stdlib.h>
#include <string.h>

/* How often a page is tried before it is given up. */
enum { MOST_TRIES = 2 };

struct batch {
	const struct batch_options *options;
	struct job job;
	struct pool pool;
	struct worker_options worker;
	struct finish_options finish;
	struct output_options output; /* with the folder for unfinished files */
	struct task *stack;           /* of what is to be done: the next one last */
	int depth;
	struct batch_counts counts;
	double begun;
	enum emend_status status; /* what stops it */
	struct emend_error error;
};

static void push(struct batch *b, struct task task)
{
	b->stack = must_realloc(b->stack, (size_t)b->depth + 1, sizeof *b->stack);
	b->stack[b->depth++] = task;
}

static void stop(struct batch *b, enum emend_status status, struct str message)
{
	if (b->status == EMEND_OK)
		b->status = error_set(&b->error, status, "%.*s", STR_ARG(message));
}

static void tell(struct batch *b, enum batch_event_kind kind, const struct job_input *in, int page, struct str message,
		 double seconds)
{
	char line[sizeof b->error.message];
	snprintf(line, sizeof line, "%.*s", STR_ARG(message));
	b->counts.seconds = pool_now() - b->begun;
	b->options->tell(b->options->context, &(struct batch_event){.kind = kind,
								    .path = in->path,
								    .page = page,
								    .page_count = in->page_count,
								    .message = line,
								    .page_seconds = seconds,
								    .counts = &b->counts});
}

struct pushing {
	struct batch *batch;
	int input, base; /* base: how deep the stack was */
};

/* Of a sequential input pages that follow each other are one task. */
static void push_page(void *context, int number)
{
	const struct pushing *p = context;
	struct batch *b = p->batch;
	struct task *top = b->depth > p->base ? &b->stack[b->depth - 1] : NULL;
	if (top && top->first == number + 1 && job_is_sequential(&b->job, &b->job.inputs[p->input])) {
		top->first--;
		top->count += !top->rest;
	} else {
		push(b, (struct task){.input = p->input, .first = number, .count = 1});
	}
}

/* What is left to do of an input whose pages are counted. */
static void push_pages(struct batch *b, int input)
{
	struct job_input *in = &b->job.inputs[input];
	if (in->state != INPUT_WAITING || in->page_count < 0)
		return;
	struct pushing p = {.batch = b, .input = input, .base = b->depth};
	if (!in->ended)
		push(b, (struct task){.input = input, .first = in->page_count + 1, .rest = true});
	job_list_waiting(&b->job, in, push_page, &p);
}

/* A task for a process that writes: the input alone, or, where it has one page, all such inputs of its window. */
static struct task writing_task(const struct batch *b, int input)
{
	const struct job_input *in = &b->job.inputs[input];
	const struct job_window *w = &b->job.windows[in->window];
	struct task t = {.input = input, .inputs = must_alloc((size_t)w->count, sizeof *t.inputs)};
	for (int i = w->first; i < w->first + w->count && in->page_count == 1; i++)
		if (b->job.inputs[i].page_count == 1)
			t.inputs[t.count++] = i;
	if (!t.count)
		t.inputs[t.count++] = input;
	return t;
}

/* The input is read: pushes the writing of it, or of its window, when that is complete. */
static void push_writing(struct batch *b, int input)
{
	const struct job_input *in = &b->job.inputs[input];
	const struct job_window *w = &b->job.windows[in->window];
	if (b->job.shards)
		return;
	if (in->state == INPUT_READ && in->page_count != 1)
		push(b, writing_task(b, input));
	if (w->open)
		return;
	for (int i = w->first; i < w->first + w->count; i++)
		if (b->job.inputs[i].page_count == 1 && b->job.inputs[i].state == INPUT_READ) {
			push(b, writing_task(b, i));
			return;
		}
}

/* What failed in the shards. */
static void tell_failures(struct batch *b)
{
	struct statement *s = database_prepare(
		b->job.db, "SELECT path, coalesce(number, 0), coalesce(page.error, input.error) FROM input"
			   " LEFT JOIN page ON page.input = id AND page.state = 'failed'"
			   " WHERE number IS NOT NULL OR input.pages < 0 ORDER BY place, number");
	while (statement_next(s)) {
		struct strbuf path = {0};
		strbuf_add(&path, column_text(s, 0));
		const struct job_input in = {.path = path.s};
		int page = (int)column_int(s, 1);
		b->counts.failed_pages += page > 0;
		tell(b, page ? BATCH_PAGE_FAILED : BATCH_INPUT_FAILED, &in, page, column_text(s, 2), 0);
		strbuf_release(&path);
	}
}

/* What an earlier call has left to do; the first is pushed last. */
static void push_all(struct batch *b)
{
	for (int i = b->job.input_count - 1; i >= 0; i--) {
		const struct job_input *in = &b->job.inputs[i];
		const struct job_window *w = &b->job.windows[in->window];
		b->counts.uncounted += in->page_count < 0;
		b->counts.pages += in->page_count > 0 ? in->page_count : 0;
		b->counts.done += in->read_pages;
		b->counts.written += in->state == INPUT_WRITTEN;
		if (in->state == INPUT_WAITING && in->page_count < 0)
			push(b, (struct task){.input = i});
		push_pages(b, i);
		if (in->state == INPUT_READ && in->page_count != 1 && !b->job.shards)
			push(b, writing_task(b, i));
		if (i == w->first && !w->open)
			for (int k = i; k < i + w->count; k++)
				if (b->job.inputs[k].state == INPUT_READ && b->job.inputs[k].page_count == 1) {
					push_writing(b, k);
					break;
				}
	}
}

/* What follows when a page, or an input, is settled. */
static void go_on(struct batch *b, int input, enum input_state before)
{
	const struct job_input *in = &b->job.inputs[input];
	if (in->state == before || before != INPUT_WAITING)
		return;
	if (in->state == INPUT_FAILED && in->page_count > 1) {
		struct strbuf text = {0};
		strbuf_printf(&text, "%s: none of its %d pages could be read", in->path, in->page_count);
		tell(b, BATCH_INPUT_FAILED, in, 0, strbuf_str(&text), 0);
		strbuf_release(&text);
	}
	push_writing(b, input);
}

static void fail_input(struct batch *b, int input, struct str why)
{
	struct job_input *in = &b->job.inputs[input];
	enum input_state before = in->state;
	b->counts.uncounted -= in->page_count < 0 && before == INPUT_WAITING;
	job_fail(&b->job, in, why);
	tell(b, BATCH_INPUT_FAILED, in, 0, why, 0);
	go_on(b, input, before);
}

/* Notes a page that is done, or failed for good. */
static void record(struct batch *b, int input, const struct job_page *page)
{
	struct job_input *in = &b->job.inputs[input];
	enum input_state before = in->state;
	int pages = in->page_count;
	job_record(&b->job, in, page);
	b->counts.pages += in->page_count - pages;
	b->counts.done += page->done;
	b->counts.done_now++;
	b->counts.failed_pages += !page->done;
	tell(b, page->done ? BATCH_PAGE : BATCH_PAGE_FAILED, in, page->number, page->error, page->seconds);
	go_on(b, input, before);
}

/* Such an error would be the same for every input. */
static bool is_general(enum emend_status status)
{
	return status == EMEND_BAD_OPTION || status == EMEND_UNAVAILABLE || status == EMEND_BAD_OUTPUT;
}

static void take_count(struct batch *b, const struct message *m, int input)
{
	struct job_input *in = &b->job.inputs[input];
	enum input_state before = in->state;
	if (m->status != EMEND_OK) {
		fail_input(b, input, m->parts[MESSAGE_TEXT]);
		return;
	}
	b->counts.uncounted--;
	job_count(&b->job, in, m->count < 0 ? 0 : m->count, m->image, m->parts[MESSAGE_TEXT]);
	b->counts.pages += in->page_count;
	push_pages(b, input);
	go_on(b, input, before);
}

static void take_page(struct batch *b, const struct message *m, struct task *task)
{
	struct job_input *in = &b->job.inputs[task->input];
	if (m->first != task->first)
		return; /* not the page that was asked for */
	record(b, task->input,
	       &(struct job_page){.number = m->first,
				  .done = m->status == EMEND_OK,
				  .tries = task->tries + 1,
				  .seconds = m->seconds,
				  .error = m->parts[MESSAGE_TEXT],
				  .figures = m->figures,
				  .pages = m->parts[MESSAGE_PAGES],
				  .thumbnail = m->parts[MESSAGE_THUMBNAIL]});
	in->failed = in->failed || m->failed;
	task->first++;
	task->count -= !task->rest;
	task->tries = 0;
}

static void take_notes(struct batch *b, const struct message *m, struct job_input *in)
{
	struct str rest = m->parts[MESSAGE_TEXT];
	job_note(&b->job, in, rest);
	while (rest.n) {
		const char *end = memchr(rest.s, '\n', rest.n);
		struct str line = {rest.s, end ? (size_t)(end - rest.s) : rest.n};
		tell(b, BATCH_NOTE, in, 0, line, 0);
		rest = str_skip(rest, line.n + 1);
	}
}

static void take_written(struct batch *b, const struct message *m, const struct process *p)
{
	bool known = false;
	for (int i = 0; i < p->task.count && p->task.inputs; i++)
		known = known || p->task.inputs[i] == m->input;
	if (!known)
		return;
	struct job_input *in = &b->job.inputs[m->input];
	if (m->status != EMEND_OK && m->status != EMEND_BAD_OUTPUT) {
		fail_input(b, m->input, m->parts[MESSAGE_TEXT]);
	} else if (m->status == EMEND_OK) {
		b->counts.written += in->state != INPUT_WRITTEN;
		job_written(&b->job, in, m->parts[MESSAGE_TEXT]);
		tell(b, BATCH_WRITTEN, in, 0, STR(""), 0);
	}
}

/* What was to be written and is not: its pages could not be taken out of the database again, or as why says. */
static void end_writing(struct batch *b, const struct task *task, const char *why)
{
	for (int i = 0; i < task->count; i++)
		if (b->job.inputs[task->inputs[i]].state == INPUT_READ) {
			struct strbuf text = {0};
			strbuf_printf(&text, "%s: its restored pages could not be written%s%s",
				      b->job.inputs[task->inputs[i]].path, *why ? ": it " : "", why);
			fail_input(b, task->inputs[i], strbuf_str(&text));
			strbuf_release(&text);
		}
}

static void end_document(struct batch *b, int input, int pages)
{
	struct job_input *in = &b->job.inputs[input];
	enum input_state before = in->state;
	b->counts.pages += pages - in->page_count;
	job_end(&b->job, in, pages);
	go_on(b, input, before);
}

/* What the task has not done is failed; the pages behind it are done all the same. */
static void give_up(struct batch *b, const struct task *task, struct str why)
{
	const struct job_input *in = &b->job.inputs[task->input];
	if (!task->first)
		fail_input(b, task->input, why);
	else if (task->rest || task->count)
		record(b, task->input, &(struct job_page){.number = task->first, .tries = task->tries, .error = why});
	if (task->rest && task->first < in->page_count)
		push(b, (struct task){.input = task->input, .first = task->first + 1, .rest = true});
	else if (task->rest)
		end_document(b, task->input, in->page_count);
	else if (task->count > 1)
		push(b, (struct task){.input = task->input, .first = task->first + 1, .count = task->count - 1});
}

/* The input ended before the task: it has changed since its pages were counted. */
static void miss_page(struct batch *b, const struct task *task)
{
	struct strbuf text = {0};
	strbuf_printf(&text, "%s: has no page %d any more", b->job.inputs[task->input].path, task->first);
	give_up(b, task, strbuf_str(&text));
	strbuf_release(&text);
}

static void take_done(struct batch *b, const struct message *m, struct process *p)
{
	struct job_input *in = &b->job.inputs[p->task.input];
	if (p->task.inputs) {
		end_writing(b, &p->task, "");
	} else if (m->status != EMEND_OK) {
		give_up(b, &p->task, m->parts[MESSAGE_TEXT]);
	} else if (p->task.first && !p->task.rest && p->task.count) {
		miss_page(b, &p->task);
	}
	in->failed = in->failed || m->failed;
	process_rest(p);
}

static void take(struct batch *b, const struct message *m, struct process *p)
{
	int input = p->task.input;
	if (is_general(m->status)) {
		stop(b, m->status, m->parts[MESSAGE_TEXT]);
		return;
	}
	switch (m->kind) {
	case REPLY_COUNT:
		take_count(b, m, input);
		process_rest(p);
		break;
	case REPLY_PAGE: take_page(b, m, &p->task); break;
	case REPLY_NOTES: take_notes(b, m, &b->job.inputs[input]); break;
	case REPLY_END: end_document(b, input, m->count); break;
	case REPLY_WRITTEN: take_written(b, m, p); break;
	case REPLY_DONE: take_done(b, m, p); break;
	case REPLY_ALIVE:
	case TASK_COUNT:
	case TASK_PAGES: break;
	}
}

/* A process is gone: what it was at is tried once more, and then given up. */
static void take_end(struct batch *b, struct process *p, const char *why)
{
	struct task task = p->task;
	struct job_input *in = &b->job.inputs[task.input];
	struct strbuf text = {0};
	p->task.inputs = NULL;
	process_rest(p);
	strbuf_printf(&text, "%s: ", in->path);
	if (in->page_count > 1 && task.first)
		strbuf_printf(&text, "page %d: ", task.first);
	strbuf_printf(&text, "%s", why);
	if (++task.tries < MOST_TRIES) {
		strbuf_add(&text, STR("; it is tried once more"));
		tell(b, BATCH_RETRIED, in, task.first, strbuf_str(&text), 0);
		push(b, task);
	} else if (task.inputs) {
		end_writing(b, &task, why);
		free(task.inputs);
	} else {
		give_up(b, &task, strbuf_str(&text));
	}
	strbuf_release(&text);
}

static void hear(struct batch *b, struct process *p)
{
	struct message m;
	char why[300];
	if (!p->busy)
		return;
	bool ended = process_has_ended(p, why, sizeof why);
	while (b->status == EMEND_OK && process_next(p, &m))
		take(b, &m, p);
	if (ended && b->status == EMEND_OK && p->busy)
		take_end(b, p, why);
}

static void give_tasks(struct batch *b)
{
	for (int i = 0; i < b->pool.count && b->depth; i++) {
		struct slot *slot = &b->pool.slots[i];
		if (slot_is_busy(slot))
			continue;
		if (!pool_give(&b->pool, slot, &b->stack[b->depth - 1])) {
			stop(b, EMEND_UNAVAILABLE, STR("no process can be started; is there too little memory?"));
			return;
		}
		b->depth--;
	}
}

static bool is_idle(const struct batch *b)
{
	bool idle = !b->depth;
	for (int i = 0; i < b->pool.count; i++)
		idle = idle && !slot_is_busy(&b->pool.slots[i]);
	return idle;
}

static void work(struct batch *b)
{
	struct emend_error error;
	while (b->status == EMEND_OK && !is_idle(b)) {
		if (*b->options->stop) {
			stop(b, EMEND_UNAVAILABLE, STR("stopped; the same command goes on where it was"));
			return;
		}
		give_tasks(b);
		pool_wait(&b->pool);
		if (*b->options->stop)
			continue; /* the signal may have ended the workers too */
		for (int i = 0; i < b->pool.count; i++) {
			hear(b, &b->pool.slots[i].worker);
			hear(b, &b->pool.slots[i].writer);
		}
		if (database_check(b->job.db, &error) != EMEND_OK)
			stop(b, error.status, str_of(error.message));
	}
}

static void count_failures(struct batch *b)
{
	b->counts.failed = 0;
	for (int i = 0; i < b->job.input_count; i++)
		b->counts.failed += b->job.inputs[i].failed || b->job.inputs[i].state == INPUT_FAILED;
	b->counts.seconds = pool_now() - b->begun;
}

static void work_through(struct batch *b)
{
	const struct batch_options *o = b->options;
	struct strbuf unfinished = {0};
	strbuf_printf(&unfinished, "%s/.emend-unfinished", o->output->folder);
	b->output = *o->output;
	b->output.temporary = unfinished.s;
	b->finish = (struct finish_options){.emend = o->emend, .output = &b->output};
	b->worker = (struct worker_options){.emend = o->emend, .witnesses = o->witnesses, .memory = o->page_memory};
	b->pool = (struct pool){.worker = &b->worker,
				.finish = &b->finish,
				.job = &b->job,
				.page_timeout = o->page_timeout,
				.page_memory = o->page_memory};
	if (!o->shards)
		output_drop_unfinished(unfinished.s);
	push_all(b);
	if (o->merged)
		tell_failures(b);
	pool_init(&b->pool, o->workers);
	if (b->depth)
		emend_load(o->emend);
	work(b);
	pool_release(&b->pool);
	for (int i = 0; i < b->depth; i++)
		free(b->stack[i].inputs);
	free(b->stack);
	if (!o->shards)
		output_drop_unfinished(unfinished.s);
	strbuf_release(&unfinished);
}

enum emend_status batch_run(const struct batch_options *options, const struct inputs *inputs,
			    struct batch_counts *counts, struct emend_error *error)
{
	struct batch b = {.options = options, .begun = pool_now(), .counts.inputs = inputs->count};
	char *path = job_path(options->output->folder, options->shard, options->shards);
	b.job.merged = options->merged;
	b.job.witnessed = options->witnesses && options->witnesses->count;
	make_folders(path);
	b.status = job_open(&b.job, path, inputs, &options->identity, options->shard, options->shards, &b.error);
	for (int i = 0; i < b.job.input_count && b.status == EMEND_OK; i++)
		b.status = output_check(options->output, b.job.inputs[i].name, b.job.inputs[i].path, &b.error);
	if (b.status == EMEND_OK)
		work_through(&b);
	count_failures(&b);
	job_close(&b.job);
	free(path);
	*counts = b.counts;
	*error = b.error;
	return b.status;
}
