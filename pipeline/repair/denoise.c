/*
 * Set aside what is no text: photographs, rules, specks and page edges that were read as letters.
 *
 * A line is doubted that was read with little confidence and holds no word. A paragraph of doubted lines only becomes
 * noise; a doubted line among good ones is moved out only where its place or shape speaks against it as well, since
 * there it may be text that was read badly. Where most of a page is doubted it is a bad scan, or of another language,
 * and stays as it is.
 */
#include "repair/place.h"

#include "base/order.h"
#include "base/utf8.h"
#include "language/address.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

/* Lines read with less confidence (percent, mean of the letters) may be doubted; marks without a letter, with less. */
static const float doubtful = 35, doubtful_marks = 60;

/* An address is no noise if it was read with so much confidence (percent): no lexicon has it, and most are pale. */
static const float address_held = 20;

/* So are few letters that stand alone: ornaments and bits of pictures are read as one syllable, and not as badly. */
static const float doubtful_few = 80;
enum { FEW_LETTERS = 3 };

/* A line holds a word if the dictionary knows one of so many letters, read with so much confidence (percent). */
static const struct {
	size_t letters;
	float confidence;
} words_held[] = {{4, 20}, {3, 45}, {2, 75}};

/* Anything read with this confidence (percent) is printed. */
static const float sure = 85;

/* Of the page's usual height of words: lower and higher ones are no lines of its text. */
static const double lowest = 0.5, highest = 2.5;

/* A box that begins this near to the page's edge (parts of the page's width) touches it. */
static const double edge = 0.008;

/* On a page with more doubted lines than this part of all the recogniser failed; unless it has few lines. */
static const double most_doubted = 0.4;
enum { FEW_LINES = 12 };

struct denoise {
	struct repair *repair;
	double usual_height; /* of words, pixels of the scan; 0: not known */
};

/* The word without the punctuation about it. */
static struct str core_of(struct str s)
{
	while (s.n && ispunct((unsigned char)s.s[0]))
		s = (struct str){s.s + 1, s.n - 1};
	while (s.n && ispunct((unsigned char)s.s[s.n - 1]))
		s.n--;
	return s;
}

/* Letters of the core; 0 where something else stands among them. */
static size_t letters_in(struct str core)
{
	size_t n = 0;
	for (size_t at = 0; at < core.n;) {
		uint32_t c = utf8_next(core, &at);
		if (utf8_is_letter(c))
			n++;
		else if (c != '-' && c != '\'' && c != RIGHT_SINGLE)
			return 0;
	}
	return n;
}

static bool holds_word(const struct denoise *d, const struct word *w)
{
	struct str core = core_of(w->raw);
	size_t letters = letters_in(core);
	if (w->confidence >= sure || (w->numeric && w->confidence >= doubtful) ||
	    (w->confidence >= address_held && address_is(w->raw)))
		return true;
	for (size_t i = 0; i < sizeof words_held / sizeof *words_held; i++)
		if (letters >= words_held[i].letters && w->confidence >= words_held[i].confidence)
			return lexicon_knows(d->repair->lexicon, core);
	return false;
}

/* A large letter alone may begin a paragraph, a number alone may be the page's: both are often read badly. */
static bool may_stand_alone(const struct denoise *d, const struct line *l)
{
	const struct word *w = first_word(l);
	if (next_word(w))
		return false;
	struct str core = core_of(w->raw);
	bool number = core.n > 0;
	for (size_t i = 0; i < core.n; i++)
		number = number && isdigit((unsigned char)core.s[i]);
	return number || (letters_in(core) == 1 && w->box.bottom - w->box.top > 1.5 * d->usual_height);
}

static float confidence_of(const struct line *l, bool *marks_only)
{
	double sum = 0, all = 0;
	*marks_only = true;
	for (const struct word *w = first_word(l); w; w = next_word(w)) {
		sum += (double)w->confidence * (double)w->raw.n;
		all += (double)w->raw.n;
		for (size_t i = 0; i < w->raw.n; i++)
			*marks_only = *marks_only && !isalnum((unsigned char)w->raw.s[i]);
	}
	return all > 0 ? (float)(sum / all) : 100;
}

/* Is it a line of few letters, and all of its region? Numbers and initials with their stops are none: "No. 5", "R. B."
 */
