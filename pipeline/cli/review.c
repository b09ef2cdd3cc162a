/* emend review: a web page on which a person accepts, rejects and corrects what emend did. */
#include "review/server.h"

#include "cli/cli.h"

#include <stdlib.h>

enum option_key { KEY_PORT = 256, KEY_SCANS };

static const struct argp_option options[] = {
	{"port", KEY_PORT, "N", 0, "the port to listen on; else any that is free", 0},
	{"scans", KEY_SCANS, "DIR", 0, "where the scans are, if they are not in the folder of the pages", 0},
	{0},
};

static unsigned parse_port(const char *text, struct argp_state *state)
{
	char *end;
	long n = strtol(text, &end, 10);
	if (end == text || *end || n < 1 || n > UINT16_MAX)
		argp_error(state, "--port: '%s' is not a number from 1 to %d", text, UINT16_MAX);
	return (unsigned)n;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct review_options *o = state->input;
	switch (key) {
	case KEY_PORT: o->port = parse_port(arg, state); return 0;
	case KEY_SCANS: o->scans = arg; return 0;
	case ARGP_KEY_ARG:
		if (o->folder)
			argp_error(state, "name one folder");
		o->folder = arg;
		return 0;
	case ARGP_KEY_NO_ARGS: argp_error(state, "name the folder that 'emend restore -f json -o DIR' wrote"); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static void tell_address(void *context, const char *address)
{
	(void)context;
	if (is_terminal(stderr))
		fputs("emend: open this address in a browser on this machine; Ctrl-C ends the review\n", stderr);
	puts(address);
	fflush(stdout);
}

int command_review(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "DIR",
		.doc = "Show the pages of a folder, which has emend's JSON, on a web page for this machine alone, "
		       "whose "
		       "address is printed. There a person accepts, rejects or corrects by hand what was changed, and "
		       "what is missing. The decisions are kept in DIR/review.db; 'emend export DIR' writes them to "
		       "the "
		       "files."};
	struct review_options o = {.ready = tell_address};
	struct emend_error error;
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	if (review_serve(&o, &error) == EMEND_OK)
		return EXIT_DONE;
	print_error(&error);
	return EXIT_NOTHING_DONE;
}
