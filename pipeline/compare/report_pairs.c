/* What was read, and what it became, side by side: a row a passage, moved ones told in one line on the other side. */
#include "compare/report_parts.h"

#include "compare/html.h"
#include "compare/pairs.h"
#include "emit/lost.h"

#include <stdlib.h>

/* The words of one reading. */
struct side {
	const struct word **words;
	uint32_t count;
};

struct table {
	const struct report *report;
	struct side before, after;
	uint32_t *match; /* see pairs.h */
	struct pairs pairs;
	struct arena *arena;
};

static void add_word(struct side *side, const struct word *w, struct arena *arena)
{
	side->words = arena_grow(arena, side->words, side->count, sizeof *side->words);
	side->words[side->count++] = w;
}

static struct side words_of(const struct page *page, bool printed, struct arena *arena)
{
	struct side side = {0};
	for (const struct region *g = first_region(page); g; g = next_region(g))
		for (const struct line *l = first_line(g); l; l = next_line(l))
			for (const struct word *w = first_word(l); w; w = next_word(w))
				if (printed ? word_is_printed(w, running_text(w)) : w->raw.n > 0)
					add_word(&side, w, arena);
	return side;
}

/* Words after, by the first word before that each shows. */
static void match_words(struct table *t)
{
	const struct page *page = t->report->page;
	uint32_t *at = arena_alloc(t->arena, page->counts[NODE_WORD] + 1, sizeof *at);
	t->match = arena_alloc(t->arena, t->after.count + 1, sizeof *t->match);
	for (uint32_t i = 0; i < t->after.count; i++) {
		at[t->after.words[i]->node.id] = i + 1;
		t->match[i] = NO_WORD;
	}
	for (uint32_t i = 0; i < t->before.count; i++) {
		const struct word *same = (const struct word *)page_find(page, NODE_WORD, t->before.words[i]->node.id);
		uint32_t to = same ? at[word_showing(same)->node.id] : 0;
		if (to && t->match[to - 1] == NO_WORD)
			t->match[to - 1] = i;
	}
}

static bool is_changed(const struct word *w)
{
	const struct word *now = word_showing(w);
	return !str_equal(w->raw, now->text);
}

static void put_before(const struct table *t, uint32_t begin, uint32_t end)
{
	const struct report *r = t->report;
	for (uint32_t i = begin; i < end; i++) {
		const struct word *w = t->before.words[i], *last = i > begin ? t->before.words[i - 1] : NULL;
		const struct word *same = (const struct word *)page_find(r->page, NODE_WORD, w->node.id);
		if (last)
			fputs(word_line(last) == word_line(w)                             ? " "
			      : line_region(word_line(last)) == line_region(word_line(w)) ? "<br>\n"
											  : "<br>\n<br>\n",
			      r->out);
		bool changed = same && is_changed(same);
		fprintf(r->out, changed ? "<del class=\"w\" data-word=\"%u\">" : "<span class=\"w\" data-word=\"%u\">",
			same ? word_showing(same)->node.id : w->node.id);
		html_text(r->out, w->raw);
		fputs(changed ? "</del>" : "</span>", r->out);
	}
}

static void put_after(const struct table *t, uint32_t begin, uint32_t end)
{
	const struct report *r = t->report;
	for (uint32_t i = begin; i < end; i++) {
		const struct word *w = t->after.words[i], *last = i > begin ? t->after.words[i - 1] : NULL;
		bool changed = is_changed(w);
		if (last)
			fputs(line_region(word_line(last)) == line_region(word_line(w)) ? " " : "<br>\n<br>\n", r->out);
		fprintf(r->out, changed ? "<ins class=\"w\" data-word=\"%u\">" : "<span class=\"w\" data-word=\"%u\">",
			w->node.id);
		if (open_lacuna(w, false))
			fputs("[…] ", r->out);
		html_text(r->out, w->text);
		if (open_lacuna(w, true))
			fputs(open_lacuna(w, true)->in_word ? "[…]" : " […]", r->out);
		fputs(changed ? "</ins>" : "</span>", r->out);
	}
}

