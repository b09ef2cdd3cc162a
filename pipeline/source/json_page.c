/* Takes a page from emend's JSON: its nodes, what is missing of it, and its journal. */
#include "source/json_page.h"

#include "page/edit.h"

#include <stdlib.h>
#include <string.h>

/* A page that is being taken from the file, and what was wrong with it first. */
struct taking {
	struct page *page;
	const json_t **items[NODE_KINDS]; /* the objects of regions, lines and words by id */
	char *where;                      /* the node that is being read: "w12" */
	const char *wrong;                /* NULL: all well so far */
};

static void complain(struct taking *in, const char *wrong)
{
	if (!in->wrong)
		in->wrong = wrong;
}

static struct str string_of(struct taking *in, const json_t *j)
{
	if (!j)
		return (struct str){0};
	if (!json_is_string(j)) {
		complain(in, "a text is not a string");
		return (struct str){0};
	}
	return arena_str(&in->page->arena, (struct str){json_string_value(j), json_string_length(j)});
}

static struct str text_of(struct taking *in, const json_t *object, const char *key)
{
	return string_of(in, json_object_get(object, key));
}

/* A coordinate or a count; beyond 29 bits is no page, and up to there sums and differences of two are integers. */
static int32_t integer_of(struct taking *in, const json_t *j)
{
	const json_int_t most = 1 << 29;
	if (!j)
		return 0;
	json_int_t v = json_integer_value(j);
	if (!json_is_integer(j) || v > most || v < -most) {
		complain(in, "a number is not an integer of a sensible size");
		return 0;
	}
	return (int32_t)v;
}

static float real_of(struct taking *in, const json_t *object, const char *key)
{
	const json_t *j = json_object_get(object, key);
	if (j && !json_is_number(j))
		complain(in, "a confidence or angle is not a number");
	return (float)json_number_value(j);
}

static void integers_of(struct taking *in, const json_t *array, int32_t *const *out, size_t n)
{
	if (!array)
		return;
	if (json_array_size(array) != n)
		complain(in, "a box or point has a wrong number of coordinates");
	else
		for (size_t i = 0; i < n; i++)
			*out[i] = integer_of(in, json_array_get(array, i));
}

static struct box box_of(struct taking *in, const json_t *array)
{
	struct box b = {0};
	integers_of(in, array, (int32_t *const[]){&b.left, &b.top, &b.right, &b.bottom}, 4);
	return b;
}

static struct point point_of(struct taking *in, const json_t *array)
{
	struct point p = {0};
	integers_of(in, array, (int32_t *const[]){&p.x, &p.y}, 2);
	return p;
}

/* "w12" to 12, if the letter is that of the kind; else NO_NODE and a complaint. */
static uint32_t id_of(struct taking *in, const json_t *j, enum node_kind kind)
{
	const char *s = json_string_value(j);
	char *end = NULL;
	unsigned long id = s && s[0] == node_letters[kind] && s[1] >= '0' && s[1] <= '9' ? strtoul(s + 1, &end, 10) : 0;
	if (end && !*end && id < NO_NODE)
		return (uint32_t)id;
	complain(in, "an id is missing, or not of its kind");
	return NO_NODE;
}

static struct node_ref ref_of(struct taking *in, const json_t *j)
{
	const char *s = json_string_value(j);
	const char *letter = s && *s ? strchr(node_letters, *s) : NULL;
	enum node_kind kind = letter ? (enum node_kind)(letter - node_letters) : NODE_PAGE;
	return (struct node_ref){kind, id_of(in, j, kind)};
}

/* Children of a region or a line, or the page's regions. */
static const json_t *children_of(const json_t *item, enum node_kind parent)
{
	static const char *const keys[NODE_KINDS] = {"regions", "lines", "words", NULL};
	return keys[parent] ? json_object_get(item, keys[parent]) : NULL;
}

static size_t count_nodes(const json_t *item, enum node_kind parent, size_t counts[NODE_KINDS])
{
	const json_t *children = children_of(item, parent);
	for (size_t i = 0; i < json_array_size(children); i++) {
		counts[parent + 1]++;
		count_nodes(json_array_get(children, i), parent + 1, counts);
	}
	return counts[parent];
}

