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
#include "repair/foreign.h"

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

/* A word of a region. */
struct part {
	struct word *word;
	size_t end; /* letters up to its end, with spaces */
	enum wholeness whole;
	bool begins, ends; /* a fragment with which a word begins; in which one ends */
	bool ends_line;    /* in the text as it is */
};

/* The words of a region in a row, and the side on which its lines may be cut. Place i is that behind word i. */
struct row {
	struct finds *finds;
	struct repair *r;
	struct part *parts;
	const bool *foreign; /* by word id */
	double *odds;        /* that a line ends at the place, and is cut there */
	size_t count, fragments;
	bool in_lines; /* the text has its lines */
	enum lacuna_side side;
};

static void note_found(void *context, struct str word, const struct dictionary_word *info)
{
	(void)word;
	(void)info;
	*(bool *)context = true;
}

/* Does a word begin with these letters; does a frequent one end in them? Of one letter it is so. */
static bool begins_word(const struct dictionary *d, struct str letters)
{
	bool found = letters.n == 1;
	if (!found)
		dictionary_beginning_with(d, letters, false, note_found, &found);
	return found;
}

static bool ends_word(const struct dictionary *d, struct str letters)
{
	bool found = letters.n == 1;
	if (!found)
		dictionary_ending_in(d, letters, true, note_found, &found);
	return found;
}

/* The word that is cut if a line is cut at the place: that before it, or of lines that lack their beginnings that
 * after. */
static const struct part *cut_at(const struct row *row, size_t i)
{
	return &row->parts[row->side == LACUNA_RIGHT ? i : i + 1];
}

static bool is_fragment_at(const struct row *row, size_t i)
{
	if (row->side == LACUNA_LEFT && i + 1 == row->count)
		return false;
	const struct part *p = cut_at(row, i);
	return row->side == LACUNA_RIGHT ? p->begins : p->ends;
}

static double joint(const struct row *row, size_t i)
{
	const struct part *p = &row->parts[i];
	if (row->foreign[p[0].word->node.id] || row->foreign[p[1].word->node.id])
		return usual_joint;
	struct joint j = {{p[0].word->text, i ? p[-1].word->text : (struct str){0}},
			  {p[1].word->text, i + 2 < row->count ? p[2].word->text : (struct str){0}}};
	return runs_on(&j, row->r->lexicon, repair_trigrams(row->r));
}

/* log10 of the odds that a line is cut at the place, where so large a part of the page's words are fragments. */
static double odds_of(const struct row *row, size_t i, double usual)
{
	const struct part *p = &row->parts[i];
	bool mark = row->side == LACUNA_RIGHT && !utf8_core(p->word->text).n;
	double odds = is_fragment_at(row, i) ? log10(fragments_at_cut / usual)
		      : mark                 ? for_mark
					     : log10((1 - fragments_at_cut) / (1 - usual));
	if (i + 1 == row->count || ends_parted(p->word->text))
		return row->side == LACUNA_RIGHT ? odds : 0;
	if (row->side == LACUNA_RIGHT && p[1].whole == FRAGMENT)
		odds += for_tail;
	return odds + for_denial * (usual_joint - joint(row, i));
}

static struct part part_of(struct repair *r, struct word *w, size_t end, bool foreign)
{
	struct str core = utf8_core(w->text);
	struct part p = {w, end, foreign ? WHOLE : wholeness_of(r, w), false, false, w == last_shown(word_line(w))};
	if (p.whole != FRAGMENT)
		return p;
	p.begins = core.s + core.n == w->text.s + w->text.n && begins_word(repair_dictionary(r), core);
	p.ends = core.s == w->text.s && ends_word(repair_dictionary(r), core);
	return p;
}

static struct row row_of(struct finds *finds, const struct region *g, const bool *foreign)
{
	struct arena *arena = &finds->r->page->scratch;
	size_t n = 0, length = 0;
	for (const struct line *l = first_line(g); l; l = next_line(l))
		n += node_count(l->node.first);
	struct row row = {.finds = finds, .r = finds->r, .foreign = foreign, .in_lines = g->node.first != g->node.last};
	row.parts = arena_alloc(arena, n + 1, sizeof *row.parts);
	row.odds = arena_alloc(arena, n + 1, sizeof *row.odds);
	for (const struct line *l = first_line(g); l; l = next_line(l))
		for (struct word *w = first_shown(l); w; w = next_shown(w)) {
			length += utf8_count(w->text) + 1;
			row.parts[row.count] = part_of(row.r, w, length, foreign[w->node.id]);
			row.fragments += row.parts[row.count++].whole == FRAGMENT;
		}
	return row;
}

