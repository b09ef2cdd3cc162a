/* How sure a change of a word is: what speaks for and against it, and whether both are spellings of one word. */
#include "language/learned.h"
#include "language/usage.h"
#include "repair/words.h"

#include <math.h>
#include <string.h>

/* Bounds on what is measured of a change (log10). */
static const float most_frequency = 8, most_lead = 6;

/* So often a word is usual on a page. */
enum { MOST_HERE = 6 };

/* How usual the new words are, the rarest of them: log10 without a sign. */
static float frequency_of(const struct words *s, const struct edge *e, bool *rare)
{
	float frequency = 0;
	struct dictionary_word info;
	for (uint32_t i = 0; i < e->count; i++) {
		bool common = find_word(s, e->texts[i], &info) && info.level == WORD_COMMON;
		*rare |= !common;
		frequency = fmaxf(frequency, common ? -info.log10_probability : most_frequency);
	}
	return frequency;
}

/* Of the units that are changed: the least that they are known, and their letters. */
static enum word_level least_level(const struct unit *u, uint32_t span, size_t *letters)
{
	enum word_level least = u->level;
	*letters = 0;
	for (uint32_t i = 0; i < span; i++) {
		least = u[i].level < least ? u[i].level : least;
		*letters += u[i].core.n;
	}
	return least;
}

/* How often the page has the word that the edge makes. */
static float times_here(const struct words *s, const struct edge *e)
{
	const uint32_t *times = e->count == 1 ? table_find(&s->counts, e->texts[0]) : NULL;
	return times ? (float)(*times < MOST_HERE ? *times : MOST_HERE) : 0;
}

/* Letters of the edge's words. */
static size_t letters_in(const struct edge *e)
{
	size_t n = 0;
	for (uint32_t i = 0; i < e->count; i++)
		n += e->texts[i].n;
	return n;
}

/* Do the units make a word together, which a line's end parts without a hyphen? */
static bool are_halves(struct words *s, const struct unit *head, const struct unit *tail)
{
	struct dictionary_word info;
	struct str whole = arena_printf(&s->r->page->scratch, "%.*s%.*s", STR_ARG(head->folded), STR_ARG(tail->folded));
	return !head->after.n && !tail->before.n && find_word(s, whole, &info);
}

/* Unknown words among the four on either side of the units from at on. */
static size_t unknown_near(const struct unit *units, size_t count, size_t at, size_t span)
{
	enum { ASIDE = 4 };
	size_t n = 0;
	for (size_t i = at < ASIDE ? 0 : at - ASIDE; i < count && i < at + span + ASIDE; i++)
		n += (i < at || i >= at + span) && units[i].level == WORD_UNKNOWN && units[i].folded.n > 1;
	return n;
}

/* How strange the letters are, of what was read and of the strangest new word. */
static void weigh_letters(const struct dictionary *d, const struct unit *u, const struct edge *e,
			  float terms[SURETY_TERMS])
{
	float most;
	terms[TERM_STRANGE] = dictionary_strangeness(d, u->folded, &terms[TERM_STRANGEST]);
	for (uint32_t i = 0; i < e->count; i++)
		terms[TERM_STRANGER] = fmaxf(terms[TERM_STRANGER], dictionary_strangeness(d, e->texts[i], &most));
}

/* How much more usual the edge's words are in print, the least of them. */
static float least_usage(const struct edge *e)
{
	float least = e->count ? HUGE_VALF : 0;
	for (uint32_t i = 0; i < e->count; i++)
		least = fminf(least, usage_log10(e->texts[i]));
	return least;
}

