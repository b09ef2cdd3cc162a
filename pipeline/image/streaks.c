/*
 * Take out streaks: thin dark lines from one edge of the scan to the other.
 *
 * A grain of dust on the glass of a feeder darkens the same sensor all along the page; a fold leaves such a line too.
 * Tesseract takes it for a rule between columns, and loses the letters that it runs through. No rule in print is so
 * long and runs through letters.
 *
 * Where letters show through (a fold's shade), the streak is made as bright as the paper beside it; where nothing does,
 * each row of it becomes what lies between the pixels to its two sides.
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* The widest streak (part of the page's longer side), and how many places along it are looked at. */
static const double widest_streak = 1 / 300.0;
enum { PLACES = 512 };

/* Both sides of a place are about as bright (grey levels) and no darker than this part of the paper, or tell nothing.
 */
enum { EVEN = 45 };
static const double darkest_paper = 0.6;

/* A streak is darker than its sides by so much, in so many of the places that tell. */
enum { DARKER = 25 };
static const double least_length = 0.98, least_told = 0.3;

/* On a streak that lets ink show through, ink is so much darker than paper; its paper has at least this grey level. */
static const double shown_ink = 0.7;
enum { LEAST_SHOWN = 40 };

/* Over so much of its length a streak has ink at both sides, where it runs through letters; a rule has none. */
static const double least_crossed = 0.005;

/* A page along which streaks run, downwards or across. */
struct sheet {
	void **lines;
	int breadth, length; /* pixels: across the streaks, along them */
	int paper;           /* grey level */
	bool lying;
};

struct streak {
	int first, end; /* across the sheet, end exclusive, soft edges and all */
};

static int grey_at(const struct sheet *s, int across, int along)
{
	return (int)(s->lying ? GET_DATA_BYTE(s->lines[across], along) : GET_DATA_BYTE(s->lines[along], across));
}

static void set_grey(const struct sheet *s, int across, int along, uint8_t grey)
{
	if (s->lying)
		SET_DATA_BYTE(s->lines[across], along, grey);
	else
		SET_DATA_BYTE(s->lines[along], across, grey);
}

static int widest(const struct sheet *s)
{
	return (int)fmax(3, widest_streak * fmax(s->breadth, s->length));
}

/* Is the pixel between two others on a line that runs from one end of the sheet to the other? */
static bool is_dark_throughout(const struct sheet *s, int across)
{
	int reach = widest(s) + 2, told = 0, light = 0;
	for (int i = 0; i < PLACES; i++) {
		int along = (int)((long)i * (s->length - 1) / (PLACES - 1));
		int left = grey_at(s, across - reach, along), right = grey_at(s, across + reach, along);
		int side = left < right ? left : right;
		if (abs(left - right) > EVEN || side < darkest_paper * s->paper)
			continue;
		light += side - grey_at(s, across, along) < DARKER;
		if (light > (1 - least_length) * PLACES)
			return false;
		told++;
	}
	return told >= least_told * PLACES && light <= (1 - least_length) * told;
}

static bool is_ink(const struct sheet *s, int across, int along)
{
	return grey_at(s, across, along) < darkest_paper * s->paper;
}

static bool runs_through_letters(const struct sheet *s, struct streak k)
{
	int crossed = 0;
	for (int along = 0; along < s->length; along++)
		crossed += is_ink(s, k.first - 1, along) && is_ink(s, k.end, along);
	return crossed >= least_crossed * s->length;
}

/* The next streak from a place on, its soft edges included; false: there is none. */
static bool next_streak(const struct sheet *s, int from, struct streak *next)
{
	int margin = widest(s) + 2;
	for (int x = from < margin ? margin : from; x < s->breadth - margin; x++) {
		int end = x;
		while (end < s->breadth - margin && is_dark_throughout(s, end))
			end++;
		*next = (struct streak){x - 1, end + 1};
		if (end > x && end - x <= widest(s) && runs_through_letters(s, *next))
			return true;
		x = end;
	}
	return false;
}

/* The median grey of a line of the sheet, where both sides of a streak are ink, or both paper; -1: they are nowhere. */
static int median_grey(const struct sheet *s, struct streak k, int across, bool of_ink)
{
	int counts[256] = {0}, n = 0, grey = 0;
	for (int along = 0; along < s->length; along++) {
		if (is_ink(s, k.first - 1, along) != of_ink || is_ink(s, k.end, along) != of_ink)
			continue;
		counts[grey_at(s, across, along)]++;
		n++;
	}
	for (int below = counts[0]; below * 2 < n; below += counts[grey])
		grey++;
	return n ? grey : -1;
}

/* Makes a line of the sheet as bright as its paper is beside it, if ink shows through; false: none does. */
static bool brighten(const struct sheet *s, struct streak k, int across)
{
	int paper = median_grey(s, k, across, false), ink = median_grey(s, k, across, true);
	if (paper < LEAST_SHOWN || ink < 0 || ink > shown_ink * paper)
		return false;
	for (int along = 0; along < s->length; along++) {
		int grey = grey_at(s, across, along) * s->paper / paper;
		set_grey(s, across, along, (uint8_t)(grey < 255 ? grey : 255));
	}
	return true;
}

static void take_out(const struct sheet *s, struct streak k)
{
	for (int across = k.first; across < k.end; across++) {
		if (brighten(s, k, across))
			continue;
		int of = k.end - k.first + 1, right = across - k.first + 1;
		for (int along = 0; along < s->length; along++) {
			int sum = grey_at(s, k.first - 1, along) * (of - right) + grey_at(s, k.end, along) * right;
			set_grey(s, across, along, (uint8_t)(sum / of));
		}
	}
}

/* Takes out the streaks of a direction, in a copy of the picture that is made for the first; gives how many. */
static int take_out_all(PIX *grey, bool lying, PIX **mended)
{
	int w = pixGetWidth(grey), h = pixGetHeight(grey), n = 0;
	void **lines = pixGetLinePtrs(*mended ? *mended : grey, NULL);
	struct sheet s = {lines, lying ? h : w, lying ? w : h, scan_paper(grey, 4), lying};
	for (struct streak k = {0, 0}; next_streak(&s, k.end, &k); n++) {
		if (!*mended) {
			*mended = pixCopy(NULL, grey);
			lept_free(lines);
			s.lines = lines = pixGetLinePtrs(*mended, NULL);
		}
		take_out(&s, k);
	}
	lept_free(lines);
	return n;
}

static void remove_streaks(struct scan *s)
{
	PIX *mended = NULL;
	int n = take_out_all(scan_grey(s), false, &mended);
	n += take_out_all(scan_grey(s), true, &mended);
	if (!mended)
		return;
	scan_replace(s, mended, affine_identity);
	scan_note(s, n > 1 ? "%d streaks taken out" : "a streak taken out", n);
}

const struct cleaning_step clean_streaks = {.name = "streaks",
					    .summary = "take out the thin lines that a feeder's dusty glass leaves",
					    .run = remove_streaks};
