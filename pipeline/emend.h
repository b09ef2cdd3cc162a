/*
 * libemend: restores the text of scanned pages.
 *
 *	struct emend_error error;
 *	struct emend *emend;
 *	struct emend_input *input;
 *	struct emend_page *page;
 *
 *	if (emend_new(&(struct emend_options){.lang = "eng"}, &emend, &error) == EMEND_OK &&
 *	    emend_open(emend, "page.jpg", &input, &error) == EMEND_OK) {
 *		while (emend_next(input, &page, &error) == EMEND_OK) {
 *			emend_restore(emend, page);
 *			emend_write(page, "txt", stdout, &error);
 *			emend_page_drop(page);
 *		}
 *		emend_close(input);
 *	}
 *	emend_drop(emend);
 *
 * An input of several pages gains by emend_restore_run, for which they are kept until the last has been restored.
 *
 * Every function that can fail returns a status and, unless that is EMEND_OK or EMEND_END, fills the caller's error
 *with one line for a person: what, where, what to do. The library prints nothing and never ends the program, but for
 *want of memory. While an image is decoded or recognised it points file descriptor 2 elsewhere, since the libraries
 *beneath write there: do not use it from two threads of one process. Text is UTF-8; lengths are pixels of the scan.
 */
#ifndef EMEND_H
#define EMEND_H

#include <stdbool.h>
#include <stdio.h>

#define EMEND_VERSION "0.1.0"

enum emend_status {
	EMEND_OK,
	EMEND_END,         /* no more pages; not an error */
	EMEND_BAD_INPUT,   /* this file or page cannot be used; others may be */
	EMEND_BAD_OPTION,  /* an option has a value that means nothing */
	EMEND_UNAVAILABLE, /* something that emend needs is not installed */
	EMEND_BAD_OUTPUT   /* the result could not be written */
};

struct emend_error {
	enum emend_status status;
	char message[600];
};

/* All zero is what `emend restore` does without options. Strings are copied. */
struct emend_options {
	const char *lang;      /* Tesseract's names, "eng" or "deu+eng"; NULL: eng */
	const char *stages;    /* "tidy,dehyphen": only these, in the table's order; "none"; NULL: all */
	const char *clean;     /* "orient,straighten": only these steps of cleaning; "none"; NULL: all */
	int reread;            /* doubtful lines of a page that are read a second time; 0: 40; below 0: none */
	double max_megapixels; /* larger images are refused before they are decoded; 0: 200 */
	const char *words;     /* a file with words and names of the user's own, a word a line; NULL: none */
	const char *arpa;      /* a trigram model of the user's own (ARPA), mixed with the English one; NULL: none */
	const char *from; /* "txt", "json", "hocr", "alto", "page" or "image": what inputs are; NULL: told by content */
	const char *image; /* the scan of stored pages; "none"; NULL: the one that they name, if that is there */
	const char *trace; /* name of a stage: its input and output go to log */
	FILE *log;         /* where the trace and notes of left-out stages are written; NULL: nowhere */
};

struct emend;       /* the recogniser, dictionaries and stages: made once, used for many inputs */
struct emend_input; /* an open file of one or more pages */
struct emend_page;  /* one page: its regions, lines and words, and the journal of edits */

/* Loads the stages' dictionaries and checks the options; the recogniser is loaded when the first image needs it. */
enum emend_status emend_new(const struct emend_options *options, struct emend **out, struct emend_error *error);

/* What is missing, and what to install, where the pages can be restored without it, but less well; or NULL. Of what is
 * loaded when a page asks for it, only behind that page. */
const char *emend_warning(const struct emend *emend);

/* Loads at once what the stages else load when they first need it: processes that are forked after it share it. */
void emend_load(struct emend *emend);

void emend_drop(struct emend *emend); /* NULL is allowed, here and in each _drop and _close */

/*
 * Opens an image file, plain text, a stored OCR result (hOCR, ALTO, PAGE-XML), or one of emend's own JSON files; "-" is
 * standard input. The input must be closed
 * before emend is dropped. Does not decode anything yet.
 */
enum emend_status emend_open(struct emend *emend, const char *path, struct emend_input **out,
			     struct emend_error *error);
void emend_close(struct emend_input *input);

/* Opens a document of emend's own JSON that is in memory, and borrowed until it is closed; path is its input's name. */
enum emend_status emend_open_memory(struct emend *emend, const char *path, const void *json, size_t size,
				    struct emend_input **out, struct emend_error *error);

/*
 * Passes over the next count images of an image file, undecoded; of a stored document over pages, unread as far as its
 * format allows. EMEND_END: it has no more.
 */
enum emend_status emend_skip(struct emend_input *input, int count, struct emend_error *error);

/* Does the page that emend_next gives next stand on the same image as the last, which shows two facing pages? */
bool emend_is_spread(const struct emend_input *input);

/* Is it an image file, whose pages emend_skip passes over at no cost? */
bool emend_is_image(const struct emend_input *input);

/*
 * The next page as its witness has it: an image is decoded and recognised, a stored page is taken with its journal.
 * EMEND_END after the last page. After EMEND_BAD_INPUT a further call goes on with the page after the bad one.
 */
