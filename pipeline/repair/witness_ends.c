/* Taking the lost ends and beginnings of lines from another witness. */
#include "repair/witness.h"

#include "base/utf8.h"

/* The part of the letters that must be of words: where the page knows that text is missing, or next lines lack it too;
 * and elsewhere. */
static const double credible_at_cut = 0.4, credible_alone = 0.85;

/* What is read at a cut edge in place of what stood there: words, and letters of each. */
enum { MOST_REMNANTS = 2, REMNANT_LETTERS = 2 };

/* The tokens of the page's line behind or before the token. */
static struct range rest_of_line(const struct tokens *page, uint32_t token, bool after)
{
	struct range rest = {after ? token + 1 : token, after ? token + 1 : token};
	const struct line *line = page->all[token].line;
	while (after && rest.end < page->count && page->all[rest.end].line == line)
		rest.end++;
	while (!after && rest.begin && page->all[rest.begin - 1].line == line)
		rest.begin--;
	return rest;
}

/* Is it what may be read of a letter or two at a cut edge, or a part of the word that is missing? */
static bool is_remnant(const struct filling *f, const struct token *t, const struct token *whole, bool after)
{
	return t->mate == NO_MATE && (t->key.n <= REMNANT_LETTERS || word_is_fragment(t->word) ||
				      is_part_of(t->key, whole->key, after) || !is_known(f, t->text));
}

/* May the missing words stand at that end of the line, in place of what was read there? */
static bool takes_end(const struct filling *f, struct end_fill *e)
{
	const struct tokens *page = &f->c.sides[SIDE_PAGE];
	e->line = page->all[e->beside].line;
	e->remnants = rest_of_line(page, e->beside, e->after);
	if (e->remnants.end - e->remnants.begin > MOST_REMNANTS ||
	    region_kinds[line_region(e->line)->type].place == PLACE_ASIDE)
		return false;
	uint32_t nearest = e->after ? e->words.begin : e->words.end - 1;
	for (uint32_t i = e->remnants.begin; i < e->remnants.end; i++)
		if (!is_remnant(f, &page->all[i], &f->c.sides[SIDE_WITNESS].all[nearest], e->after))
			return false;
	return !is_taken(f, e->words, e->line);
}

/* Is the beginning of the line rather lost than the end of the one before? Asked where the witness has one line. */
static bool begins_cut(const struct filling *f, uint32_t page_token, uint32_t witness_token)
{
	const struct token *t = &f->c.sides[SIDE_PAGE].all[page_token];
	const struct token *w = &f->c.sides[SIDE_WITNESS].all[witness_token];
	return open_lacuna(t->word, false) || (t->key.n < w->key.n && str_ends(w->key, t->key));
}

/* Finds at which end of which line the part of a missing stretch belongs that is of one line of the witness. */
static bool find_end(const struct filling *f, struct range part, struct range region, struct end_fill *e)
{
	const struct tokens *t = &f->c.sides[SIDE_WITNESS];
	bool follows = part.begin > region.begin && t->all[part.begin - 1].line == t->all[part.begin].line;
	bool leads = part.end < region.end && t->all[part.end].line == t->all[part.begin].line;
	struct end_fill behind = {.after = true, .words = part}, ahead = {.words = part};
	if (follows && t->all[part.begin - 1].mate != NO_MATE)
		behind.beside = last_mate(f, part.begin - 1);
	if (leads && t->all[part.end].mate != NO_MATE)
		ahead.beside = first_mate(f, part.end);
	bool first_ahead = follows && leads && begins_cut(f, ahead.beside, part.end);
	for (int i = 0; i < 2; i++) {
		*e = (i == 0) == first_ahead ? ahead : behind;
		if ((e->after ? follows : leads) && takes_end(f, e))
			return true;
	}
	return false;
}

static void note_lost(struct filling *f, const struct line *line, bool after)
{
	f->lost[line->node.id] |= (unsigned char)(1U << after);
}

/* Are words lost at that end of the line, as the page says itself or the lines about it show? */
static bool is_cut_there(const struct filling *f, const struct line *line, bool after)
{
	for (const struct word *w = first_word(line); w; w = next_word(w))
		if (open_lacuna(w, after))
			return true;
	const struct node *beside[] = {line->node.prev, line->node.next};
	for (int i = 0; i < 2; i++)
		if (beside[i] && f->lost[beside[i]->id] >> after & 1)
			return true;
	return false;
}

struct end_fill *find_line_ends(struct filling *f, uint32_t *count)
{
	const struct tokens *t = &f->c.sides[SIDE_WITNESS];
	struct arena *arena = &f->page->scratch;
	struct end_fill *all = NULL;
	*count = 0;
	for (uint32_t begin = 0, end; begin < t->count; begin = end) {
		struct range missing, region = {begin, end = region_end(t, begin)};
		for (uint32_t at = begin; next_missing(f, &at, end, &missing);)
			for (uint32_t next; missing.begin < missing.end; missing.begin = next) {
				struct end_fill e;
				next = line_end(t, missing);
				if (!find_end(f, (struct range){missing.begin, next}, region, &e))
					continue;
				all = arena_grow(arena, all, *count, sizeof *all);
				all[(*count)++] = e;
				note_lost(f, e.line, e.after);
			}
	}
	return all;
}

