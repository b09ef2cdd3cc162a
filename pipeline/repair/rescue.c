/*
 * Read what the recogniser overlooked: pale, shaded and reversed text, dropped lines and columns, large initials.
 *
 * Ink that looks like text and lies under no word (image/ink.h) is cut out, made black on white, and read for what it
 * is: a block, a line, one letter. A reading is believed for its confidence and its words; it joins the page where it
 * stands: in the line beside it, as a line of the region around it, or as a region of its own. What was misread there
 * before, with little confidence, is set aside as noise.
 */
#include "image/crop.h"
#include "image/measure.h"
#include "ocr/recognise.h"
#include "page/text.h"
#include "repair/judge.h"
#include "repair/place.h"
#include "repair/rescue.h"

#include "base/order.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A word read with less confidence (percent) does not cover its ink: it may be a misreading of what stands there. */
static const float least_cover = 30;

/* A line is believed with this confidence (percent), or with the lower one if half of its letters are in known words.
 */
static const float sure = 82, sure_over_picture = 90, likely = 55;
static const size_t fewest = 2, fewest_over_picture = 4; /* letters */
static const double least_known = 0.5;

/* So much (percent) is what two looks at the ink agree on believed at least. */
static const float agreed = 75;

/* Less than this is little for a word that stands alone, of large type; what a letter may be besides has it. */
static const float sure_letter = 60;

/* A word so high (x-heights), not much wider than high, and read with less than that, may be bits of an initial. */
static const double least_initial = 2.4, widest_initial = 1.6;

/* Text that stands out less than this part of what the page's text does is pale: it is set apart from the body. */
static const double pale = 0.6;

/* So few letters or marks that were read of pale ink, with less than that confidence (percent), may be of a word. */
enum { LONGEST_SCRAP = 2 };
static const float sure_scrap = 92;

/* A line is no higher than this (heights of its letters, the usual one). */
static const double highest_line = 2.4;

/* No page has more groups worth reading (blocks and lines; letters): a limit against pictures that look like text. */
enum { MOST_GROUPS = 40 };

/* The texture of a picture makes groups of a few letters; one that has fewer is not worth a look there, unless it
 * stands on paper, in a frame about picture and caption. */
enum { FEWEST_IN_PICTURE = 5 };

static bool is_pale(const struct rescue *s, const struct word *w)
{
	return ink_depth(s->ink, upright_box(s->repair, w->box)) < pale * s->usual_depth;
}

/* Is it a mark or two, in a line of dark words, of a pale one that was passed over: ":" of an address in grey? */
static bool is_scrap(const struct rescue *s, const struct word *w)
{
	if (!s->in_lines || utf8_count(w->raw) > LONGEST_SCRAP || w->confidence >= sure_scrap || !is_pale(s, w))
		return false;
	const struct word *dark = first_word(word_line(w));
	while (dark && (utf8_count(dark->raw) <= LONGEST_SCRAP || dark->confidence < least_cover || is_pale(s, dark)))
		dark = next_word(dark);
	return dark != NULL;
}

bool is_doubtful(const struct rescue *s, const struct word *w)
{
	struct box b = upright_box(s->repair, w->box);
	if (is_scrap(s, w))
		return true;
	double height = b.bottom - b.top, width = b.right - b.left;
	bool stem = str_equal(w->raw, STR("|")); /* of an initial, its arms left out */
	return w->confidence < least_cover || ((stem || w->confidence < sure_letter) &&
					       height > least_initial * s->x_height && width < widest_initial * height);
}

/* Covers what was read: doubtful words of the recogniser are not, those that were read here are. */
static void cover_words(struct rescue *s)
{
	struct page *page = s->repair->page;
	s->covered_count = 0;
	s->covered = must_realloc(s->covered, (size_t)page->counts[NODE_WORD] + 1, sizeof *s->covered);
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		if ((i >= s->given || !is_doubtful(s, w)) && !box_empty(w->box))
			s->covered[s->covered_count++] = upright_box(s->repair, w->box);
	}
	s->words_before = s->covered_count;
}

