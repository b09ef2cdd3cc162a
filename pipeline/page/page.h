/*
 * The page model: a page of regions, of lines, of words, in reading order.
 *
 * A page is a tree of nodes: regions in reading order, their lines from top to bottom, the lines' words from left to
 * right. Readers and the recogniser build it with page_add_*; from then on only the edit_* functions (edit.h) change
 * text, type, order, joins and splits, and they write the journal. Everything belongs to the page's arena.
 *
 * Boxes are in pixels of the original scan, origin top left, right and bottom exclusive. Ids are dense: the n-th
 * region, line or word that was made has id n, counted from 0 for each kind, and page_find gives it back.
 */
#ifndef EMEND_PAGE_PAGE_H
#define EMEND_PAGE_PAGE_H

#include "base/str.h"

#include <stdint.h>

enum node_kind { NODE_PAGE, NODE_REGION, NODE_LINE, NODE_WORD, NODE_KINDS };

struct node {
	enum node_kind kind;
	uint32_t id;
	struct node *parent, *prev, *next, *first, *last;
};

struct box {
	int32_t left, top, right, bottom;
};

struct point {
	int32_t x, y;
};

/*
 * PAGE-XML's region types (its TextRegion types first), and pull-quote, noise and lines, which it lacks: lines are text
 * whose lines mean something, as those of verse, of an address, of a list.
 */
enum region_type {
	REGION_PARAGRAPH,
	REGION_HEADING,
	REGION_CAPTION,
	REGION_HEADER,
	REGION_FOOTER,
	REGION_PAGE_NUMBER,
	REGION_DROP_CAPITAL,
	REGION_CREDIT,
	REGION_FLOATING,
	REGION_SIGNATURE_MARK,
	REGION_CATCH_WORD,
	REGION_MARGINALIA,
	REGION_FOOTNOTE,
	REGION_FOOTNOTE_CONTINUED,
	REGION_ENDNOTE,
	REGION_TOC_ENTRY,
	REGION_LIST_LABEL,
	REGION_OTHER,
	REGION_PULL_QUOTE,
	REGION_TABLE,
	REGION_MATHS,
	REGION_LINES,
	REGION_LISTING,
	REGION_ADVERT,
	REGION_IMAGE,
	REGION_LINE_DRAWING,
	REGION_GRAPHIC,
	REGION_CHART,
	REGION_SEPARATOR,
	REGION_NOISE,
	REGION_TYPES
};

/* Where a region's text goes: see "the words we use" in the design. */
enum region_place { PLACE_BODY, PLACE_INSERT, PLACE_FURNITURE, PLACE_ASIDE };

struct region_kind {
	const char *name;  /* as in PAGE-XML and in our JSON: "page-number" */
	const char *label; /* for a person: "page number" */
	enum region_place place;
};
extern const struct region_kind region_kinds[REGION_TYPES];

/* The type of that name, or REGION_TYPES where there is none. */
enum region_type region_type_named(struct str name);

/* One reading of a symbol; confidence in percent. */
struct alternative {
	struct str text;
	float confidence;
};

/* What stages take for the confidence (percent) of a word or a symbol of which the witness gives none. */
enum { UNRATED_CONFIDENCE = 90 };

enum symbol_flag { SYMBOL_SUPERSCRIPT = 1, SYMBOL_SUBSCRIPT = 2, SYMBOL_DROP_CAPITAL = 4 };

/* One symbol of a word's raw text, with the recogniser's other readings of it, the best first. */
struct symbol {
	struct str text;
	struct box box;
	float confidence; /* percent */
	unsigned flags;   /* of enum symbol_flag */
	struct alternative *alternatives;
	uint32_t alternative_count;
};

/* Did the recogniser see the text in the symbol as well, with that confidence (percent) at least? */
bool symbol_was_seen(const struct symbol *symbol, struct str text, float confidence);

/*
 * What the image says of the type that a word is set in. All zero: not measured. Lengths are pixels of the scan.
 * line_type gives the medians of a line.
 */
