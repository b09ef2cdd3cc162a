/* The text of a page's parts, as running text and line by line. */
#include "page/text.h"

#include "page/edit.h"

#include <string.h>

void line_text(const struct line *line, struct strbuf *out)
{
	bool first = true;
	for (const struct word *w = first_word(line); w; w = next_word(w)) {
		if (!word_shown(w))
			continue;
		strbuf_add(out, first ? STR("") : STR(" "));
		strbuf_add(out, w->text);
		first = false;
	}
}

void region_text(const struct region *region, struct strbuf *out)
{
	for (const struct line *l = first_line(region); l; l = next_line(l)) {
		size_t before = out->n;
		if (before)
			strbuf_byte(out, ' ');
		size_t begin = out->n;
		line_text(l, out);
		if (out->n == begin)
			out->n = before;
	}
}

bool region_has_text(const struct region *region)
{
	for (const struct line *l = first_line(region); l; l = next_line(l))
		if (first_shown(l))
			return true;
	return false;
}

static struct str both(struct str a, struct str b, struct arena *arena)
{
	struct strbuf text = {0};
	strbuf_add(&text, a);
	strbuf_add(&text, b);
	struct str kept = arena_str(arena, strbuf_str(&text));
	strbuf_release(&text);
	return kept;
}

struct str *page_line_texts(const struct page *page, struct arena *arena)
{
	struct str *texts = arena_alloc(arena, page->counts[NODE_WORD] + 1, sizeof *texts);
	const struct word *head_before = NULL, *tail_before = NULL; /* of the join that was parted last */
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		texts[i] = !w->in ? w->text : (struct str){0};
	}
	for (uint32_t i = page->edit_count; i--;) {
		const struct edit *e = &page->journal[i];
		const struct word *head = (const struct word *)page_find(page, NODE_WORD, e->target.id),
				  *tail = (const struct word *)page_find(page, NODE_WORD, e->other);
		if (e->kind != EDIT_JOIN || !head || !tail || !tail->in || word_line(head) == word_line(tail) ||
		    !str_equal(texts[e->target.id], e->after))
			continue;
		texts[e->other] = tail->text;
		texts[e->target.id] = str_chop(e->before, tail->text.n + 1);
		if (head == head_before && word_line(tail) == word_line(tail_before)) {
			texts[e->other] = both(tail->text, texts[tail_before->node.id], arena);
			texts[tail_before->node.id] = (struct str){0};
		}
		head_before = head;
		tail_before = tail;
	}
	return texts;
}

bool page_has(const struct page *page, struct str part)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		if (word_shown(w) && memmem(w->text.s, w->text.n, part.s, part.n))
			return true;
	}
	return false;
}
