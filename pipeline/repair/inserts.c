/*
 * Tell pull quotes and headings from the body: lines in larger, bolder or slanted type, set into a column.
 *
 * A pull quote repeats the body, stands where a sentence of the body runs on across it, has several lines, and is
 * centred; a heading stands between paragraphs, and over what it heads. What speaks for either is added up.
 */
#include "repair/judge.h"
#include "repair/layout.h"
#include "repair/repair.h"
#include "repair/setting.h"

#include "base/utf8.h"
#include "language/runs_on.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Display type is larger than the body by this, or bolder. */
static const float larger = 1.16F;

/* Reversed text fills its box to this part of the box's width and height. */
static const double most_of_width = 0.7, most_of_height = 0.4;

/* Type in a picture is display type only where it is so large: the title of an article over its banner. */
static const float huge = 1.6F;

/* Under a title over a banner, a subtitle is so large; smaller, and read with this confidence (percent), it is the
 * author's name. */
static const float subtitle = 1.45F, sure_name = 80;

/* A quote has no more letters than this (bytes); a heading, than that. */
enum {
	LONGEST_QUOTE = 420,
	LONGEST_HEADING = 160,
	SHORTEST_REPEAT = 4,
	FEWEST_LETTERS = 3,
	SHORTEST_BODY = 120,
	LONG_TEXT = 55,
	LONG_LINE = 25,
	LONGEST_ORNAMENT = 8,
	FEWEST_KNOWN = 12 /* letters of a heading that is believed for its known words: short ones are so by chance */
};

/* The part of its words that stand in a row elsewhere on the page, of a quote that repeats the body. */
static const double repeated = 0.6;

/*
 * A heading was read with at least this confidence (percent); without a word that is known, with that; of known words
 * only, as old faces are read ("England’s Oldest Handicrafts." in black letter), with the last.
 */
static const float least_confidence = 60, sure_confidence = 85, known_confidence = 35;

/* Smaller type than this part of the body's, but in capitals, is no heading's; nor one with strokes thinner than that
 * part of the body's, for its size: lines of a drawing. */
static const float small_heading = 0.75F, thin_strokes = 0.35F;

/* A line so much higher than it is wide is set upright: the side of a chart. */
static const double upright = 2;

/* A heading in capitals is further from the body above than this (leadings), and has more white below it too. */
static const double set_off = 1.3, some_white = 1.1;

/* A line is centred whose middle is off its column's by no more than this part of its width, and is no wider than that;
 * it is in capitals, or small ones read as letters of either size, with this part of its letters. */
static const double off_middle = 0.1, short_line = 0.8, in_capitals = 0.45;

/* What speaks for a pull quote adds up to this; see score_quote. */
static const double enough = 2;

/* The words of the page's body without punctuation and case, for finding repeats. */
struct text {
	struct str *words;
	const struct region **regions;
	size_t count;
};

static void collect_text(struct repair *r, struct text *t)
{
	t->words = arena_alloc(&r->page->scratch, r->page->counts[NODE_WORD], sizeof *t->words);
	t->regions = arena_alloc(&r->page->scratch, r->page->counts[NODE_WORD], sizeof *t->regions);
	t->count = 0;
	for (const struct region *g = first_region(r->page); g; g = next_region(g))
		for (const struct line *l = first_line(g); l; l = next_line(l))
			for (const struct word *w = first_word(l); w; w = next_word(w)) {
				struct str s = utf8_lower(&r->page->scratch, utf8_core(w->text));
				if (!word_shown(w) || !s.n)
					continue;
				t->regions[t->count] = g;
				t->words[t->count++] = s;
			}
}

/* Do most of the region's words stand at the same distances from each other elsewhere? */
static bool is_repeated(const struct text *t, const struct region *g)
{
	size_t begin = 0, n = 0;
	while (begin < t->count && t->regions[begin] != g)
		begin++;
	while (begin + n < t->count && t->regions[begin + n] == g)
		n++;
	size_t most_unlike = (size_t)((1 - repeated) * (double)n);
	for (size_t at = 0; n >= SHORTEST_REPEAT && at + n <= t->count; at++) {
		size_t unlike = 0;
		if (at + n > begin && at < begin + n)
			continue;
		for (size_t k = 0; k < n && unlike <= most_unlike; k++)
			unlike += !str_equal(t->words[at + k], t->words[begin + k]);
		if (unlike <= most_unlike)
			return true;
	}
	return false;
}

