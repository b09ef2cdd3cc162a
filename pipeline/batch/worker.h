/* A worker: a process that restores pages, one task after the other, and has no right to write anything. */
#ifndef EMEND_BATCH_WORKER_H
#define EMEND_BATCH_WORKER_H

#include "emend.h"

struct witnesses;

struct worker_options {
	struct emend *emend;               /* loaded: what the worker has of it is shared */
	const struct witnesses *witnesses; /* of its only input; or none */
	int memory;                        /* megabytes beyond what it has at its start; 0: no limit */
};

/* Does the tasks that come through the socket until its other end is closed. Does not return. */
_Noreturn void worker_run(const struct worker_options *options, int fd);

#endif