/* The median contrast of some of the words; 0 without words. */
static double find_usual_depth(const struct rescue *s)
{
	enum { SOME = 64 };
	int depths[SOME] = {0}, n = 0;
	size_t step = s->covered_count / SOME + 1;
	for (size_t i = 0; i < s->covered_count && n < SOME; i += step)
		depths[n++] = ink_depth(s->ink, s->covered[i]);
	qsort(depths, (size_t)n, sizeof *depths, by_int);
	return n ? depths[n / 2] : 0;
}

static bool is_number(const struct line *l)
{
	const struct word *w = first_word(l);
	bool digits = w && !next_word(w) && w->raw.n > 0;
	for (size_t i = 0; digits && i < w->raw.n; i++)
		digits = w->raw.s[i] >= '0' && w->raw.s[i] <= '9';
	return digits;
}

static bool is_believed(const struct repair *r, const struct line *l, const struct ink_group *g)
{
	struct judgement j = judge_line(r, l);
	if (g->lines == 0)
		return true;
	if (g->number)
		return is_number(l) && j.confidence >= likely;
	if (j.letters < (g->ground || g->few ? fewest_over_picture : fewest))
		return false;
	if (j.confidence >= (g->ground || g->few ? sure_over_picture : sure))
		return g->few ? j.known >= least_known : j.known > 0 || j.letters > 4;
	return !g->few && j.confidence >= likely && j.known >= least_known;
}

/* Is the word one that was misread before of the ink that the box holds? An initial beside it makes a word's box higher
 * than its line. */
static bool was_misread(const struct rescue *s, const struct word *w, struct box b)
{
	struct box word = upright_box(s->repair, w->box), common = box_common(word, b);
	bool stretched = word.bottom - word.top > least_initial * s->x_height &&
			 common.right - common.left >= 0.8 * (word.right - word.left) &&
			 common.bottom - common.top >= 0.8 * (b.bottom - b.top);
	return is_doubtful(s, w) && word_shown(w) && !box_empty(w->box) &&
	       (2 * box_area(common) >= box_area(word) || stretched);
}

/* Does a word of the line stand where this one does? */
static bool stands_in(const struct line *l, const struct word *w)
{
	for (const struct word *other = first_word(l); other; other = next_word(other))
		if (2 * box_area(box_common(other->box, w->box)) >= box_area(w->box))
			return true;
	return false;
}

/* Does the word lie in the box of its own that a letter stands in? */
static bool is_in_frame(const struct rescue *s, const struct word *w, const struct ink_group *g)
{
	struct box word = upright_box(s->repair, w->box);
	return !g->lines && g->ground && word_shown(w) && !box_empty(w->box) &&
	       2 * box_area(box_common(word, g->box)) > box_area(word);
}

/*
 * Moves what was misread where the line stands to a region of noise. Of the page's words from `before` on, which the
 * same look at the ink gave, that is what a word of the line stands in for: the boxes of curved lines overlap.
 */
static void set_aside(struct rescue *s, const struct ink_group *g, const struct line *l, uint32_t before)
{
	struct page *page = s->repair->page;
	struct box b = upright_box(s->repair, l->box);
	struct line *aside = NULL;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if ((!was_misread(s, w, b) && !is_in_frame(s, w, g)) ||
		    line_region(word_line(w))->type == REGION_NOISE || (i >= before && !stands_in(l, w)))
			continue;
		struct reason why =
			repair_reason(s->repair, 100 - w->confidence, "read better when cut out of the page");
		if (!aside)
			aside = edit_add_line(page, why, edit_add_region(page, why, REGION_NOISE, NULL), NULL);
		edit_move(page, why, &w->node, 1, &aside->node, NULL);
	}
}

/* The middle of a box, doubled. */
static struct point box_middle(struct box b)
{
	return (struct point){b.left + b.right, b.top + b.bottom};
}

