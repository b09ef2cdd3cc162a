/* The text of a region as lines of plain text. */
#include "emit/block.h"

#include "emit/lost.h"
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

/* The words of running text from w up to end. */
static void add_words(const struct word *w, const struct word *end, double conjectures, struct strbuf *out)
{
	bool first = true;
	for (; w != end; w = next_word(w)) {
		struct str text = running_text(w);
		if (!word_is_printed(w, text))
			continue;
		strbuf_add(out, first ? STR("") : STR(" "));
		add_printed(w, text, conjectures, out);
		first = false;
	}
}

static void add_rows(const struct region *r, double conjectures, struct strbuf *out)
{
	struct arena arena = {0};
	uint32_t count, at = 0;
	const struct column_span *columns = table_columns(r, &arena, &count);
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		const struct word *end;
		strbuf_add(out, out->n && line_is_printed(l) ? STR("\n") : STR(""));
		for (const struct word *w = first_word(l); w; w = end) {
			const struct word *first = word_shown(w) ? w : next_shown(w);
			end = first ? next_cell(first) : NULL;
			if (first)
				at = part_cell(first, columns, count, at, out);
			add_words(w, end, conjectures, out);
		}
	}
	arena_release(&arena);
}

static void add_running(const struct region *r, double conjectures, struct strbuf *out)
{
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		strbuf_add(out, out->n && line_is_printed(l) ? STR(" ") : STR(""));
		add_words(first_word(l), NULL, conjectures, out);
	}
}

void add_lines(const struct region *r, struct printing printing, struct strbuf *out)
{
	struct margin margin = r->type == REGION_LISTING ? region_margin(r) : (struct margin){0};
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		bool first = true;
		for (const struct word *w = first_word(l); w; w = next_word(w)) {
			struct str text = printing.texts[w->node.id];
			if (!word_is_printed(w, text))
				continue;
			strbuf_add(out, !first ? STR(" ") : out->n ? STR("\n") : STR(""));
			strbuf_printf(out, "%*s", first ? (int)line_indent(l, margin) : 0, "");
			add_printed(w, text, printing.conjectures, out);
			first = false;
		}
	}
}

void add_block(const struct region *r, struct printing printing, struct strbuf *out)
{
	if (r->type == REGION_TABLE)
		add_rows(r, printing.conjectures, out);
	else if (r->type == REGION_MATHS || r->type == REGION_LINES || r->type == REGION_LISTING)
		add_lines(r, printing, out);
	else
		add_running(r, printing.conjectures, out);
}
