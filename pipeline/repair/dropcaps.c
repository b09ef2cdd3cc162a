/*
 * Join drop capitals to their word: "T" beside "HE TWENTIETH CONGRESS" → "THE TWENTIETH CONGRESS".
 *
 * A drop capital is one letter as high as two lines or more, with lines beside it. It comes from the recogniser, alone
 * or within a line, or from rescue. It goes to the first of the lines beside it, and becomes one with its first word if
 * the two are a word; "I" and "A" may be words of their own. Where no letter was found, but lines leave room for one
 * and their first word is none, a letter is inferred if only one makes a word of it.
 */
#include "repair/layout.h"
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/dictionaries.h"
#include "language/runs_on.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* The least height of a drop capital, in heights of the body's capitals; of one that stands alone in its region. */
static const double least_height = 1.7;

/* Its lines begin within this of it (x-heights of the body), to the left and to the right of its right end. */
static const double farthest_left = 1.5, farthest_right = 5;

/* A line with some words in small capitals: so many of its letters are, and they are so high to the body's capitals. */
static const double least_capitals = 0.2;
static const float lowest_capitals = 0.6F;

/* A large letter with no lines beside it that was read with less confidence (percent) is no letter. */
static const float least_sure = 35;

/* How sure (percent): joined to a known word, or to what is none. */
static const float sure_word = 97, sure_else = 75, sure_other = 90;

/* White between words is so wide at least (x-heights), and twice as wide as any in the word. */
static const double widest_gap = 0.3;

/*
 * An inferred letter must be so many times (log10) likelier than the next best; two words than one that is none, where
 * no white is seen between them; and what the recogniser saw otherwise than what makes no common word.
 */
static const double least_margin = 2, margin_of_words = 3, margin_of_letter = 3;

/*
 * Room for a letter: so wide at least, and at most (x-heights), along so many lines. The first may begin that much left
 * of the others (x-heights): no space is cast after the letter.
 */
static const double narrowest_room = 1.5, widest_room = 9, nearer_first = 2.5;
enum { LEAST_LINES = 2, MOST_LINES = 7 };

static size_t count_letters(struct str s)
{
	size_t n = 0;
	for (size_t at = 0; at < s.n;)
		n += utf8_is_letter(utf8_next(s, &at));
	return n;
}

static bool is_large(const struct layout *l, const struct word *w)
{
	double height = w->box.bottom - w->box.top;
	return word_shown(w) && height > least_height * (double)l->body.height && count_letters(w->text) == 1 &&
	       w->text.n <= 4;
}

/* Does the letter stand on the line, and rise above it? */
static bool is_raised(const struct layout *l, const struct word *w, const struct layout_line *ll)
{
	return fabs(layout_area(l, w->box).bottom - ll->area.bottom) < 0.6 * (double)l->body.x_height;
}

/* Is the word a mark that lies over the letter: a bit of it, or of its box? */
static bool is_bit_of(const struct layout *l, const struct word *w, struct area letter)
{
	struct area a = layout_area(l, w->box);
	return count_letters(w->text) == 0 && a.left > letter.left - 2 * (double)l->body.x_height &&
	       (a.left + a.right) / 2 < letter.right + 0.5 * (double)l->body.x_height;
}

/* Is the line set as the body is, or in its small capitals, which the first words after the letter may be? */
static bool is_of_body(const struct layout *l, const struct layout_line *ll)
{
	return same_size(&ll->type, &l->body) || (ll->capitals > least_capitals && ll->type.height < l->body.height &&
						  ll->type.height > lowest_capitals * l->body.height);
}

/* The uppermost line that begins right of the letter, at its height; NULL unless there are lines beside it, or it
 * stands on that line. */
static const struct layout_line *line_beside(const struct layout *l, const struct word *w)
{
	const struct layout_line *best = NULL;
	struct area a = layout_area(l, w->box);
	double x = (double)l->body.x_height;
	int beside = 0;
	for (size_t i = 0; i < l->line_count; i++) {
		const struct layout_line *ll = &l->lines[i];
		const struct word *first = first_word(ll->line);
		while (first && (first == w || is_bit_of(l, first, a)))
			first = next_word(first);
		if (!first || !is_of_body(l, ll))
			continue;
		struct area f = layout_area(l, first->box);
		double middle = ll->area.bottom - x / 2;
		if (f.left < a.right - farthest_left * x || f.left > a.right + farthest_right * x ||
		    middle < a.top - 0.6 * l->leading || middle > a.bottom + 0.2 * l->leading)
			continue;
		beside++;
		if (!best || ll->area.bottom < best->area.bottom)
			best = ll;
	}
	return beside >= LEAST_LINES || (best && is_raised(l, w, best)) ? best : NULL;
}

