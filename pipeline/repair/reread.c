/*
 * Read what is doubtful in lines again: from the crop as it is and smoothed, and take the better reading, word by word.
 *
 * Smoothing closes broken strokes and levels grain, and a line alone is read otherwise than in its page; on poor scans
 * one of the readings is often right where the first was not. All are kept as evidence (edit_reading); a word is
 * changed only where another reading is clearly better than what stands there (choose.h).
 */
#include "base/utf8.h"
#include "image/crop.h"
#include "ocr/recognise.h"
#include "repair/choose.h"

#include <stdlib.h>
#include <string.h>

/*
 * A line's doubt is the sum of its words': an unknown word's, unless it was read with this confidence (percent), is
 * what it lacks to 100 and so much more; a known one's, if it was read with less than unsure, half of what it lacks.
 * One bad word does not vanish among ten good ones, as it does in the mean. Of 70 mendable words on 13 poor pages, 43
 * are in lines of this doubt, 11 a page, and of good pages one in three has such a line; with the mean confidence below
 * 90, 52 are, in 27 a page, and good pages have five.
 */
static const float sure_of_unknown = 92, unknown = 60, unsure = 70, doubtful = 80;

/* With less of its letters in known words (part), or less confidence, it is a listing, a picture, another language. */
static const double least_known = 0.3;
static const float least_read = 40;

/* How a line is looked at; sides of the square that is averaged, pixels. */
static const struct look {
	const char *name;
	int side;
} looks[] = {{"as it is", 1}, {"smoothed 3x3", 3}, {"smoothed 5x5", 5}};

enum { LOOKS = sizeof looks / sizeof *looks };

/* The height of letters in that of their line's box, which has ascenders and descenders. */
static const double letter_part = 0.7;

struct reread {
	struct repair *repair;
	struct box *boxes; /* of all words of the page, in the scan's image */
	size_t box_count;
	struct arena arena;  /* of one line, and so is what follows */
	struct word_row old; /* those of its words that are read again */
	struct box line;     /* of all its words, in the scan's image */
	struct page pages[LOOKS];
	struct candidate *candidates;
	size_t candidate_count;
};

struct doubt {
	struct line *line;
	float doubt;
};

static int by_doubt(const void *a, const void *b)
{
	const struct doubt *x = a, *y = b;
	if (x->doubt != y->doubt)
		return x->doubt > y->doubt ? -1 : 1;
	return x->line->node.id < y->line->node.id ? -1 : 1;
}

/* Text that stands upright and runs from left to right. */
static bool is_plain(const struct region *r)
{
	struct str d = r->origin.direction;
	return region_kinds[r->type].place <= PLACE_INSERT && !r->origin.orientation &&
	       (!d.n || str_equal(d, STR("left-to-right")));
}

/* One character at either end of a line is a bullet, a speck in the margin, or what the page's edge has left. */
static bool is_at_end_alone(const struct word *w)
{
	size_t at = 0;
	if (w->raw.n)
		utf8_next(w->raw, &at);
	return at == w->raw.n && (!prev_word(w) || !next_word(w));
}

static float doubt_of_word(const struct repair *r, const struct word *w)
{
	float lacking = 100 - w->confidence;
	if (!choose_may_change(w->raw) || is_at_end_alone(w))
		return 0;
	if (judge_knows(r, w))
		return w->confidence < unsure ? lacking / 2 : 0;
	return w->confidence < sure_of_unknown ? lacking + unknown : 0;
}

static float doubt_of(const struct repair *r, const struct line *l)
{
	struct judgement j = judge_line(r, l);
	float doubt = 0;
	for (const struct word *w = first_word(l); w; w = next_word(w))
		doubt += doubt_of_word(r, w);
	return j.known < least_known || j.confidence < least_read ? 0 : doubt;
}

/* The page's doubtful lines, the worst first; from the arena. */
static struct doubt *find_doubts(struct repair *r, struct arena *arena, size_t *count)
{
	struct doubt *all = NULL;
	*count = 0;
	for (struct region *g = first_region(r->page); g; g = next_region(g))
		for (struct line *l = is_plain(g) ? first_line(g) : NULL; l; l = next_line(l)) {
			float doubt = doubt_of(r, l);
			if (doubt < doubtful)
				continue;
			all = arena_grow(arena, all, *count, sizeof *all);
			all[(*count)++] = (struct doubt){l, doubt};
		}
	if (*count)
		qsort(all, *count, sizeof *all, by_doubt);
	return all;
}

static void find_boxes(struct reread *s, struct arena *arena)
{
	struct page *page = s->repair->page;
	s->boxes = arena_alloc(arena, (size_t)page->counts[NODE_WORD] + 1, sizeof *s->boxes);
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++)
		s->boxes[s->box_count++] = transform_box_from_scan(&s->repair->scan->transform,
								   ((struct word *)page->nodes[NODE_WORD][i])->box);
}

