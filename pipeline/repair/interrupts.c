/*
 * Take out what interrupts a sentence, in text that has no places: "of huge areasWhat Possible Consequences Could There
 * Be of Soviet territory." reads "of huge areas of Soviet territory.", and the headline stands beside it.
 *
 * A pull quote, a caption or a running footer in the middle of a sentence is found in three ways: as words in the case
 * of headlines within a line, as lines of a paragraph, and as paragraphs between two halves of one. In each, the text
 * runs on across it, and not into it nor out of it.
 */
#include "page/lacuna.h"
#include "repair/repair.h"

#include "base/order.h"
#include "base/utf8.h"
#include "language/confusions.h"
#include "language/dictionary.h"
#include "language/runs_on.h"

#include <math.h>
#include <stdlib.h>

/* How sure (percent). */
static const float sure = 85, sure_of_joint = 90;

/*
 * The text runs on across it by so much (log10 of the odds); and it is so much likelier that it is an insert than that
 * all is one text: what stands between the halves of a paragraph, lines within one, words within a line. Over
 * what is known to be no text, as a footer, it need only run on rather than not.
 */
static const double enough = 1.3, enough_for_regions = -0.5, enough_for_lines = 3.2, enough_for_headlines = 2.5,
		    enough_over_from = 0.5, enough_over_others = 0;

/* What speaks for an insert besides: that all of it is in capitals; each usual word that is capitalised as only
 * headlines have it ("What", "There"), a word that was read into the one before it, and lines that are all longer or
 * shorter than the paragraph's are. */
static const double for_usual = 0.7, for_capitals = 1.4, for_glued = 2, for_other_width = 1.5, for_usual_begin = 1;
static const float usual_log10 = -3, common_log10 = -5.5F;
enum { MOST_USUAL = 3 };

/* A line of other width differs by this part from the usual length. */
static const double other_width = 0.15;

/* Words of a headline, of which this part is capitalised. */
enum { LEAST_WORDS = 5 };
static const double least_capitalised = 0.6;

/* The class of the poorest text that is looked at (page_class). */
enum { POOREST = 1 };

/* Letters of a part of two words that were read as one, and small words of headlines at most. */
enum { LEAST_PART = 3, LONGEST_SMALL_WORD = 4 };

/* Small words after the last capitalised one that may still be of the headline; lines, regions and words of an insert.
 */
enum { MOST_TRAILING = 3, MOST_LINES = 6, MOST_REGIONS = 4, MOST_WORDS = 40 };

/* Words of the first half of a paragraph, at least. */
enum { LEAST_OF_HALF = 6 };

/* The shown words of a region. */
struct run {
	struct word **words;
	size_t count;
};

static struct run words_of(struct repair *r, const struct region *g)
{
	size_t n = 0;
	for (const struct line *l = first_line(g); l; l = next_line(l))
		n += node_count(l->node.first);
	struct run run = {arena_alloc(&r->page->scratch, n + 1, sizeof(struct word *)), 0};
	for (const struct line *l = first_line(g); l; l = next_line(l))
		for (struct word *w = first_shown(l); w; w = next_shown(w))
			run.words[run.count++] = w;
	return run;
}

/* Are nearly all of its words in small letters known, but for those at its ends, which may be halves? Where they are
 * not, the joints tell nothing. */
static bool reads_well(struct repair *r, const struct run *run)
{
	size_t small = 0, unknown = 0;
	struct dictionary_word info;
	const struct dictionary *d = repair_dictionary(r);
	for (size_t i = 1; d && i + 1 < run->count; i++) {
		struct str core = utf8_core(run->words[i]->text);
		if (core.n < LEAST_PART || word_shape(core) != SHAPE_SMALL)
			continue;
		small++;
		unknown += !dictionary_find(d, core, &info);
	}
	return d && page_class(unknown, small) <= POOREST;
}

/* Does the text run on from before the first word to after the last (indices; the last is not in it)? */
static double across(struct repair *r, const struct run *run, size_t first, size_t last)
{
	struct joint j = {
		{run->words[first - 1]->text, first > 1 ? run->words[first - 2]->text : (struct str){0}},
		{run->words[last]->text, last + 1 < run->count ? run->words[last + 1]->text : (struct str){0}}};
	return runs_on(&j, r->lexicon, repair_trigrams(r));
}

static bool is_small_word(struct str core)
{
	return begins_lower(core) && core.n <= LONGEST_SMALL_WORD;
}

/* Is it capitalised, though it is a common word, which is written so at the beginning of a sentence or in a headline?
 */
