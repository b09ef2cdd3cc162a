/* What emend restore was asked to do, and the two ways in which it is done. */
#ifndef EMEND_CLI_RESTORE_H
#define EMEND_CLI_RESTORE_H

#include "batch/inputs.h"
#include "batch/output.h"
#include "batch/witnesses.h"
#include "cli/cli.h"

struct restore {
	struct emend_options emend;
	struct output_options output;
	char *formats; /* the --format list, cut at its commas */
	struct witnesses witnesses;
	struct inputs inputs;
	char **arguments; /* borrowed */
	int argument_count;
	const char *list; /* a file that names inputs; NULL: none */
	char list_end;    /* what ends a name there */
	int jobs;         /* worker processes */
	double page_timeout;
	int page_memory;
	int shard, shards;
	bool timing, log_json;
	bool known; /* the inputs need no naming */
};

/*
 * What the command is without options; and what they make of it. known: the inputs are known already, and none are
 * named. It is to be released, and wrong options end the program.
 */
struct restore restore_defaults(void);
void restore_parse(struct restore *r, int argc, char **argv, bool known);
void restore_release(struct restore *r);

/* In this process, one input after the other. Gives the exit status. */
int restore_here(struct emend *emend, struct restore *r);

/* In several processes, into a folder with a job database. */
int restore_batch(struct emend *emend, struct restore *r);

/* Of the shards of a job, which are joined, writes the results. */
struct merged;
int restore_merged(struct emend *emend, struct restore *r, struct merged *merged);

/* On standard error, over the line that shows how far the work is. */
void tell_error(const struct emend_error *error);
void tell_note(void *context, const char *note);
void clear_progress(void);

#endif
