/* The restored text, region by region in reading order, its words to be pointed at and its changes marked. */
#include "compare/report_parts.h"

#include "compare/html.h"
#include "emit/lost.h"
#include "page/cells.h"

/* The change that marks the word itself: the one that says most of it; changes.count: none. */
static uint32_t mark_of(const struct report *r, const struct word *w)
{
	uint32_t best = r->changes.count;
	for (uint32_t i = 0; i < r->changes.by_word_count[w->node.id]; i++) {
		uint32_t n = r->changes.by_word[w->node.id][i];
		const struct change *c = &r->changes.all[n];
		bool of_words = c->target_count && c->targets[0].kind == NODE_WORD;
		if (!of_words || c->kind == CHANGE_MISSING || c->kind == CHANGE_GROUP || c->kind == CHANGE_MOVE)
			continue;
		if (best == r->changes.count || c->kind < r->changes.all[best].kind)
			best = n;
	}
	return best;
}

/* Begins an element that tells of a change when it is pointed at; what it says is in the list of changes. */
static void begin_button(const struct report *r, const char *kind, const struct word *w, uint32_t change)
{
	fprintf(r->out, "<span class=\"%s", kind);
	if (change < r->changes.count)
		fprintf(r->out, " %s%s\" aria-describedby=\"c%u\" data-change=\"%u",
			change_names[r->changes.all[change].kind].name,
			change_is_doubt(&r->changes.all[change]) ? " doubt" : "", change, change);
	fprintf(r->out, "\" role=\"button\" tabindex=\"-1\" data-word=\"%u\">", w->node.id);
}

static void put_lost(const struct report *r, const struct word *w, bool after)
{
	const struct lacuna *l = open_lacuna(w, after);
	if (!l)
		return;
	uint32_t n = r->changes.count;
	for (uint32_t i = 0; i < r->changes.by_word_count[w->node.id] && n == r->changes.count; i++)
		if (r->changes.all[r->changes.by_word[w->node.id][i]].is_open)
			n = r->changes.by_word[w->node.id][i];
	fputs(after && !l->in_word ? " " : "", r->out);
	begin_button(r, "lost", w, n);
	fputs("<span class=\"spoken\">text is missing</span><span aria-hidden=\"true\">[…]</span></span>", r->out);
	fputs(!after && !l->in_word ? " " : "", r->out);
}

/* A sign behind the word after which another reading has more. */
static void put_lacks(const struct report *r, const struct word *w)
{
	for (uint32_t i = 0; i < r->changes.by_word_count[w->node.id]; i++) {
		uint32_t n = r->changes.by_word[w->node.id][i];
		const struct change *c = &r->changes.all[n];
		if (c->kind != CHANGE_DIFFERS || c->target_count || c->anchor != w)
			continue;
		begin_button(r, "badge", w, n);
		fputs("<span class=\"spoken\">words are missing</span><span aria-hidden=\"true\">‸</span></span>",
		      r->out);
	}
}

static void put_word(const struct report *r, const struct word *w)
{
	uint32_t mark = mark_of(r, w);
	fprintf(r->out, "<span id=\"w%u\">", w->node.id);
	put_lost(r, w, false);
	if (w->text.n) {
		if (mark < r->changes.count)
			begin_button(r, "w", w, mark);
		else
			fprintf(r->out, "<span class=\"w\" tabindex=\"-1\" data-word=\"%u\">", w->node.id);
		html_text(r->out, w->text);
		fputs("</span>", r->out);
	}
	put_lost(r, w, true);
	fputs("</span>", r->out);
	put_lacks(r, w);
}

/* What was done to lines and regions is told in front of their first words. */
static void put_badges(const struct report *r, const struct word *w)
{
	static const char *const labels[CHANGE_KINDS] = {
		[CHANGE_MOVE] = "⇄ moved", [CHANGE_FOUND] = "+ found", [CHANGE_NOTE] = "¶"};
	unsigned told = 0; /* a bit a kind: one of each will do */
	for (uint32_t i = 0; i < r->changes.by_word_count[w->node.id]; i++) {
		uint32_t n = r->changes.by_word[w->node.id][i];
		const struct change *c = &r->changes.all[n];
		bool of_words = c->target_count && c->targets[0].kind == NODE_WORD;
		if (c->anchor != w || !labels[c->kind] || (of_words && c->kind != CHANGE_MOVE) ||
		    (told & 1U << c->kind))
			continue;
		told |= 1U << c->kind;
		begin_button(r, "badge", w, n);
		fputs(labels[c->kind], r->out);
		if (c->kind == CHANGE_NOTE) {
			putc(' ', r->out);
			html_text(r->out, r->page->journal[c->first].after);
		}
		fputs("</span> ", r->out);
	}
}

