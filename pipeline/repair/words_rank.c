/* The likeliest words of a text: a beam over two words of history, so that each is judged by what stands on both sides.
 */
#include "repair/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BEAM = 12 };

/* States that are so much less likely than the best (log10) are left out: on the develop halves hardly any wins. */
static const float beam_width = 1.5F;

/* Words in their place are hardly ever likelier than this (log10, weighted). */
static const float likeliest_words = -0.7F;

/* The weight of the language against the confusions. */
static const float language_weight = 0.7F;

/* So many other changes are considered of a place, if they are not so much less likely (log10). */
enum { MOST_RIVALS = 3 };
static const float most_behind = 2.5F;

struct state {
	float score;
	int before[2]; /* the last two words, the nearest last */
	uint32_t from_place, from_state;
	const struct edge *edge;
};

struct spot {
	struct state states[BEAM];
	uint32_t count;
	float best; /* of their scores */
	const struct options *options;
};

static float word_score(const struct words *w, const int before[2], int id, float own)
{
	if (own < 0)
		return own;
	return w->trigrams ? (float)trigrams_log10(w->trigrams, before[0], before[1], id) : -4;
}

/* log10 of the words of the edge behind before, which is moved on. */
static float language_score(const struct words *w, const struct edge *e, int before[2])
{
	float sum = 0;
	if (e->opens) {
		before[0] = TRIGRAMS_UNKNOWN;
		before[1] = w->start;
	}
	for (uint32_t i = 0; i < e->count; i++) {
		sum += word_score(w, before, e->ids[i], e->own[i]) + e->usage[i];
		before[0] = before[1];
		before[1] = e->ids[i];
	}
	return sum;
}

static void add_state(struct spot *p, struct state s)
{
	uint32_t worst = 0;
	p->best = p->count ? fmaxf(p->best, s.score) : s.score;
	for (uint32_t i = 0; i < p->count; i++) {
		if (p->states[i].before[0] == s.before[0] && p->states[i].before[1] == s.before[1]) {
			if (s.score > p->states[i].score)
				p->states[i] = s;
			return;
		}
		if (p->states[i].score < p->states[worst].score)
			worst = i;
	}
	if (p->count < BEAM)
		p->states[p->count++] = s;
	else if (s.score > p->states[worst].score)
		p->states[worst] = s;
}

static uint32_t best_state(const struct spot *p)
{
	uint32_t best = 0;
	for (uint32_t i = 1; i < p->count; i++)
		if (p->states[i].score > p->states[best].score)
			best = i;
	return best;
}

static void step(struct words *w, struct spot *places, uint32_t i)
{
	struct spot *p = &places[i];
	for (uint32_t k = 0; k < p->count; k++) {
		if (p->states[k].score < p->best - beam_width)
			continue;
		for (size_t j = 0; j < p->options->count; j++) {
			const struct edge *e = &p->options->edges[j];
			struct state s = p->states[k];
			struct spot *next = &places[i + e->span];
			float channel = s.score + e->channel;
			if (next->count && channel + likeliest_words < next->best - beam_width)
				continue;
			s.score = channel + language_weight * language_score(w, e, s.before);
			s.from_place = i;
			s.from_state = k;
			s.edge = e;
			add_state(next, s);
		}
	}
}

/* The score of the edges and the two words behind them, between the best text's words about them. */
static float score_between(const struct words *w, const struct edge *const *path, size_t count, const int before[2],
			   const struct edge *const after[2], float *language)
{
	int history[2] = {before[0], before[1]};
	float channel = 0, words = 0;
	for (size_t i = 0; i < count; i++) {
		channel += path[i]->channel;
		words += language_score(w, path[i], history);
	}
	for (int i = 0; i < 2 && after[i]; i++)
		words += language_score(w, after[i], history);
	*language = language_weight * words;
	return channel + *language;
}

static void history_of(const struct edge *const *path, size_t i, int before[2])
{
	before[0] = before[1] = TRIGRAMS_UNKNOWN;
	int filled = 0;
	while (i-- && filled < 2)
		for (uint32_t k = path[i]->count; k-- && filled < 2;)
			before[1 - filled++] = path[i]->ids[k];
}

