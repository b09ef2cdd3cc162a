/*
 * Mend misread words: "tlie" reads "the", "connectionwith" reads "connection with".
 *
 * What a word may be comes from the dictionary by way of learned confusions; the words about it say which it is. Where
 * that is not sure enough, the text stays and the proposal is kept as a reading. Numbers, addresses, code and short
 * words in capitals are left.
 */
#include "repair/words.h"

#include "base/utf8.h"
#include "language/address.h"
#include "language/dictionaries.h"
#include "language/runs_on.h"
#include "repair/foreign.h"

#include <math.h>
#include <string.h>

/* A page of fewer words has too few sure changes to tell its habits; of a longer one so many, or a region more, do. */
enum { FEWEST_OF_HABITS = 60, MOST_OF_HABITS = 2000 };

/* A region with more words of other languages (of all) is in one of them. */
static const double most_foreign = 0.2;

/* Words in capitals of fewer letters are acronyms, as far as one can tell. */
enum { FEWEST_CAPITALS = 4, FEWEST_OF_QUALITY = 3 };

/* Letters about a mark or digit that may be misread. */
enum { FEWEST_ABOUT_STRAY = 3 };

/* Parts the text into what stands before its letters, them, and what stands behind. */
static void take_apart(struct str text, struct unit *u)
{
	u->core = utf8_core(text);
	u->before = (struct str){text.s, (size_t)(u->core.s - text.s)};
	u->after = str_skip(text, u->before.n + u->core.n);
}

/* Parts a sign that stands alone, "1" or "&", from what follows it; false if the text is more. */
static bool take_sign(struct str text, struct unit *u)
{
	size_t end = 0;
	utf8_next(text, &end);
	for (size_t i = end; i < text.n; i++)
		if (!strchr(".,;:!?", text.s[i]))
			return false;
	u->before = (struct str){text.s, 0};
	u->core = (struct str){text.s, end};
	u->after = str_skip(text, end);
	return true;
}

/* "2nd", "6in": a number and what is counted or measured by it. */
static bool is_measure(struct str core)
{
	enum { LONGEST = 2 };
	size_t digits = 0;
	while (digits < core.n && utf8_is_digit((unsigned char)core.s[digits]))
		digits++;
	struct str end = str_skip(core, digits);
	if (!digits || end.n > LONGEST)
		return false;
	return !strchr("10", core.s[0]) || str_equal(end, STR("st")) || str_equal(end, STR("nd")) ||
	       str_equal(end, STR("rd")) || str_equal(end, STR("th"));
}

/* Is it left as it is: a number, code, an acronym, an address? A mark or a digit between letters may be misread. */
static bool is_fixed(struct str core, struct str text)
{
	size_t digits = 0, letters = 0, upper = 0, odd = 0, inner = 0;
	bool after_letter = false, after_odd = false, dash = false;
	for (size_t at = 0; at < core.n;) {
		uint32_t c = utf8_next(core, &at);
		bool letter = utf8_is_letter(c), digit = utf8_is_digit(c);
		dash |= c == 0x2013 || c == 0x2014;
		bool mark = c && c < 0x80 && strchr("_=<>{}\\/|@#$%+:;,.&", (int)c) != NULL;
		digits += digit;
		letters += letter;
		upper += utf8_is_upper(c);
		odd += mark;
		inner += letter && after_odd;
		after_odd = (digit || mark) && after_letter;
		after_letter = letter;
	}
	bool stray = inner == digits + odd && letters >= FEWEST_ABOUT_STRAY * (digits + odd);
	return letters < 2 || is_measure(core) || dash || digits * 2 > letters ||
	       ((odd || (digits && upper)) && !stray) || (upper == letters && letters < FEWEST_CAPITALS) ||
	       address_is(text);
}

/* The user's own words, or NULL. */
static const struct dictionary *own_words(const struct words *s)
{
	return s->r->lexicon ? lexicon_own_words(s->r->lexicon) : NULL;
}

