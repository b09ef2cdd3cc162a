/* A user's words as a dictionary: what Hunspell would answer is told from how they are written. */
#include "language/dictionary.h"
#include "language/dictionary_case.h"
#include "language/dictionary_trie.h"
#include "language/word_list.h"

#include <string.h>
#include <sys/mman.h>

/* A list with the possessives of the table's words: "Bukharin's"; small words are left, since "the's" is none. */
static void add_possessives(struct word_list *possessives, const struct table *names)
{
	struct strbuf word = {0};
	for (size_t i = 0; i < names->size; i++) {
		const struct table_entry *e = &names->entries[i];
		if (!e->key.s || e->value & CASE_SMALL || str_ends(e->key, STR("'s")))
			continue;
		bool capitals = e->value & CASE_CAPITALS; /* "NATO's" is in mixed case */
		word.n = 0;
		if (capitals)
			case_raise(&word, e->key, true);
		else
			strbuf_add(&word, e->key);
		strbuf_add(&word, STR("'s"));
		word_list_add(possessives, strbuf_str(&word), capitals ? e->value | CASE_MIXED : e->value);
	}
	strbuf_release(&word);
}

static void add_all(struct word_list *list, const struct table *words)
{
	for (size_t i = 0; i < words->size; i++)
		if (words->entries[i].key.s)
			word_list_add(list, words->entries[i].key, words->entries[i].value);
}

/* For the first speller, which stands for the user. */
static uint32_t record_of(unsigned cases)
{
	uint32_t answers = ANSWER_CAPITALS;
	if (cases & CASE_SMALL)
		answers |= ANSWER_SMALL | ANSWER_CAPITAL;
	if (cases & CASE_CAPITAL)
		answers |= ANSWER_CAPITAL;
	return cases | (uint32_t)WORD_COMMON << WORD_LEVEL_SHIFT | answers << WORD_ANSWERS_SHIFT;
}

static void add_records(struct trie_words *words, const struct table *table, bool exact)
{
	for (size_t i = 0; i < table->size; i++) {
		const struct table_entry *e = &table->entries[i];
		if (e->key.s)
			trie_add(words, e->key, exact ? record_of(CASE_SMALL) : record_of(e->value));
	}
}

/* A mapping, as dictionary_close expects it. */
static const struct dictionary *map_copy(struct str file)
{
	void *map =
		file.n ? mmap(NULL, file.n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) : MAP_FAILED;
	return map == MAP_FAILED ? NULL : memcpy(map, file.s, file.n);
}

enum emend_status dictionary_of_words(const char *path, const struct dictionary **out, struct emend_error *error)
{
	struct word_list all = {0}, possessives = {0};
	struct trie_words folded = {0}, exact = {0};
	struct strbuf file = {0};
	uint32_t words;
	*out = NULL;
	enum emend_status status = word_list_load(&all, path, &words, error);
	if (status == EMEND_OK) {
		add_possessives(&possessives, &all.folded);
		add_possessives(&possessives, &all.exact);
		add_all(&all, &possessives.folded);
		add_all(&all, &possessives.exact);
		add_records(&folded, &all.folded, false);
		add_records(&exact, &all.exact, true);
		trie_lay_out(&folded, &exact, DICTIONARY_OWN, str_of(path), &file);
		*out = map_copy(strbuf_str(&file));
		if (!*out)
			status = error_set(error, EMEND_BAD_INPUT, "%s: too many words: %zu", path, folded.count);
	}
	strbuf_release(&file);
	trie_release(&folded);
	trie_release(&exact);
	word_list_release(&possessives);
	word_list_release(&all);
	return status;
}
