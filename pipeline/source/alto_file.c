/*
 * ALTO 1 to 4: blocks, lines and strings, each with its box:
 *
 *	<String HPOS="10" VPOS="20" WIDTH="50" HEIGHT="20" CONTENT="word" WC="0.96"/>
 */
#include "source/ocr_format.h"

#include "base/table.h"
#include "base/utf8.h"

#include <string.h>

enum { MOST_TAGS = 10000, MOST_TEXT = 4096 /* bytes of a file's name and the like */ };

struct alto {
	struct strbuf text; /* of an element of text that is open */
	bool collects;
	int32_t dpi; /* the unit is one of length, of which an inch has so many; 0: it is a pixel */
	bool aside;  /* in a step before or after recognition */
	struct str software, version;
	struct table tags; /* that name types: from their names to the types, from 1 on */
};

typedef void handler(struct ocr_reader *in, const char *const *attributes);

static double number_at(const char *const *attributes, const char *name, double missing)
{
	return ocr_number_or(ocr_attribute(attributes, name), missing);
}

/* Missing numbers are below any that is not. */
static const double nowhere = -1e9;

static struct box box_of(struct ocr_reader *in, const char *const *attributes)
{
	double left = number_at(attributes, "HPOS", nowhere), top = number_at(attributes, "VPOS", nowhere);
	double width = number_at(attributes, "WIDTH", nowhere), height = number_at(attributes, "HEIGHT", nowhere);
	if (left <= nowhere || top <= nowhere || width <= nowhere || height <= nowhere)
		return (struct box){0};
	if (width < 0 || height < 0) {
		ocr_fault(in, FAULT_BOX, "");
		return (struct box){0};
	}
	return ocr_box_or_fault(in, left, top, left + width, top + height);
}

static struct str lang_of(struct ocr_reader *in, const char *const *attributes, struct str inherited)
{
	struct str name = ocr_attribute(attributes, "LANG");
	struct str lang = ocr_language(name.n ? name : ocr_attribute(attributes, "language"));
	return lang.n ? arena_str(ocr_arena(in), lang) : inherited;
}

static void start_text(struct ocr_reader *in, const char *const *attributes)
{
	struct alto *a = in->state;
	(void)attributes;
	a->text.n = 0;
	a->collects = true;
}

/* The text that was collected, in the file's memory. */
static struct str collected(struct ocr_reader *in)
{
	struct alto *a = in->state;
	struct str s = arena_str(&in->arena, ocr_trimmed(strbuf_str(&a->text)));
	a->text.n = 0;
	a->collects = false;
	return s;
}

static void end_unit(struct ocr_reader *in)
{
	struct alto *a = in->state;
	struct str unit = collected(in);
	a->dpi = str_equal(unit, STR("mm10")) ? 254 : str_equal(unit, STR("inch1200")) ? 1200 : 0;
}

static void end_file_name(struct ocr_reader *in)
{
	in->image = collected(in);
}

static void start_recognition(struct ocr_reader *in, const char *const *attributes)
{
	struct alto *a = in->state;
	(void)attributes;
	a->aside = false;
}

static void start_aside(struct ocr_reader *in, const char *const *attributes)
{
	struct alto *a = in->state;
	(void)attributes;
	a->aside = true;
}

static void end_category(struct ocr_reader *in)
{
	struct alto *a = in->state;
	struct str category = collected(in);
	a->aside = category.n && !str_equal(category, STR("contentGeneration")) && !str_equal(category, STR("other"));
}

static void end_software_name(struct ocr_reader *in)
{
	struct alto *a = in->state;
	a->software = collected(in);
}

static void end_software_version(struct ocr_reader *in)
{
	struct alto *a = in->state;
	a->version = collected(in);
}

/* The recogniser is the first program that did not only prepare, or change, what another read. */
static void end_software(struct ocr_reader *in)
{
	struct alto *a = in->state;
	if (!in->recogniser.n && !a->aside)
		in->recogniser = arena_printf(&in->arena, "%.*s%s%.*s", STR_ARG(a->software),
					      a->software.n && a->version.n ? " " : "", STR_ARG(a->version));
	a->software = a->version = (struct str){0};
}