static bool is_raised(struct repair *r, struct str core, float least_log10)
{
	struct dictionary_word info;
	const struct dictionary *d = repair_dictionary(r);
	return d && core.n > 1 && begins_upper(core) && dictionary_find(d, core, &info) && info.cases & CASE_SMALL &&
	       info.level == WORD_COMMON && info.log10_probability >= least_log10;
}

/* Where two words were read as one, "areasWhat": bytes of the first; 0 where it is one. */
static size_t glued_at(struct repair *r, struct str text)
{
	struct str core = utf8_core(text);
	size_t from = (size_t)(core.s - text.s), at = 0;
	bool lower = false;
	while (at < core.n) {
		size_t here = at;
		uint32_t c = utf8_next(core, &at);
		struct str left = {core.s, here}, right = str_skip(core, here);
		if (lower && utf8_is_upper(c) && left.n >= LEAST_PART && right.n >= LEAST_PART)
			return lexicon_knows(r->lexicon, left) && lexicon_knows(r->lexicon, right) &&
					       !lexicon_knows(r->lexicon, core)
				       ? from + here
				       : 0;
		lower = utf8_is_letter(c) && !utf8_is_upper(c);
	}
	return 0;
}

/* How much likelier (log10 of the odds) an insert stands between the joints than that all of it is one text. */
static double odds_of_insert(double over, double into, double from)
{
	return over - into - from;
}

/* The same of the words from first to end. */
static double interruption(struct repair *r, const struct run *run, size_t first, size_t end, double least_over_from)
{
	struct str next = utf8_core(run->words[end]->text);
	double over = across(r, run, first, end);
	if (over < enough || word_shape(next) != SHAPE_SMALL || !lexicon_knows(r->lexicon, next) ||
	    end - first > MOST_WORDS)
		return -HUGE_VAL;
	struct joint in = {{run->words[first - 1]->text, first > 1 ? run->words[first - 2]->text : (struct str){0}},
			   {run->words[first]->text, run->words[first + 1]->text}};
	struct joint out = {
		{run->words[end - 1]->text, run->words[end - 2]->text},
		{run->words[end]->text, end + 1 < run->count ? run->words[end + 1]->text : (struct str){0}}};
	double from = runs_on(&out, r->lexicon, repair_trigrams(r));
	return over - from < least_over_from ? -HUGE_VAL
					     : odds_of_insert(over, runs_on(&in, r->lexicon, repair_trigrams(r)), from);
}

/* What speaks for a headline from first to end, besides the joints; below 0: it is none. */
static double looks_like_headline(struct repair *r, const struct run *run, size_t first, size_t end)
{
	size_t capitalised = 0, capitals = 0, usual = 0, unknown = 0;
	for (size_t i = first; i < end; i++) {
		struct str core = utf8_core(run->words[i]->text);
		unknown += !lexicon_knows(r->lexicon, core);
		capitalised += begins_upper(core);
		capitals += word_shape(core) == SHAPE_CAPITALS || (core.n == 1 && begins_upper(core));
		usual += i > first && usual < MOST_USUAL && is_raised(r, core, usual_log10);
	}
	if (end - first < LEAST_WORDS || 5 * unknown >= end - first ||
	    (double)capitalised < least_capitalised * (double)(end - first))
		return -1;
	return for_usual * (double)usual + (capitals == end - first && usual > 1 ? for_capitals : 0) +
	       (run->words[first]->raw.n ? 0 : for_glued);
}

/* The end of the words from first on that may be of one headline: they are capitalised, or short, and end no sentence.
 */
static size_t headline_end(const struct run *run, size_t first)
{
	size_t i = first, trailing = 0;
	for (; i < run->count && trailing <= MOST_TRAILING; i++) {
		struct str core = utf8_core(run->words[i]->text);
		if (!core.n || (!begins_upper(core) && !is_small_word(core)))
			break;
		trailing = begins_upper(core) ? 0 : trailing + 1;
		if (ends_sentence(run->words[i]->text))
			return i + 1;
	}
	return i;
}

/* Where the sentence goes on behind a headline that begins at first; 0 where none does. */
static size_t find_headline(struct repair *r, const struct run *run, size_t first)
{
	size_t end = headline_end(run, first), best = 0;
	double most = enough_for_headlines;
	if (!begins_lower(run->words[first - 1]->text) || ends_sentence(run->words[first - 1]->text))
		return 0;
	for (size_t i = first + LEAST_WORDS; i <= end && i < run->count; i++) {
		double looks = looks_like_headline(r, run, first, i);
		if (looks < 0 || !begins_lower(run->words[i]->text))
			continue;
		double odds =
			looks + interruption(r, run, first, i,
					     looks >= for_usual * MOST_USUAL ? -enough_over_from : enough_over_from);
		if (odds > most) {
			most = odds;
			best = i;
		}
	}
	return best;
}

