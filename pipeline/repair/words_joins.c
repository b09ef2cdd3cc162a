/*
 * One word that was read as several: "tho ugh", "pri. soner", "con- corned", and "com- for plainant", where something
 * of the next column stands between the halves.
 */
#include "repair/words.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

/* Letters of what is joined, of what is looked for among misreadings where no hyphen joins it, and candidates for it.
 */
enum { FEWEST_OF_JOINED = 3, MOST_OF_MENDED = 14, MOST_OF_JOINED = 5, MOST_OF_JOINED_SCANS = 3 };

/* Marks that may stand between two pieces, and bytes of what may stand there and is dropped. */
enum { MOST_MARKS = 3, MOST_BETWEEN = 4 };

/* Units that pieces are looked for in, of a scan. */
enum { MOST_PIECES_OF_SCANS = 3 };

/* What a hyphen between the pieces of a word costs, another mark, which may be a misread one, and a word between. */
static const float joint_hyphen = 0.5F, joint_mark = 1.2F, joint_between = 1.5F;

/* And that the second has a capital. */
static const float joint_capital = 0.7F;

/* And of a capital that is parted from its word, and the letters of what is left. */
static const float parted_capital = 1;
enum { FEWEST_OF_PARTED = 3 };

/* A hyphen between them tells that they are misread, as one has it. */
static const float chance_of_joint = 0.5F;

/* And that all pieces are words, which rather stand beside each other: "some one". */
static const float joint_words = 1.5F;

/* The words at a line's end and the next one's beginning that hardly follow each other may be pieces (log10). */
static const float unlikely_pair = -5;

/* More usual words of three letters and more are no piece of a misread word: "the" (log10). */
static const float usual_log10 = -3.3F;
enum { FEWEST_OF_USUAL = 3 };

/* What is as near to a word, as the speller ranks them (log10), is a misreading of it rather than a piece: "tho". */
static const float near_word = 4.5F, frequency_weight = 0.7F;

/* Units without the spaces between them, and the cost of joining them. */
struct joined {
	const struct unit *last; /* piece */
	struct unit both;
	struct str whole;
	uint32_t span, pieces, odd; /* units; pieces of a word, and those that are no words of the text */
	float cost;
	bool hyphen, between;
	bool capital; /* the first is a sign that stands for the word's capital */
	bool words;   /* all pieces are usual words */
	bool usual;   /* one is among the most usual */
};

static bool is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || c == '\'' || c == '-' || c & 0x80;
}

/* May the unit be a piece of a word: letters, of text with a sign that may be one, or one of them? */
static bool is_piece(const struct words *w, const struct unit *u)
{
	size_t odd = 0;
	for (size_t i = 0; i < u->folded.n; i++)
		odd += !is_letter((unsigned char)u->folded.s[i]);
	if (u->tail || u->part || !u->folded.n || (odd && w->scanned) || odd * 3 > u->folded.n)
		return false;
	return !u->fixed || u->folded.n == 1 || odd;
}

/* The marks behind a piece or before the next: counts those that are no hyphen; false where none may stand there. */
static bool count_marks(const struct words *w, struct str marks, bool *hyphen, size_t *others)
{
	for (size_t at = 0; at < marks.n;) {
		uint32_t c = utf8_next(marks, &at);
		bool any = !w->scanned && (c >= 0x80 || (c && strchr("*^:;~_`\"", (int)c)));
		if (c == '-' || (!w->scanned && (c == 0xAB || c == 0xAC)))
			*hyphen = true;
		else if (any || (c && c < 0x80 && strchr(".,'", (int)c)))
			++*others;
		else
			return false;
	}
	return true;
}

/* Adds what it costs that no space is between what has these marks behind and before it; false if it must be there. */
static bool add_joint(const struct words *w, struct joined *j, struct str after, struct str before)
{
	bool hyphen = false;
	size_t others = 0;
	if (!count_marks(w, after, &hyphen, &others) || !count_marks(w, before, &hyphen, &others))
		return false;
	if (w->scanned ? before.n || hyphen + others > 1 : others > MOST_MARKS || (before.n && !hyphen))
		return false;
	j->hyphen |= hyphen;
	j->cost += (hyphen ? joint_hyphen : w->confusions->inserted_space) + joint_mark * (float)others;
	return true;
}

