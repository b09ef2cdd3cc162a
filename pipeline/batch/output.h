/*
 * Where results go: to standard output, or to files in a folder.
 *
 * A file is written under a temporary name, synced to the disk and renamed when it is whole, so that what is there is
 * never half a result.
 */
#ifndef EMEND_BATCH_OUTPUT_H
#define EMEND_BATCH_OUTPUT_H

#include "base/str.h"
#include "emend.h"

enum { MOST_FORMATS = 16 };

struct output_options {
	const char *folder;                /* NULL: standard output */
	const char *temporary;             /* where unfinished files are; NULL: beside their place */
	const char *formats[MOST_FORMATS]; /* names */
	int format_count;
	const char *pictures; /* folder for pictures of the pages; NULL: none are drawn */
	struct emend_writer_options writer;
};

/* A file that is being written. */
struct output_file {
	FILE *stream;
	char *path, *temporary; /* NULL: standard output */
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
	int expected;             /* pages */
	struct emend_error error; /* the first that output_page met */
	struct strbuf *files;     /* gets the paths that were put into place, each ended by a NUL; NULL: nobody asks */
};

/* What parts two documents of that format in a stream; NULL where it holds one only. */
const char *format_between(const char *name);

/*
 * Names for the results of inputs, without extension: "scans/0007.tif" gives "0007", and, where two inputs would give
 * the same, as much of their folders as tells them apart, or else their extensions as well. Array and names are
 * malloc'ed.
 */
char **output_names(char *const *inputs, int count);

/* EMEND_BAD_OPTION: a result of that name would replace the input itself. */
enum emend_status output_check(const struct output_options *options, const char *name, const char *input,
			       struct emend_error *error);

/* Is path, of a file that was written before, that of a page of the document `name`, in a format that has a file a
 * page? */
bool output_is_page(const struct output_options *options, const char *name, const char *path);

/* Makes the folders that lead to path, which is the same after it; false where one cannot be made. */
bool make_folders(char *path);

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

/* Removes what is in the folder for unfinished files (temporary above), and the folder. */
void output_drop_unfinished(const char *folder);

#endif
