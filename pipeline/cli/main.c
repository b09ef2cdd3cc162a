/* emend: the command. Chooses the subcommand; each has a file of its own. */
#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct command commands[] = {
	{"restore", "restore scanned pages: recognise them and repair the text", command_restore},
	{"compare", "compare two readings of the same pages: error rates, and what differs", command_compare},
	{"merge", "join the parts of a job that --shard divided, and write its results", command_merge},
	{"status", "say how far a job is, and which of its pages are worst", command_status},
	{"revert", "print what the recogniser read, from emend's JSON", command_revert},
	{"explain", "print the journal in words: what was changed, and why", command_explain},
	{"review", "serve a web page on which a person accepts, rejects and corrects", command_review},
	{"export", "write the decisions of a review to the files of all formats", command_export},
	{"dict", "look words up in the compiled dictionary, or build one", command_dict},
	{"stages", "list the stages of repair", command_stages},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

void print_error(const struct emend_error *error)
{
	fprintf(stderr, "emend: %s\n", error->message);
}

int exit_status(int failed, int done, enum emend_status last_error)
{
	if (!failed)
		return EXIT_DONE;
	if (last_error == EMEND_BAD_OPTION)
		return EXIT_USAGE;
	return done ? EXIT_SOME_FAILED : EXIT_NOTHING_DONE;
}

bool is_terminal(FILE *f)
{
	return isatty(fileno(f));
}

bool shows_colour(FILE *f)
{
	const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");
	return is_terminal(f) && !(no_color && *no_color) && term && strcmp(term, "dumb");
}

static void print_usage(FILE *out)
{
	fputs("Usage: emend COMMAND [OPTION…] [FILE…]\n"
	      "Restore the text of scanned magazine pages.\n\nCommands:\n",
	      out);
	for (int i = 0; i < COMMANDS; i++)
		fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].summary);
	fputs("\nOptions: --help, -h; --version, -V\n"
	      "\n  emend restore page.jpg                          the restored text on standard output\n"
	      "  emend restore scans/*.tif -o out -f txt,json    many pages, two files each, in out/\n"
	      "  emend compare truth.txt out/page.json           how far the text is from the truth\n"
	      "  emend explain out/page.json                     what was changed, and why\n"
	      "  emend revert out/page.json                      what the recogniser read\n"
	      "  emend review out/                               a web page to accept or reject edits\n"
	      "  emend export out/                               what was decided there, to the files\n"
	      "\n'emend COMMAND --help' lists the options of a command; 'man emend' tells all.\n",
	      out);
}

int main(int argc, char **argv)
{
	static char name[64];
	argp_err_exit_status = EXIT_USAGE;
	signal(SIGPIPE, SIG_DFL); /* 'emend … | head' ends quietly */
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is told as a full disk is */
	if (argc < 2) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
		print_usage(stdout);
		return EXIT_DONE;
	}
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
		puts("emend " EMEND_VERSION);
		return EXIT_DONE;
	}
	for (int i = 0; i < COMMANDS; i++) {
		if (strcmp(argv[1], commands[i].name))
			continue;
		snprintf(name, sizeof name, "emend %s", argv[1]);
		argv[1] = name;
		return commands[i].run(argc - 1, argv + 1);
	}
	fprintf(stderr, "emend: there is no command '%s'; 'emend --help' lists them\n", argv[1]);
	return EXIT_USAGE;
}
