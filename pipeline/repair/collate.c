/* Collating two witnesses of a page: tokens, anchors, chains of them. See collate.h. */
#include "repair/collate.h"

#include "base/table.h"
#include "base/utf8.h"
#include "page/text.h"

#include <stdlib.h>

/* Words in a row that make an anchor where each page has them once. */
enum { ANCHOR = 3 };

/* Words of a chain that is out of order with the longest: fewer in the same order are there by chance. */
enum { LEAST_CHAIN = 6, MOST_CHAINS = 100 };

/* An anchor by itself, that lies so much nearer to one neighbour than on the other page, on both sides, is a chance. */
enum { CHANCE_LENGTH = 4, CHANCE_SHIFT = 30 };

/* A chain out of order reaches over so many words before its first and behind its last at most. */
enum { REACH = 40 };

/* Pages have this part of the shorter one's words in common, or so many words, if they are of one page. */
static const double least_common = 0.1;
enum { FEWEST_WORDS = 5, PLENTY = 60 };

/* Words that by themselves are paired in a region that is otherwise missing are there by chance. */
static const double least_paired = 0.2;

/* ---- tokens --------------------------------------------------------------------------------------------------- */

static struct str key_of(struct arena *arena, struct str text)
{
	struct strbuf key = {0};
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		if (utf8_is_letter(c) || utf8_is_digit(c))
			utf8_add(&key, utf8_to_lower(c));
	}
	struct str kept = arena_str(arena, strbuf_str(&key));
	strbuf_release(&key);
	return kept;
}

static void mark_ends(struct tokens *t, uint32_t begin)
{
	struct token *last = NULL;
	for (uint32_t i = begin; i < t->count; i++) {
		if (!t->all[i].key.n)
			continue;
		t->all[i].begins = !last;
		last = &t->all[i];
	}
	if (last)
		last->ends = true;
}

static void add_line(struct tokens *t, struct arena *arena, struct line *line, const struct str *texts)
{
	uint32_t begin = t->count;
	for (struct word *w = first_word(line); w; w = next_word(w)) {
		struct str text = texts ? texts[w->node.id] : word_shown(w) ? w->text : (struct str){0};
		if (!text.n)
			continue;
		t->all[t->count] = (struct token){
			.word = w, .line = line, .text = text, .key = key_of(arena, text), .mate = NO_MATE};
		t->keyed += t->all[t->count++].key.n > 0;
	}
	mark_ends(t, begin);
}

/* texts: what the lines show, by word; NULL: the words as they are shown. */
static struct tokens tokens_of(struct page *page, struct arena *arena, const struct str *texts)
{
	struct tokens t = {.all = arena_alloc(arena, page->counts[NODE_WORD] + 1, sizeof *t.all)};
	for (struct region *r = first_region(page); r; r = next_region(r))
		for (struct line *l = first_line(r); l; l = next_line(l))
			add_line(&t, arena, l, texts);
	return t;
}

static void number_keys(struct collation *c)
{
	struct table ids = {0};
	uint32_t known = 0;
	for (int side = 0; side < COLLATED_SIDES; side++)
		for (uint32_t i = 0; i < c->sides[side].count; i++) {
			uint32_t *id = table_at(&ids, c->sides[side].all[i].key);
			if (!*id)
				*id = ++known;
			c->sides[side].all[i].id = *id;
		}
	table_release(&ids);
}

/* ---- anchors -------------------------------------------------------------------------------------------------- */

struct pair {
	uint32_t at[COLLATED_SIDES];
};

/* The next token of the region that has a key, or NO_MATE. */
static uint32_t next_keyed(const struct tokens *t, uint32_t i)
{
	const struct region *region = line_region(t->all[i].line);
	while (++i < t->count && !t->all[i].key.n)
		;
	return i < t->count && line_region(t->all[i].line) == region ? i : NO_MATE;
}

/* The n-gram from token i on: its tokens and their ids; false where the region ends before. */
static bool gram_at(const struct tokens *t, uint32_t i, uint32_t at[ANCHOR], uint32_t ids[ANCHOR])
{
	if (!t->all[i].key.n)
		return false;
	for (int k = 0; k < ANCHOR && i != NO_MATE; k++) {
		at[k] = i;
		ids[k] = t->all[i].id;
		i = k + 1 < ANCHOR ? next_keyed(t, i) : i;
	}
	return i != NO_MATE;
}

