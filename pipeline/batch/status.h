/* How far a job is: figures over its database, or over those of its shards, read while others may write them. */
#ifndef EMEND_BATCH_STATUS_H
#define EMEND_BATCH_STATUS_H

#include "base/error.h"
#include "base/str.h"

#include <stdint.h>

struct status_page {
	struct str path, error;    /* from the status's arena */
	struct str result;         /* of its files one that a person can open, relative to the folder; empty: none */
	int number, pages;         /* of its input */
	int words, edits, lacunae; /* 0 where it failed */
	float confidence;          /* mean of its words', percent; 0: nobody rated them */
	float doubt;               /* how many words are likely wrong or missing: what a person would look at first */
	double seconds;            /* what it took */
	bool failed;
	int database; /* the number of the one that it is in, and its key there */
	int64_t input;
};

struct status {
	struct arena arena;
	char *folder;
	char **databases;           /* their paths */
	int database_count, shards; /* shards: how many there are to be; 0: the job is not divided */
	struct status_page *pages;  /* that are done or failed: the most doubtful first, but those that failed before */
	int page_count;
	int inputs, written, failed_inputs, uncounted;
	int waiting, done, failed; /* pages */
	struct str *failures;      /* of inputs that could not be opened: why */
	int64_t words, edits, lacunae;
	double seconds; /* of all pages together */
};

/* Reads the folder's job; EMEND_BAD_INPUT where it has none. Release it in any case. */
enum emend_status status_read(struct status *s, const char *folder, struct emend_error *error);
void status_release(struct status *s);

/*
 * Writes an overview as HTML, with small pictures of the pages, in files of STATUS_ROWS pages: the first at path,
 * "x.html", the others at "x-2.html", …
 */
enum emend_status status_write_html(const struct status *s, const char *path, struct emend_error *error);
enum { STATUS_ROWS = 500 };

#endif
