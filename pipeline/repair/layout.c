/* Lines with their place and type; the usual type of the page. */
#include "repair/layout.h"

#include "base/order.h"
#include "base/utf8.h"
#include "page/shapes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Heights of capitals to x-heights, where only one is known: of most faces of text. */
static const double usual_height = 1.47;

/* Measures that do not go together, x-heights to heights: one is wrong. */
static const float least_x_height = 0.5F, most_x_height = 0.88F;

/* The x-height is kept then, unless it is that much higher than the words' boxes. */
static const double higher_than_box = 1.05;

/* A word with tall letters is at least so high against its x-height: a larger one was measured of capitals, digits. */
static const double least_tall = 1.25;

/* Of a word's box without measures: the x-height to its height, with some letters above or below. */
static const double box_to_x_height = 0.6;

/* Types are alike in size up to this ratio, in the thickness of strokes up to that, in slant up to these degrees. */
static const float like_size = 1.17F, like_height = 1.1F, like_stroke = 1.4F, like_slant = 8;

/* Type is bolder whose strokes are so many times as thick for its size. */
static const float bolder = 1.28F;

/* A line whose baseline lies further from its words than this (x-heights) has a wrong one. */
static const double wrong_foot = 0.6;

static bool is_like(float a, float b, float ratio)
{
	return a <= ratio * b && b <= ratio * a;
}

/* Few numbers, as a line's, are sorted in less time by putting each in its place. */
static void sort(double *values, size_t n)
{
	enum { FEW = 32 };
	if (n > FEW) {
		qsort(values, n, sizeof *values, by_double);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		double v = values[i];
		size_t k = i;
		for (; k && values[k - 1] > v; k--)
			values[k] = values[k - 1];
		values[k] = v;
	}
}

static double median(double *values, size_t n)
{
	sort(values, n);
	return n ? values[n / 2] : 0;
}

/* Of the two measures one may be wrong, where a line has few letters that show it. */
bool same_size(const struct type_measures *a, const struct type_measures *b)
{
	return is_like(a->x_height, b->x_height, like_size) ||
	       (a->height > 0 && b->height > 0 && is_like(a->height, b->height, like_height));
}

bool is_bolder(const struct type_measures *a, const struct type_measures *b)
{
	return a->measured && b->measured && a->stroke / a->x_height > bolder * b->stroke / b->x_height;
}

bool same_face(const struct type_measures *a, const struct type_measures *b)
{
	bool measured = a->measured && b->measured;
	return same_size(a, b) &&
	       (!measured || (is_like(a->stroke, b->stroke, like_stroke) && fabsf(a->slant - b->slant) <= like_slant));
}

static double x_of(const struct layout *l, double x, double y)
{
	return x * l->cosine + y * l->sine;
}

static double y_of(const struct layout *l, double x, double y)
{
	return y * l->cosine - x * l->sine;
}

struct area layout_area(const struct layout *l, struct box b)
{
	double x = (b.left + b.right) / 2.0, y = (b.top + b.bottom) / 2.0, w = b.right - b.left, h = b.bottom - b.top;
	double cx = x_of(l, x, y), cy = y_of(l, x, y), along = fabs(l->cosine), aside = fabs(l->sine);
	if (aside > along) {
		double turned = w;
		w = h;
		h = turned;
	}
	take_slant_off(&w, &h, fmax(along, aside), fmin(along, aside));
	return (struct area){cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2};
}

/* A table is none: text steps over it as over a picture. */
static bool is_text(const struct region *r)
{
	return region_kinds[r->type].place != PLACE_ASIDE && r->type != REGION_DROP_CAPITAL && r->type != REGION_TABLE;
}

/* The quarter turn in which most lines of several words run, as a step along them. */
static struct point find_quarter(const struct page *page)
{
	static const struct point quarters[] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
	uint32_t votes[4] = {0}, best = 0;
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		const struct line *line = (const struct line *)page->nodes[NODE_LINE][i];
		double x = line->baseline[1].x - line->baseline[0].x, y = line->baseline[1].y - line->baseline[0].y;
		for (uint32_t q = 0; q < 4 && first_word(line) != last_word(line); q++)
			votes[q] += x * quarters[q].x + y * quarters[q].y > fabs(x * quarters[q].y + y * quarters[q].x);
	}
	for (uint32_t q = 1; q < 4; q++)
		best = votes[q] > votes[best] ? q : best;
	return quarters[best];
}

/* Does the word stand on the line with all its letters, of which it has some? */
static bool shows_foot(const struct word *w)
{
	struct letter_shapes s = letter_shapes_of(w->raw);
	return !box_empty(w->box) && !s.hanging && s.letters >= 2;
}

/* The step along the line: its baseline, or, where that is not known, from the foot of one word to that of another, in
 * which no letter hangs below it. */