/* Where each n-gram stands: the number of its first token, counted from 1; 0 where it stands twice. */
static void find_grams(const struct tokens *t, struct table *grams)
{
	uint32_t at[ANCHOR], ids[ANCHOR];
	for (uint32_t i = 0; i < t->count; i++) {
		if (!gram_at(t, i, at, ids))
			continue;
		size_t before = grams->count;
		uint32_t *place = table_at(grams, (struct str){(const char *)ids, sizeof ids});
		*place = grams->count > before ? i + 1 : 0;
	}
}

/* Pairs the tokens of n-grams that both pages have once; two n-grams that do not agree about a token leave it. */
static void pair_anchors(struct collation *c, uint32_t *mates)
{
	struct table grams[COLLATED_SIDES] = {0};
	uint32_t at[COLLATED_SIDES][ANCHOR], ids[ANCHOR];
	const struct tokens *page = &c->sides[SIDE_PAGE], *witness = &c->sides[SIDE_WITNESS];
	find_grams(page, &grams[SIDE_PAGE]);
	find_grams(witness, &grams[SIDE_WITNESS]);
	for (uint32_t i = 0; i < page->count; i++) {
		if (!gram_at(page, i, at[SIDE_PAGE], ids))
			continue;
		struct str key = {(const char *)ids, sizeof ids};
		const uint32_t *here = table_find(&grams[SIDE_PAGE], key),
			       *there = table_find(&grams[SIDE_WITNESS], key);
		if (!here || !*here || !there || !*there || !gram_at(witness, *there - 1, at[SIDE_WITNESS], ids))
			continue;
		for (int k = 0; k < ANCHOR; k++) {
			uint32_t *mate = &mates[at[SIDE_PAGE][k]], other = at[SIDE_WITNESS][k] + 1;
			*mate = *mate && *mate != other ? NO_MATE : other;
		}
	}
	table_release(&grams[SIDE_PAGE]);
	table_release(&grams[SIDE_WITNESS]);
}

static struct pair *list_pairs(struct collation *c, struct arena *arena, uint32_t *count)
{
	const struct tokens *page = &c->sides[SIDE_PAGE];
	uint32_t *mates = arena_alloc(arena, page->count + 1, sizeof *mates);
	struct pair *pairs = arena_alloc(arena, page->count + 1, sizeof *pairs);
	*count = 0;
	pair_anchors(c, mates);
	for (uint32_t i = 0; i < page->count; i++)
		if (mates[i] && mates[i] != NO_MATE)
			pairs[(*count)++] = (struct pair){{i, mates[i] - 1}};
	return pairs;
}

static struct box box_at(const struct collation *c, enum collated_side side, uint32_t i)
{
	return c->sides[side].all[i].word->box;
}

static void find_fit(struct collation *c, struct arena *arena, struct pair *pairs, uint32_t *count)
{
	struct fit_pair *boxes = arena_alloc(arena, *count + 1, sizeof *boxes);
	uint32_t n = 0, kept = 0;
	for (uint32_t i = 0; i < *count; i++) {
		struct fit_pair p = {box_at(c, SIDE_WITNESS, pairs[i].at[SIDE_WITNESS]),
				     box_at(c, SIDE_PAGE, pairs[i].at[SIDE_PAGE])};
		if (!box_empty(p.from) && !box_empty(p.to))
			boxes[n++] = p;
	}
	c->fit = fit_boxes(boxes, n);
	for (uint32_t i = 0; i < *count; i++)
		if (fit_allows(&c->fit, box_at(c, SIDE_WITNESS, pairs[i].at[SIDE_WITNESS]),
			       box_at(c, SIDE_PAGE, pairs[i].at[SIDE_PAGE])))
			pairs[kept++] = pairs[i];
	*count = kept;
}

/* ---- chains --------------------------------------------------------------------------------------------------- */

static int64_t shift(struct pair a, struct pair b)
{
	int64_t page = (int64_t)b.at[SIDE_PAGE] - a.at[SIDE_PAGE],
		witness = (int64_t)b.at[SIDE_WITNESS] - a.at[SIDE_WITNESS];
	return witness > page ? witness - page : page - witness;
}