static void start_tag(struct ocr_reader *in, const char *const *attributes)
{
	struct alto *a = in->state;
	enum region_type type = ocr_region_type(ocr_attribute(attributes, "LABEL"));
	type = type < REGION_TYPES ? type : ocr_region_type(ocr_attribute(attributes, "TYPE"));
	if (type < REGION_TYPES && a->tags.count < MOST_TAGS)
		*table_at(&a->tags, ocr_attribute(attributes, "ID")) = 1 + (uint32_t)type;
}

static void start_group(struct ocr_reader *in, const char *const *attributes)
{
	struct str refs = ocr_attribute(attributes, "REF");
	ocr_begin_group(in, 0);
	for (size_t at = 0; at < refs.n;)
		ocr_order_ref(in, ocr_token(refs, &at), 0);
}

static void start_ref(struct ocr_reader *in, const char *const *attributes)
{
	struct str refs = ocr_attribute(attributes, "REF");
	for (size_t at = 0; at < refs.n;)
		ocr_order_ref(in, ocr_token(refs, &at), 0);
}

static void start_page(struct ocr_reader *in, const char *const *attributes)
{
	const struct alto *a = in->state;
	ocr_begin_page(in);
	struct page *page = in->page;
	ocr_pixels(number_at(attributes, "WIDTH", 0), &page->width);
	ocr_pixels(number_at(attributes, "HEIGHT", 0), &page->height);
	page->x_dpi = page->y_dpi = a->dpi;
	ocr_add_language(&page->arena, &page->lang, ocr_attribute(attributes, "LANG"));
	if (a->dpi)
		ocr_fault(in, FAULT_UNIT, "");
}

/* The type that the block's own attributes give, or that which its element has. */
static enum region_type type_of(struct ocr_reader *in, const char *const *attributes, enum region_type usual)
{
	const struct alto *a = in->state;
	struct str refs = ocr_attribute(attributes, "TAGREFS");
	enum region_type type = ocr_region_type(ocr_attribute(attributes, "TYPE"));
	if (type < REGION_TYPES)
		return type;
	for (size_t at = 0; at < refs.n;) {
		const uint32_t *tag = table_find(&a->tags, ocr_token(refs, &at));
		if (tag)
			return (enum region_type)(*tag - 1);
	}
	return usual;
}

static void start_block(struct ocr_reader *in, const char *const *attributes, enum region_type usual,
			const char *element)
{
	struct str type = ocr_attribute(attributes, "TYPE"), rotation = ocr_attribute(attributes, "ROTATION");
	struct ocr_block *b = ocr_begin_block(in, type_of(in, attributes, usual), type.n ? type : str_of(element));
	struct arena *arena = &in->page->arena;
	struct str direction = ocr_direction(ocr_attribute(attributes, "BASEDIRECTION"));
	b->box = box_of(in, attributes);
	b->id = arena_str(arena, ocr_attribute(attributes, "ID"));
	b->next = arena_str(arena, ocr_attribute(attributes, "IDNEXT"));
	b->lang = lang_of(in, attributes, b->lang);
	b->origin.direction = direction.n ? direction : b->origin.direction;
	if (rotation.n)
		ocr_turn(&b->origin, -ocr_number_or(rotation, 0)); /* counter-clockwise */
}

static void start_composed_block(struct ocr_reader *in, const char *const *attributes)
{
	start_block(in, attributes, REGION_PARAGRAPH, "ComposedBlock");
}

static void start_text_block(struct ocr_reader *in, const char *const *attributes)
{
	start_block(in, attributes, REGION_PARAGRAPH, "TextBlock");
}

static void start_illustration(struct ocr_reader *in, const char *const *attributes)
{
	start_block(in, attributes, REGION_IMAGE, "Illustration");
}

static void start_graphical_element(struct ocr_reader *in, const char *const *attributes)
{
	start_block(in, attributes, REGION_SEPARATOR, "GraphicalElement");
}