/* Notes each node's object under its id; ids must be dense and unique. */
static void collect(struct taking *in, const json_t *item, enum node_kind parent, const size_t counts[NODE_KINDS])
{
	const json_t *children = children_of(item, parent);
	enum node_kind kind = parent + 1;
	for (size_t i = 0; i < json_array_size(children) && !in->wrong; i++) {
		const json_t *child = json_array_get(children, i);
		uint32_t id = id_of(in, json_object_get(child, "id"), kind);
		if (id >= counts[kind] || in->items[kind][id]) {
			complain(in, "ids of a kind are not 0, 1, 2, … each once");
			return;
		}
		in->items[kind][id] = child;
		collect(in, child, kind, counts);
	}
}

/* Puts the nodes, which have their ids by now, into the tree in the document's order. */
static void plant(struct taking *in, const json_t *item, struct node *parent)
{
	const json_t *children = children_of(item, parent->kind);
	for (size_t i = 0; i < json_array_size(children); i++) {
		const json_t *child = json_array_get(children, i);
		uint32_t id = id_of(in, json_object_get(child, "id"), parent->kind + 1);
		struct node *n = page_find(in->page, parent->kind + 1, id);
		node_insert(parent, n, NULL);
		plant(in, child, n);
	}
}

static void read_symbol(struct taking *in, const json_t *item, struct symbol *s)
{
	const json_t *alternatives = json_object_get(item, "alternatives");
	size_t n = json_array_size(alternatives);
	*s = (struct symbol){.text = text_of(in, item, "text"),
			     .box = box_of(in, json_object_get(item, "bbox")),
			     .confidence = real_of(in, item, "confidence"),
			     .flags = (json_is_true(json_object_get(item, "superscript")) ? SYMBOL_SUPERSCRIPT : 0U) |
				      (json_is_true(json_object_get(item, "subscript")) ? SYMBOL_SUBSCRIPT : 0U) |
				      (json_is_true(json_object_get(item, "drop_capital")) ? SYMBOL_DROP_CAPITAL : 0U),
			     .alternative_count = (uint32_t)n};
	s->alternatives = n ? arena_alloc(&in->page->arena, n, sizeof *s->alternatives) : NULL;
	for (size_t i = 0; i < n; i++) {
		const json_t *a = json_array_get(alternatives, i);
		s->alternatives[i] = (struct alternative){text_of(in, a, "text"), real_of(in, a, "confidence")};
	}
}

static struct type_measures type_of(struct taking *in, const json_t *item)
{
	return (struct type_measures){.x_height = real_of(in, item, "x_height"),
				      .height = real_of(in, item, "height"),
				      .stroke = real_of(in, item, "stroke"),
				      .slant = real_of(in, item, "slant"),
				      .spacing = real_of(in, item, "spacing"),
				      .stop = real_of(in, item, "stop"),
				      .tail = real_of(in, item, "tail"),
				      .upper = real_of(in, item, "upper"),
				      .rise = real_of(in, item, "rise"),
				      .reversed = json_is_true(json_object_get(item, "reversed")),
				      .shaded = json_is_true(json_object_get(item, "shaded")),
				      .measured = true};
}

static void read_readings(struct taking *in, const json_t *array, struct word *w)
{
	size_t n = json_array_size(array);
	for (size_t i = 0; i < n; i++) {
		const json_t *item = json_array_get(array, i), *count = json_object_get(item, "count");
		struct reading reading = {.text = text_of(in, item, "text"),
					  .count = count ? (uint32_t)integer_of(in, count) : 1,
					  .confidence = real_of(in, item, "confidence"),
					  .how = text_of(in, item, "how")};
		/* Grown as edit_reading, which may add to them, grows them. */
		w->readings = arena_grow(&in->page->arena, w->readings, w->reading_count, sizeof *w->readings);
		w->readings[w->reading_count++] = reading;
	}
}