bool find_word(const struct words *s, struct str word, struct dictionary_word *info)
{
	const struct dictionary *own = own_words(s);
	return (own && dictionary_find(own, word, info)) ||
	       (s->dictionary && dictionary_find(s->dictionary, word, info));
}

/* Is it a compound, "to-day", of words that are all known? */
static bool is_compound(const struct words *s, struct str folded)
{
	struct dictionary_word info;
	size_t parts = 0;
	for (size_t at = 0; at < folded.n; parts++) {
		const char *hyphen = memchr(folded.s + at, '-', folded.n - at);
		struct str part = {folded.s + at, hyphen ? (size_t)(hyphen - folded.s) - at : folded.n - at};
		if (part.n && (!find_word(s, part, &info) || (!s->scanned && info.level != WORD_COMMON)))
			return false;
		at += part.n + 1;
	}
	return parts > 1;
}

/* The second half, on the next line, of the word that a hyphen parts at its line's end; or NULL, also where it is lost.
 */
static struct word *tail_of(const struct word *w, struct line *next)
{
	struct word *tail =
		next && !line_is_cut(word_line(w), true) && !line_is_cut(next, false) ? first_shown(next) : NULL;
	if (w != last_shown(word_line(w)) || !ends_parted(w->text) || !tail)
		return NULL;
	size_t at = 0;
	uint32_t c = utf8_next(tail->text, &at);
	return utf8_is_letter(c) && !utf8_is_upper(c) ? tail : NULL;
}

static struct unit unit_of(struct words *s, struct word *w, struct word *tail)
{
	struct arena *arena = &s->r->page->scratch;
	struct unit u = {.word = w, .tail = tail, .id = TRIGRAMS_UNKNOWN};
	struct str text = w->text;
	if (tail) {
		struct str head = text;
		utf8_last(text, &head.n); /* without its hyphen */
		text = arena_printf(arena, "%.*s%.*s", STR_ARG(head), STR_ARG(tail->text));
		take_apart(text, &u);
		u.parted = head.n - u.before.n;
		if (head.n <= u.before.n || u.parted >= u.core.n)
			u.fixed = true;
	} else if (s->scanned && take_sign(text, &u)) {
		u.alone = true;
	} else {
		take_apart(text, &u);
	}
	u.folded = utf8_lower(arena, u.core);
	u.fixed |= is_fixed(u.core, text);
	u.fixed |= !tail && is_compound(s, u.folded);
	struct dictionary_word info;
	u.fixed |= own_words(s) && dictionary_find(own_words(s), u.folded, &info);
	if (s->dictionary && find_word(s, u.folded, &info)) {
		u.level = info.level;
		u.frequency = info.log10_probability;
	}
	if (s->foreign && u.level != WORD_COMMON && u.core.n && lexicon_knows(s->r->lexicon, u.core)) {
		u.foreign = u.fixed = u.level == WORD_UNKNOWN;
		u.level = WORD_RARE;
	}
	u.fixed |= s->in_foreign[w->node.id];
	u.id = s->trigrams ? trigrams_word(s->trigrams, u.core) : TRIGRAMS_UNKNOWN;
	return u;
}