static bool is_few_alone(const struct line *l)
{
	size_t letters = 0;
	for (const struct word *w = first_word(l); w; w = next_word(w))
		for (size_t at = 0; at < w->raw.n;) {
			uint32_t c = utf8_next(w->raw, &at);
			letters += utf8_is_letter(c);
			if (utf8_is_digit(c) || c == '.')
				return false;
		}
	return letters <= FEW_LETTERS && first_line(line_region(l)) == l && !next_line(l);
}

static bool is_doubted(const struct denoise *d, const struct line *l)
{
	bool marks_only;
	if (!first_word(l) || may_stand_alone(d, l))
		return false;
	float confidence = confidence_of(l, &marks_only);
	if (confidence >= (marks_only ? doubtful_marks : is_few_alone(l) ? doubtful_few : doubtful))
		return false;
	for (const struct word *w = first_word(l); w; w = next_word(w))
		if (w->in || holds_word(d, w))
			return false;
	return true;
}

static bool is_judged(const struct region *r)
{
	return first_line(r) && region_kinds[r->type].place != PLACE_ASIDE;
}

/* The median height of the words that were read well; 0 where there is none. */
static double find_usual_height(const struct page *page)
{
	size_t n = 0;
	int *heights = must_alloc((size_t)page->counts[NODE_WORD] + 1, sizeof *heights);
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		if (w->confidence >= sure && !box_empty(w->box))
			heights[n++] = w->box.bottom - w->box.top;
	}
	qsort(heights, n, sizeof *heights, by_int);
	double usual = n ? heights[n / 2] : 0;
	free(heights);
	return usual;
}

static bool at_edge(const struct page *page, struct box b)
{
	struct box f = page->frame;
	double near = edge * (f.right - f.left);
	return b.left < f.left + near || b.right > f.right - near || b.top < f.top + near || b.bottom > f.bottom - near;
}

/* What speaks against a line as text, for a person; or NULL. */
static const char *evidence_against(const struct denoise *d, const struct line *l)
{
	const struct page *page = d->repair->page;
	struct box b = line_box(l);
	int height = b.bottom - b.top;
	if (picture_behind(page, b))
		return "in a picture";
	if (at_edge(page, b))
		return "at the edge of the page";
	if (d->usual_height > 0 && height < lowest * d->usual_height)
		return "lower than the page's words";
	return d->usual_height > 0 && height > highest * d->usual_height ? "higher than the page's words" : NULL;
}

static float sureness(const struct line *l)
{
	bool marks_only;
	return 100 - confidence_of(l, &marks_only);
}

static void set_line_aside(struct denoise *d, struct line *l, const char *evidence)
{
	struct page *page = d->repair->page;
	struct reason why = repair_reason(d->repair, sureness(l), "no word, read with little confidence %s", evidence);
	struct region *aside = edit_add_region(page, why, REGION_NOISE, next_region(line_region(l)));
	edit_move(page, why, &l->node, 1, &aside->node, NULL);
}

/* Judges the lines of one region. */
static void judge_region(struct denoise *d, struct region *r)
{
	bool all = true;
	float least = 100;
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		all = all && (!first_word(l) || is_doubted(d, l));
		least = fminf(least, sureness(l));
	}
	if (all) {
		edit_type(d->repair->page,
			  repair_reason(d->repair, least, "no word in it, read with little confidence"), r,
			  REGION_NOISE);
		return;
	}
	for (struct line *l = first_line(r), *next; l; l = next) {
		next = next_line(l);
		const char *evidence = is_doubted(d, l) ? evidence_against(d, l) : NULL;
		if (evidence)
			set_line_aside(d, l, evidence);
	}
}

/* Is the page read well enough for a doubted line to be an exception? */
static bool can_judge(const struct denoise *d)
{
	size_t lines = 0, doubted = 0;
	for (const struct region *r = first_region(d->repair->page); r; r = next_region(r))
		for (const struct line *l = is_judged(r) ? first_line(r) : NULL; l; l = next_line(l)) {
			lines++;
			doubted += is_doubted(d, l);
		}
	return doubted && (lines <= FEW_LINES || (double)doubted <= most_doubted * (double)lines);
}

static void denoise(struct repair *r)
{
	struct denoise d = {.repair = r, .usual_height = find_usual_height(r->page)};
	if (!can_judge(&d))
		return;
	for (struct region *g = first_region(r->page), *next; g; g = next) {
		next = next_region(g);
		if (is_judged(g))
			judge_region(&d, g);
	}
}

const struct repair_stage stage_denoise = {.name = "denoise",
					   .summary = "set aside pictures, rules and specks read as text",
					   .needs = REPAIR_GEOMETRY | REPAIR_LEXICON,
					   .run = denoise};
