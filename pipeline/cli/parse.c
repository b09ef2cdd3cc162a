/* Options that several commands have. */
#include "cli/output.h"

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

double parse_probability(const char *text, struct argp_state *state)
{
	char *end;
	double p = strtod(text, &end);
	if (end == text || *end || !(p > 0 && p <= 1))
		argp_error(state, "--conjectures: '%s' is not a probability above 0 and up to 1, as 0.9", text);
	return p;
}