static struct point line_step(const struct line *line)
{
	const struct point *b = line->baseline;
	const struct word *first = first_word(line), *last = last_word(line);
	if (b[0].x != b[1].x || b[0].y != b[1].y)
		return (struct point){b[1].x - b[0].x, b[1].y - b[0].y};
	while (first && !shows_foot(first))
		first = next_word(first);
	while (last && !shows_foot(last))
		last = prev_word(last);
	return first && last
		       ? (struct point){(last->box.left + last->box.right - first->box.left - first->box.right) / 2,
					last->box.bottom - first->box.bottom}
		       : (struct point){0};
}

/* How the lines lie: the nearest quarter turn, and the median slope of the longer ones from there. */
static void find_slope(struct layout *l, struct page *page)
{
	struct point q = find_quarter(page);
	double *slopes = must_alloc((size_t)page->counts[NODE_LINE] + 1, sizeof *slopes), slope, length;
	size_t n = 0;
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		const struct line *line = (const struct line *)page->nodes[NODE_LINE][i];
		struct point step = line_step(line);
		double along = step.x * q.x + step.y * q.y, aside = step.y * q.x - step.x * q.y;
		if (along > 0 && last_word(line) && first_word(line) != last_word(line) && fabs(aside) < along / 4)
			slopes[n++] = aside / along;
	}
	slope = median(slopes, n);
	length = sqrt(1 + slope * slope);
	l->cosine = (q.x - slope * q.y) / length;
	l->sine = (q.y + slope * q.x) / length;
	free(slopes);
}

/* Have most of the line's first words tall letters? */
static bool is_tall(const struct line *line, size_t words)
{
	size_t tall = 0;
	const struct word *w = first_word(line);
	for (size_t i = 0; i < words; i++, w = next_word(w))
		tall += letter_shapes_of(w->text).high > 0;
	return 2 * tall > words;
}

/* The type of the line; sizes from the words' boxes where nothing was measured. */
static struct type_measures type_of(const struct line *line)
{
	enum { MOST = 32 };
	double heights[MOST];
	size_t n = 0;
	struct type_measures t = line_type(line);
	for (const struct word *w = first_word(line); w && n < MOST; w = next_word(w))
		heights[n++] = w->box.bottom - w->box.top;
	double box = median(heights, n);
	bool sound =
		t.x_height > 0 &&
		(t.height == 0 || (t.x_height > least_x_height * t.height && t.x_height < most_x_height * t.height));
	if (!sound && t.height > 0 && t.x_height > most_x_height * t.height && box < least_tall * (double)t.x_height &&
	    is_tall(line, n)) {
		t.x_height = t.height / (float)usual_height;
		return t;
	}
	if (!(t.x_height > 0) || (!sound && (double)t.x_height > higher_than_box * box))
		t.x_height = (float)(box_to_x_height * box);
	if (!sound || !(t.height > 0))
		t.height = (float)usual_height * t.x_height;
	return t;
}

/* The middle of the words' feet; of an even number the higher of two, since letters hang below the line. */
static double higher_foot(double *feet, size_t n)
{
	double lower = median(feet, n);
	return n ? feet[(n - 1) / 2] : lower;
}

/* Where letters stand: the baseline at the words' middle, or, where that is none, the middle of the words' lower ends.
 */
static double foot_of(const struct layout *l, const struct line *line, double x_height)
{
	enum { MOST = 32 };
	double feet[MOST];
	size_t n = 0;
	for (const struct word *w = first_word(line); w && n < MOST; w = next_word(w))
		if (w->box.bottom - w->box.top < 4 * x_height)
			feet[n++] = layout_area(l, w->box).bottom;
	struct area box = layout_area(l, line_box(line));
	struct point a = line->baseline[0], b = line->baseline[1];
	double left = x_of(l, a.x, a.y), right = x_of(l, b.x, b.y), begin = y_of(l, a.x, a.y), end = y_of(l, b.x, b.y);
	bool known = right > left;
	double words = higher_foot(feet, n), x = (box.left + box.right) / 2;
	double foot = known ? begin + (x - left) * (end - begin) / (right - left) : 0;
	return !known || (n && fabs(foot - words) > wrong_foot * x_height) ? words - (known ? 0 : 0.1 * x_height)
									   : foot;
}

static void count_letters(struct layout_line *ll)
{
	size_t upper = 0, all = 0, digits = 0;
	for (const struct word *w = first_word(ll->line); w; w = next_word(w)) {
		for (size_t at = 0; at < w->text.n;) {
			uint32_t c = utf8_next(w->text, &at);
			all += utf8_is_letter(c);
			digits += utf8_is_digit(c);
			upper += utf8_is_upper(c);
		}
		ll->letters += w->text.n;
	}
	ll->wordless = all + digits == 0;
	ll->capitals = all ? (double)upper / (double)all : 0;
}

