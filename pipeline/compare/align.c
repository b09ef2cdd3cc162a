/* Alignment of sequences of any length: cut at runs that occur once on either side, exact between. */
#include "compare/align.h"

#include <stdlib.h>
#include <string.h>

/* Rows by columns of the table of one part between cuts: 10,000 by 10,000 take a hundredth of a second. */
static const uint64_t part_cells = 100 * 1000 * 1000;

/* A run of codes by its hash: how often it is in a and in b, and where last. */
struct gram {
	uint64_t hash;
	uint32_t a, b;
	uint32_t in_a, in_b;
};

struct grams {
	struct gram *table;
	uint64_t mask;
};

void alignment_release(struct alignment *alignment)
{
	free(alignment->runs);
	*alignment = (struct alignment){0};
}

void alignment_add(struct alignment *out, enum stretch_kind kind, uint32_t a, uint32_t b, uint32_t count)
{
	uint64_t *const counts[] = {&out->tally.equal, &out->tally.substituted, &out->tally.missing, &out->tally.added};
	if (!count)
		return;
	*counts[kind] += count;
	if (out->run_count && out->runs[out->run_count - 1].kind == kind) {
		out->runs[out->run_count - 1].count += count;
		return;
	}
	if (out->run_count == out->size) {
		out->size = out->size ? 2 * out->size : 64;
		out->runs = must_realloc(out->runs, out->size, sizeof *out->runs);
	}
	out->runs[out->run_count++] = (struct align_run){kind, a, b, count};
}

static struct codes slice(struct codes c, uint32_t from, uint32_t to)
{
	return (struct codes){c.at + from, to - from};
}

