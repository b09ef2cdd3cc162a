/*
 * What words that were cut may have been: "hear" was "heard", by its letters, by the room that it had, by the words
 * about it, and by those that the page has elsewhere. Conjectures are kept beside the text and never get into it.
 */
#include "repair/lacunae.h"

#include "base/utf8.h"
#include "image/likeness.h"
#include "language/completion.h"

#include <math.h>

/* Of these as many as are likely enough are kept. */
enum { MOST_CONJECTURES = 8 };
static const float least_likely = 0.01F;

/* Words about the cut word that are asked. */
enum { MOST_ABOUT = 4 };

/* White before the cut that is so small (x-heights) is hardly seen: the cut touches the letter. It may up to the next.
 */
static const float touches = 0.15F;
static const double near_cut = 0.5;

/* How far the room of a word is off (x-heights), since margins and letters are. */
static const float room_off = 0.8F;

/* By word id: was something cut after the word (1), before it (2)? */
static unsigned char *cuts_of(const struct finds *f)
{
	const struct page *page = f->r->page;
	unsigned char *cuts = arena_alloc(&f->r->page->scratch, page->counts[NODE_WORD] + 1, 1);
	for (size_t i = 0; i < f->count; i++)
		cuts[f->list[i].lacuna.word->node.id] |= lacuna_is_after(f->list[i].lacuna.side) ? 1 : 2;
	return cuts;
}

/* Tells the completer the page's whole words, with an empty one at each cut. */
static void read_page(const struct finds *f, struct completer *c, const unsigned char *cuts)
{
	struct page *page = f->r->page;
	struct str *words = arena_alloc(&page->scratch, 2 * (size_t)page->counts[NODE_WORD] + 1, sizeof *words);
	size_t n = 0;
	for (const struct region *g = first_region(page); g; g = next_region(g))
		for (const struct line *l = region_is_prose(g) ? first_line(g) : NULL; l; l = next_line(l))
			for (const struct word *w = first_word(l); w; w = next_word(w))
				if (cuts[w->node.id])
					words[n++] = (struct str){0};
				else if (word_shown(w))
					words[n++] = w->text;
	completer_read(c, words, n);
}

/* The word that stands before or after this one, over the line's end if nothing is cut there; or NULL. */
static const struct word *neighbour(const struct word *w, bool after, const unsigned char *cuts)
{
	const struct word *next = after ? next_shown(w) : prev_shown(w);
	const struct line *l = word_line(w);
	while (!next && (l = (const struct line *)(after ? l->node.next : l->node.prev)))
		next = after ? first_shown(l) : last_shown(l);
	return next && !cuts[next->node.id] ? next : NULL;
}

static size_t words_about(const struct word *w, bool after, const unsigned char *cuts, struct str out[MOST_ABOUT])
{
	size_t n = 0;
	while (n < MOST_ABOUT && (w = neighbour(w, after, cuts)))
		out[n++] = w->text;
	return n;
}

/* Takes the letter at the cut, if none is doubtful yet, for doubtful. */
static void doubt_cut_letter(struct cut_word *cut)
{
	struct str known = cut->known;
	bool right = cut->side == CUT_RIGHT;
	size_t begin, at = 0;
	if (cut->doubtful.n || !known.n)
		return;
	utf8_last(known, &begin);
	utf8_next(known, &at);
	cut->doubtful = right ? str_skip(known, begin) : str_chop(known, known.n - at);
	cut->known = right ? str_chop(known, known.n - begin) : str_skip(known, at);
}

/*
 * A letter that the cut touches may be another though it is in the text, and what is no letter is hardly a whole mark
 * where the word is cut: "o:" is "of" rather.
 */
static bool may_be_another(const struct cut_word *cut)
{
	size_t begin, at = 0;
	if (!cut->known.n)
		return false;
	uint32_t letter = cut->side == CUT_RIGHT ? utf8_last(cut->known, &begin) : utf8_next(cut->known, &at);
	return (cut->gap >= 0 && cut->gap < touches) || !utf8_is_letter(letter);
}

static float look_at(void *likeness, struct str lost)
{
	return likeness_log10(likeness, lost);
}

/*
 * Has the picture of the letters at the cut tell, if the scan is there, and what is known of the word is as it was
 * read. Then any letter near the cut is doubtful: if it is whole, that is seen.
 */
static bool look_at_cut(struct cut_word *cut, struct likeness *likeness, const struct found *found)
{
	const struct word *w = found->lacuna.word;
	struct cut_word seen = *cut;
	struct cut_view view = {.word = w, .right = cut->side == CUT_RIGHT, .edge = found->edge};
	size_t known = 0;
	if (!likeness || isnan(found->edge) || found->gap >= near_cut * found->unit)
		return false;
	doubt_cut_letter(&seen);
	for (; known < seen.known.n && view.sure < w->symbol_count; view.sure++)
		known += w->symbols[view.right ? view.sure : w->symbol_count - 1 - view.sure].text.n;
	if (known != seen.known.n || !(view.right ? str_starts : str_ends)(w->raw, seen.known) ||
	    !likeness_look(likeness, &view))
		return false;
	seen.look = look_at;
	seen.picture = likeness;
	*cut = seen;
	return true;
}

static void conjecture(struct finds *f, struct completer *c, struct likeness *likeness, struct found *found,
		       const unsigned char *cuts)
{
	struct lacuna *l = &found->lacuna;
	struct str before[MOST_ABOUT], after[MOST_ABOUT];
	struct completion likely[MOST_CONJECTURES];
	bool right = lacuna_is_after(l->side);
	struct cut_word cut = {.side = right ? CUT_RIGHT : CUT_LEFT,
			       .known = l->word->text,
			       .doubtful = l->doubtful,
			       .gap = -1,
			       .before = before,
			       .after = after};
	cut.before_count = words_about(l->word, !right, cuts, before);
	cut.after_count = words_about(l->word, right, cuts, after);
	if (found->unit > 0 && found->room > 0) {
		cut.room = (float)(found->room / found->unit);
		cut.deviation = room_off;
	}
	if (found->unit > 0 && found->gap >= 0)
		cut.gap = (float)(found->gap / found->unit);
	if (!look_at_cut(&cut, likeness, found) && may_be_another(&cut))
		doubt_cut_letter(&cut);
	size_t n = completions_find(c, &cut, likely, MOST_CONJECTURES);
	l->conjectures = arena_alloc(&f->r->page->scratch, n, sizeof *l->conjectures);
	for (size_t i = 0; i < n && likely[i].probability >= least_likely; i++)
		l->conjectures[l->conjecture_count++] = (struct conjecture){
			.text = arena_str(&f->r->page->scratch, likely[i].text), .probability = likely[i].probability};
}

void add_conjectures(struct finds *f)
{
	const unsigned char *cuts = cuts_of(f);
	struct completer *c = f->count ? completer_new(repair_dictionary(f->r), repair_trigrams(f->r)) : NULL;
	if (!c)
		return;
	struct likeness *likeness = likeness_new(f->r->scan, f->r->page);
	read_page(f, c, cuts);
	for (size_t i = 0; i < f->count; i++)
		if (f->list[i].lacuna.in_word)
			conjecture(f, c, likeness, &f->list[i], cuts);
	likeness_drop(likeness);
	completer_drop(c);
}
