/*
 * Put back the initial that a page without its scan has lost, by the words that follow: "HE TWENTIETH CONGRESS" after a
 * heading reads "THE TWENTIETH CONGRESS", and "T HE TWENTIETH" too.
 *
 * A drop capital stands in a block of its own, or is read as nothing. What begins a text is a whole sentence, so that
 * the words after it tell which letter is lacking, where they leave no choice.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/dictionaries.h"
#include "language/dictionary.h"
#include "language/runs_on.h"

#include <math.h>
#include <stdint.h>

/* How sure (percent). */
static const float sure = 90;

/*
 * The word with the letter is so much likelier, with what follows, than without, which tells less in small letters, as
 * no text begins so; and than with any other (log10).
 */
static const double least_gain = 2, least_gain_small = 0.3, least_lead = 1;

/* The first two lines of a text stand in by so much (x-heights) beside a large initial. */
static const double least_place = 1.2;

/* log10 of the probability of a word that is none. */
static const double no_word = -8;

/* Words that follow are looked at, at most; and words of a text at least. */
enum { MOST_AFTER = 3, LEAST_AFTER = 2, LEAST_WORDS = 12 };

/*
 * Of a word that is none, so many letters at least tell what it was if hardly another word has them behind one letter;
 * at the beginning of a page, where words begin in their second halves, if so large a part of the words that end in
 * them is it.
 */
enum { LEAST_OF_ONLY = 3 };
static const double only_part = 0.98, least_part = 0.8;

/* The words behind the first, as the model has them. */
struct following {
	int words[MOST_AFTER];
	int count; /* that are known, from the first on */
};

static struct following words_behind(const struct trigrams *t, const struct word *w)
{
	struct following f = {0};
	for (w = following_shown(w); w && t && f.count < MOST_AFTER; w = following_shown(w), f.count++)
		if ((f.words[f.count] = trigrams_word(t, w->text)) == TRIGRAMS_UNKNOWN)
			break;
	return f;
}

/* How likely the sentence begins with the word, before the first of what follows. */
static double score(struct repair *r, const struct trigrams *t, struct str word, const int *after, int count)
{
	struct dictionary_word info;
	const struct dictionary *d = repair_dictionary(r);
	int id = trigrams_word(t, word), before = trigrams_start(t);
	bool none = id == TRIGRAMS_UNKNOWN || !d || !dictionary_find(d, word, &info) || info.level != WORD_COMMON;
	double sum = none ? no_word : trigrams_log10(t, TRIGRAMS_UNKNOWN, before, id);
	before = none ? TRIGRAMS_UNKNOWN : before;
	id = none ? TRIGRAMS_UNKNOWN : id;
	for (int i = 0; i < count; i++) {
		sum += trigrams_log10(t, before, id, after[i]);
		before = id;
		id = after[i];
	}
	return sum;
}

static bool is_upper(struct str s)
{
	bool letter = false;
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if (utf8_is_letter(c) && !utf8_is_upper(c))
			return false;
		letter |= utf8_is_letter(c);
	}
	return letter;
}

/* The likeliest initial of what the word has lost one of, and how likely that and the next best are. */
struct initial {
	double best, second;
	char letter;
};

static struct initial likeliest_initial(struct repair *r, struct str text, const int *after, int count)
{
	const struct trigrams *t = repair_trigrams(r);
	struct initial found = {-HUGE_VAL, -HUGE_VAL, 0};
	for (int c = 'A'; c <= 'Z'; c++) {
		double s = score(r, t, arena_printf(&r->page->scratch, "%c%.*s", c, STR_ARG(text)), after, count);
		if (s > found.best) {
			found.second = found.best;
			found.best = s;
			found.letter = (char)c;
		} else
			found.second = fmax(found.second, s);
	}
	return found;
}

/* The letter that makes a word of what is none, where hardly another does, or 0. */
static char only_initial(struct repair *r, struct str core, bool begins_page)
{
	const struct dictionary *d = repair_dictionary(r);
	struct dictionary_word info;
	char letter = 0;
	double best = 0, all = 0, ends = 0;
	if (core.n < LEAST_OF_ONLY || !d || dictionary_find(d, core, &info) || lexicon_knows(r->lexicon, core))
		return 0;
	for (int c = 'A'; c <= 'Z'; c++) {
		struct str whole = arena_printf(&r->page->scratch, "%c%.*s", c, STR_ARG(core));
		double part = dictionary_find(d, whole, &info) ? pow(10, (double)info.log10_probability) : 0;
		all += part;
		if (part > best) {
			best = part;
			letter = info.level == WORD_COMMON && info.cases & CASE_SMALL ? (char)c : 0;
		}
	}
	dictionary_ending_in(d, utf8_lower(&r->page->scratch, core), true, dictionary_add_probability, &ends);
	return best >= only_part * all && (!begins_page || best >= least_part * ends) ? letter : 0;
}

/* The letter that the word has lost, or 0. */
static char lost_letter(struct repair *r, const struct word *w)
{
	const struct trigrams *t = repair_trigrams(r);
	struct following f = words_behind(t, w);
	if (f.count < LEAST_AFTER)
		return 0;
	struct initial found = likeliest_initial(r, w->text, f.words, LEAST_AFTER);
	double as_read = score(r, t, w->text, f.words, LEAST_AFTER);
	double least = begins_lower(w->text) ? least_gain_small : least_gain;
	return found.best - as_read >= least && found.best - found.second >= least_lead ? found.letter : 0;
}