static void read_word(struct taking *in, const json_t *item, struct word *w)
{
	const json_t *symbols = json_object_get(item, "symbols"), *outer = json_object_get(item, "in");
	size_t n = json_array_size(symbols);
	w->text = text_of(in, item, "text");
	w->raw = text_of(in, item, "raw");
	w->box = box_of(in, json_object_get(item, "bbox"));
	w->unrated = !json_object_get(item, "confidence");
	w->confidence = w->unrated ? UNRATED_CONFIDENCE : real_of(in, item, "confidence");
	w->lang = text_of(in, item, "lang");
	w->in_lexicon = json_is_true(json_object_get(item, "in_lexicon"));
	w->numeric = json_is_true(json_object_get(item, "numeric"));
	if (json_object_get(item, "type"))
		w->type = type_of(in, json_object_get(item, "type"));
	if (outer) {
		w->in = (struct word *)page_find(in->page, NODE_WORD, id_of(in, outer, NODE_WORD));
		if (!w->in)
			complain(in, "'in' names no word");
	}
	read_readings(in, json_object_get(item, "readings"), w);
	w->symbol_count = (uint32_t)n;
	w->symbols = n ? arena_alloc(&in->page->arena, n, sizeof *w->symbols) : NULL;
	for (size_t i = 0; i < n; i++)
		read_symbol(in, json_array_get(symbols, i), &w->symbols[i]);
}

/* The box as it was read: "raw_bbox" where moves have changed it since. */
static struct box raw_box_of(struct taking *in, const json_t *item)
{
	const json_t *raw = json_object_get(item, "raw_bbox");
	return box_of(in, raw ? raw : json_object_get(item, "bbox"));
}

static void read_line(struct taking *in, const json_t *item, struct line *l)
{
	const json_t *baseline = json_object_get(item, "baseline");
	l->box = raw_box_of(in, item);
	for (size_t i = 0; baseline && i < 2; i++)
		l->baseline[i] = point_of(in, json_array_get(baseline, i));
}

static enum justification justification_of(const json_t *j)
{
	static const char *const names[] = {"unknown", "left", "centre", "right"};
	const char *s = json_string_value(j);
	for (int i = 0; s && i < 4; i++)
		if (!strcmp(s, names[i]))
			return (enum justification)i;
	return JUSTIFY_UNKNOWN;
}

static void read_origin(struct taking *in, const json_t *item, struct origin *o)
{
	*o = (struct origin){.block = (uint32_t)integer_of(in, json_object_get(item, "block")),
			     .type = text_of(in, item, "type"),
			     .orientation = integer_of(in, json_object_get(item, "orientation")),
			     .direction = text_of(in, item, "direction"),
			     .skew = real_of(in, item, "skew"),
			     .justification = justification_of(json_object_get(item, "justification")),
			     .list_item = json_is_true(json_object_get(item, "list_item")),
			     .crown = json_is_true(json_object_get(item, "crown")),
			     .first_indent = integer_of(in, json_object_get(item, "first_indent"))};
}

static unsigned notes_of(const json_t *item)
{
	unsigned notes = 0;
	for (unsigned note = 0; note < NOTES; note++)
		notes |= (json_is_true(json_object_get(item, note_names[note])) ? 1U : 0U) << note;
	return notes;
}

static void read_region(struct taking *in, const json_t *item, struct region *r)
{
	const json_t *polygon = json_object_get(item, "polygon");
	size_t n = json_array_size(polygon);
	r->type = region_type_named(text_of(in, item, "type"));
	if (r->type == REGION_TYPES) {
		r->type = REGION_OTHER;
		complain(in, "there is no such region type");
	}
	r->box = raw_box_of(in, item);
	r->polygon = n ? arena_alloc(&in->page->arena, n, sizeof *r->polygon) : NULL;
	r->polygon_count = (uint32_t)n;
	for (size_t i = 0; i < n; i++)
		r->polygon[i] = point_of(in, json_array_get(polygon, i));
	if (json_object_get(item, "recogniser"))
		read_origin(in, json_object_get(item, "recogniser"), &r->origin);
	r->notes = notes_of(item);
}

static void read_node(struct taking *in, const json_t *item, struct node *n)
{
	snprintf(in->where, JSON_PLACE, "%c%u", node_letters[n->kind], n->id);
	if (n->kind == NODE_WORD)
		read_word(in, item, (struct word *)n);
	else if (n->kind == NODE_LINE)
		read_line(in, item, (struct line *)n);
	else
		read_region(in, item, (struct region *)n);
}

