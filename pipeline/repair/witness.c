/*
 * Fill a page from another witness of it: "One of those w" from "One of those who hear; the young Alexander". The two
 * are collated; lost line ends, lines and columns are taken from the witness, and where both have a word and they
 * differ, the better one stands and the other is kept beside it.
 */
#include "repair/witness.h"

#include "base/utf8.h"
#include "page/text.h"

#include <math.h>

/* The confidence (percent) from which a word looks like one that no lexicon has. */
static const float credible_confidence = 80;

/* And of one that the lexicon has: little of what is read in a picture comes up to it. */
static const float known_confidence = 50;

/* A word lies where another was read if they have this part of the smaller one in common. */
static const double same_place = 0.3;

/* Shorter readings may be of the edge of what is lost: letters. */
enum { LEAST_TAKEN = 3 };

/* A word that comes so near to the edge of its scan (parts of its height) may be cut by it. */
static const double at_edge = 0.1;

struct reason witness_reason(struct filling *f, float confidence, const char *what)
{
	return repair_reason(f->r, confidence, "%s, as witness %.*s has it", what, STR_ARG(f->from->name));
}

bool is_known(const struct filling *f, struct str text)
{
	struct str core = utf8_core(text);
	bool digits = core.n > 0;
	for (size_t at = 0; at < core.n && digits;)
		digits = !utf8_is_letter(utf8_next(core, &at));
	return digits || (f->r->lexicon && core.n && lexicon_knows(f->r->lexicon, core));
}

uint32_t region_end(const struct tokens *t, uint32_t token)
{
	const struct region *region = line_region(t->all[token].line);
	while (token < t->count && line_region(t->all[token].line) == region)
		token++;
	return token;
}

uint32_t line_end(const struct tokens *t, struct range s)
{
	uint32_t i = s.begin;
	while (i < s.end && t->all[i].line == t->all[s.begin].line)
		i++;
	return i;
}

bool next_missing(const struct filling *f, uint32_t *at, uint32_t end, struct range *missing)
{
	const struct tokens *t = &f->c.sides[SIDE_WITNESS];
	while (*at < end) {
		bool keyed = false;
		while (*at < end && t->all[*at].mate != NO_MATE)
			++*at;
		for (missing->begin = *at; *at < end && t->all[*at].mate == NO_MATE; ++*at)
			keyed |= t->all[*at].key.n > 0;
		missing->end = *at;
		if (keyed)
			return true;
	}
	return false;
}

uint32_t first_mate(const struct filling *f, uint32_t witness_token)
{
	return f->c.sides[SIDE_WITNESS].all[witness_token].mate;
}

uint32_t last_mate(const struct filling *f, uint32_t witness_token)
{
	const struct tokens *page = &f->c.sides[SIDE_PAGE];
	uint32_t i = first_mate(f, witness_token), last = i;
	for (; i < page->count && line_region(page->all[i].line) == line_region(page->all[last].line); i++)
		if (page->all[i].mate == witness_token)
			last = i;
		else if (page->all[i].key.n)
			break;
	return last;
}

bool is_cut_off(const struct filling *f, const struct token *t)
{
	const struct page *page = f->from->page;
	struct box b = t->word->box, frame = page->frame;
	if (word_is_fragment(t->word))
		return true;
	if (box_empty(b) || page->width <= 0)
		return false;
	if (box_empty(frame))
		frame = (struct box){0, 0, page->width, page->height};
	double near = at_edge * (b.bottom - b.top);
	return (t->begins && b.left - frame.left <= near) || (t->ends && frame.right - b.right <= near);
}

float witness_confidence(const struct word *w)
{
	return w->unrated || !w->raw.n ? (float)UNRATED_CONFIDENCE : w->confidence;
}

static bool is_credible(const struct filling *f, const struct token *t)
{
	size_t begin;
	float sure = witness_confidence(t->word);
	bool parted = utf8_is_hyphen(utf8_last(t->text, &begin)), rated = t->word->raw.n && !t->word->unrated;
	if (is_known(f, t->text))
		return sure >= known_confidence;
	return sure >= credible_confidence && (parted || !f->r->lexicon || rated);
}

bool are_credible(const struct filling *f, struct range s, double part)
{
	size_t all = 0, good = 0;
	for (uint32_t i = s.begin; i < s.end; i++) {
		const struct token *t = &f->c.sides[SIDE_WITNESS].all[i];
		if (is_cut_off(f, t))
			continue;
		all += t->key.n;
		good += is_credible(f, t) ? t->key.n : 0;
	}
	return all && (double)good >= part * (double)all;
}

/* The word's box on this page; empty where it is not known or lies beyond the page's edge. */
static struct box box_here(const struct filling *f, const struct token *t)
{
	const struct page *page = f->page;
	struct box b = t->word->box;
	if (!f->c.fit.known || box_empty(b))
		return (struct box){0};
	b = fit_box(&f->c.fit, b);
	struct box all = {0, 0, page->width, page->height};
	struct box within = box_common(b, all);
	return box_area(within) * 10 >= box_area(b) * 9 ? within : (struct box){0};
}

static bool is_read(const struct word *w)
{
	return word_shown(w) && w->text.n >= LEAST_TAKEN &&
	       region_kinds[line_region(word_line(w))->type].place != PLACE_ASIDE;
}