/* A line of one number, as headings are: "12". */
static bool is_number(const struct layout_block *b)
{
	const struct word *w = first_word(b->first->line);
	return b->line_count == 1 && w && !next_word(w) && w->confidence > 70 && w->text.n && w->numeric;
}

/* Three lines or more, centred, and set in from the body above or below it on both sides. */
static bool is_set_in(const struct layout *l, const struct layout_block *b)
{
	double inset = 2 * (double)l->body.x_height;
	if (!b->centred || b->line_count < 3 || b->region->type == REGION_LINES ||
	    b->type.x_height < 1.04F * l->body.x_height)
		return false;
	for (size_t i = 0; i < l->line_count; i++) {
		const struct area *a = &l->lines[i].area;
		double gap = fmax(b->area.top - a->bottom, a->top - b->area.bottom);
		if (gap > 0 && gap < 3 * l->leading && a->left < b->area.left - inset &&
		    a->right > b->area.right + inset)
			return true;
	}
	return false;
}

/* Is there a line of the body, or a caption, that ends above the block? Over a title's banner there is none. */
static bool has_text_above(const struct layout *l, const struct layout_block *b)
{
	for (size_t i = 0; i < l->line_count; i++) {
		const struct layout_line *ll = &l->lines[i];
		bool caption = line_region(ll->line)->type == REGION_CAPTION;
		bool body = region_kinds[line_region(ll->line)->type].place == PLACE_BODY && ll->letters > LONG_LINE &&
			    same_face(&ll->type, &l->body);
		if ((body || caption) && ll->area.bottom < b->area.top)
			return true;
	}
	return false;
}

/* Is it a banner, with a title of large type in it? */
static bool is_banner(const struct layout *l, const struct area *picture)
{
	for (size_t i = 0; i < l->line_count; i++)
		if (l->lines[i].type.x_height > huge * l->body.x_height && l->lines[i].letters >= FEWEST_LETTERS &&
		    picture_around(l, l->lines[i].area) == picture)
			return true;
	return false;
}

static bool on_banner(const struct layout *l, const struct layout_block *b)
{
	const struct area *around = picture_around(l, b->area);
	return around && is_banner(l, around);
}

/* The author's name over the banner of an article, under its title: of the size of the body and in letters of one. */
static bool is_name_on_banner(const struct layout *l, const struct layout_block *b)
{
	const struct word *w = first_word(b->first->line);
	return b->region->type == REGION_FLOATING && b->line_count == 1 && b->letters <= LONG_TEXT &&
	       b->letters > FEWEST_LETTERS && b->type.x_height > small_heading * l->body.x_height &&
	       b->type.x_height < subtitle * l->body.x_height && w && next_word(w) && !begins_lower(w->text) &&
	       judge_sureness(b->first->line).confidence > sure_name && on_banner(l, b) && !has_text_above(l, b);
}

/*
 * Letters in a picture: of other type than the body, or set apart as letters of a figure, or few, as labels and the
 * cells of a table are. With no text above it may be a banner with title and author.
 */
static bool is_in_picture(const struct layout *l, const struct layout_block *blocks, size_t count,
			  const struct layout_block *b)
{
	const struct area *around = picture_around(l, b->area);
	bool apart = b->region->type == REGION_FLOATING;
	apart = apart && around && !holds_most_text(l, around);
	if (apart && has_numbered_caption(l, blocks, count, around) && !is_banner(l, around))
		return true;
	return around &&
	       (!same_face(&b->type, &l->body) || (apart && b->letters <= SHORTEST_BODY && has_text_above(l, b)));
}

/* "By Isabel Suart Robson": no heading, though it is set as one. */
static bool is_byline(const struct layout_block *b)
{
	const struct word *w = first_shown(b->first->line);
	return w && w->text.n == 2 && !strncasecmp(w->text.s, "by", 2);
}

static bool is_text_of_lines(const struct layout *l, const struct layout_block *b)
{
	return is_body_type(l, b) && b->line_count > 1;
}

