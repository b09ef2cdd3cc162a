/*
 * The processes of a job: workers that restore pages, and those that write results. Starts them, listens to them, and
 * ends those that take too long or too much.
 */
#ifndef EMEND_BATCH_POOL_H
#define EMEND_BATCH_POOL_H

#include "batch/finish.h"
#include "batch/messages.h"
#include "batch/worker.h"

#include <sys/types.h>

/* What a process works on: pages of an input, or the writing of several. */
struct task {
	int input;
	int first;   /* the next page; 0: the pages are to be counted */
	int count;   /* of pages that are left, or of inputs to be written */
	bool rest;   /* the pages are all from first on, however many */
	int tries;   /* that were in vain */
	int *inputs; /* of a process that writes: their numbers, owned; else NULL */
};

struct process {
	pid_t pid; /* 0: there is none */
	int fd;
	struct mailbox mail;
	struct task task;
	double heard; /* when it last said something, or got its task; seconds */
	double begun; /* when it got its task */
	int done;     /* tasks */
	bool busy;
	char ended[160]; /* why the job ended it; empty: it did not */
};

/* One runs at a time: the worker waits while results are written. */
struct slot {
	struct process worker, writer;
};

struct pool {
	struct slot *slots;
	int count;
	const struct worker_options *worker;
	const struct finish_options *finish;
	const struct job *job;
	double page_timeout; /* seconds a page; 0: none */
	double checked;      /* when the limits were last looked at */
	int page_memory;     /* megabytes a worker; 0: none */
};

void pool_init(struct pool *pool, int count);

/* Ends all processes at once. */
void pool_release(struct pool *pool);

/* Gives the slot, where nothing runs, a task; starts a process where it needs one. False: none can be started. */
bool pool_give(struct pool *pool, struct slot *slot, const struct task *task);

bool slot_is_busy(const struct slot *slot);

/* Waits until one says something, for a tenth of a second at most, and ends those that are over a limit. */
void pool_wait(struct pool *pool);

/* The next message of the process; false where there is none yet. */
bool process_next(struct process *p, struct message *m);

/*
 * Has it ended, in the midst of its task? why: how, for a person. What it has said last can still be taken; then
 * process_rest lets it go.
 */
bool process_has_ended(struct process *p, char *why, size_t size);

/* Its task is done. The worker ends where it has done enough. */
void process_rest(struct process *p);

double pool_now(void);

#endif
