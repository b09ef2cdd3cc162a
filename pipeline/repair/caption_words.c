/*
 * What tells a caption by its words alone: where somebody stands ("third from left"), what the picture was made as
 * ("from an engraving of 1684") and by whom; and, of a sentence without a verb, when ("…, 1916."), or that it is one.
 */
#include "repair/caption_words.h"

#include "base/utf8.h"
#include "language/confusions.h"
#include "language/runs_on.h"
#include "page/folio.h"

#include <string.h>

/* Words of a caption at most; of one that is told by having no verb; of a note in brackets that tells where somebody
 * stands. */
enum { MOST_OF_CAPTION = 40, MOST_WITHOUT_VERB = 18, MOST_OF_NOTE = 6 };

/* Sentences of a caption at most; a colon ends one. */
enum { MOST_SENTENCES = 4 };

/* Small words of a caption, but for a reference's, that has a date at its end; words of one that is told by having no
 * verb, and small ones. */
enum { LEAST_SMALL = 3, LEAST_WITHOUT_VERB = 6, LEAST_BESIDE_NAMES = 2 };

static const char *const places[] = {"left",       "right",      "above",  "below",    "centre",
				     "center",     "top",        "bottom", "inset",    "opposite",
				     "foreground", "background", "front",  "pictured", NULL};

/* With a colon, or before a number, they begin a caption. */
static const char *const labels[] = {"left",     "right",  "above",  "below",        "centre",     "center",
				     "opposite", "top",    "bottom", "photo",        "photograph", "picture",
				     "fig.",     "figure", "plate",  "illustration", NULL};

static const char *const credits[] = {"photo",        "photos",        "photograph", "photographs",
				      "illustration", "illustrations", "picture",    "pictures",
				      "image",        "images",        NULL};

/* What a picture was made as, what tells of whom, and what stands before it: "from an engraving of 1684". */
static const char *const pictures[] = {"engraving", "photograph", "painting", "portrait",    "drawing",  "woodcut",
				       "etching",   "lithograph", "cartoon",  "watercolour", "fresco",   "mosaic",
				       "miniature", "sketch",     "print",    "watercolor",  "aquatint", NULL};
static const char *const makers[] = {"of", "by", "from", "after", "in", "made", "taken", NULL};
static const char *const sources[] = {"from", "in", "after", "a", "an", "the", "this", "his", "her", "their", NULL};

/* Words of a clause: where there is one of them, there is a verb. */
static const char *const clauses[] = {"am",     "are",  "is",   "was",   "were",   "has",   "have",    "had",   "do",
				      "does",   "did",  "will", "would", "can",    "could", "may",     "might", "shall",
				      "should", "must", "i",    "he",    "she",    "it",    "we",      "they",  "you",
				      "there",  "this", "that", "these", "those",  "if",    "because", "but",   "which",
				      "when",   "why",  "how",  "what",  "cannot", NULL};

/* They stand before a name at a caption's end, and at its beginning before what it shows. */
static const char *const by[] = {"by", "after", NULL};
static const char *const shown[] = {"of", "for", "from", "by", "showing", NULL};
static const char *const views[] = {"map",          "plan",    "poster", "view",   "detail", "diagram", "photo",
				    "illustration", "section", "model",  "statue", "bust",   NULL};
static const char *const articles[] = {"a", "an", "the", NULL};

/* Behind a comma: what was done with a picture. */
static const char *const taken[] = {"photographed", "pictured", "shown",    "seen", "depicted",
				    "painted",      "drawn",    "sketched", NULL};

/* Before verbs: a word that is much likelier behind one of them than anywhere may be a verb. */
static const char *const subjects[] = {"he", "she", "it", "we", "they", "who", NULL};
static const double most_of_no_verb = 0.4;

/* What a sentence without a verb begins with that tells of no picture. */
static const char *const replies[] = {
	"not", "no",   "nothing", "nobody",  "never", "and",        "or",        "so",   "yet",
	"for", "then", "perhaps", "just",    "only",  "even",       "of",        "to",   "with",
	"in",  "on",   "at",      "from",    "by",    "as",         "like",      "what", "how",
	"why", "well", "once",    "another", "more",  "still",      "now",       "next", "here",
	"too", "both", "all",     "every",   "each",  "everything", "something", "less", NULL};

