/*
 * The values that stored OCR results are made of: numbers, boxes, points, properties, languages.
 *
 * What is no value reads as none. A coordinate below zero becomes zero; a box is none where a coordinate is beyond
 * every scan.
 */
#ifndef EMEND_SOURCE_OCR_VALUES_H
#define EMEND_SOURCE_OCR_VALUES_H

#include "page/page.h"

/* Pixels: no scan is so large a side, and sums of two are integers. */
enum { MOST_PIXELS = 1 << 17 };

/* The attribute's value, or "" where the element lacks it. The list is libxml2's: names and values in turn. */
struct str ocr_attribute(const char *const *attributes, const char *name);

/* White space of HTML and XML. */
static inline bool ocr_is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* s without the white space at its ends, that of HTML and the no-break space. */
struct str ocr_trimmed(struct str s);

/* The next piece between white space, from *at on, which moves behind it; empty at the end. */
struct str ocr_token(struct str s, size_t *at);

/*
 * The next decimal number of s, from *at on; white space, commas and semicolons before it are stepped over. False
 * where none is left, or what stands there is none.
 */
bool ocr_number(struct str s, size_t *at, double *value);

/* Up to most numbers; gives how many there are. */
size_t ocr_numbers(struct str s, double *out, size_t most);

/* The one number that s is, or missing. */
double ocr_number_or(struct str s, double missing);

/* Pixels, rounded; false, and none, where it is beyond every scan. */
bool ocr_pixels(double value, int32_t *out);

/* The box with these corners, in any order; empty where a coordinate is none. */
struct box ocr_box(double left, double top, double right, double bottom);

/* The property of that name in a title attribute of hOCR, "bbox 1 2 3 4; x_wconf 95": its value, or "". */
struct str ocr_property(struct str title, const char *name);

/* The value of a property with its quotes and backslashes taken off, from the arena. */
struct str ocr_unquoted(struct arena *arena, struct str value);

/* The value of KEY in a custom attribute of PAGE-XML, "structure {type:heading;}", or "". */
struct str ocr_custom(struct str custom, const char *group, const char *key);

/* Tesseract's name of a language, "eng", for what files call it: "en", "en-GB", "English", "eng"; or "". */
struct str ocr_language(struct str name);

/*
 * The type of region that files call so: our names and PAGE-XML's in any case, with spaces or underscores for hyphens,
 * those of SegmOnto ("RunningTitleZone"), and some usual ones; REGION_TYPES where it is none of these.
 */
enum region_type ocr_region_type(struct str name);

/* The direction of writing that is called so, "rtl" or "right-to-left", as origins have it; or "". */
struct str ocr_direction(struct str name);

/*
 * What the angle, in degrees clockwise, by which text is turned says of its origin: where its top points, in right
 * angles, and the rest as its skew.
 */
void ocr_turn(struct origin *origin, double clockwise);

#endif
