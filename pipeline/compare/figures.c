/* What is counted of comparisons: sums and rates. */
#include "compare/compare.h"

static const double undefined = -1;

static void tally_add(struct tally *sum, const struct tally *more)
{
	sum->equal += more->equal;
	sum->substituted += more->substituted;
	sum->missing += more->missing;
	sum->added += more->added;
}

void figures_add(struct figures *sum, const struct figures *more)
{
	tally_add(&sum->characters, &more->characters);
	tally_add(&sum->words, &more->words);
	tally_add(&sum->moved_characters, &more->moved_characters);
	tally_add(&sum->moved_words, &more->moved_words);
	sum->moves += more->moves;
	sum->shared_words += more->shared_words;
	sum->neighbours += more->neighbours;
	sum->kept_neighbours += more->kept_neighbours;
	sum->estimated += more->estimated;
}

static double share(uint64_t part, uint64_t whole)
{
	return whole ? (double)part / (double)whole : undefined;
}

double error_rate(const struct tally *t)
{
	return tally_a(t) || tally_errors(t) ? share(tally_errors(t), tally_a(t)) : 0;
}

double match_error_rate(const struct tally *t)
{
	return tally_a(t) || tally_errors(t) ? share(tally_errors(t), t->equal + tally_errors(t)) : 0;
}

double word_recall(const struct figures *f)
{
	return share(f->shared_words, tally_a(&f->words));
}

double order_kept(const struct figures *f)
{
	return share(f->kept_neighbours, f->neighbours);
}
