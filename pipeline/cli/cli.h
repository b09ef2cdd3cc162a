/* What the subcommands share. */
#ifndef EMEND_CLI_CLI_H
#define EMEND_CLI_CLI_H

#include "emend.h"
#include "language/dictionary.h"
#include "language/trigrams.h"

#include <argp.h>

/* Exit status, as the manual page gives it. */
enum exit_status { EXIT_DONE = 0, EXIT_SOME_FAILED = 1, EXIT_USAGE = 2, EXIT_NOTHING_DONE = 3 };

struct command {
	const char *name, *summary;
	int (*run)(int argc, char **argv); /* argv[0] is "emend NAME"; gives the exit status */
};

int command_restore(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_merge(int argc, char **argv);
int command_status(int argc, char **argv);
int command_revert(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_review(int argc, char **argv);
int command_export(int argc, char **argv);
int command_dict(int argc, char **argv);
int command_stages(int argc, char **argv);

/* Completes the cut words on standard input, a line each (dict_complete.c); or tells what speaks for each proposal. */
void complete_lines(const struct dictionary *d, const struct trigrams *t, bool terms);

/* "emend: …" on standard error. */
void print_error(const struct emend_error *error);

/* The exit status when this many inputs failed and this many were done; usage errors count for more. */
int exit_status(int failed, int done, enum emend_status last_error);

/* Is this stream a terminal that shows colours? NO_COLOR (no-color.org) and TERM=dumb say that it does not. */
bool is_terminal(FILE *f);
bool shows_colour(FILE *f);

#endif
