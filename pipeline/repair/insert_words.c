/*
 * What is driven into the midst of a sentence, by its words alone: a headline, as "What Possible Consequences Could
 * There Be", or whole sentences.
 */
#include "repair/insert_words.h"

#include "base/utf8.h"
#include "language/dictionary.h"
#include "language/runs_on.h"

#include <math.h>
#include <string.h>

/*
 * The text runs on across it by so much (log10 of the odds), and from its end so much less: of any, of what is clearly
 * a headline, and of what ends as though the sentence went on.
 */
const struct least_joints least_joints = {1.3, 0.5};
static const struct least_joints least_of_sure = {0, -0.5}, least_if_open = {1.3, 1};

/* It is so much likelier an insert than that all is one text, behind a sentence's first word too; and so much likelier
 * than with another end, if that is open. */
static const double enough_for_headlines = 2.5, enough_if_opened = 3.5, enough_for_sentences = 4.5, least_lead = 1;

/* What speaks for an insert besides: that all of it is in capitals; each word that is capitalised as only headlines
 * have it ("What", "There"), or in a title as names seldom do ("Table"); a word that was read into the one before it;
 * a word that begins sentences. */
static const double for_usual = 0.7, for_raised = 0.4, for_capitals = 1.4, for_glued = 2;
enum { MOST_USUAL = 3, MOST_RAISED = 4 };

/*
 * Words of a headline, of which this part is capitalised; of a title, in which all are that a title has so, fewer, if
 * it begins as one does.
 */
enum { LEAST_WORDS = 5, LEAST_OF_TITLE = 4 };
static const double least_capitalised = 0.6, least_of_title = 0.45;

/* Letters of the first of two words that were read as one, of a word that closes a sentence, and of small words of
 * headlines at most. */
enum { LEAST_OF_FIRST = 2, LEAST_PART = 3, LONGEST_SMALL_WORD = 4 };

/* Small words after the last capitalised one that may still be of the headline; words of an insert. */
enum { MOST_TRAILING = 3 };

/* Words that no name has in it: where they are capitalised in the midst of a sentence, it is a headline. */
static const char *const no_names[] = {
	"about",  "after",    "again",   "also",  "another", "any",    "are",     "been",  "before", "began",
	"behind", "but",      "came",    "can",   "could",   "did",    "do",      "does",  "done",   "ever",
	"every",  "everyone", "from",    "goes",  "had",     "has",    "have",    "he",    "here",   "him",
	"how",    "if",       "into",    "is",    "it",      "its",    "knew",    "know",  "known",  "made",
	"make",   "more",     "most",    "must",  "never",   "nobody", "nothing", "now",   "once",   "only",
	"she",    "should",   "some",    "still", "than",    "that",   "their",   "them",  "then",   "there",
	"these",  "they",     "this",    "those", "through", "too",    "under",   "until", "was",    "we",
	"were",   "what",     "when",    "where", "whether", "which",  "while",   "who",   "whom",   "whose",
	"why",    "with",     "without", "would", "you",     NULL};

/* Words that are small in titles; commas of one at most. */
static const char *const small_words[] = {"a",  "an", "and", "as",   "at",   "but", "by", "for", "from", "in", "into",
					  "of", "on", "or",  "over", "than", "the", "to", "up",  "with", NULL};
enum { MOST_COMMAS = 1 };

static bool is_no_name(struct str core)
{
	return str_is_one_of(core, no_names);
}

struct run run_of(struct repair *r, const struct region *region)
{
	size_t n = 0;
	for (const struct line *l = first_line(region); l; l = next_line(l))
		n += node_count(l->node.first);
	struct run run = {arena_alloc(&r->page->scratch, n + 1, sizeof(struct word *)), 0};
	for (const struct line *l = first_line(region); l; l = next_line(l))
		for (struct word *w = first_shown(l); w; w = next_shown(w))
			run.words[run.count++] = w;
	return run;
}

/* Does the text run on from before the first word to after the last (indices; the last is not in it)? */
static double across(struct repair *r, const struct run *run, size_t first, size_t last)
{
	struct joint j = {
		{run->words[first - 1]->text, first > 1 ? run->words[first - 2]->text : (struct str){0}},
		{run->words[last]->text, last + 1 < run->count ? run->words[last + 1]->text : (struct str){0}}};
	return runs_on(&j, r->lexicon, repair_trigrams(r));
}

static bool is_small_word(struct str core)
{
	return begins_lower(core) && core.n <= LONGEST_SMALL_WORD;
}

/* Is it capitalised, though it is a common word, which is written so at the beginning of a sentence or in a headline?
 */
bool is_raised(struct repair *r, struct str core, float least_log10)
{
	struct dictionary_word info;
	const struct dictionary *d = repair_dictionary(r);
	return d && core.n > 1 && begins_upper(core) && dictionary_find(d, core, &info) && info.cases & CASE_SMALL &&
	       info.level == WORD_COMMON && info.log10_probability >= least_log10;
}

