/* What was read, or another reading, and the restored text side by side: a row a passage, moved ones told as moves. */
#include "compare/report_parts.h"

#include "compare/html.h"
#include "compare/passages.h"
#include "emit/lost.h"

#include <stdlib.h>

/* A word of a reading. */
struct token {
	struct str text;
	uint32_t word;         /* id of the word that the page shows for it; NO_WORD: none */
	uint32_t line, region; /* ids, to tell where lines end */
	bool changed;          /* it is another in the other reading */
};

struct side {
	struct token *tokens;
	uint32_t count;
	bool keeps_lines;
};

struct table {
	const struct report *report;
	struct side before, after;
	uint32_t *match; /* see passages.h */
	struct passages passages;
	struct arena *arena;
};

static void add_token(struct side *side, struct token token, struct arena *arena)
{
	side->tokens = arena_grow(arena, side->tokens, side->count, sizeof *side->tokens);
	side->tokens[side->count++] = token;
}

/* What is printed of the page, and by word id its place there, from 1; 0: none. */
static uint32_t *take_after(struct table *t)
{
	const struct page *page = t->report->page;
	uint32_t *places = arena_alloc(t->arena, page->counts[NODE_WORD] + 1, sizeof *places);
	for (const struct region *g = first_region(page); g; g = next_region(g))
		for (const struct line *l = first_line(g); l; l = next_line(l))
			for (const struct word *w = first_word(l); w; w = next_word(w)) {
				if (!word_is_printed(w, running_text(w)))
					continue;
				struct strbuf text = {0};
				add_printed(w, w->text, 0, &text);
				add_token(&t->after,
					  (struct token){.text = arena_str(t->arena, strbuf_str(&text)),
							 .word = w->node.id,
							 .line = l->node.id,
							 .region = g->node.id},
					  t->arena);
				places[w->node.id] = t->after.count;
				strbuf_release(&text);
			}
	t->match = arena_alloc(t->arena, t->after.count + 1, sizeof *t->match);
	for (uint32_t i = 0; i < t->after.count; i++)
		t->match[i] = NO_WORD;
	return places;
}

static void match_to(struct table *t, uint32_t place)
{
	if (place && t->match[place - 1] == NO_WORD)
		t->match[place - 1] = t->before.count;
}

/* The page as it was read: its words have the same ids. */
static void take_raw(struct table *t, const uint32_t *places)
{
	const struct page *page = t->report->page;
	for (const struct region *g = first_region(t->report->before); g; g = next_region(g))
		for (const struct line *l = first_line(g); l; l = next_line(l))
			for (const struct word *w = first_word(l); w; w = next_word(w)) {
				const struct word *same = (const struct word *)page_find(page, NODE_WORD, w->node.id);
				const struct word *now = same ? word_showing(same) : NULL;
				if (!w->raw.n)
					continue;
				if (now)
					match_to(t, places[now->node.id]);
				add_token(&t->before,
					  (struct token){.text = w->raw,
							 .word = now ? now->node.id : NO_WORD,
							 .line = l->node.id,
							 .region = g->node.id,
							 .changed = !now || !str_equal(now->text, w->raw)},
					  t->arena);
			}
	for (uint32_t i = 0; i < t->after.count; i++) {
		const struct word *w = (const struct word *)page_find(page, NODE_WORD, t->after.tokens[i].word);
		t->after.tokens[i].changed = t->match[i] == NO_WORD || !str_equal(w->text, w->raw);
	}
}

/* Another reading, as the comparison has laid it beside the page. */
static void take_compared(struct table *t, const uint32_t *places)
{
	const struct comparison *c = t->report->comparison;
	for (uint32_t i = 0; i < c->stretch_count; i++) {
		const struct stretch *s = &c->stretches[i];
		uint32_t a = s->a.end - s->a.begin, b = s->b.end - s->b.begin;
		for (uint32_t k = 0; k < a || k < b; k++) {
			uint32_t word = k < b ? c->b->words[s->b.begin + k].word : NO_WORD;
			if (word != NO_WORD && places[word] && s->kind != STRETCH_EQUAL)
				t->after.tokens[places[word] - 1].changed = true;
			if (k >= a)
				continue;
			const struct compared_word *w = &c->a->words[s->a.begin + k];
			if (word != NO_WORD)
				match_to(t, places[word]);
			add_token(&t->before,
				  (struct token){.text = w->text,
						 .word = word,
						 .line = w->line,
						 .region = w->region,
						 .changed = s->kind != STRETCH_EQUAL},
				  t->arena);
		}
	}
}

static void put_side(FILE *out, const struct side *side, const char *element, uint32_t begin, uint32_t end)
{
	for (uint32_t i = begin; i < end && i < side->count; i++) {
		const struct token *t = &side->tokens[i], *last = i > begin ? t - 1 : NULL;
		const char *name = t->changed ? element : "span";
		if (last && last->region != t->region)
			fputs("<br>\n<br>\n", out);
		else if (last)
			fputs(side->keeps_lines && last->line != t->line ? "<br>\n" : " ", out);
		fprintf(out, "<%s class=\"w\"", name);
		if (t->word != NO_WORD)
			fprintf(out, " data-word=\"%u\"", t->word);
		fputs(">", out);
		html_text(out, t->text);
		fprintf(out, "</%s>", name);
	}
}