/* A code with all its bits mixed, so that sums of them by position tell runs apart. */
static uint64_t mixed(uint32_t code)
{
	uint64_t h = (code + UINT64_C(1)) * UINT64_C(0x9E3779B97F4A7C15);
	return (h ^ h >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
}

static struct gram *gram_of(const struct grams *grams, uint64_t hash)
{
	for (uint64_t at = hash ^ hash >> 32;; at++) {
		struct gram *gram = &grams->table[at & grams->mask];
		if ((!gram->in_a && !gram->in_b) || gram->hash == hash)
			return gram;
	}
}

static const uint64_t step = UINT64_C(0x100000001B3); /* of the polynomial of a run's hash */

/* The hash of the run of n codes that begins at i, where that of the one before is known: rolled on. */
static uint64_t rolled(uint64_t hash, struct codes c, uint32_t i, uint32_t n, uint64_t highest)
{
	return (hash - mixed(c.at[i - 1]) * highest) * step + mixed(c.at[i + n - 1]);
}

static void count_grams(struct grams *grams, struct codes c, uint32_t n, bool is_a)
{
	uint64_t hash = 0, highest = 1;
	for (uint32_t i = 0; i < n; i++) {
		hash = hash * step + mixed(c.at[i]);
		highest *= i ? step : 1;
	}
	for (uint32_t i = 0; i + n <= c.n; i++) {
		hash = i ? rolled(hash, c, i, n, highest) : hash;
		struct gram *gram = gram_of(grams, hash);
		if (!is_a && !gram->in_a)
			continue;
		gram->hash = hash;
		*(is_a ? &gram->a : &gram->b) = i;
		++*(is_a ? &gram->in_a : &gram->in_b);
	}
}

static int by_a(const void *a, const void *b)
{
	uint32_t x = ((const struct anchor *)a)->a, y = ((const struct anchor *)b)->a;
	return (x > y) - (x < y);
}

struct anchor *find_anchors(struct codes a, struct codes b, uint32_t n, uint32_t *count)
{
	struct grams grams = {.mask = 15};
	*count = 0;
	if (a.n < n || b.n < n)
		return NULL;
	while (grams.mask / 2 < a.n)
		grams.mask = 2 * grams.mask + 1;
	grams.table = must_alloc(grams.mask + 1, sizeof *grams.table);
	count_grams(&grams, a, n, true);
	count_grams(&grams, b, n, false);
	struct anchor *anchors = must_alloc((size_t)a.n + 1, sizeof *anchors);
	for (uint64_t i = 0; i <= grams.mask; i++) {
		const struct gram *g = &grams.table[i];
		if (g->in_a == 1 && g->in_b == 1 && !memcmp(a.at + g->a, b.at + g->b, n * sizeof *a.at))
			anchors[(*count)++] = (struct anchor){g->a, g->b};
	}
	free(grams.table);
	qsort(anchors, *count, sizeof *anchors, by_a);
	return anchors;
}

/* Keeps the longest part of the anchors that rises in b too; gives how many are left. */
static uint32_t keep_rising(struct anchor *anchors, uint32_t count)
{
	static const uint32_t none = UINT32_MAX;
	uint32_t *last = must_alloc((size_t)count + 1, sizeof *last); /* of the best chain of each length */
	uint32_t *before = must_alloc((size_t)count + 1, sizeof *before);
	uint32_t length = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t low = 0, high = length;
		while (low < high) {
			uint32_t middle = low + (high - low) / 2;
			if (anchors[last[middle]].b < anchors[i].b)
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low ? last[low - 1] : (uint32_t)none;
		last[low] = i;
		length = low == length ? length + 1 : length;
	}
	struct anchor *kept = must_alloc((size_t)length + 1, sizeof *kept);
	for (uint32_t n = length, i = length ? last[length - 1] : 0; n--; i = before[i])
		kept[n] = anchors[i];
	memcpy(anchors, kept, length * sizeof *kept);
	free(kept);
	free(last);
	free(before);
	return length;
}

/* A part of both sequences that is to be aligned, and where it begins. */
struct span {
	struct codes a, b;
	uint32_t a_at, b_at;
};

static struct span part(const struct span *s, struct range a, struct range b)
{
	return (struct span){slice(s->a, a.begin, a.end), slice(s->b, b.begin, b.end), s->a_at + a.begin,
			     s->b_at + b.begin};
}

static uint64_t cells(const struct span *s)
{
	return (uint64_t)s->a.n * s->b.n;
}

/* Of what has nothing to cut at: as many parts of either as make them small. */
static void align_in_proportion(const struct span *s, struct alignment *out)
{
	uint64_t parts = 1;
	while (cells(s) / part_cells >= parts * parts)
		parts++;
	out->estimated = true;
	for (uint64_t i = 0; i < parts; i++) {
		struct range a = {(uint32_t)(s->a.n * i / parts), (uint32_t)(s->a.n * (i + 1) / parts)};
		struct range b = {(uint32_t)(s->b.n * i / parts), (uint32_t)(s->b.n * (i + 1) / parts)};
		struct span one = part(s, a, b);
		align_exactly(one.a, one.b, one.a_at, one.b_at, out);
	}
}

static void align_span(struct span s, uint32_t gram, uint64_t exact_cells, struct alignment *out);

/* Aligns what is between the anchors, and takes the anchors for equal. */
/* NOLINTNEXTLINE(misc-no-recursion): see align_span */
static void align_between(const struct span *s, const struct anchor *anchors, uint32_t count, uint32_t gram,
			  struct alignment *out)
{
	uint32_t a = 0, b = 0;
	for (uint32_t i = 0; i < count; i++) {
		const struct anchor *at = &anchors[i];
		uint32_t end = at->a + gram;
		if (at->a < a || at->b < b) {
			if (a - at->a != b - at->b || end <= a)
				continue;
			alignment_add(out, STRETCH_EQUAL, s->a_at + a, s->b_at + b, end - a);
		} else {
			align_span(part(s, (struct range){a, at->a}, (struct range){b, at->b}), gram / 2, part_cells,
				   out);
			alignment_add(out, STRETCH_EQUAL, s->a_at + at->a, s->b_at + at->b, gram);
		}
		a = end;
		b = at->b + gram;
	}
	align_span(part(s, (struct range){a, s->a.n}, (struct range){b, s->b.n}), gram / 2, part_cells, out);
}

/* Takes what is equal at both ends off; the span is what is between. Gives how much is equal at its end. */
static uint32_t trim(struct span *s, struct alignment *out)
{
	uint32_t least = s->a.n < s->b.n ? s->a.n : s->b.n, head = 0, tail = 0;
	while (head < least && s->a.at[head] == s->b.at[head])
		head++;
	while (tail < least - head && s->a.at[s->a.n - 1 - tail] == s->b.at[s->b.n - 1 - tail])
		tail++;
	alignment_add(out, STRETCH_EQUAL, s->a_at, s->b_at, head);
	*s = part(s, (struct range){head, s->a.n - tail}, (struct range){head, s->b.n - tail});
	return tail;
}

/* NOLINTNEXTLINE(misc-no-recursion): each time the runs are half as long */
static void align_span(struct span s, uint32_t gram, uint64_t exact_cells, struct alignment *out)
{
	uint32_t tail = trim(&s, out), count = 0;
	struct anchor *anchors = NULL;
	if (cells(&s) <= exact_cells) {
		align_exactly(s.a, s.b, s.a_at, s.b_at, out);
	} else {
		for (; gram && !count; gram = count ? gram : gram / 2) {
			free(anchors);
			anchors = find_anchors(s.a, s.b, gram, &count);
			count = anchors ? keep_rising(anchors, count) : 0;
		}
		if (count)
			align_between(&s, anchors, count, gram, out);
		else
			align_in_proportion(&s, out);
		free(anchors);
	}
	alignment_add(out, STRETCH_EQUAL, s.a_at + s.a.n, s.b_at + s.b.n, tail);
}

/* Cuts may be in the wrong places where texts have little in common, or in another order: is there a better way? */
static void align_otherwise(struct codes a, struct codes b, struct alignment *out)
{
	struct alignment other = {0};
	align_in_proportion(&(struct span){a, b, 0, 0}, &other);
	if (tally_errors(&other.tally) < tally_errors(&out->tally)) {
		struct alignment worse = *out;
		*out = other;
		other = worse;
	}
	out->estimated = true;
	alignment_release(&other);
}

void align(struct codes a, struct codes b, uint32_t gram, struct alignment *out)
{
	struct span all = {a, b, 0, 0};
	*out = (struct alignment){0};
	align_span(all, gram, ALIGN_EXACT_CELLS, out);
	if (cells(&all) > ALIGN_EXACT_CELLS && tally_errors(&out->tally) > (a.n < b.n ? b.n : a.n) / 2)
		align_otherwise(a, b, out);
}