static void read_nodes(struct taking *in, const json_t *item)
{
	size_t counts[NODE_KINDS] = {0};
	count_nodes(item, NODE_PAGE, counts);
	for (enum node_kind k = NODE_REGION; k < NODE_KINDS; k++)
		in->items[k] = arena_alloc(&in->page->arena, counts[k] + 1, sizeof *in->items[k]);
	collect(in, item, NODE_PAGE, counts);
	if (in->wrong)
		return;
	for (enum node_kind k = NODE_REGION; k < NODE_KINDS; k++)
		for (size_t i = 0; i < counts[k]; i++)
			page_new_node(in->page, k);
	plant(in, item, &in->page->node);
	for (enum node_kind k = NODE_REGION; k < NODE_KINDS; k++)
		for (size_t i = 0; i < counts[k] && !in->wrong; i++)
			read_node(in, in->items[k][i], in->page->nodes[k][i]);
}

/* The number of the name in the list, or 0 and a complaint. */
static unsigned named(struct taking *in, const json_t *j, const char *const *names, unsigned count)
{
	const char *s = json_string_value(j);
	for (unsigned i = 0; s && i < count; i++)
		if (!strcmp(s, names[i]))
			return i;
	complain(in, "a lacuna's side or cause has no such name");
	return 0;
}

static void read_conjectures(struct taking *in, const json_t *array, struct lacuna *l)
{
	l->conjecture_count = (uint32_t)json_array_size(array);
	l->conjectures = arena_alloc(&in->page->arena, l->conjecture_count, sizeof *l->conjectures);
	for (uint32_t i = 0; i < l->conjecture_count; i++) {
		const json_t *item = json_array_get(array, i);
		l->conjectures[i] = (struct conjecture){text_of(in, item, "text"), real_of(in, item, "probability"),
							json_is_true(json_object_get(item, "rejected"))};
	}
}

static void read_lacuna(struct taking *in, const json_t *item)
{
	struct word *word =
		(struct word *)page_find(in->page, NODE_WORD, id_of(in, json_object_get(item, "word"), NODE_WORD));
	struct lacuna *l = arena_alloc(&in->page->arena, 1, sizeof *l);
	l->word = word;
	l->side = (enum lacuna_side)named(in, json_object_get(item, "side"), lacuna_sides, LACUNA_SIDES);
	l->cause = (enum lacuna_cause)named(in, json_object_get(item, "cause"), lacuna_causes, LACUNA_CAUSES);
	l->doubtful = text_of(in, item, "doubtful");
	l->elsewhere = text_of(in, item, "elsewhere");
	l->confidence = real_of(in, item, "confidence");
	l->width = real_of(in, item, "width");
	l->letters = real_of(in, item, "letters");
	l->deviation = real_of(in, item, "deviation");
	l->in_word = json_is_true(json_object_get(item, "in_word"));
	l->closed = json_is_true(json_object_get(item, "closed"));
	read_conjectures(in, json_object_get(item, "conjectures"), l);
	if (!word || word->lost[lacuna_is_after(l->side)])
		complain(in, "a lacuna is beside no word, or beside one that has another there");
	else
		page_add_lacuna(in->page, l);
}

static struct place place_of(struct taking *in, const json_t *item)
{
	const json_t *before = json_object_get(item, "before");
	struct node_ref parent = ref_of(in, json_object_get(item, "parent"));
	if (parent.kind == NODE_WORD) {
		complain(in, "an edit puts something into a word");
		parent.kind = NODE_LINE;
	}
	return (struct place){parent, json_is_string(before) ? id_of(in, before, parent.kind + 1) : NO_NODE};
}

/* Moves in force are counted in the nodes that they touched; what has gone since is not there to be counted. */
static void count_moves(struct page *page, struct place p)
{
	struct node *parent = page_find(page, p.parent.kind, p.parent.id);
	if (parent && parent->kind == NODE_REGION)
		((struct region *)parent)->moves++;
	else if (parent && parent->kind == NODE_LINE)
		((struct line *)parent)->moves++;
}