/* A height, or, since ALTO 4.1, points. */
static void set_baseline(struct ocr_line *l, struct str value)
{
	double height;
	struct point p[2] = {{.x = l->box.left}, {.x = l->box.right}};
	size_t at = 0;
	if (ocr_number(value, &at, &height) && !ocr_trimmed(str_skip(value, at)).n && !box_empty(l->box) &&
	    ocr_pixels(height, &p[0].y) && ocr_pixels(height, &p[1].y))
		memcpy(l->baseline, p, sizeof p);
	else
		ocr_set_baseline(l->baseline, value);
}

static void start_line(struct ocr_reader *in, const char *const *attributes)
{
	struct ocr_line *l = ocr_begin_line(in);
	l->box = box_of(in, attributes);
	l->lang = lang_of(in, attributes, l->lang);
	set_baseline(l, ocr_attribute(attributes, "BASELINE"));
}

/* "0 0 9": a digit for each letter, 0 for sure to 9 for not at all. */
static void rate_letters(struct ocr_reader *in, struct ocr_word *w, struct str digits)
{
	size_t n = 0;
	for (size_t i = 0; i < digits.n; i++)
		n += digits.s[i] >= '0' && digits.s[i] <= '9';
	if (!n || n != utf8_count(w->text))
		return;
	for (size_t at = 0, i = 0; at < w->text.n; i++) {
		size_t begin = at;
		utf8_next(w->text, &at);
		while (digits.s[i] < '0' || digits.s[i] > '9')
			i++;
		struct symbol *s = ocr_add_symbol(in, w, (struct str){w->text.s + begin, at - begin});
		if (s)
			s->confidence = 100 * (float)('9' - digits.s[i]) / 9;
	}
}

static void start_string(struct ocr_reader *in, const char *const *attributes)
{
	struct ocr_word *w = ocr_begin_word(in);
	if (!w)
		return;
	w->text = arena_str(&in->page->arena, ocr_attribute(attributes, "CONTENT"));
	w->box = box_of(in, attributes);
	w->confidence = ocr_percent(in, ocr_attribute(attributes, "WC"), 1);
	w->lang = lang_of(in, attributes, w->lang);
	rate_letters(in, w, ocr_attribute(attributes, "CC"));
}

static bool ends_in_hyphen(struct str text)
{
	size_t begin;
	return utf8_is_hyphen(utf8_last(text, &begin));
}

/* The hyphen stands in an element of its own behind the word that it ends. */
static void start_hyphen(struct ocr_reader *in, const char *const *attributes)
{
	struct str hyphen = ocr_trimmed(ocr_attribute(attributes, "CONTENT"));
	hyphen = hyphen.n ? hyphen : STR("-");
	struct ocr_word *w = in->in_line && in->word_count ? &in->words[in->word_count - 1] : ocr_begin_word(in);
	ocr_end_word(in);
	if (!w || ends_in_hyphen(w->text))
		return;
	struct box box = box_of(in, attributes);
	w->text = arena_printf(&in->page->arena, "%.*s%.*s", STR_ARG(w->text), STR_ARG(hyphen));
	w->box = box_empty(w->box) && w->text.n > hyphen.n ? w->box : box_union(w->box, box);
	struct symbol *s = w->symbol_count ? ocr_add_symbol(in, w, hyphen) : NULL;
	if (s)
		s->box = box;
}

static void end_alternative(struct ocr_reader *in)
{
	struct ocr_word *w = ocr_word(in);
	struct str alternative = collected(in);
	if (w)
		ocr_add_reading(in, &w->readings, &w->reading_count, alternative, -1, "ALTERNATIVE");
}

/* Letters that have elements of their own are told by these. */
static void start_glyph(struct ocr_reader *in, const char *const *attributes)
{
	struct ocr_word *w = ocr_word(in);
	if (w && w->symbol_count && box_empty(w->symbols[0].box))
		w->symbol_count = 0;
	struct symbol *s = ocr_add_symbol(in, w, ocr_attribute(attributes, "CONTENT"));
	if (!s)
		return;
	s->box = box_of(in, attributes);
	s->confidence = ocr_percent(in, ocr_attribute(attributes, "GC"), 1);
}