/* Does a note in brackets begin with the word that tells where somebody is to be seen: "(third from left)"? */
static bool begins_note(const struct word *w)
{
	const char *end = NULL;
	size_t n = 0;
	if (w->text.s[0] != '(')
		return false;
	for (; w && !end && n < MOST_OF_NOTE; w = following_shown(w), n++) {
		struct str core = utf8_core(w->text);
		if (str_equal(core, STR("see")) || str_equal(core, STR("as")))
			return false;
		if (str_is_one_of(core, places) && memchr(w->text.s, ')', w->text.n))
			return true;
		end = memchr(w->text.s, ')', w->text.n);
	}
	return false;
}

/* Does the word begin a credit: "Photograph: Peter Harding", "Illustration by David Marsh", ", photographed by a
 * friend"? */
static bool begins_credit(const struct word *w)
{
	const struct word *next = following_shown(w), *name = next ? following_shown(next) : NULL;
	const struct word *before = prev_shown(w);
	if (str_equal(w->text, STR("photographed")))
		return before && str_ends(before->text, STR(",")) && next && str_equal(next->text, STR("by"));
	bool colon = str_ends(w->text, STR(":"));
	return begins_upper(w->text) && str_is_one_of(str_chop(w->text, colon), credits) && next &&
	       (colon ? begins_upper(next->text)
		      : str_equal(next->text, STR("by")) && name && begins_upper(name->text));
}

/*
 * Do the words behind w, which ends in a mark, tell what the picture was made as: ", from an old engraving of 1684", or
 * "; engraving from his own book"?
 */
static bool begins_source(const struct word *w)
{
	bool comma = str_ends(w->text, STR(","));
	size_t told = 0;
	if (!comma && !str_ends(w->text, STR(";")) && !str_ends(w->text, STR(".")))
		return false;
	const struct word *what = following_shown(w);
	for (; what && str_is_one_of(what->text, sources); what = following_shown(what))
		told++;
	if (what && told && !str_is_one_of(what->text, pictures))
		what = following_shown(what); /* "old" */
	const struct word *maker = what ? following_shown(what) : NULL;
	return maker && (told || !comma) && str_is_one_of(what->text, pictures) && str_is_one_of(maker->text, makers);
}

/* "left:" */
static bool is_place_with_colon(const struct word *w)
{
	return w && str_ends(w->text, STR(":")) && str_is_one_of(str_chop(w->text, 1), places);
}

/* Do the words begin with a place and a colon: "Left:", "Far left:", "Above right:", "Opposite page:", "Left to
 * right:"? */
static bool begins_with_label(const struct word *first)
{
	const struct word *next = following_shown(first);
	if (str_ends(first->text, STR(":")))
		return str_is_one_of(str_chop(first->text, 1), labels);
	if (!next || !(str_is_one_of(first->text, places) || str_equal(first->text, STR("Far"))))
		return false;
	return is_place_with_colon(next) || str_equal(next->text, STR("page:")) ||
	       (str_equal(next->text, STR("to")) && is_place_with_colon(following_shown(next)));
}

/* What the words from the first on are. */
struct told {
	size_t words, sentences, small;
	bool verb; /* of a clause */
	const struct word *last;
};

static struct told tell_words(const struct word *w)
{
	struct told t = {0};
	for (; w; w = following_shown(w)) {
		struct str core = utf8_core(w->text);
		t.words++;
		t.sentences += ends_sentence(w->text);
		t.small += begins_lower(core);
		t.verb |= str_is_one_of(core, clauses);
		t.last = w;
	}
	return t;
}

