/*
 * Running the command as a user would, and a folder to work in.
 *
 *	struct run run = RUN("restore", "samples/clean.tif");
 *	cr_assert_eq(run.status, 0);
 *	run_release(&run);
 *
 * The command is $EMEND, its working directory $EMEND_ROOT.
 */
#ifndef EMEND_TESTS_RUN_H
#define EMEND_TESTS_RUN_H

#include "base/str.h"

struct run {
	int status;             /* exit status; 128 and the signal's number where a signal ended it */
	struct strbuf out, err; /* what it wrote; both end in a NUL */
};

/* args ends in NULL. The input is piped in; an empty one gives an empty pipe. */
struct run run_command(const char *const *args, struct str input);
void run_release(struct run *r);
#define RUN(...) run_command((const char *const[]){getenv("EMEND"), __VA_ARGS__, NULL}, STR(""))

/* Runs it, checks the exit status, and that nothing was said on standard error, and gives what it wrote. */
struct strbuf run_ok(const char *const *args);
#define OUTPUT_OF(...) run_ok((const char *const[]){getenv("EMEND"), __VA_ARGS__, NULL})

/*
 * A command that goes on in the background until finish_command waits for its end.
 *
 *	struct background b = START("restore", "scans", "-o", "out");
 *	kill(b.pid, SIGTERM);
 *	struct run run = finish_command(&b);
 */
struct background {
	int pid, out, err;
};
struct background start_command(const char *const *args);
struct run finish_command(struct background *b);
#define START(...) start_command((const char *const[]){getenv("EMEND"), __VA_ARGS__, NULL})

/* Has it said that on standard error until now? */
bool has_said(const struct background *b, const char *text);

/*
 * The child of the process, 0 its eldest, when it has used so many ms of processor time; 0: the process has ended
 * before.
 */
int wait_for_child(int pid, int which, int milliseconds);

/* Expects the JSON in the file to be valid by a schema of the checkout. */
void expect_valid_json(const char *path, const char *schema);

unsigned count_lines(struct str s);

/* A folder of this process that is removed with all that is in it by scratch_remove; for a suite's .init and .fini. */
void scratch_make(void);
void scratch_remove(void);

/* The path of a file in that folder; valid until scratch_remove. */
const char *scratch(const char *name);

/* The same with the given bytes written into it. */
const char *scratch_file(const char *name, struct str bytes);

/* How many files and folders stand in a folder, or -1. */
int count_entries(const char *path);

/* Takes a whole file in; fails the test where it cannot be read. */
struct strbuf read_file(const char *path);

/* A path in the checkout, from the same memory as scratch's. */
const char *in_checkout(const char *path);

#endif