/* log10 of the words of the edges, each as likely as anywhere. */
static float language_apart(const struct words *w, const struct edge *const *edges, size_t count)
{
	const int nothing[2] = {TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN};
	float sum = 0;
	for (size_t i = 0; i < count; i++)
		for (uint32_t k = 0; k < edges[i]->count; k++)
			sum += word_score(w, nothing, edges[i]->ids[k], edges[i]->own[k]) + edges[i]->usage[k];
	return language_weight * sum;
}

/* A place of the likeliest text, and what stands about it there. */
struct site {
	const struct words *w;
	const struct options *options;
	const struct edge *after[2];
	uint32_t span;
	int before[2];
	uint32_t changed; /* of its neighbours */
	size_t at;
	float fit_read, apart;                          /* of what was read; of the two words behind it */
	float best;                                     /* score of the likeliest text, if it is several edges */
	float scores[MOST_EDGES], language[MOST_EDGES]; /* of each edge of that span; edges[0]: as read */
};

/* The likeliest text: edges that follow each other. */
struct path {
	const struct edge **edges;
	size_t length;
};

/* Units that n of the path's edges from i on take up. */
static uint32_t span_of(const struct path *path, size_t i, size_t n)
{
	uint32_t span = 0;
	for (size_t k = 0; k < n; k++)
		span += path->edges[i + k]->span;
	return span;
}

/* The site of the path's edges from i on, n of them, the first of which stands at a unit. */
static struct site site_of(const struct words *w, const struct spot *places, const struct path *path, size_t i,
			   size_t n, size_t at)
{
	struct site s = {
		.w = w, .options = places[at].options, .span = span_of(path, i, n), .at = at, .best = -HUGE_VALF};
	for (size_t k = 0; k < 2 && i + n + k < path->length; k++)
		s.after[k] = path->edges[i + n + k];
	s.changed = (i && path->edges[i - 1]->changed ? 1U : 0) + (s.after[0] && s.after[0]->changed ? 1U : 0);
	history_of(path->edges, i, s.before);
	float language;
	if (n > 1)
		s.best = score_between(w, path->edges + i, n, s.before, s.after, &language);
	const struct edge *read[MOST_PIECES];
	for (uint32_t k = 0; k < s.span; k++)
		read[k] = &places[at + k].options->edges[0];
	for (int k = 0; k < 2 && s.after[k]; k++)
		s.apart += language_apart(w, &s.after[k], 1);
	s.scores[0] = score_between(w, read, s.span, s.before, s.after, &s.language[0]);
	s.fit_read = s.language[0] - language_apart(w, read, s.span) - s.apart;
	for (size_t k = 1; k < s.options->count; k++) {
		const struct edge *e = &s.options->edges[k];
		if (e->span == s.span)
			s.scores[k] = score_between(w, &e, 1, s.before, s.after, &s.language[k]);
	}
	return s;
}

/* The site's changes of that span but for one, the likeliest first, so many of them. Gives how many there are. */
static int likeliest(const struct site *s, const struct edge *but, size_t *order, int most)
{
	int n = 0;
	for (size_t k = 1; k < s->options->count; k++) {
		if (s->options->edges[k].span != s->span || &s->options->edges[k] == but)
			continue;
		int slot = n < most ? n++ : most;
		for (; slot && s->scores[order[slot - 1]] < s->scores[k]; slot--)
			if (slot < most)
				order[slot] = order[slot - 1];
		if (slot < most)
			order[slot] = k;
	}
	return n;
}