static struct str plain(struct str s)
{
	while (s.n && ispunct((unsigned char)s.s[s.n - 1]))
		s.n--;
	while (s.n && ispunct((unsigned char)s.s[0]))
		s = str_skip(s, 1);
	return s;
}

static struct word *first_after(const struct word *w)
{
	for (w = next_word(w); w && !word_shown(w);)
		w = next_word(w);
	return (struct word *)w;
}

static struct str text_after(const struct word *w)
{
	w = first_after(w);
	return w ? w->text : (struct str){0};
}

/* The likelihood (log10) of these words in a row; empty ones are left out. */
static double likelihood(const struct trigrams *t, const struct str *words, int n)
{
	int history[2] = {TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN};
	double sum = 0;
	for (int i = 0; i < n; i++) {
		if (!words[i].n)
			continue;
		int word = trigrams_word(t, words[i]);
		sum += trigrams_log10(t, history[0], history[1], word);
		history[0] = history[1];
		history[1] = word;
	}
	return sum;
}

/* Is the letter a word without what follows? "I further", but "About", and "In"; trigrams say which where both can be.
 */
static bool stands_alone(struct repair *r, struct str letter, const struct word *rest, struct str whole)
{
	static const struct {
		const char *lang, *word;
	} words[] = {{"eng", "A"}, {"eng", "I"}, {"eng", "O"}, {"deu", "O"},
		     {"fra", "À"}, {"fra", "A"}, {"fra", "Y"}, {"fra", "Ô"}};
	struct str tail = plain(rest->text);
	bool word = false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		word |= lang_has(r->page->lang, words[i].lang) && str_equal(letter, str_of(words[i].word));
	if (!word || !lexicon_knows(r->lexicon, tail))
		return false;
	if (!lexicon_knows(r->lexicon, whole))
		return true;
	const struct trigrams *t = repair_trigrams(r);
	struct str after = text_after(rest);
	return t &&
	       likelihood(t, (struct str[]){letter, tail, after}, 3) > likelihood(t, (struct str[]){whole, after}, 2);
}

/* The word with l for each I and | after the first n bytes, or an empty one where there are none: "AII" → "All". */
static struct str with_small_l(struct arena *arena, struct str word, size_t n)
{
	char *s = arena_alloc(arena, word.n + 1, 1);
	bool any = false;
	for (size_t i = 0; i < word.n; i++) {
		bool bar = i >= n && (word.s[i] == 'I' || word.s[i] == '|');
		s[i] = bar ? 'l' : word.s[i];
		any |= bar;
	}
	return any ? (struct str){s, word.n} : (struct str){0};
}

/* Empties the words between the letter and its word that are no words: bits of the letter's box, read as marks. */
static void clear_marks(struct repair *r, const struct word *letter)
{
	for (struct word *w = first_after(letter); w && first_after(w); w = first_after(w)) {
		for (size_t at = 0; at < w->text.n;) {
			uint32_t c = utf8_next(w->text, &at);
			if (utf8_is_letter(c) || utf8_is_digit(c))
				return;
		}
		edit_text(r->page, repair_reason(r, 90, "a mark between a drop capital and its word"), w, STR(""));
	}
}

/* The word without marks before it that no word begins with: bits of the letter's box, read with it. */
static struct str without_marks(struct str s)
{
	while (s.n > 1 && strchr("|/\\_~*=<>[]{}.,:;", s.s[0]))
		s = str_skip(s, 1);
	return s;
}

/* Is there white as between words after the first n bytes of what was read? 0: the symbols' boxes do not tell. */
static int gap_after(const struct word *w, size_t n, double x_height)
{
	double at = 0, most = 0;
	if (w->symbol_count != w->raw.n || !str_equal(w->raw, w->text))
		return 0;
	for (uint32_t i = 1; i < w->symbol_count; i++) {
		double gap = w->symbols[i].box.left - w->symbols[i - 1].box.right;
		bool mark = count_letters(w->symbols[i - 1].text) == 0;
		if (i == n)
			at = gap;
		else if (!mark)
			most = fmax(most, gap);
	}
	if (at < 0)
		return 0;
	return at >= widest_gap * x_height && at >= 2 * most ? 1 : -1;
}