/* Where two words were read as one, "areasWhat": bytes of the first; 0 where it is one. */
size_t glued_at(struct repair *r, struct str text)
{
	struct str core = utf8_core(text);
	size_t from = (size_t)(core.s - text.s), at = 0;
	bool lower = false;
	while (at < core.n) {
		size_t here = at;
		uint32_t c = utf8_next(core, &at);
		struct str left = {core.s, here}, right = str_skip(core, here);
		if (lower && utf8_is_upper(c) && (left.n >= LEAST_OF_FIRST || str_equal(left, STR("a"))))
			return lexicon_knows(r->lexicon, left) && lexicon_knows(r->lexicon, right) &&
					       !lexicon_knows(r->lexicon, core)
				       ? from + here
				       : 0;
		lower = utf8_is_letter(c) && !utf8_is_upper(c);
	}
	return 0;
}

/* How much likelier (log10 of the odds) an insert stands between the joints than that all of it is one text. */
double odds_of_insert(double over, double into, double from)
{
	return over - into - from;
}

/* The same of the words from first to end. */
double interruption(struct repair *r, const struct run *run, size_t first, size_t end, const struct least_joints *least)
{
	struct str next = utf8_core(run->words[end]->text);
	double over = across(r, run, first, end);
	if (over < least->over || word_shape(next) != SHAPE_SMALL || !lexicon_knows(r->lexicon, next) ||
	    end - first > MOST_OF_INSERT)
		return -HUGE_VAL;
	struct joint in = {{run->words[first - 1]->text, first > 1 ? run->words[first - 2]->text : (struct str){0}},
			   {run->words[first]->text, run->words[first + 1]->text}};
	struct joint out = {
		{run->words[end - 1]->text, run->words[end - 2]->text},
		{run->words[end]->text, end + 1 < run->count ? run->words[end + 1]->text : (struct str){0}}};
	double from = runs_on(&out, r->lexicon, repair_trigrams(r));
	return over - from < least->over_from
		       ? -HUGE_VAL
		       : odds_of_insert(over, runs_on(&in, r->lexicon, repair_trigrams(r)), from);
}

/* Is it capitalised as no name in a sentence is: "What", or "AND"? */
static bool only_in_headlines(struct repair *r, struct str core)
{
	return begins_upper(core) &&
	       (is_no_name(core) || (word_shape(core) == SHAPE_CAPITALS && is_raised(r, core, usual_log10)));
}

/* Are all its words capitalised, but for those that no title has so, and does it end in one that is? */
static bool is_title(const struct run *run, size_t first, size_t end)
{
	size_t commas = 0;
	for (size_t i = first; i < end; i++) {
		struct str text = run->words[i]->text, core = utf8_core(text);
		commas += str_ends(text, STR(","));
		if (!begins_upper(core) && !str_is_one_of(core, small_words))
			return false;
	}
	struct str last = run->words[end - 1]->text;
	return commas <= MOST_COMMAS && begins_upper(utf8_core(last)) && !str_ends(last, STR(","));
}

/* What speaks for a headline from first to end, besides the joints; below 0: it is none. */
double looks_like_headline(struct repair *r, const struct run *run, size_t first, size_t end)
{
	struct str begin = utf8_core(run->words[first]->text);
	bool title = is_title(run, first, end);
	bool begins = title && (only_in_headlines(r, begin) || is_raised(r, begin, usual_log10));
	size_t capitalised = 0, capitals = 0, usual = 0, unknown = 0, raised = 0;
	for (size_t i = first; i < end; i++) {
		struct str core = utf8_core(run->words[i]->text);
		unknown += !lexicon_knows(r->lexicon, core);
		capitalised += begins_upper(core) && !utf8_is_digit((unsigned char)core.s[0]);
		capitals += word_shape(core) == SHAPE_CAPITALS || (core.n == 1 && begins_upper(core));
		if (i > first && only_in_headlines(r, core))
			usual += usual < MOST_USUAL;
		else if (i > first && title && is_raised(r, core, common_log10))
			raised += raised < MOST_RAISED;
	}
	if (end - first < (begins ? LEAST_OF_TITLE : LEAST_WORDS) || 5 * unknown >= end - first ||
	    (double)capitalised < (title ? least_of_title : least_capitalised) * (double)(end - first))
		return -1;
	return (begins ? for_usual : 0) + for_raised * (double)raised + for_usual * (double)usual +
	       (capitals == end - first && usual > 1 ? for_capitals : 0) + (run->words[first]->raw.n ? 0 : for_glued);
}

/*
 * The end of the words from first on that may be of one headline: they are capitalised, or short, and end no sentence,
 * but for a title's colon.
 */
static size_t headline_end(const struct run *run, size_t first)
{
	size_t i = first, trailing = 0;
	for (; i < run->count && trailing <= MOST_TRAILING; i++) {
		struct str core = utf8_core(run->words[i]->text);
		if (!core.n || (!begins_upper(core) && !is_small_word(core)))
			break;
		trailing = begins_upper(core) ? 0 : trailing + 1;
		if (ends_sentence(run->words[i]->text) && !str_ends(run->words[i]->text, STR(":")))
			return i + 1;
	}
	return i;
}