/* The units of a region, in order. */
static struct unit *units_of(struct words *s, struct region *g, size_t *count)
{
	struct arena *arena = &s->r->page->scratch;
	struct unit *units = NULL;
	struct word *taken = NULL;
	bool opens = true, half = s->half, first = !s->begun && !s->scanned, cut = false;
	s->begun = true;
	*count = 0;
	for (struct line *l = first_line(g); l; l = next_line(l))
		for (struct word *w = first_word(l); w; w = next_word(w)) {
			opens |= open_lacuna(w, true) != NULL && !word_shown(w);
			if (!word_shown(w) || w == taken)
				continue;
			struct word *tail = tail_of(w, next_line(l));
			units = arena_grow(arena, units, *count, sizeof *units);
			struct unit *u = &units[(*count)++];
			*u = unit_of(s, w, tail);
			/* Half a word whose other half is not here tells too little. */
			u->fixed |= (!tail && w == last_shown(l) && ends_parted(w->text)) || (half && *count == 1);
			/* So may be what a page begins with. */
			u->fixed |= first && *count == 1 && u->level == WORD_UNKNOWN && begins_lower(w->text);
			/* Of text it is not seen whether what stands at a cut is whole. */
			bool at_cut = !s->scanned && (open_lacuna(w, false) || open_lacuna(w, true));
			u->part = word_is_fragment(w) || at_cut || (cut && u->level == WORD_UNKNOWN);
			u->fixed |= u->part;
			u->alone &= !u->part;
			u->opens = opens || open_lacuna(w, false);
			cut = !s->scanned && open_lacuna(w, true);
			opens = ends_sentence((tail ? tail : w)->text) || open_lacuna(w, true);
			taken = tail ? tail : taken;
			s->half = !tail && ends_parted(w->text);
		}
	return units;
}

/* What tells how poor a page is: its words in small letters, and the unknown ones; those with a confidence, and the
 * doubted ones. */
struct quality {
	size_t small, unknown, rated, doubted;
};

static void count_quality(struct quality *q, const struct unit *u)
{
	if (u->core.n >= FEWEST_OF_QUALITY && word_shape(u->core) == SHAPE_SMALL) {
		q->small++;
		q->unknown += u->level == WORD_UNKNOWN;
	}
	if (u->core.n && !u->word->unrated && (u->word->confidence > 0 || u->word->symbol_count)) {
		q->rated++;
		q->doubted += u->word->confidence < DOUBTED_WORD;
	}
}

static void count_word(struct words *s, const struct unit *u)
{
	if (u->folded.n) {
		uint32_t *times = table_at(&s->counts, u->folded);
		++*times;
		s->total++;
		if (*times == 2 && u->level == WORD_UNKNOWN && !u->fixed && word_shape(u->core) == SHAPE_CAPITAL) {
			s->names = arena_grow(&s->r->page->scratch, s->names, s->name_count, sizeof *s->names);
			s->names[s->name_count++] = u->folded;
		}
	}
}

/* A word of a scan has the recogniser's confidence; of text, the page tells how poor it is, and of a stored result
 * both. */
static float chance_of(const struct words *s, const struct unit *u)
{
	float confidence = u->tail ? fminf(u->word->confidence, u->tail->confidence) : u->word->confidence;
	float by_page = s->scanned ? 1 : error_chance(s->confusions, u->level, u->core, s->page_class);
	if (!s->scanned && (box_empty(u->word->box) || u->word->unrated))
		return by_page;
	bool read = confidence > 0 || u->word->symbol_count || !s->scanned; /* else an edit made it */
	return read ? fminf(by_page, error_chance_read(s->confusions, u->level, confidence, s->scan_class)) : 0;
}

/* Bytes of the mark at text's begin, or end, that a letter may be read as: 0 if there is none. */
static size_t misread_mark(struct str text, bool end)
{
	size_t from = 0, at = 0;
	uint32_t c = !text.n ? 0 : end ? utf8_last(text, &from) : utf8_next(text, &at);
	bool mark = c == 0xAB || c == 0xBB || (c && c < 0x80 && strchr("*^~<>=_\\{}|#%+&", (int)c));
	return !mark ? 0 : end ? text.n - from : at;
}

