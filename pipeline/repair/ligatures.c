/*
 * Read ligatures that the recogniser lacks: "medizval" reads "mediæval", "Pheenicia" reads "Phœnicia".
 *
 * The English models know no æ and no œ, and give the letters that look like them. Where one of these in a word that no
 * dictionary has makes a word with ae or oe, the print has the ligature: two letters side by side are read rightly.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/dictionaries.h"

#include <string.h>

/* What ligatures are read as, longer ones first, and what they are. */
static const struct {
	const char *read, *letters, *ligature;
} misreadings[] = {{"ze", "ae", "æ"}, {"ee", "ae", "æ"}, {"ee", "oe", "œ"},
		   {"ce", "oe", "œ"}, {"re", "ae", "æ"}, {"z", "ae", "æ"}};
enum { MISREADINGS = sizeof misreadings / sizeof *misreadings };

/* Of fewer letters (bytes) too many words are one misreading away from another. */
enum { FEWEST_LETTERS = 6 };

/* How sure (percent): the few that the development pages have were right. */
static const float sure = 90;

static struct str put(struct arena *arena, struct str s, size_t at, size_t n, const char *in)
{
	return arena_printf(arena, "%.*s%s%.*s", (int)at, s.s, in, STR_ARG(str_skip(s, at + n)));
}

/* The one word with a ligature that the core may be; without a text where there is none, or more than one. */
static struct str with_ligature(struct repair *r, struct str core)
{
	struct arena *arena = &r->page->scratch;
	struct str found = {0}, found_letters = {0};
	for (size_t at = 1; at < core.n; at++)
		for (size_t k = 0; k < MISREADINGS; k++) {
			size_t n = strlen(misreadings[k].read);
			if (!str_starts(str_skip(core, at), str_of(misreadings[k].read)))
				continue;
			struct str letters = put(arena, core, at, n, misreadings[k].letters);
			if (!lexicon_knows(r->lexicon, letters) || (found.n && str_equal(letters, found_letters)))
				continue;
			if (found.n)
				return (struct str){0};
			found_letters = letters;
			found = put(arena, core, at, n, misreadings[k].ligature);
		}
	return found;
}

/* Small letters, but for the first. */
static bool is_word(struct str core)
{
	for (size_t i = 0; i < core.n; i++)
		if (!(core.s[i] >= 'a' && core.s[i] <= 'z') && !(i == 0 && core.s[i] >= 'A' && core.s[i] <= 'Z'))
			return false;
	return core.n >= FEWEST_LETTERS;
}

static void read_ligatures(struct repair *r)
{
	struct page *page = r->page;
	if (!lang_is(page->lang, "eng"))
		return;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		struct str core = utf8_core(w->text);
		if (!word_is_prose(w) || !is_word(core) || lexicon_knows(r->lexicon, core))
			continue;
		struct str word = with_ligature(r, core);
		if (!word.n)
			continue;
		struct str text = put(&page->scratch, w->text, (size_t)(core.s - w->text.s), core.n, word.s);
		edit_text(page, repair_reason(r, sure, "no word as read, and one with this ligature"), w, text);
	}
}

const struct repair_stage stage_ligatures = {.name = "ligatures",
					     .summary = "read the ligatures that the recogniser lacks",
					     .needs = REPAIR_LEXICON,
					     .run = read_ligatures};
