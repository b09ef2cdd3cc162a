/*
 * Pages drawn with characters: see tests/spec/spec.c for what the signs mean.
 *
 * A row is cut into tokens at its spaces, and tokens into segments where the white is two columns wide or wider. Each
 * segment becomes a line, a drop capital, or a part of a picture.
 */
#include "pages.h"

#include "base/utf8.h"
#include "page/text.h"

#include <criterion/criterion.h>
#include <string.h>

/* Pixels: what a character of the drawing takes, and the white around the drawing. */
enum { COLUMN = 16, ROW = 40, BASELINE = 30, MARGIN = 100, RULE = 3 };

enum { DPI = 200, GUTTER = 2 /* columns of white that part segments */, DROP_ROWS = 3, MOST_TOKENS = 200 };

/* The type of a segment, by the mark at its beginning. */
struct style {
	char mark;
	struct type_measures type;
};

static const struct style body = {' ', {.x_height = 14, .height = 20, .stroke = 3}};
static const struct style styles[] = {
	{'#', {.x_height = 28, .height = 40, .stroke = 8}},
	{'=', {.x_height = 14, .height = 20, .stroke = 5}},
	{'^', {.x_height = 22, .height = 31, .stroke = 4, .slant = 12}},
	{'~', {.x_height = 11, .height = 16, .stroke = 2, .slant = 12}},
	{'-', {.x_height = 11, .height = 16, .stroke = 2}},
	{'/', {.x_height = 14, .height = 20, .stroke = 3}},
	{'!', {.x_height = 11, .height = 16, .stroke = 2}},
	{'%', {.height = (DROP_ROWS - 1) * ROW + 20, .stroke = 14}},
};
enum { STYLES = sizeof styles / sizeof *styles };

/* What a segment of nothing but one sign is; a solid sign fills its cells, and its rows are one picture. */
static const struct picture {
	const char *sign;
	enum region_type type;
	const char *origin;
	int width, height;
	bool solid; /* goes on in the next row */
} pictures[] = {
	{"▒", REGION_IMAGE, "flowing-image", COLUMN, ROW, true},
	{"│", REGION_SEPARATOR, "vertical-line", RULE, ROW, true},
	{"─", REGION_SEPARATOR, "horizontal-line", COLUMN, RULE, false},
};
enum { PICTURES = sizeof pictures / sizeof *pictures };

struct token {
	struct str text;
	int begin, end; /* columns */
};

/* A segment that a segment of the next row may go on from. */
struct drawn {
	int row, begin, end;
	const void *kind; /* its style or picture */
	struct region *region;
};

struct drawing {
	struct page *page;
	bool blocks;
	int row;
	struct drawn *drawn;
	size_t count;
};

static bool is_mark(struct token t, char mark)
{
	return t.text.n == 1 && *t.text.s == mark;
}

static bool is_gutter(struct token t)
{
	return str_equal(t.text, STR("¦"));
}

/* "called  ‹ for ›  a new": what stands between the signs is a line of its own, within a gap of the segment's. */
static bool begins_inner(struct token t)
{
	return str_equal(t.text, STR("‹"));
}

static bool ends_inner(struct token t)
{
	return str_equal(t.text, STR("›"));
}

static bool holds_together(struct token t)
{
	return is_gutter(t) || begins_inner(t) || ends_inner(t);
}

static int tokens_of(struct str row, struct token *tokens)
{
	int n = 0, column = 0;
	for (size_t at = 0, begin; at < row.n; column++) {
		begin = at;
		if (utf8_next(row, &at) == ' ')
			continue;
		if (!n || tokens[n - 1].end < column)
			tokens[n++] = (struct token){.text = {row.s + begin, 0}, .begin = column};
		cr_assert_lt(n, MOST_TOKENS);
		tokens[n - 1].text.n += at - begin;
		tokens[n - 1].end = column + 1;
	}
	return n;
}

/* How many tokens from the first on are one segment: "¦", "‹" and "›" hold both their sides together. */
static int segment_length(const struct token *t, int count)
{
	int n = 1;
	while (n < count && (t[n].begin - t[n - 1].end < GUTTER || holds_together(t[n]) || holds_together(t[n - 1])))
		n++;
	return n;
}

static struct box cells(const struct drawing *d, int begin, int end, int rows)
{
	int left = MARGIN + begin * COLUMN, top = MARGIN + d->row * ROW;
	return (struct box){left, top, MARGIN + end * COLUMN, top + rows * ROW};
}

static int baseline_of(int row)
{
	return MARGIN + row * ROW + BASELINE;
}