/* In the scan's image. */
static struct box box_of_row(const struct reread *s, struct word_row row)
{
	struct box all = {0};
	for (size_t i = 0; i < row.count; i++)
		all = box_union(all, s->boxes[row.words[i]->node.id]);
	return all;
}

static struct str text_of(struct arena *arena, const struct word_row *row, size_t first, size_t count)
{
	struct strbuf text = {0};
	for (size_t i = first; i < first + count; i++) {
		strbuf_add(&text, i > first ? STR(" ") : STR(""));
		strbuf_add(&text, row->words[i]->raw);
	}
	struct str copy = arena_str(arena, strbuf_str(&text));
	strbuf_release(&text);
	return copy;
}

static struct judgement judge_row(const struct repair *r, const struct word_row *row, size_t first, size_t count)
{
	struct judgement all = {0};
	for (size_t i = first; i < first + count; i++)
		all = i > first ? judge_both(all, judge_word(r, row->words[i])) : judge_word(r, row->words[i]);
	return all;
}

/* Adds what one look made of some words, or notes that another gave the same. */
static void add_candidate(struct reread *s, int look, struct match m, const struct word_row *read)
{
	struct candidate c = {
		.match = m,
		.words = {read->words + m.new_first, m.new_count},
		.text = text_of(&s->arena, read, m.new_first, m.new_count),
		.old_text = text_of(&s->arena, &s->old, m.old_first, m.old_count),
		.judgement = judge_row(s->repair, read, m.new_first, m.new_count),
		.old = judge_row(s->repair, &s->old, m.old_first, m.old_count),
		.vouched = true,
		.looks = 1U << look,
	};
	for (size_t i = 0; i < m.new_count; i++)
		c.vouched = c.vouched && judge_vouches(s->repair, c.words.words[i]);
	for (size_t i = 0; i < s->candidate_count; i++) {
		struct candidate *o = &s->candidates[i];
		if (o->match.old_first != m.old_first || o->match.old_count != m.old_count ||
		    !str_equal(o->text, c.text))
			continue;
		c.looks |= o->looks;
		*o = o->judgement.confidence >= c.judgement.confidence ? *o : c;
		o->looks = c.looks;
		return;
	}
	s->candidates = arena_grow(&s->arena, s->candidates, s->candidate_count, sizeof c);
	s->candidates[s->candidate_count++] = c;
}

/* Reads the crop once more; gives whether any word was read otherwise than it stands there. */
static bool look_at(struct reread *s, int look, struct Pix *cut, const struct transform *transform)
{
	struct page *page = &s->pages[look];
	struct Pix *smooth = crop_smoothed(cut, looks[look].side);
	size_t count;
	bool news = false;
	page_init(page);
	page->width = s->repair->page->width;
	page->height = s->repair->page->height;
	recogniser_read_part(s->repair->recogniser, smooth, transform, PART_LINE, page);
	crop_drop(smooth);
	struct word_row read = row_of_page(&s->arena, page);
	struct match *matches = align_rows(&s->arena, s->old, read, &count);
	for (size_t i = 0; i < count; i++)
		if (matches[i].new_count)
			add_candidate(s, look, matches[i], &read);
	for (size_t i = 0; i < s->candidate_count; i++)
		news = news || !str_equal(s->candidates[i].text, s->candidates[i].old_text);
	return news;
}

/*
 * The words of a row from the one before the first doubtful one to the one after the last: what is not in doubt is
 * not read again, but a word is read better beside its neighbours. None where no shown word is in doubt.
 */
static struct word_row doubtful_part(const struct repair *r, struct word_row row)
{
	size_t first = row.count, last = 0;
	for (size_t i = 0; i < row.count; i++)
		if (doubt_of_word(r, row.words[i]) > 0) {
			first = first < i ? first : i;
			last = i;
		}
	if (first == row.count)
		return (struct word_row){0};
	first -= first > 0;
	last += last + 1 < row.count;
	return (struct word_row){row.words + first, last + 1 - first};
}

/* Looks at the line: the last time only if one of those before gave something new. */
static void look_at_line(struct reread *s)
{
	struct repair *r = s->repair;
	struct transform transform;
	struct box b = box_of_row(s, s->old);
	struct crop crop = {.box = {b.left, s->line.top, b.right, s->line.bottom},
			    .letter = letter_part * (s->line.bottom - s->line.top),
			    .covered = s->boxes,
			    .covered_count = s->box_count};
	struct Pix *cut = crop_line(r->scan, &crop, &transform);
	bool news = false;
	for (int look = 0; look < LOOKS; look++)
		if (look + 1 < LOOKS || news)
			news = look_at(s, look, cut, &transform);
	crop_drop(cut);
	transform_release(&transform);
}

static void name_looks(unsigned bits, char *out, size_t size)
{
	size_t n = 0;
	for (int i = 0; i < LOOKS; i++)
		if (bits & 1U << i)
			n += (size_t)snprintf(out + n, size - n, "%s%s", n ? ", " : "", looks[i].name);
}