/* A heading of the body's size in capitals or small capitals: a line in the middle of its column, set off by white. */
static bool is_line_of_capitals(const struct layout *l, const struct layout_block *blocks, size_t count, size_t i)
{
	const struct layout_block *b = &blocks[i], *below = block_beyond(blocks, count, i, 1, is_text_of_lines, l);
	if (b->region->type != REGION_PARAGRAPH || b->line_count > 1 || b->letters > LONG_TEXT || !below ||
	    b->capitals < in_capitals || is_byline(b))
		return false;
	double column = area_width(below->area), middle = (below->area.left + below->area.right) / 2;
	double above = 2 * set_off * l->leading, under = above;
	for (size_t k = 0; k < l->line_count; k++) {
		const struct area *a = &l->lines[k].area;
		double down = a->bottom - b->area.bottom;
		if (&l->lines[k] == b->first || area_across(*a, b->area) <= 0)
			continue;
		if (down < 0)
			above = fmin(above, -down);
		else
			under = fmin(under, down);
	}
	return above > set_off * l->leading && under > some_white * l->leading &&
	       fabs((b->area.left + b->area.right) / 2 - middle) < off_middle * column &&
	       area_width(b->area) < short_line * column;
}

/* Is the picture about it no more than a dark box, which the text fills? */
static bool fills_box(const struct layout *l, const struct layout_block *b)
{
	const struct area *box = picture_around(l, b->area);
	return box && b->type.reversed && area_width(b->area) > most_of_width * area_width(*box) &&
	       area_height(b->area) > most_of_height * area_height(*box);
}

static bool is_display(const struct layout *l, const struct layout_block *blocks, size_t count, size_t i)
{
	const struct layout_block *b = &blocks[i];
	if (b->letters < FEWEST_LETTERS && !is_number(b))
		return false;
	if (is_in_picture(l, blocks, count, b) && !fills_box(l, b))
		return b->type.x_height > (on_banner(l, b) ? subtitle : huge) * l->body.x_height &&
		       !has_text_above(l, b);
	if (b->region->type == REGION_FLOATING)
		return b->type.x_height > 0.8F * l->body.x_height;
	return is_body_text(b) &&
	       (b->type.x_height > larger * l->body.x_height || (is_bolder(&b->type, &l->body) && b->line_count <= 3) ||
		is_set_in(l, b) || is_line_of_capitals(l, blocks, count, i) ||
		(b->type.slant > 8 && b->centred && b->line_count >= 2 && b->type.x_height > 1.05F * l->body.x_height));
}

static struct str last_word_of(const struct layout_block *b)
{
	struct str words[2];
	block_words(b, true, words);
	return words[0];
}

static bool is_ruled(const struct layout *l, const struct layout_block *b)
{
	int rules = 0;
	for (size_t i = 0; i < l->rule_count; i++)
		rules += area_across(l->rules[i], b->area) > 0.6 * area_width(b->area) &&
			 area_down(l->rules[i], b->area) > -2 * l->leading;
	return rules >= 2;
}

/* How much more speaks for a pull quote than for a heading. */
static double score_quote(struct repair *r, const struct layout *l, const struct layout_block *b, struct setting p,
			  bool repeats)
{
	double score = repeats ? 4 : 0;
	double column = fmax(p.above ? area_width(p.above->area) : 0, p.below ? area_width(p.below->area) : 0);
	double across = p.above && p.below ? runs_across(r, p.above, p.below) : 0;
	bool open = p.above && !ends_sentence(last_word_of(p.above));
	score += across >= 1 ? 3 : across <= -0.2 || (across > 0 && !open) ? -1 : 0;
	score += !p.below && open ? 1.5 : 0;
	score += b->line_count >= 3 ? 1 : b->line_count == 1 ? -1.5 : 0;
	score += b->centred ? 1 : 0;
	score += b->letters > LONG_TEXT && b->line_count > 1 ? 1 : 0;
	score += is_ruled(l, b) ? 1 : 0;
	score += b->type.slant > 6 ? 0.5 : 0;
	score += b->region->type == REGION_FLOATING && !b->type.reversed && b->line_count > 1 ? 1.5 : 0;
	score -= p.tops && area_width(b->area) > 1.2 * column ? 4 : 0;
	score -= !p.above ? 1.5 : 0;
	score -= is_bolder(&b->type, &l->body) && b->line_count <= 2 && !b->centred ? 1 : 0;
	return score;
}

/* Text that was read later, in pale or reversed type, is of the body if it is set as the body is. */
static bool is_rescued_body(const struct layout *l, const struct layout_block *b)
{
	return b->region->type == REGION_FLOATING && !b->type.reversed &&
	       (same_face(&b->type, &l->body) || (same_size(&b->type, &l->body) && b->letters > SHORTEST_BODY));
}

/* The end of a web address in brackets: "org)", "com)." */
static bool is_address_end(struct str s)
{
	while (s.n && strchr(".,;:", s.s[s.n - 1]))
		s.n--;
	return s.n > 1 && s.s[s.n - 1] == ')' && !memchr(s.s, '(', s.n) && begins_lower(s);
}

