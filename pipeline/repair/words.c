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

#include <math.h>
#include <string.h>

/*
 * In plain text a change is made where it is so likely to be right, by the page's class: what does harm on a good page
 * is rarely seen among the many misreadings of a poor one. On a clean page nothing is changed. It is proposed where it
 * is so likely.
 */
#define NEVER 2.0
static const double promised[PAGE_CLASSES] = {NEVER, 0.8, 0.5, 0.5}, least_proposed = 0.05;

/* A change that is so likely tells how the page's letters are misread. */
static const double sure_of_habit = 0.8;

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
	return letters < 2 || dash || digits * 2 > letters || ((odd || (digits && upper)) && !stray) ||
	       (upper == letters && letters < FEWEST_CAPITALS) || address_is(text);
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
		if (part.n && !find_word(s, part, &info))
			return false;
		at += part.n + 1;
	}
	return parts > 1;
}

/* The second half, on the next line, of the word that a hyphen parts at its line's end; or NULL. */
static struct word *tail_of(const struct word *w, struct line *next)
{
	struct word *tail = next ? first_shown(next) : NULL;
	if (w != last_shown(word_line(w)) || !ends_parted(w->text) || !tail)
		return NULL;
	size_t at = 0;
	uint32_t c = utf8_next(tail->text, &at);
	return utf8_is_letter(c) && !utf8_is_upper(c) ? tail : NULL;
}

static struct unit unit_of(struct words *s, struct word *w, struct word *tail)
{
	struct arena *arena = &s->r->page->arena;
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
	} else
		take_apart(text, &u);
	u.folded = utf8_lower(arena, u.core);
	u.fixed |= is_fixed(u.core, text);
	u.fixed |= !tail && is_compound(s, u.folded);
	struct dictionary_word info;
	u.fixed |= own_words(s) && dictionary_find(own_words(s), u.folded, &info);
	if (s->dictionary && find_word(s, u.folded, &info))
		u.level = info.level;
	if (s->foreign && u.level != WORD_COMMON && u.core.n && lexicon_knows(s->r->lexicon, u.core)) {
		u.foreign = u.fixed = u.level == WORD_UNKNOWN;
		u.level = WORD_RARE;
	}
	u.id = s->trigrams ? trigrams_word(s->trigrams, u.core) : TRIGRAMS_UNKNOWN;
	return u;
}

/* The units of a region, in order. */
static struct unit *units_of(struct words *s, struct region *g, size_t *count)
{
	struct arena *arena = &s->r->page->arena;
	struct unit *units = NULL;
	struct word *taken = NULL;
	bool opens = true, half = s->half;
	*count = 0;
	for (struct line *l = first_line(g); l; l = next_line(l))
		for (struct word *w = first_word(l); w; w = next_word(w)) {
			if (!word_shown(w) || w == taken)
				continue;
			struct word *tail = tail_of(w, next_line(l));
			units = arena_grow(arena, units, *count, sizeof *units);
			struct unit *u = &units[(*count)++];
			*u = unit_of(s, w, tail);
			/* Half a word whose other half is not here tells too little. */
			u->fixed |= (!tail && w == last_shown(l) && ends_parted(w->text)) || (half && *count == 1);
			u->opens = opens;
			opens = ends_sentence((tail ? tail : w)->text);
			taken = tail ? tail : taken;
			s->half = !tail && ends_parted(w->text);
		}
	return units;
}

static void count_word(struct words *s, const struct unit *u, size_t *small, size_t *unknown)
{
	if (u->folded.n) {
		uint32_t *times = table_at(&s->counts, u->folded);
		++*times;
		s->total++;
		if (*times == 2 && u->level == WORD_UNKNOWN && !u->fixed && word_shape(u->core) == SHAPE_CAPITAL) {
			s->names = arena_grow(&s->r->page->arena, s->names, s->name_count, sizeof *s->names);
			s->names[s->name_count++] = u->folded;
		}
	}
	if (u->core.n >= FEWEST_OF_QUALITY && word_shape(u->core) == SHAPE_SMALL) {
		++*small;
		*unknown += u->level == WORD_UNKNOWN;
	}
}