/* Is the second a line's first word, that hardly follows the first? */
static bool is_unlikely(const struct words *w, const struct unit *a, const struct unit *b)
{
	return w->trigrams && a->word == last_shown(word_line(a->word)) &&
	       (a->id == TRIGRAMS_UNKNOWN || b->id == TRIGRAMS_UNKNOWN ||
		trigrams_log10(w->trigrams, TRIGRAMS_UNKNOWN, a->id, b->id) < (double)unlikely_pair);
}

/* Is the unit, which is no word, most likely one that is misread, and no piece? */
static bool is_misread_word(const struct words *w, const struct unit *u)
{
	size_t count = 0;
	const struct candidate_word *c = NULL;
	if (u->folded.n > 1 && !u->fixed && w->speller)
		c = speller_candidates(w->speller, reading_of(w, u->folded), reach_of(w), &count);
	return count && c->info.level == WORD_COMMON &&
	       c->cost - frequency_weight * c->info.log10_probability < near_word;
}

/* Is the piece, or what parts it from the one before, such as words are not? */
static bool is_odd(const struct words *w, const struct unit *u, const struct joined *j)
{
	if (u->folded.n == 1 && u->folded.s[0] != 'a' && u->folded.s[0] != 'i')
		return true;
	if (w->scanned || !w->page_class)
		return u->level == WORD_UNKNOWN;
	if (u->level == WORD_UNKNOWN)
		return !is_misread_word(w, u);
	return u->level == WORD_RARE || (j->pieces && !j->hyphen && is_unlikely(w, j->last, u));
}

static void add_piece(const struct words *w, const struct unit *u, struct joined *j)
{
	j->odd += is_odd(w, u, j);
	j->words &= u->level == WORD_COMMON;
	j->usual |=
		!w->scanned && u->level == WORD_COMMON && u->folded.n >= FEWEST_OF_USUAL && u->frequency > usual_log10;
	j->both.chance = fmaxf(j->both.chance, u->chance);
	j->whole = j->pieces ? arena_printf(&w->r->page->scratch, "%.*s%.*s", STR_ARG(j->whole), STR_ARG(u->folded))
			     : u->folded;
	j->pieces++;
	j->last = u;
	j->span++;
}

/*
 * Adds the next unit, in small letters, to the pieces; false if it is none. On poor scans lines' first letters are read
 * as capitals.
 */
static bool add_next(const struct words *w, struct joined *j)
{
	const struct unit *u = j->last + 1;
	bool capital = u->folded.n && u->core.s[0] != u->folded.s[0];
	bool may_have = w->scanned && w->scan_class > 1 && u->word == first_shown(word_line(u->word));
	if (!is_piece(w, u) || (capital && !may_have) || !add_joint(w, j, j->last->after, u->before))
		return false;
	j->cost += capital ? joint_capital : 0;
	add_piece(w, u, j);
	return true;
}

/* The same of the unit behind the next, which is dropped: a speck, or of the next column behind a hyphen. */
static bool add_next_but_one(const struct words *w, struct joined *j)
{
	const struct unit *dropped = j->last + 1, *u = j->last + 2;
	size_t bytes = dropped->folded.n + dropped->before.n + dropped->after.n;
	if (dropped->tail || bytes > MOST_BETWEEN + MOST_MARKS || dropped->folded.n > MOST_BETWEEN ||
	    !add_joint(w, j, j->last->after, STR("")) || (dropped->folded.n && !j->hyphen))
		return false;
	if (!is_piece(w, u) || u->core.s[0] != u->folded.s[0] || u->before.n)
		return false;
	j->cost += joint_between;
	j->between = true;
	j->span++;
	add_piece(w, u, j);
	return true;
}

/* The words that what is joined may be where it is none. */
static const struct candidate_word *mended(const struct words *w, const struct joined *j, size_t *count)
{
	*count = 0;
	if (!w->page_class || (j->odd + 1 < j->pieces && (w->scanned || !j->hyphen)))
		return NULL;
	if (w->scanned)
		return speller_pieces(w->speller, j->whole, count);
	if (!j->hyphen && (j->whole.n > MOST_OF_MENDED || j->usual))
		return NULL;
	enum reach reach = j->hyphen || j->odd == j->pieces ? REACH_FAR : REACH_NEAR;
	return speller_joined(w->speller, reading_of(w, j->whole), reach, count);
}

