/*
 * Building pages from the elements of stored OCR results, which the formats' handlers report in the file's order.
 *
 *	ocr_begin_page(in);
 *	struct ocr_block *block = ocr_begin_block(in, REGION_PARAGRAPH, STR("ocr_par"));
 *	struct ocr_line *line = ocr_begin_line(in);
 *	struct ocr_word *word = ocr_begin_word(in);
 *	word->text = …; word->box = …;
 *	ocr_end_line(in);
 *	ocr_end_block(in);
 *	ocr_end_page(in);
 *
 * Whatever is still open ends when its parent does, or when another of its kind begins, and parents that are missing
 * are made; so broken nesting loses no text. Blocks hold blocks, and one becomes a region when a line or text stands
 * in it directly, or when it ends with nothing in it. Text without lines is parted at its line feeds, text without
 * words at its spaces; boxes that are missing are parts of those above, or the union of those below.
 */
#ifndef EMEND_SOURCE_OCR_READER_H
#define EMEND_SOURCE_OCR_READER_H

#include "page/page.h"
#include "source/ocr_values.h"

/* What can be wrong with a file and read all the same; the first of each kind is told, with its line. */
enum ocr_fault {
	FAULT_XML,        /* the parser's complaint is told with it */
	FAULT_ENCODING,   /* bytes that are no UTF-8, or controls */
	FAULT_BOX,        /* a box that is none */
	FAULT_CONFIDENCE, /* one beyond 100% */
	FAULT_SIZE,       /* a page without its size */
	FAULT_OUTSIDE,    /* boxes that leave the page */
	FAULT_UNIT,       /* lengths that cannot be converted to pixels */
	FAULT_SYMBOLS,    /* letters that do not spell their word */
	FAULT_LONG,       /* a word too long to be one */
	FAULT_ORDER,      /* a reading order of what is not there */
	FAULT_DEPTH,      /* too deep a nesting of blocks */
	FAULT_STOPPED,    /* of elements: nothing more is read */
	FAULT_CUT,        /* the file breaks off */
	FAULTS
};

struct ocr_word {
	struct str text; /* it may hold white space, which parts it in words */
	struct box box;
	float confidence; /* percent; below 0: the file does not say */
	struct str lang;
	struct symbol *symbols; /* their confidence is below 0 where the file does not say */
	uint32_t symbol_count;
	struct reading *readings;
	uint32_t reading_count;
};

struct ocr_line {
	struct box box;
	struct point baseline[2];
	struct str text;  /* used where its words have none */
	float confidence; /* of that text */
	struct reading *readings;
	uint32_t reading_count;
	struct str lang;
	struct str class; /* what the file calls it, where that is no plain line: "ocr_header" */
	bool implied;     /* the file lacks it: the reader has made it */
};

struct ocr_block {
	enum region_type type;
	struct origin origin;
	struct box box;
	struct point *polygon;
	uint32_t polygon_count;
	struct str lang;
	struct str id, next; /* of reading orders: its name, and that of the block that follows */
	/* The rest is the reader's own. */
	struct region *region;             /* NULL: it is none yet */
	uint32_t first_region, first_word; /* what the page had when it began */
	struct str class;                  /* of its lines, where it is one for all */
	bool implied;                      /* the file lacks it */
};

/* A named block of the page's, for its reading order: so many regions from the first on. */
struct ocr_named {
	struct str id, next;
	uint32_t first, count;
};

/* A list of names to be put in order by their indices. */
struct ocr_group {
	struct ocr_group *outer;
	struct ocr_ref {
		struct str id;
		double index;
		uint32_t place; /* in the file */
	} * refs;
	uint32_t count;
	double index; /* its own, in the outer one */
};

enum { MOST_BLOCKS = 60 };

struct ocr_reader {
	const char *name;     /* of the file, for warnings. Borrowed */
	struct arena arena;   /* of what belongs to the file, not to a page */
	size_t line_number;   /* where the parser is */
	struct strbuf faults; /* a line each */
	unsigned told;        /* a bit for each fault */
	bool stopped;         /* by the format: it reads no more of the file */
	void *state;          /* the format's own */

	struct str recogniser; /* for the pages that follow */
	struct str image;      /* for pages that do not say themselves */
	struct str langs;      /* of all pages, "eng+deu" */
	struct ocr_group *group;
	struct ocr_ref *order; /* of the page, or of all */
	uint32_t order_count, order_parts;

	struct page *page; /* that is being read, or NULL */
	struct ocr_done {
		struct page *page;
		bool overfull;
	} * done; /* pages that are whole, in order; heap */
	uint32_t done_count, page_count;