/* The letter that is all of the region, or that begins its only line; else NULL. */
static struct word *only_letter(const struct region *g)
{
	struct word *w = g && first_line(g) ? first_shown(first_line(g)) : NULL;
	size_t at = 0;
	bool letter = w && w->text.n && utf8_is_upper(utf8_next(w->text, &at)) && at == w->text.n;
	return letter && !next_shown(w) && !next_line(word_line(w)) ? w : NULL;
}

static size_t count_words(const struct region *g)
{
	size_t n = 0;
	for (const struct line *l = first_line(g); l; l = next_line(l))
		for (const struct word *w = first_shown(l); w; w = next_shown(w))
			n++;
	return n;
}

/* Is the letter what is left of a word of its own, rather than the initial of that behind it: "T ALL STARTED"? */
static bool is_rest(struct repair *r, const struct word *letter, const struct word *w, struct str joined)
{
	const struct trigrams *t = repair_trigrams(r);
	struct following f = words_behind(t, letter);
	if (f.count < MOST_AFTER || !lexicon_knows(r->lexicon, utf8_core(w->text)))
		return false;
	return likeliest_initial(r, letter->text, f.words, f.count).best >
	       score(r, t, joined, f.words + 1, f.count - 1);
}

/* Joins the letter to the word behind it, which it begins. */
static bool join_letter(struct repair *r, struct word *letter, struct word *w)
{
	struct str joined = arena_printf(&r->page->scratch, "%.*s%.*s", STR_ARG(letter->text), STR_ARG(w->text));
	struct str pronoun = letter->text, core = utf8_core(w->text);
	size_t at = 0;
	bool alone = str_equal(pronoun, STR("I")) || str_equal(pronoun, STR("A"));
	if (!utf8_is_letter(utf8_next(w->text, &at)) || !lexicon_knows(r->lexicon, utf8_core(joined)) ||
	    (alone && core.n > 1 && lexicon_knows(r->lexicon, core)) || is_rest(r, letter, w, joined))
		return false;
	edit_join(r->page, repair_reason(r, sure, "an initial, and the word that it begins"), letter, w, joined);
	return true;
}

/*
 * Does the word begin with a letter that a lost one may stand before: in capitals, as what a text begins with is often
 * set, or small after a heading?
 */
static bool may_lack(const struct word *w, bool after_heading)
{
	return is_upper(w->text) || (after_heading && begins_lower(w->text));
}

/* Stands in the first lines of the text from the others: is there a place for a large initial? */
static bool has_place(const struct region *g)
{
	const struct line *first = first_line(g), *second = first ? next_line(first) : NULL;
	float x_height = first ? line_type(first).x_height : 0;
	int32_t left = INT32_MAX;
	for (const struct line *l = second ? next_line(second) : NULL; l; l = next_line(l))
		left = l->box.left < left ? l->box.left : left;
	double least = (double)left + least_place * (double)x_height;
	return left < INT32_MAX && x_height > 0 && first->box.left >= least && second->box.left >= least;
}

static void mend_beginning(struct repair *r, struct region *g, struct region *before, bool after_heading)
{
	struct word *w = first_shown(first_line(g)), *letter = only_letter(before), *next = w ? next_shown(w) : NULL;
	if (!w || open_lacuna(w, false) || count_words(g) < LEAST_WORDS)
		return;
	if (letter && join_letter(r, letter, w)) {
		struct node *first = &first_line(g)->node;
		edit_move(r->page, repair_reason(r, sure, "the text that its initial begins"), first, node_count(first),
			  &before->node, NULL);
		return;
	}
	size_t at = 0;
	if (utf8_is_upper(utf8_next(w->text, &at)) && at == w->text.n && next && join_letter(r, w, next))
		return;
	char c = may_lack(w, after_heading) ? lost_letter(r, w) : 0;
	const char *why = "the words after it go with no other initial";
	if (!c && (is_upper(w->text) || begins_lower(w->text))) {
		c = only_initial(r, utf8_core(w->text), !before);
		why = "it is the end of one word only";
	}
	if (c)
		edit_text(r->page, repair_reason(r, sure, "%s", why), w,
			  arena_printf(&r->page->scratch, "%c%.*s", c, STR_ARG(w->text)));
}

static void put_initials_back(struct repair *r)
{
	struct page *page = r->page;
	struct region *before = NULL, *next;
	if (r->scan || !lang_has(page->lang, "eng"))
		return;
	for (struct region *g = first_region(page); g; g = next) {
		next = next_region(g);
		if (region_kinds[g->type].place != PLACE_BODY || !first_line(g))
			continue;
		bool heading = before && before->type == REGION_HEADING;
		bool begins = page->width ? has_place(g) : !before || heading || only_letter(before);
		if (g->type == REGION_PARAGRAPH && begins)
			mend_beginning(r, g, before, page->width || heading);
		before = g;
	}
}

const struct repair_stage stage_initials = {.name = "initials",
					    .summary = "put back the initial that a page without its scan has lost",
					    .needs = REPAIR_LEXICON,
					    .run = put_initials_back};
