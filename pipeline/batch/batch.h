/*
 * Many pages: an archive is restored by several processes, and nothing that was done is lost or done twice.
 *
 * The job (batch/job.h) knows what is to be done, workers (batch/worker.h) restore pages, and other processes write the
 * results of runs (batch/finish.h). This one deals out tasks, notes results, and never opens an input itself. The same
 * call goes on with what an earlier one left, however that ended. Results do not depend on the number of workers.
 */
#ifndef EMEND_BATCH_BATCH_H
#define EMEND_BATCH_BATCH_H

#include "batch/job.h"
#include "batch/output.h"
#include "batch/witnesses.h"

#include <signal.h>

enum batch_event_kind {
	BATCH_PAGE,         /* a page is done */
	BATCH_PAGE_FAILED,  /* for good; message: why */
	BATCH_RETRIED,      /* a page failed, and is tried once more */
	BATCH_INPUT_FAILED, /* nothing of it could be done */
	BATCH_WRITTEN,      /* its files are in place */
	BATCH_NOTE          /* something was odd about it */
};

/* How far a job is. */
struct batch_counts {
	int inputs, written, failed;   /* failed: in part, too */
	int pages, done, failed_pages; /* pages: as far as they have been counted; done: in this call or before */
	int done_now;                  /* in this call */
	int uncounted;                 /* inputs whose pages have not been counted */
	double seconds;                /* since the call began to work */
};

struct batch_event {
	enum batch_event_kind kind;
	const char *path;    /* of the input */
	int page;            /* its number in it; 0: all of it */
	int page_count;      /* of the input */
	const char *message; /* one line for a person, or "" */
	double page_seconds; /* of a page: what it took */
	const struct batch_counts *counts;
};

struct batch_options {
	struct emend *emend;
	const struct output_options *output; /* its folder is that of the job too */
	const struct witnesses *witnesses;   /* of the only input; or NULL */
	int workers;
	double page_timeout; /* seconds; 0: none */
	int page_memory;     /* megabytes; 0: no limit */
	bool merged;       /* the pages are all done, by shards that were joined (batch/merge.h): writes the results */
	int shard, shards; /* from 1; 0 of 0: all. Results of a shard are not written, but kept for that */
	struct job_identity identity;
	volatile sig_atomic_t *stop; /* is set when the job is to end, as by a signal */
	void (*tell)(void *context, const struct batch_event *event);
	void *context;
};

/*
 * Restores the inputs. EMEND_OK: all that could be done is done, and counts says how much that was; else what stopped
 * it.
 */
enum emend_status batch_run(const struct batch_options *options, const struct inputs *inputs,
			    struct batch_counts *counts, struct emend_error *error);

#endif