/* Leaves out of a chain what is short and far from its neighbours on one of the pages. Gives how many stay. */
static uint32_t drop_chances(struct pair *chain, uint32_t count)
{
	uint32_t kept = 0;
	for (uint32_t begin = 0, end; begin < count; begin = end) {
		for (end = begin + 1; end < count && shift(chain[end - 1], chain[end]) < CHANCE_SHIFT;)
			end++;
		if (end - begin < CHANCE_LENGTH && end - begin < count)
			continue;
		for (uint32_t i = begin; i < end; i++)
			chain[kept++] = chain[i];
	}
	return kept;
}

/*
 * Moves the longest run of pairs that are in the same order on both pages from the list into the chain, by patience
 * sorting: tails[n] is the pair that ends a run of n + 1 with the least place on the witness.
 */
static uint32_t take_chain(struct arena *arena, struct pair *pairs, uint32_t *count, struct pair *chain)
{
	uint32_t n = *count, length = 0, kept = 0;
	uint32_t *tails = arena_alloc(arena, n + 1, sizeof *tails), *before = arena_alloc(arena, n + 1, sizeof *before);
	bool *taken = arena_alloc(arena, n + 1, sizeof *taken);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t low = 0, high = length;
		while (low < high) {
			uint32_t middle = (low + high) / 2;
			if (pairs[tails[middle]].at[SIDE_WITNESS] < pairs[i].at[SIDE_WITNESS])
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low ? tails[low - 1] : NO_MATE;
		tails[low] = i;
		length += low == length;
	}
	for (uint32_t i = length ? tails[length - 1] : NO_MATE, at = length; at; i = before[i]) {
		chain[--at] = pairs[i];
		taken[i] = true;
	}
	for (uint32_t i = 0; i < n; i++)
		if (!taken[i])
			pairs[kept++] = pairs[i];
	*count = kept;
	return length;
}

static void make_mates(struct collation *c, const struct pair *chain, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		for (int side = 0; side < COLLATED_SIDES; side++)
			c->sides[side].all[chain[i].at[side]].mate = chain[i].at[!side];
	c->anchored += count;
}

struct chain {
	struct pair *pairs;
	uint32_t count;
};

static uint32_t find_chains(struct collation *c, struct arena *arena, struct chain chains[MOST_CHAINS])
{
	uint32_t count, n = 0;
	struct pair *pairs = list_pairs(c, arena, &count);
	find_fit(c, arena, pairs, &count);
	while (n < MOST_CHAINS && count) {
		struct pair *chain = arena_alloc(arena, count, sizeof *chain);
		uint32_t length = drop_chances(chain, take_chain(arena, pairs, &count, chain));
		if (n && length < LEAST_CHAIN)
			break;
		make_mates(c, chain, length);
		chains[n++] = (struct chain){chain, length};
	}
	return n;
}

/* ---- what lies between ---------------------------------------------------------------------------------------- */

/* The tokens from begin on and before end that have a key and no mate. */
static struct stretch free_tokens(const struct tokens *t, uint32_t begin, uint32_t end, struct arena *arena)
{
	uint32_t *numbers = arena_alloc(arena, end > begin ? end - begin : 1, sizeof *numbers), n = 0;
	for (uint32_t i = begin; i < end; i++)
		if (t->all[i].key.n && t->all[i].mate == NO_MATE)
			numbers[n++] = i;
	return (struct stretch){numbers, n};
}

/* Collates what lies between two pairs: all of it is before the second, and behind the first. */
static void collate_between(struct collation *c, struct arena *arena, struct pair begin, struct pair end)
{
	struct stretch s[COLLATED_SIDES];
	for (int side = 0; side < COLLATED_SIDES; side++)
		s[side] = free_tokens(&c->sides[side], begin.at[side], end.at[side], arena);
	if (s[SIDE_PAGE].count && s[SIDE_WITNESS].count)
		collate_stretch(c, s[SIDE_PAGE], s[SIDE_WITNESS]);
}