/* Adds to the n edges the words that what is joined may be where it is none; like: an edge of it. */
static size_t add_mended(const struct words *w, const struct unit *u, const struct joined *j, struct edge like,
			 struct edge *edges, size_t n)
{
	size_t count, most = w->scanned ? MOST_OF_JOINED_SCANS : MOST_OF_JOINED;
	const struct candidate_word *c = mended(w, j, &count);
	for (size_t i = 0; i < count && i < most && n < MOST_EDGES; i++) {
		struct edge e = like;
		e.texts[0] = c[i].text;
		e.ids[0] = c[i].id;
		e.own[0] = c[i].id == TRIGRAMS_UNKNOWN ? rare_log10 : 0;
		e.mended = c[i].cost;
		e.cost += c[i].cost;
		e.channel = channel_of(&j->both, e.cost);
		if (e.capital || fits_case(u, &c[i].info))
			edges[n++] = e;
	}
	return n;
}

/* Adds to the n edges what is joined. */
static size_t add_joined(const struct words *w, const struct unit *u, struct joined j, struct edge *edges, size_t n)
{
	struct dictionary_word info;
	struct edge e = {.span = j.span,
			 .count = 1,
			 .changed = true,
			 .parted = j.hyphen,
			 .between = j.between,
			 .capital = j.capital};
	if (j.whole.n < FEWEST_OF_JOINED || n == MOST_EDGES)
		return n;
	e.source = j.between ? "a word parted by another" : j.capital ? "a capital and a space" : "a space too many";
	e.cost = j.cost + (j.words && !j.hyphen ? joint_words : 0);
	j.both.chance = j.hyphen ? fmaxf(j.both.chance, chance_of_joint) : j.both.chance;
	if (!dictionary_find(w->dictionary, j.whole, &info) || !fits_case(u, &info))
		return add_mended(w, u, &j, e, edges, n);
	struct edge whole = e;
	whole.texts[0] = j.whole;
	whole.ids[0] = w->trigrams ? trigrams_word(w->trigrams, j.whole) : TRIGRAMS_UNKNOWN;
	whole.own[0] = whole.ids[0] == TRIGRAMS_UNKNOWN ? rare_log10 : 0;
	whole.channel = channel_of(&j.both, whole.cost);
	edges[n++] = whole;
	return w->scanned ? n : add_mended(w, u, &j, e, edges, n);
}

/* Adds what the units joined so far are with those that follow them. */
static size_t add_longer(const struct words *w, const struct unit *u, struct joined j, size_t left, struct edge *edges,
			 size_t n)
{
	while (left && add_next(w, &j)) {
		left--;
		n = add_joined(w, u, j, edges, n);
	}
	return n;
}

/* A capital that was read as a sign and a space, "1 dward" for "Edward": it may be any letter. */
static size_t add_parted_capital(const struct words *w, const struct unit *u, struct edge *edges, size_t n)
{
	const struct unit *rest = u + 1;
	bool sign = u->core.n == 1 && strchr("1IilLjJ", u->core.s[0]) && !u->after.n && !u->before.n;
	if (w->scanned || !sign || rest->level != WORD_UNKNOWN || rest->folded.n < FEWEST_OF_PARTED || rest->before.n ||
	    !is_piece(w, rest) || word_shape(rest->core) != SHAPE_SMALL)
		return n;
	struct joined j = {.both = *u, .span = 2, .pieces = 2, .odd = 2, .cost = parted_capital, .capital = true};
	j.both.chance = fmaxf(u->chance, rest->chance);
	j.whole = arena_printf(&w->r->page->scratch, "~%.*s", STR_ARG(rest->folded));
	return add_joined(w, u, j, edges, n);
}

size_t add_joins(struct words *w, const struct unit *u, size_t count, struct edge *edges, size_t n)
{
	size_t most = w->scanned ? MOST_PIECES_OF_SCANS : MOST_PIECES, left = (count < most ? count : most) - 1;
	struct joined j = {.both = *u, .words = true};
	if (!left)
		return n;
	n = add_parted_capital(w, u, edges, n);
	if (!is_piece(w, u))
		return n;
	add_piece(w, u, &j);
	n = add_longer(w, u, j, left, edges, n);
	if (left < 2 || w->scanned || !add_next_but_one(w, &j))
		return n;
	n = add_joined(w, u, j, edges, n);
	return add_longer(w, u, j, left - 2, edges, n);
}