/* The region of the row before that the segment goes on, or NULL. */
static struct region *region_above(const struct drawing *d, const void *kind, int begin, int end)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct drawn *a = &d->drawn[i];
		if (a->row == d->row - 1 && a->kind == kind && a->begin < end && begin < a->end)
			return a->region;
	}
	return NULL;
}

/* The segment's region: the one above where the segment may go on from it, or a new one. */
static struct region *region_for(struct drawing *d, const void *kind, int begin, int end, bool goes_on,
				 enum region_type type, const char *origin)
{
	struct region *r = goes_on ? region_above(d, kind, begin, end) : NULL;
	if (!r) {
		r = page_add_region(d->page, type);
		r->origin = (struct origin){.block = r->node.id, .type = str_of(origin)};
		r->origin.direction = STR("left-to-right");
	}
	d->drawn = arena_grow(&d->page->arena, d->drawn, d->count, sizeof *d->drawn);
	d->drawn[d->count++] = (struct drawn){d->row, begin, end, kind, r};
	return r;
}

/* A word's box and type, as its letters would show them. */
static void shape_word(struct word *w, struct token t, const struct style *style, int foot)
{
	bool low = false, high = false, deep = false;
	for (size_t at = 0; at < t.text.n;) {
		uint32_t c = utf8_next(t.text, &at);
		bool ascii = c && c < 128;
		low |= ascii && strchr("acemnorsuvwxzgpqy", (int)c);
		deep |= ascii && strchr("gjpqy,;", (int)c);
		high |= (ascii && strchr("bdfhklt", (int)c)) || utf8_is_upper(c) || utf8_is_digit(c);
	}
	int height = (int)(high || !low ? style->type.height : style->type.x_height);
	w->box = (struct box){MARGIN + t.begin * COLUMN, foot - height, MARGIN + t.end * COLUMN,
			      foot + (deep ? (int)style->type.height / 4 : 0)};
	w->confidence = 95;
	w->type = style->type;
	w->type.x_height = low ? style->type.x_height : 0;
	w->type.height = high ? style->type.height : 0;
	w->type.spacing = 2;
	w->type.measured = true;
}

/* Takes the word into the boxes of its line and region. */
static void enclose(struct word *w, int foot)
{
	struct line *l = word_line(w);
	l->box = box_union(l->box, w->box);
	l->baseline[0] = (struct point){l->box.left, foot};
	l->baseline[1] = (struct point){l->box.right, foot};
	line_region(l)->box = box_union(line_region(l)->box, l->box);
}

/* The style that the first of these tokens marks; a mark needs something behind it. */
static const struct style *style_of(const struct token *t, int count)
{
	for (int s = 0; s < STYLES && count > 1; s++)
		if (is_mark(t[0], styles[s].mark))
			return &styles[s];
	return &body;
}

static void draw_drop_capital(struct drawing *d, const struct token *t, int count, const struct style *style)
{
	int foot = baseline_of(d->row + DROP_ROWS - 1), begin = t[0].begin;
	cr_assert_eq(count, 2, "a drop capital is one letter, with two spaces behind it");
	struct region *r = region_for(d, style, begin, t[1].end, false, REGION_DROP_CAPITAL, "flowing-text");
	struct word *w = page_add_word(d->page, page_add_line(d->page, r), t[1].text);
	shape_word(w, (struct token){t[1].text, begin, t[1].end}, style, foot);
	enclose(w, foot);
}

/* Lets the line rise by a small part of its length. */
static void tilt(struct line *l)
{
	enum { PART = 30 };
	l->baseline[1].y -= (l->box.right - l->box.left) / PART;
}

/* Turns the line about its beginning, so that it runs up the page. */
static void turn_up(struct line *l)
{
	struct box from = l->box;
	int foot = l->baseline[0].y, high = foot - from.top;
	for (struct word *w = first_word(l); w; w = next_word(w))
		w->box = (struct box){from.left, foot - (w->box.right - from.left), from.left + high,
				      foot - (w->box.left - from.left)};
	l->box = (struct box){from.left, foot - (from.right - from.left), from.left + high, foot};
	l->baseline[0] = (struct point){l->box.right, foot};
	l->baseline[1] = (struct point){l->box.right, l->box.top};
	line_region(l)->box = l->box;
}

/* Draws the line that begins with the token after "‹"; gives the number of tokens up to its "›". */
static int draw_inner(struct drawing *d, const struct token *t, int count)
{
	int n = 0;
	while (n < count && !ends_inner(t[n]))
		n++;
	cr_assert(n, "words between ‹ and ›");
	struct region *r = region_for(d, &body, t[0].begin, t[n - 1].end, false, REGION_PARAGRAPH, "flowing-text");
	struct line *l = page_add_line(d->page, r);
	for (int i = 0; i < n; i++) {
		struct word *w = page_add_word(d->page, l, t[i].text);
		shape_word(w, t[i], &body, baseline_of(d->row));
		enclose(w, baseline_of(d->row));
	}
	return n;
}

