/*
 * Cut lines in text without places: "One of those w young Alexander ' tect of perestroika, v to his roots. He se".
 *
 * Each line of a cut column lacks its end: so the column has, at its line ends or, where they were run together, at a
 * steady length, words that are none, and places where the words do not go with each other. How likely it is that they
 * were cut is weighed against the usual text of the page. Of text that keeps its lines, the lines are weighed; of other
 * text its paragraphs, each parted in the likeliest way for each length that lines may have (by dynamic programming, as
 * Viterbi's). A column is the likeliest stretch of them that follow each other.
 */
#include "repair/cut_text.h"

#include "base/utf8.h"
#include "language/runs_on.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Letters of a line, at least and at most, and how far they vary: a part of them, and at least. */
enum { SHORTEST = 10, LONGEST = 60 };
static const double varies = 0.09, varies_least = 2;

/* Letters that a word takes, with its space: a line may end behind each. */
static const double per_word = 5.5;

/*
 * It is so much likelier that the column was cut than not (log10), at the left more so, as fewer are; and it has so
 * many cut lines, so many of fragments. Other fragments at most, for each of those: poor reading makes them anywhere.
 * All that holds on a page that is well read but for the column, with no more of its words odd than that, of so many at
 * least; on others there must be more.
 */
static const double enough = 4.5, enough_else = 10, rarely_left = 0.5;
enum { LEAST_CUTS = 4, SEVERAL_CUTS = 3, LEAST_FRAGMENTS = 2 };
static const double most_others = 0.5, most_others_else = 0.2, most_odd = 0.025;
enum { ENOUGH_WORDS = 30 };

/* So many of the fragments have several letters: of specks in a margin, marks and single letters are read. */
static const double least_long = 0.3;

/* In text with more fragments than this, poorly read or in another language, they tell nothing of its lines. */
static const double most_usual = 0.06;

/* A page has no more columns that are cut: a limit against garbage. */
enum { MOST_COLUMNS = 12 };

/* A paragraph, parted in the likeliest of many ways, must by itself be so much likelier (log10) to have been cut. */
static const double for_paragraph = 0.5;

/* What follows a column in its paragraph, or goes before it, is of it unless it speaks against it so much (log10). */
static const double slack = 1;

/* A line that ends a paragraph is so much shorter than the column's longest. */
static const double short_part = 0.8;

/* How sure (percent). */
static const float sure = 85;

/* A line, or a paragraph that has none: its words, and how likely it was cut. */
struct unit {
	size_t first, last;
	double odds;
	size_t *cuts; /* the words at which its lines are cut, from the last to the first */
	size_t count;
	bool line, done;
};

struct search {
	struct cut_text text;
	double *behind, *before; /* what the places behind and before each word say */
	double *best;            /* for a paragraph: the odds up to each of its words */
	size_t *from;            /* and the word before the line that ends there */
	struct unit *units;
	size_t count;
	enum lacuna_side side;
	int letters; /* of a line, where the text does not keep them */
};

/* Units that follow each other, from one to the last of them. */
struct stretch {
	size_t from, to;
	double odds;
};

/* Has the text the fragments that cut lines leave on that side? */
static bool may_be_cut(const struct cut_text *t, enum lacuna_side side)
{
	size_t parts = 0;
	for (size_t i = 0; i < t->count && parts < LEAST_FRAGMENTS; i++)
		parts += is_cut_part(t, i, side);
	return parts >= LEAST_FRAGMENTS;
}

static struct search search_of(struct cut_text text)
{
	struct search s = {.text = text};
	struct arena *arena = &text.r->page->scratch;
	s.units = arena_alloc(arena, s.text.count + 1, sizeof *s.units);
	s.behind = arena_alloc(arena, s.text.count + 1, sizeof *s.behind);
	s.before = arena_alloc(arena, s.text.count + 1, sizeof *s.before);
	s.best = arena_alloc(arena, s.text.count + 1, sizeof *s.best);
	s.from = arena_alloc(arena, s.text.count + 1, sizeof *s.from);
	for (size_t i = 0; i < s.text.count; i++) {
		const struct cut_part *p = &s.text.parts[i];
		s.behind[i] = odds_behind(&s.text, i);
		s.before[i] = odds_before(&s.text, i);
		if (!i || p[-1].ends_region || (p->in_lines && p[-1].ends_line))
			s.units[s.count++] = (struct unit){.first = i, .line = p->in_lines};
		s.units[s.count - 1].last = i;
	}
	for (size_t i = 0; i < s.count; i++)
		s.units[i].cuts = arena_alloc(arena, s.units[i].last - s.units[i].first + 1, sizeof(size_t));
	return s;
}