/* Moves words that follow each other, within lines of one region, into a new region behind it. */
static void take_out(struct repair *r, struct region *g, const struct run *run, size_t first, size_t end)
{
	struct page *page = r->page;
	struct reason why =
		repair_reason(r, sure, "the sentence goes on behind it, with \"%.*s\"", STR_ARG(run->words[end]->text));
	struct region *insert = edit_add_region(page, why, REGION_PULL_QUOTE, next_region(g));
	for (size_t i = first; i < end;) {
		size_t to = i + 1;
		while (to < end && word_line(run->words[to]) == word_line(run->words[i]))
			to++;
		struct line *line = edit_add_line(page, why, insert, NULL);
		uint32_t count = 1;
		for (const struct word *w = run->words[i]; w != run->words[to - 1]; w = next_word(w))
			count++;
		edit_move(page, why, &run->words[i]->node, count, &line->node, NULL);
		i = to;
	}
}

/* Parts words into which a headline was read; the others are whole again. */
static void part_glued(struct repair *r, struct region *g)
{
	struct run run = words_of(r, g);
	for (size_t i = 0; i < run.count; i++) {
		struct word *w = run.words[i];
		size_t at = begins_lower(w->text) ? glued_at(r, w->text) : 0;
		struct str texts[2] = {{w->text.s, at}, str_skip(w->text, at)};
		if (!at || headline_end(&run, i + 1) < i + LEAST_WORDS)
			continue;
		edit_split(r->page, repair_reason(r, sure, "a word, and a headline that was read into it"), w, texts,
			   2);
		struct run parted = words_of(r, g);
		if (find_headline(r, &parted, i + 1))
			run = parted;
		else
			edit_undo(r->page);
	}
}

static void take_headlines_out(struct repair *r, struct region *g)
{
	part_glued(r, g);
	struct run run = words_of(r, g);
	for (size_t i = 1; i < run.count; i++) {
		size_t end = begins_upper(utf8_core(run.words[i]->text)) ? find_headline(r, &run, i) : 0;
		if (!end)
			continue;
		take_out(r, g, &run, i, end);
		i = end;
	}
}

static bool begins_line(const struct word *w)
{
	return w == first_shown(word_line(w));
}

/* Characters of the line that begins with word i; end: where it ends. */
static size_t line_length(const struct run *run, size_t i, size_t *end)
{
	size_t n = 0;
	for (*end = i; *end < run->count && word_line(run->words[*end]) == word_line(run->words[i]); ++*end)
		n += run->words[*end]->text.n + 1;
	return n;
}

/* The usual length of the run's lines, in characters. */
static int usual_length(struct repair *r, const struct run *run)
{
	int *lengths = arena_alloc(&r->page->scratch, run->count + 1, sizeof *lengths);
	size_t n = 0;
	for (size_t i = 0, end; i < run->count; i = end)
		lengths[n++] = (int)line_length(run, i, &end);
	qsort(lengths, n, sizeof *lengths, by_int);
	return n ? lengths[n / 2] : 0;
}

/* Are the lines from first to end all of another width than is usual? Of several the last may be short by chance. */
static bool has_other_width(const struct run *run, int usual, size_t first, size_t end)
{
	for (size_t i = first, to; i < end; i = to) {
		int n = (int)line_length(run, i, &to);
		if (abs(n - usual) <= other_width * usual && (to < end || i == first))
			return false;
	}
	return true;
}

/* Whole lines within a paragraph: the end of the best insert that begins with word i; 0: there is none. */
static size_t find_lines(struct repair *r, const struct run *run, int usual, size_t i)
{
	size_t best = 0, lines = 0;
	double most = enough_for_lines;
	struct str begin = utf8_core(run->words[i]->text);
	if (!is_raised(r, begin, common_log10) || ends_sentence(run->words[i - 1]->text))
		return 0;
	double looks = is_raised(r, begin, usual_log10) ? for_usual_begin : 0;
	for (size_t end = i + 1; end < run->count && lines < MOST_LINES; end++) {
		if (!begins_line(run->words[end]))
			continue;
		lines++;
		if (!begins_lower(run->words[end]->text) || end - i < 2)
			continue;
		double odds = looks + interruption(r, run, i, end, enough_over_from) +
			      (has_other_width(run, usual, i, end) ? for_other_width : 0);
		if (odds > most) {
			most = odds;
			best = end;
		}
	}
	return best;
}

