/*
 * Make straight what was scanned at a slant.
 *
 * The angle is the one at which sums over the picture's rows differ most from row to row (Postl's method, US patent
 * 4,723,297; Leptonica's pixFindSkew).
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* A slant below this (degrees) harms no line of text; above, columns begin to run into each other. */
static const float least_slant = 1.2F;

/* What the best angle's score must be to the worst's for it to be one of lines of text; Leptonica's mark is 3. */
static const float least_certainty = 3;

/* How far is looked for (degrees): as scanners slant pages, and if there is nothing, as cameras do. */
static const float ranges[] = {7, 20};

/* The lines' slant, degrees; 0 where there are none to tell. */
static float slant_of(PIX *binary)
{
	/* Leptonica's own: reductions for the sweep and for the search, and degrees from one angle to the next. */
	enum { SWEEP = 4, SEARCH = 2 };
	static const float step = 1, finest = 0.01F;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		float slant, certainty;
		if (!pixFindSkewSweepAndSearch(binary, &slant, &certainty, SWEEP, SEARCH, ranges[i], step, finest) &&
		    certainty >= least_certainty)
			return slant;
	}
	return 0;
}

static void straighten(struct scan *s)
{
	float slant = slant_of(scan_binary(s));
	if (fabsf(slant) < least_slant)
		return;
	/* The canvas grows, so that no corner is lost. */
	PIX *grey = scan_grey(s), *straight;
	int w = pixGetWidth(grey), h = pixGetHeight(grey);
	straight = pixRotate(grey, (float)(slant * M_PI / 180), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, w, h);
	if (!straight)
		return;
	int new_w = pixGetWidth(straight), new_h = pixGetHeight(straight);
	int centre_x = new_w / 2, centre_y = new_h / 2, added_left = (new_w - w) / 2, added_top = (new_h - h) / 2;
	struct affine back = affine_turn(-(double)slant, (struct position){centre_x, centre_y});
	struct affine embed = affine_shift(-added_left, -added_top);
	scan_replace(s, straight, affine_then(back, embed));
	scan_note(s, "made straight by %.2f degrees", (double)slant);
}

const struct cleaning_step clean_straighten = {
	.name = "straighten", .summary = "make straight what was scanned at a slant", .run = straighten};