static uint32_t less(uint32_t a, uint32_t b)
{
	return a > b ? a - b : 0;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* The shorter chains first: what lies in them is nearer to them than to the longest. */
static void collate_chains(struct collation *c, struct arena *arena, const struct chain *chains, uint32_t count)
{
	const struct pair whole = {{c->sides[SIDE_PAGE].count, c->sides[SIDE_WITNESS].count}};
	for (uint32_t n = count; n--;)
		for (uint32_t i = 1; i < chains[n].count; i++)
			collate_between(c, arena, chains[n].pairs[i - 1], chains[n].pairs[i]);
	for (uint32_t n = count; n--;) {
		uint32_t reach = n ? REACH : UINT32_MAX / 2;
		if (!chains[n].count)
			continue;
		struct pair first = chains[n].pairs[0], last = chains[n].pairs[chains[n].count - 1], begin, end;
		for (int side = 0; side < COLLATED_SIDES; side++) {
			begin.at[side] = less(first.at[side], reach);
			end.at[side] = smaller(last.at[side] + reach, whole.at[side]);
		}
		collate_between(c, arena, begin, first);
		collate_between(c, arena, last, end);
	}
	if (!count || !chains[0].count)
		collate_between(c, arena, (struct pair){{0, 0}}, whole);
}

/* ---- regions by themselves ------------------------------------------------------------------------------------ */

struct span {
	uint32_t begin, end, keyed, paired, run; /* run: the most paired words in a row */
};

static struct span span_at(const struct tokens *t, uint32_t begin)
{
	struct span s = {.begin = begin, .end = begin};
	uint32_t run = 0;
	for (; s.end < t->count && line_region(t->all[s.end].line) == line_region(t->all[begin].line); s.end++) {
		const struct token *k = &t->all[s.end];
		if (!k->key.n)
			continue;
		s.keyed++;
		s.paired += k->mate != NO_MATE;
		run = k->mate != NO_MATE ? run + 1 : 0;
		s.run = run > s.run ? run : s.run;
	}
	return s;
}

static void part(struct collation *c, uint32_t witness_token)
{
	struct tokens *page = &c->sides[SIDE_PAGE];
	struct token *t = &c->sides[SIDE_WITNESS].all[witness_token];
	for (uint32_t i = t->mate; i < page->count && page->all[i].mate == witness_token; i++)
		page->all[i].mate = NO_MATE;
	t->mate = NO_MATE;
}

/* Is most of the witness's region the page's, word by word, at a place that the chains did not lead to? */
static void seek_elsewhere(struct collation *c, struct arena *arena, struct span there)
{
	struct tokens *page = &c->sides[SIDE_PAGE];
	for (uint32_t begin = 0; begin < page->count;) {
		struct span here = span_at(page, begin);
		begin = here.end;
		if (!here.keyed || here.paired == here.keyed)
			continue;
		collate_between(c, arena, (struct pair){{here.begin, there.begin}},
				(struct pair){{here.end, there.end}});
		struct span now = span_at(&c->sides[SIDE_WITNESS], there.begin);
		if (2 * now.paired > now.keyed)
			return;
		for (uint32_t i = there.begin; i < there.end; i++)
			if (c->sides[SIDE_WITNESS].all[i].mate != NO_MATE)
				part(c, i);
	}
}

/* Regions whose words are paired by chance lose their mates; they, and those without, are sought elsewhere. */
static void check_regions(struct collation *c, struct arena *arena)
{
	struct tokens *witness = &c->sides[SIDE_WITNESS];
	for (uint32_t begin = 0; begin < witness->count;) {
		struct span s = span_at(witness, begin);
		begin = s.end;
		if (!s.keyed || s.paired > least_paired * s.keyed || s.run >= ANCHOR)
			continue;
		for (uint32_t i = s.begin; i < s.end; i++)
			if (witness->all[i].mate != NO_MATE)
				part(c, i);
		if (s.keyed <= REACH)
			seek_elsewhere(c, arena, s);
	}
}

void collate(struct collation *c, struct page *page, struct page *witness)
{
	struct chain chains[MOST_CHAINS];
	struct arena *arena = &page->scratch, scratch = {0};
	*c = (struct collation){.sides = {[SIDE_PAGE] = tokens_of(page, arena, NULL),
					  [SIDE_WITNESS] = tokens_of(witness, arena, page_line_texts(witness, arena))}};
	number_keys(c);
	uint32_t count = find_chains(c, &scratch, chains);
	collate_chains(c, &scratch, chains, count);
	check_regions(c, &scratch);
	arena_release(&scratch);
}

bool collation_fits(const struct collation *c)
{
	uint32_t fewest = smaller(c->sides[SIDE_PAGE].keyed, c->sides[SIDE_WITNESS].keyed), paired = 0;
	for (uint32_t i = 0; i < c->sides[SIDE_PAGE].count; i++)
		paired += c->sides[SIDE_PAGE].all[i].mate != NO_MATE;
	uint32_t common = fewest < PLENTY ? paired : c->anchored;
	return fewest >= FEWEST_WORDS && common >= (fewest < PLENTY ? 0.5 : least_common) * fewest;
}
