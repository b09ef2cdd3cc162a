/*
 * hOCR 1.0 to 1.2: elements of HTML whose class says what they are and whose title has their properties:
 *
 *	<span class="ocrx_word" title="bbox 10 20 60 40; x_wconf 96">word</span>
 */
#include "source/ocr_format.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum role {
	ROLE_NONE,
	ROLE_SKIP, /* nothing in it is of the page */
	ROLE_PAGE,
	ROLE_BLOCK,
	ROLE_EITHER, /* a line where it stands in a paragraph, else a block */
	ROLE_LINE,
	ROLE_WORD,
	ROLE_SYMBOL,
	ROLE_CHOICES, /* a symbol's readings */
	ROLE_CHOICE,
	ROLE_READING /* another reading of a word */
};

static const struct kind {
	const char *name;
	enum role role;
	enum region_type type;
} kinds[] = {
	{"ocrx_word", ROLE_WORD, 0},
	{"ocrx_cinfo", ROLE_SYMBOL, 0},
	{"ocr_line", ROLE_LINE, 0},
	{"ocr_par", ROLE_BLOCK, REGION_PARAGRAPH},
	{"ocr_carea", ROLE_BLOCK, REGION_PARAGRAPH},
	{"ocr_page", ROLE_PAGE, 0},
	{"ocrx_line", ROLE_LINE, 0},
	{"ocr_word", ROLE_WORD, 0},
	{"ocr_cinfo", ROLE_SYMBOL, 0},
	{"ocr_glyph", ROLE_SYMBOL, 0},
	{"ocr_symbol", ROLE_SKIP, 0}, /* Tesseract's readings of each stroke of a letter */
	{"ocrx_block", ROLE_BLOCK, REGION_PARAGRAPH},
	{"ocr_column", ROLE_BLOCK, REGION_PARAGRAPH},
	{"ocr_header", ROLE_EITHER, REGION_HEADER},
	{"ocr_footer", ROLE_EITHER, REGION_FOOTER},
	{"ocr_pageno", ROLE_EITHER, REGION_PAGE_NUMBER},
	{"ocr_caption", ROLE_EITHER, REGION_CAPTION},
	{"ocr_textfloat", ROLE_EITHER, REGION_FLOATING},
	{"ocr_title", ROLE_EITHER, REGION_HEADING},
	{"ocr_author", ROLE_EITHER, REGION_CREDIT},
	{"ocr_float", ROLE_BLOCK, REGION_FLOATING},
	{"ocr_footnote", ROLE_EITHER, REGION_FOOTNOTE},
	{"ocr_dropcap", ROLE_EITHER, REGION_DROP_CAPITAL},
	{"ocr_table", ROLE_BLOCK, REGION_TABLE},
	{"ocr_math", ROLE_EITHER, REGION_MATHS},
	{"ocr_display", ROLE_EITHER, REGION_MATHS},
	{"ocr_photo", ROLE_BLOCK, REGION_IMAGE},
	{"ocr_image", ROLE_BLOCK, REGION_IMAGE},
	{"ocr_textimage", ROLE_BLOCK, REGION_IMAGE},
	{"ocr_linedrawing", ROLE_BLOCK, REGION_LINE_DRAWING},
	{"ocr_separator", ROLE_BLOCK, REGION_SEPARATOR},
	{"ocr_noise", ROLE_BLOCK, REGION_NOISE},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* Words that are never closed stand in each other, a page of them. */
enum { MOST_DEPTH = 20000, MOST_CHOICES = 40 };

/* Percent: what Tesseract's network says of less is noise of its last layer. */
static const float least_choice = 0.5F;

/* Tesseract's name for a resolution that it does not know. */
static const double unknown_dpi = 70;

struct hocr {
	struct {
		unsigned char role, within; /* its own; that of the innermost that has one: "<b>" in a word is of it */
	} open[MOST_DEPTH];                 /* elements */
	size_t depth, skipped;              /* so many, and of them those of ROLE_SKIP */
	struct strbuf word, piece;          /* texts of the word, and of the innermost symbol, choice or reading */
	float piece_confidence;
	struct str confidences, boxes; /* of a word's letters */
	struct alternative choices[MOST_CHOICES];
	uint32_t choice_count, next_symbol;
};

static const struct kind *kind_of(struct str value)
{
	for (size_t at = 0; at < value.n;) {
		struct str token = ocr_token(value, &at);
		for (size_t i = 0; i < KINDS && str_starts(token, STR("ocr")); i++)
			if (str_equal(token, str_of(kinds[i].name)))
				return &kinds[i];
	}
	return NULL;
}

static enum role role_within(const struct hocr *h)
{
	return h->depth && h->depth <= MOST_DEPTH ? (enum role)h->open[h->depth - 1].within : ROLE_NONE;
}

static void end_word(struct ocr_reader *in);

static struct box bbox_of(struct ocr_reader *in, struct str title)
{
	double v[4];
	struct str value = ocr_property(title, "bbox");
	if (!value.n)
		value = ocr_property(title, "x_bboxes");
	if (!value.n)
		return (struct box){0};
	if (ocr_numbers(value, v, 4) == 4)
		return ocr_box_or_fault(in, v[0], v[1], v[2], v[3]);
	ocr_fault(in, FAULT_BOX, "");
	return (struct box){0};
}

static struct str lang_of(struct ocr_reader *in, const char *const *attributes, struct str inherited)
{
	struct str lang = ocr_language(ocr_attribute(attributes, "lang"));
	return lang.n ? arena_str(ocr_arena(in), lang) : inherited;
}

static void start_page(struct ocr_reader *in, struct str title)
{
	ocr_begin_page(in);
	struct page *page = in->page;
	struct box box = bbox_of(in, title);
	double dpi[2];
	page->width = box.right;
	page->height = box.bottom;
	struct str image = ocr_property(title, "image");
	page->image = ocr_unquoted(&page->arena, image);
	if (ocr_numbers(ocr_property(title, "scan_res"), dpi, 2) < 2 || dpi[0] <= unknown_dpi)
		return;
	ocr_pixels(dpi[0], &page->x_dpi);
	ocr_pixels(dpi[1], &page->y_dpi);
}

static void set_angle(struct origin *origin, struct str title)
{
	double angle = ocr_number_or(ocr_property(title, "textangle"), 0); /* counter-clockwise */
	if (angle != 0)
		ocr_turn(origin, -angle);
}

static void start_block(struct ocr_reader *in, const struct kind *kind, const char *element, struct str title,
			const char *const *attributes)
{
	bool heading = element[0] == 'h' && element[1] >= '1' && element[1] <= '6';
	enum region_type type = heading && kind->type == REGION_PARAGRAPH ? REGION_HEADING : kind->type;
	enum region_type own = ocr_region_type(ocr_property(title, "x_emend_type"));
	struct ocr_block *b = ocr_begin_block(in, own < REGION_TYPES ? own : type, str_of(kind->name));
	struct str poly = ocr_property(title, "poly"), dir = ocr_attribute(attributes, "dir");
	struct box box = {0};
	if (poly.n)
		box = ocr_polygon(in, poly, &b->polygon, &b->polygon_count);
	b->box = bbox_of(in, title);
	b->box = box_empty(b->box) ? box : b->box;
	b->lang = lang_of(in, attributes, b->lang);
	set_angle(&b->origin, title);
	if (str_equal(dir, STR("rtl")))
		b->origin.direction = STR("right-to-left");
	else if (str_equal(dir, STR("ltr")))
		b->origin.direction = STR("left-to-right");
}

/* "baseline slope offset", from the lower left corner of the line's box; of curves, what their ends have of it. */
static void set_baseline(struct ocr_line *l, struct str value)
{
	double v[8];
	size_t n = ocr_numbers(value, v, 8);
	if (!n || box_empty(l->box))
		return;
	double offset = v[n - 1], slope = n > 1 ? v[n - 2] : 0;
	double left = l->box.bottom + offset, right = left + slope * (l->box.right - l->box.left);
	if (!ocr_pixels(left, &l->baseline[0].y) || !ocr_pixels(right, &l->baseline[1].y))
		return;
	l->baseline[0].x = l->box.left;
	l->baseline[1].x = l->box.right;
}

static void start_line(struct ocr_reader *in, const struct kind *kind, struct str title, const char *const *attributes)
{
	struct ocr_line *l = ocr_begin_line(in);
	l->box = bbox_of(in, title);
	l->lang = lang_of(in, attributes, l->lang);
	if (kind->role == ROLE_EITHER)
		l->class = str_of(kind->name);
	set_baseline(l, ocr_property(title, "baseline"));
	struct ocr_block *b = ocr_block(in);
	if (b)
		set_angle(&b->origin, title);
}

static void start_word(struct ocr_reader *in, struct str title, const char *const *attributes)
{
	struct hocr *h = in->state;
	struct box box = bbox_of(in, title);
	/* Words without lines are in one as long as they stand beside each other. */
	if (in->in_line && in->line.implied && in->word_count && !box_empty(box) &&
	    box.top >= in->words[in->word_count - 1].box.bottom)
		ocr_end_line(in);
	struct ocr_word *w = ocr_begin_word(in);
	h->word.n = h->piece.n = 0;
	h->next_symbol = 0;
	h->confidences = h->boxes = (struct str){0};
	if (!w)
		return;
	w->box = box;
	w->confidence = ocr_percent(in, ocr_property(title, "x_wconf"), 100);
	w->lang = lang_of(in, attributes, w->lang);
	struct str raw = ocr_unquoted(&in->page->arena, ocr_property(title, "x_raw"));
	ocr_add_reading(in, &w->readings, &w->reading_count, raw, -1, "x_raw");
	h->confidences = arena_str(&in->page->arena, ocr_property(title, "x_confs"));
	h->boxes = arena_str(&in->page->arena, ocr_property(title, "x_bboxes"));
}

static float confidence_of(struct ocr_reader *in, struct str title)
{
	static const char *const names[] = {"x_conf", "x_confs", "x_wconf"};
	for (size_t i = 0; i < 3; i++) {
		struct str value = ocr_property(title, names[i]);
		if (value.n)
			return ocr_percent(in, value, 100);
	}
	double nlp = ocr_number_or(ocr_property(title, "nlp"), -1); /* a negative logarithm */
	return nlp < 0 ? -1 : (float)(round(10000 * exp(-nlp)) / 100);
}

/* What stands within a word: a letter, or what else it may be. */
static enum role start_symbol(struct ocr_reader *in, struct str title)
{
	struct hocr *h = in->state;
	if (role_within(h) == ROLE_CHOICES && !title.n)
		return ROLE_SKIP;
	h->piece.n = 0;
	h->piece_confidence = confidence_of(in, title);
	if (role_within(h) == ROLE_CHOICES)
		return ROLE_CHOICE;
	if (!title.n) {
		h->choice_count = 0;
		return ROLE_CHOICES;
	}
	while (h->word.n && strchr(" \t\r\n", h->word.s[h->word.n - 1]))
		h->word.n--;
	struct symbol *s = ocr_add_symbol(in, ocr_word(in), (struct str){0});
	if (s) {
		s->box = bbox_of(in, title);
		s->confidence = h->piece_confidence;
	}
	return ROLE_SYMBOL;
}

static bool is_line(struct ocr_reader *in, const char *element)
{
	struct ocr_block *b = ocr_block(in);
	return !strcmp(element, "span") || (b && str_equal(b->origin.type, STR("ocr_par")));
}

static enum role start_kind(struct ocr_reader *in, const struct kind *kind, const char *element,
			    const char *const *attributes)
{
	struct str title = ocr_attribute(attributes, "title");
	enum role role = kind->role;
	if (role == ROLE_EITHER)
		role = is_line(in, element) ? ROLE_LINE : ROLE_BLOCK;
	if (role < ROLE_SYMBOL && ocr_word(in))
		end_word(in); /* its end is missing */
	if (role == ROLE_PAGE)
		start_page(in, title);
	else if (role == ROLE_BLOCK)
		start_block(in, kind, element, title, attributes);
	else if (role == ROLE_LINE)
		start_line(in, kind, title, attributes);
	else if (role == ROLE_WORD)
		start_word(in, title, attributes);
	else if (role == ROLE_SYMBOL)
		role = ocr_word(in) && role_within(in->state) != ROLE_READING ? start_symbol(in, title) : ROLE_NONE;
	return role;
}

/* What emend has restored names it before the recogniser: "emend 0.1.0, tesseract 5.3.0". */
static struct str recogniser_of(struct str system)
{
	const char *comma = system.n ? memchr(system.s, ',', system.n) : NULL;
	if (!str_starts(system, STR("emend ")))
		return system;
	return comma ? ocr_trimmed(str_skip(system, (size_t)(comma - system.s) + 1)) : (struct str){0};
}

static void note_meta(struct ocr_reader *in, const char *const *attributes)
{
	struct str name = ocr_attribute(attributes, "name"),
		   content = ocr_trimmed(ocr_attribute(attributes, "content"));
	if (str_equal(name, STR("ocr-system")))
		in->recogniser = arena_str(&in->arena, recogniser_of(content));
	for (size_t at = 0; str_equal(name, STR("ocr-langs")) && at < content.n;)
		ocr_add_language(&in->arena, &in->langs, ocr_token(content, &at));
}

static void start(struct ocr_reader *in, const char *element, const char *const *attributes)
{
	struct hocr *h = in->state;
	const struct kind *kind = kind_of(ocr_attribute(attributes, "class"));
	enum role role = ROLE_NONE;
	if (h->depth >= MOST_DEPTH) {
		h->depth++;
		in->stopped = true; /* the parser's time goes with the depth */
		ocr_fault(in, FAULT_STOPPED, "");
		return;
	}
	if (!strcmp(element, "meta"))
		note_meta(in, attributes);
	if (!strcmp(element, "head") || !strcmp(element, "script") || !strcmp(element, "style") || h->skipped) {
		role = ROLE_SKIP;
	} else if (!strcmp(element, "br")) {
		ocr_add_loose(in, STR("\n"));
	} else if (!strcmp(element, "del")) {
		role = ocr_word(in) ? ROLE_READING : ROLE_SKIP;
		h->piece.n = 0;
		h->piece_confidence = confidence_of(in, ocr_attribute(attributes, "title"));
	} else if (kind) {
		role = start_kind(in, kind, element, attributes);
	}
	h->skipped += role == ROLE_SKIP;
	h->open[h->depth].role = (unsigned char)role;
	h->open[h->depth].within = (unsigned char)(role == ROLE_NONE ? role_within(h) : role);
	h->depth++;
}

static void add_without_white(struct strbuf *b, struct str text)
{
	for (size_t at = 0; at < text.n;)
		strbuf_add(b, ocr_token(text, &at));
}

static void take_text(struct ocr_reader *in, struct str text)
{
	enum { MOST = 1 << 20 }; /* bytes in one word */
	struct hocr *h = in->state;
	const struct ocr_word *w = ocr_word(in);
	enum role role = role_within(h);
	if (h->skipped || !in->page)
		return;
	if (!w)
		ocr_add_loose(in, text);
	else if (h->word.n + h->piece.n + text.n > MOST)
		ocr_fault(in, FAULT_LONG, "");
	else if (role >= ROLE_SYMBOL && role != ROLE_CHOICES)
		strbuf_add(&h->piece, text);
	else if (w->symbol_count || role == ROLE_CHOICES)
		add_without_white(&h->word, text);
	else
		strbuf_add(&h->word, text);
}

static void end_symbol(struct ocr_reader *in)
{
	struct hocr *h = in->state;
	struct ocr_word *w = ocr_word(in);
	struct str text = ocr_trimmed(strbuf_str(&h->piece));
	if (w && w->symbol_count) {
		w->symbols[w->symbol_count - 1].text = arena_str(&in->page->arena, text);
		strbuf_add(&h->word, text);
	}
	h->piece.n = 0;
}

static void end_choice(struct ocr_reader *in)
{
	struct hocr *h = in->state;
	struct str text = ocr_trimmed(strbuf_str(&h->piece));
	if (ocr_word(in) && text.n && h->choice_count < MOST_CHOICES)
		h->choices[h->choice_count++] =
			(struct alternative){arena_str(&in->page->arena, text), h->piece_confidence};
	h->piece.n = 0;
}

/* One symbol a letter, where the file has no elements for them. */
static void make_symbols(struct ocr_reader *in, struct ocr_word *w, struct str text)
{
	for (size_t at = 0; at < text.n && !w->symbol_count;) {
		for (size_t begin = 0; at < text.n; begin = at) {
			utf8_next(text, &at);
			ocr_add_symbol(in, w, (struct str){text.s + begin, at - begin});
		}
	}
}

/* The choices are of the next symbol that is among them, or of white between two. */
static void end_choices(struct ocr_reader *in)
{
	struct hocr *h = in->state;
	struct ocr_word *w = ocr_word(in);
	if (!w || !h->choice_count)
		return;
	make_symbols(in, w, ocr_trimmed(strbuf_str(&h->word)));
	for (uint32_t i = h->next_symbol; i < w->symbol_count && i < h->next_symbol + 2; i++) {
		struct symbol *s = &w->symbols[i];
		uint32_t k = 0;
		while (k < h->choice_count && !str_equal(h->choices[k].text, s->text))
			k++;
		if (k == h->choice_count)
			continue;
		s->confidence = s->confidence < 0 ? h->choices[k].confidence : s->confidence;
		for (k = 0; k < h->choice_count; k++)
			if (h->choices[k].confidence >= least_choice)
				ocr_add_alternative(in, s, h->choices[k].text, h->choices[k].confidence);
		h->next_symbol = i + 1;
		break;
	}
	h->choice_count = 0;
}

/* kraken rates and places a word's letters in its own properties. */
static void rate_letters(struct ocr_reader *in, struct ocr_word *w, struct str text)
{
	enum { MOST = 256 };
	struct hocr *h = in->state;
	double rates[MOST], boxes[4 * MOST], most = 0, least = 100;
	size_t n = ocr_numbers(h->confidences, rates, MOST), places = ocr_numbers(h->boxes, boxes, 4 * MOST);
	if (!n || w->symbol_count)
		return;
	for (size_t i = 0; i < n; i++)
		most = rates[i] > most ? rates[i] : most;
	for (size_t i = 0; i < n; i++) {
		rates[i] = fmin(100, fmax(0, most > 1 ? rates[i] : 100 * rates[i]));
		least = fmin(least, rates[i]);
	}
	if (w->confidence < 0)
		w->confidence = (float)(round(100 * least) / 100);
	if (n != utf8_count(text))
		return;
	make_symbols(in, w, text);
	for (size_t i = 0; i < n && i < w->symbol_count; i++) {
		w->symbols[i].confidence = (float)(round(100 * rates[i]) / 100);
		if (places == 4 * n)
			w->symbols[i].box = ocr_box_or_fault(in, boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2],
							     boxes[4 * i + 3]);
	}
}