/* The words' letters from one to another, with the spaces between them. */
static double letters_of(const struct cut_text *t, size_t first, size_t last)
{
	return (double)(t->parts[last].end - (first ? t->parts[first - 1].end : 0) - 1);
}

/* What the place behind word i says, in a paragraph without lines. */
static double odds_within(const struct search *s, const struct unit *u, size_t i)
{
	if (s->side == LACUNA_RIGHT)
		return s->behind[i];
	return i < u->last ? s->before[i + 1] : 0;
}

/* The likeliest ends of lines that have about so many letters. */
static void part_evenly(const struct search *s, struct unit *u)
{
	size_t n = u->last - u->first + 1, *from = s->from, last = 0;
	double *best = s->best, letters = s->letters, spread = fmax(varies_least, varies * letters);
	const double fits = log10(per_word / spread * 0.4);
	best[0] = 0;
	for (size_t i = 1; i <= n; i++) {
		double odds = odds_within(s, u, u->first + i - 1);
		best[i] = -INFINITY;
		for (size_t k = i; k--;) {
			double off = (letters_of(&s->text, u->first + k, u->first + i - 1) - letters) / spread;
			if (off > 3)
				break;
			double so = best[k] + fits - off * off / 2 * M_LOG10E + odds;
			if (so > best[i]) {
				best[i] = so;
				from[i] = k;
			}
		}
		/* What is left at the end may be a last line. */
		bool may_end = i == n || letters_of(&s->text, u->first + i, u->last) < letters + 2 * spread;
		if (best[i] > best[last] && may_end)
			last = i;
	}
	u->odds = (last ? best[last] : 0) - for_paragraph;
	u->count = 0;
	for (size_t i = last; i; i = from[i])
		if (s->side == LACUNA_RIGHT)
			u->cuts[u->count++] = u->first + i - 1;
		else if (i < n)
			u->cuts[u->count++] = u->first + i;
}

static void weigh_line(const struct search *s, struct unit *u)
{
	u->count = 1;
	u->cuts[0] = s->side == LACUNA_RIGHT ? u->last : u->first;
	u->odds = s->side == LACUNA_RIGHT ? s->behind[u->last] : s->before[u->first];
}

static void weigh(struct search *s)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->units[i].line)
			weigh_line(s, &s->units[i]);
		else
			part_evenly(s, &s->units[i]);
	}
}

/* Fragments at cuts, and those of them that have several letters; and elsewhere. */
struct fragments {
	size_t at_cuts, long_ones, others;
};

/*
 * Counts fragments at the unit's cuts, and elsewhere, but for those on a cut's other side: if
 * the page is not well read, they must look as the rest of a word does.
 */
static void count_fragments(const struct search *s, const struct unit *u, bool well_read, struct fragments *f)
{
	bool right = s->side == LACUNA_RIGHT;
	size_t n = u->count;
	for (size_t i = u->first; i <= u->last; i++) {
		size_t next = n ? u->cuts[n - 1] : SIZE_MAX;
		bool beyond =
			right ? i == u->first || (n < u->count && u->cuts[n] + 1 == i) : i == u->last || next == i + 1;
		if (next == i)
			n--;
		beyond = beyond && (well_read || is_cut_part(&s->text, i, right ? LACUNA_LEFT : LACUNA_RIGHT));
		bool at_cut = next == i && is_cut_part(&s->text, i, s->side);
		f->at_cuts += at_cut;
		f->long_ones += at_cut && utf8_count(utf8_core(s->text.parts[i].word->text)) > 1;
		f->others += next != i && !beyond && s->text.parts[i].is_odd;
	}
}

