/* What a word may be: candidates of the dictionary, splits, joins, and the page's own names. */
#include "repair/words.h"

#include "base/utf8.h"
#include "language/usage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What it takes from a word's probability that it is part of a compound. */
static const float compound_log10 = -1;

/* The same of a word that none has, by the page's class: on a clean page it is a name, on a poor one a misreading. */
static const float unknown_log10[PAGE_CLASSES] = {-7.5F, -8, -9.5F, -11};

/* And the rarer, the more letters it has above so many: each (log10). */
enum { LETTERS_OF_UNKNOWN = 8 };
static const float letter_log10 = -0.4F;

/* log10 of how much likelier it is what another look at the line gave (METHODS.md). */
static const float reading_agrees = 2;

/* A reading that the dictionary's candidates lack costs so much, and so much more for each percent of doubt (log10);
 * one with less confidence (percent) was guessed. */
static const float read_cost = 1.5F, doubt_cost = 0.015F, least_reading = 35;

enum { FEWEST_LETTERS = 2 };

/* So much counts that what was read is rarer in print; tried on the develop halves. */
static const float usage_as_read = 0.5F;

/*
 * The page's own words are so much of what its next word is drawn from, as of so many words more, and make it so much
 * likelier at most (log10); tried on the develop halves. Words of fewer letters are everywhere.
 */
enum { FEWEST_OF_REPEATED = 4 };
static const float own_weight = 0.16F, few_words = 50, most_repeated = 2;

/* Letters of what is mended as a part, and candidates for it; a candidate that costs less leaves no need of parts. */
enum { FEWEST_OF_MENDED = 4, MOST_OF_MENDED = 3 };
static const float good_candidate = 2.0F;

/* A word counts for its part of the page's words, less so much. */
static const float repeated_log10 = 3;

static struct edge identity(const struct words *w, const struct unit *u)
{
	struct edge e = {.span = 1, .count = 1, .texts = {u->folded}, .ids = {u->id}, .source = "as read"};
	if (u->id == TRIGRAMS_UNKNOWN) {
		e.own[0] = u->level == WORD_UNKNOWN ? unknown_log10[w->page_class] : rare_log10;
		if (u->count > 1 && w->total)
			e.own[0] = fmaxf(e.own[0], log10f((float)u->count / (float)w->total) - repeated_log10);
	}
	if (u->level == WORD_UNKNOWN && !w->scanned && u->folded.n > LETTERS_OF_UNKNOWN)
		e.own[0] += letter_log10 * (float)(u->folded.n - LETTERS_OF_UNKNOWN);
	e.channel = u->fixed || !(u->chance > 0) ? 0 : log10f(1 - u->chance);
	return e;
}

bool fits_case(const struct unit *u, const struct dictionary_word *info)
{
	return word_shape(u->core) != SHAPE_SMALL || info->cases & CASE_SMALL;
}

/* Did another look at the line read the word so? */
static bool was_read(const struct unit *u, struct str folded)
{
	for (uint32_t i = 0; i < u->word->reading_count && !u->tail; i++) {
		struct str text = u->word->readings[i].text;
		if (!reading_is_look(&u->word->readings[i]))
			continue;
		for (size_t at = 0; u->word->readings[i].count == 1 && at + folded.n <= text.n; at++)
			if (!strncasecmp(text.s + at, folded.s, folded.n) &&
			    text.n <= folded.n + u->before.n + u->after.n)
				return true;
	}
	return false;
}

/* What being misread at all adds to the confusions' costs (log10), and their weight; tried on the develop halves. */
static const float misread_log10 = 0.5F, cost_weight = 0.9F;

float channel_of(const struct unit *u, float cost)
{
	return log10f(u->chance) + misread_log10 - cost_weight * cost;
}

enum reach reach_of(const struct words *w)
{
	return !w->scanned && w->page_class ? REACH_FAR : REACH_NEAR;
}

