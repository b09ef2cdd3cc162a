/*
 * Cut lines in text without places: "One of those w young Alexander ' tect of perestroika, v to his roots. He se".
 *
 * The paragraph's lines were run together; each lacks its end. So it has, at a steady length, words that are none, and
 * places where the words do not go with each other. How likely it is that lines end there is weighed against the usual
 * text of the page, for each length that lines may have, and the likeliest way to part the paragraph is sought (by
 * dynamic programming, as Viterbi's). Where a text keeps its lines, they are taken as they are.
 */
#include "repair/lacunae.h"

#include "base/utf8.h"
#include "language/confusions.h"
#include "language/dictionary.h"
#include "language/runs_on.h"

#include <math.h>
#include <string.h>

/* Letters of a line, at least and at most, and how far they vary: a part of them, and at least. */
enum { SHORTEST = 10, LONGEST = 60 };
static const double varies = 0.14, varies_least = 2.5;

/* Letters that a word takes, with its space: a line may end behind each. */
static const double per_word = 5.5;

/* Part of cut lines that end in a fragment; of other words, at least, and where the page does not tell. */
static const double fragments_at_cut = 0.5, fragments_least = 0.02;
enum { PRIOR_WORDS = 50 };

/* log10 of the odds: by how far the text runs on less than usual; that a fragment follows; of a mark by itself. */
static const double for_denial = 0.35, usual_joint = 1.5, for_tail = 0.5, for_mark = 1;

/* It is so much likelier that the paragraph was cut than not (log10), with so many cut lines, so many of fragments. */
static const double enough = 3;
enum { LEAST_CUTS = 4, LEAST_FRAGMENTS = 2 };

/* Of the cuts, the part that end in fragments at least; other fragments at most, for each of those. */
static const double least_at_cuts = 0.2, most_others = 0.3;

/* How sure (percent). */
static const float sure = 85;

/* The words of a region in a row. */
struct row {
	struct finds *finds;
	struct repair *r;
	struct word **words;
	size_t *ends;    /* letters up to the end of each, with spaces */
	double *odds;    /* that a line is cut behind it */
	bool *line_ends; /* in the text as it is */
	size_t count, fragments;
};

/* Does a usual word begin with these letters? */
static bool begins_word(const struct dictionary *d, struct str letters)
{
	uint32_t node = dictionary_root(d);
	for (size_t i = 0; i < letters.n && node; i++) {
		uint32_t child = dictionary_first_child(d, node);
		while (child && dictionary_byte(d, child) != (unsigned char)letters.s[i])
			child = dictionary_next_sibling(d, child);
		node = child;
	}
	return node != 0;
}

static bool is_cut_word(struct repair *r, const struct word *w)
{
	struct str core = utf8_core(w->text);
	return wholeness_of(r, w) == FRAGMENT && core.s + core.n == w->text.s + w->text.n &&
	       word_shape(core) == SHAPE_SMALL && begins_word(repair_dictionary(r), core);
}

static double joint(const struct row *row, size_t i)
{
	const struct word *const *w = (const struct word *const *)row->words + i;
	struct joint j = {{w[0]->text, i ? w[-1]->text : (struct str){0}},
			  {w[1]->text, i + 2 < row->count ? w[2]->text : (struct str){0}}};
	return runs_on(&j, row->r->lexicon, repair_trigrams(row->r));
}

/* log10 of the odds that a line is cut behind word i, where so large a part of the page's words are fragments. */
static double odds_of(const struct row *row, size_t i, double usual)
{
	const struct word *w = row->words[i];
	bool cut = is_cut_word(row->r, w), mark = !utf8_core(w->text).n;
	double odds = cut    ? log10(fragments_at_cut / usual)
		      : mark ? for_mark
			     : log10((1 - fragments_at_cut) / (1 - usual));
	if (i + 1 == row->count || ends_parted(w->text))
		return odds;
	if (wholeness_of(row->r, row->words[i + 1]) == FRAGMENT)
		odds += for_tail;
	return odds + for_denial * (usual_joint - joint(row, i));
}

static struct row row_of(struct finds *finds, const struct region *g)
{
	struct repair *r = finds->r;
	struct arena *arena = &r->page->arena;
	size_t n = 0, length = 0;
	for (const struct line *l = first_line(g); l; l = next_line(l))
		n += node_count(l->node.first);
	struct row row = {.finds = finds, .r = r};
	row.words = arena_alloc(arena, n + 1, sizeof(struct word *));
	row.ends = arena_alloc(arena, n + 1, sizeof *row.ends);
	row.odds = arena_alloc(arena, n + 1, sizeof *row.odds);
	row.line_ends = arena_alloc(arena, n + 1, sizeof *row.line_ends);
	for (const struct line *l = first_line(g); l; l = next_line(l))
		for (struct word *w = first_shown(l); w; w = next_shown(w)) {
			length += utf8_count(w->text) + 1;
			row.words[row.count] = w;
			row.ends[row.count] = length;
			row.line_ends[row.count++] = w == last_shown(l);
			row.fragments += is_cut_word(r, w);
		}
	return row;
}

