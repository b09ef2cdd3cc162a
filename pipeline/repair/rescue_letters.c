/* Read large letters, drop capitals above all, in several ways each, and take over what two of them agree on. */
#include "base/utf8.h"
#include "repair/letters.h"
#include "repair/place.h"
#include "repair/rescue.h"

/* Another letter that was seen in the ink is noted with this confidence (percent). */
static const float other_letter = 60;

/* The side of the box about a large letter is so narrow for its height, and so near to the letter (x-heights). */
static const double narrow_side = 0.35, side_of_box = 2;

/* A box about a large letter has no more than so many times its area; a larger one is a picture: "J" of a chart's bar.
 */
static const int64_t largest_box = 6;

bool is_of_letter(const struct rescue *s, const struct ink_group *g)
{
	for (size_t i = 0; i < s->letter_count; i++)
		if (2 * box_area(box_common(s->letters[i], g->box)) > box_area(g->box))
			return true;
	return false;
}

/* Is it the side of the box about a letter that was taken over: narrow, close to it, and not higher? */
static bool is_side_of_letter(const struct rescue *s, const struct ink_group *g)
{
	int width = g->box.right - g->box.left, height = g->box.bottom - g->box.top;
	for (size_t i = 0; i < s->letter_count; i++) {
		struct box letter = s->letters[i];
		int gap = g->box.left > letter.right ? g->box.left - letter.right : letter.left - g->box.right;
		if (width < narrow_side * height && gap < side_of_box * s->x_height && g->box.top >= letter.top &&
		    g->box.bottom <= letter.bottom)
			return true;
	}
	return false;
}

static bool is_of_picture(const struct rescue *s, const struct ink_group *g)
{
	struct box b = transform_box_to_scan(&s->repair->scan->transform, g->box);
	const struct region *picture = picture_behind(s->repair->page, b);
	return picture && box_area(picture->box) > largest_box * box_area(b);
}

/* Notes on the letter that was taken over what else it may be. */
static void note_others(struct rescue *s, const struct letter_votes *votes, uint32_t letter)
{
	struct page *page = s->repair->page;
	struct word *w = (struct word *)page->nodes[NODE_WORD][page->counts[NODE_WORD] - 1];
	for (int i = 0; i < votes->count; i++) {
		struct strbuf text = {0};
		if (votes->all[i].letter == letter || !letter_was_seen(&votes->all[i]))
			continue;
		utf8_add(&text, votes->all[i].letter);
		edit_reading(page, repair_reason(s->repair, other_letter, "cut out, larger, smoothed"), w, 1,
			     strbuf_str(&text));
		strbuf_release(&text);
	}
}

void read_letter(struct rescue *s, const struct ink_group *g)
{
	struct letter_votes votes = {0};
	uint32_t letter = 0;
	if (s->letter_count == MOST_LETTERS || is_of_letter(s, g) || is_side_of_letter(s, g) || is_of_picture(s, g) ||
	    !heads_lines(s->repair, g->box, s->x_height))
		return;
	for (size_t i = 0; i < LETTER_LOOKS && !letter; i++) {
		struct page reading;
		struct ink_group sized = *g;
		sized.height /= letter_looks[i].larger;
		read_cut(s, &sized, letter_looks[i].smoothed, &reading);
		letter = letter_votes_add(&votes, &reading);
		if (letter) {
			take_over(s, g, &reading, false);
			note_others(s, &votes, letter);
			s->letters[s->letter_count++] = g->box;
		}
		page_release(&reading);
	}
}