/* "software/open" is no address: words of the lexicon on both sides. */
static bool is_address(const struct repair *r, struct str s)
{
	const char *slash = memchr(s.s, '/', s.n);
	size_t n = slash ? (size_t)(slash - s.s) : 0;
	return slash && !(r->lexicon && n > 1 && lexicon_knows(r->lexicon, str_chop(s, s.n - n)) && s.n > n + 2 &&
			  lexicon_knows(r->lexicon, str_skip(s, n + 1)));
}

static bool is_month(struct str s)
{
	static const char *const months[] = {"january", "february",  "march",   "april",    "may",      "june", "july",
					     "august",  "september", "october", "november", "december", NULL};
	return str_is_one_of(s, months);
}

/* A day and no more, "February 25th, 1956": the date of an article. Bold it is a heading. */
static bool is_dateline(const struct layout *l, const struct layout_block *b)
{
	int months = 0, numbers = 0, words = 0;
	for (const struct word *w = first_word(b->first->line); w; w = next_word(w)) {
		words += utf8_core(w->text).n > 0;
		months += is_month(utf8_core(w->text));
		numbers += w->text.n && isdigit((unsigned char)w->text.s[0]);
	}
	return b->line_count == 1 && months == 1 && numbers && words == months + numbers &&
	       !is_bolder(&b->type, &l->body);
}

/* What the words of a block say of its being a heading. */
struct wording {
	struct judgement read;
	int open; /* brackets that are not closed */
	size_t words, known_words;
	bool known, lettered, address;
	bool cut; /* closes a bracket that was not opened, or ends in one that was: the rest is elsewhere */
};

static struct wording find_wording(const struct repair *r, const struct layout_block *b)
{
	struct wording all = {.known = !r->lexicon || is_number(b)};
	for (const struct line *l = first_line(b->region); l; l = next_line(l))
		for (const struct word *w = first_word(l); w; w = next_word(w)) {
			struct str s = w->text;
			for (size_t i = 0; i < s.n; i++) {
				all.open += s.s[i] == '(' ? 1 : s.s[i] == ')' ? -1 : 0;
				all.cut |= all.open < 0 || (s.s[i] == '(' && i + 1 == s.n && !next_word(w));
				all.lettered |= isalpha((unsigned char)s.s[i]) || (unsigned char)s.s[i] >= 0xC3;
			}
			while (s.n && strchr(".,:;!?", s.s[s.n - 1]))
				s.n--;
			all.read = judge_both(all.read, judge_word(r, w));
			all.words += s.n > 0;
			all.known_words += s.n > 2 && !w->numeric && r->lexicon && lexicon_knows(r->lexicon, s);
			all.address |= w->text.n && (is_address(r, w->text) || is_address_end(w->text));
		}
	all.known |= all.known_words || (all.read.letters > 2 && all.read.confidence > sure_confidence);
	return all;
}

/* Is the type one of headings: not set upright, no small print, no thin lines of a drawing? */
static bool may_be_heading_type(const struct layout *l, const struct layout_block *b)
{
	bool thin = b->type.measured && l->body.measured &&
		    b->type.stroke / b->type.x_height < thin_strokes * l->body.stroke / l->body.x_height;
	bool turned = b->letters > FEWEST_LETTERS && b->line_count == 1 &&
		      layout_area(l, b->region->box).bottom - layout_area(l, b->region->box).top >
			      upright * area_width(b->area);
	return !thin && !turned && (b->type.x_height > small_heading * l->body.x_height || b->capitals > 0.7);
}

/* A heading begins as a sentence does, or does not end as one; is no address and no
 * entry of a list; and was read surely enough to be one. */
static bool may_be_heading(const struct repair *r, const struct layout *l, const struct layout_block *b, float least)
{
	const struct word *first = first_word(b->first->line);
	struct wording all = find_wording(r, b);
	bool lower = first && begins_lower(first->text);
	bool all_known = all.words > 1 && all.known_words == all.words && all.read.letters >= FEWEST_KNOWN;
	if (!first || str_equal(first->text, STR("•")) || !may_be_heading_type(l, b) || is_dateline(l, b) ||
	    all.address || all.cut)
		return false;
	bool title = b->type.x_height > huge * l->body.x_height;
	if (lower && ((b->region->type == REGION_FLOATING && !title) || ends_sentence(last_word_of(b))))
		return false;
	return all.known && (all.lettered || is_number(b)) &&
	       all.read.confidence > (all_known ? known_confidence : least);
}