struct type_measures {
	float x_height; /* of letters without ascenders; 0: none of them to be measured (capitals, digits) */
	float height;   /* of capitals, ascenders and digits; 0: none */
	float stroke;   /* the thickness of upright strokes */
	float slant;    /* degrees to the right, in steps of 3 */
	float spacing;  /* the white between two letters, usual one in the word */
	float stop;    /* how dark it is behind the word where a full stop would stand: parts of the page's full ink; */
	float tail;    /* below it, where a comma's tail would; */
	float upper;   /* above it, where a colon's upper dot would; */
	float rise;    /* above the word's first letter, if that is small, where a capital or an ascender would be */
	bool reversed; /* brighter than its ground */
	bool shaded;   /* on a ground that is darker than that above or below: in a tinted box */
	bool measured;
};

/*
 * What else a word was read as, and how: when its line was read again, how it was looked at ("smoothed 3x3"); in a
 * stored result, what the file calls it ("ALTERNATIVE"). A confidence of 0: not known.
 */
struct reading {
	struct str text; /* of several words with a space between */
	uint32_t count;  /* so many words of the line, from this one on, were read as that */
	float confidence;
	struct str how; /* of a proposal of ours its evidence, which begins with the word in quotes */
};

/* Did another look at the image read it so? Else we proposed it, perhaps before the page was stored. */
static inline bool reading_is_look(const struct reading *r)
{
	return !str_starts(r->how, STR("\""));
}

struct lacuna;

struct word {
	struct node node;
	struct str raw;  /* what the recogniser read; never changes. Empty for a part that edit_split made */
	struct str text; /* raw with the edits; of a word that is in another, what it was when it went there */
	struct word *in; /* the word whose text now holds this one's (joined, or the first part of a split), or NULL */
	struct box box;
	float confidence; /* percent, of the raw reading; 0 for a part of a split; UNRATED_CONFIDENCE where unrated */
	bool unrated;     /* the witness does not say how sure it is */
	struct str lang;  /* language of the model that read it, where the page is told several; else empty */
	bool in_lexicon;  /* the recogniser's own word list has it */
	bool numeric;     /* the recogniser took it for a number */
	struct symbol *symbols;
	uint32_t symbol_count;
	struct type_measures type;
	struct reading *readings; /* the witness's own further ones; then those that edit_reading added, in order */
	uint32_t reading_count;
	struct lacuna *lost[2]; /* what is missing before and after it (page/lacuna.h); mostly NULL */
};

struct line {
	struct node node;
	struct box box;           /* as it was read; line_box tells where it is now */
	struct point baseline[2]; /* its left and right end; both {0,0} where unknown */
	uint32_t moves;           /* edits in force that took words away or brought some */
};

enum justification { JUSTIFY_UNKNOWN, JUSTIFY_LEFT, JUSTIFY_CENTRE, JUSTIFY_RIGHT };

/* What the recogniser said of the paragraph, kept as it was said. */
struct origin {
	uint32_t block;       /* its block, counted from 0 */
	struct str type;      /* its own name of the block's type: "flowing-text" */
	int32_t orientation;  /* degrees clockwise in which the text's top points: 0, 90, 180, 270 */
	struct str direction; /* of writing: "left-to-right", … */
	float skew;           /* degrees clockwise */
	enum justification justification;
	bool list_item, crown; /* crown: the first line stands out, the others are aligned */
	int32_t first_indent;  /* pixels */
};

/*
 * What the other pages of a run say of a page or a region: see edit_note. The first two are of regions, the others of
 * pages.
 */
enum note {
	NOTE_CONTINUES,       /* its text goes on on the next page */
	NOTE_CONTINUED,       /* its text began on the page before */
	NOTE_NUMBER_MISSING,  /* the others' numbers call for one, and none was read here */
	NOTE_NUMBER_DOUBTFUL, /* the others' numbers call for another than was read here */
	NOTES
};

/* The notes' names, in the journal and in JSON: "continues", … */
extern const char *const note_names[NOTES];