/* "…, 1916.", "…, c.1930.", "…, November 30th, 1936.": when the picture was made. */
static bool ends_in_date(const struct told *t)
{
	struct str core = utf8_core(t->last->text);
	const struct word *before = preceding_shown(t->last);
	if (str_starts(core, STR("c.")))
		core = str_skip(core, 2);
	return t->small >= LEAST_SMALL && folio_is_year(core) && before &&
	       (str_ends(before->text, STR(",")) || str_equal(before->text, STR("c.")) ||
		str_equal(before->text, STR("circa")));
}

/* "…, by Jacques-Louis David.", "…, after Van Dyck." */
static bool ends_in_maker(const struct told *t)
{
	const struct word *w = t->last;
	while (w && begins_upper(utf8_core(w->text)))
		w = preceding_shown(w);
	const struct word *before = w && w != t->last ? preceding_shown(w) : NULL;
	return before && str_is_one_of(w->text, by) && str_ends(before->text, STR(","));
}

/* "Map of the trade routes.", "A poster for the navy."; without a full stop it may be a heading. */
static bool begins_with_view(const struct word *first, const struct told *t)
{
	if (!str_ends(t->last->text, STR(".")))
		return false;
	const struct word *what = str_is_one_of(first->text, articles) ? following_shown(first) : first;
	const struct word *next = what ? following_shown(what) : NULL;
	return next && str_is_one_of(next->text, shown) &&
	       (str_is_one_of(what->text, views) || str_is_one_of(what->text, pictures));
}

/* Is none of the words behind the first, in small letters, one that may be a verb? */
static bool lacks_verb(const struct trigrams *model, const struct word *first)
{
	for (const struct word *w = following_shown(first); w; w = following_shown(w)) {
		int id = begins_lower(w->text) ? trigrams_word(model, w->text) : TRIGRAMS_UNKNOWN;
		if (id == TRIGRAMS_UNKNOWN)
			continue;
		double most = most_of_no_verb + trigrams_log10(model, TRIGRAMS_UNKNOWN, TRIGRAMS_UNKNOWN, id);
		for (const char *const *s = subjects; *s; s++)
			if (trigrams_log10(model, TRIGRAMS_UNKNOWN, trigrams_word(model, str_of(*s)), id) > most)
				return false;
	}
	return true;
}

/* "Refugees on the frozen lagoon in January 1945.": a sentence that is none. */
static bool is_no_sentence(const struct word *first, const struct told *t, const struct trigrams *model)
{
	return model && t->words >= LEAST_WITHOUT_VERB && t->small >= LEAST_BESIDE_NAMES &&
	       str_ends(t->last->text, STR(".")) && !str_is_one_of(utf8_core(first->text), replies) &&
	       lacks_verb(model, first);
}

/* "Below, the market square today." */
static bool begins_with_place(const struct word *first)
{
	return str_ends(first->text, STR(",")) && str_is_one_of(str_chop(first->text, 1), labels);
}

/* ", photographed shortly before its opening" */
static bool tells_of_taking(const struct word *w)
{
	for (; w; w = following_shown(w)) {
		const struct word *next = following_shown(w);
		if (next && str_ends(w->text, STR(",")) && str_is_one_of(next->text, taken))
			return true;
	}
	return false;
}

bool is_caption(const struct word *first, bool between, const struct trigrams *model)
{
	struct told t = tell_words(first);
	if (t.words < 2 || t.words > MOST_OF_CAPTION || t.sentences > MOST_SENTENCES || !begins_upper(first->text))
		return false;
	const struct word *next = following_shown(first);
	if (begins_with_label(first) ||
	    (str_is_one_of(first->text, labels) && folio_value(folio_in(next->text)) && ends_sentence(next->text)))
		return true;
	for (const struct word *w = first; w; w = following_shown(w))
		if (begins_note(w) || begins_credit(w) || (t.sentences <= 1 && begins_source(w)))
			return true;
	return t.sentences <= 1 && t.words <= MOST_WITHOUT_VERB && !t.verb &&
	       (ends_in_date(&t) || ends_in_maker(&t) || begins_with_view(first, &t) ||
		(between && is_no_sentence(first, &t, model)) || begins_with_place(first) || tells_of_taking(first));
}