static void add_words(struct rescue *s, const struct line *read, struct line *into, struct reason why)
{
	struct page *page = s->repair->page;
	for (const struct word *w = first_word(read); w; w = next_word(w)) {
		struct word *before = first_word(into);
		if (stands_in(into, w))
			continue; /* the word that was left there has its ink */
		int middle = box_middle(upright_box(s->repair, w->box)).x;
		while (before && box_middle(upright_box(s->repair, before->box)).x < middle)
			before = next_word(before);
		struct word *added = edit_add_word(page, why, into, before, w->raw);
		word_copy_reading(page, added, w);
	}
}

static const char *kind_of(const struct rescue *s, const struct ink_group *g)
{
	if (g->lines == 0)
		return g->reversed ? "a large letter on a dark ground" : "a large letter";
	if (g->ground)
		return "text over a picture";
	if (g->reversed)
		return "text on a darker ground";
	return g->depth < pale * s->usual_depth ? "pale text" : "text";
}

/* Is it set apart from the body by its ink? Where little else was read it is the body. */
static bool is_set_apart(const struct rescue *s, const struct ink_group *g)
{
	enum { FEW = 40 };
	bool cells = g->number && g->lines > 1; /* of a table */
	return cells || (s->words_before >= FEW && (g->reversed || g->ground || g->depth < pale * s->usual_depth));
}

static struct line *line_for(struct rescue *s, const struct ink_group *g, const struct line *read, struct region **own,
			     struct reason why)
{
	struct page *page = s->repair->page;
	struct box at = upright_line(s->repair, read);
	struct line *line = g->lines == 1 && !g->reversed ? line_beside(s->repair, at) : NULL;
	struct region *around = !line && !*own && g->lines && !is_set_apart(s, g) ? region_around(s->repair, at) : NULL;
	if (line)
		return line;
	if (around) {
		struct line *next = first_line(around);
		while (next && box_middle(upright_line(s->repair, next)).y < box_middle(at).y)
			next = next_line(next);
		line = edit_add_line(page, why, around, next);
	} else {
		enum region_type type = g->lines == 0        ? REGION_DROP_CAPITAL
					: is_set_apart(s, g) ? REGION_FLOATING
							     : REGION_PARAGRAPH;
		if (!*own) {
			*own = edit_add_region(page, why, type, region_after(s->repair, at));
			(*own)->box = line_region(read)->box;
		}
		line = edit_add_line(page, why, *own, NULL);
	}
	line->box = read->box;
	line->baseline[0] = read->baseline[0];
	line->baseline[1] = read->baseline[1];
	return line;
}

/* What was read is not looked at again as ink of another kind. */
static void cover_line(struct rescue *s, const struct line *l)
{
	s->covered = must_realloc(s->covered, s->covered_count + 1, sizeof *s->covered);
	s->covered[s->covered_count++] = upright_box(s->repair, l->box);
}

/* How many lines of the reading there are, and how many of them are believed. */
static size_t count_believed(const struct rescue *s, const struct ink_group *g, struct page *reading, size_t *lines)
{
	size_t believed = 0;
	*lines = 0;
	for (struct region *r = first_region(reading); r; r = next_region(r))
		for (struct line *l = first_line(r); l; l = next_line(l), ++*lines)
			believed += is_believed(s->repair, l, g);
	return believed;
}

void take_over(struct rescue *s, const struct ink_group *g, struct page *reading, bool believed)
{
	struct region *own = NULL;
	uint32_t before = s->repair->page->counts[NODE_WORD];
	size_t lines;
	/* Over a picture, one unbelievable line tells that the group was found at a wrong level; another may be better.
	 */
	if (g->lines && g->ground && count_believed(s, g, reading, &lines) < lines)
		return;
	for (struct region *r = first_region(reading); r; r = next_region(r))
		for (struct line *l = first_line(r); l; l = next_line(l)) {
			if (!believed && !is_believed(s->repair, l, g))
				continue;
			float confidence = judge_line(s->repair, l).confidence;
			struct reason why = repair_reason(s->repair, believed ? fmaxf(confidence, agreed) : confidence,
							  "%s that the recogniser had passed over", kind_of(s, g));
			set_aside(s, g, l, before);
			add_words(s, l, line_for(s, g, l, &own, why), why);
			cover_line(s, l);
		}
}

