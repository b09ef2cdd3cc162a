/* Aligning the words of two readings of a line. */
#include "repair/align.h"

/* Words are of the same ink if they have this part of the narrower one's width in common. */
static const double same_ink = 0.4;

static void add_line(struct arena *arena, struct word_row *row, const struct line *line)
{
	for (struct word *w = first_word(line); w; w = next_word(w)) {
		if (!word_shown(w))
			continue;
		row->words = arena_grow(arena, row->words, row->count, sizeof(struct word *));
		row->words[row->count++] = w;
	}
}

struct word_row row_of_line(struct arena *arena, const struct line *line)
{
	struct word_row row = {0};
	add_line(arena, &row, line);
	return row;
}

struct word_row row_of_page(struct arena *arena, const struct page *page)
{
	struct word_row row = {0};
	for (const struct region *r = first_region(page); r; r = next_region(r))
		for (const struct line *l = first_line(r); l; l = next_line(l))
			add_line(arena, &row, l);
	return row;
}

static bool is_same_ink(const struct word *a, const struct word *b)
{
	int left = a->box.left > b->box.left ? a->box.left : b->box.left;
	int right = a->box.right < b->box.right ? a->box.right : b->box.right;
	int a_width = a->box.right - a->box.left, b_width = b->box.right - b->box.left;
	return right - left >= same_ink * (a_width < b_width ? a_width : b_width) && right > left;
}

static bool is_left_of(const struct word *a, const struct word *b)
{
	return a->box.left + a->box.right < b->box.left + b->box.right;
}

/* The match that begins with the words of these places. */
static struct match match_at(struct word_row old, size_t i, struct word_row new, size_t k)
{
	struct match m = {.old_first = i, .new_first = k};
	bool both = i < old.count && k < new.count;
	if (!both || !is_same_ink(old.words[i], new.words[k])) {
		bool old_alone = both ? is_left_of(old.words[i], new.words[k]) : i < old.count;
		*(old_alone ? &m.old_count : &m.new_count) = 1;
		return m;
	}
	size_t old_end = i + 1, new_end = k + 1, before;
	do {
		before = old_end + new_end;
		while (old_end < old.count && is_same_ink(old.words[old_end], new.words[new_end - 1]))
			old_end++;
		while (new_end < new.count && is_same_ink(old.words[old_end - 1], new.words[new_end]))
			new_end++;
	} while (old_end + new_end > before);
	m.old_count = old_end - i;
	m.new_count = new_end - k;
	return m;
}

struct match *align_rows(struct arena *arena, struct word_row old, struct word_row new, size_t *count)
{
	struct match *all = arena_alloc(arena, old.count + new.count + 1, sizeof *all);
	*count = 0;
	for (size_t i = 0, k = 0; i < old.count || k < new.count;) {
		struct match m = match_at(old, i, new, k);
		all[(*count)++] = m;
		i += m.old_count;
		k += m.new_count;
	}
	return all;
}