struct region {
	struct node node;
	enum region_type type;
	struct box box;        /* as it was read; region_box tells where it is now */
	struct point *polygon; /* NULL where only the box is known */
	uint32_t polygon_count;
	struct origin origin;
	uint32_t moves; /* as in struct line */
	unsigned notes; /* a bit, 1 << note, for each that is in force */
};

struct edit;
struct layout_memory;

struct page {
	struct node node;
	struct arena arena;
	struct arena scratch;            /* of stages: what nobody needs when they have run; page_drop_scratch */
	uint32_t number;                 /* in its source, from 1 */
	int32_t width, height;           /* pixels; 0 where there is no geometry */
	int32_t x_dpi, y_dpi;            /* pixels an inch; 0: unknown */
	bool dpi_estimated;              /* from the height of the letters: the file does not say */
	struct str image;                /* the scan's file as the witness names it; empty: the source is the scan */
	struct box frame;                /* the page's part of its scan: all of it, or one side of a spread */
	struct str cleaning;             /* what was done to the scan, for a person: "turned by 180 degrees" */
	struct str recogniser;           /* "tesseract 5.3.0" */
	struct str raw;                  /* of plain text: all of it, with its white space; else empty */
	struct str lang;                 /* what it was told to read */
	struct node **nodes[NODE_KINDS]; /* by id */
	uint32_t counts[NODE_KINDS];
	struct edit *journal;    /* in the order of application */
	struct lacuna **lacunae; /* in the order in which they were found */
	uint32_t edit_count, lacuna_count;
	unsigned notes;               /* as in struct region */
	struct layout_memory *layout; /* of repair/layout.c, from scratch; NULL: nothing is remembered */
};

void page_init(struct page *page);
void page_release(struct page *page);

/* Frees what stages have left: they have all run. Edits have copies of all that they need. */
void page_drop_scratch(struct page *page);

/* Builders, for readers: each appends, and gives the node for the caller to fill. */
struct region *page_add_region(struct page *page, enum region_type type);
struct line *page_add_line(struct page *page, struct region *region);
struct word *page_add_word(struct page *page, struct line *line, struct str raw);

/*
 * Gives the word what was read in another page: box, confidence, symbols and the rest, but not the raw text, which it
 * has already.
 */
void word_copy_reading(struct page *page, struct word *word, const struct word *read);

/* The node of that kind and id, or NULL where there is none. NODE_PAGE has the one id 0. */
struct node *page_find(const struct page *page, enum node_kind kind, uint32_t id);

/* One letter a kind, as ids are shown to people and in JSON: p0, r3, l12, w40. */
extern const char node_letters[NODE_KINDS + 1];

static inline struct region *first_region(const struct page *p)
{
	return (struct region *)p->node.first;
}
static inline struct region *next_region(const struct region *r)
{
	return (struct region *)r->node.next;
}
static inline struct region *prev_region(const struct region *r)
{
	return (struct region *)r->node.prev;
}
static inline struct line *first_line(const struct region *r)
{
	return (struct line *)r->node.first;
}
static inline struct line *next_line(const struct line *l)
{
	return (struct line *)l->node.next;
}
static inline struct line *prev_line(const struct line *l)
{
	return (struct line *)l->node.prev;
}
static inline struct word *first_word(const struct line *l)
{
	return (struct word *)l->node.first;
}
static inline struct word *last_word(const struct line *l)
{
	return (struct word *)l->node.last;
}
static inline struct word *next_word(const struct word *w)
{
	return (struct word *)w->node.next;
}
static inline struct word *prev_word(const struct word *w)
{
	return (struct word *)w->node.prev;
}
static inline struct region *line_region(const struct line *l)
{
	return (struct region *)l->node.parent;
}
/* Is it text of a language, which may be mended? Formulas and listings stay as they were read. */
static inline bool region_is_prose(const struct region *r)
{
	return region_kinds[r->type].place != PLACE_ASIDE && r->type != REGION_MATHS && r->type != REGION_LISTING;
}

/* Is it such text in sentences, no heading and no furniture? */
static inline bool region_is_running_text(const struct region *r)
{
	return r->type != REGION_HEADING && region_is_prose(r) && region_kinds[r->type].place != PLACE_FURNITURE;
}