/* Is the rest of the page, of which there is enough to tell, well read? */
static bool is_well_read(const struct search *s, const struct stretch *found)
{
	const struct cut_part *p = s->text.parts;
	size_t words = 0, odd = 0;
	for (size_t i = 0; i < s->text.count; i++) {
		bool edge = p[i].in_lines && (p[i].ends_line || !i || p[i - 1].ends_line);
		bool within = i >= s->units[found->from].first && i <= s->units[found->to].last;
		words += !edge && !within;
		odd += !edge && !within && p[i].is_odd;
	}
	return words >= ENOUGH_WORDS && (double)odd <= most_odd * (double)words;
}

/* Do the cuts explain what fragments there are? */
static bool explains(const struct search *s, const struct stretch *found)
{
	size_t cuts = 0;
	struct fragments f = {0};
	bool well_read = is_well_read(s, found);
	for (size_t k = found->from; k <= found->to; k++) {
		cuts += s->units[k].count;
		count_fragments(s, &s->units[k], well_read, &f);
	}
	double most = well_read ? most_others : most_others_else;
	return found->odds >= (well_read ? enough : enough_else) && cuts >= LEAST_CUTS &&
	       f.at_cuts >= LEAST_FRAGMENTS && (double)f.long_ones >= least_long * (double)f.at_cuts &&
	       (double)f.others <= most * (double)f.at_cuts;
}

/* Of a paragraph's cuts, those at which a part of a word stands. */
static size_t parts_at_cuts(const struct search *s, const struct unit *u)
{
	size_t parts = 0;
	for (size_t i = 0; i < u->count; i++)
		parts += is_cut_part(&s->text, u->cuts[i], s->side);
	return parts;
}

/*
 * The likeliest stretch of units that follow each other. Half of the lines that were cut end in part of a word: where
 * none of several does, it is another text among cut ones, as a caption; and where none does at an end of the stretch,
 * as in a running foot.
 */
static struct stretch best_stretch(const struct search *s)
{
	struct stretch best = {.odds = -INFINITY}, here = {.odds = -INFINITY};
	for (size_t i = 0; i < s->count; i++) {
		const struct unit *u = &s->units[i];
		bool whole = !u->line && !parts_at_cuts(s, u);
		if (u->done || (whole && (u->count >= SEVERAL_CUTS || !(here.odds > 0)))) {
			here.odds = -INFINITY;
			continue;
		}
		if (!(here.odds > 0))
			here = (struct stretch){.from = i, .odds = 0};
		here.odds += u->odds;
		here.to = i;
		if (here.odds > best.odds && !whole)
			best = here;
	}
	return best;
}

static bool same_region(const struct search *s, size_t a, size_t b)
{
	return word_line(s->text.parts[s->units[a].first].word)->node.parent ==
	       word_line(s->text.parts[s->units[b].first].word)->node.parent;
}

/* The rest of the paragraphs at the stretch's ends, where it does not speak against it. */
static void widen(const struct search *s, struct stretch *found)
{
	double before = 0, behind = 0;
	for (size_t i = found->from; i && same_region(s, i - 1, found->from) && !s->units[i - 1].done; i--)
		before += s->units[i - 1].odds;
	for (size_t i = found->to; i + 1 < s->count && same_region(s, i + 1, found->to) && !s->units[i + 1].done; i++)
		behind += s->units[i + 1].odds;
	while (before >= -slack && found->from && same_region(s, found->from - 1, found->from) &&
	       !s->units[found->from - 1].done)
		found->from--;
	while (behind >= -slack && found->to + 1 < s->count && same_region(s, found->to + 1, found->to) &&
	       !s->units[found->to + 1].done)
		found->to++;
}

