/* Which files of two folders belong together: those of one name without extension. */
#ifndef EMEND_CLI_PAIRS_H
#define EMEND_CLI_PAIRS_H

#include "emend.h"

/* Two files of one name, or one whose partner is missing (NULL). name is NULL where no folders were named. */
struct pair {
	char *name, *a, *b;
};

struct pairs {
	struct pair *at; /* by name */
	int count;
};

/* What is to be compared where a and b are named: two folders' files, or two files. */
enum emend_status pairs_find(const char *a, const char *b, struct pairs *out, struct emend_error *error);
void pairs_release(struct pairs *pairs);

#endif