/* Does how its words are read tell how good the page is? Not of scattered words, as in pictures of screens. */
static inline bool region_tells_quality(const struct region *r)
{
	return region_is_prose(r) && r->type != REGION_FLOATING;
}

static inline struct line *word_line(const struct word *w)
{
	return (struct line *)w->node.parent;
}

/* Is the word's text part of the running text: not in another word, and not empty? */
static inline bool word_shown(const struct word *w)
{
	return !w->in && w->text.n;
}

/* Is a part of it missing (page/lacuna.h)? Only evidence of what stood there changes such a word. */
bool word_is_fragment(const struct word *w);

/* Is it shown, whole, and of such text? */
static inline bool word_is_prose(const struct word *w)
{
	return word_shown(w) && region_is_prose(line_region(word_line(w))) && !word_is_fragment(w);
}

/* The line's first and last word that is part of the running text; NULL where there is none. */
struct word *first_shown(const struct line *l);
struct word *last_shown(const struct line *l);

/* The next and the previous word of the line that is shown; the other two go on in the region's next and previous
 * lines. */
struct word *next_shown(const struct word *w);
struct word *prev_shown(const struct word *w);
struct word *following_shown(const struct word *w);
struct word *preceding_shown(const struct word *w);

/* The mean confidence (percent) of its words, also of those that are not shown; 0 of none. */
float line_confidence(const struct line *l);

/* The line after l in the body, or NULL; steps over inserts, furniture and pictures. Linear in those. */
struct line *line_after(const struct line *l);

/* Where the line or region is now: as read, or, once words or lines were moved, the union of what it holds. */
struct box line_box(const struct line *line);
struct box region_box(const struct region *region);

/*
 * The medians of the line's words, weighed by their letters; reversed and shaded as most of them are. Where only
 * capitals were measured, x_height is what goes with their height usually. All zero where nothing was measured.
 */
struct type_measures line_type(const struct line *line);

/* The white between two words of a line, pixels; 0 where a place is not known, below where they overlap. */
float white_between(const struct word *before, const struct word *after);

/* The usual one between the line's shown words, that beside one of them (or NULL) aside: their median; 0 of a few. */
float line_space(const struct line *line, const struct word *aside);

/* Measures the heights of the page's words by their boxes and letters: of a page without its scan. */
void type_from_boxes(struct page *page);

static inline bool box_empty(struct box b)
{
	return b.left >= b.right || b.top >= b.bottom;
}
struct box box_union(struct box a, struct box b); /* an empty box adds nothing */
/* Square pixels; 0 of an empty box. */
static inline int64_t box_area(struct box b)
{
	return box_empty(b) ? 0 : (int64_t)(b.right - b.left) * (b.bottom - b.top);
}

/* The part of a text's box that characters begin to end, of all, take up if all are equally wide. */
struct box box_part(struct box b, size_t begin, size_t end, size_t all);

struct box box_common(struct box a, struct box b); /* {0} where they have nothing in common */

/* Makes the page so wide and high (pixels), and brings all that has a place on it to scale. Before the first edit only.
 */
void page_scale(struct page *page, int32_t width, int32_t height);

/*
 * Is the page sound: links both ways, ids and tables agree, joins point to shown words? Gives NULL, or what is wrong.
 * Linear in the page.
 */
const char *page_check(const struct page *page);

/* The nodes from this one to its parent's last; 0 for NULL. */
uint32_t node_count(const struct node *first);

/* The tree's own operations, for page.c, edit.c and readers of stored pages only. */
void node_insert(struct node *parent, struct node *child, struct node *before); /* NULL: at the end */
void node_unlink(struct node *child);
struct node *page_new_node(struct page *page, enum node_kind kind); /* gets its id; has no parent yet */
void page_forget_newest(struct page *page, enum node_kind kind);    /* its id is free again */
void page_add_lacuna(struct page *page, struct lacuna *lacuna);     /* of the arena; beside a word without */

#endif