struct str reading_of(const struct words *w, struct str folded)
{
	char *out = arena_alloc(&w->r->page->scratch, folded.n, 1);
	size_t n = 0;
	for (size_t at = 0; at < folded.n;) {
		size_t from = at;
		uint32_t c = utf8_next(folded, &at);
		if ((c >= 'a' && c <= 'z') || utf8_is_digit(c) || c == '\'' || c == '-' || c == 0x2019)
			while (from < at)
				out[n++] = folded.s[from++];
		else
			out[n++] = '~';
	}
	return (struct str){out, n};
}

/* The reading with marks for its hyphens. */
static struct str without_hyphens(const struct words *w, struct str read)
{
	struct str out = arena_printf(&w->r->page->scratch, "%.*s", STR_ARG(read));
	for (size_t i = 0; i < out.n; i++)
		if (out.s[i] == '-')
			((char *)out.s)[i] = '~';
	return out;
}

static size_t add_candidates(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	size_t count;
	struct str read = reading_of(w, u->folded);
	if (!w->scanned && memchr(read.s, '-', read.n))
		read = without_hyphens(w, read);
	const struct candidate_word *c = speller_candidates(w->speller, read, reach_of(w), &count);
	for (size_t i = 0; i < count && n < MOST_EDGES; i++) {
		if (!fits_case(u, &c[i].info))
			continue;
		edges[n++] = (struct edge){.span = 1,
					   .count = 1,
					   .changed = true,
					   .habitual = true,
					   .texts = {c[i].text},
					   .ids = {c[i].id},
					   .own = {c[i].id == TRIGRAMS_UNKNOWN ? rare_log10 : 0},
					   .cost = c[i].cost,
					   .channel = channel_of(u, c[i].cost),
					   .source = "dictionary"};
		if (was_read(u, c[i].text)) {
			edges[n - 1].channel += reading_agrees;
			edges[n - 1].source = "dictionary, and read so at another look";
			edges[n - 1].again = true;
		}
	}
	return n;
}

static bool parts_words(char c)
{
	return c && strchr("-.,;:&/", c);
}

/*
 * Words that are printed, or were read, without a space, "Regent-street", "him,and", of which one is misread: it may be
 * what it would be alone.
 */
static size_t add_part_candidates(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	struct str part = {0}, wrong = {0}, text = u->folded;
	size_t unknown = 0, words = 0;
	for (size_t i = 0; i <= text.n; i++) {
		struct dictionary_word info;
		if (i < text.n && !parts_words(text.s[i])) {
			part = (struct str){part.n ? part.s : text.s + i, part.n + 1};
			continue;
		}
		words += part.n > 0;
		if (part.n && !dictionary_find(w->dictionary, part, &info)) {
			unknown++;
			wrong = part;
		}
		part = (struct str){0};
	}
	if (words < 2 || unknown != 1 || wrong.n < FEWEST_OF_MENDED)
		return n;
	size_t count, before = (size_t)(wrong.s - text.s);
	const struct candidate_word *c = speller_candidates(w->speller, wrong, reach_of(w), &count);
	for (size_t i = 0; i < count && i < MOST_OF_MENDED && n < MOST_EDGES; i++) {
		struct str whole = arena_printf(&w->r->page->scratch, "%.*s%.*s%.*s", (int)before, text.s,
						STR_ARG(c[i].text), STR_ARG(str_skip(text, before + wrong.n)));
		float own = c[i].info.level == WORD_COMMON ? c[i].info.log10_probability : rare_log10;
		edges[n++] = (struct edge){.span = 1,
					   .count = 1,
					   .changed = true,
					   .texts = {whole},
					   .ids = {TRIGRAMS_UNKNOWN},
					   .own = {own + compound_log10},
					   .cost = c[i].cost,
					   .channel = channel_of(u, c[i].cost),
					   .source = "a part, of the dictionary"};
	}
	return n;
}

