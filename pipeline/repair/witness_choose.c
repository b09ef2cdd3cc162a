/* Choosing, of two witnesses' readings of a word, the better one; and making cut words whole. */
#include "repair/witness.h"

#include "base/utf8.h"

#include <math.h>

/*
 * What a reading is worth: that the lexicon has it; confidence, in percent of a unit; and how much likelier the words
 * about it make it (log10), at most so much. And what the other's must be worth more, to be taken.
 */
static const double worth_of_known = 1, confidence_unit = 40, most_of_context = 1, least_lead = 0.7;

static const float sure_of_choice = 80;

/* Where only signs differ or the case of letters, as "a'" and "a", the witness must be surer by this (percent). */
static const float least_lead_of_signs = 4;

/* Where the signs may have been cut off, it may be less sure by this. */
static const float most_doubt_of_signs = 10;

/* A word that the lexicon has stays where it was read with this confidence (percent). */
static const float sure_of_known = 90;

/* Letters that a word is changed in, in parts of the longer one: else the two are different words. */
static const double most_changed = 0.4;

static double context(struct filling *f, const struct token *here, struct str text)
{
	const struct trigrams *model = repair_trigrams(f->r);
	const struct word *w = here->word, *before = prev_shown(w), *after = next_shown(w);
	if (!model)
		return 0;
	int word = trigrams_word(model, text), last = before ? trigrams_word(model, before->text) : TRIGRAMS_UNKNOWN;
	double score = trigrams_log10(model, TRIGRAMS_UNKNOWN, last, word);
	if (after)
		score += trigrams_log10(model, last, word, trigrams_word(model, after->text));
	return score;
}

static double worth(const struct filling *f, struct str text, const struct word *w)
{
	return (is_known(f, text) ? worth_of_known : 0) + (double)witness_confidence(w) / confidence_unit;
}

static bool has_digit(struct str s)
{
	for (size_t at = 0; at < s.n;)
		if (utf8_is_digit(utf8_next(s, &at)))
			return true;
	return false;
}

static bool ends_in_hyphen(struct str s)
{
	size_t begin;
	return utf8_is_hyphen(utf8_last(s, &begin));
}

/* Is the witness's reading so much better that it stands in the other's place? */
static bool is_better(struct filling *f, const struct token *here, const struct token *there)
{
	if ((is_known(f, here->text) && witness_confidence(here->word) >= sure_of_known) || has_digit(here->text) ||
	    has_digit(there->text) || !is_known(f, there->text) ||
	    ends_in_hyphen(here->text) != ends_in_hyphen(there->text))
		return false;
	double c = context(f, here, there->text) - context(f, here, here->text);
	double lead = worth(f, there->text, there->word) - worth(f, here->text, here->word) +
		      fmax(fmin(c, most_of_context), -most_of_context);
	return lead >= least_lead;
}

/* Are words lost at that end of the word's line, or of one of the lines about it? */
static bool is_cut_line(const struct filling *f, const struct line *l, int after)
{
	const struct node *lines[] = {&l->node, l->node.prev, l->node.next};
	for (int i = 0; i < 3; i++)
		if (lines[i] && f->lost[lines[i]->id] >> after & 1)
			return true;
	return false;
}

/* Is the text the beginning or end of the whole, but for what is misread at the cut: "labe|", "look" as "lool"? */
static bool is_remnant_of(const struct filling *f, const struct token *here, const struct token *there, int after)
{
	if (here->key.n < there->key.n && (after ? str_starts(there->key, here->key) : str_ends(there->key, here->key)))
		return true;
	if (!is_known(f, there->text) && is_known(f, here->text))
		return false;
	if (!str_equal(here->key, there->key))
		return is_part_of(here->key, there->key, after) ||
		       (here->key.n > there->key.n && here->key.n <= there->key.n + 1 &&
			(after ? str_starts(here->key, there->key) : str_ends(here->key, there->key)));
	return !str_equal(here->text, there->text) &&
	       witness_confidence(there->word) >= witness_confidence(here->word) - most_doubt_of_signs &&
	       (after ? str_starts(there->text, here->text) || str_starts(here->text, there->text)
		      : str_ends(there->text, here->text) || str_ends(here->text, there->text));
}

/* Is the end of the line before lost, where the witness may have the first half of a word that goes on in this one? */
static bool begins_after_cut(const struct filling *f, const struct line *l)
{
	const struct line *before = (const struct line *)l->node.prev;
	const struct word *last = before ? last_word(before) : NULL;
	return before && (f->lost[before->node.id] >> 1 & 1 || (last && open_lacuna(last, true)));
}

/* Is the word cut where the line is, and the witness has all of it? */
static bool is_completed(const struct filling *f, const struct token *here, const struct token *there)
{
	for (int after = 0; after < 2; after++) {
		bool at_end = after ? here->ends : here->begins;
		bool cut = is_cut_line(f, here->line, after) || open_lacuna(here->word, after) ||
			   (!after && begins_after_cut(f, here->line));
		bool shorter = there->key.n > here->key.n && !is_known(f, here->text);
		if (at_end && (cut || shorter) && is_remnant_of(f, here, there, after))
			return true;
	}
	return false;
}

