/* JSON: everything that a page has, as pipeline/emit/emend-1.schema.json describes it; one page a line. */
#include "emit/emit.h"

#include "emend.h"
#include "page/edit.h"
#include "page/folio.h"
#include "page/text.h"

#include <jansson.h>

/* Enough digits that a float reads back as itself when it was rounded to hundredths. */
#define DUMP_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(7))

/* A JSON string; bytes that are not UTF-8 are replaced, since JSON has no others. */
static json_t *string(struct str s)
{
	json_t *j = json_stringn(s.n ? s.s : "", s.n);
	return j ? j : json_string("\xEF\xBF\xBD");
}

static json_t *id_of(enum node_kind kind, uint32_t id)
{
	return id == NO_NODE ? json_null() : json_sprintf("%c%u", node_letters[kind], id);
}

static json_t *bbox(struct box b)
{
	return json_pack("[i,i,i,i]", b.left, b.top, b.right, b.bottom);
}

static json_t *number(float f)
{
	return json_real((double)f);
}

static json_t *points(const struct point *p, uint32_t n)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < n; i++)
		json_array_append_new(all, json_pack("[i,i]", p[i].x, p[i].y));
	return all;
}

static json_t *symbol_json(const struct symbol *s)
{
	json_t *j = json_object();
	json_object_set_new(j, "text", string(s->text));
	json_object_set_new(j, "bbox", bbox(s->box));
	json_object_set_new(j, "confidence", number(s->confidence));
	if (s->flags & SYMBOL_SUPERSCRIPT)
		json_object_set_new(j, "superscript", json_true());
	if (s->flags & SYMBOL_SUBSCRIPT)
		json_object_set_new(j, "subscript", json_true());
	if (s->flags & SYMBOL_DROP_CAPITAL)
		json_object_set_new(j, "drop_capital", json_true());
	if (!s->alternative_count)
		return j;
	json_t *all = json_array();
	for (uint32_t i = 0; i < s->alternative_count; i++)
		json_array_append_new(all, json_pack("{s:o,s:o}", "text", string(s->alternatives[i].text), "confidence",
						     number(s->alternatives[i].confidence)));
	json_object_set_new(j, "alternatives", all);
	return j;
}

static void set_number(json_t *j, const char *name, float f)
{
	if (f != 0)
		json_object_set_new(j, name, number(f));
}

static json_t *type_json(const struct type_measures *t)
{
	json_t *j = json_object();
	set_number(j, "x_height", t->x_height);
	set_number(j, "height", t->height);
	set_number(j, "stroke", t->stroke);
	set_number(j, "slant", t->slant);
	set_number(j, "spacing", t->spacing);
	set_number(j, "stop", t->stop);
	set_number(j, "tail", t->tail);
	set_number(j, "upper", t->upper);
	set_number(j, "rise", t->rise);
	if (t->reversed)
		json_object_set_new(j, "reversed", json_true());
	if (t->shaded)
		json_object_set_new(j, "shaded", json_true());
	return j;
}

static json_t *readings_json(const struct word *w)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < w->reading_count; i++) {
		const struct reading *r = &w->readings[i];
		json_t *j = json_pack("{s:o,s:o,s:o}", "text", string(r->text), "confidence", number(r->confidence),
				      "how", string(r->how));
		if (r->count != 1)
			json_object_set_new(j, "count", json_integer(r->count));
		json_array_append_new(all, j);
	}
	return all;
}

static json_t *word_json(const struct word *w)
{
	json_t *j = json_object();
	json_object_set_new(j, "id", id_of(NODE_WORD, w->node.id));
	json_object_set_new(j, "text", string(w->text));
	json_object_set_new(j, "raw", string(w->raw));
	json_object_set_new(j, "bbox", bbox(w->box));
	if (!w->unrated)
		json_object_set_new(j, "confidence", number(w->confidence));
	if (w->in)
		json_object_set_new(j, "in", id_of(NODE_WORD, w->in->node.id));
	if (w->lang.n)
		json_object_set_new(j, "lang", string(w->lang));
	if (w->in_lexicon)
		json_object_set_new(j, "in_lexicon", json_true());
	if (w->numeric)
		json_object_set_new(j, "numeric", json_true());
	if (w->type.measured)
		json_object_set_new(j, "type", type_json(&w->type));
	if (w->reading_count)
		json_object_set_new(j, "readings", readings_json(w));
	if (!w->symbol_count)
		return j;
	json_t *symbols = json_array();
	for (uint32_t i = 0; i < w->symbol_count; i++)
		json_array_append_new(symbols, symbol_json(&w->symbols[i]));
	json_object_set_new(j, "symbols", symbols);
	return j;
}

