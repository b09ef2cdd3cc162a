/*
 * Take out what interrupts a sentence, in text that has no places: "of huge areasWhat Possible Consequences Could There
 * Be of Soviet territory." reads "of huge areas of Soviet territory.", and the headline stands beside it.
 *
 * A pull quote, a caption or a running footer in the middle of a sentence is found in three ways: as words in the case
 * of headlines within a line, as lines of a paragraph, and as paragraphs between two halves of one. In each, the text
 * runs on across it, and not into it nor out of it.
 */
#include "page/lacuna.h"
#include "repair/insert_words.h"

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
 * all is one text: what stands between the halves of a paragraph, where that is doubtful too, and lines within one.
 * Over what is known to be no text, as a footer, it need only run on rather than not.
 */
static const double enough = 1.3, enough_for_regions = -0.5, enough_for_doubtful = 1.5, least_over = -1,
		    enough_for_lines = 3.2, enough_over_others = 0;

/* What speaks for an insert besides: that its lines are all longer or shorter than the paragraph's are. */
static const double for_other_width = 1.5;

/* A line of other width differs by this part from the usual length. */
static const double other_width = 0.15;

/* The class of the poorest text that is looked at (page_class). */
enum { POOREST = 1 };

/* Words of an insert between the halves of a paragraph, at least: of fewer it is a heading. */
enum { LEAST_OF_INSERT = 3 };

/* Letters of a word that tells how well the text was read; lines and regions of an insert, at most. */
enum { LEAST_LETTERS = 3, MOST_LINES = 6, MOST_REGIONS = 4 };

/* Words of the first half of a paragraph, at least. */
enum { LEAST_OF_HALF = 6 };

/* Are nearly all of its words in small letters known, but for those at its ends, which may be halves? Where they are
 * not, the joints tell nothing. */
static bool reads_well(struct repair *r, const struct run *run)
{
	size_t small = 0, unknown = 0;
	struct dictionary_word info;
	const struct dictionary *d = repair_dictionary(r);
	for (size_t i = 1; d && i + 1 < run->count; i++) {
		struct str core = utf8_core(run->words[i]->text);
		if (core.n < LEAST_LETTERS || word_shape(core) != SHAPE_SMALL)
			continue;
		small++;
		unknown += !dictionary_find(d, core, &info);
	}
	return d && page_class(unknown, small) <= POOREST;
}

static struct reason goes_on(struct repair *r, const struct run *run, size_t end)
{
	return repair_reason(r, sure, "the sentence goes on behind it, with \"%.*s\"", STR_ARG(run->words[end]->text));
}

/* Parts words into which a headline was read; the others are whole again. */
static void part_glued(struct repair *r, struct region *g)
{
	struct run run = run_of(r, g);
	for (size_t i = 0; i < run.count; i++) {
		struct word *w = run.words[i];
		size_t at = begins_lower(w->text) ? glued_at(r, w->text) : 0;
		struct str texts[2] = {{w->text.s, at}, str_skip(w->text, at)};
		if (!at)
			continue;
		edit_split(r->page, repair_reason(r, sure, "a word, and a headline that was read into it"), w, texts,
			   2);
		struct run parted = run_of(r, g);
		if (find_insert(r, &parted, i + 1).end)
			run = parted;
		else
			edit_undo(r->page);
	}
}

static void take_headlines_out(struct repair *r, struct region *g)
{
	part_glued(r, g);
	struct run run = run_of(r, g);
	const struct region *last = g;
	for (size_t i = 1; i < run.count; i++) {
		struct insert found = {0};
		if (begins_upper(utf8_core(run.words[i]->text)))
			found = find_insert(r, &run, i);
		if (!found.end)
			continue;
		last = take_out(r, goes_on(r, &run, found.end), last, &run, found.first, found.end);
		i = found.end;
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
		double odds = looks + interruption(r, run, i, end, &least_joints) +
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
	struct run run = run_of(r, g);
	int usual = usual_length(r, &run);
	const struct region *last = g;
	for (size_t i = 1; i + 1 < run.count; i++) {
		size_t end = begins_line(run.words[i]) ? find_lines(r, &run, usual, i) : 0;
		if (!end)
			continue;
		last = take_out(r, goes_on(r, &run, end), last, &run, i, end);
		i = end;
	}
}

/* Two regions' words at the joint between them. */
static double joint_of(struct repair *r, const struct region *a, const struct region *b)
{
	struct run x = run_of(r, a), y = run_of(r, b);
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

/* How much likelier the regions between a and b are inserts, short ones, than of the text: about them a runs on into b.
 */
static double odds_of_inserts(struct repair *r, struct region *a, struct region *b)
{
	struct region *first = NULL, *last = NULL;
	for (struct region *g = next_region(a); g != b; g = next_region(g)) {
		if (region_kinds[g->type].place != PLACE_BODY)
			continue;
		struct run words = run_of(r, g);
		if (words.count > MOST_OF_INSERT || words.count < LEAST_OF_INSERT || is_marked_heading(g) ||
		    !reads_well(r, &words))
			return -HUGE_VAL;
		first = first ? first : g;
		last = g;
	}
	if (!first)
		return HUGE_VAL;
	struct run words = run_of(r, first);
	double looks = first == last ? fmax(looks_like_headline(r, &words, 0, words.count), 0) : 0;
	return odds_of_insert(joint_of(r, a, b), joint_of(r, a, first), joint_of(r, last, b)) + looks;
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
	struct run words = run_of(r, a);
	if (words.count < LEAST_OF_HALF || ends_sentence(words.words[words.count - 1]->text) ||
	    open_lacuna(words.words[words.count - 1], true))
		return NULL;
	int regions = 0;
	for (struct region *b = next_region(a); b && regions <= MOST_REGIONS; b = next_region(b), regions++) {
		struct run begin = run_of(r, b);
		if (!is_paragraph(b) || !begin.count || !begins_lower(begin.words[0]->text))
			continue;
		double over = joint_of(r, a, b);
		bool others = only_others_between(a, b), runs = over >= (others ? enough_over_others : enough);
		if (!runs && (others || over < least_over))
			continue;
		/* Over furniture alone, small letters that go on with no sentence's end tell, however they are read. */
		if (odds_of_inserts(r, a, b) > (runs ? enough_for_regions : enough_for_doubtful))
			return others || (reads_well(r, &words) && reads_well(r, &begin)) ? b : NULL;
		if (runs)
			return NULL;
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
		struct run words = run_of(r, g);
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