/* The words of the witness, without such as are cut off themselves. */
static struct range whole_words(const struct filling *f, struct range s)
{
	const struct token *all = f->c.sides[SIDE_WITNESS].all;
	while (s.begin < s.end && is_cut_off(f, &all[s.begin]))
		s.begin++;
	while (s.end > s.begin && is_cut_off(f, &all[s.end - 1]))
		s.end--;
	return s;
}

/* A word of which the recogniser's cut letters were taken away: it has no text, but a lacuna. */
static struct word *emptied_word(const struct line *line, bool after)
{
	for (struct word *w = first_word(line); w; w = next_word(w))
		if (!w->in && !w->text.n && open_lacuna(w, after))
			return w;
	return NULL;
}

/* The words in whose place the first or last of the missing ones come: what was read of letters at the edge. */
static uint32_t list_remnants(const struct filling *f, const struct end_fill *e, struct word *out[MOST_REMNANTS + 1])
{
	uint32_t n = 0;
	for (uint32_t i = e->remnants.begin; i < e->remnants.end; i++)
		out[n++] = f->c.sides[SIDE_PAGE].all[i].word;
	struct word *emptied = emptied_word(e->line, e->after);
	if (!n && emptied)
		out[n++] = emptied;
	return n;
}

static void set_text(struct filling *f, struct word *w, struct str text, const char *why)
{
	if (!str_equal(w->text, text))
		edit_text(f->page, witness_reason(f, sure_of_fill, why), w, text);
}

/* The word nearest to the page's text takes the place of the nearest remnant; further remnants are no text. */
static void fill_end(struct filling *f, const struct end_fill *e)
{
	const struct token *all = f->c.sides[SIDE_WITNESS].all;
	struct range s = whole_words(f, e->words);
	struct word *remnants[MOST_REMNANTS + 1];
	uint32_t n = list_remnants(f, e, remnants), nearest = e->after || !n ? 0 : n - 1;
	struct word *here = f->c.sides[SIDE_PAGE].all[e->beside].word;
	if (s.begin == s.end)
		return;
	for (uint32_t i = 0; i < n; i++)
		if (i != nearest)
			set_text(f, remnants[i], STR(""), "letters at a cut are no word");
	if (n)
		set_text(f, remnants[nearest], all[e->after ? s.begin++ : --s.end].text, "the word is cut off here");
	struct word *before = e->after ? next_word(n ? remnants[n - 1] : here) : n ? remnants[0] : here;
	struct word *first = n ? remnants[nearest] : NULL, *last = first;
	for (uint32_t i = s.begin; i < s.end; i++) {
		struct word *added = add_from(f, e->line, before, &all[i]);
		last = e->after || !last ? added : last;
		first = e->after ? first : i == s.begin ? added : first;
	}
	if (!open_lacuna(here, e->after) || !open_lacuna(here, e->after)->in_word)
		close_lacunae(f, e->line, e->after, e->after ? LACUNA_RIGHT : LACUNA_LEFT);
	keep_lacunae(f, e->words, e->after ? NULL : first, e->after ? last : NULL);
}

void fill_line_ends(struct filling *f, const struct end_fill *all, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		double credible = is_cut_there(f, all[i].line, all[i].after) ? credible_at_cut : credible_alone;
		if (are_credible(f, all[i].words, credible))
			fill_end(f, &all[i]);
	}
}

/* The next token with a key on that side in the region, NO_MATE where there is none. */
static uint32_t neighbour(const struct tokens *t, uint32_t token, bool after)
{
	const struct region *r = line_region(t->all[token].line);
	do
		token = after ? token + 1 : token - 1;
	while (token < t->count && !t->all[token].key.n);
	return token < t->count && line_region(t->all[token].line) == r ? token : NO_MATE;
}

/* Has the witness nothing between the word of the page and the next one on that side? */
static bool is_refuted(const struct filling *f, uint32_t page_token, bool after)
{
	const struct tokens *page = &f->c.sides[SIDE_PAGE], *witness = &f->c.sides[SIDE_WITNESS];
	uint32_t there = page->all[page_token].mate, next = neighbour(page, page_token, after);
	if (there == NO_MATE || is_cut_off(f, &witness->all[there]) || open_lacuna(witness->all[there].word, after))
		return false;
	uint32_t beside = neighbour(witness, there, after);
	return next == NO_MATE ? beside == NO_MATE : beside != NO_MATE && page->all[next].mate == beside;
}

void close_refuted(struct filling *f)
{
	const struct tokens *page = &f->c.sides[SIDE_PAGE];
	for (uint32_t i = 0; i < page->count; i++)
		for (int after = 0; after < 2; after++) {
			const struct lacuna *l = open_lacuna(page->all[i].word, after);
			if (l && !l->in_word && is_refuted(f, i, after))
				edit_close(f->page, witness_reason(f, sure_of_fill, "nothing is missing"),
					   page->all[i].word, l->side);
		}
}
