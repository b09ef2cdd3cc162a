/*
 * Read the slash as the italic letter that it is: "net./abel" reads "net.label", "/nstall" reads "Install".
 *
 * An l or an I that leans looks like a slash. Before letters of a word, where a path could only begin, it is the letter
 * if the recogniser saw that as well, or the page has the word elsewhere, and the letters then make a word.
 */
#include "repair/repair.h"

#include "base/utf8.h"
#include "page/text.h"

#include <string.h>

/* The recogniser's confidence (percent) in the letter from which it is one. */
static const float least_seen = 30;

/* So many letters follow at least: of fewer, too many make a word with either. */
enum { FEWEST_LETTERS = 3 };

/* How sure (percent): 7 were mended on the development pages, all of them rightly. */
static const float sure = 88;

/* Does a word begin at the place: at the text's beginning, or behind a point, a bracket or a quote? */
static bool begins_word(struct str text, size_t at)
{
	size_t begin;
	uint32_t before = utf8_last((struct str){text.s, at}, &begin);
	return !before || before == '.' || before == '(' || before == '"' || before == LEFT_DOUBLE ||
	       before == LEFT_SINGLE;
}

/* The word with the letter in place of the slash at a place; without a text where that makes no word. */
static struct str with_letter(struct repair *r, struct str text, size_t at, char letter)
{
	struct str word = arena_str(&r->page->scratch, text);
	size_t end = at + 1;
	((char *)word.s)[at] = letter;
	while (end < word.n && ((word.s[end] >= 'a' && word.s[end] <= 'z')))
		end++;
	bool known = end - at > FEWEST_LETTERS && lexicon_knows(r->lexicon, (struct str){word.s + at, end - at});
	return known ? word : (struct str){0};
}

static void mend(struct repair *r, struct word *w)
{
	static const char letters[] = "lI";
	size_t at = 0;
	for (uint32_t i = 0; i < w->symbol_count; at += w->symbols[i++].text.n) {
		if (!str_equal(w->symbols[i].text, STR("/")) || at >= w->text.n || !begins_word(w->text, at))
			continue;
		for (const char *c = letters; *c; c++) {
			bool seen = symbol_was_seen(&w->symbols[i], (struct str){c, 1}, least_seen);
			struct str word = with_letter(r, w->text, at, *c);
			if (!word.n || (!seen && !page_has(r->page, utf8_core(word))))
				continue;
			edit_text(r->page,
				  repair_reason(r, sure, "the letter %s, and makes a word",
						seen ? "was seen as well" : "stands there elsewhere on the page"),
				  w, word);
			return;
		}
	}
}

static void mend_slashes(struct repair *r)
{
	struct page *page = r->page;
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (word_is_prose(w) && str_equal(w->text, w->raw))
			mend(r, w);
	}
}

const struct repair_stage stage_slashes = {.name = "slashes",
					   .summary = "read slashes as the italic letters that they are",
					   .needs = REPAIR_LEXICON,
					   .run = mend_slashes};