static void complete(struct filling *f, const struct token *here, const struct token *there)
{
	if (!str_equal(here->text, there->text))
		edit_text(f->page, witness_reason(f, sure_of_fill, "the word is cut off here"), here->word,
			  there->text);
	for (int after = 0; after < 2; after++) {
		const struct lacuna *l = open_lacuna(here->word, after);
		const struct lacuna *other = open_lacuna(there->word, after);
		if (l && l->in_word && !other)
			edit_close(f->page, witness_reason(f, sure_of_fill, "the word is whole"), here->word, l->side);
	}
}

/* Is it what the witness's own cut line has left of the word? */
static bool is_piece(const struct token *part, const struct token *whole)
{
	return part->key.n < whole->key.n && ((part->ends && is_part_of(part->key, whole->key, true)) ||
					      (part->begins && is_part_of(part->key, whole->key, false)));
}

/* Are the texts the same but for the shapes of their quotes? */
static bool same_signs(struct str a, struct str b)
{
	size_t i = 0, k = 0;
	while (i < a.n && k < b.n) {
		uint32_t c = utf8_next(a, &i), d = utf8_next(b, &k);
		bool quotes = (c == '\'' || c == LEFT_SINGLE || c == RIGHT_SINGLE) &&
			      (d == '\'' || d == LEFT_SINGLE || d == RIGHT_SINGLE);
		if (c != d && !quotes)
			return false;
	}
	return i == a.n && k == b.n;
}

/* Are the two readings, of different letters, of one word? */
static bool are_of_one(const struct token *here, const struct token *there)
{
	size_t longest = here->key.n > there->key.n ? here->key.n : there->key.n;
	size_t most = (size_t)(most_changed * (double)longest);
	return !is_piece(there, here) && letters_apart(here->key, there->key, most) <= most;
}

static void choose(struct filling *f, const struct token *here, const struct token *there)
{
	float sure = witness_confidence(there->word);
	bool signs = str_equal(here->key, there->key);
	if (signs ? same_signs(here->text, there->text) || ends_in_hyphen(here->text) != ends_in_hyphen(there->text)
		  : !are_of_one(here, there))
		return;
	struct reason how = {str_of(f->r->stage->name), sure,
			     arena_printf(&f->page->scratch, "witness %.*s", STR_ARG(f->from->name))};
	edit_reading(f->page, how, here->word, 1, there->text);
	if (signs ? sure >= witness_confidence(here->word) + least_lead_of_signs : is_better(f, here, there))
		edit_text(f->page, witness_reason(f, sure_of_choice, "the other reading is the better one"), here->word,
			  there->text);
}

/* Makes one word of two halves that either page has, where they have letters in common and the lexicon knows it. */
static void join_halves(struct filling *f, const struct token *here, const struct token *there)
{
	bool after = here->ends && there->begins;
	struct str first = after ? here->text : there->text, second = after ? there->text : here->text;
	size_t shared = letters_shared(first, second);
	struct str whole =
		arena_printf(&f->page->scratch, "%.*s%.*s", STR_ARG(first), STR_ARG(str_skip(second, shared)));
	const struct lacuna *l = open_lacuna(here->word, after);
	if (shared < LEAST_SHARED || !l || !l->in_word || !open_lacuna(there->word, !after) || !is_known(f, whole))
		return;
	edit_text(f->page, witness_reason(f, sure_of_choice, "the other half of the word is there"), here->word, whole);
	edit_close(f->page, witness_reason(f, sure_of_choice, "the word is whole"), here->word, l->side);
}

/* Is the pair of one word each? */
static bool is_single(const struct filling *f, uint32_t i)
{
	const struct tokens *page = &f->c.sides[SIDE_PAGE], *witness = &f->c.sides[SIDE_WITNESS];
	uint32_t mate = page->all[i].mate;
	return mate != NO_MATE && witness->all[mate].mate == i &&
	       !(i + 1 < page->count && page->all[i + 1].mate == mate) &&
	       !(mate + 1 < witness->count && witness->all[mate + 1].mate == i);
}

void choose_words(struct filling *f)
{
	const struct tokens *page = &f->c.sides[SIDE_PAGE];
	for (uint32_t i = 0; i < page->count; i++) {
		const struct token *here = &page->all[i];
		if (!is_single(f, i) || !word_shown(here->word) || !region_is_prose(line_region(here->line)))
			continue;
		const struct token *there = &f->c.sides[SIDE_WITNESS].all[here->mate];
		if (word_is_fragment(here->word) && word_is_fragment(there->word))
			join_halves(f, here, there);
		if (is_cut_off(f, there))
			continue;
		bool fragment = word_is_fragment(here->word);
		if (is_completed(f, here, there) ||
		    (fragment && (str_equal(here->key, there->key) || is_known(f, there->text))))
			complete(f, here, there);
		else if (!fragment && !str_equal(there->word->raw, here->text))
			choose(f, here, there);
	}
}
