/* Values of options that several commands have; what is wrong with one ends the program, as argp does. */
#ifndef EMEND_CLI_PARSE_H
#define EMEND_CLI_PARSE_H

#include "batch/output.h"

#include <argp.h>

/* The list of formats, cut at its commas: a malloc'ed copy, into which the names in o point. */
char *parse_formats(struct output_options *o, const char *list, struct argp_state *state);

/* A number from least to most; what says in words what it should be. */
double parse_number(const char *option, const char *text, double least, double most, const char *what,
		    struct argp_state *state);

#endif