/* Has the word letters that go below the baseline? */
static bool goes_below(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("gjpqyQ,;()[]{}|/@$", s.s[i]))
			return true;
	return false;
}

/*
 * Draws the boxes in to the ink: of a line that is a picture by itself the recogniser gives words the picture's height.
 * The baseline is where words without descenders end.
 */
static void tighten(const struct rescue *s, struct line *l)
{
	const struct transform *t = &s->repair->scan->transform;
	struct box all = {0};
	int32_t foot = 0;
	l->box = (struct box){0};
	for (struct word *w = first_word(l); w; w = next_word(w)) {
		struct box tight = ink_tight(s->ink, upright_box(s->repair, w->box));
		w->box = box_common(transform_box_to_scan(t, tight), w->box);
		l->box = box_union(l->box, w->box);
		all = box_union(all, tight);
		if (!goes_below(w->raw) && tight.bottom > foot)
			foot = tight.bottom;
	}
	if (foot) {
		l->baseline[0] = transform_point_to_scan(t, all.left, foot);
		l->baseline[1] = transform_point_to_scan(t, all.right, foot);
	}
}

static void tighten_all(const struct rescue *s, struct page *reading)
{
	for (struct region *r = first_region(reading); r; r = next_region(r))
		for (struct line *l = first_line(r); l; l = next_line(l))
			tighten(s, l);
}

void read_cut(struct rescue *s, const struct ink_group *g, int smoothed, struct page *reading)
{
	struct repair *r = s->repair;
	struct transform transform;
	struct Pix *cut = ink_cut(s->ink, r->scan, g, s->covered, s->covered_count, &transform);
	struct Pix *smooth = crop_smoothed(cut, smoothed);
	page_init(reading);
	reading->width = r->page->width;
	reading->height = r->page->height;
	recogniser_read_part(r->recogniser, smooth, &transform,
			     g->lines == 0   ? PART_SYMBOL
			     : g->lines == 1 ? PART_LINE
					     : PART_BLOCK,
			     reading);
	if (g->lines == 1)
		tighten_all(s, reading);
	measure_type(r->scan, reading);
	transform_release(&transform);
	crop_drop(smooth);
	crop_drop(cut);
}

/* Was its ink read already, as ink of another kind? */
static bool is_read(const struct rescue *s, const struct ink_group *g)
{
	return ink_is_covered(g->box, s->covered + s->words_before, s->covered_count - s->words_before);
}

/* Was it read, though with doubt? Few shapes are not worth a second look. */
static bool has_word(const struct rescue *s, const struct ink_group *g)
{
	const struct page *page = s->repair->page;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		if (2 * box_area(box_common(upright_box(s->repair, w->box), g->box)) > box_area(g->box))
			return true;
	}
	return false;
}

/* Reads lines of text. A line that is high for its letters may be two, whose letters touch each other. */
static void read_text(struct rescue *s, const struct ink_group *g)
{
	struct page reading;
	struct ink_group two = *g;
	size_t lines;
	read_cut(s, g, 1, &reading);
	two.lines = 2;
	if (g->lines == 1 && g->box.bottom - g->box.top > highest_line * g->height &&
	    !count_believed(s, g, &reading, &lines)) {
		page_release(&reading);
		read_cut(s, &two, 1, &reading);
		take_over(s, &two, &reading, false);
	} else
		take_over(s, g, &reading, false);
	page_release(&reading);
}