/* One line in the place of a passage that stands elsewhere in this reading. */
static void put_elsewhere(const struct table *t, uint32_t number, bool came)
{
	const struct passage *p = &t->passages.all[number];
	const struct token *after = came ? (p->before ? &t->before.tokens[p->before - 1] : NULL)
					 : (p->after ? &t->after.tokens[p->after - 1] : NULL);
	uint32_t n = p->after_end - p->after;
	FILE *out = t->report->out;
	fprintf(out, "<a class=\"moved\" href=\"#%s%u\"><span aria-hidden=\"true\">%s</span> <span>%u word%s ",
		came ? "before" : "after", number, came ? "⇠" : "⇢", n, n == 1 ? "" : "s");
	fputs(came ? "moved here from " : "moved to ", out);
	fputs(after ? "after <q>" : "the page's beginning", out);
	html_text(out, after ? after->text : (struct str){0});
	fputs(after ? "</q></span></a>" : "</span></a>", out);
}

static void begin_row(FILE *out, const char *kind, const char *id, uint32_t number)
{
	fprintf(out, "<tr class=\"%s\"", kind);
	if (id)
		fprintf(out, " id=\"%s%u\"", id, number);
	fputs("><td data-side=\"Before\">", out);
}

static void part_row(FILE *out)
{
	fputs("</td><td data-side=\"Restored\">", out);
}

static void end_row(FILE *out)
{
	fputs("</td></tr>\n", out);
}

static void put_left_behind(const struct table *t, uint32_t number)
{
	const struct passage *p = &t->passages.all[number];
	FILE *out = t->report->out;
	begin_row(out, "away", "before", number);
	put_side(out, &t->before, "del", p->before, p->before_end);
	part_row(out);
	put_elsewhere(t, number, false);
	end_row(out);
}

/* The end of the part of a passage from i on that lies in one region. */
static uint32_t part_end(const struct table *t, uint32_t i, uint32_t end)
{
	const struct token *tokens = t->after.tokens, *first = &tokens[i];
	while (tokens && i < end && tokens[i].region == first->region)
		i++;
	return i;
}

/* A row for each region that the passage reaches into. */
static void put_passage(const struct table *t, uint32_t number)
{
	const struct passage *p = &t->passages.all[number];
	FILE *out = t->report->out;
	uint32_t before = p->before;
	for (uint32_t i = p->after, end; i < p->after_end; i = end) {
		end = part_end(t, i, p->after_end);
		uint32_t next = end;
		while (next < p->after_end && t->match[next] == NO_WORD)
			next++;
		uint32_t before_end = next < p->after_end ? t->match[next] : p->before_end;
		begin_row(out, p->moved ? "here" : "same", p->moved && i == p->after ? "after" : NULL, number);
		if (p->moved && i == p->after)
			put_elsewhere(t, number, true);
		else if (!p->moved && before != NO_WORD)
			put_side(out, &t->before, "del", before, before_end);
		part_row(out);
		put_side(out, &t->after, "ins", i, end);
		end_row(out);
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
	struct away *away = arena_alloc(t->arena, t->passages.count + 1, sizeof *away);
	*count = 0;
	for (uint32_t i = 0; i < t->passages.count; i++)
		if (t->passages.all[i].moved)
			away[(*count)++] = (struct away){t->passages.all[i].before, i};
	qsort(away, *count, sizeof *away, by_before);
	return away;
}

static void put_rows(const struct table *t)
{
	FILE *out = t->report->out;
	uint32_t count, at = 0;
	const struct away *away = find_away(t, &count);
	if (t->passages.lead) {
		begin_row(out, "same", NULL, 0);
		put_side(out, &t->before, "del", 0, t->passages.lead);
		part_row(out);
		end_row(out);
	}
	for (uint32_t i = 0; i < t->passages.count; i++) {
		const struct passage *p = &t->passages.all[i];
		while (!p->moved && at < count && away[at].before < p->before)
			put_left_behind(t, away[at++].number);
		put_passage(t, i);
	}
	while (at < count)
		put_left_behind(t, away[at++].number);
}

void put_pairs(const struct report *r)
{
	struct arena arena = {0};
	struct table t = {.report = r, .arena = &arena, .before = {.keeps_lines = true}};
	const uint32_t *places = take_after(&t);
	if (r->comparison)
		take_compared(&t, places);
	else
		take_raw(&t, places);
	t.passages = find_passages(t.match, t.after.count, t.before.count, &arena);
	fprintf(r->out, "<table class=\"pairs\"><thead><tr><th scope=\"col\">");
	html_text(r->out, str_of(r->before_label));
	fputs("</th><th scope=\"col\">Restored</th></tr></thead>\n<tbody>\n", r->out);
	put_rows(&t);
	fputs("</tbody></table>\n", r->out);
	arena_release(&arena);
}
