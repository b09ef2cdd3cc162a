/* How a page misreads its words: the confusions of its sure changes, which speak for others like them. */
#include "repair/words.h"

#include <math.h>
#include <string.h>

/* A change that is so likely tells how the page's letters are misread. */
static const double sure_of_habit = 0.8;

/* The weight of a confusion that the page has elsewhere, beside the count's log10; longer ones are not counted. */
static const float habit_weight = 0.5F;
enum { LONGEST_CONFUSION = 8 };

/* The next stretch in which the two differ, as "o>e"; letter by letter in words of the same length. */
static bool next_confusion(struct str read, struct str truth, size_t *at, char confusion[LONGEST_CONFUSION + 1])
{
	size_t end = 0, n = read.n < truth.n ? read.n : truth.n;
	while (*at < n && read.s[*at] == truth.s[*at])
		++*at;
	if (*at >= read.n && *at >= truth.n)
		return false;
	while (read.n != truth.n && end < n - *at && read.s[read.n - 1 - end] == truth.s[truth.n - 1 - end])
		end++;
	size_t a = read.n == truth.n ? 1 : read.n - end - *at, b = read.n == truth.n ? 1 : truth.n - end - *at;
	size_t from = *at;
	*at = read.n == truth.n ? *at + 1 : read.n + truth.n;
	if (a + b >= LONGEST_CONFUSION)
		return false;
	memcpy(confusion, read.s + from, a);
	confusion[a] = '>';
	memcpy(confusion + a + 1, truth.s + from, b);
	confusion[a + 1 + b] = '\0';
	return true;
}

void learn_habits(struct words *w, const struct unit *units, const struct options *options, size_t count)
{
	size_t n;
	float terms[SURETY_TERMS];
	char confusion[LONGEST_CONFUSION + 1];
	struct choice *choices = rank_words(w, units, options, count, &n);
	for (size_t i = 0; i < n; i++) {
		const struct choice *c = &choices[i];
		if (c->rival || c->edge->span > 1 || c->edge->count > 1)
			continue;
		weigh_choice(w, units, count, c, terms);
		if (surety(SURETY_OF_TEXT, terms) < sure_of_habit)
			continue;
		for (size_t at = 0; next_confusion(units[c->at].folded, c->edge->texts[0], &at, confusion);)
			++*table_at(&w->habits, str_of(confusion));
	}
	arena_clear(&w->ranked);
}

/* log10: what the page's habits speak for the change. */
static float habits_of(const struct words *w, struct str read, struct str truth)
{
	char confusion[LONGEST_CONFUSION + 1];
	float sum = 0;
	for (size_t at = 0; next_confusion(read, truth, &at, confusion);) {
		const uint32_t *times = table_find(&w->habits, str_of(confusion));
		sum += times ? habit_weight * log10f(1 + (float)*times) : 0;
	}
	return sum;
}

void weigh_habits(const struct words *w, const struct unit *units, struct options *options, size_t count)
{
	for (size_t i = 0; i < count && w->habits.count; i++)
		for (size_t k = 1; k < options[i].count; k++) {
			struct edge *e = &options[i].edges[k];
			e->habit = e->habitual ? habits_of(w, units[i].folded, e->texts[0]) : 0;
			e->channel += e->habit;
		}
}