/* Words that the recogniser saw as well. */
static size_t add_seen(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	n = scan_edges(w, u, edges, n);
	for (size_t i = 1; i < n; i++) {
		struct edge *e = &edges[i];
		if (e->seen.n)
			e->channel = channel_of(u, e->cost) + (e->again ? reading_agrees : 0);
	}
	return n;
}

/* Words of the page that no dictionary has: a name that was read well elsewhere. */
static size_t add_names(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	if (u->level != WORD_UNKNOWN || word_shape(u->core) == SHAPE_SMALL || u->folded.n < 4)
		return n;
	for (size_t i = 0; i < w->name_count && n < MOST_EDGES; i++) {
		struct str name = w->names[i];
		float most = speller_bound(u->folded.n);
		if (str_equal(name, u->folded) || name.n + 3 < u->folded.n || name.n > u->folded.n + 3)
			continue;
		uint32_t times = *table_find(&w->counts, name);
		float cost = speller_distance(w->confusions, u->folded, name, most);
		if (times <= u->count || cost > most)
			continue;
		edges[n++] = (struct edge){.span = 1,
					   .count = 1,
					   .changed = true,
					   .texts = {name},
					   .ids = {TRIGRAMS_UNKNOWN},
					   .own = {log10f((float)times / (float)w->total) - 2},
					   .cost = cost,
					   .channel = channel_of(u, cost),
					   .source = "elsewhere on the page"};
	}
	return n;
}

static size_t add_of_text(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	n = add_names(w, u, edges, n);
	size_t before = n;
	n = add_part_candidates(w, u, edges, n);
	n = add_candidates(w, u, edges, n);
	bool good = false;
	for (size_t k = before; k < n; k++)
		good |= edges[k].cost < good_candidate;
	return add_splits(w, u, !good && w->page_class, edges, n);
}

/* Words that another look at the line read, though no usual confusion leads to them: "abeam" was also read "abstain".
 */
static size_t add_readings(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	for (uint32_t i = 0; i < u->word->reading_count && !u->tail && n < MOST_EDGES; i++) {
		const struct reading *reading = &u->word->readings[i];
		struct str core = utf8_core(reading->text), folded = utf8_lower(&w->r->page->scratch, core);
		struct dictionary_word info;
		size_t k = 0;
		while (k < n && (edges[k].span > 1 || edges[k].count > 1 || !str_equal(edges[k].texts[0], folded)))
			k++;
		if (k < n || reading->count != 1 || !reading_is_look(reading) || folded.n < FEWEST_LETTERS ||
		    reading->confidence < least_reading || !find_word(w, folded, &info) || !fits_case(u, &info))
			continue;
		int id = w->trigrams ? trigrams_word(w->trigrams, folded) : TRIGRAMS_UNKNOWN;
		float cost = read_cost + doubt_cost * (100 - reading->confidence);
		edges[n++] = (struct edge){.span = 1,
					   .count = 1,
					   .changed = true,
					   .again = true,
					   .texts = {folded},
					   .ids = {id},
					   .own = {id == TRIGRAMS_UNKNOWN ? rare_log10 : 0},
					   .cost = cost,
					   .channel = channel_of(u, cost) + reading_agrees,
					   .source = "read so at another look"};
	}
	return n;
}

/* May the sign be a word: in a sentence, and not a number with a mark behind it, "March 2,"? */
static bool may_be_word(const struct unit *u)
{
	size_t at = 0;
	bool number = utf8_is_digit(utf8_next(u->core, &at)) && u->after.n;
	return !number && (prev_shown(u->word) || next_shown(u->word));
}