static void name_insert(struct repair *r, const struct layout *l, const struct layout_block *blocks, size_t count,
			size_t i, const struct text *text)
{
	const struct layout_block *b = &blocks[i];
	struct setting p = find_setting(l, blocks, count, i);
	bool repeats = is_repeated(text, b->region), plain = is_rescued_body(l, b);
	double score = score_quote(r, l, b, p, repeats);
	bool capitals = is_line_of_capitals(l, blocks, count, i); /* its setting tells enough */
	if (score >= enough && b->letters <= LONGEST_QUOTE && (!plain || repeats || b->centred)) {
		edit_type(r->page,
			  repair_reason(r, (float)fmin(99, 75 + 5 * score), "%s, in other type than the body%s",
					repeats ? "repeats a sentence of the page"
						: "stands in the middle of a sentence or apart",
					b->centred ? ", centred" : ""),
			  b->region, REGION_PULL_QUOTE);
	} else if (plain) {
		edit_type(r->page, repair_reason(r, 90, "set as the body is"), b->region, REGION_PARAGRAPH);
	} else if (b->letters <= LONGEST_HEADING && b->region->type != REGION_HEADING &&
		   may_be_heading(r, l, b, capitals ? known_confidence : least_confidence)) {
		edit_type(r->page,
			  repair_reason(r, 90, "%s, over what follows",
					capitals                        ? "a line of capitals set off in its column"
					: is_bolder(&b->type, &l->body) ? "bolder type than the body"
									: "larger type than the body"),
			  b->region, REGION_HEADING);
	}
}

/* One of the marks of an ornament, the others of which were not read: no letter, set in from the column's left end. */
static bool is_doubtful_mark(const struct layout *l, const struct layout_block *b, const struct layout_block *below)
{
	const struct word *w = first_shown(b->first->line);
	return b->first->wordless && w && w == last_shown(b->first->line) && (double)w->confidence < known_confidence &&
	       b->area.left - below->area.left > 2 * (double)l->body.x_height;
}

/*
 * Is it an ornament between two paragraphs, read as letters: a short line without a word, in the middle of its column?
 */
static bool is_ornament(const struct repair *r, const struct layout *l, const struct layout_block *blocks, size_t count,
			size_t i)
{
	const struct layout_block *b = &blocks[i], *above = block_beyond(blocks, count, i, -1, is_body_type, l),
				  *below = block_beyond(blocks, count, i, 1, is_body_type, l);
	if (b->region->type != REGION_PARAGRAPH || b->line_count > 1 || b->letters > LONGEST_ORNAMENT || !above ||
	    !below)
		return false;
	double middle = (below->area.left + below->area.right) / 2, width = area_width(below->area);
	bool centred = fabs((b->area.left + b->area.right) / 2 - middle) < off_middle * width;
	if (!(centred || is_doubtful_mark(l, b, below)) || area_width(b->area) > 0.6 * width)
		return false;
	for (const struct word *w = first_word(b->first->line); w; w = next_word(w))
		if (w->numeric || (w->confidence > least_confidence && w->text.n > 1 && r->lexicon &&
				   lexicon_knows(r->lexicon, w->text)))
			return false;
	return true;
}

static void name_inserts(struct repair *r)
{
	struct layout l;
	struct text text;
	size_t count;
	if (!layout_init(&l, r->page))
		return;
	struct layout_block *blocks = layout_blocks(&l, &r->page->scratch, &count);
	collect_text(r, &text);
	for (size_t i = 0; i < count; i++)
		if (is_ornament(r, &l, blocks, count, i))
			edit_type(r->page, repair_reason(r, 90, "an ornament between paragraphs, read as letters"),
				  blocks[i].region, REGION_GRAPHIC);
		else if (is_name_on_banner(&l, &blocks[i]))
			edit_type(r->page, repair_reason(r, 90, "a name under the title on a banner"), blocks[i].region,
				  REGION_PARAGRAPH);
		else if (is_display(&l, blocks, count, i) && !is_chart_label(&l, blocks, count, i))
			name_insert(r, &l, blocks, count, i, &text);
}

const struct repair_stage stage_inserts = {.name = "inserts",
					   .summary = "tell pull quotes and headings from the body",
					   .needs = REPAIR_GEOMETRY,
					   .run = name_inserts};
