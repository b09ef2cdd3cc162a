/* emend status: how far a job is, and which of its pages a person should look at. */
#include "batch/status.h"

#include "cli/cli.h"

#include <stdlib.h>

enum { DEFAULT_WORST = 10 };

struct settings {
	const char *folder, *file; /* file: of the overview; NULL: in the folder */
	int worst;
	bool html, json;
};

enum option_key { KEY_HTML = 256, KEY_WORST, KEY_JSON };

static const struct argp_option options[] = {
	{"html", KEY_HTML, "FILE", OPTION_ARG_OPTIONAL,
	 "write an overview with small pictures of the pages, the most doubtful first: DIR/status.html, or FILE", 0},
	{"worst", KEY_WORST, "N", 0, "list the N most doubtful pages (10)", 0},
	{"json", KEY_JSON, NULL, 0, "print the figures as JSON", 0},
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct settings *s = state->input;
	char *end;
	switch (key) {
	case KEY_HTML:
		s->html = true;
		s->file = arg;
		return 0;
	case KEY_WORST:
		s->worst = (int)strtol(arg, &end, 10);
		if (end == arg || *end || s->worst < 0)
			argp_error(state, "--worst: '%s' is not a number of pages, 0 or more", arg);
		return 0;
	case KEY_JSON: s->json = true; return 0;
	case ARGP_KEY_ARG:
		if (s->folder)
			argp_error(state, "name one folder");
		s->folder = arg;
		return 0;
	case ARGP_KEY_NO_ARGS: argp_error(state, "name the folder of the job"); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static void print_page(const struct status_page *p)
{
	printf("  %6.1f  ", (double)p->doubt);
	if (p->confidence > 0)
		printf("%5.1f%%", (double)p->confidence);
	else
		printf("%6s", "-");
	printf("  %6d %6d %7d  %.*s", p->words, p->edits, p->lacunae, STR_ARG(p->path));
	if (p->pages > 1)
		printf(", page %d", p->number);
	putchar('\n');
}

static void print_summary(const struct status *s, const char *folder, int worst)
{
	int all = s->done + s->failed + s->waiting + s->uncounted, shown = 0;
	printf("%s: %d of %d%s pages done, %d failed, %d left\n", folder, s->done, all, s->uncounted ? " or more" : "",
	       s->failed, s->waiting + s->uncounted);
	if (s->shards)
		printf("  %d of %d shards begun\n", s->database_count, s->shards);
	printf("  %d inputs, %d written, %d could not be opened\n", s->inputs, s->written, s->failed_inputs);
	if (s->done)
		printf("  %lld words, %lld edits, %lld places where text is missing; %.2f s a page\n",
		       (long long)s->words, (long long)s->edits, (long long)s->lacunae,
		       s->seconds / (s->done + s->failed));
	for (int i = 0; i < s->failed_inputs; i++)
		printf("  failed: %.*s\n", STR_ARG(s->failures[i]));
	for (int i = 0; i < s->page_count; i++) {
		const struct status_page *p = &s->pages[i];
		if (p->failed)
			printf("  failed: %.*s\n", STR_ARG(p->error));
		else if (shown++ < worst) {
			if (shown == 1)
				printf("  the most doubtful pages:\n  %6s  %6s  %6s %6s %7s  page\n", "doubt", "conf.",
				       "words", "edits", "missing");
			print_page(p);
		}
	}
}

static void print_json(const struct status *s)
{
	printf("{\"pages\":%d,\"done\":%d,\"failed\":%d,\"left\":%d,\"inputs\":%d,\"written\":%d,\"failed_inputs\":%d,"
	       "\"shards\":%d,\"words\":%lld,\"edits\":%lld,\"lacunae\":%lld,\"seconds\":%.3f}\n",
	       s->done + s->failed + s->waiting + s->uncounted, s->done, s->failed, s->waiting + s->uncounted,
	       s->inputs, s->written, s->failed_inputs, s->shards, (long long)s->words, (long long)s->edits,
	       (long long)s->lacunae, s->seconds);
}

static enum emend_status write_html(const struct status *s, const struct settings *o, struct emend_error *error)
{
	struct strbuf path = {0};
	if (o->file)
		strbuf_add(&path, str_of(o->file));
	else
		strbuf_printf(&path, "%s/status.html", o->folder);
	enum emend_status status = status_write_html(s, path.s, error);
	if (status == EMEND_OK && !o->json)
		printf("  %s\n", path.s);
	strbuf_release(&path);
	return status;
}

int command_status(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "DIR",
		.doc = "Say how far the job in DIR is, which 'emend restore … -o DIR' has begun, at any time."
		       "\vExit status: 0 the job is known, 2 wrong options, 3 there is none."};
	struct settings o = {.worst = DEFAULT_WORST};
	struct status s;
	struct emend_error error;
	argp_parse(&argp, argc, argv, 0, NULL, &o);
	enum emend_status status = status_read(&s, o.folder, &error);
	if (status == EMEND_OK) {
		if (o.json)
			print_json(&s);
		else
			print_summary(&s, o.folder, o.worst);
		if (o.html)
			status = write_html(&s, &o, &error);
	}
	if (status != EMEND_OK)
		print_error(&error);
	status_release(&s);
	return status == EMEND_OK ? EXIT_DONE : EXIT_NOTHING_DONE;
}