/* The likeliest ends of lines that have about so many letters: cuts, from the last to the first; gives the odds. */
static double part(const struct row *row, double letters, size_t *cuts, size_t *count)
{
	struct arena *arena = &row->r->page->arena;
	double *best = arena_alloc(arena, row->count + 1, sizeof *best), spread = fmax(varies_least, varies * letters);
	size_t *from = arena_alloc(arena, row->count + 1, sizeof *from), last = 0;
	for (size_t i = 1; i <= row->count; i++) {
		best[i] = -INFINITY;
		for (size_t k = i; k--;) {
			double length = (double)(row->ends[i - 1] - (k ? row->ends[k - 1] : 0) - 1);
			double off = (length - letters) / spread;
			if (off > 3)
				break;
			double fits = log10(per_word / spread * 0.4) - off * off / 2 * log10(exp(1));
			if (best[k] + fits + row->odds[i - 1] > best[i]) {
				best[i] = best[k] + fits + row->odds[i - 1];
				from[i] = k;
			}
		}
		/* What is left at the end may be a last line. */
		if (best[i] > best[last] &&
		    (double)(row->ends[row->count - 1] - row->ends[i - 1]) < letters + 2 * spread)
			last = i;
	}
	*count = 0;
	for (size_t i = last; i; i = from[i])
		cuts[(*count)++] = i - 1;
	return last ? best[last] : -INFINITY;
}

/* The lines as the text has them: those are cut that end in no sentence. */
static double part_at_lines(const struct row *row, size_t *cuts, size_t *count)
{
	double odds = 0;
	*count = 0;
	for (size_t i = row->count; i--;)
		if (row->line_ends[i] && !ends_sentence(row->words[i]->text)) {
			odds += row->odds[i];
			cuts[(*count)++] = i;
		}
	return odds;
}

static void mark_cut(const struct row *row, size_t i)
{
	struct word *w = row->words[i];
	struct reason why = repair_reason(
		row->r, sure, "words that are none, and joints that are no English, stand at a steady length");
	bool mark = !utf8_core(w->text).n;
	struct lacuna lacuna = {.word = w,
				.side = LACUNA_RIGHT,
				.cause = LACUNA_UNKNOWN,
				.in_word = mark || wholeness_of(row->r, w) != WHOLE};
	struct found *f = add_found(row->finds, lacuna, why);
	if (!f)
		return;
	f->lacuna.confidence = lacuna.in_word ? w->confidence : 0;
	f->lacuna.doubtful = take_doubtful(row->r, w, true, mark ? w->text.n : 0, why);
}

/*
 * Do the cuts explain what the paragraph has of fragments? They end in them as often as lines do that were cut, and
 * few others are left, as poor reading makes them anywhere.
 */
static bool explains(const struct row *row, const size_t *cuts, size_t count)
{
	size_t at_cuts = 0, others = 0;
	for (size_t i = 0, next = count; i < row->count; i++) {
		bool is_cut = next && cuts[next - 1] == i, follows = next < count && cuts[next] + 1 == i;
		if (is_cut)
			next--;
		at_cuts += is_cut && is_cut_word(row->r, row->words[i]);
		others += !is_cut && !follows && wholeness_of(row->r, row->words[i]) == FRAGMENT;
	}
	return at_cuts >= LEAST_FRAGMENTS && (double)at_cuts >= least_at_cuts * (double)count &&
	       (double)others <= most_others * (double)at_cuts;
}

static void search_region(const struct row *row, double usual)
{
	struct arena *arena = &row->r->page->arena;
	size_t *cuts = arena_alloc(arena, row->count + 1, sizeof *cuts),
	       *tried = arena_alloc(arena, row->count + 1, sizeof *tried);
	size_t count = 0, n;
	double most = enough;
	for (size_t i = 0; i < row->count; i++)
		row->odds[i] = odds_of(row, i, usual);
	bool in_lines = !row->line_ends[row->count - 1] ||
			first_line(line_region(word_line(row->words[0]))) != word_line(row->words[row->count - 1]);
	for (int letters = SHORTEST; letters <= (in_lines ? SHORTEST : LONGEST); letters++) {
		double odds = in_lines ? part_at_lines(row, tried, &n) : part(row, letters, tried, &n);
		if (!(odds > most))
			continue;
		most = odds;
		count = n;
		memcpy(cuts, tried, n * sizeof *cuts);
	}
	if (count < LEAST_CUTS || !explains(row, cuts, count))
		return;
	for (size_t i = count; i--;)
		mark_cut(row, cuts[i]);
	if (cuts[0] + 1 < row->count && !ends_sentence(row->words[row->count - 1]->text))
		mark_cut(row, row->count - 1);
}

void find_cut_text(struct finds *finds)
{
	struct page *page = finds->r->page;
	if (!fragments_tell(finds))
		return;
	struct row *rows = arena_alloc(&page->arena, page->counts[NODE_REGION] + 1, sizeof *rows);
	size_t words = 0, fragments = 0, n = 0;
	for (const struct region *g = first_region(page); g; g = next_region(g)) {
		rows[n] = region_is_prose(g) ? row_of(finds, g) : (struct row){0};
		words += rows[n].count;
		fragments += rows[n++].fragments;
	}
	for (size_t i = 0; i < n; i++) {
		const struct row *row = &rows[i];
		double usual = ((double)(fragments - row->fragments) + fragments_least * PRIOR_WORDS) /
			       ((double)(words - row->count) + PRIOR_WORDS);
		if (row->fragments >= LEAST_FRAGMENTS)
			search_region(row, usual);
	}
}