static void mark_cut(const struct search *s, size_t i)
{
	const struct cut_part *p = &s->text.parts[i];
	struct repair *r = s->text.r;
	struct reason why =
		repair_reason(r, sure, "words that are none, and joints that are no English, stand at a steady length");
	size_t doubtful = s->side == LACUNA_RIGHT ? doubtful_end(&s->text, i) : 0;
	struct lacuna lacuna = {
		.word = p->word, .side = s->side, .cause = LACUNA_UNKNOWN, .in_word = doubtful || p->whole != WHOLE};
	struct found *f = add_found(s->text.finds, lacuna, why);
	if (!f)
		return;
	f->lacuna.confidence = lacuna.in_word ? p->word->confidence : 0;
	f->lacuna.doubtful = take_doubtful(r, p->word, true, doubtful, why);
}

static void mark_paragraph(const struct search *s, const struct unit *u)
{
	const struct cut_text *t = &s->text;
	const struct cut_part *first = &t->parts[u->first];
	if (s->side == LACUNA_LEFT && (first->whole == FRAGMENT || begins_lower(first->word->text)))
		mark_cut(s, u->first);
	for (size_t i = u->count; i--;)
		mark_cut(s, u->cuts[i]);
	if (s->side == LACUNA_RIGHT && !ends_sentence(t->parts[u->last].word->text))
		mark_cut(s, u->last);
}

/* Does a paragraph end with the line? */
static bool ends_paragraph(const struct search *s, const struct unit *u, double longest)
{
	const struct cut_part *p = &s->text.parts[u->last];
	return ends_sentence(p->word->text) &&
	       (p->ends_region ||
		(begins_upper(p[1].word->text) && letters_of(&s->text, u->first, u->last) < short_part * longest));
}

static bool begins_paragraph(const struct search *s, const struct unit *u)
{
	const struct cut_part *p = &s->text.parts[u->first];
	return begins_upper(p->word->text) && (!u->first || p[-1].ends_region || ends_sentence(p[-1].word->text));
}

static void mark_stretch(struct search *s, const struct stretch *found)
{
	double longest = 0;
	for (size_t k = found->from; k <= found->to; k++)
		if (s->units[k].line)
			longest = fmax(longest, letters_of(&s->text, s->units[k].first, s->units[k].last));
	for (size_t k = found->from; k <= found->to; k++) {
		struct unit *u = &s->units[k];
		u->done = true;
		if (!u->line)
			mark_paragraph(s, u);
		else if (s->side == LACUNA_RIGHT ? !ends_paragraph(s, u, longest) : !begins_paragraph(s, u))
			mark_cut(s, u->cuts[0]);
	}
}

/* Looks on that side for a likelier column than the best so far, of all lengths of lines; true: it is the best now. */
static bool search_side(struct search *s, enum lacuna_side side, struct stretch *best)
{
	struct search at = *s;
	bool found = false;
	if (!may_be_cut(&s->text, side))
		return false;
	at.side = side;
	for (at.letters = SHORTEST; at.letters <= LONGEST; at.letters++) {
		weigh(&at);
		struct stretch here = best_stretch(&at);
		here.odds -= side == LACUNA_LEFT ? rarely_left : 0;
		if (here.odds > best->odds && explains(&at, &here)) {
			*best = here;
			s->side = side;
			s->letters = at.letters;
			found = true;
		}
		if (s->text.in_lines)
			break;
	}
	return found;
}

/* The likeliest column; what it has is weighed anew. */
static struct stretch search_once(struct search *s)
{
	struct stretch best = {.odds = enough};
	bool left = search_side(s, LACUNA_LEFT, &best), right = search_side(s, LACUNA_RIGHT, &best);
	if (!left && !right)
		return (struct stretch){0};
	weigh(s);
	return best;
}

void find_cut_text(struct finds *finds)
{
	struct cut_text text = cut_text_of(finds);
	if (text.begins + text.ends > most_usual ||
	    (!may_be_cut(&text, LACUNA_LEFT) && !may_be_cut(&text, LACUNA_RIGHT)))
		return;
	struct search s = search_of(text);
	for (int columns = 0; columns < MOST_COLUMNS; columns++) {
		struct stretch found = search_once(&s);
		if (!(found.odds > 0))
			return;
		widen(&s, &found);
		mark_stretch(&s, &found);
	}
}