bool is_taken(const struct filling *f, struct range s, const struct line *but)
{
	for (uint32_t i = s.begin; i < s.end; i++) {
		struct box b = box_here(f, &f->c.sides[SIDE_WITNESS].all[i]);
		for (uint32_t k = 0; k < f->page->counts[NODE_WORD] && !box_empty(b); k++) {
			const struct word *w = (const struct word *)f->page->nodes[NODE_WORD][k];
			int64_t common = box_area(box_common(b, w->box));
			double least = same_place * fmin((double)box_area(b), (double)box_area(w->box));
			if (common > 0 && (double)common >= least && word_line(w) != but && is_read(w))
				return true;
		}
	}
	return false;
}

/* The type's measures at the page's scale. */
static struct type_measures type_here(const struct filling *f, const struct token *t)
{
	struct type_measures m = t->word->type;
	float scale = (float)sqrt(fabs(f->c.fit.a[0][0] * f->c.fit.a[1][1] - f->c.fit.a[0][1] * f->c.fit.a[1][0]));
	m.x_height *= scale;
	m.height *= scale;
	m.stroke *= scale;
	m.spacing *= scale;
	return m;
}

struct word *add_from(struct filling *f, struct line *line, struct word *before, const struct token *t)
{
	struct word *w =
		edit_add_word(f->page, witness_reason(f, sure_of_fill, "a word is lost here"), line, before, t->text);
	w->confidence = t->word->confidence;
	w->unrated = t->word->unrated;
	w->in_lexicon = t->word->in_lexicon;
	w->numeric = t->word->numeric;
	w->lang = arena_str(&f->page->arena, t->word->lang);
	w->box = box_here(f, t);
	if (!box_empty(w->box))
		w->type = type_here(f, t);
	return w;
}

void keep_lacunae(struct filling *f, struct range s, struct word *first, struct word *last)
{
	for (int after = 0; after < 2; after++) {
		const struct token *t = &f->c.sides[SIDE_WITNESS].all[after ? s.end - 1 : s.begin];
		const struct lacuna *l = open_lacuna(t->word, after);
		struct word *word = after ? last : first;
		if (!word || word->lost[after] || (!l && !is_cut_off(f, t)))
			continue;
		edit_lacuna(f->page, witness_reason(f, sure_of_lines, "more is missing"),
			    &(struct lacuna){.word = word,
					     .side = l       ? l->side
						     : after ? LACUNA_RIGHT
							     : LACUNA_LEFT,
					     .cause = LACUNA_UNKNOWN,
					     .letters = l ? l->letters : 0,
					     .deviation = l ? l->deviation : 0});
	}
}

struct line *add_line_from(struct filling *f, struct region *region, struct line *before, struct range s)
{
	struct line *line = NULL;
	for (uint32_t i = s.begin; i < s.end; i++) {
		const struct token *t = &f->c.sides[SIDE_WITNESS].all[i];
		if (is_cut_off(f, t))
			continue;
		if (!line)
			line = edit_add_line(f->page, witness_reason(f, sure_of_lines, "a line is lost here"), region,
					     before);
		add_from(f, line, NULL, t);
	}
	if (line)
		keep_lacunae(f, s, first_word(line), last_word(line));
	return line;
}

void close_lacunae(struct filling *f, struct line *line, bool after, enum lacuna_side side)
{
	for (struct word *w = first_word(line); w; w = next_word(w)) {
		const struct lacuna *l = open_lacuna(w, after);
		if (l && l->side == side)
			edit_close(f->page, witness_reason(f, sure_of_fill, "nothing is missing any more"), w, side);
	}
}

/* Which of the page's regions each of the witness's is: where its last word is. */
static void place_regions(struct filling *f)
{
	const struct tokens *t = &f->c.sides[SIDE_WITNESS];
	for (uint32_t i = 0; i < t->count; i++)
		if (t->all[i].mate != NO_MATE)
			f->places[line_region(t->all[i].line)->node.id] =
				line_region(f->c.sides[SIDE_PAGE].all[last_mate(f, i)].line);
}

static void fill_from(struct repair *r, const struct repair_witness *from)
{
	struct arena *arena = &r->page->scratch;
	struct filling f = {.r = r, .page = r->page, .from = from};
	collate(&f.c, r->page, from->page);
	if (!collation_fits(&f.c))
		return;
	f.lost = arena_alloc(arena, r->page->counts[NODE_LINE] + 1, 1);
	f.places = arena_alloc(arena, from->page->counts[NODE_REGION] + 1, sizeof(struct region *));
	place_regions(&f);
	follow_order(&f);
	place_regions(&f);
	uint32_t count;
	const struct end_fill *ends = find_line_ends(&f, &count);
	take_types(&f);
	choose_words(&f);
	fill_line_ends(&f, ends, count);
	close_refuted(&f);
	fill_lost_lines(&f);
	fill_lost_regions(&f);
}

static void fill_from_witnesses(struct repair *r)
{
	for (uint32_t i = 0; i < r->witness_count; i++)
		fill_from(r, &r->witnesses[i]);
}

enum emend_status repair_check_witness(struct page *page, struct page *witness, const char *name,
				       struct emend_error *error)
{
	struct collation c;
	collate(&c, page, witness);
	if (collation_fits(&c))
		return EMEND_OK;
	return error_set(error, EMEND_BAD_INPUT,
			 "%s: page %u is no witness of page %u: of its %u words %u stand there in the same order; name "
			 "another scan or reading of the same page with --witness",
			 name, witness->number, page->number, c.sides[SIDE_WITNESS].keyed, c.anchored);
}

const struct repair_stage stage_witness = {
	.name = "witness",
	.summary = "fill what is lost, and choose between readings, from other witnesses (--witness)",
	.run = fill_from_witnesses};
