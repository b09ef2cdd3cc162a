/*
 * A job: the inputs that are restored into one folder, their pages, and how far each has come, in a SQLite database.
 *
 *	DIR/emend.db
 *	  meta    what the job is done with: versions and options
 *	  input   a row a file: its name, size, time, state ("waiting", "read", "written", "failed")
 *	  page    a row a page of it: state ("waiting", "done", "failed", "elsewhere": of another shard), tries, figures
 *	  result  the page as JSON, packed (batch/pack.h), as it is before the run's other pages are known; a thumbnail
 *	  output  the files that were written, and of which input
 *
 * A page here is an image of a file, or a page of a stored document; the image of two facing pages is one. Pages count
 * from 1. A result is kept when its files are written: a change of the formats, or a new page in the run, then costs no
 * recognition.
 *
 * The files of a folder that have one page each are a run, in natural order, EMEND_RUN_PAGES at a time: a window. Other
 * files are runs by themselves.
 */
#ifndef EMEND_BATCH_JOB_H
#define EMEND_BATCH_JOB_H

#include "batch/database.h"
#include "batch/inputs.h"

enum input_state { INPUT_WAITING, INPUT_READ, INPUT_WRITTEN, INPUT_FAILED, INPUT_STATES };

struct job_input {
	int64_t id;
	char *path, *name;     /* name: of its results, without folder and extension */
	int64_t size, changed; /* bytes; time of its last change in ns */
	int page_count;        /* -1: not known yet */
	int open_pages;        /* that are waiting; of a sequential input, and its end, until that was seen */
	int read_pages;        /* that are done */
	int window;            /* number of the one that it is in */
	enum input_state state;
	bool image;  /* its pages can be read one by one; known with page_count */
	bool failed; /* a page of it, or all of it */
	bool ended;  /* page_count is sure: the end of a sequential input was seen */
};

/* Inputs that stand beside each other in the job. */
struct job_window {
	int first, count;
	int open; /* inputs of it that are waiting */
};

struct job {
	struct database *db;
	char *path;
	int lock; /* file descriptor; -1: none */
	struct job_input *inputs;
	struct job_window *windows;
	int input_count, window_count;
	int shard, shards; /* from 1; 0 of 0: the job is not divided */
	bool merged;       /* it was joined from shards, and no input is looked at: set before job_open */
	bool witnessed;    /* its input has further witnesses, read page by page beside it: set before job_open */
};

/* What decides whether a page that is done must be done again, and whether its files must be written again. */
struct job_identity {
	struct str pages, writing;
};

/*
 * Opens or makes the database at path for the inputs, which are named so; what has changed since it was last open is
 * waiting again, and so is what failed. EMEND_BAD_OUTPUT: it cannot be written, or another process works on it.
 */
enum emend_status job_open(struct job *job, const char *path, const struct inputs *inputs,
			   const struct job_identity *identity, int shard, int shards, struct emend_error *error);
void job_close(struct job *job);

/* The path of the database of a shard, or of the whole (0 of 0), in the folder; malloc'ed. */
char *job_path(const char *folder, int shard, int shards);

/* Makes or finds the tables in a database that is open for writing; an error tells of another version. */
enum emend_status job_make_tables(struct database *db, const char *path, struct emend_error *error);

/* Locks the database file, and gives its descriptor, which is to be closed; -1 and an error where another has it. */
int job_lock(const char *path, struct emend_error *error);

/* Adds what the job's meta table has of that key. */
void job_meta(struct database *db, const char *key, struct strbuf *out);

/* K and N of a shard's folder, "K-of-N"; false where the name is none such. */
bool job_parse_shard(const char *name, int *k, int *n);

/* What is to be noted of a page that was worked on. */
struct job_page {
	int number;
	bool done; /* else it failed */
	int tries;
	double seconds;
	struct str error; /* why it failed, or a part of it */
	struct emend_figures figures;
	struct str pages, thumbnail; /* pages: packed; empty where it failed */
};

/* Notes how many pages the input has, of which those of other shards are not done here; source: its pages' scan. */
void job_count(struct job *job, struct job_input *in, int pages, bool image, struct str source);
void job_record(struct job *job, struct job_input *in, const struct job_page *page);
/* The document ended after so many pages: it has no more, whatever was counted. */
void job_end(struct job *job, struct job_input *in, int pages);
void job_note(struct job *job, struct job_input *in, struct str notes);
/* All of the input failed, before or after it was read. */
void job_fail(struct job *job, struct job_input *in, struct str error);
void job_written(struct job *job, struct job_input *in, struct str outputs);

/* Calls each with the numbers of the input's pages that are waiting, the last first. */
void job_list_waiting(struct job *job, const struct job_input *in, void (*each)(void *context, int number),
		      void *context);

/* Are the input's pages done one after the other by one worker, which finds its end? Documents that are no images. */
bool job_is_sequential(const struct job *job, const struct job_input *in);

/* Does the shard of the job do that page? */
bool job_has(const struct job *job, const char *path, int number);

#endif
