/* Going through the pages of stored results, for the commands that read emend's JSON. */
#ifndef EMEND_CLI_STORED_H
#define EMEND_CLI_STORED_H

#include "cli/cli.h"

/* What a command does where a file begins, with each of its pages, and where it has ended; begin and end may be NULL.
 */
struct stored_command {
	void *context;
	enum emend_status (*begin)(void *context, const char *source, struct emend_error *error);
	enum emend_status (*page)(void *context, struct emend_page *page, struct emend_error *error);
	enum emend_status (*end)(void *context, struct emend_error *error);
};

/* Does it for each file, tells errors, and gives the exit status. */
int stored_files(const struct stored_command *command, char *const *paths, int count);

#endif
