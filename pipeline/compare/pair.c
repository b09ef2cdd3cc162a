/*
 * Which words stand for which, where several differ in a row: of all ways that are as short, the one in which they are
 * most alike.
 *
 *	a: the quick fox        not quick → brown, fox → fix, and quick added,
 *	b: the quik brown fix   but quick → quik, brown added, fox → fix
 */
#include "compare/pair.h"

#include <stdlib.h>
#include <string.h>

enum {
	MOST_PAIRS = 10000, /* of words that are looked at in one place; in larger ones they stay as they are */
	MOST_BYTES = 40,    /* of a word that are looked at */
	UNLIKE = 100        /* what a pair costs that has nothing in common */
};

static struct str beginning(struct str s)
{
	return s.n > MOST_BYTES ? (struct str){s.s, MOST_BYTES} : s;
}

/* How unlike two words are, from 0 to UNLIKE: the distance of their bytes by the length of the longer. */
static unsigned unlikeness(struct str a, struct str b)
{
	unsigned row[MOST_BYTES + 1];
	a = beginning(a);
	b = beginning(b);
	for (unsigned j = 0; j <= b.n; j++)
		row[j] = j;
	for (size_t i = 0; i < a.n; i++) {
		unsigned diagonal = row[0]++;
		for (size_t j = 0; j < b.n; j++) {
			unsigned changed = diagonal + (a.s[i] != b.s[j]),
				 gap = (row[j] < row[j + 1] ? row[j] : row[j + 1]) + 1;
			diagonal = row[j + 1];
			row[j + 1] = changed < gap ? changed : gap;
		}
	}
	size_t longer = a.n > b.n ? a.n : b.n;
	return longer ? (unsigned)(UNLIKE * row[b.n] / longer) : 0;
}

/* Words that differ in a row: a_count and b_count of them, from a and b on. */
struct clash {
	uint32_t a, b, a_count, b_count;
};

static struct str a_key(const struct pairing *p, uint32_t word)
{
	return p->a->words[word].key;
}

static struct str b_key(const struct pairing *p, uint32_t word)
{
	return p->b->words[p->order ? p->order[word] : word].key;
}

/* Marks those words of the longer side that are left without a partner: the shorter side has fewer by so many. */
static void leave_out(const struct pairing *p, const struct clash *c, bool *alone)
{
	bool a_longer = c->a_count > c->b_count;
	uint32_t n = a_longer ? c->b_count : c->a_count, m = a_longer ? c->a_count : c->b_count;
	uint32_t *best = must_alloc((size_t)(n + 1) * (m + 1), sizeof *best); /* of so many of either; rows: shorter */
	for (uint32_t i = 1; i <= n; i++) {
		for (uint32_t j = 0; j <= m; j++) {
			uint32_t *at = &best[(size_t)i * (m + 1) + j], none = UINT32_MAX / 2;
			uint32_t without = j ? at[-1] : none, with = none;
			if (j)
				with = at[-(ptrdiff_t)m - 2] + unlikeness(a_key(p, c->a + (a_longer ? j : i) - 1),
									  b_key(p, c->b + (a_longer ? i : j) - 1));
			*at = without < with ? without : with;
		}
	}
	for (uint32_t i = n, j = m; j; j--) {
		const uint32_t *at = &best[(size_t)i * (m + 1) + j];
		alone[j - 1] = !i || (j > i && at[-1] == *at);
		i -= !alone[j - 1];
	}
	free(best);
}

static void pair_clash(const struct pairing *p, const struct clash *c, struct alignment *out)
{
	bool a_longer = c->a_count > c->b_count;
	uint32_t m = a_longer ? c->a_count : c->b_count, a = c->a, b = c->b;
	bool *alone = must_alloc((size_t)m + 1, sizeof *alone);
	if ((uint64_t)c->a_count * c->b_count <= MOST_PAIRS)
		leave_out(p, c, alone);
	else
		memset(alone + (a_longer ? c->b_count : c->a_count), true, m - (a_longer ? c->b_count : c->a_count));
	for (uint32_t j = 0; j < m; j++) {
		enum stretch_kind kind = !alone[j] ? STRETCH_SUBSTITUTED : a_longer ? STRETCH_MISSING : STRETCH_ADDED;
		alignment_add(out, kind, a, b, 1);
		a += kind != STRETCH_ADDED;
		b += kind != STRETCH_MISSING;
	}
	free(alone);
}

void pair_alike(const struct pairing *p, struct alignment *words)
{
	struct alignment out = {.estimated = words->estimated};
	for (uint32_t i = 0, end; i < words->run_count; i = end) {
		const struct align_run *run = &words->runs[i];
		struct clash clash = {run->a, run->b, 0, 0};
		for (end = i; end < words->run_count && words->runs[end].kind != STRETCH_EQUAL; end++) {
			clash.a_count += words->runs[end].kind != STRETCH_ADDED ? words->runs[end].count : 0;
			clash.b_count += words->runs[end].kind != STRETCH_MISSING ? words->runs[end].count : 0;
		}
		if (end > i)
			pair_clash(p, &clash, &out);
		else
			alignment_add(&out, STRETCH_EQUAL, run->a, run->b, words->runs[end++].count);
	}
	alignment_release(words);
	*words = out;
}
