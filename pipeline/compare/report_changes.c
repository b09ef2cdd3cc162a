/* The changes in words: what, where, why, and how sure. */
#include "compare/report_parts.h"

#include "compare/html.h"
#include "emit/explain.h"

#include <math.h>
#include <stdlib.h>

/* Words of a passage that are quoted. */
enum { QUOTED_WORDS = 6, LINKED_WORDS = 3 };

/* The words from w on that are shown, so many at most. */
static void put_quote(const struct report *r, const struct word *w, int most)
{
	bool more = true;
	fputs("<q>", r->out);
	for (int i = 0; i < most && w; i++) {
		fputs(i ? " " : "", r->out);
		html_text(r->out, w->text);
		const struct word *next = following_shown(w);
		more = next != NULL;
		w = next;
	}
	fputs(more ? "…</q>" : "</q>", r->out);
}

void put_word_link(const struct report *r, const struct word *w)
{
	const struct word *first = w;
	for (int i = 1; i < LINKED_WORDS && prev_shown(first); i++)
		first = prev_shown(first);
	fprintf(r->out, "<a href=\"#w%u\" data-to=\"%u\"><q>", w->node.id, w->node.id);
	fputs(prev_shown(first) ? "…" : "", r->out);
	for (const struct word *at = first; at; at = at == w ? NULL : next_shown(at)) {
		fputs(at == first ? "" : " ", r->out);
		html_text(r->out, at->text);
	}
	fputs("</q></a>", r->out);
}

static void put_side(const struct report *r, const struct word *after)
{
	if (!after) {
		fputs("the beginning", r->out);
		return;
	}
	fputs("after ", r->out);
	put_word_link(r, after);
}

static void put_before_after(const struct report *r, struct str before, struct str after)
{
	fputs("<del>", r->out);
	html_text(r->out, before);
	fputs(before.n ? "</del>" : "</del><em>nothing</em>", r->out);
	fputs(" <span class=\"to\">→</span> <ins>", r->out);
	html_text(r->out, after);
	fputs(after.n ? "</ins>" : "</ins><em>nothing</em>", r->out);
}

static void put_type(const struct report *r, const struct edit *e)
{
	enum region_type before = region_type_named(e->before), after = region_type_named(e->after);
	put_before_after(r, before < REGION_TYPES ? str_of(region_kinds[before].label) : e->before,
			 after < REGION_TYPES ? str_of(region_kinds[after].label) : e->after);
}

/* The others as the journal is explained on a terminal. */
static void put_explained(const struct report *r, const struct edit *e)
{
	char *text = NULL;
	size_t n = 0;
	FILE *memory = open_memstream(&text, &n);
	if (!memory)
		return;
	explain_change(r->page, e, memory);
	fclose(memory);
	html_text(r->out, (struct str){text, n});
	free(text);
}

static uint32_t count_kind(const struct change *c, enum node_kind kind)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < c->target_count; i++)
		n += c->targets[i].kind == kind;
	return n;
}

static void put_group(const struct report *r, const struct change *c)
{
	uint32_t lines = count_kind(c, NODE_LINE), words = count_kind(c, NODE_WORD);
	if (lines)
		fprintf(r->out, "%u line%s put together: ", lines, lines > 1 ? "s" : "");
	else if (words)
		fprintf(r->out, "%u word%s put into the line: ", words, words > 1 ? "s" : "");
	else
		fputs("put in its place: ", r->out);
	if (c->anchor)
		put_quote(r, c->anchor, QUOTED_WORDS);
}