/* The box as it is now, and as it was read where moves have changed it. */
static void set_boxes(json_t *j, struct box now, struct box raw)
{
	json_object_set_new(j, "bbox", bbox(now));
	if (now.left != raw.left || now.top != raw.top || now.right != raw.right || now.bottom != raw.bottom)
		json_object_set_new(j, "raw_bbox", bbox(raw));
}

static json_t *line_json(const struct line *l)
{
	json_t *j = json_object(), *words = json_array();
	struct strbuf text = {0};
	line_text(l, &text);
	json_object_set_new(j, "id", id_of(NODE_LINE, l->node.id));
	json_object_set_new(j, "text", string(strbuf_str(&text)));
	set_boxes(j, line_box(l), l->box);
	if (l->baseline[0].x || l->baseline[0].y || l->baseline[1].x || l->baseline[1].y)
		json_object_set_new(j, "baseline", points(l->baseline, 2));
	struct type_measures type = line_type(l);
	if (type.measured)
		json_object_set_new(j, "type", type_json(&type));
	for (const struct word *w = first_word(l); w; w = next_word(w))
		json_array_append_new(words, word_json(w));
	json_object_set_new(j, "words", words);
	strbuf_release(&text);
	return j;
}

static json_t *origin_json(const struct origin *o)
{
	static const char *const justified[] = {"unknown", "left", "centre", "right"};
	json_t *j = json_pack("{s:i,s:o,s:i,s:o,s:s,s:b,s:b,s:i}", "block", (int)o->block, "type", string(o->type),
			      "orientation", o->orientation, "skew", number(o->skew), "justification",
			      justified[o->justification], "list_item", o->list_item, "crown", o->crown, "first_indent",
			      o->first_indent);
	if (o->direction.n)
		json_object_set_new(j, "direction", string(o->direction));
	return j;
}

/* The notes in force, each under its name. */
static void set_notes(json_t *j, const struct node *n)
{
	for (enum note note = 0; note < NOTES; note++)
		if (has_note(n, note))
			json_object_set_new(j, note_names[note], json_true());
}

static json_t *region_json(const struct region *r)
{
	json_t *j = json_object(), *lines = json_array();
	struct strbuf text = {0};
	region_text(r, &text);
	json_object_set_new(j, "id", id_of(NODE_REGION, r->node.id));
	json_object_set_new(j, "type", json_string(region_kinds[r->type].name));
	json_object_set_new(j, "text", string(strbuf_str(&text)));
	set_boxes(j, region_box(r), r->box);
	if (r->polygon_count)
		json_object_set_new(j, "polygon", points(r->polygon, r->polygon_count));
	if (r->origin.type.n)
		json_object_set_new(j, "recogniser", origin_json(&r->origin));
	set_notes(j, &r->node);
	for (const struct line *l = first_line(r); l; l = next_line(l))
		json_array_append_new(lines, line_json(l));
	json_object_set_new(j, "lines", lines);
	strbuf_release(&text);
	return j;
}

static json_t *lacuna_json(const struct lacuna *l)
{
	json_t *j = json_pack("{s:o,s:s,s:s}", "word", id_of(NODE_WORD, l->word->node.id), "side",
			      lacuna_sides[l->side], "cause", lacuna_causes[l->cause]);
	if (l->in_word)
		json_object_set_new(j, "in_word", json_true());
	if (l->doubtful.n)
		json_object_set_new(j, "doubtful", string(l->doubtful));
	set_number(j, "confidence", l->confidence);
	set_number(j, "width", l->width);
	set_number(j, "letters", l->letters);
	set_number(j, "deviation", l->deviation);
	if (l->elsewhere.n)
		json_object_set_new(j, "elsewhere", string(l->elsewhere));
	if (l->closed)
		json_object_set_new(j, "closed", json_true());
	if (!l->conjecture_count)
		return j;
	json_t *all = json_array();
	for (uint32_t i = 0; i < l->conjecture_count; i++) {
		json_t *one = json_pack("{s:o,s:o}", "text", string(l->conjectures[i].text), "probability",
					number(l->conjectures[i].probability));
		if (l->conjectures[i].rejected)
			json_object_set_new(one, "rejected", json_true());
		json_array_append_new(all, one);
	}
	json_object_set_new(j, "conjectures", all);
	return j;
}

