/* What is missing beside words: what is shown of it, and its signs in plain text. */
#include "emit/lost.h"

#include "base/utf8.h"

#include <math.h>

static const char sign[] = "[…]";

bool word_is_printed(const struct word *w, struct str text)
{
	return text.n || (!w->in && (open_lacuna(w, false) || open_lacuna(w, true)));
}

bool line_is_printed(const struct line *line)
{
	for (const struct word *w = first_word(line); w; w = next_word(w))
		if (word_is_printed(w, running_text(w)))
			return true;
	return false;
}

bool region_is_printed(const struct region *region)
{
	for (const struct line *l = first_line(region); l; l = next_line(l))
		if (line_is_printed(l))
			return true;
	return false;
}

/* What the likeliest conjecture adds to the fragment, if it is likely enough. */
static bool conjectured(const struct lacuna *l, struct str fragment, double least, struct str *addition)
{
	const struct conjecture *c = l->in_word && least > 0 ? likeliest_conjecture(l) : NULL;
	bool after = lacuna_is_after(l->side);
	if (!c || (double)c->probability < least ||
	    !(after ? str_starts(c->text, fragment) : str_ends(c->text, fragment)))
		return false;
	*addition = after ? str_skip(c->text, fragment.n) : str_chop(c->text, fragment.n);
	return true;
}

/* What stands whole elsewhere is nearly sure, and printed as guesses of that probability are. */
static const double sure_elsewhere = 0.97;

static bool stands_elsewhere(const struct lacuna *l, struct str text, double least, struct str *addition)
{
	if (!l->elsewhere.n || !(least > 0) || least > sure_elsewhere)
		return false;
	*addition = str_starts(l->elsewhere, text) ? str_skip(l->elsewhere, text.n) : l->elsewhere;
	return true;
}

/* Is more missing than the letters of the addition? Less than a word of two letters, with its space, is the type's
 * doing. */
bool is_more_missing(const struct lacuna *l, struct str addition)
{
	float rest = l->letters - (float)utf8_count(addition);
	return !(l->letters > 0) || rest > fmaxf(l->deviation, 3);
}

struct lost lost_beside(const struct word *word, bool after, struct str text, double conjectures)
{
	const struct lacuna *l = open_lacuna(word, after);
	struct lost lost = {.lacuna = l};
	struct str addition = {0};
	if (!l)
		return lost;
	bool whole = stands_elsewhere(l, text, conjectures, &addition);
	bool guessed = whole || conjectured(l, text, conjectures, &addition), spaced = str_starts(addition, STR(" "));
	lost.addition = str_skip(addition, spaced);
	lost.addition_apart = addition.n && ((!l->in_word && text.n) || (after && spaced));
	lost.probability = whole ? sure_elsewhere : guessed ? (double)likeliest_conjecture(l)->probability : 0;
	lost.elsewhere = whole;
	lost.more = !guessed || (!whole && is_more_missing(l, addition));
	lost.more_apart = lost.more && (guessed || !l->in_word || !text.n) && (text.n || addition.n);
	return lost;
}

/* The parts between the word and the edge: what is added, and the sign for the rest. */
static void add_lost(const struct word *w, bool after, struct str text, double conjectures, struct strbuf *out)
{
	struct lost lost = lost_beside(w, after, text, conjectures);
	struct strbuf addition = {0};
	const char *white = lost.addition_apart ? " " : "";
	if (lost.addition.n)
		strbuf_printf(&addition, "%s[%.*s]%s", after ? white : "", STR_ARG(lost.addition), after ? "" : white);
	strbuf_add(out, after ? strbuf_str(&addition) : STR(""));
	strbuf_add(out, after && lost.more_apart ? STR(" ") : STR(""));
	strbuf_add(out, lost.more ? str_of(sign) : STR(""));
	strbuf_add(out, !after && lost.more_apart ? STR(" ") : STR(""));
	strbuf_add(out, after ? STR("") : strbuf_str(&addition));
	strbuf_release(&addition);
}

void add_printed(const struct word *w, struct str text, double conjectures, struct strbuf *out)
{
	add_lost(w, false, text, conjectures, out);
	strbuf_add(out, text);
	add_lost(w, true, text, conjectures, out);
}
