/* Writes the results of inputs that have been read whole: what needs all pages of a run is done to them first. */
#ifndef EMEND_BATCH_FINISH_H
#define EMEND_BATCH_FINISH_H

#include "batch/job.h"
#include "batch/output.h"

struct finish_options {
	struct emend *emend;
	const struct output_options *output;
};

/*
 * Takes the inputs' pages out of the database, runs over them as one run, and writes the files; sends a REPLY_WRITTEN
 * for each input that has pages, and ends the process. inputs are numbers in the job; a page that failed leaves a gap.
 */
_Noreturn void finish_run(const struct finish_options *options, const struct job *job, const int *inputs, int count,
			  int fd);

#endif
