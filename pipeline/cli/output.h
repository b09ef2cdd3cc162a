/*
 * Where results go: to standard output, or to files in a folder.
 *
 * A file is written under a temporary name beside its place and renamed when it is whole, so that what is there is
 * never half a result.
 */
#ifndef EMEND_CLI_OUTPUT_H
#define EMEND_CLI_OUTPUT_H

#include "cli/cli.h"

enum { MOST_FORMATS = 16 };

struct output_options {
	const char *folder;                /* NULL: standard output */
	const char *formats[MOST_FORMATS]; /* names */
	int format_count;
	bool sync;            /* files are on the disk before they take the place of others */
	const char *pictures; /* folder for pictures of the pages; NULL: none are drawn */
	struct emend_writer_options writer;
};

/* A file that is being written. */
struct output_file {
	FILE *stream;
	char *path, *temporary; /* NULL: standard output */
	bool sync;              /* see output_options */
};

/* The results of one input in one format. */
struct output_document {
	struct emend_format format;
	struct emend_writer *writer; /* NULL: each page has a writer of its own */
	struct output_file file;
	struct output_file *pages; /* of a format that holds one page: they wait for the end under temporary names */
	int page_count;
};

/* The results of one input. */
struct output {
	const struct output_options *options; /* borrowed, as are name and the source in writer */
	const char *name;
	struct emend_writer_options writer;
	struct output_document documents[MOST_FORMATS];
	int count, pictures;
	struct emend_error error; /* the first that output_page met */
};

/*
 * Options of commands that write: the list of formats, cut at its commas, to which those in o point; and the least
 * probability of conjectures. What is wrong ends the program, as argp does.
 */
char *parse_formats(struct output_options *o, const char *list, struct argp_state *state);
double parse_probability(const char *text, struct argp_state *state);

/* What parts two documents of that format in a stream; NULL where it holds one only. */
const char *format_between(const char *name);

/*
 * Names for the results of inputs, without extension: "scans/0007.tif" gives "0007", and, where two inputs would give
 * the same, as much of their folders as tells them apart, or else their extensions as well. Array and names are
 * malloc'ed.
 */
char **output_names(char *const *inputs, int count);

/*
 * Makes the folders, opens the files. On failure nothing is left behind. pages is how many there are to be, as far as
 * is known: standard output is refused to more than one in a format that holds one.
 */
enum emend_status output_begin(struct output *o, const struct output_options *options, const char *source,
			       const char *name, int pages, struct emend_error *error);

/* Draws the page's picture, where pictures are asked for: the n-th call that of the n-th page. */
enum emend_status output_picture(struct output *o, const struct emend_page *page, struct emend_error *error);

/* What fails is told by output_end. */
void output_page(struct output *o, const struct emend_page *page);

/*
 * Ends the documents and puts the files into place; or, where keep is false, removes them. In a format that holds one
 * page, each of several pages has a file with its number in its name: DIR/NAME-0001.page.xml.
 */
enum emend_status output_end(struct output *o, bool keep, struct emend_error *error);

#endif
