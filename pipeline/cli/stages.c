/* emend stages: the table of stages. */
#include "cli/cli.h"

int command_stages(int argc, char **argv)
{
	const struct argp argp = {
		.doc = "List the steps of cleaning and the stages of repair in the order in which they run."};
	argp_parse(&argp, argc, argv, 0, NULL, NULL);
	emend_list_stages(stdout);
	return EXIT_DONE;
}