/* The page's own words, the lines' ends, how the words differ, and how strange and usual they are. */
static void weigh_words(struct words *s, const struct unit *units, size_t count, const struct choice *c,
			float terms[SURETY_TERMS])
{
	const struct edge *e = c->edge;
	const struct unit *u = &units[c->at], *last = u + e->span - 1;
	bool begins = u->word == first_shown(word_line(u->word)),
	     ends = !last->tail && last->word == last_shown(word_line(last->word));
	size_t letters, n = letters_in(e);
	least_level(u, e->span, &letters);
	size_t same = n < letters ? n : letters;
	terms[TERM_HERE] = log1pf(times_here(s, e));
	terms[TERM_LONGER] = n > letters ? (float)(n - letters) : 0;
	terms[TERM_SHORTER] = e->count && n < letters ? (float)(letters - n) : 0;
	terms[TERM_BEGINS] = begins;
	terms[TERM_ENDS] = ends;
	terms[TERM_HALF] = (begins && c->at && are_halves(s, u - 1, u)) ||
			   (ends && c->at + e->span < count && are_halves(s, last, last + 1));
	terms[TERM_PIECES] = e->count ? (float)(e->span + e->count - 2 - (e->span + e->count > 2)) : 0;
	bool one = e->count == 1 && e->span == 1 && u->folded.n && n;
	terms[TERM_FIT] = c->fit;
	terms[TERM_FITREAD] = c->fit_read;
	terms[TERM_BEFORE] = c->fit_before;
	terms[TERM_NEAR] = (float)unknown_near(units, count, c->at, e->span);
	terms[TERM_DEAR] = e->cost / (float)(n > letters ? n : letters ? letters : 1);
	terms[TERM_MARKS] = (float)(u->before.n + last->after.n);
	terms[TERM_CHANGED] = (float)c->changed;
	terms[TERM_FARTHER] = c->farther;
	terms[TERM_USUAL] = u->level == WORD_COMMON ? -u->frequency : most_frequency;
	terms[TERM_POOR] = 100 * s->unknown_part;
	terms[TERM_HABIT] = e->habit;
	terms[TERM_INITIAL] = one && u->folded.s[0] != e->texts[0].s[0];
	terms[TERM_FINAL] = one && u->folded.s[u->folded.n - 1] != e->texts[0].s[n - 1];
	if (s->dictionary)
		weigh_letters(s->dictionary, u, e, terms);
	terms[TERM_PRINT] = least_usage(e);
	terms[TERM_PARTED] = e->parted;
	terms[TERM_BETWEEN] = e->between;
	terms[TERM_MENDED] = e->mended;
	terms[TERM_ENDING] = e->count == 1 && e->span == 1 && same == (u->folded.n < n ? u->folded.n : n) &&
			     !memcmp(u->folded.s, e->texts[0].s, same);
}

/* log10 of how much likelier the words behind unit i are after those before it than anywhere. */
static float run_across(const struct words *s, const struct unit *units, size_t count, size_t i)
{
	int ids[5]; /* i is the third */
	for (size_t k = 0; k < 5; k++)
		ids[k] = i + k >= 2 && i + k < count + 2 ? units[i + k - 2].id : TRIGRAMS_UNKNOWN;
	if (!s->trigrams || ids[1] == TRIGRAMS_UNKNOWN || ids[3] == TRIGRAMS_UNKNOWN)
		return 0;
	double across = trigrams_log10(s->trigrams, ids[0], ids[1], ids[3]),
	       alone = trigrams_log10(s->trigrams, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, ids[3]);
	if (ids[4] != TRIGRAMS_UNKNOWN) {
		across += trigrams_log10(s->trigrams, ids[1], ids[3], ids[4]);
		alone += trigrams_log10(s->trigrams, TRIGRAMS_UNKNOWN, ids[3], ids[4]);
	}
	return (float)(across - alone);
}

void weigh_choice(struct words *s, const struct unit *units, size_t count, const struct choice *c,
		  float terms[SURETY_TERMS])
{
	const struct unit *u = &units[c->at];
	const struct edge *e = c->edge;
	enum word_shape shape = word_shape(u->core);
	bool rare = false;
	float frequency = frequency_of(s, e, &rare);
	size_t next = c->at + e->span;
	int beside =
		(c->at && units[c->at - 1].level == WORD_UNKNOWN) + (next < count && units[next].level == WORD_UNKNOWN);
	size_t letters;
	enum word_level level = least_level(u, e->span, &letters);
	float odds = u->chance < 1 ? u->chance / (1 - u->chance) : 1000;
	const float values[SURETY_TERMS] = {
		[TERM_MARGIN] = c->margin,
		[TERM_LEAD] = fminf(c->lead, most_lead),
		[TERM_CONTEXT] = c->language,
		[TERM_CONFUSIONS] = e->cost,
		[TERM_FREQUENCY] = frequency,
		[TERM_DOUBT] = log10f(fmaxf(odds, 0.001F)),
		[TERM_LETTERS] = (float)letters,
		[TERM_PAGE] = (float)s->page_class,
		[TERM_BESIDE] = (float)beside,
		[TERM_REPEATED] = u->count > 1 ? (float)(u->count - 1) : 0,
		[TERM_KNOWN] = level != WORD_UNKNOWN,
		[TERM_COMMON] = level == WORD_COMMON,
		[TERM_RARE] = rare,
		[TERM_CAPITAL] = shape == SHAPE_CAPITAL,
		[TERM_CAPITALS] = shape == SHAPE_CAPITALS,
		[TERM_MIXED] = shape == SHAPE_MIXED,
		[TERM_SPLIT] = e->count > 1,
		[TERM_JOIN] = e->span > 1,
		[TERM_NOISE] = !e->count,
		[TERM_ACROSS] = e->count ? 0 : run_across(s, units, count, c->at),
		[TERM_ELSEWHERE] = e->source[0] == 'e',
		[TERM_CONFIDENCE] = s->scanned ? u->word->confidence : 0,
		[TERM_LINE] = !s->scanned ? 0 : line_confidence(word_line(u->word)),
		[TERM_SEEN] = e->seen.n > 0 && !u->alone,
		[TERM_ALONE] = u->alone,
		[TERM_AGAIN] = e->again,
		[TERM_SCAN] = s->scanned ? (float)s->scan_class : 0,
	};
	memcpy(terms, values, sizeof values);
	weigh_words(s, units, count, c, terms);
}