static void take_lines_out(struct repair *r, struct region *g)
{
	struct run run = words_of(r, g);
	int usual = usual_length(r, &run);
	for (size_t i = 1; i + 1 < run.count; i++) {
		size_t end = begins_line(run.words[i]) ? find_lines(r, &run, usual, i) : 0;
		if (!end)
			continue;
		take_out(r, g, &run, i, end);
		i = end;
	}
}

/* Two regions' words at the joint between them. */
static double joint_of(struct repair *r, const struct region *a, const struct region *b)
{
	struct run x = words_of(r, a), y = words_of(r, b);
	if (!x.count || !y.count)
		return 0;
	struct joint j = {{x.words[x.count - 1]->text, x.count > 1 ? x.words[x.count - 2]->text : (struct str){0}},
			  {y.words[0]->text, y.count > 1 ? y.words[1]->text : (struct str){0}}};
	return runs_on(&j, r->lexicon, repair_trigrams(r));
}

static bool is_paragraph(const struct region *g)
{
	return g->type == REGION_PARAGRAPH && first_line(g);
}

/* Does the text itself say that it is a heading: "## The War"? */
static bool is_marked_heading(const struct region *g)
{
	const struct word *w = first_line(g) ? first_shown(first_line(g)) : NULL;
	return (g->type != REGION_PARAGRAPH && g->type != REGION_HEADING) || (w && w->text.s[0] == '#');
}

/* May the regions between a and b be inserts: short ones, about which a runs on into b? */
static bool are_inserts(struct repair *r, struct region *a, struct region *b)
{
	struct region *first = NULL, *last = NULL;
	for (struct region *g = next_region(a); g != b; g = next_region(g)) {
		if (region_kinds[g->type].place != PLACE_BODY)
			continue;
		struct run words = words_of(r, g);
		if (words.count > MOST_WORDS || is_marked_heading(g) || !reads_well(r, &words))
			return false;
		first = first ? first : g;
		last = g;
	}
	return !first ||
	       odds_of_insert(joint_of(r, a, b), joint_of(r, a, first), joint_of(r, last, b)) > enough_for_regions;
}

/* Stands between a and b something, and nothing of the body? */
static bool only_others_between(const struct region *a, const struct region *b)
{
	for (const struct region *g = next_region(a); g != b; g = next_region(g))
		if (region_kinds[g->type].place == PLACE_BODY)
			return false;
	return next_region(a) != b;
}

/* The paragraph that goes on with the sentence in which a ends, over inserts and furniture; or NULL. */
static struct region *find_rest(struct repair *r, struct region *a)
{
	struct run words = words_of(r, a);
	if (words.count < LEAST_OF_HALF || ends_sentence(words.words[words.count - 1]->text) ||
	    open_lacuna(words.words[words.count - 1], true))
		return NULL;
	int regions = 0;
	for (struct region *b = next_region(a); b && regions <= MOST_REGIONS; b = next_region(b), regions++) {
		struct run begin = words_of(r, b);
		if (is_paragraph(b) && begin.count && begins_lower(begin.words[0]->text) &&
		    joint_of(r, a, b) >= (only_others_between(a, b) ? enough_over_others : enough))
			return reads_well(r, &words) && reads_well(r, &begin) && are_inserts(r, a, b) ? b : NULL;
	}
	return NULL;
}

static void rejoin(struct repair *r, struct region *a, struct region *b)
{
	for (struct region *g = next_region(a); g != b; g = next_region(g))
		if (g->type == REGION_PARAGRAPH || g->type == REGION_HEADING)
			edit_type(r->page, repair_reason(r, sure, "it stands between the halves of a sentence"), g,
				  REGION_PULL_QUOTE);
	struct node *first = &first_line(b)->node;
	edit_move(r->page, repair_reason(r, sure_of_joint, "the sentence runs on"), first, node_count(first), &a->node,
		  NULL);
}

static void mend_interrupted(struct repair *r)
{
	struct page *page = r->page;
	if (page->width || !repair_trigrams(r))
		return;
	for (struct region *g = first_region(page); g; g = next_region(g)) {
		if (!is_paragraph(g))
			continue;
		for (struct region *rest; (rest = find_rest(r, g));)
			rejoin(r, g, rest);
		struct run words = words_of(r, g);
		if (!reads_well(r, &words))
			continue;
		take_headlines_out(r, g);
		take_lines_out(r, g);
	}
}

const struct repair_stage stage_interrupts = {.name = "interrupts",
					      .summary = "take out what interrupts a sentence, in text without places",
					      .needs = REPAIR_LEXICON,
					      .run = mend_interrupted};
