/* What cut letters look like: words that are set in a bitmap face, and painted over from the middle of a letter on. */
#include "pages.h"

#include "image/likeness.h"

#include <criterion/criterion.h>
#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>

#define WORDS                                                                                                          \
	"the hundred women who came from the mountain\nbrought down their own bread and cheese in\nbaskets and when "  \
	"the market began they\nwere asked how long it took them to walk\nand how many of them would be back by\n"     \
	"midday for the meeting about the bridge\nus our you run sun cut but put hut mud\nthe man can see it all and " \
	"let me be\n"

/* Pixels; symbols' boxes begin and end a little early, as recognisers' do. */
enum { FACE = 10, X_HEIGHT = 20, MARGIN = 40, LEADING = 60, WIDTH = 1300, HEIGHT = 600, EARLY = 5 };

struct sheet {
	struct page page;
	PIX *picture;
	int middles[80][16]; /* of each letter of each word, pixels */
};

/* Sets a word's letters from x on; gives where it ends. */
static int set_word(struct sheet *s, L_BMF *face, struct word *w, int x, int baseline)
{
	int begin = x;
	w->symbols = arena_alloc(&s->page.arena, w->raw.n, sizeof *w->symbols);
	w->symbol_count = (uint32_t)w->raw.n;
	for (uint32_t k = 0; k < w->raw.n; k++, x++) {
		char text[2] = {w->raw.s[k], '\0'};
		l_int32 width = 0;
		bmfGetWidth(face, w->raw.s[k], &width);
		pixSetTextline(s->picture, face, text, 0, x, baseline, NULL, NULL);
		s->middles[w->node.id][k] = x + width / 2;
		w->symbols[k] =
			(struct symbol){.text = {w->raw.s + k, 1},
					.confidence = 99,
					.box = {x - (k ? EARLY : 0), baseline - 30, x + width - EARLY, baseline + 8}};
		x += width;
	}
	w->box = (struct box){begin, baseline - 30, x, baseline + 8};
	w->confidence = 95;
	w->in_lexicon = true;
	w->type = (struct type_measures){.measured = true, .x_height = X_HEIGHT};
	return x;
}

static void set_sheet(struct sheet *s)
{
	L_BMF *face = bmfCreate(NULL, FACE);
	page_from_text(&s->page, STR(WORDS));
	s->picture = pixCreate(WIDTH, HEIGHT, 8);
	pixSetAll(s->picture);
	for (uint32_t i = 0; i < s->page.counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)s->page.nodes[NODE_LINE][i];
		int x = MARGIN, baseline = LEADING * ((int)i + 1);
		for (struct word *w = first_word(l); w; w = next_word(w))
			x = set_word(s, face, w, x, baseline) + X_HEIGHT;
		l->baseline[0] = (struct point){MARGIN, baseline};
		l->baseline[1] = (struct point){x, baseline};
		l->box = (struct box){MARGIN, baseline - 30, x, baseline + 8};
	}
	bmfDestroy(&face);
}

static void drop_sheet(struct sheet *s)
{
	pixDestroy(&s->picture);
	page_release(&s->page);
}

enum { SURE = 2 }; /* letters beside the cut one, on the whole side */

static uint32_t cut_letter(const struct word *w, bool right)
{
	return right ? SURE : w->symbol_count - 1 - SURE;
}

/* The word of the line that is cut: the last one, or the first one, that is long enough. */
static const struct word *cut_word(const struct line *l, bool right)
{
	const struct word *found = NULL;
	for (const struct word *w = first_word(l); w; w = next_word(w))
		if (w->symbol_count > SURE + 1 && (right || !found))
			found = w;
	return found;
}

/* Paints over what each line has beyond the middle of its cut letter. */
static void paint_over(struct sheet *s, bool right)
{
	for (uint32_t i = 0; i < s->page.counts[NODE_LINE]; i++) {
		const struct line *l = (const struct line *)s->page.nodes[NODE_LINE][i];
		const struct word *w = cut_word(l, right);
		if (!w)
			continue;
		int x = s->middles[w->node.id][cut_letter(w, right)];
		pixRasterop(s->picture, right ? x : 0, l->box.top, right ? WIDTH - x : x, l->box.bottom - l->box.top,
			    PIX_SET, NULL, 0, 0);
	}
}

/* How likely each letter is the cut one, where the word's other lost letters are known. */
static void weigh_letters(struct likeness *l, const struct word *w, bool right, float seen[26])
{
	char lost[16] = "";
	size_t n = w->raw.n - SURE;
	cr_assert_leq(n, sizeof lost);
	memcpy(lost, right ? w->raw.s + SURE : w->raw.s, n);
	for (int i = 0; i < 26; i++) {
		lost[right ? 0 : n - 1] = (char)('a' + i);
		seen[i] = likeness_log10(l, (struct str){lost, n});
	}
}

/* Gives how many letters are about as likely as the cut one, of which none is much likelier. */
static int letters_alike(const float seen[26], const struct word *w, uint32_t cut)
{
	int alike = 0;
	float own = seen[w->raw.s[cut] - 'a'];
	for (int i = 0; i < 26; i++) {
		alike += seen[i] > own - 1;
		cr_expect_lt(seen[i], own + 0.5F, "%c for letter %u of %.*s", 'a' + i, cut, STR_ARG(w->raw));
	}
	return alike;
}

/* Expects that each line's cut letter is like its half, and few others are: of a stem many. */
static void expect_told(bool right)
{
	struct sheet s;
	set_sheet(&s);
	paint_over(&s, right);
	struct scan *scan = scan_new(s.picture);
	struct likeness *l = likeness_new(scan, &s.page);
	int alike = 0, lines = (int)s.page.counts[NODE_LINE];
	cr_assert(l);
	for (int i = 0; i < lines; i++) {
		const struct word *w = cut_word((const struct line *)s.page.nodes[NODE_LINE][i], right);
		if (!w)
			continue;
		uint32_t cut = cut_letter(w, right);
		struct cut_view view = {.word = w, .sure = SURE, .right = right, .edge = s.middles[w->node.id][cut]};
		cr_assert(likeness_look(l, &view));
		float seen[26];
		weigh_letters(l, w, right, seen);
		alike += letters_alike(seen, w, cut);
	}
	cr_expect_leq(alike, 8 * lines, "%d letters", alike);
	likeness_drop(l);
	scan_drop(scan);
	drop_sheet(&s);
}

Test(likeness, letters_are_known_by_their_first_half)
{
	expect_told(true);
}

Test(likeness, and_by_their_second_half)
{
	expect_told(false);
}

Test(likeness, nothing_is_seen_without_symbols_or_beyond_the_edge)
{
	struct sheet s;
	set_sheet(&s);
	struct scan *scan = scan_new(s.picture);
	struct likeness *l = likeness_new(scan, &s.page);
	struct word *w = (struct word *)s.page.nodes[NODE_WORD][3];
	cr_assert(l);
	cr_expect(!likeness_look(l, &(struct cut_view){.word = w, .right = true, .edge = w->box.left - 5}));
	cr_expect(!likeness_look(l, &(struct cut_view){.word = w, .right = true, .edge = w->box.left + 5000}));
	cr_expect(!likeness_look(l, &(struct cut_view){.word = w, .sure = 40, .right = true, .edge = w->box.right}));
	w->symbol_count = 0;
	cr_expect(!likeness_look(l, &(struct cut_view){.word = w, .right = true, .edge = w->box.right}));
	cr_expect_null(likeness_new(NULL, &s.page));
	likeness_drop(l);
	scan_drop(scan);
	drop_sheet(&s);
}