static void draw_line(struct drawing *d, const struct token *t, int count, const struct style *style)
{
	int foot = baseline_of(d->row);
	struct region *r =
		region_for(d, style, t[0].begin, t[count - 1].end, d->blocks, REGION_PARAGRAPH, "flowing-text");
	struct line *l = page_add_line(d->page, r);
	for (int i = style == &body ? 0 : 1; i < count; i++) {
		if (is_gutter(t[i])) {
			style = style_of(t + i + 1, count - i - 1);
			i += style != &body;
			continue;
		}
		if (begins_inner(t[i])) {
			i += draw_inner(d, t + i + 1, count - i - 1) + 1;
			continue;
		}
		struct word *w = page_add_word(d->page, l, t[i].text);
		shape_word(w, t[i], style, foot);
		enclose(w, foot);
	}
	if (style->mark == '/')
		tilt(l);
	else if (style->mark == '!')
		turn_up(l);
}

/* What the token draws, if it is made of nothing but one of the pictures' signs; else NULL. */
static const struct picture *picture_of(struct token t)
{
	for (const struct picture *p = pictures; p < pictures + PICTURES; p++) {
		struct str rest = t.text, sign = str_of(p->sign);
		while (rest.n && str_starts(rest, sign))
			rest = str_skip(rest, sign.n);
		if (!rest.n)
			return p;
	}
	return NULL;
}

static void draw_picture(struct drawing *d, struct token t, const struct picture *p)
{
	struct box b = cells(d, t.begin, t.end, 1);
	struct region *r = region_for(d, p, t.begin, t.end, p->solid, p->type, p->origin);
	if (p->width < COLUMN) {
		b.left += (COLUMN - p->width) / 2;
		b.right = b.left + p->width;
	}
	if (p->height < ROW) {
		b.top += (ROW - p->height) / 2;
		b.bottom = b.top + p->height;
	}
	r->box = box_union(r->box, b);
}

/* Gives the column where the row's drawing ends. */
static int draw_row(struct drawing *d, struct str row)
{
	struct token tokens[MOST_TOKENS];
	int count = tokens_of(row, tokens);
	for (int i = 0, n; i < count; i += n) {
		const struct token *t = &tokens[i];
		n = segment_length(t, count - i);
		const struct style *style = style_of(t, n);
		const struct picture *picture = n == 1 ? picture_of(*t) : NULL;
		if (picture)
			draw_picture(d, *t, picture);
		else if (style->mark == '%')
			draw_drop_capital(d, t, n, style);
		else
			draw_line(d, t, n, style);
	}
	return count ? tokens[count - 1].end : 0;
}

bool is_drawing(struct str text)
{
	return str_starts(text, STR("[page]\n")) || str_starts(text, STR("[blocks]\n"));
}

void page_from_drawing(struct page *page, struct str text)
{
	struct drawing d = {.page = page, .blocks = str_starts(text, STR("[blocks]"))};
	int columns = 0;
	page_init(page);
	text = str_skip(text, strcspn(text.s, "\n") + 1);
	for (; text.n; d.row++) {
		const char *end = memchr(text.s, '\n', text.n);
		struct str row = {text.s, end ? (size_t)(end - text.s) : text.n};
		int width = draw_row(&d, row);
		columns = width > columns ? width : columns;
		text = str_skip(text, row.n + 1);
	}
	page->width = 2 * MARGIN + columns * COLUMN;
	page->height = 2 * MARGIN + d.row * ROW;
	page->frame = (struct box){0, 0, page->width, page->height};
	page->x_dpi = page->y_dpi = DPI;
}

struct strbuf page_to_labelled_text(const struct page *page)
{
	struct strbuf text = {0}, line = {0};
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		bool first = true;
		for (const struct line *l = first_line(r); l; l = next_line(l)) {
			line.n = 0;
			add_line_printed(l, &line);
			if (!line.n)
				continue;
			if (first && r->type != REGION_PARAGRAPH)
				strbuf_printf(&text, "[%s] ", region_kinds[r->type].label);
			strbuf_add(&text, first ? STR("") : STR(" / "));
			strbuf_add(&text, strbuf_str(&line));
			first = false;
		}
		if (!first)
			strbuf_byte(&text, '\n');
	}
	strbuf_add(&text, STR(""));
	strbuf_release(&line);
	return text;
}
