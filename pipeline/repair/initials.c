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
 * no text begins so; and than with any other, the more where nothing that follows is known (log10). Of 259 openings of
 * the magazine's and books' check halves without their first letter, 79 in 100 get it back and 1 another; of whole ones
 * in capitals, 748, one gets a letter.
 */
static const double least_gain = 1, least_gain_small = 0.3, least_lead = 1, least_lead_alone = 2;

/* Few letters that are no word are as soon a name or short for something as what is left of a rarer word than this. */
static const double least_of_few = -4.5;
enum { MOST_OF_FEW = 2 };

/* The first two lines of a text stand in by so much (x-heights) beside a large initial. */
static const double least_place = 1.2;

/* log10 of the probability of a word that is none, and of one that is rare. */
static const double no_word = -8, rare_word = -6.5;

/* Words that follow are looked at, at most; those that the first tells of; and words of a text at least. */
enum { MOST_AFTER = 3, MOST_TOLD = 2, LEAST_WORDS = 12 };

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
	bool known = d && dictionary_find(d, word, &info);
	bool none = id == TRIGRAMS_UNKNOWN || !known || info.level != WORD_COMMON;
	double sum = !none ? trigrams_log10(t, TRIGRAMS_UNKNOWN, before, id) : known ? rare_word : no_word;
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

/* A letter alone before what begins with a capital, "T The house": no rest of a word, but noise or an initial. */
static bool is_before_sentence(const struct word *w)
{
	const struct word *next = following_shown(w);
	return utf8_core(w->text).n == 1 && next && word_shape(utf8_core(next->text)) == SHAPE_CAPITAL;
}

/* The letter that the word has lost by those that follow, or 0. */
static char lost_letter(struct repair *r, const struct word *w)
{
	const struct trigrams *t = repair_trigrams(r);
	struct following f = words_behind(t, w);
	struct str core = utf8_core(w->text), mark = str_skip(w->text, core.n);
	if (!t || !core.n || core.s != w->text.s || (mark.n && !str_equal(mark, STR(","))) || is_before_sentence(w))
		return 0;
	int count = f.count < MOST_TOLD ? f.count : MOST_TOLD;
	struct initial found = likeliest_initial(r, core, f.words, count);
	double gain = found.best - score(r, t, core, f.words, count), lead = found.best - found.second;
	bool few = core.n <= MOST_OF_FEW && !lexicon_knows(r->lexicon, core);
	struct str whole = arena_printf(&r->page->scratch, "%c%.*s", found.letter, STR_ARG(core));
	if (gain < (begins_lower(core) ? least_gain_small : least_gain) ||
	    lead < (count ? least_lead : least_lead_alone) || (few && score(r, t, whole, NULL, 0) < least_of_few))
		return 0;
	return found.letter;
}

static bool is_common(struct repair *r, struct str word)
{
	struct dictionary_word info;
	const struct dictionary *d = repair_dictionary(r);
	return d && dictionary_find(d, word, &info) && info.level == WORD_COMMON;
}

/* The capital that the word begins with, if the rest is in small letters as the other; else 0. */
static char letter_before(struct arena *scratch, struct str whole, struct str rest)
{
	unsigned char c = whole.n == rest.n + 1 ? (unsigned char)(whole.s[0] & ~0x20) : 0;
	return c >= 'A' && c <= 'Z' && str_equal(utf8_lower(scratch, str_skip(whole, 1)), rest) ? (char)c : 0;
}

/* The letter with which the page has the word elsewhere, where that is none without, and not a common one; or 0. */
static char own_initial(struct repair *r, struct str core)
{
	struct arena *scratch = &r->page->scratch;
	struct str rest = utf8_lower(scratch, core);
	char letter = 0;
	if (core.n < LEAST_OF_ONLY || lexicon_knows(r->lexicon, core))
		return 0;
	for (const struct region *g = first_region(r->page); g; g = next_region(g))
		for (const struct word *w = first_line(g) ? first_shown(first_line(g)) : NULL; w;
		     w = following_shown(w)) {
			char c = letter_before(scratch, utf8_core(w->text), rest);
			if (c && ((letter && c != letter) || is_common(r, utf8_core(w->text))))
				return 0;
			letter = c ? c : letter;
		}
	return letter;
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
	if (!f.count || !lexicon_knows(r->lexicon, utf8_core(w->text)))
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
	bool capitals = is_upper(w->text), small = begins_lower(w->text);
	char c = capitals || small ? own_initial(r, utf8_core(w->text)) : 0;
	const char *why = "the page has the word elsewhere";
	if (!c && (capitals || (small && after_heading))) {
		c = lost_letter(r, w);
		why = "the words after it go with no other initial";
	}
	if (!c && (capitals || small)) {
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
