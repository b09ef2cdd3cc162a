/* Compares two texts: aligns words and characters, puts moved blocks back, and counts. */
#include "compare/codes.h"
#include "compare/moves.h"
#include "compare/pair.h"

#include <stdlib.h>
#include <string.h>

/* Codes of a run where long texts are cut: of words and of characters. */
enum { WORD_GRAM = 4, CHARACTER_GRAM = 32 };

const char *const stretch_kind_names[STRETCH_KINDS] = {"equal", "substituted", "missing", "added"};

/* b, its words in the given order. */
static void reorder(const struct compared_text *t, const struct coded *b, const uint32_t *order, struct coded *out)
{
	uint32_t at = 0;
	bool spaces = t->word_count > 1 && t->words[1].begin > t->words[0].end;
	out->words = must_alloc((size_t)t->word_count + 1, sizeof *out->words);
	out->characters = must_alloc((size_t)t->length + 1, sizeof *out->characters);
	for (uint32_t i = 0; i < t->word_count; i++) {
		const struct compared_word *w = &t->words[order[i]];
		out->words[i] = b->words[order[i]];
		if (i && spaces)
			out->characters[at++] = ' ';
		memcpy(out->characters + at, b->characters + w->begin, (w->end - w->begin) * sizeof *b->characters);
		at += w->end - w->begin;
	}
}

static uint64_t count_shared(const struct compared_text *a, const struct compared_text *b, const struct coded *codes_a,
			     const struct coded *codes_b, size_t numbers)
{
	uint32_t *left = must_alloc(numbers + 1, sizeof *left);
	uint64_t shared = 0;
	for (uint32_t i = 0; i < b->word_count; i++)
		left[codes_b->words[i]]++;
	for (uint32_t i = 0; i < a->word_count; i++) {
		uint32_t *n = &left[codes_a->words[i]];
		shared += *n > 0;
		*n -= *n > 0;
	}
	free(left);
	return shared;
}

/* One comparison as it is being made. */
struct work {
	struct comparison *out;
	struct coded a, b, moved; /* moved: b with moves put back; words NULL: there are none */
	struct moves moves;
	struct alignment words, moved_words;
	uint32_t *b_moves; /* by word of b: the move it is in, from 1 */
	uint32_t *a_moves;
};

static void align_both(const struct work *w, const struct coded *b, struct alignment *words, struct tally *characters)
{
	const struct pairing pairing = {w->out->a, w->out->b, w->moves.order};
	const struct compared_text *ta = w->out->a, *tb = w->out->b;
	struct alignment by_character;
	align((struct codes){w->a.words, ta->word_count}, (struct codes){b->words, tb->word_count}, WORD_GRAM, words);
	pair_alike(&pairing, words);
	align((struct codes){w->a.characters, ta->length}, (struct codes){b->characters, tb->length}, CHARACTER_GRAM,
	      &by_character);
	*characters = by_character.tally;
	w->out->figures.estimated |= words->estimated || by_character.estimated;
	alignment_release(&by_character);
}

static void leave_moves(struct work *w)
{
	struct figures *f = &w->out->figures;
	moves_release(&w->moves);
	alignment_release(&w->moved_words);
	f->moved_words = f->words;
	f->moved_characters = f->characters;
}

/* Moves that do not make the texts more alike are none. */
static void align_moved(struct work *w)
{
	struct figures *f = &w->out->figures;
	const struct moves_task task = {
		w->out->a, w->out->b, {w->a.words, w->out->a->word_count}, {w->b.words, w->out->b->word_count}};
	find_moves(&task, &w->moves);
	if (w->moves.order) {
		reorder(w->out->b, &w->b, w->moves.order, &w->moved);
		align_both(w, &w->moved, &w->moved_words, &f->moved_characters);
		f->moved_words = w->moved_words.tally;
	}
	if (!w->moves.order || tally_errors(&f->moved_words) + w->moves.count >= tally_errors(&f->words))
		leave_moves(w);
}

static uint32_t *moves_by_word(const struct moves *moves, uint32_t words, bool of_a)
{
	uint32_t *by_word = must_alloc((size_t)words + 1, sizeof *by_word);
	for (uint32_t i = 0; i < moves->count; i++) {
		struct range r = of_a ? moves->at[i].a : moves->at[i].b;
		for (uint32_t word = r.begin; word < r.end; word++)
			by_word[word] = i + 1;
	}
	return by_word;
}

/* Adds one word of either side, or of both, to the last stretch, or begins another. */
static void add_to_stretches(struct comparison *c, struct stretch one, uint32_t *size)
{
	struct stretch *last = c->stretches ? &c->stretches[c->stretch_count - 1] : NULL;
	bool goes_on = last && last->kind == one.kind && last->move == one.move && last->a.end == one.a.begin &&
		       (last->b.end == one.b.begin || one.kind == STRETCH_MISSING);
	if (goes_on) {
		last->a.end = one.a.end;
		last->b.end = one.kind == STRETCH_MISSING ? last->b.end : one.b.end;
		return;
	}
	if (!c->stretches || c->stretch_count == *size) {
		*size = *size ? 2 * *size : 64;
		c->stretches = must_realloc(c->stretches, *size, sizeof *c->stretches);
	}
	c->stretches[c->stretch_count++] = one;
}

