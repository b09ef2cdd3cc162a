/* Joins the shards of a job, each of which was done by itself, into one job database. */
#ifndef EMEND_BATCH_MERGE_H
#define EMEND_BATCH_MERGE_H

#include "batch/inputs.h"
#include "base/str.h"

/* What was joined: its inputs, and what it was done with (batch/identity.h). */
struct merged {
	struct inputs inputs;
	struct strbuf pages, writing;
};

/*
 * Looks for shards, shards/K-of-N/emend.db, in the folder and in those given beside it; checks that all N are there,
 * done with the same inputs and options, and that none is at work or has pages left; and copies their pages into the
 * folder's database, whose own it replaces. merged is all zero, and to be released in any case. EMEND_BAD_INPUT says
 * which shard lacks what.
 */
enum emend_status merge_shards(const char *folder, char *const *others, int count, struct merged *merged,
			       struct emend_error *error);
void merged_release(struct merged *merged);

#endif
