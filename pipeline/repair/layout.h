/*
 * What layout stages see of a page: its lines of text with their place and type, straightened, and the usual ones.
 *
 * Coordinates are pixels of the scan, turned so that lines lie level and upright whatever way the scan does: x to the
 * right, y down. A line's place is told by its words, its baseline and its type, not by boxes of the recogniser, which
 * are too high where a line lies aslant. All belongs to the page's scratch; edits of the page do not change a layout
 * that was made before them.
 */
#ifndef EMEND_REPAIR_LAYOUT_H
#define EMEND_REPAIR_LAYOUT_H

#include "page/page.h"

/* A rectangle of the straightened page. */
struct area {
	double left, top, right, bottom;
};

struct layout_line {
	struct line *line;
	struct area area;          /* from the height of capitals to the baseline */
	struct type_measures type; /* x_height and height are always given: where not measured, from the words' boxes */
	size_t letters;            /* bytes of its words */
	double capitals;           /* part of the letters that are upper case */
	bool wordless;             /* neither a letter nor a digit in it: "* * *" */
};

/* A region of text as layout sees it: lines of one type, one under the other. */
struct layout_block {
	struct region *region;
	struct area area;
	struct type_measures type; /* the medians of its lines */
	const struct layout_line *first, *last;
	size_t line_count, letters;
	double capitals;
	bool centred; /* two lines or more whose middles agree and whose ends do not */
};

struct layout {
	const struct page *page;
	struct layout_line *lines; /* text of the body, inserts and furniture; by number */
	size_t line_count;
	const struct layout_line *
		*by_foot;      /* the lines by their feet, from top to bottom: as long as they stay in place */
	struct area *pictures; /* image regions, pieces of one put together, frames of rules about one; and tables */
	size_t picture_count;
	struct area *rules; /* separators */
	size_t rule_count;
	struct area text; /* all lines together */
	double sine, cosine;
	struct type_measures body; /* the usual type of the page's text */
	double leading;            /* between baselines of the body */
};

/*
 * False where the page has no lines with a place. The page remembers its layout until the next edit; what is given is a
 * copy. After changes that are no edits, as measures of type, it must forget.
 */
bool layout_init(struct layout *layout, struct page *page);
void layout_forget(struct page *page);

/* How many of the lines by foot stand above this height. */
size_t lines_above(const struct layout *layout, double height);

/* The page's regions of text, in the page's order. */
struct layout_block *layout_blocks(const struct layout *layout, struct arena *arena, size_t *count);

/* The block's two outermost shown words at its end or beginning, the outermost first, as a joint has them. */
void block_words(const struct layout_block *block, bool end, struct str words[2]);

/* Is it of the body, and text of a language? */
bool is_body_text(const struct layout_block *block);

/* Is the block set as the body is, in size, weight and slant? */
bool is_body_type(const struct layout *layout, const struct layout_block *block);

/*
 * The nearest of the blocks above (direction -1) or below (1) block i in its column for which wanted is true, or NULL.
 */
const struct layout_block *block_beyond(const struct layout_block *blocks, size_t count, size_t i, int direction,
					bool (*wanted)(const struct layout *, const struct layout_block *),
					const struct layout *layout);

/* Where a box of the scan lies when straightened: about its centre, as wide and high as it was. */
struct area layout_area(const struct layout *layout, struct box box);

/* Are these rules the upright sides of a frame: of one height, the one left of the other? */
bool are_sides(const struct layout *layout, struct area left, struct area right);

/* Fills by_foot from the arena; for layout_init. */
void sort_by_foot(struct layout *layout, struct arena *arena);

/* Puts together and leaves out pictures, once lines and the body's type are known; for layout_init. */
void find_pictures(struct layout *layout);

/* Is it a picture, by its size, and not an ornament? */
bool is_picture(const struct layout *layout, struct area area);

/* The picture in which most of the area lies, or NULL. */
const struct area *picture_around(const struct layout *layout, struct area area);

/* The distance down to the picture where the block stands over or under it, in its width; or infinity. */
double picture_distance(const struct layout_block *block, struct area picture);

/* Does it begin as captions do, "Fig. 3:", "Figure 2.", or is it nothing but "Fig. 3"? */
bool begins_as_caption(const struct layout_block *block);

/* Is the picture none, but the frame of the page's text? */
bool holds_most_text(const struct layout *layout, const struct area *picture);

/* Stands a caption with a number, "Fig. 3:", at the picture or in it? */
bool has_numbered_caption(const struct layout *layout, const struct layout_block *blocks, size_t count,
			  const struct area *picture);

/*
 * Is block i the title or the axis of a chart: few letters close to a picture, in its middle, whose caption, "Fig. 3:",
 * is another block? Headings keep further from pictures.
 */
bool is_chart_label(const struct layout *layout, const struct layout_block *blocks, size_t count, size_t i);

/* How much two areas have in common across and down; negative: the gap between them. */
double area_across(struct area a, struct area b);
double area_down(struct area a, struct area b);
double area_width(struct area a);
double area_height(struct area a);
bool area_is_above(struct area a, struct area b);     /* by their middles */
struct area area_union(struct area a, struct area b); /* an area of no width adds nothing */

/* Makes the size of a box on a slanted page (pixels) that of what stands in it. */
void take_slant_off(double *width, double *height, double cosine, double sine);

/* Are the lines set in the same type: size, and where both are strict also weight and slant? */
bool same_size(const struct type_measures *a, const struct type_measures *b);
bool same_face(const struct type_measures *a, const struct type_measures *b);

/* Is a bolder than b, for their sizes? */
bool is_bolder(const struct type_measures *a, const struct type_measures *b);

#endif
