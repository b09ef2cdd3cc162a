/* emend restore into a folder: by several processes, and what it says meanwhile. */
#include "cli/restore.h"

#include "base/utf8.h"
#include "batch/batch.h"
#include "batch/identity.h"
#include "batch/job.h"
#include "batch/merge.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
	stopped = signal;
}

static void catch_signals(void)
{
	struct sigaction action = {.sa_handler = stop, .sa_flags = SA_RESTART};
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
}

/* "1:05:09", "4:07". */
static void print_duration(double seconds)
{
	long s = (long)(seconds + 0.5);
	if (s >= 3600)
		fprintf(stderr, "%ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
	else
		fprintf(stderr, "%ld:%02ld", s / 60, s % 60);
}

/* How far the work is, on a terminal: one line that is written over. */
static void show_progress(const struct batch_counts *c)
{
	if (!is_terminal(stderr))
		return;
	int left = c->pages + c->uncounted - c->done - c->failed_pages;
	double rate = c->seconds > 0 ? c->done_now / c->seconds : 0;
	fprintf(stderr, "\r\033[K%d of %d%s pages, %.0f a minute", c->done, c->pages + c->uncounted,
		c->uncounted ? "+" : "", 60 * rate);
	if (rate > 0 && left > 0) {
		fputs(", ", stderr);
		print_duration(left / rate);
		fputs(" left", stderr);
	}
	if (c->failed_pages)
		fprintf(stderr, ", %d failed", c->failed_pages);
	fflush(stderr);
}

static void tell_event(void *context, const struct batch_event *e)
{
	(void)context;
	if (*e->message) {
		clear_progress();
		fprintf(stderr, "emend: %s\n", e->message);
	}
	show_progress(e->counts);
}

/* A string of JSON. What is no UTF-8, as a path may be, is U+FFFD in it. */
static void print_json_string(const char *text)
{
	struct str s = str_of(text);
	struct strbuf out = {0};
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if (c == '"' || c == '\\')
			strbuf_printf(&out, "\\%c", (char)c);
		else if (c < ' ')
			strbuf_printf(&out, "\\u%04x", c);
		else
			utf8_add(&out, c);
	}
	fprintf(stderr, "\"%.*s\"", STR_ARG(strbuf_str(&out)));
	strbuf_release(&out);
}

/* {"event":"page","path":"a.tif","page":1,"pages":4,"seconds":1.25,"done":7,"failed":0,"total":40} */
static void log_event(void *context, const struct batch_event *e)
{
	static const char *const names[] = {
		[BATCH_PAGE] = "page",           [BATCH_PAGE_FAILED] = "page-failed", [BATCH_RETRIED] = "page-retried",
		[BATCH_INPUT_FAILED] = "failed", [BATCH_WRITTEN] = "written",         [BATCH_NOTE] = "note"};
	(void)context;
	fprintf(stderr, "{\"event\":\"%s\",\"path\":", names[e->kind]);
	print_json_string(e->path);
	if (e->page)
		fprintf(stderr, ",\"page\":%d", e->page);
	if (e->page_count >= 0)
		fprintf(stderr, ",\"pages\":%d", e->page_count);
	if (e->kind == BATCH_PAGE || e->kind == BATCH_PAGE_FAILED)
		fprintf(stderr, ",\"seconds\":%.3f", e->page_seconds);
	if (*e->message) {
		fputs(",\"message\":", stderr);
		print_json_string(e->message);
	}
	fprintf(stderr, ",\"done\":%d,\"failed\":%d,\"total\":%d,\"elapsed\":%.3f}\n", e->counts->done,
		e->counts->failed_pages, e->counts->pages + e->counts->uncounted, e->counts->seconds);
}

static void tell_outcome(const struct restore *r, const struct batch_counts *c, const struct emend_error *error)
{
	clear_progress();
	if (error->status != EMEND_OK && !r->log_json)
		print_error(error);
	if (!r->log_json)
		return;
	fprintf(stderr, "{\"event\":\"end\",\"inputs\":%d,\"written\":%d,\"failed_inputs\":%d", c->inputs, c->written,
		c->failed);
	if (error->status != EMEND_OK) {
		fputs(",\"message\":", stderr);
		print_json_string(error->message);
	}
	fprintf(stderr, ",\"done\":%d,\"failed\":%d,\"total\":%d,\"elapsed\":%.3f}\n", c->done, c->failed_pages,
		c->pages, c->seconds);
}

static int run(struct emend *emend, struct restore *r, const struct inputs *inputs, struct job_identity identity,
	       bool merged)
{
	struct batch_counts counts = {0};
	struct emend_error error = {0};
	const struct batch_options options = {.emend = emend,
					      .output = &r->output,
					      .witnesses = &r->witnesses,
					      .workers = r->jobs,
					      .page_timeout = r->page_timeout,
					      .page_memory = r->page_memory,
					      .merged = merged,
					      .shard = r->shard,
					      .shards = r->shards,
					      .identity = identity,
					      .stop = &stopped,
					      .tell = r->log_json ? log_event : tell_event};
	catch_signals();
	enum emend_status status = batch_run(&options, inputs, &counts, &error);
	tell_outcome(r, &counts, &error);
	if (stopped)
		return 128 + stopped;
	int failed = counts.failed + r->inputs.failed + (status != EMEND_OK);
	/* What did not fail may be in other parts. */
	bool some = counts.done || (status == EMEND_OK && (r->shards || counts.inputs > counts.failed));
	return exit_status(failed, some, status);
}

int restore_batch(struct emend *emend, struct restore *r)
{
	struct strbuf pages = {0}, writing = {0};
	inputs_sort(&r->inputs);
	identify_pages(&pages, &r->emend, &r->witnesses);
	identify_writing(&writing, &r->output);
	int status = run(emend, r, &r->inputs, (struct job_identity){strbuf_str(&pages), strbuf_str(&writing)}, false);
	strbuf_release(&pages);
	strbuf_release(&writing);
	return status;
}

int restore_merged(struct emend *emend, struct restore *r, struct merged *merged)
{
	return run(emend, r, &merged->inputs,
		   (struct job_identity){strbuf_str(&merged->pages), strbuf_str(&merged->writing)}, true);
}