static void end_word(struct ocr_reader *in)
{
	struct hocr *h = in->state;
	struct ocr_word *w = ocr_word(in);
	if (w) {
		w->text = arena_str(&in->page->arena, ocr_trimmed(strbuf_str(&h->word)));
		rate_letters(in, w, w->text);
	}
	h->word.n = 0;
	ocr_end_word(in);
}

static void end_reading(struct ocr_reader *in)
{
	struct hocr *h = in->state;
	struct ocr_word *w = ocr_word(in);
	if (w)
		ocr_add_reading(in, &w->readings, &w->reading_count, strbuf_str(&h->piece), h->piece_confidence,
				"alternatives");
	h->piece.n = 0;
}

static void end(struct ocr_reader *in, const char *element)
{
	static void (*const ends[])(struct ocr_reader *) = {
		[ROLE_PAGE] = ocr_end_page, [ROLE_BLOCK] = ocr_end_block, [ROLE_LINE] = ocr_end_line,
		[ROLE_WORD] = end_word,     [ROLE_SYMBOL] = end_symbol,   [ROLE_CHOICES] = end_choices,
		[ROLE_CHOICE] = end_choice, [ROLE_READING] = end_reading};
	struct hocr *h = in->state;
	(void)element;
	if (!h->depth || --h->depth >= MOST_DEPTH)
		return;
	enum role role = (enum role)h->open[h->depth].role;
	h->skipped -= role == ROLE_SKIP;
	if (ends[role])
		ends[role](in);
}

static void release(struct ocr_reader *in)
{
	struct hocr *h = in->state;
	strbuf_release(&h->word);
	strbuf_release(&h->piece);
}

const struct ocr_format ocr_format_hocr = {.name = "hocr",
					   .html = true,
					   .mark = "ocr_page",
					   .page_mark = "ocr_page",
					   .state_size = sizeof(struct hocr),
					   .start = start,
					   .text = take_text,
					   .end = end,
					   .release = release};