/* Words that are read as one sign. */
static size_t add_alone(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	for (size_t i = 0; i < w->confusions->alone_count && n < MOST_EDGES; i++) {
		const struct confusion *f = &w->confusions->alone[i];
		struct str folded = utf8_lower(&w->r->page->scratch, f->truth);
		if (!str_equal(f->read, u->core))
			continue;
		bool again = was_read(u, folded);
		edges[n++] = (struct edge){.span = 1,
					   .count = 1,
					   .changed = true,
					   .again = again,
					   .texts = {folded},
					   .ids = {trigrams_word(w->trigrams, folded)},
					   .seen = f->truth,
					   .cost = f->cost,
					   .channel = channel_of(u, f->cost) + (again ? reading_agrees : 0),
					   .source = again ? "often read as one sign, and read so at another look"
							   : "often read as one sign"};
	}
	return n;
}

/* Lost spaces are seen on a scan (stage gaps), and parts of what is printed as one are not misread by themselves. */
static size_t add_of_scan(struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	if (!u->fixed && u->folded.n >= FEWEST_LETTERS) {
		n = add_names(w, u, edges, n);
		n = add_splits(w, u, false, edges, n);
		n = add_candidates(w, u, edges, n);
		n = add_readings(w, u, edges, n);
	}
	return add_seen(w, u, edges, n);
}

/* What unit i may be: edges[0] is that it is as it was read. Gives how many there are. */
static size_t word_edges(struct words *w, const struct unit *units, size_t count, size_t i,
			 struct edge edges[MOST_EDGES])
{
	const struct unit *u = &units[i];
	size_t n = 1;
	edges[0] = identity(w, u);
	n = add_joins(w, u, count - i, edges, n);
	bool scanned = w->scanned;
	if (!scanned && may_be_stray(w, units, count, i)) {
		n = add_stray(u, edges, n);
		if (u->folded.n < FEWEST_LETTERS)
			return u->chance > 0 ? add_candidates(w, u, edges, n) : n;
	}
	if (u->alone)
		return u->chance > 0 && w->scan_class > 1 && may_be_word(u) ? add_alone(w, u, edges, n) : n;
	if (!(u->chance > 0) || (scanned && !scan_doubts(u)))
		return n;
	if (scanned)
		return add_of_scan(w, u, edges, n);
	return u->fixed || u->folded.n < FEWEST_LETTERS ? n : add_of_text(w, u, edges, n);
}

/* log10 of how much likelier the word is because the page has it elsewhere, as it was read. */
static float repeats_log10(const struct words *w, struct str text, bool changed)
{
	struct dictionary_word info;
	const uint32_t *times = text.n < FEWEST_OF_REPEATED ? NULL : table_find(&w->counts, text);
	uint32_t elsewhere = times && *times ? *times - !changed : 0;
	if (!elsewhere || !find_word(w, text, &info))
		return 0;
	float anywhere = info.level == WORD_COMMON ? info.log10_probability : rare_log10;
	float here = log10f(own_weight * (float)elsewhere / ((float)w->total + few_words));
	return fminf(most_repeated, log10f(1 + powf(10, here - anywhere)));
}

/* How usual the edge's words are in print, which counts less against what was read, and on the page. */
static void weigh_usage(const struct words *w, struct edge *e)
{
	for (uint32_t i = 0; i < e->count; i++) {
		e->usage[i] = usage_log10(e->texts[i]);
		if (!e->changed && e->usage[i] < 0)
			e->usage[i] *= usage_as_read;
		e->usage[i] += repeats_log10(w, e->texts[i], e->changed);
	}
}

struct options *find_options(struct words *w, struct arena *arena, const struct unit *units, size_t count)
{
	struct options *options = arena_alloc(arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++) {
		struct edge edges[MOST_EDGES];
		size_t n = word_edges(w, units, count, i, edges);
		for (size_t k = 0; k < n; k++) {
			edges[k].opens = units[i].opens;
			weigh_usage(w, &edges[k]);
		}
		options[i] = (struct options){arena_alloc(arena, n, sizeof *edges), n};
		memcpy(options[i].edges, edges, n * sizeof *edges);
	}
	return options;
}