static bool is_number(const struct word *w)
{
	return w->text.n && utf8_is_digit((unsigned char)w->text.s[0]);
}

/* Are the word, in small letters, and those behind it rather of the title before it than of the sentence? */
static bool title_goes_on(struct repair *r, const struct run *run, size_t i)
{
	size_t next = i;
	while (next < run->count && str_is_one_of(run->words[next]->text, small_words))
		next++;
	bool raised = next > i && next < run->count && is_raised(r, utf8_core(run->words[next]->text), common_log10);
	return raised || str_ends(run->words[i - 1]->text, STR(":"));
}

/* The headline that begins at first, behind which the sentence goes on. */
static struct insert find_headline(struct repair *r, const struct run *run, size_t first)
{
	size_t end = headline_end(run, first);
	struct insert best = {.odds = enough_for_headlines};
	for (size_t i = first + LEAST_OF_TITLE; i <= end && i < run->count; i++) {
		double looks = looks_like_headline(r, run, first, i);
		if (looks < 0 || !begins_lower(run->words[i]->text) || is_number(run->words[i - 1]) ||
		    title_goes_on(r, run, i))
			continue;
		double odds = looks + interruption(r, run, first, i,
						   looks >= for_usual * MOST_USUAL ? &least_of_sure : &least_joints);
		if (odds > best.odds)
			best = (struct insert){first, i, odds};
	}
	return best;
}

/* The best of those that begin there or within it: a name before it may have been taken for its first words. */
static struct insert best_headline(struct repair *r, const struct run *run, size_t first)
{
	struct insert best = find_headline(r, run, first);
	for (size_t i = first + 1; i + LEAST_OF_TITLE <= best.end; i++) {
		struct insert other = {0};
		if (begins_upper(utf8_core(run->words[i]->text)))
			other = find_headline(r, run, i);
		if (other.end && other.odds > best.odds)
			best = other;
	}
	return best;
}

/* Does a sentence end with the word, and no abbreviation? */
static bool is_closed(struct repair *r, const struct word *w)
{
	struct str core = utf8_core(w->text);
	return ends_sentence(w->text) && core.n >= LEAST_PART && begins_lower(core) && lexicon_knows(r->lexicon, core);
}

/* The same of whole sentences: the first begins with a word that is no name, and the last is closed. */
static struct insert find_sentences(struct repair *r, const struct run *run, size_t first)
{
	struct str begin = utf8_core(run->words[first]->text);
	bool glued = !run->words[first]->raw.n;
	struct insert best = {.odds = enough_for_sentences};
	/* What is quoted may be of the sentence. */
	if (!glued && (!is_no_name(begin) || begin.s != run->words[first]->text.s))
		return (struct insert){0};
	double looks = (is_raised(r, begin, usual_log10) ? for_usual_begin : 0) + (glued ? for_glued : 0),
	       second = best.odds;
	for (size_t end = first + LEAST_WORDS; end < run->count && end <= first + MOST_OF_INSERT; end++) {
		bool closed = is_closed(r, run->words[end - 1]);
		if (!begins_lower(run->words[end]->text))
			continue;
		double odds = looks + interruption(r, run, first, end, closed ? &least_joints : &least_if_open);
		if (odds > best.odds) {
			second = best.odds;
			best = (struct insert){first, end, odds};
		} else
			second = fmax(second, odds);
	}
	bool sure = best.end && (best.odds - second >= least_lead || is_closed(r, run->words[best.end - 1]));
	return sure ? best : (struct insert){0};
}

/* Does the word begin a sentence, with a capital that is none of a name? */
static bool opens_sentence(struct repair *r, const struct run *run, size_t i)
{
	return i && ends_sentence(run->words[i - 1]->text) && is_raised(r, run->words[i]->text, common_log10);
}

struct insert find_insert(struct repair *r, const struct run *run, size_t first)
{
	struct str before = run->words[first - 1]->text;
	bool opened = opens_sentence(r, run, first - 1);
	if (ends_sentence(before) || (!opened && !begins_lower(before)))
		return (struct insert){0};
	struct insert found = best_headline(r, run, first);
	/* A sentence may well begin with a title. */
	if (opened)
		return found.end && found.odds >= enough_if_opened ? found : (struct insert){0};
	return found.end ? found : find_sentences(r, run, first);
}

struct region *take_out(struct repair *r, struct reason why, const struct region *behind, const struct run *run,
			size_t first, size_t end)
{
	struct page *page = r->page;
	struct region *insert = edit_add_region(page, why, REGION_PULL_QUOTE, next_region(behind));
	for (size_t i = first; i < end;) {
		size_t to = i + 1;
		while (to < end && word_line(run->words[to]) == word_line(run->words[i]))
			to++;
		struct line *line = edit_add_line(page, why, insert, NULL);
		uint32_t count = 1;
		for (const struct word *w = run->words[i]; w != run->words[to - 1]; w = next_word(w))
			count++;
		edit_move(page, why, &run->words[i]->node, count, &line->node, NULL);
		i = to;
	}
	return insert;
}
