/*
 * Pictures of a page's letters, as they stand in its well read words, for comparing them with others.
 *
 * All are sampled from the cleaned image at one x-height into cells, column by column: towards the right, or mirrored.
 * Recognisers' boxes of symbols are not exact, so that pictures unlike the others of their letter are left out.
 */
#ifndef EMEND_IMAGE_GLYPHS_H
#define EMEND_IMAGE_GLYPHS_H

#include "image/scan.h"

/* Cells: of an x-height; rows above the baseline, and all of them, from an ascender's top to a descender's foot. */
enum { GLYPH_X_HEIGHT = 16, GLYPH_ABOVE = 28, GLYPH_ROWS = 40, GLYPH_COLUMNS = 36 };

struct glyph {
	float cells[GLYPH_COLUMNS][GLYPH_ROWS]; /* from 0 (paper) to 1 (full ink) */
	int advance;                            /* columns from its beginning to the next letter's */
	float odd;                              /* how far it is from others of its letter */
};

/* Where a letter is on the page. */
struct glyph_place {
	const struct word *word;
	uint32_t symbol;
	float x_height; /* of its line, pixels of the scan */
};

struct glyphs_of_letter {
	struct glyph_place *places;
	size_t place_count;
	struct glyph *list; /* those nearest to the word that is looked at; NULL: not yet taken */
	int count;
};

/* Letters and marks of ASCII; 0 is none. */
enum { GLYPH_LETTERS = 128 };

struct glyphs {
	struct scan *scan;
	struct Pix *grey;
	float dark[256]; /* of each grey level */
	struct arena places, pictures;
	struct glyphs_of_letter of[GLYPH_LETTERS];
	const struct word *near; /* pictures are of letters about it, in type of this size (pixels of the scan) */
	float x_height;
	bool right; /* columns run to the right */
};

/* Finds the letters of the page; false where the scan tells of no ink. Borrows both. */
bool glyphs_init(struct glyphs *g, struct scan *scan, const struct page *page);
void glyphs_release(struct glyphs *g);

/* The letter's number: its code; of a typographer's apostrophe that of '; 0 of others. */
int glyph_letter(struct str symbol);

/* From now on pictures are of letters in the word's region, in type of its size, towards that side. */
void glyphs_near(struct glyphs *g, const struct word *word, float x_height, bool right);

/* The pictures of a letter, those first that are most like the others; gives how many there are. */
int glyphs_of(struct glyphs *g, int letter, const struct glyph **list);

/* A place on the image, pixels: the outer end of a letter on the baseline. */
struct glyph_spot {
	double x, baseline, cell; /* cell: pixels of one, below 0 towards the left */
};

/* The spot of what begins in that box (of the scan) in the word; false where its line has no baseline. */
bool glyph_spot_of(const struct glyphs *g, const struct word *word, struct box on_scan, struct glyph_spot *spot);

/*
 * The mean darkness of cells from the spot on, column by column, with so many rows more above and below (GLYPH_ROWS at
 * most). Beyond the image is paper.
 */
void glyph_cells(const struct glyphs *g, const struct glyph_spot *spot, int columns, int margin, float *cells);

/* Columns from the spot to where the next symbol of the word begins, or to the end of a last one; 2 at least. */
int glyph_advance(const struct glyphs *g, const struct word *word, uint32_t symbol, const struct glyph_spot *spot);

#endif