/* The rest of a word after a drop capital, in two: "e" and "have". */
struct halves {
	struct str head, tail;
	double likelihood;
};

/* Is the letter with the first part a word, and the second another? */
static bool makes_words(struct repair *r, struct str letter, const struct halves *p)
{
	struct str whole = arena_printf(&r->page->scratch, "%.*s%.*s", STR_ARG(letter), STR_ARG(p->head));
	bool single = p->tail.n == 1 && *p->tail.s != 'a' && *p->tail.s != 'I';
	return !single && count_letters(p->head) == p->head.n && lexicon_knows(r->lexicon, whole) &&
	       lexicon_knows(r->lexicon, plain(p->tail));
}

/*
 * Is the rest of the letter's word one with the next word: "ehave" after W? Two words are made of it where white stands
 * between them, or where they are far likelier: than what is a word alone ("I tall started"), or no word ("Letus").
 */
static bool part_rest(struct repair *r, double x_height, struct str letter, const struct word *rest, bool alone,
		      struct halves *best)
{
	const struct trigrams *t = repair_trigrams(r);
	struct str text = without_marks(rest->text), next = text_after(rest);
	struct arena *arena = &r->page->scratch;
	struct str whole = arena_printf(arena, "%.*s%.*s", STR_ARG(letter), STR_ARG(text));
	double rival = !t      ? 0
		       : alone ? likelihood(t, (struct str[]){letter, text, next}, 3)
			       : likelihood(t, (struct str[]){whole, next}, 2);
	bool found = false;
	for (size_t n = 1; t && n < text.n; n++) {
		struct halves p = {{text.s, n}, str_skip(text, n), 0};
		int gap = gap_after(rest, n + rest->text.n - text.n, x_height);
		if ((gap < 0 && alone) || !makes_words(r, letter, &p))
			continue;
		struct str head = arena_printf(arena, "%.*s%.*s", STR_ARG(letter), STR_ARG(p.head));
		p.likelihood = likelihood(t, (struct str[]){head, p.tail, next}, 3);
		double margin = gap > 0 ? 0 : alone ? least_margin : margin_of_words;
		if (p.likelihood < rival + margin || (found && p.likelihood < best->likelihood))
			continue;
		*best = p;
		found = true;
	}
	return found;
}

/* What the letter and the rest of its word are if the letter is what it was read as otherwise, and that alone is a
 * word; empty if not. */
static struct str read_otherwise(struct repair *r, const struct word *letter, struct str rest)
{
	struct str found = {0};
	int words = 0;
	for (uint32_t i = 0; i < letter->reading_count; i++) {
		const struct reading *reading = &letter->readings[i];
		struct str whole = arena_printf(&r->page->scratch, "%.*s%.*s", STR_ARG(reading->text), STR_ARG(rest));
		if (reading->count != 1 || !begins_capital(reading->text) || !lexicon_knows(r->lexicon, plain(whole)))
			continue;
		found = whole;
		words++;
	}
	return words == 1 ? found : (struct str){0};
}

/* The word with a letter that the recogniser saw besides, far likelier before the next: "In October", not "Tn". */
static struct str seen_otherwise(struct repair *r, const struct word *letter, struct str tail, const struct word *rest)
{
	const struct trigrams *t = repair_trigrams(r);
	struct str next = text_after(rest), best = {0};
	struct str read = arena_printf(&r->page->scratch, "%.*s%.*s", STR_ARG(plain(letter->text)), STR_ARG(tail));
	struct dictionary_word info;
	if (!t || !repair_dictionary(r) || letter->symbol_count != 1 ||
	    (dictionary_find(repair_dictionary(r), plain(read), &info) && info.level == WORD_COMMON))
		return best;
	double most = likelihood(t, (struct str[]){plain(read), next}, 2) + margin_of_letter;
	for (uint32_t i = 0; i < letter->symbols->alternative_count; i++) {
		struct str other = letter->symbols->alternatives[i].text;
		struct str whole = arena_printf(&r->page->scratch, "%.*s%.*s", STR_ARG(other), STR_ARG(tail));
		double p = likelihood(t, (struct str[]){plain(whole), next}, 2);
		if (begins_capital(other) && lexicon_knows(r->lexicon, plain(whole)) && p >= most) {
			most = p;
			best = whole;
		}
	}
	return best;
}

