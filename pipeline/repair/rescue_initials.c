/*
 * Read the word that a large initial begins where its rest was lost, or was read as one with the letter: "L" before
 * "V. Gerstner" for "Louis V. Gerstner", "Oz basic ideas" for "Our basic ideas".
 *
 * The recogniser takes letter and rest for one line as high as the letter, and its model knows no such lines. Here the
 * letter is cut out by its shape, and the line right of it up to the next word is read by itself. That is believed if
 * two looks agree, and the letter and it are a word.
 */
#include "repair/rescue.h"

#include "base/utf8.h"

#include "repair/letters.h"
#include "repair/place.h"

#include <stdlib.h>

/* An initial is so high (x-heights), no wider than so many times its height, and has most of the height of its word. */
static const double least_initial = 2.2, widest_initial = 1.6, least_of_word = 0.8;

/* The rest of its word is so wide (x-heights): one letter, or a long word. */
static const double narrowest_rest = 0.6, widest_rest = 12;

/* The second line begins so near to the letter (x-heights). */
static const double farthest_line = 3;

/* The rest stands out so much, as a part of what the page's text does. */
static const double palest = 0.4;

/* What two looks agree on and the lexicon knows is believed so much (percent). */
static const float agreed = 90;

struct initial {
	struct word *word; /* that is the letter, or holds it */
	struct box letter; /* upright, as what follows */
	struct word *next; /* the next one read right of it, on the uppermost line there */
	struct box rest;   /* between them */
};

static bool is_one_letter(struct str s)
{
	size_t at = 0;
	return s.n && utf8_is_letter(utf8_next(s, &at)) && at == s.n;
}

static double height_of(struct box b)
{
	return b.bottom - b.top;
}

/* Does it stand on a line above that of the other one? */
static bool is_above(struct box a, struct box b)
{
	return a.bottom < (b.top + b.bottom) / 2;
}

/* Is it a word that was read well, in a line of the size of most, beside the letter and not farther than so much? */
static bool is_beside(const struct rescue *s, const struct word *w, struct box letter, double farthest, struct box *at)
{
	struct box c = *at = upright_box(s->repair, w->box);
	double middle = (c.top + c.bottom) / 2.0;
	return word_shown(w) && c.left >= letter.right - s->x_height / 2 &&
	       c.left <= letter.right + farthest * s->x_height && middle > letter.top && middle < letter.bottom &&
	       height_of(c) < least_initial * s->x_height && !is_doubtful(s, w);
}

/* Of the words right of the letter the leftmost on the uppermost line; NULL where none is near. */
static struct word *next_beside(const struct rescue *s, struct box letter)
{
	const struct page *page = s->repair->page;
	struct word *best = NULL;
	struct box best_box = {0}, c;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (is_beside(s, w, letter, widest_rest, &c) &&
		    (!best || is_above(c, best_box) || (!is_above(best_box, c) && c.left < best_box.left))) {
			best = w;
			best_box = c;
		}
	}
	return best;
}

/* Does a second line begin beside the letter, below the next word? */
static bool heads_second(const struct rescue *s, struct box letter, const struct word *next)
{
	const struct page *page = s->repair->page;
	struct box above = upright_box(s->repair, next->box), c;
	bool heads = false;
	for (uint32_t i = 0; i < page->counts[NODE_WORD] && !heads; i++)
		heads = is_beside(s, (struct word *)page->nodes[NODE_WORD][i], letter, farthest_line, &c) &&
			is_above(above, c);
	return heads;
}

/* Does the word begin its line, and is it, or has it, a letter as high as two lines with lines beside it? */
static bool find_initial(const struct rescue *s, const struct line *l, struct initial *found)
{
	struct word *w = first_word(l);
	if (!w || !word_shown(w) || region_kinds[line_region(l)->type].place == PLACE_ASIDE)
		return false;
	struct box b = upright_box(s->repair, w->box);
	if (height_of(b) < least_initial * s->x_height)
		return false;
	*found = (struct initial){.word = w, .letter = ink_highest(s->ink, s->repair->scan, b)};
	struct box letter = found->letter;
	if (height_of(letter) < least_of_word * height_of(b) ||
	    letter.right - letter.left > widest_initial * height_of(letter))
		return false;
	found->next = next_beside(s, letter);
	if (!found->next || !heads_second(s, letter, found->next))
		return false;
	struct box n = upright_box(s->repair, found->next->box);
	int above = (int)(s->x_height / 2), below = (int)(s->x_height / 3);
	found->rest = (struct box){letter.right, n.top - above, n.left, n.bottom + below};
	return true;
}

/* Is there ink between the letter and the next word that no word was read of? */
static bool has_rest(const struct rescue *s, const struct initial *found)
{
	const struct page *page = s->repair->page;
	struct box rest = found->rest;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		struct box b = upright_box(s->repair, w->box);
		if (w != found->word && word_shown(w) && 2 * box_area(box_common(b, rest)) > box_area(b))
			return false;
	}
	return rest.right - rest.left >= narrowest_rest * s->x_height &&
	       ink_depth(s->ink, rest) > palest * s->usual_depth;
}