enum emend_status emend_next(struct emend_input *input, struct emend_page **out, struct emend_error *error);
void emend_page_drop(struct emend_page *page);

/*
 * Gives the page another witness of it: a page of another input that has been through emend_restore. emend_restore of
 * the page then fills from it what is lost, and chooses between the two where they differ; the journal calls it by the
 * name. The page takes it over, and lets it go after emend_restore. EMEND_BAD_INPUT: it is a witness of another page,
 * and was let go already.
 */
enum emend_status emend_page_add_witness(struct emend_page *page, struct emend_page *witness, const char *name,
					 struct emend_error *error);

/* Runs the stages over the page, but for those that need the whole run of pages. */
void emend_restore(struct emend *emend, struct emend_page *page);

/*
 * Runs the stages over a run of pages, after emend_restore of each: repeated headers and footers, page numbers, text
 * that goes on on the next page. The pages are of one input and in its order; one that could not be read is left out.
 * They must all be held until then: about 10 MB each without their scans, which are not needed. Of an input of very
 * many pages give runs of EMEND_RUN_PAGES; what runs on from one run to the next is then not seen.
 */
void emend_restore_run(struct emend *emend, struct emend_page *const *pages, int count);
#define EMEND_RUN_PAGES 128

/* Frees the page's scan, of which it has no need after emend_restore; it cannot be drawn any more. */
void emend_page_drop_scan(struct emend_page *page);

/* Undoes every edit in the journal: the page is again what the recogniser read. */
enum emend_status emend_revert(struct emend_page *page, struct emend_error *error);

/*
 * Writes one page as a whole document of the format: "txt", "json" (described in emend-1.schema.json), "raw", the
 * recogniser's lines as it gave them, or another of emend_list_formats. Documents of several pages: see
 * emend_writer_new.
 */
enum emend_status emend_write(const struct emend_page *page, const char *format, FILE *out, struct emend_error *error);

struct emend_writer;
struct emend_writer_options {
	const char *source; /* name of the input, as the document is to give it */
	bool lines;         /* txt: keep the page's lines and hyphens */
	bool furniture;     /* txt, md: print headers, footers and page numbers too */
	double conjectures; /* txt, md, tei: print guesses of this probability (0 to 1) and above, marked; 0: none */
};
enum emend_status emend_writer_new(const char *format, const struct emend_writer_options *options, FILE *out,
				   struct emend_writer **writer, struct emend_error *error);
/* Of a format of one page a document a second one is not written, and emend_writer_finish tells. */
void emend_writer_page(struct emend_writer *writer, const struct emend_page *page);
/* Ends the document and frees the writer, also when writing failed. Does not close out. */
enum emend_status emend_writer_finish(struct emend_writer *writer, struct emend_error *error);

/*
 * A PNG of the page's scan with what was found on it: regions and their order, lines, words, and what was added after
 * recognition. A stored page has no scan, and gives EMEND_BAD_INPUT.
 */
enum emend_status emend_draw(const struct emend_page *page, FILE *out, struct emend_error *error);

/* Writes a small JPEG of the page's scan, at most so wide; false, and nothing is written, where there is none. */
bool emend_page_thumbnail(const struct emend_page *page, int width, FILE *out);

/* The journal in words, a paragraph an edit: where, what, why and how sure. */
void emend_explain(const struct emend_page *page, FILE *out, bool colour);

/* The steps of cleaning and the stages of repair in order, and the time each has taken since emend_new. */
void emend_list_stages(FILE *out);
void emend_list_times(const struct emend *emend, FILE *out);

/* The number of pages of an open input. */
int emend_page_count(const struct emend_input *input);

/* The name of the file that the pages came from: of a stored page, that of its scan. Borrowed. */
const char *emend_source(const struct emend_input *input);

/* Is it one of emend's JSON files, rather than a scan? */
bool emend_is_stored(const struct emend_input *input);

/* What was odd about the input so far, for a person: its encoding, faults of a stored result. Calls each with one. */
void emend_list_notes(struct emend_input *input, void (*each)(void *context, const char *note), void *context);

/* The page's number in its input, from 1. */
unsigned emend_page_number(const struct emend_page *page);

/* Gives it another number: its place in a run of files, for emend_restore_run, or among the pages of its input. */
void emend_page_renumber(struct emend_page *page, unsigned number);

/* What can be said of a page in figures. */
struct emend_figures {
	unsigned words;   /* shown, in the body and beside it */
	unsigned edits;   /* of the journal that change text, type or order */
	unsigned lacunae; /* that are open */
	float confidence; /* mean of the words', percent; 0 where nobody rated them */
	unsigned pages;   /* 1; or, of figures that were added up, how many */
};
struct emend_figures emend_page_figures(const struct emend_page *page);

/* The page itself, for what is built into the library: see pipeline/page/page.h. Borrowed. */
struct page;
const struct page *emend_page_model(const struct emend_page *page);
struct page *emend_page_own_model(struct emend_page *page);

/* A format that can be written. */
struct emend_format {
	const char *name, *extension, *summary; /* extension: of its files; summary: what it holds */
	bool one_page;                          /* a document holds one page only */
	const char *between;                    /* parts two documents in a stream; NULL: it holds one only */
};
void emend_list_formats(void (*each)(void *context, const struct emend_format *format), void *context);

#endif