static void read_edit(struct taking *in, const json_t *item)
{
	const json_t *other = json_object_get(item, "other"), *count = json_object_get(item, "count");
	const json_t *entry = json_object_get(item, "entry");
	struct str kind = text_of(in, item, "kind");
	unsigned k = 0;
	while (k < EDIT_KINDS && !str_equal(kind, str_of(edit_kind_names[k])))
		k++;
	if (k == EDIT_KINDS) {
		complain(in, "there is no such kind of edit");
		return;
	}
	struct edit e = {
		.kind = (enum edit_kind)k,
		.reason = {text_of(in, item, "stage"), real_of(in, item, "confidence"), text_of(in, item, "evidence")},
		.target = ref_of(in, json_object_get(item, "target")),
		.other = other ? id_of(in, other, NODE_WORD) : NO_NODE,
		.count = count ? (uint32_t)integer_of(in, count) : 1,
		.entry = entry ? (uint32_t)integer_of(in, entry) : NO_NODE,
		.before = text_of(in, item, "before"),
		.after = text_of(in, item, "after")};
	if (e.kind == EDIT_MOVE || e.kind == EDIT_ADD) {
		e.to = place_of(in, json_object_get(item, "to"));
		count_moves(in->page, e.to);
	}
	if (e.kind == EDIT_MOVE) {
		e.from = place_of(in, json_object_get(item, "from"));
		count_moves(in->page, e.from);
	}
	bool words_exist = page_find(in->page, e.target.kind, e.target.id) &&
			   (e.other == NO_NODE || page_find(in->page, NODE_WORD, e.other));
	bool judges_later = e.entry != NO_NODE && e.entry >= in->page->edit_count;
	if (!words_exist || judges_later ||
	    ((e.kind == EDIT_JOIN || e.kind == EDIT_SPLIT || e.kind == EDIT_PART) && e.other == NO_NODE))
		complain(in, "an edit is of something that the page lacks");
	else
		edit_restore_entry(in->page, &e);
}

static void read_lacunae(struct taking *in, const json_t *array)
{
	for (size_t i = 0; i < json_array_size(array) && !in->wrong; i++) {
		snprintf(in->where, JSON_PLACE, "lacuna %zu", i + 1);
		read_lacuna(in, json_array_get(array, i));
	}
}

static void read_page(struct taking *in, const json_t *item)
{
	struct page *page = in->page;
	const json_t *dpi = json_object_get(item, "dpi"), *journal = json_object_get(item, "journal");
	struct point resolution = point_of(in, dpi);
	page->number = (uint32_t)integer_of(in, json_object_get(item, "number"));
	page->width = integer_of(in, json_object_get(item, "width"));
	page->height = integer_of(in, json_object_get(item, "height"));
	page->x_dpi = resolution.x;
	page->y_dpi = resolution.y;
	page->dpi_estimated = json_is_true(json_object_get(item, "dpi_estimated"));
	page->frame = json_object_get(item, "frame") ? box_of(in, json_object_get(item, "frame"))
						     : (struct box){0, 0, page->width, page->height};
	page->image = text_of(in, item, "image");
	page->cleaning = text_of(in, item, "cleaning");
	page->recogniser = text_of(in, item, "recogniser");
	page->lang = text_of(in, item, "lang");
	page->raw = text_of(in, item, "raw");
	page->notes = notes_of(item);
	read_nodes(in, item);
	read_lacunae(in, json_object_get(item, "lacunae"));
	for (size_t i = 0; i < json_array_size(journal) && !in->wrong; i++) {
		snprintf(in->where, JSON_PLACE, "edit %zu", i + 1);
		read_edit(in, json_array_get(journal, i));
	}
	const char *wrong = in->wrong ? NULL : page_check(page);
	if (wrong)
		complain(in, wrong);
}

const char *json_page_read(const json_t *item, struct page *page, char where[JSON_PLACE])
{
	struct taking in = {.page = page, .where = where};
	snprintf(where, JSON_PLACE, "itself");
	if (!json_is_object(item) || !json_is_array(json_object_get(item, "regions")))
		complain(&in, "it has no regions");
	else
		read_page(&in, item);
	return in.wrong;
}