/* On a poor page, marks about letters are taken for letters, "year«" and "»pring", unless they are the "&" of "&c.". */
static void take_marks(struct words *s, struct unit *u)
{
	if (u->tail || u->part || !u->folded.n || !is_letters(u->folded) || str_equal(u->folded, STR("c")) ||
	    (u->fixed && u->folded.n > 1) || s->in_foreign[u->word->node.id])
		return;
	struct str before = u->before, after = u->after;
	for (size_t n; (n = misread_mark(before, true));)
		before.n -= n;
	for (size_t n; (n = misread_mark(after, false));)
		after = str_skip(after, n);
	if (before.n == u->before.n && after.n == u->after.n)
		return;
	--*table_at(&s->counts, u->folded);
	size_t left = u->before.n - before.n, right = u->after.n - after.n;
	u->core = (struct str){u->core.s - left, left + u->core.n + right};
	u->folded = utf8_lower(&s->r->page->scratch, u->core);
	u->before = before;
	u->after = after;
	u->fixed = false;
	u->level = WORD_UNKNOWN;
	u->id = TRIGRAMS_UNKNOWN;
}

static void prepare(struct words *s, struct unit *units, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct unit *u = &units[i];
		if (!s->scanned && s->page_class)
			take_marks(s, u);
		bool settled = s->settled[u->word->node.id] && (!u->tail || s->settled[u->tail->node.id]);
		u->chance = settled ? 0 : chance_of(s, u);
		const uint32_t *times = table_find(&s->counts, u->folded);
		u->count = times ? *times : 0;
	}
}

/* The units of a region; options: what they may be, where they told the page's habits, or NULL. */
struct passage {
	struct unit *units;
	size_t count;
	struct options *options;
};

/* The likeliest of n choices that take up so many units at most; or NULL. */
static const struct choice *surest(const struct choice *choices, size_t n, uint32_t most_span)
{
	const struct choice *best = NULL;
	for (size_t i = 0; i < n; i++)
		if (choices[i].edge->span <= most_span && (!best || choices[i].likely > best->likely))
			best = &choices[i];
	return best;
}

/* Of n choices in order, those of places before that one. */
static size_t before_place(const struct choice *choices, size_t n, size_t place)
{
	size_t end = 0;
	while (end < n && choices[end].at < place)
		end++;
	return end;
}

/*
 * The surest of the choices at the first one's place, of which there are here; but one that joins units only if none is
 * surer of those that it takes in.
 */
static const struct choice *surest_there(const struct choice *choices, size_t n, size_t here)
{
	const struct choice *best = surest(choices, here, MOST_PIECES);
	size_t end = before_place(choices, n, best->at + best->edge->span);
	return surest(choices, end, MOST_PIECES) == best ? best : surest(choices, here, 1);
}

static void mend_passage(struct words *s, const struct passage *p)
{
	const struct unit *units = p->units;
	size_t count = p->count, n;
	struct options *options = p->options ? p->options : find_options(s, &s->ranked, units, count);
	weigh_habits(s, units, options, count);
	struct choice *choices = rank_words(s, units, options, count, &n);
	weigh_choices(s, units, count, choices, n);
	for (size_t i = 0, here, next = 0; i < n; i += here) {
		here = before_place(choices + i, n - i, choices[i].at + 1);
		const struct choice *c = choices[i].at < next ? NULL : surest_there(choices + i, n - i, here);
		if (c && make_choice(s, units, count, c))
			next = c->at + c->edge->span;
	}
	arena_clear(&s->ranked);
}

/* Is the region in a language that has statistics, as far as its words tell? */
static bool has_statistics(const struct words *s, const struct unit *units, size_t count)
{
	size_t foreign = 0, words = 0;
	for (size_t i = 0; i < count; i++) {
		foreign += units[i].foreign;
		words += units[i].folded.n > 0;
	}
	return s->trigrams && (double)foreign <= most_foreign * (double)words;
}

static void load(struct words *s)
{
	struct str lang = s->r->page->lang;
	enum confusions_of of = s->scanned ? CONFUSIONS_OF_SCANS : CONFUSIONS_OF_TEXT;
	s->confusions = confusions_open(of);
	s->foreign = !lang_is(lang, "eng");
	s->trigrams = repair_trigrams(s->r);
	s->dictionary = lang_has(lang, "eng") ? repair_dictionary(s->r) : NULL;
	if (!s->dictionary || !s->trigrams) {
		s->dictionary = NULL;
		s->trigrams = NULL;
		return;
	}
	s->speller = repair_speller(s->r, of);
	s->start = trigrams_start(s->trigrams);
}

