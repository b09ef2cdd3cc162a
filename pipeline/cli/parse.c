/* Options that several commands have. */
#include "cli/parse.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

char *parse_formats(struct output_options *o, const char *list, struct argp_state *state)
{
	char *copy = must_copy(list), *rest = copy, *one;
	for (o->format_count = 0; (one = strsep(&rest, ","));) {
		struct emend_error error;
		struct emend_writer *probe;
		FILE *nowhere = fopen("/dev/null", "w");
		if (!nowhere || emend_writer_new(one, &o->writer, nowhere, &probe, &error) != EMEND_OK)
			argp_error(state, "%s", error.message);
		else
			emend_writer_finish(probe, &error);
		if (nowhere)
			fclose(nowhere);
		if (o->format_count < MOST_FORMATS)
			o->formats[o->format_count++] = one;
	}
	return copy;
}

double parse_number(const char *option, const char *text, double least, double most, const char *what,
		    struct argp_state *state)
{
	char *end;
	double n = strtod(text, &end);
	if (end == text || *end || !(n >= least && n <= most))
		argp_error(state, "%s: '%s' is not %s", option, text, what);
	return n;
}