/* A look at part of an initial's word: whatever else was read is left out of it. */
static void look_at(const struct rescue *s, const struct initial *found, bool rest, struct letter_look look,
		    struct page *reading)
{
	struct rescue own = *s;
	struct box b = rest ? found->rest : found->letter, word = upright_box(s->repair, found->word->box);
	struct ink_group g = {.box = b,
			      .lines = rest,
			      .height = (rest ? s->x_height : height_of(b)) / look.larger,
			      .depth = s->usual_depth};
	own.covered = must_alloc(s->covered_count + 1, sizeof *own.covered);
	own.covered_count = 0;
	for (size_t i = 0; i < s->covered_count; i++)
		if (2 * box_area(box_common(s->covered[i], word)) < box_area(s->covered[i]))
			own.covered[own.covered_count++] = s->covered[i];
	if (rest)
		own.covered[own.covered_count++] = found->letter;
	read_cut(&own, &g, look.smoothed, reading);
	free(own.covered);
}

/* What the letter is if two looks agree; empty if not. */
static struct str read_initial(const struct rescue *s, const struct initial *found)
{
	struct letter_votes votes = {0};
	uint32_t letter = 0;
	for (size_t i = 0; i < LETTER_LOOKS && !letter; i++) {
		struct page reading;
		look_at(s, found, false, letter_looks[i], &reading);
		letter = letter_votes_add(&votes, &reading);
		page_release(&reading);
	}
	struct strbuf text = {0};
	if (utf8_is_upper(letter))
		utf8_add(&text, letter);
	struct str kept = arena_str(&s->repair->page->scratch, strbuf_str(&text));
	strbuf_release(&text);
	return kept;
}

/* Were the same words, without marks about them, read both times? */
static bool agree(const struct page *a, const struct page *b)
{
	bool same = a->counts[NODE_WORD] == b->counts[NODE_WORD];
	for (uint32_t i = 0; same && i < a->counts[NODE_WORD]; i++) {
		struct str raw = ((const struct word *)a->nodes[NODE_WORD][i])->raw;
		same = str_equal(raw, ((const struct word *)b->nodes[NODE_WORD][i])->raw) && utf8_core(raw).n == raw.n;
	}
	return same;
}

/* Are they the rest of the letter's word, and words after it? */
static bool makes_words(const struct rescue *s, struct str letter, const struct page *reading)
{
	bool known = reading->counts[NODE_WORD] > 0;
	for (uint32_t i = 0; known && i < reading->counts[NODE_WORD]; i++) {
		struct str raw = ((const struct word *)reading->nodes[NODE_WORD][i])->raw;
		known = lexicon_knows(s->repair->lexicon, arena_printf(&s->repair->page->scratch, "%.*s%.*s",
								       STR_ARG(i ? STR("") : letter), STR_ARG(raw)));
	}
	return known;
}

/* Puts what was read beside the letter before the next word; it is one word with the letter where both were misread. */
static void mend_word(struct rescue *s, const struct initial *found, struct str letter, const struct page *rest)
{
	struct page *page = s->repair->page;
	struct reason why = repair_reason(s->repair, agreed, "a large letter and what stands beside it, read apart");
	bool alone = str_equal(letter, found->word->text);
	struct str whole = arena_printf(&page->scratch, "%.*s%.*s", STR_ARG(letter),
					STR_ARG(((const struct word *)rest->nodes[NODE_WORD][0])->raw));
	if (!alone && !str_equal(whole, found->word->text))
		edit_text(page, why, found->word, whole);
	for (uint32_t i = !alone; i < rest->counts[NODE_WORD]; i++) {
		const struct word *read = (const struct word *)rest->nodes[NODE_WORD][i];
		struct word *added = edit_add_word(page, why, word_line(found->next), found->next, read->raw);
		word_copy_reading(page, added, read);
	}
}

static void read_rest_of(struct rescue *s, const struct initial *found)
{
	static const struct letter_look looks[2] = {{1, 1}, {1, 3}};
	struct page readings[2];
	bool alone = is_one_letter(found->word->text);
	struct str letter = alone ? found->word->text : read_initial(s, found);
	if (!letter.n)
		return;
	for (int i = 0; i < 2; i++)
		look_at(s, found, true, looks[i], &readings[i]);
	if (agree(&readings[0], &readings[1]) && makes_words(s, letter, &readings[0]))
		mend_word(s, found, letter, &readings[0]);
	for (int i = 0; i < 2; i++)
		page_release(&readings[i]);
}

void read_initials(struct rescue *s)
{
	struct page *page = s->repair->page;
	uint32_t lines = s->repair->lexicon ? page->counts[NODE_LINE] : 0;
	int read = 0;
	for (uint32_t i = 0; i < lines && read < MOST_LETTERS; i++) {
		struct initial found;
		if (!find_initial(s, (struct line *)page->nodes[NODE_LINE][i], &found) || !has_rest(s, &found))
			continue;
		read_rest_of(s, &found);
		read++;
	}
}
