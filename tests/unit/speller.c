/* The search of the dictionary: it finds what a look at every word finds. */
#include "run.h"

#include "language/speller.h"
#include "language/speller_search.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

TestSuite(speller, .init = scratch_make, .fini = scratch_remove);

/* Numbers that look random, the same each time (Marsaglia's xorshift). */
static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Letters that confusions are about, so that there are many. */
static size_t make_word(uint32_t *state, char *word, size_t shortest, size_t longest)
{
	static const char letters[] = "aceilnorstum";
	size_t n = shortest + next_random(state) % (longest - shortest + 1);
	for (size_t i = 0; i < n; i++)
		word[i] = letters[next_random(state) % (sizeof letters - 1)];
	word[n] = '\0';
	return n;
}

enum { WORDS = 400, READINGS = 150, LONGEST = 11 };

static const struct dictionary *dictionary_of(char words[WORDS][LONGEST + 1])
{
	const struct dictionary *d;
	struct emend_error error;
	const char *path = scratch("words");
	FILE *f = fopen(path, "w");
	cr_assert_not_null(f);
	for (int i = 0; i < WORDS; i++)
		fprintf(f, "%s\n", words[i]);
	fclose(f);
	cr_assert_eq(dictionary_of_words(path, &d, &error), EMEND_OK);
	return d;
}

static const struct found_word *find_word(const struct found_word *found, size_t count, struct str word)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal((struct str){found[i].text, found[i].n}, word))
			return &found[i];
	return NULL;
}

/* Changes a letter or two of a word, or makes up another. */
static struct str misread(uint32_t *state, char words[WORDS][LONGEST + 1], char *read)
{
	size_t n = make_word(state, read, 1, LONGEST);
	if (next_random(state) % 4) {
		n = (size_t)snprintf(read, LONGEST + 1, "%s", words[next_random(state) % WORDS]);
		for (int changes = 2; changes--;)
			read[next_random(state) % n] = "aceilnorstum"[next_random(state) % 12];
	}
	return (struct str){read, n};
}

Test(speller, finds_what_a_look_at_every_word_finds)
{
	static const float bounds[] = {2.8F, 4.2F, 5.6F};
	static char words[WORDS][LONGEST + 1];
	uint32_t state = 20050731;
	for (int i = 0; i < WORDS; i++)
		make_word(&state, words[i], 1, LONGEST);
	const struct dictionary *d = dictionary_of(words);
	const struct confusions *c = confusions_open(CONFUSIONS_OF_TEXT);
	struct search_room *room = search_room_new();
	for (int i = 0; i < READINGS; i++) {
		struct found_word found[MOST_FOUND];
		char read[LONGEST + 1];
		struct str reading = misread(&state, words, read);
		float bound = bounds[i % 3];
		struct speller_tables tables[2];
		speller_tables_fill(tables, c, reading);
		size_t count = speller_search(d, SEARCH_ALL, tables, bound, room, found, 0);
		for (int k = 0; k < WORDS; k++) {
			float cost = speller_distance(c, reading, str_of(words[k]), bound);
			const struct found_word *w = find_word(found, count, str_of(words[k]));
			if (fabsf(cost - bound) < 0.001F || count == MOST_FOUND)
				continue;
			cr_assert_eq(w != NULL, cost <= bound, "%s for %s at %g", words[k], read, (double)cost);
			cr_assert(!w || fabsf(w->cost - cost) < 0.001F, "%s for %s: %g, not %g", words[k], read,
				  w ? (double)w->cost : 0, (double)cost);
		}
	}
	search_room_drop(room);
	dictionary_close(d);
}

Test(speller, the_likeliest_come_first_and_a_word_is_not_its_own_candidate)
{
	const struct dictionary *d = dictionary_open("eng");
	size_t count;
	if (!d)
		cr_skip_test("no compiled dictionary");
	struct speller *s = speller_new(d, confusions_open(CONFUSIONS_OF_TEXT), NULL);
	const struct candidate_word *w = speller_candidates(s, STR("tlie"), REACH_NEAR, &count);
	cr_assert_gt(count, 1);
	cr_expect(str_equal(w[0].text, STR("the")), "%.*s", STR_ARG(w[0].text));
	w = speller_candidates(s, STR("and"), REACH_NEAR, &count);
	for (size_t i = 0; i < count; i++)
		cr_expect(!str_equal(w[i].text, STR("and")));
	speller_drop(s);
}

static bool is_candidate(struct speller *s, const char *read, enum reach reach, const char *word)
{
	size_t count;
	const struct candidate_word *w = speller_candidates(s, str_of(read), reach, &count);
	for (size_t i = 0; i < count; i++)
		if (str_equal(w[i].text, str_of(word)))
			return true;
	return false;
}

Test(speller, words_farther_off_are_found_where_they_are_asked_for)
{
	static const char *const pairs[][2] = {{"huen", "when"}, {"rpjolce", "rejoice"}, {"worn", "were"}};
	const struct dictionary *d = dictionary_open("eng");
	if (!d)
		cr_skip_test("no compiled dictionary");
	struct speller *s = speller_new(d, confusions_open(CONFUSIONS_OF_TEXT), NULL);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		cr_expect_not(is_candidate(s, pairs[i][0], REACH_NEAR, pairs[i][1]), "%s near", pairs[i][1]);
		cr_expect(is_candidate(s, pairs[i][0], REACH_FAR, pairs[i][1]), "%s far", pairs[i][1]);
	}
	speller_drop(s);
}