/* Is it as dark as the page's text, with nothing but paper about it as far as a letter is high? */
static bool stands_on_paper(const struct rescue *s, const struct ink_group *g)
{
	const int far = (int)s->x_height;
	const struct box b = g->box, about[] = {{b.left - far, b.top - far, b.right + far, b.top},
						{b.left - far, b.bottom, b.right + far, b.bottom + far},
						{b.left - far, b.top, b.left, b.bottom},
						{b.right, b.top, b.right + far, b.bottom}};
	bool paper = !g->reversed && ink_depth(s->ink, b) >= pale * s->usual_depth;
	for (size_t i = 0; i < sizeof about / sizeof *about && paper; i++) {
		double mean, tenth;
		ink_darkness(s->ink, about[i], &mean, &tenth);
		paper = mean < least_darkness;
	}
	return paper;
}

static bool is_texture(const struct rescue *s, const struct ink_group *g)
{
	const struct repair *r = s->repair;
	return !g->ground && g->letters < FEWEST_IN_PICTURE && !stands_on_paper(s, g) &&
	       picture_behind(r->page, transform_box_to_scan(&r->scan->transform, g->box));
}

/*
 * Is it to be read as text: not of a letter, not read as ink of another kind, no shapes that have a word already, no
 * picture's texture?
 */
static bool is_text(const struct rescue *s, const struct ink_group *g)
{
	return g->lines && !is_of_letter(s, g) && !is_read(s, g) && !(g->few && has_word(s, g)) && !is_texture(s, g);
}

/* Reads the groups that are text; gives whether a block gave words. */
static bool read_texts(struct rescue *s, const struct ink_group *groups, size_t count)
{
	bool gave = false;
	for (size_t i = 0, texts = 0; i < count && texts < MOST_GROUPS; i++) {
		uint32_t words = s->repair->page->counts[NODE_WORD];
		if (!is_text(s, &groups[i]))
			continue;
		read_text(s, &groups[i]);
		texts++;
		gave |= groups[i].lines > 1 && s->repair->page->counts[NODE_WORD] > words;
	}
	return gave;
}

/* Of blocks with words painted over, the recogniser passes over lines as well: what is left of them now is found again.
 */
static void read_rest(struct rescue *s)
{
	size_t count;
	cover_words(s);
	struct ink_group *groups = ink_find(s->ink, s->covered, s->covered_count, &count);
	for (size_t i = 0, lines = 0; i < count && lines < MOST_GROUPS; i++)
		if (is_text(s, &groups[i]) && !groups[i].ground && !groups[i].number) {
			read_text(s, &groups[i]);
			lines++;
		}
	free(groups);
}

static void rescue(struct repair *r)
{
	struct rescue s = {.repair = r, .ink = ink_of(r->scan)};
	size_t count;
	if (!s.ink)
		return;
	s.x_height = scan_x_height(r->scan);
	s.given = r->page->counts[NODE_WORD];
	cover_words(&s);
	s.usual_depth = find_usual_depth(&s);
	s.in_lines = true;
	cover_words(&s);
	read_holes(&s);
	s.in_lines = false;
	cover_words(&s);
	struct ink_group *groups = ink_find(s.ink, s.covered, s.covered_count, &count);
	/* Letters in boxes are the best reading of their ink; other letters may stand beside text that is read first.
	 */
	for (size_t i = 0; i < count; i++)
		if (!groups[i].lines && groups[i].ground)
			read_letter(&s, &groups[i]);
	if (read_texts(&s, groups, count))
		read_rest(&s);
	cover_words(&s);
	for (size_t i = 0; i < count; i++)
		if (!groups[i].lines && !groups[i].ground)
			read_letter(&s, &groups[i]);
	cover_words(&s);
	read_initials(&s);
	free(groups);
	free(s.covered);
	if (r->page->counts[NODE_WORD] > s.given)
		measure_shade(r->scan, r->page);
}

const struct repair_stage stage_rescue = {
	.name = "rescue", .summary = "read text that the recogniser passed over", .needs = REPAIR_IMAGE, .run = rescue};