/* The candidate in the case of what was read. */
static struct str recased(struct arena *arena, struct str read, struct str folded)
{
	size_t upper = 0, letters = 0;
	for (size_t at = 0; at < read.n;) {
		uint32_t c = utf8_next(read, &at);
		upper += utf8_is_upper(c);
		letters += utf8_is_letter(c);
	}
	size_t at = 0;
	bool first = utf8_is_upper(utf8_next(read, &at));
	bool all = letters > 1 && upper * 2 > letters;
	struct str out = arena_printf(arena, "%.*s", STR_ARG(folded));
	char *s = (char *)out.s;
	for (size_t i = 0; i < out.n && (all || (first && !i)); i++)
		s[i] = s[i] >= 'a' && s[i] <= 'z' ? (char)(s[i] - 'a' + 'A') : s[i];
	return out;
}

/* Where the hyphen stands in the new word: as far from the end that did not change. */
static size_t parting_of(struct str old, struct str now, size_t parted)
{
	size_t same = 0;
	while (same < old.n && same < now.n && old.s[same] == now.s[same])
		same++;
	size_t at = same >= parted || parted + now.n < old.n + 1 ? parted : parted + now.n - old.n;
	if (same < parted && memcmp(old.s + parted, now.s + at, old.n - parted) != 0)
		at = parted < now.n ? parted : now.n - 1;
	return at < 1 ? 1 : at < now.n ? at : now.n - 1;
}

static void change_parted(struct page *page, struct reason why, const struct unit *u, struct str now)
{
	size_t at = parting_of(u->core, now, u->parted);
	size_t hyphen;
	utf8_last(u->word->text, &hyphen);
	struct str head = arena_printf(&page->arena, "%.*s%.*s%.*s", STR_ARG(u->before), (int)at, now.s,
				       STR_ARG(str_skip(u->word->text, hyphen)));
	struct str tail = arena_printf(&page->arena, "%.*s%.*s", STR_ARG(str_skip(now, at)), STR_ARG(u->after));
	if (!str_equal(head, u->word->text))
		edit_text(page, why, u->word, head);
	if (!str_equal(tail, u->tail->text))
		edit_text(page, why, u->tail, tail);
}

/* Is it sure enough to be made? */
static bool is_sure(struct words *s, const struct unit *u, const struct choice *c, double likely)
{
	if (is_variant(s, u, c->edge.texts[0]))
		return false;
	return box_empty(u->word->box) ? likely >= promised[s->page_class] : scan_agrees(s, u, c, likely);
}

static void change(struct words *s, const struct unit *units, size_t count, const struct choice *c)
{
	struct page *page = s->r->page;
	const struct unit *u = &units[c->at];
	const struct edge *e = &c->edge;
	struct str text = e->seen.n ? e->seen : recased(&page->arena, u->core, e->texts[0]);
	float terms[SURETY_TERMS];
	weigh_choice(s, units, count, c, terms);
	double likely = surety(box_empty(u->word->box) ? SURETY_OF_TEXT : SURETY_OF_SCANS, terms);
	struct reason why = {.stage = str_of(s->r->stage->name),
			     .confidence = (float)(100 * likely),
			     .evidence = choice_evidence(s, u, c, terms)};
	const struct unit *last = u + e->span - 1;
	if (str_equal(text, u->core) && e->span == 1 && e->count == 1)
		return;
	if (!is_sure(s, u, c, likely)) {
		if (!u->tail && likely >= least_proposed && !is_variant(s, u, e->texts[0]) &&
		    (box_empty(u->word->box) || u->word->confidence < SURE_OF_LETTERS))
			edit_reading(page, why, u->word, e->span,
				     e->count > 1 ? arena_printf(&page->arena, "%.*s %.*s", STR_ARG(text),
								 STR_ARG(e->texts[1]))
						  : text);
		return;
	}
	if (u->tail) {
		change_parted(page, why, u, text);
		return;
	}
	text = arena_printf(&page->arena, "%.*s%.*s", STR_ARG(u->before), STR_ARG(text));
	if (e->count > 1) {
		struct str texts[2] = {text,
				       arena_printf(&page->arena, "%.*s%.*s", STR_ARG(e->texts[1]), STR_ARG(u->after))};
		edit_split(page, why, u->word, texts, 2);
		return;
	}
	for (const struct unit *piece = u + 1; piece < last; piece++)
		edit_join(page, why, u->word, piece->word,
			  arena_printf(&page->arena, "%.*s%.*s", STR_ARG(u->word->text), STR_ARG(piece->word->text)));
	text = arena_printf(&page->arena, "%.*s%.*s", STR_ARG(text), STR_ARG(last->after));
	if (e->span > 1)
		edit_join(page, why, u->word, last->word, text);
	else
		edit_text(page, why, u->word, text);
}