/* The letter with the rest behind a bar, which a stroke of the letter was read as, "T" and "IHEY"; empty if that is no
 * word. */
static struct str without_bar(struct repair *r, struct str capital, struct str rest)
{
	if (rest.n < 3 || !strchr("Il1!", rest.s[0]))
		return (struct str){0};
	struct str tail = str_skip(rest, 1);
	struct str whole = arena_printf(&r->page->scratch, "%.*s%.*s", STR_ARG(capital), STR_ARG(tail));
	return count_letters(tail) > 1 && lexicon_knows(r->lexicon, plain(whole)) ? whole : (struct str){0};
}

/* What a drop capital makes with the rest of its word. */
struct whole {
	struct str text; /* empty: nothing, the letter is a word by itself */
	float sure;
	const char *how;
};

static struct whole whole_word(struct repair *r, const struct word *letter, struct str capital, const struct word *rest)
{
	struct arena *arena = &r->page->scratch;
	struct str tail = without_marks(rest->text), other;
	struct str text = arena_printf(arena, "%.*s%.*s", STR_ARG(capital), STR_ARG(tail));
	struct str lower = with_small_l(arena, text, capital.n);
	bool known = lexicon_knows(r->lexicon, plain(text));
	if (lower.n && !known && lexicon_knows(r->lexicon, plain(lower)))
		return (struct whole){lower, sure_word, ", in which I is l"};
	if (stands_alone(r, capital, rest, plain(text)))
		return (struct whole){0};
	if ((other = seen_otherwise(r, letter, tail, rest)).n)
		return (struct whole){other, sure_other,
				      "; with the letter that was seen otherwise it is far likelier"};
	if (known)
		return (struct whole){text, sure_word, ""};
	bool word = lexicon_knows(r->lexicon, plain(tail));
	if (!word && (other = read_otherwise(r, letter, tail)).n)
		return (struct whole){other, sure_other, "; of the letters read, only this one makes a word"};
	if (!word && (other = without_bar(r, capital, tail)).n)
		return (struct whole){other, sure_other, "; a stroke of the letter was read with the rest"};
	return (struct whole){text, sure_else, ", which the lexicon lacks"};
}

/* Makes the letter, which stands before its word by now, one with it. */
static void join_letter(struct repair *r, double x_height, struct word *letter)
{
	clear_marks(r, letter);
	struct word *rest = first_after(letter);
	struct str capital = plain(letter->text);
	struct halves halves = {0};
	if (!rest)
		return;
	struct whole whole = whole_word(r, letter, capital, rest);
	bool sure = whole.text.n && whole.sure >= sure_word;
	if (!sure && part_rest(r, x_height, capital, rest, !whole.text.n, &halves)) {
		rest = edit_split(r->page,
				  repair_reason(r, sure_other, "the rest of a drop capital's word, and the next word"),
				  rest, (struct str[]){halves.head, halves.tail}, 2);
		whole = whole_word(r, letter, capital, rest);
	}
	if (whole.text.n)
		edit_join(r->page, repair_reason(r, whole.sure, "a drop capital and the rest of its word%s", whole.how),
			  letter, rest, whole.text);
}

/* Sets a large letter aside that stands for itself and was hardly read: a bit of a picture. */
static void judge_lone_letter(struct repair *r, struct word *w)
{
	struct line *line = word_line(w);
	struct region *region = line_region(line);
	bool alone = first_word(line) == w && !next_word(w) && first_line(region) == line && !next_line(line);
	if (alone && w->confidence < least_sure)
		edit_type(r->page,
			  repair_reason(r, 100 - w->confidence,
					"a large letter beside no lines, read with little confidence"),
			  region, REGION_NOISE);
}

static void place_letter(struct repair *r, const struct layout *l, struct word *w)
{
	const struct layout_line *beside = line_beside(l, w);
	if (!beside) {
		judge_lone_letter(r, w);
		return;
	}
	if (word_line(w) != beside->line || prev_word(w))
		edit_move(r->page, repair_reason(r, sure_word, "a letter several lines high, before the first of them"),
			  &w->node, 1, &beside->line->node, beside->line->node.first);
	join_letter(r, (double)l->body.x_height, w);
}

