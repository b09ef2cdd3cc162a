/*
 * Fill what is missing of a line where the same words stand whole elsewhere on the page or in the run: in a pull quote,
 *a summary, a paragraph that was printed twice.
 *
 *	Unprecedented advan|          "Unprecedented advances in civil rights have been made" is a pull quote:
 *	rights have been made         what is missing is "advances in civil"
 *
 * The words before the gap and those after it must stand there, with little between them; and all places that have them
 * must say the same. That is evidence of what stood in the line, and no conjecture; but the line lacks it, and its
 * lacuna stays.
 */
#include "repair/repair.h"

#include "base/table.h"
#include "base/utf8.h"

/* Words on each side of the gap that must be the same, at least, and on both sides; those that are looked at. */
enum { LEAST_ON_SIDE = 2, LEAST_ON_BOTH = 5, MOST_ON_SIDE = 6 };

/* What is left of a cut word counts as one of them from so many letters (bytes) on. */
enum { LONG_PART = 3 };

/* Words that may be missing. */
enum { MOST_MISSING = 12 };

/* How sure (percent) what stands elsewhere is what stood here. */
static const float sure = 97;

/* A word of the run; none where the text is cut, or a page ends. */
struct token {
	struct word *word;
	struct page *page;
	uint32_t id; /* of its letters, in small ones; 0: none */
};

struct text {
	struct arena arena;
	struct table ids;
	struct token *tokens;
	size_t count;
};

/* What is missing, as it stands elsewhere: tokens from first to before last; the first ends the cut word, if it is cut.
 */
struct filling {
	size_t first, last;
	bool found, disputed;
};

static void add_token(struct text *t, struct page *page, struct word *w)
{
	t->tokens = arena_grow(&t->arena, t->tokens, t->count, sizeof *t->tokens);
	struct token *token = &t->tokens[t->count++];
	*token = (struct token){w, page, 0};
	struct str core = w ? utf8_core(w->text) : (struct str){0};
	if (!core.n)
		return;
	uint32_t *id = table_at(&t->ids, utf8_lower(&t->arena, core));
	if (!*id)
		*id = (uint32_t)t->ids.count;
	token->id = *id;
}

/* The words of a page; what lacks something is between two that are none. */
static void add_page(struct text *t, struct page *page)
{
	for (const struct region *g = first_region(page); g; g = next_region(g))
		for (const struct line *l = region_is_prose(g) ? first_line(g) : NULL; l; l = next_line(l))
			for (struct word *w = first_word(l); w; w = next_word(w)) {
				if (open_lacuna(w, false))
					add_token(t, page, NULL);
				if (word_shown(w))
					add_token(t, page, w);
				if (open_lacuna(w, true))
					add_token(t, page, NULL);
			}
	add_token(t, page, NULL);
}

/* How many tokens before a (not it) are those before b; none of no word is. */
static size_t same_before(const struct text *t, size_t a, size_t b)
{
	size_t n = 0;
	while (n < MOST_ON_SIDE && n < a && n < b && t->tokens[a - n - 1].id &&
	       t->tokens[a - n - 1].id == t->tokens[b - n - 1].id)
		n++;
	return n;
}

/* How many tokens from a on are those from b on. */
static size_t same_after(const struct text *t, size_t a, size_t b)
{
	size_t n = 0;
	while (n < MOST_ON_SIDE && a + n < t->count && b + n < t->count && t->tokens[a + n].id &&
	       t->tokens[a + n].id == t->tokens[b + n].id)
		n++;
	return n;
}

static bool begins(struct str whole, struct str part, struct arena *arena)
{
	return str_starts(utf8_lower(arena, whole), utf8_lower(arena, part));
}

/* Are the words from first on those of the filling? */
static bool same_filling(const struct text *t, const struct filling *a, size_t first, size_t last)
{
	bool same = a->last - a->first == last - first;
	for (size_t i = 0; same && i < last - first; i++)
		same = t->tokens[a->first + i].id == t->tokens[first + i].id;
	return same;
}