	size_t parts;  /* of this page: what takes memory */
	bool overfull; /* it has more than we take */
	bool implied;  /* the file has no element for it */
	bool in_line, in_word;
	uint32_t outer_blocks; /* of this page, so far */
	uint32_t depth, too_deep;
	struct ocr_block blocks[MOST_BLOCKS];
	struct ocr_line line;
	struct ocr_word *words; /* of the line that is being read; heap */
	uint32_t word_count, word_size;
	struct strbuf loose; /* text that stands in no word */
	struct ocr_named *named;
	uint32_t named_count;
};

void ocr_reader_init(struct ocr_reader *in, const char *name);
void ocr_reader_release(struct ocr_reader *in);

/* Tells of a fault where the parser is, once of each kind; detail, of the first, may be "". */
void ocr_fault(struct ocr_reader *in, enum ocr_fault fault, const char *detail);

/* The arena of the page, or, between pages, of the file. */
struct arena *ocr_arena(struct ocr_reader *in);

/* Is there room for one more thing of the page that takes memory? It is counted. */
bool ocr_room(struct ocr_reader *in);

void ocr_begin_page(struct ocr_reader *in);
void ocr_end_page(struct ocr_reader *in);

/* The new innermost block, for its box and the like to be filled in. Each begin must have its end. */
struct ocr_block *ocr_begin_block(struct ocr_reader *in, enum region_type type, struct str origin);
void ocr_end_block(struct ocr_reader *in);
struct ocr_block *ocr_block(struct ocr_reader *in); /* the innermost, or NULL */

/* Was there a word in the innermost block so far? */
bool ocr_block_has_words(const struct ocr_reader *in);

/* Text of the innermost block that stands in no line, with its confidence (below 0: none). */
void ocr_block_text(struct ocr_reader *in, struct str text, float confidence);

/* The line, or the word, that is being read from now on; NULL where the page is overfull. */
struct ocr_line *ocr_begin_line(struct ocr_reader *in);
void ocr_end_line(struct ocr_reader *in);
struct ocr_word *ocr_begin_word(struct ocr_reader *in);
struct ocr_word *ocr_word(struct ocr_reader *in); /* that is being read, or NULL */
void ocr_end_word(struct ocr_reader *in);

/* A further symbol of the word, or a further reading of a symbol, a word or a line. */
struct symbol *ocr_add_symbol(struct ocr_reader *in, struct ocr_word *word, struct str text);
void ocr_add_alternative(struct ocr_reader *in, struct symbol *symbol, struct str text, float confidence);
void ocr_add_reading(struct ocr_reader *in, struct reading **readings, uint32_t *count, struct str text,
		     float confidence, const char *how);

/* Text that may stand anywhere: it is added to what stands loosely, and becomes words when something else begins. */
void ocr_add_loose(struct ocr_reader *in, struct str text);

/* Four numbers as a box; a fault where they are none. */
struct box ocr_box_or_fault(struct ocr_reader *in, double left, double top, double right, double bottom);

/* A confidence in percent of one in parts of whole; below 0 where it is none. */
float ocr_percent(struct ocr_reader *in, struct str value, double whole);

/*
 * The box of points "x,y x,y", which become a polygon of the page's where they are more than that; polygon may be NULL
 * where it is not wanted.
 */
struct box ocr_polygon(struct ocr_reader *in, struct str points, struct point **polygon, uint32_t *count);

/* The left and the right one of the first and the last of such points; no change where they are no baseline. */
void ocr_set_baseline(struct point baseline[2], struct str points);

/* Adds the language that a file calls so to the list, "eng+deu", if it is known and not there yet. */
void ocr_add_language(struct arena *arena, struct str *langs, struct str name);

/* Reading orders (ocr_order.c): groups within groups, of references to blocks, ordered by index and then as they stand.
 */
void ocr_begin_group(struct ocr_reader *in, double index);
void ocr_end_group(struct ocr_reader *in);
void ocr_order_ref(struct ocr_reader *in, struct str id, double index);

/*
 * Among the reader's own files: a page, a region that the next line stands in (NULL: no room), and what stands loosely,
 * taken away, or made lines of.
 */
void ocr_need_page(struct ocr_reader *in);
struct region *ocr_need_region(struct ocr_reader *in);
struct str ocr_take_loose(struct ocr_reader *in);
void ocr_flush_loose(struct ocr_reader *in);

/* What can be said of a page only when it is whole: sizes, boxes from those below, languages (ocr_finish.c). */
void ocr_finish_page(struct ocr_reader *in);

/* Puts the finished page's regions in order; those that no order names follow the one before them in the file. */
void ocr_apply_order(struct ocr_reader *in);

#endif