static void put_edited(const struct report *r, const struct change *c, const struct edit *e)
{
	switch (c->kind) {
	case CHANGE_TEXT:
	case CHANGE_JOIN:
	case CHANGE_SPLIT: put_before_after(r, e->before, e->after); break;
	case CHANGE_TYPE:
		put_type(r, e);
		if (c->anchor) {
			fputs(": ", r->out);
			put_quote(r, c->anchor, QUOTED_WORDS);
		}
		break;
	case CHANGE_MOVE:
		if (c->anchor)
			put_quote(r, c->anchor, QUOTED_WORDS);
		fputs(" moved from ", r->out);
		put_side(r, c->from.after);
		fputs(" to ", r->out);
		put_side(r, c->to.after);
		break;
	case CHANGE_FOUND:
		fputs("passed over before: ", r->out);
		if (c->anchor)
			put_quote(r, c->anchor, 2 * QUOTED_WORDS);
		break;
	case CHANGE_GROUP: put_group(r, c); break;
	default: put_explained(r, e); break;
	}
}

static void put_what(const struct report *r, const struct change *c)
{
	if (c->kind == CHANGE_DIFFERS)
		put_before_after(r, c->before, c->after);
	else if (c->kind == CHANGE_UNSURE)
		put_quote(r, c->anchor, 1);
	else
		put_edited(r, c, &r->page->journal[c->first]);
}

/* The region and the line where it is; people count from 1. */
static void put_where(const struct report *r, const struct change *c)
{
	const struct word *w = c->anchor;
	if (!w) {
		fputs("the page", r->out);
		return;
	}
	const struct region *region = line_region(word_line(w));
	unsigned line = 1;
	for (const struct node *n = word_line(w)->node.prev; n; n = n->prev)
		line++;
	fprintf(r->out, "<a href=\"#w%u\" data-to=\"%u\">%s", w->node.id, w->node.id, region_kinds[region->type].label);
	if (region_number(r, region))
		fprintf(r->out, " %u", region_number(r, region));
	fprintf(r->out, ", line %u</a>", line);
}

static void put_why(const struct report *r, const struct change *c)
{
	long sure = lround((double)c->confidence);
	if (c->kind == CHANGE_DIFFERS) {
		fputs("<p class=\"why\">", r->out);
		html_text(r->out, str_of(r->before_label));
		fputs(" has the former, the page the latter</p>", r->out);
		return;
	}
	fprintf(r->out,
		"<p class=\"why\"><meter min=\"0\" max=\"100\" low=\"%d\" high=\"95\" optimum=\"100\" "
		"value=\"%ld\">%ld%%</meter> %ld%% ",
		DOUBT_BELOW, sure, sure, sure);
	if (!c->count) {
		fputs("is how sure the recogniser was of this reading</p>", r->out);
		return;
	}
	const struct reason *why = &r->page->journal[c->first].reason;
	fputs("sure: ", r->out);
	html_text(r->out, why->evidence);
	fputs(" <span class=\"stage\">stage ", r->out);
	html_text(r->out, why->stage);
	fputs("</span></p>", r->out);
}

static void put_item(const struct report *r, uint32_t i)
{
	const struct change *c = &r->changes.all[i];
	fprintf(r->out,
		"<li class=\"change%s\" id=\"c%u\" data-kind=\"%s\" data-sure=\"%ld\" data-first=\"%u\" "
		"data-count=\"%u\"><p class=\"what\"><span class=\"kind %s\">%s</span> ",
		change_is_doubt(c) ? " doubt" : "", i, change_names[c->kind].name, lround((double)c->confidence),
		c->first, c->count, change_names[c->kind].name, change_names[c->kind].label);
	put_what(r, c);
	fputs("</p><p class=\"where\">", r->out);
	put_where(r, c);
	fputs("</p>", r->out);
	put_why(r, c);
	fputs("</li>\n", r->out);
}

void put_change_list(const struct report *r)
{
	if (!r->changes.count) {
		fputs("<p class=\"empty\">Nothing was changed on this page, and no reading was in doubt.</p>\n",
		      r->out);
		return;
	}
	fputs("<ol class=\"changes\">\n", r->out);
	for (uint32_t i = 0; i < r->changes.count; i++)
		put_item(r, i);
	fputs("</ol>\n<p class=\"empty none-shown\" hidden>No change passes the filter.</p>\n", r->out);
}