/* One line in the place of a passage that stands elsewhere in this reading. */
static void put_elsewhere(const struct table *t, const struct pair *p, uint32_t number, bool came)
{
	const struct report *r = t->report;
	uint32_t n = p->after_end - p->after;
	fprintf(r->out, "<a class=\"moved\" href=\"#%s%u\">%s <span>%u word%s ", came ? "before" : "after", number,
		came ? "⇠" : "⇢", n, n == 1 ? "" : "s");
	fputs(came ? "moved here from after " : "moved to after ", r->out);
	const struct word *after = came ? (p->before ? t->before.words[p->before - 1] : NULL)
					: (p->after ? t->after.words[p->after - 1] : NULL);
	if (!after)
		fputs("the page's beginning", r->out);
	fputs(after ? "<q>" : "", r->out);
	html_text(r->out, after ? (came ? after->raw : after->text) : (struct str){0});
	fputs(after ? "</q></span></a>" : "</span></a>", r->out);
}

static void begin_row(const struct table *t, const char *kind, const char *id, uint32_t number)
{
	fprintf(t->report->out, "<tr class=\"%s\"", kind);
	if (id)
		fprintf(t->report->out, " id=\"%s%u\"", id, number);
	fputs("><td data-side=\"Read\">", t->report->out);
}

static void put_left_behind(const struct table *t, uint32_t number)
{
	const struct pair *p = &t->pairs.all[number];
	begin_row(t, "away", "before", number);
	put_before(t, p->before, p->before_end);
	fputs("</td><td data-side=\"Restored\">", t->report->out);
	put_elsewhere(t, p, number, false);
	fputs("</td></tr>\n", t->report->out);
}

/* The end of the part of a passage from i on that lies in one region of the reading after. */
static uint32_t part_end(const struct table *t, uint32_t i, uint32_t end)
{
	const struct region *region = line_region(word_line(t->after.words[i]));
	while (i < end && line_region(word_line(t->after.words[i])) == region)
		i++;
	return i;
}

/* A row for each region that the passage reaches into. */
static void put_passage(const struct table *t, const struct pair *p, uint32_t number)
{
	FILE *out = t->report->out;
	uint32_t before = p->before;
	for (uint32_t i = p->after, end; i < p->after_end; i = end) {
		end = part_end(t, i, p->after_end);
		uint32_t next = end;
		while (next < p->after_end && t->match[next] == NO_WORD)
			next++;
		uint32_t before_end = next < p->after_end ? t->match[next] : p->before_end;
		begin_row(t, p->moved ? "here" : "same", p->moved && i == p->after ? "after" : NULL, number);
		if (p->moved && i == p->after)
			put_elsewhere(t, p, number, true);
		else if (!p->moved && before != NO_WORD)
			put_before(t, before, before_end);
		fputs("</td><td data-side=\"Restored\">", out);
		put_after(t, i, end);
		fputs("</td></tr>\n", out);
		before = before_end;
	}
}

struct away {
	uint32_t before, number;
};

static int by_before(const void *a, const void *b)
{
	const struct away *x = a, *y = b;
	return x->before < y->before ? -1 : x->before > y->before;
}

/* The passages that have moved away, in the order of the reading before. */
static struct away *find_away(const struct table *t, uint32_t *count)
{
	struct away *away = arena_alloc(t->arena, t->pairs.count + 1, sizeof *away);
	*count = 0;
	for (uint32_t i = 0; i < t->pairs.count; i++)
		if (t->pairs.all[i].moved)
			away[(*count)++] = (struct away){t->pairs.all[i].before, i};
	qsort(away, *count, sizeof *away, by_before);
	return away;
}

static void put_rows(const struct table *t)
{
	uint32_t count, at = 0;
	struct away *away = find_away(t, &count);
	if (t->pairs.lead) {
		begin_row(t, "same", NULL, 0);
		put_before(t, 0, t->pairs.lead);
		fputs("</td><td data-side=\"Restored\"></td></tr>\n", t->report->out);
	}
	for (uint32_t i = 0; i < t->pairs.count; i++) {
		const struct pair *p = &t->pairs.all[i];
		while (!p->moved && at < count && away[at].before < p->before)
			put_left_behind(t, away[at++].number);
		put_passage(t, p, i);
	}
	while (at < count)
		put_left_behind(t, away[at++].number);
}

void put_pairs(const struct report *r)
{
	struct arena arena = {0};
	struct table t = {.report = r, .arena = &arena};
	t.before = words_of(r->before, false, &arena);
	t.after = words_of(r->page, true, &arena);
	match_words(&t);
	t.pairs = pair_passages(t.match, t.after.count, t.before.count, &arena);
	fputs("<table class=\"pairs\"><thead><tr><th scope=\"col\">As it was read</th><th "
	      "scope=\"col\">Restored</th></tr>"
	      "</thead>\n<tbody>\n",
	      r->out);
	put_rows(&t);
	fputs("</tbody></table>\n", r->out);
	arena_release(&arena);
}
