/* Judges edits: takes them back, last first, and sees whether the text comes nearer to its truth or goes away from it.
 */
#include "compare/outcomes.h"

#include "compare/align.h"
#include "compare/codes.h"

#include <stdlib.h>
#include <string.h>

const char *const outcome_names[OUTCOMES] = {"right", "wrong", "harmful", "unchanged"};

/* Words in a row, equal in both, that tell where in a longer truth the page stands. */
enum { SURE_RUN = 3 };

/* Kinds of edits that are notes: they change no text. */
static const bool is_note[EDIT_KINDS] = {
	[EDIT_READING] = true, [EDIT_NOTE] = true, [EDIT_LACUNA] = true, [EDIT_CLOSE] = true, [EDIT_ELSEWHERE] = true};

/* The page's text at one point of its journal. */
struct state {
	struct compared_text text;
	struct coded coded;
	uint32_t wrong_words;
};

struct judge {
	struct page *page;
	const struct compare_options *options;
	struct alphabet alphabet;
	struct coded truth;
	struct codes words, characters; /* of the truth, as far as it belongs to the page */
};

struct range truth_part(const struct compared_text *truth, const struct page *page,
			const struct compare_options *options)
{
	struct comparison c;
	struct compared_text text = {0};
	struct range words = {0, 0};
	compared_text_add(&text, page, options);
	if (2 * (uint64_t)truth->word_count <= 3 * (uint64_t)text.word_count) {
		compared_text_release(&text);
		return (struct range){0, truth->word_count};
	}
	compare_texts(truth, &text, &c);
	for (uint32_t i = 0; i < c.stretch_count; i++) {
		const struct stretch *s = &c.stretches[i];
		if (s->kind != STRETCH_EQUAL || s->move || s->a.end - s->a.begin < SURE_RUN)
			continue;
		uint32_t before = s->b.begin, behind = text.word_count - s->b.end;
		if (words.end == 0)
			words.begin = s->a.begin > before ? s->a.begin - before : 0;
		words.end = truth->word_count - s->a.end > behind ? s->a.end + behind : truth->word_count;
	}
	comparison_release(&c);
	compared_text_release(&text);
	return words.end ? words : (struct range){0, truth->word_count};
}

static void state_read(struct judge *j, struct state *s)
{
	*s = (struct state){0};
	compared_text_add(&s->text, j->page, j->options);
	code_text(&j->alphabet, &s->text, &s->coded);
}

static void state_measure(const struct judge *j, struct state *s)
{
	s->wrong_words = exact_distance(j->words, (struct codes){s->coded.words, s->text.word_count});
}

static void state_release(struct state *s)
{
	compared_text_release(&s->text);
	coded_release(&s->coded);
}

static bool same_text(const struct state *a, const struct state *b)
{
	return a->text.word_count == b->text.word_count &&
	       !memcmp(a->coded.words, b->coded.words, a->text.word_count * sizeof *a->coded.words);
}

static uint32_t wrong_characters(const struct judge *j, const struct state *s)
{
	return exact_distance(j->characters, (struct codes){s->coded.characters, s->text.length});
}

static enum outcome outcome_of(const struct judge *j, const struct state *before, const struct state *after)
{
	if (after->wrong_words != before->wrong_words)
		return after->wrong_words < before->wrong_words ? OUTCOME_RIGHT : OUTCOME_HARMFUL;
	return wrong_characters(j, after) < wrong_characters(j, before) ? OUTCOME_RIGHT : OUTCOME_WRONG;
}

/* Takes the last edit back. */
static bool judge_last(struct judge *j, struct state *after, enum outcome *outcome)
{
	struct state before;
	bool note = is_note[j->page->journal[j->page->edit_count - 1].kind];
	*outcome = OUTCOME_UNCHANGED;
	if (!edit_undo(j->page))
		return false;
	if (note)
		return true;
	state_read(j, &before);
	if (!same_text(&before, after)) {
		state_measure(j, &before);
		*outcome = outcome_of(j, &before, after);
	}
	before.wrong_words = *outcome == OUTCOME_UNCHANGED ? after->wrong_words : before.wrong_words;
	state_release(after);
	*after = before;
	return true;
}

bool judge_edits(struct page *page, const struct compared_text *truth, struct range words,
		 const struct compare_options *options, enum outcome *outcomes)
{
	struct range characters = word_characters(truth, words);
	struct judge j = {.page = page, .options = options};
	struct state state;
	bool fits = true;
	code_text(&j.alphabet, truth, &j.truth);
	j.words = (struct codes){j.truth.words + words.begin, words.end - words.begin};
	j.characters = (struct codes){j.truth.characters + characters.begin, characters.end - characters.begin};
	state_read(&j, &state);
	state_measure(&j, &state);
	while (fits && page->edit_count)
		fits = judge_last(&j, &state, &outcomes[page->edit_count - 1]);
	state_release(&state);
	coded_release(&j.truth);
	alphabet_release(&j.alphabet);
	return fits;
}