bool page_is_scanned(const struct repair *r)
{
	const struct page *page = r->page;
	bool letters = false;
	for (uint32_t i = 0; i < page->counts[NODE_WORD] && !letters; i++)
		letters = ((const struct word *)page->nodes[NODE_WORD][i])->symbol_count > 0;
	return page->width > 0 && (letters || r->scan);
}

/* Which words are as another witness has them. */
static bool *find_settled(const struct page *page, struct arena *arena)
{
	bool *settled = arena_alloc(arena, page->counts[NODE_WORD] + 1, sizeof *settled);
	for (uint32_t i = 0; i < page->edit_count; i++) {
		const struct edit *e = &page->journal[i];
		if (str_equal(e->reason.stage, STR("witness")) && e->target.kind == NODE_WORD &&
		    (e->kind == EDIT_TEXT || e->kind == EDIT_ADD))
			settled[e->target.id] = true;
	}
	return settled;
}

/* The units of each region of prose that has some, and how poor the page is by them. */
static struct passage *passages_of(struct words *s, size_t *count)
{
	struct page *page = s->r->page;
	struct passage *passages = arena_alloc(&page->scratch, page->counts[NODE_REGION], sizeof *passages);
	struct quality quality = {0};
	*count = 0;
	for (struct region *g = first_region(page); g; g = next_region(g)) {
		struct passage *p = &passages[*count];
		if (region_is_prose(g))
			p->units = units_of(s, g, &p->count);
		for (size_t k = 0; k < p->count; k++) {
			count_word(s, &p->units[k]);
			if (!s->in_foreign[p->units[k].word->node.id] && region_tells_quality(g))
				count_quality(&quality, &p->units[k]);
		}
		*count += p->count > 0;
	}
	s->unknown_part = quality.small ? (float)quality.unknown / (float)quality.small : 0;
	s->page_class = page_class(quality.unknown, quality.small);
	s->scan_class = scan_class(quality.doubted, quality.rated);
	for (size_t i = 0; i < *count; i++)
		prepare(s, passages[i].units, passages[i].count);
	return passages;
}

/* Learns the habits of a poor page of text, and keeps what its words may be. */
static void learn_page(struct words *s, struct passage *passages, size_t count)
{
	size_t words = 0;
	if (!s->page_class || s->scanned || s->total < FEWEST_OF_HABITS)
		return;
	for (struct passage *p = passages; p < passages + count && words < MOST_OF_HABITS; p++) {
		if (!has_statistics(s, p->units, p->count))
			continue;
		p->options = find_options(s, &s->kept, p->units, p->count);
		learn_habits(s, p->units, p->options, p->count);
		words += p->count;
	}
}

void mend_words(struct repair *r)
{
	struct words s = {.r = r, .scanned = page_is_scanned(r)};
	size_t count;
	load(&s);
	if (!s.trigrams && !s.foreign)
		return;
	s.settled = find_settled(r->page, &r->page->scratch);
	s.in_foreign = find_foreign(r);
	struct passage *passages = passages_of(&s, &count);
	learn_page(&s, passages, count);
	for (struct passage *p = passages; p < passages + count; p++)
		if (has_statistics(&s, p->units, p->count))
			mend_passage(&s, p);
		else
			mend_by_lexicon(&s, p->units, p->count);
	table_release(&s.counts);
	table_release(&s.habits);
	arena_release(&s.kept);
	arena_release(&s.ranked);
}

/* Of a scan the recogniser tells more than its text: see words_scan.c. */
static void mend_text(struct repair *r)
{
	if (!page_is_scanned(r))
		mend_words(r);
}

const struct repair_stage stage_words = {.name = "words",
					 .summary = "mend misread words, where the words about them are sure",
					 .needs = REPAIR_LEXICON,
					 .run = mend_text};