static json_t *place_json(struct place p)
{
	return json_pack("{s:o,s:o}", "parent", id_of(p.parent.kind, p.parent.id), "before",
			 id_of(p.parent.kind + 1, p.before));
}

static json_t *edit_json(const struct edit *e)
{
	json_t *j = json_object();
	json_object_set_new(j, "stage", string(e->reason.stage));
	json_object_set_new(j, "kind", json_string(edit_kind_names[e->kind]));
	json_object_set_new(j, "target", id_of(e->target.kind, e->target.id));
	if (e->other != NO_NODE)
		json_object_set_new(j, "other", id_of(NODE_WORD, e->other));
	if (e->count != 1)
		json_object_set_new(j, "count", json_integer(e->count));
	if (e->entry != NO_NODE)
		json_object_set_new(j, "entry", json_integer(e->entry));
	if (e->kind == EDIT_TEXT || e->kind == EDIT_JOIN || e->kind == EDIT_SPLIT || e->kind == EDIT_TYPE ||
	    e->kind == EDIT_PART || (e->kind == EDIT_VERDICT && e->before.n))
		json_object_set_new(j, "before", string(e->before));
	if (e->kind != EDIT_MOVE && e->kind != EDIT_ADD)
		json_object_set_new(j, "after", string(e->after));
	if (e->kind == EDIT_MOVE)
		json_object_set_new(j, "from", place_json(e->from));
	if (e->kind == EDIT_MOVE || e->kind == EDIT_ADD)
		json_object_set_new(j, "to", place_json(e->to));
	json_object_set_new(j, "confidence", number(e->reason.confidence));
	json_object_set_new(j, "evidence", string(e->reason.evidence));
	return j;
}

static json_t *page_json(const struct page *page)
{
	json_t *j = json_object(), *regions = json_array(), *journal = json_array();
	json_object_set_new(j, "number", json_integer(page->number));
	json_object_set_new(j, "width", json_integer(page->width));
	json_object_set_new(j, "height", json_integer(page->height));
	if (page->image.n)
		json_object_set_new(j, "image", string(page->image));
	json_object_set_new(j, "dpi", json_pack("[i,i]", page->x_dpi, page->y_dpi));
	json_object_set_new(j, "dpi_estimated", json_boolean(page->dpi_estimated));
	if (page->frame.left || page->frame.top || page->frame.right != page->width ||
	    page->frame.bottom != page->height)
		json_object_set_new(j, "frame", bbox(page->frame));
	if (page->cleaning.n)
		json_object_set_new(j, "cleaning", string(page->cleaning));
	json_object_set_new(j, "recogniser", string(page->recogniser));
	json_object_set_new(j, "lang", string(page->lang));
	if (page->raw.n)
		json_object_set_new(j, "raw", string(page->raw));
	struct str printed = page_printed_number(page);
	if (printed.n)
		json_object_set_new(j, "printed_number", string(printed));
	set_notes(j, &page->node);
	for (const struct region *r = first_region(page); r; r = next_region(r))
		json_array_append_new(regions, region_json(r));
	for (uint32_t i = 0; i < page->edit_count; i++)
		json_array_append_new(journal, edit_json(&page->journal[i]));
	json_object_set_new(j, "regions", regions);
	if (page->lacuna_count) {
		json_t *lacunae = json_array();
		for (uint32_t i = 0; i < page->lacuna_count; i++)
			json_array_append_new(lacunae, lacuna_json(page->lacunae[i]));
		json_object_set_new(j, "lacunae", lacunae);
	}
	json_object_set_new(j, "journal", journal);
	return j;
}

static void begin_json(struct document *d)
{
	json_t *source = string(str_of(d->options.source));
	fputs("{\"format\":\"emend/1\",\"emend\":\"" EMEND_VERSION "\",\"source\":", d->out);
	json_dumpf(source, d->out, DUMP_FLAGS | JSON_ENCODE_ANY);
	fputs(",\"pages\":[", d->out);
	json_decref(source);
}

static void write_json(struct document *d, const struct page *page)
{
	json_t *j = page_json(page);
	fputs(d->pages ? ",\n" : "\n", d->out);
	json_dumpf(j, d->out, DUMP_FLAGS);
	json_decref(j);
}

static void end_json(struct document *d)
{
	fputs("\n]}\n", d->out);
}

const struct format format_json = {.name = "json",
				   .extension = ".json",
				   .between = "",
				   .summary = "everything, with boxes, raw readings and the journal",
				   .begin = begin_json,
				   .page = write_json,
				   .end = end_json};