/* The likeliest ends of lines that have about so many letters: places, from the last to the first; gives the odds. */
static double part_evenly(const struct row *row, double letters, size_t *cuts, size_t *count)
{
	struct arena *arena = &row->r->page->scratch;
	double *best = arena_alloc(arena, row->count + 1, sizeof *best), spread = fmax(varies_least, varies * letters);
	size_t *from = arena_alloc(arena, row->count + 1, sizeof *from), last = 0, end = row->parts[row->count - 1].end;
	for (size_t i = 1; i <= row->count; i++) {
		best[i] = -INFINITY;
		for (size_t k = i; k--;) {
			double length = (double)(row->parts[i - 1].end - (k ? row->parts[k - 1].end : 0) - 1);
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
		if (best[i] > best[last] && (double)(end - row->parts[i - 1].end) < letters + 2 * spread)
			last = i;
	}
	*count = 0;
	for (size_t i = last; i; i = from[i])
		cuts[(*count)++] = i - 1;
	return last ? best[last] : -INFINITY;
}

/* The lines as the text has them: those are cut that do not end with a sentence, or begin with one. */
static double part_at_lines(const struct row *row, size_t *cuts, size_t *count)
{
	double odds = 0;
	*count = 0;
	for (size_t i = row->count - 1; i--;) {
		bool ends = ends_sentence(row->parts[i].word->text),
		     begins = begins_upper(row->parts[i + 1].word->text);
		if (!row->parts[i].ends_line || (ends && (row->side == LACUNA_RIGHT || begins)))
			continue;
		odds += row->odds[i];
		cuts[(*count)++] = i;
	}
	return odds;
}

static void mark_cut(const struct row *row, const struct part *p)
{
	struct reason why = repair_reason(
		row->r, sure, "words that are none, and joints that are no English, stand at a steady length");
	bool mark = !utf8_core(p->word->text).n;
	struct lacuna lacuna = {
		.word = p->word, .side = row->side, .cause = LACUNA_UNKNOWN, .in_word = mark || p->whole != WHOLE};
	struct found *f = add_found(row->finds, lacuna, why);
	if (!f)
		return;
	f->lacuna.confidence = lacuna.in_word ? p->word->confidence : 0;
	f->lacuna.doubtful = take_doubtful(row->r, p->word, true, mark ? p->word->text.n : 0, why);
}

/*
 * Do the cuts explain what the paragraph has of fragments? They are at fragments as often as lines are that were cut,
 * and few others are left, as poor reading makes them anywhere.
 */
static bool explains(const struct row *row, const size_t *cuts, size_t count)
{
	size_t at_cuts = 0, others = 0;
	for (size_t i = 0, next = count; i < row->count; i++) {
		bool before = next && cuts[next - 1] == i, after = next < count && cuts[next] + 1 == i;
		if (before)
			at_cuts += is_fragment_at(row, cuts[--next]);
		others += !before && !after && row->parts[i].whole == FRAGMENT;
	}
	return count >= LEAST_CUTS && at_cuts >= LEAST_FRAGMENTS && (double)at_cuts >= least_at_cuts * (double)count &&
	       (double)others <= most_others * (double)at_cuts;
}

/* Where the region's lines may be cut on the side: the odds, and the places. */
static double search_cuts(struct row *row, enum lacuna_side side, double usual, size_t *cuts, size_t *count)
{
	size_t *tried = arena_alloc(&row->r->page->scratch, row->count + 1, sizeof *tried), n;
	double most = enough;
	row->side = side;
	*count = 0;
	for (size_t i = 0; i < row->count; i++)
		row->odds[i] = odds_of(row, i, usual);
	for (int letters = SHORTEST; letters <= (row->in_lines ? SHORTEST : LONGEST); letters++) {
		double odds = row->in_lines ? part_at_lines(row, tried, &n) : part_evenly(row, letters, tried, &n);
		if (!(odds > most))
			continue;
		most = odds;
		*count = n;
		memcpy(cuts, tried, n * sizeof *cuts);
	}
	*count = explains(row, cuts, *count) ? *count : 0;
	return most;
}

static void search_region(struct row *row, double usual)
{
	struct arena *arena = &row->r->page->scratch;
	size_t *left = arena_alloc(arena, row->count + 1, sizeof *left), left_count, count;
	size_t *cuts = arena_alloc(arena, row->count + 1, sizeof *cuts);
	double odds = search_cuts(row, LACUNA_LEFT, usual, left, &left_count);
	if (search_cuts(row, LACUNA_RIGHT, usual, cuts, &count) <= odds && left_count) {
		row->side = LACUNA_LEFT;
		cuts = left;
		count = left_count;
	}
	const struct part *last = &row->parts[row->count - 1];
	if (count && row->side == LACUNA_LEFT && row->parts[0].whole == FRAGMENT)
		mark_cut(row, &row->parts[0]);
	for (size_t i = count; i--;)
		if (row->side == LACUNA_RIGHT || cuts[i] + 1 < row->count)
			mark_cut(row, cut_at(row, cuts[i]));
	if (count && row->side == LACUNA_RIGHT && !ends_sentence(last->word->text))
		mark_cut(row, last);
}

void find_cut_text(struct finds *finds)
{
	struct page *page = finds->r->page;
	if (!fragments_tell(finds))
		return;
	struct row *rows = arena_alloc(&page->scratch, page->counts[NODE_REGION] + 1, sizeof *rows);
	const bool *foreign = find_foreign(finds->r);
	size_t words = 0, fragments = 0, n = 0;
	for (const struct region *g = first_region(page); g; g = next_region(g)) {
		rows[n] = region_is_prose(g) ? row_of(finds, g, foreign) : (struct row){0};
		words += rows[n].count;
		fragments += rows[n++].fragments;
	}
	for (size_t i = 0; i < n; i++) {
		struct row *row = &rows[i];
		double usual = ((double)(fragments - row->fragments) + fragments_least * PRIOR_WORDS) /
			       ((double)(words - row->count) + PRIOR_WORDS);
		if (row->fragments >= LEAST_FRAGMENTS && row->count > 1)
			search_region(row, usual);
	}
}