struct str edge_phrase(struct arena *arena, const struct edge *e, struct str first)
{
	for (uint32_t i = 1; i < e->count; i++)
		first = arena_printf(arena, "%.*s %.*s", STR_ARG(first), STR_ARG(e->texts[i]));
	return first;
}

struct str choice_evidence(struct words *s, const struct unit *u, const struct choice *c,
			   const float terms[SURETY_TERMS])
{
	static const char *const levels[] = {"is no word", "is a rare word", "is a word"};
	struct arena *arena = &s->r->page->scratch;
	struct strbuf b = {0};
	strbuf_printf(&b, "\"%.*s\" %s; %s:", STR_ARG(u->core), levels[u->level], c->edge->source);
	learned_tell(&b, surety_names, terms, SURETY_TERMS);
	for (int i = 0; i < c->other_count; i++)
		if (c->others[i]->count)
			strbuf_printf(&b, "%s%.*s", i ? ", " : "; or ",
				      STR_ARG(edge_phrase(arena, c->others[i], c->others[i]->texts[0])));
	struct str out = arena_str(arena, strbuf_str(&b));
	strbuf_release(&b);
	return out;
}

/* Of "M'Donald", "McDonald" and "MacDonald" the name behind, or the whole word. */
static struct str without_mac(struct str word)
{
	static const char *const macs[] = {"mac", "mc", "m'", "m’", "m‘"};
	for (size_t i = 0; i < sizeof macs / sizeof *macs; i++)
		if (str_starts(word, str_of(macs[i])) && word.n > strlen(macs[i]))
			return str_skip(word, strlen(macs[i]));
	return word;
}

/*
 * The word with what spellings of the same word differ in made the same: "realise" and "realize", "defence" and
 * "defense", "colour" and "color", "wilful" and "willful", "mediæval" and "medieval".
 */
static struct str plain_spelling(struct arena *arena, struct str word)
{
	static const char *const pairs[][2] = {{"our", "or"}, {"ll", "l"}, {"ae", "e"}, {"oe", "e"}, {"æ", "e"},
					       {"œ", "e"},    {"c", "s"},  {"z", "s"},  {"y", "i"}};
	enum { PAIRS = sizeof pairs / sizeof *pairs };
	struct strbuf b = {0};
	for (size_t at = 0; at < word.n;) {
		size_t k = 0;
		while (k < PAIRS && !str_starts(str_skip(word, at), str_of(pairs[k][0])))
			k++;
		strbuf_printf(&b, "%.*s", k < PAIRS ? (int)strlen(pairs[k][1]) : 1,
			      k < PAIRS ? pairs[k][1] : word.s + at);
		at += k < PAIRS ? strlen(pairs[k][0]) : 1;
	}
	struct str plain = arena_str(arena, strbuf_str(&b));
	strbuf_release(&b);
	return plain;
}

/* Are they two spellings of one word? Both are right: what was read is a word, or has a letter that is no more used. */
bool is_variant(struct words *s, const struct unit *u, struct str text)
{
	struct arena *arena = &s->r->page->scratch;
	bool old = memmem(u->folded.s, u->folded.n, "æ", 2) || memmem(u->folded.s, u->folded.n, "œ", 2);
	struct str name = without_mac(text);
	if (word_shape(u->core) != SHAPE_SMALL && name.n < text.n && str_equal(without_mac(u->folded), name))
		return true;
	return (u->level != WORD_UNKNOWN || old) &&
	       str_equal(plain_spelling(arena, u->folded), plain_spelling(arena, text));
}
