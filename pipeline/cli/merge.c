/* emend merge: joins the shards of a job, and writes what needs all of its pages. */
#include "batch/merge.h"

#include "cli/restore.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_LOG_JSON = 256 };

struct settings {
	char **folders;
	int folder_count;
	const char *jobs; /* NULL: not given */
	bool log_json;
};

static const struct argp_option options[] = {
	{"jobs", 'j', "N", 0, "write with N processes (as many as there are processors)", 0},
	{"log-json", KEY_LOG_JSON, NULL, 0, "say what is done on standard error in JSON, a line each", 0},
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct settings *s = state->input;
	switch (key) {
	case 'j': s->jobs = arg; return 0;
	case KEY_LOG_JSON: s->log_json = true; return 0;
	case ARGP_KEY_ARGS:
		s->folders = state->argv + state->next;
		s->folder_count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS: argp_error(state, "name the folder whose shards are to be joined"); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

/* Parses the options that the shards were done with, as if they were given here; the lines stay what they are. */
static void parse_options(struct restore *r, const struct merged *m, const struct settings *s, struct strbuf *room)
{
	enum { MOST_WORDS = 64 };
	char *words[MOST_WORDS + 4] = {"emend merge"}, jobs[40];
	int count = 1;
	strbuf_add(room, strbuf_str(&m->pages));
	strbuf_add(room, strbuf_str(&m->writing));
	char *rest = room->n ? room->s : NULL;
	for (char *line; (line = strsep(&rest, "\n")) && count < MOST_WORDS;)
		if (*line && *line != '#')
			words[count++] = line;
	if (s->jobs) {
		snprintf(jobs, sizeof jobs, "--jobs=%s", s->jobs);
		words[count++] = jobs;
	}
	if (s->log_json)
		words[count++] = "--log-json";
	r->output.folder = s->folders[0];
	restore_parse(r, count, words, true);
}

int command_merge(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "DIR [OTHER…]",
		.doc = "Join the parts of a job, which 'emend restore … -o DIR --shard K/N' has done, and write its "
		       "results "
		       "into DIR: the bytes are those of a job that was not divided. Parts that other machines keep in "
		       "other folders are found there, where these are named."
		       "\vExit status: 0 all done, 1 some inputs failed, 2 wrong options, 3 a part is missing or not "
		       "done."};
	struct settings s = {0};
	struct merged merged = {.inputs.tell = tell_error};
	struct restore r = restore_defaults();
	struct strbuf room = {0};
	static struct emend *emend;
	struct emend_error error;
	int status = EXIT_NOTHING_DONE;
	argp_parse(&argp, argc, argv, 0, NULL, &s);
	enum emend_status good = merge_shards(s.folders[0], s.folders + 1, s.folder_count - 1, &merged, &error);
	if (good == EMEND_OK) {
		parse_options(&r, &merged, &s, &room);
		good = emend_new(&r.emend, &emend, &error);
	}
	if (good == EMEND_OK)
		status = restore_merged(emend, &r, &merged);
	else
		print_error(&error);
	merged_release(&merged);
	restore_release(&r);
	strbuf_release(&room);
	return status;
}