/* The words of one cell, up to end. */
static void put_cell(const struct report *r, const struct word *w, const struct word *end)
{
	bool first = true;
	fputs("<td>", r->out);
	for (; w != end; w = next_word(w)) {
		if (!word_is_printed(w, running_text(w)))
			continue;
		fputs(first ? "" : " ", r->out);
		put_badges(r, w);
		put_word(r, w);
		first = false;
	}
	fputs("</td>", r->out);
}

static void put_table(const struct report *r, const struct region *table)
{
	struct arena arena = {0};
	uint32_t count;
	const struct column_span *columns = table_columns(table, &arena, &count);
	fputs("<table class=\"cells\">\n", r->out);
	for (const struct line *l = first_line(table); l; l = next_line(l)) {
		const struct word *end = NULL;
		uint32_t at = 0;
		fputs(line_is_printed(l) ? "<tr>" : "", r->out);
		for (const struct word *w = first_word(l); w; w = end) {
			const struct word *shown = word_shown(w) ? w : next_shown(w);
			end = shown ? next_cell(shown) : NULL;
			for (uint32_t to = shown ? cell_column(shown, columns, count, at) : at; at < to; at++)
				fputs("<td></td>", r->out);
			if (shown || line_is_printed(l))
				put_cell(r, w, end);
			at++;
		}
		fputs(line_is_printed(l) ? "</tr>\n" : "", r->out);
	}
	fputs("</table>", r->out);
	arena_release(&arena);
}

static void put_words(const struct report *r, const struct region *region)
{
	bool keeps_lines =
		region->type == REGION_MATHS || region->type == REGION_LINES || region->type == REGION_LISTING;
	bool first = true;
	for (const struct line *l = first_line(region); l; l = next_line(l)) {
		bool begins = true;
		for (const struct word *w = first_word(l); w; w = next_word(w)) {
			if (!word_is_printed(w, running_text(w)))
				continue;
			fputs(first ? "" : begins && keeps_lines ? "<br>\n" : begins ? "\n" : " ", r->out);
			put_badges(r, w);
			put_word(r, w);
			first = begins = false;
		}
	}
}

/* The last change of the region's type, or changes.count. */
static uint32_t type_change(const struct report *r, const struct region *region)
{
	for (uint32_t i = r->changes.count; i--;) {
		const struct change *c = &r->changes.all[i];
		if (c->kind == CHANGE_TYPE && c->anchor && c->target_count && c->targets[0].id == region->node.id)
			return i;
	}
	return r->changes.count;
}

/* What the region is; where a stage says so, it can be pointed at. */
static void put_tag(const struct report *r, const struct region *region)
{
	uint32_t change = type_change(r, region);
	fprintf(r->out, "<span class=\"tag\"><span class=\"number\">%u</span> ", region_number(r, region));
	if (change < r->changes.count)
		begin_button(r, "kind", r->changes.all[change].anchor, change);
	else
		fprintf(r->out, "<span class=\"%s\">", region->type == REGION_PARAGRAPH ? "spoken" : "type");
	fprintf(r->out, "%s</span></span>", region_kinds[region->type].label);
}

static void put_region(const struct report *r, const struct region *region)
{
	bool is_table = region->type == REGION_TABLE;
	const char *element = is_table ? "div" : region->type == REGION_HEADING ? "h3" : "p";
	const struct region_kind *kind = &region_kinds[region->type];
	fprintf(r->out, "<div class=\"block %s %s\" data-region=\"r%u\">", place_name(region), kind->name,
		region->node.id);
	put_tag(r, region);
	fprintf(r->out, "<%s class=\"flow\">", element);
	if (is_table)
		put_table(r, region);
	else
		put_words(r, region);
	fprintf(r->out, "</%s></div>\n", element);
}

static void put_noise(const struct report *r)
{
	bool any = false;
	for (const struct region *g = first_region(r->page); g; g = next_region(g)) {
		if (region_number(r, g) || !region_is_printed(g))
			continue;
		if (!any)
			fputs("<details class=\"noise\"><summary>Set aside: marks, pictures and rules that were read "
			      "as "
			      "text</summary>\n",
			      r->out);
		any = true;
		fprintf(r->out, "<p class=\"flow\" data-region=\"r%u\">", g->node.id);
		put_words(r, g);
		fputs("</p>\n", r->out);
	}
	fputs(any ? "</details>\n" : "", r->out);
}

void put_restored_text(const struct report *r)
{
	bool any = false;
	for (const struct region *g = first_region(r->page); g; g = next_region(g))
		if (region_number(r, g)) {
			put_region(r, g);
			any = true;
		}
	put_noise(r);
	if (!any)
		fputs("<p class=\"empty\">No text was found on this page.</p>\n", r->out);
}