/* A word of a scan has the recogniser's confidence; of plain text, the page tells how poor it is. */
static float chance_of(const struct words *s, const struct unit *u)
{
	if (box_empty(u->word->box))
		return error_chance(s->confusions, u->level, u->core, s->page_class);
	float confidence = u->tail ? fminf(u->word->confidence, u->tail->confidence) : u->word->confidence;
	bool read = confidence > 0 || u->word->symbol_count; /* else an edit made it */
	return read ? error_chance_read(s->confusions, u->level, confidence) : 0;
}

static void prepare(struct words *s, struct unit *units, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct unit *u = &units[i];
		u->chance = chance_of(s, u);
		const uint32_t *times = table_find(&s->counts, u->folded);
		u->count = times ? *times : 0;
	}
}

/* How the page misreads its words, from the changes that are sure. */
static void learn_habits(struct words *s, struct unit *units, size_t count)
{
	size_t n;
	float terms[SURETY_TERMS];
	struct choice *choices = rank_words(s, units, count, &n);
	for (size_t i = 0; i < n; i++) {
		const struct choice *c = &choices[i];
		if (c->edge.span > 1 || c->edge.count > 1)
			continue;
		weigh_choice(s, units, count, c, terms);
		if (surety(SURETY_OF_TEXT, terms) >= sure_of_habit)
			note_habits(s, units[c->at].folded, c->edge.texts[0]);
	}
}

static void mend_region(struct words *s, struct unit *units, size_t count)
{
	size_t n;
	struct choice *choices = rank_words(s, units, count, &n);
	for (size_t i = 0; i < n; i++)
		change(s, units, count, &choices[i]);
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
	s->confusions = confusions_open();
	s->foreign = !lang_is(lang, "eng");
	s->trigrams = repair_trigrams(s->r);
	s->dictionary = lang_has(lang, "eng") ? repair_dictionary(s->r) : NULL;
	if (!s->dictionary || !s->trigrams) {
		s->dictionary = NULL;
		s->trigrams = NULL;
		return;
	}
	s->speller = repair_speller(s->r);
	s->start = trigrams_start(s->trigrams);
}

void mend_words(struct repair *r)
{
	struct words s = {.r = r};
	struct page *page = r->page;
	load(&s);
	if (!s.trigrams && !s.foreign)
		return;
	struct unit **units = arena_alloc(&page->arena, page->counts[NODE_REGION] + 1, sizeof *units);
	size_t *counts = arena_alloc(&page->arena, page->counts[NODE_REGION] + 1, sizeof *counts);
	size_t small = 0, unknown = 0, i = 0;
	for (struct region *g = first_region(page); g; g = next_region(g), i++) {
		if (!region_is_prose(g))
			continue;
		units[i] = units_of(&s, g, &counts[i]);
		for (size_t k = 0; k < counts[i]; k++)
			count_word(&s, &units[i][k], &small, &unknown);
	}
	s.page_class = page_class(unknown, small);
	size_t regions = i;
	for (i = 0; i < regions; i++)
		if (counts[i])
			prepare(&s, units[i], counts[i]);
	for (i = 0; i < regions && s.page_class && !page->width; i++)
		if (counts[i] && has_statistics(&s, units[i], counts[i]))
			learn_habits(&s, units[i], counts[i]);
	for (i = 0; i < regions; i++)
		if (counts[i] && !has_statistics(&s, units[i], counts[i]))
			mend_by_lexicon(&s, units[i], counts[i]);
		else if (counts[i])
			mend_region(&s, units[i], counts[i]);
	table_release(&s.counts);
	table_release(&s.habits);
}

/* Of a scan the recogniser tells more than its text: see words_scan.c. */
static void mend_text(struct repair *r)
{
	if (!r->page->width)
		mend_words(r);
}

const struct repair_stage stage_words = {.name = "words",
					 .summary = "mend misread words, where the words about them are sure",
					 .needs = REPAIR_LEXICON,
					 .run = mend_text};