/*
 * The gap is before token `after`; what is before it ends before token `before`, where the cut word is, if a part of it
 * is there. Looks whether token k is where the missing words begin elsewhere.
 */
static void try_place(struct text *t, size_t before, size_t after, struct str part, size_t k, struct filling *out)
{
	size_t left = same_before(t, before, k) + (part.n >= LONG_PART ? 1 : 0);
	if (left < LEAST_ON_SIDE ||
	    (part.n && (!t->tokens[k].word || !begins(t->tokens[k].word->text, part, &t->arena))))
		return;
	for (size_t end = k + (part.n ? 1 : 0); end <= k + MOST_MISSING && end < t->count; end++) {
		size_t right = same_after(t, after, end);
		if (right >= LEAST_ON_SIDE && left + right >= LEAST_ON_BOTH && end > k) {
			out->disputed |= out->found && !same_filling(t, out, k, end);
			*out = (struct filling){k, end, true, out->disputed};
			return;
		}
		if (!t->tokens[end].id)
			return;
	}
}

/* Notes what the filling has, with the marks that the cut word begins with. */
static void note(struct repair *r, const struct text *t, struct word *cut, struct str part, struct filling f)
{
	const struct token *from = &t->tokens[f.first];
	struct strbuf words = {0};
	for (size_t i = f.first; i < f.last; i++) {
		struct str text = t->tokens[i].word->text;
		bool same = part.n && i == f.first;
		strbuf_add(&words, i > f.first ? STR(" ") : STR(""));
		strbuf_add(&words, same ? part : (struct str){0});
		strbuf_add(&words, same ? str_skip(text, part.n) : text);
	}
	edit_elsewhere(r->page,
		       repair_reason(r, sure, "the words about it stand whole on page %u, from \"%.*s\" on",
				     from->page->number, STR_ARG(from->word->text)),
		       cut, strbuf_str(&words));
	strbuf_release(&words);
}

static void look_for(struct repair *r, struct text *t, size_t at, struct word *cut)
{
	const struct lacuna *l = open_lacuna(cut, true);
	if (l->elsewhere.n)
		return;
	struct str part = l->in_word ? cut->text : (struct str){0};
	size_t before = part.n ? at - 1 : at;
	struct filling filling = {0};
	for (size_t k = 1; k < t->count; k++)
		if (t->tokens[k - 1].id == t->tokens[before - 1].id && k != before)
			try_place(t, before, at + 1, part, k, &filling);
	if (filling.found && !filling.disputed)
		note(r, t, cut, part, filling);
}

/* The gap that the i-th token is, of the word before it, which has to be the last in its line; or NULL. */
static struct word *gap_at(const struct text *t, size_t i)
{
	struct word *w = i ? t->tokens[i - 1].word : NULL;
	while (w && !open_lacuna(w, true))
		w = next_word(w);
	return t->tokens[i].word || !t->tokens[i].page || i < 2 || !w ? NULL : w;
}

static void find_repeats(struct repair *r, struct page *const *pages, int count)
{
	struct text text = {0};
	uint32_t lacunae = 0;
	for (int i = 0; i < count; i++)
		lacunae += pages[i]->lacuna_count;
	for (int i = 0; lacunae && i < count; i++)
		add_page(&text, pages[i]);
	for (size_t i = 2; i + 2 < text.count; i++) {
		struct word *cut = gap_at(&text, i);
		r->page = text.tokens[i].page;
		if (cut && text.tokens[i - 1].id)
			look_for(r, &text, i, cut);
	}
	table_release(&text.ids);
	arena_release(&text.arena);
}

const struct repair_stage stage_repeats = {.name = "repeats",
					   .summary = "name what cut lines lack where it stands whole elsewhere",
					   .needs = 0,
					   .run_pages = find_repeats};