static void add_line(struct layout *l, struct line *line)
{
	struct layout_line *ll = &l->lines[l->line_count];
	*ll = (struct layout_line){.line = line, .type = type_of(line)};
	double foot = foot_of(l, line, (double)ll->type.x_height);
	for (const struct word *w = first_word(line); w; w = next_word(w)) {
		struct area a = layout_area(l, w->box);
		a.top = foot - (double)ll->type.height;
		a.bottom = foot;
		if (!box_empty(w->box) && !w->in)
			ll->area = area_union(ll->area, a);
	}
	count_letters(ll);
	if (area_width(ll->area) > 0 && ll->type.x_height > 0) {
		l->text = area_union(l->text, ll->area);
		l->line_count++;
	}
}

static void add_regions(struct layout *l, struct page *page)
{
	l->lines = arena_alloc(&page->scratch, page->counts[NODE_LINE], sizeof *l->lines);
	l->pictures = arena_alloc(&page->scratch, page->counts[NODE_REGION], sizeof *l->pictures);
	l->rules = arena_alloc(&page->scratch, page->counts[NODE_REGION], sizeof *l->rules);
	for (struct region *r = first_region(page); r; r = next_region(r)) {
		if (r->type == REGION_SEPARATOR)
			l->rules[l->rule_count++] = layout_area(l, r->box);
		else if (region_kinds[r->type].place == PLACE_ASIDE && r->type != REGION_NOISE && !box_empty(r->box))
			l->pictures[l->picture_count++] = layout_area(l, r->box);
		else if (r->type == REGION_TABLE && first_line(r))
			l->pictures[l->picture_count++] = layout_area(l, region_box(r));
		if (is_text(r))
			for (struct line *line = first_line(r); line; line = next_line(line))
				add_line(l, line);
	}
}

/* Lines of one size, and their letters. */
struct size_group {
	const struct type_measures *type;
	size_t letters;
};

/* The size of type about which most letters are set, of the first lines that have it. */
static struct type_measures usual_size(const struct layout *l)
{
	struct size_group *groups = must_alloc(l->line_count, sizeof *groups), *best = groups;
	size_t count = 0, most = 0;
	for (size_t i = 0; i < l->line_count; i++) {
		const struct type_measures *t = &l->lines[i].type;
		size_t g = 0;
		while (g < count && (groups[g].type->x_height != t->x_height || groups[g].type->height != t->height))
			g++;
		if (g == count)
			groups[count++] = (struct size_group){.type = t};
		groups[g].letters += l->lines[i].letters;
	}
	for (size_t i = 0; i < count; i++) {
		size_t letters = 0;
		for (size_t g = 0; g < count; g++)
			letters += same_size(groups[i].type, groups[g].type) ? groups[g].letters : 0;
		best = letters > most ? &groups[i] : best;
		most = letters > most ? letters : most;
	}
	struct type_measures usual = *best->type;
	free(groups);
	return usual;
}

/* The x-height about which most letters are set, and the median type of the lines that have it. */
static void find_body(struct layout *l)
{
	size_t n = 0;
	double *values[3];
	for (int k = 0; k < 3; k++)
		values[k] = must_alloc(l->line_count, sizeof **values);
	l->body = usual_size(l);
	struct type_measures about = l->body;
	size_t measured = 0;
	for (size_t i = 0; i < l->line_count; i++) {
		if (!same_size(&about, &l->lines[i].type) || l->lines[i].letters < 12)
			continue;
		values[0][n] = (double)l->lines[i].type.x_height;
		values[2][n++] = (double)l->lines[i].type.height;
		if (l->lines[i].type.measured)
			values[1][measured++] = (double)l->lines[i].type.stroke;
	}
	if (n) {
		l->body = (struct type_measures){.x_height = (float)median(values[0], n),
						 .stroke = (float)median(values[1], measured),
						 .height = (float)median(values[2], n),
						 .measured = 2 * measured > n};
	}
	for (int k = 0; k < 3; k++)
		free(values[k]);
}

/* The usual distance between the body's lines: the median of those to the next line below in the same column. */
static void find_leading(struct layout *l)
{
	double *all = must_alloc(l->line_count, sizeof *all), farthest = 6 * (double)l->body.x_height;
	size_t n = 0;
	for (size_t i = 0; i < l->line_count; i++) {
		const struct layout_line *a = l->by_foot[i];
		for (size_t j = i + 1; j < l->line_count && same_size(&a->type, &l->body); j++) {
			const struct layout_line *b = l->by_foot[j];
			double down = b->area.bottom - a->area.bottom;
			if (down >= farthest)
				break;
			if (down > (double)l->body.x_height && same_size(&b->type, &l->body) &&
			    area_across(a->area, b->area) > 0.5 * fmin(area_width(a->area), area_width(b->area))) {
				all[n++] = down;
				break;
			}
		}
	}
	l->leading = n ? median(all, n) : 2.6 * (double)l->body.x_height;
	free(all);
}

