/* The text of a region as lines of plain text. */
#include "emit/block.h"

#include "page/cells.h"
#include "page/pitch.h"
#include "page/text.h"

/* Parts the cell that begins with this word from what stands before it in its row; an empty one leaves a tab more. */
static uint32_t part_cell(const struct word *w, const struct column_span *columns, uint32_t count, uint32_t at,
			  struct strbuf *out)
{
	bool first = !prev_shown(w);
	uint32_t to = cell_column(w, columns, count, first ? 0 : at + 1);
	for (uint32_t i = first ? 0 : at; i < to; i++)
		strbuf_byte(out, '\t');
	return to;
}

static void add_rows(const struct region *r, struct strbuf *out)
{
	struct arena arena = {0};
	uint32_t count, at = 0;
	const struct column_span *columns = table_columns(r, &arena, &count);
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		strbuf_add(out, out->n && first_shown(l) ? STR("\n") : STR(""));
		for (const struct word *w = first_shown(l); w; w = next_shown(w)) {
			if (begins_cell(w))
				at = part_cell(w, columns, count, at, out);
			else
				strbuf_byte(out, ' ');
			strbuf_add(out, w->text);
		}
	}
	arena_release(&arena);
}

void add_lines(const struct region *r, const struct str *texts, struct strbuf *out)
{
	struct margin margin = r->type == REGION_LISTING ? region_margin(r) : (struct margin){0};
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		bool first = true;
		for (const struct word *w = first_word(l); w; w = next_word(w)) {
			struct str text = texts[w->node.id];
			if (!text.n)
				continue;
			strbuf_add(out, !first ? STR(" ") : out->n ? STR("\n") : STR(""));
			strbuf_printf(out, "%*s", first ? (int)line_indent(l, margin) : 0, "");
			strbuf_add(out, text);
			first = false;
		}
	}
}

void add_block(const struct region *r, const struct str *texts, struct strbuf *out)
{
	if (r->type == REGION_TABLE)
		add_rows(r, out);
	else if (r->type == REGION_MATHS || r->type == REGION_LINES || r->type == REGION_LISTING)
		add_lines(r, texts, out);
	else
		region_text(r, out);
}