static bool is_of_same_words(const struct candidate *a, const struct candidate *b)
{
	return a->match.old_first == b->match.old_first && a->match.old_count == b->match.old_count;
}

/* Counts, for each reading, the looks that gave what stands there. */
static void count_agreeing(struct reread *s)
{
	for (size_t i = 0; i < s->candidate_count; i++)
		for (size_t k = 0; k < s->candidate_count; k++) {
			struct candidate *c = &s->candidates[i], *o = &s->candidates[k];
			if (is_of_same_words(c, o) && str_equal(o->text, o->old_text))
				c->agreeing = o->looks;
		}
}

/* Is it all that was read of these words, and no news of them: what stands there, and is no doubt? */
static bool is_plain_agreement(const struct reread *s, const struct candidate *c)
{
	if (!str_equal(c->text, c->old_text) || c->old.confidence < unsure || c->old.known < 1)
		return false;
	for (size_t i = 0; i < s->candidate_count; i++)
		if (is_of_same_words(c, &s->candidates[i]) && &s->candidates[i] != c)
			return false;
	return true;
}

static void keep_readings(struct reread *s)
{
	for (size_t i = 0; i < s->candidate_count; i++) {
		const struct candidate *c = &s->candidates[i];
		char how[64];
		if (!c->match.old_count || is_plain_agreement(s, c))
			continue;
		name_looks(c->looks, how, sizeof how);
		edit_reading(s->repair->page, repair_reason(s->repair, c->judgement.confidence, "%s", how),
			     s->old.words[c->match.old_first], (uint32_t)c->match.old_count, c->text);
	}
}

/* Makes the old words of the candidate read as it does. */
static void take(struct reread *s, const struct candidate *c)
{
	struct page *page = s->repair->page;
	struct word **old = s->old.words + c->match.old_first;
	char how[64];
	name_looks(c->looks, how, sizeof how);
	struct reason why = repair_reason(
		s->repair, c->judgement.confidence, "read again, %s, at %.0f%% (before %.0f%%): \"%.*s\"→\"%.*s\"", how,
		(double)c->judgement.confidence, (double)c->old.confidence, STR_ARG(c->old_text), STR_ARG(c->text));
	if (c->match.old_count == 1 && c->match.new_count == 1)
		edit_text(page, why, old[0], c->text);
	else if (c->match.old_count == 1) {
		struct str *parts = arena_alloc(&s->arena, c->match.new_count, sizeof *parts);
		for (size_t i = 0; i < c->match.new_count; i++)
			parts[i] = c->words.words[i]->raw;
		edit_split(page, why, old[0], parts, (uint32_t)c->match.new_count);
	}
	for (size_t i = 1; i < c->match.old_count; i++)
		edit_join(page, why, old[0], old[i],
			  i + 1 < c->match.old_count ? text_of(&s->arena, &s->old, c->match.old_first, i + 1)
						     : c->text);
}

static bool overlaps(struct match a, struct match b)
{
	return a.old_first < b.old_first + b.old_count && b.old_first < a.old_first + a.old_count;
}

/* Takes the candidates that are good enough, of several for the same words the best. */
static void take_best(struct reread *s)
{
	for (size_t i = 0; i < s->candidate_count; i++) {
		const struct candidate *c = &s->candidates[i];
		bool best =
			c->match.old_count && (c->match.old_count == 1 || c->match.new_count == 1) && choose_takes(c);
		for (size_t k = 0; k < s->candidate_count && best; k++) {
			const struct candidate *o = &s->candidates[k];
			double more = choose_gain(o) - choose_gain(c);
			best = k == i || !overlaps(o->match, c->match) || !choose_takes(o) || more < 0 ||
			       (!(more > 0) && k > i);
		}
		if (best)
			take(s, c);
	}
}

static void read_again(struct reread *s, const struct line *line)
{
	struct word_row all = row_of_line(&s->arena, line);
	s->line = box_of_row(s, all);
	s->old = doubtful_part(s->repair, all);
	s->candidates = NULL;
	s->candidate_count = 0;
	memset(s->pages, 0, sizeof s->pages);
	if (s->old.count && !box_empty(box_of_row(s, s->old))) {
		look_at_line(s);
		count_agreeing(s);
		keep_readings(s);
		take_best(s);
	}
	for (int i = 0; i < LOOKS; i++)
		page_release(&s->pages[i]);
	arena_release(&s->arena);
}

static void reread(struct repair *r)
{
	struct reread s = {.repair = r};
	struct arena arena = {0};
	size_t count;
	if (!r->reread_budget)
		return;
	struct doubt *doubts = find_doubts(r, &arena, &count);
	find_boxes(&s, &arena);
	for (size_t i = 0; i < count && i < r->reread_budget; i++)
		read_again(&s, doubts[i].line);
	arena_release(&arena);
}

const struct repair_stage stage_reread = {.name = "reread",
					  .summary = "read doubtful lines a second time",
					  .needs = REPAIR_IMAGE | REPAIR_LEXICON,
					  .run = reread};