/* That the site's k-th edge is what it is. */
static struct choice choice_of(const struct site *s, size_t k)
{
	const struct edge *e = &s->options->edges[k];
	struct choice c = {.at = s->at, .edge = e, .lead = HUGE_VALF, .changed = s->changed};
	size_t order[3];
	c.margin = s->scores[k] - s->scores[0];
	c.language = s->language[k] - s->language[0];
	c.fit = s->language[k] - language_apart(s->w, &e, 1) - s->apart;
	c.fit_read = s->fit_read;
	int before[2] = {s->before[0], s->before[1]};
	c.fit_before = language_weight * language_score(s->w, e, before) - language_apart(s->w, &e, 1);
	c.other_count = likeliest(s, e, order, 3);
	for (int i = 0; i < c.other_count; i++)
		c.others[i] = &s->options->edges[order[i]];
	if (c.other_count)
		c.lead = s->scores[k] - s->scores[order[0]];
	c.lead = fminf(c.lead, s->scores[k] - s->best);
	for (size_t i = 1; i < s->options->count; i++)
		if (s->options->edges[i].span == s->span)
			c.farther = fmaxf(c.farther, e->cost - s->options->edges[i].cost);
	return c;
}

/* The edges that lead to the likeliest state behind the last of count places. */
static struct path likeliest_path(const struct spot *places, size_t count, struct arena *arena)
{
	struct path path = {arena_alloc(arena, count + 1, sizeof *path.edges), 0};
	uint32_t state = best_state(&places[count]), at = (uint32_t)count;
	while (at) {
		const struct state *s = &places[at].states[state];
		path.edges[path.length++] = s->edge;
		at = s->from_place;
		state = s->from_state;
	}
	for (size_t i = 0; i < path.length / 2; i++) {
		const struct edge *e = path.edges[i];
		path.edges[i] = path.edges[path.length - 1 - i];
		path.edges[path.length - 1 - i] = e;
	}
	return path;
}

/* Is one of the options to take up so many units? */
static bool has_span(const struct options *o, uint32_t span)
{
	for (size_t k = 1; k < o->count; k++)
		if (o->edges[k].span == span)
			return true;
	return false;
}

struct choices {
	struct arena *arena;
	struct choice *choices;
	size_t count;
};

/* Adds the site's changes that are worth a look: that of the path, or NULL if it is several edges, and its rivals. */
static void pick(const struct site *site, const struct edge *on_path, struct choices *list)
{
	size_t picked[1 + MOST_RIVALS];
	int n = 0;
	if (on_path && on_path->changed)
		picked[n++] = (size_t)(on_path - site->options->edges);
	n += likeliest(site, on_path, picked + n, MOST_RIVALS);
	for (int k = 0; k < n; k++) {
		float best = on_path ? site->scores[picked[0]] : site->best;
		if (site->scores[picked[k]] < best - most_behind)
			continue;
		list->choices = arena_grow(list->arena, list->choices, list->count, sizeof *list->choices);
		struct choice *c = &list->choices[list->count++];
		*c = choice_of(site, picked[k]);
		c->rival = k || !on_path || !on_path->changed;
	}
}

struct choice *rank_words(struct words *w, const struct unit *units, const struct options *options, size_t count,
			  size_t *choice_count)
{
	struct spot *places = arena_alloc(&w->ranked, count + MOST_PIECES, sizeof *places);
	struct choices list = {.arena = &w->r->page->scratch};
	places[0].states[0] = (struct state){.before = {TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN}};
	places[0].count = 1;
	for (uint32_t i = 0; i < count; i++) {
		places[i].options = &options[i];
		step(w, places, i);
	}
	struct path path = likeliest_path(places, count, &w->ranked);
	for (size_t i = 0, unit = 0; i < path.length; unit += path.edges[i++]->span) {
		bool open = units[unit].level == WORD_UNKNOWN && options[unit].count > 1;
		struct site site;
		if (path.edges[i]->changed || open) {
			site = site_of(w, places, &path, i, 1, unit);
			pick(&site, path.edges[i], &list);
		}
		for (size_t n = 2; n <= MOST_PIECES && i + n <= path.length && !w->scanned; n++)
			if (has_span(&options[unit], span_of(&path, i, n))) {
				site = site_of(w, places, &path, i, n, unit);
				pick(&site, NULL, &list);
			}
	}
	*choice_count = list.count;
	return list.choices;
}