/* The alignment's runs as stretches of words of a and of b as they stand there. */
static void make_stretches(struct work *w)
{
	const struct alignment *alignment = w->moves.order ? &w->moved_words : &w->words;
	uint32_t size = 0, behind = 0; /* behind: the word of b behind the last one */
	for (uint32_t i = 0; i < alignment->run_count; i++) {
		const struct align_run *run = &alignment->runs[i];
		bool has_a = run->kind != STRETCH_ADDED, has_b = run->kind != STRETCH_MISSING;
		for (uint32_t n = 0; n < run->count; n++) {
			uint32_t a = run->a + (has_a ? n : 0), b = run->b + (has_b ? n : 0);
			if (has_b)
				behind = (b = w->moves.order ? w->moves.order[b] : b) + 1;
			else
				b = behind;
			struct stretch one = {
				run->kind, {a, a + has_a}, {b, b + has_b}, has_b ? w->b_moves[b] : w->a_moves[a]};
			add_to_stretches(w->out, one, &size);
		}
	}
}

/* By word of b: the block of a, from 1, that has the same word at the place that it is aligned with; 0: none has. */
static uint32_t *owners_of_words(const struct comparison *c)
{
	uint32_t *owners = must_alloc((size_t)c->b->word_count + 1, sizeof *owners), block = 0;
	for (uint32_t i = 0; i < c->stretch_count; i++) {
		const struct stretch *s = &c->stretches[i];
		for (uint32_t n = 0; s->kind == STRETCH_EQUAL && n < s->a.end - s->a.begin; n++) {
			while (c->a->blocks[block].end <= s->a.begin + n)
				block++;
			owners[s->b.begin + n] = block + 1;
		}
	}
	return owners;
}

/* Takes the words away from blocks of which less than half was found: they say nothing of where those are. */
static void disown(const struct comparison *c, uint32_t *owners)
{
	uint32_t *found = must_alloc((size_t)c->a->block_count + 1, sizeof *found);
	for (uint32_t i = 0; i < c->b->word_count; i++)
		found[owners[i]]++;
	for (uint32_t i = 0; i < c->b->word_count; i++) {
		const struct compared_block *block = owners[i] ? &c->a->blocks[owners[i] - 1] : NULL;
		if (block && 2 * (uint64_t)found[owners[i]] < block->end - block->begin)
			owners[i] = 0;
	}
	free(found);
}

/*
 * Counts the neighbours that stay neighbours: of two blocks of a that follow one another, does the text of b go from
 * the first to the second, with no third between? Blocks that were not found are passed over.
 */
static void count_neighbours(struct comparison *c)
{
	uint32_t *owners = owners_of_words(c), blocks = c->a->block_count, before = 0;
	uint32_t *behind = must_alloc((size_t)blocks + 1, sizeof *behind); /* of each block: the word of b behind it */
	disown(c, owners);
	for (uint32_t i = 0; i < c->b->word_count; i++)
		behind[owners[i]] = i + 1;
	behind[0] = 0;
	for (uint32_t block = 1; block <= blocks; block++) {
		if (!behind[block])
			continue;
		uint32_t next = behind[before];
		while (before && next < c->b->word_count && !owners[next])
			next++;
		c->figures.neighbours += before > 0;
		c->figures.kept_neighbours += before && next < c->b->word_count && owners[next] == block;
		before = block;
	}
	free(owners);
	free(behind);
}

static void compare(const struct compared_text *a, const struct compared_text *b, void (*take_moves)(struct work *w),
		    struct comparison *out)
{
	struct alphabet alphabet = {0};
	struct work w = {.out = out};
	*out = (struct comparison){.a = a, .b = b};
	code_text(&alphabet, a, &w.a);
	code_text(&alphabet, b, &w.b);
	align_both(&w, &w.b, &w.words, &out->figures.characters);
	out->figures.words = w.words.tally;
	out->figures.shared_words = count_shared(a, b, &w.a, &w.b, alphabet.words.count);
	take_moves(&w);
	w.a_moves = moves_by_word(&w.moves, a->word_count, true);
	w.b_moves = moves_by_word(&w.moves, b->word_count, false);
	make_stretches(&w);
	count_neighbours(out);
	out->moves = w.moves.at;
	out->move_count = w.moves.count;
	out->figures.moves = w.moves.count;
	w.moves.at = NULL;
	moves_release(&w.moves);
	alignment_release(&w.words);
	alignment_release(&w.moved_words);
	coded_release(&w.a);
	coded_release(&w.b);
	coded_release(&w.moved);
	free(w.a_moves);
	free(w.b_moves);
	alphabet_release(&alphabet);
}

void compare_texts(const struct compared_text *a, const struct compared_text *b, struct comparison *out)
{
	compare(a, b, align_moved, out);
}

void compare_in_order(const struct compared_text *a, const struct compared_text *b, struct comparison *out)
{
	compare(a, b, leave_moves, out);
}

void comparison_release(struct comparison *c)
{
	free(c->stretches);
	free(c->moves);
	*c = (struct comparison){0};
}