static bool find_layout(struct layout *l, struct page *page)
{
	*l = (struct layout){.page = page};
	find_slope(l, page);
	add_regions(l, page);
	if (!l->line_count)
		return false;
	find_body(l);
	sort_by_foot(l, &page->scratch);
	find_leading(l);
	find_pictures(l);
	return true;
}

/* The layout of the page as it was after so many edits. */
struct layout_memory {
	uint32_t edit_count;
	bool has_lines;
	struct layout layout;
};

static void *copy(struct arena *arena, const void *items, size_t n, size_t size)
{
	void *out = arena_alloc(arena, n + 1, size);
	return n ? memcpy(out, items, n * size) : out;
}

/* What stages may reorder is theirs. */
static struct layout copy_layout(const struct layout *l, struct arena *arena)
{
	struct layout out = *l;
	out.lines = copy(arena, l->lines, l->line_count, sizeof *l->lines);
	out.by_foot = copy(arena, l->by_foot, l->line_count, sizeof *l->by_foot);
	for (size_t i = 0; i < l->line_count; i++)
		out.by_foot[i] = out.lines + (l->by_foot[i] - l->lines);
	out.pictures = copy(arena, l->pictures, l->picture_count, sizeof *l->pictures);
	out.rules = copy(arena, l->rules, l->rule_count, sizeof *l->rules);
	return out;
}

bool layout_init(struct layout *l, struct page *page)
{
	struct layout_memory *m = page->layout;
	if (!m || m->edit_count != page->edit_count) {
		m = m ? m : arena_alloc(&page->scratch, 1, sizeof *m);
		m->has_lines = find_layout(&m->layout, page);
		m->edit_count = page->edit_count;
		page->layout = m;
	}
	*l = copy_layout(&m->layout, &page->scratch);
	return m->has_lines;
}

void layout_forget(struct page *page)
{
	page->layout = NULL;
}

/* Do the middles of the block's lines agree better than their ends? */
static bool is_centred(const struct layout *l, const struct layout_block *b)
{
	double x = (double)b->type.x_height, least_left = 1e9, most_left = -1e9, least = 1e9, most = -1e9;
	for (size_t i = 0; i < l->line_count; i++) {
		const struct area *a = &l->lines[i].area;
		if (line_region(l->lines[i].line) != b->region)
			continue;
		least_left = fmin(least_left, a->left);
		most_left = fmax(most_left, a->left);
		least = fmin(least, (a->left + a->right) / 2);
		most = fmax(most, (a->left + a->right) / 2);
	}
	return b->line_count > 1 && most - least < 1.5 * x && most_left - least_left > x;
}

static void fill_block(const struct layout *l, struct layout_block *b, double *values[4])
{
	size_t n = 0;
	for (size_t i = 0; i < l->line_count; i++) {
		const struct layout_line *ll = &l->lines[i];
		if (line_region(ll->line) != b->region)
			continue;
		b->area = area_union(b->area, ll->area);
		b->first = !b->first || ll->area.bottom < b->first->area.bottom ? ll : b->first;
		b->last = !b->last || ll->area.bottom >= b->last->area.bottom ? ll : b->last;
		b->letters += ll->letters;
		b->capitals += ll->capitals * (double)ll->letters;
		b->type.reversed |= ll->type.reversed;
		b->type.shaded |= ll->type.shaded;
		b->type.measured |= ll->type.measured;
		values[0][n] = (double)ll->type.x_height;
		values[1][n] = (double)ll->type.stroke;
		values[2][n] = (double)ll->type.slant;
		values[3][n++] = (double)ll->type.height;
	}
	b->line_count = n;
	b->capitals /= b->letters ? (double)b->letters : 1;
	b->type.x_height = (float)median(values[0], n);
	b->type.stroke = (float)median(values[1], n);
	b->type.slant = (float)median(values[2], n);
	b->type.height = (float)median(values[3], n);
	b->centred = is_centred(l, b);
}

struct layout_block *layout_blocks(const struct layout *l, struct arena *arena, size_t *count)
{
	struct layout_block *blocks = arena_alloc(arena, l->page->counts[NODE_REGION], sizeof *blocks);
	double *values[4];
	*count = 0;
	for (int k = 0; k < 4; k++)
		values[k] = must_alloc(l->line_count, sizeof **values);
	for (struct region *r = first_region(l->page); r; r = next_region(r)) {
		if (!is_text(r) || !first_line(r))
			continue;
		struct layout_block *b = &blocks[*count];
		*b = (struct layout_block){.region = r};
		fill_block(l, b, values);
		*count += b->line_count > 0;
	}
	for (int k = 0; k < 4; k++)
		free(values[k]);
	return blocks;
}