/* The next line of the body's type below this one, in its column; or NULL. */
static const struct layout_line *line_below(const struct layout *l, const struct layout_line *a)
{
	for (size_t i = lines_above(l, a->area.bottom); i < l->line_count; i++) {
		const struct layout_line *b = l->by_foot[i];
		double down = b->area.bottom - a->area.bottom;
		if (down >= 1.5 * l->leading)
			break;
		if (down > 0.5 * l->leading && same_size(&b->type, &l->body) &&
		    area_across(a->area, b->area) > 0.5 * fmin(area_width(a->area), area_width(b->area)))
			return b;
	}
	return NULL;
}

/* Does its last word go on in the next line? Then that begins nothing, and stands in as the lines of a list do. */
static bool goes_on(const struct layout_line *line)
{
	const struct word *last = last_shown(line->line);
	return last && ends_parted(last->text);
}

/* Do this line and the next ones leave room for a drop capital that nothing fills? The first may be nearer to it. */
static bool has_room(const struct layout *l, const struct layout_line *first)
{
	double x = (double)l->body.x_height, indent = 0;
	int lines = 1;
	const struct layout_line *a = first, *b;
	while ((b = line_below(l, a)) && b->area.left > first->area.left - 0.9 * x &&
	       b->area.left < first->area.left + nearer_first * x && ++lines <= MOST_LINES)
		a = b;
	indent = b ? first->area.left - b->area.left : 0;
	if (lines < LEAST_LINES || lines > MOST_LINES || indent < narrowest_room * x || indent > widest_room * x)
		return false;
	struct area room = {first->area.left - indent, first->area.top, first->area.left - 0.3 * x, a->area.bottom};
	for (size_t i = 0; i < l->line_count; i++)
		if (area_across(l->lines[i].area, room) > 0.3 * x && area_down(l->lines[i].area, room) > 0)
			return false;
	return true;
}

/* Infers the letter that is lacking before the line, if only one will do. */
static void infer_letter(struct repair *r, const struct layout_line *first)
{
	struct word *w = first_word(first->line);
	const struct trigrams *t = repair_trigrams(r);
	struct str best = {0};
	double most = -1e9, second = -1e9;
	int known = 0;
	if (!w || !word_shown(w) || lexicon_knows(r->lexicon, plain(w->text)) || w->confidence < 60)
		return;
	for (int c = 'A'; c <= 'Z'; c++) {
		struct str whole = arena_printf(&r->page->scratch, "%c%.*s", c, STR_ARG(w->text));
		if (!lexicon_knows(r->lexicon, plain(whole)))
			continue;
		double p = t ? likelihood(t, (struct str[]){plain(whole), text_after(w)}, 2) : 0;
		known++;
		second = fmax(second, fmin(most, p));
		best = p > most ? whole : best;
		most = fmax(most, p);
	}
	if (!known || (known > 1 && most - second < least_margin))
		return;
	edit_text(r->page,
		  repair_reason(r, known > 1 ? 90 : 95, "inferred: room for a drop capital that was not read, and %s",
				known > 1 ? "this letter fits far better than any other"
					  : "only this letter makes a word"),
		  w, best);
}

static void join_capitals(struct repair *r)
{
	struct layout l;
	if (!layout_init(&l, r->page))
		return;
	uint32_t words = r->page->counts[NODE_WORD];
	bool any = false;
	for (uint32_t i = 0; i < words; i++) {
		struct word *w = (struct word *)r->page->nodes[NODE_WORD][i];
		if (is_large(&l, w) && begins_capital(plain(w->text)) &&
		    (region_kinds[line_region(word_line(w))->type].place != PLACE_ASIDE)) {
			place_letter(r, &l, w);
			any = true;
		}
	}
	for (size_t i = 0; i < l.line_count && !any; i++)
		if (same_size(&l.lines[i].type, &l.body) && !(i && goes_on(&l.lines[i - 1])) &&
		    has_room(&l, &l.lines[i]))
			infer_letter(r, &l.lines[i]);
}

const struct repair_stage stage_dropcaps = {.name = "dropcaps",
					    .summary = "join drop capitals to their word",
					    .needs = REPAIR_GEOMETRY | REPAIR_LEXICON,
					    .run = join_capitals};