static void start_variant(struct ocr_reader *in, const char *const *attributes)
{
	struct ocr_word *w = ocr_word(in);
	if (w && w->symbol_count)
		ocr_add_alternative(in, &w->symbols[w->symbol_count - 1], ocr_attribute(attributes, "CONTENT"),
				    ocr_percent(in, ocr_attribute(attributes, "VC"), 1));
}

/* The outline of the innermost thing. */
static void start_polygon(struct ocr_reader *in, const char *const *attributes)
{
	struct ocr_word *w = ocr_word(in);
	struct ocr_block *b = ocr_block(in);
	struct box *box = w ? &w->box : in->in_line ? &in->line.box : b ? &b->box : NULL;
	struct point *polygon = NULL;
	uint32_t count = 0;
	if (!box || !in->page)
		return;
	bool of_block = box == (b ? &b->box : NULL);
	struct box all = ocr_polygon(in, ocr_attribute(attributes, "POINTS"), of_block ? &polygon : NULL, &count);
	*box = box_empty(*box) ? all : *box;
	if (b && count) {
		b->polygon = polygon;
		b->polygon_count = count;
	}
}

static const struct element {
	const char *name;
	handler *start;
	void (*end)(struct ocr_reader *in);
} elements[] = {
	{"String", start_string, ocr_end_word},
	{"SP", NULL, NULL},
	{"Glyph", start_glyph, NULL},
	{"Variant", start_variant, NULL},
	{"TextLine", start_line, ocr_end_line},
	{"TextBlock", start_text_block, ocr_end_block},
	{"HYP", start_hyphen, NULL},
	{"Polygon", start_polygon, NULL},
	{"ALTERNATIVE", start_text, end_alternative},
	{"ComposedBlock", start_composed_block, ocr_end_block},
	{"Illustration", start_illustration, ocr_end_block},
	{"GraphicalElement", start_graphical_element, ocr_end_block},
	{"Page", start_page, ocr_end_page},
	{"OrderedGroup", start_group, ocr_end_group},
	{"UnorderedGroup", start_group, ocr_end_group},
	{"ElementRef", start_ref, NULL},
	{"LayoutTag", start_tag, NULL},
	{"StructureTag", start_tag, NULL},
	{"RoleTag", start_tag, NULL},
	{"OtherTag", start_tag, NULL},
	{"MeasurementUnit", start_text, end_unit},
	{"fileName", start_text, end_file_name},
	{"preProcessingStep", start_aside, NULL},
	{"ocrProcessingStep", start_recognition, NULL},
	{"postProcessingStep", start_aside, NULL},
	{"Processing", start_recognition, NULL},
	{"processingCategory", start_text, end_category},
	{"softwareName", start_text, end_software_name},
	{"softwareVersion", start_text, end_software_version},
	{"processingSoftware", NULL, end_software},
};

static const struct element *element_named(const char *name)
{
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (!strcmp(elements[i].name, name))
			return &elements[i];
	return NULL;
}

static void start(struct ocr_reader *in, const char *name, const char *const *attributes)
{
	const struct element *e = element_named(name);
	if (e && e->start)
		e->start(in, attributes);
}

static void take_text(struct ocr_reader *in, struct str text)
{
	struct alto *a = in->state;
	if (a->collects && a->text.n + text.n <= MOST_TEXT)
		strbuf_add(&a->text, text);
}

static void end(struct ocr_reader *in, const char *name)
{
	const struct element *e = element_named(name);
	if (e && e->end)
		e->end(in);
}

static void release(struct ocr_reader *in)
{
	struct alto *a = in->state;
	strbuf_release(&a->text);
	table_release(&a->tags);
}

const struct ocr_format ocr_format_alto = {.name = "alto",
					   .mark = "alto",
					   .page_mark = "Page",
					   .state_size = sizeof(struct alto),
					   .start = start,
					   .text = take_text,
					   .end = end,
					   .release = release};
