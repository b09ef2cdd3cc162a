/* emend dict: looks words up in the compiled dictionary, completes cut ones, tells what it is, and builds it. */
#include "cli/cli.h"

#include "base/error.h"
#include "language/dictionaries.h"
#include "language/dictionary.h"
#include "language/dictionary_build.h"

#include <stdlib.h>
#include <string.h>

struct settings {
	const char *lang, *file;
	bool complete, terms;
	char **words;
	int word_count;
};

enum { KEY_COMPLETE = 256, KEY_TERMS };

static const struct argp_option options[] = {
	{"lang", 'l', "LANG", 0, "the language, as Tesseract names it: eng (the default)", 0},
	{"dictionary", 'd', "FILE", 0, "lookup, info: this dictionary, not the one that is installed", 0},
	{"output", 'o', "FILE", 0, "build: write the dictionary here", 0},
	{"complete", KEY_COMPLETE, NULL, 0, "build: the lists have every word that Hunspell can make of its affixes",
	 0},
	{"terms", KEY_TERMS, NULL, 0, "complete: tell what speaks for each word, for scripts/learn_completions", 0},
	{0},
};

static const char *const case_names[] = {"small", "capitalised", "capitals", "mixed"};
static const char *const level_names[] = {"unknown", "rare", "common"};

static struct str path_of(const struct settings *s, struct arena *arena)
{
	return s->file ? str_of(s->file) : dictionary_file(arena, s->lang);
}

/* NULL, with the error filled, where there is none that can be read. */
static const struct dictionary *open_dictionary(const struct settings *s, struct emend_error *error)
{
	struct arena arena = {0};
	const struct dictionary *d = NULL;
	struct str path = path_of(s, &arena);
	if (path.n)
		dictionary_open_file(path.s, &d, error);
	else
		error_set(error, EMEND_UNAVAILABLE,
			  "there is no compiled dictionary for '%s'; 'make' builds the English one, 'emend "
			  "dict build -l %s -o %s.dict LIST' this one, and -d %s.dict or EMEND_DICT finds it",
			  s->lang, s->lang, s->lang, s->lang);
	arena_release(&arena);
	return d;
}

static void print_word(const struct dictionary *d, const char *word)
{
	struct dictionary_word found;
	dictionary_find(d, str_of(word), &found);
	enum spelling spelling = dictionary_spells(d, str_of(word));
	printf("%s\t%s\t", word, level_names[found.level]);
	if (found.log10_probability < 0)
		printf("%.2f", (double)found.log10_probability);
	else
		putchar('-');
	const char *between = "\t";
	for (size_t i = 0; i < sizeof case_names / sizeof *case_names; i++)
		if (found.cases >> i & 1) {
			printf("%s%s", between, case_names[i]);
			between = ",";
		}
	if (!found.cases)
		printf("\t-");
	printf("\t%s\n", spelling == SPELLING_RIGHT ? "right" : spelling == SPELLING_WRONG ? "wrong" : "unsure");
}

static enum emend_status look_up(const struct settings *s, struct emend_error *error)
{
	const struct dictionary *d = open_dictionary(s, error);
	if (!d)
		return error->status;
	for (int i = 0; i < s->word_count; i++)
		print_word(d, s->words[i]);
	dictionary_close(d);
	return EMEND_OK;
}

static enum emend_status tell(const struct settings *s, struct emend_error *error)
{
	struct dictionary_facts facts;
	const struct dictionary *d = open_dictionary(s, error);
	if (!d)
		return error->status;
	dictionary_tell(d, &facts);
	struct arena arena = {0};
	puts(path_of(s, &arena).s);
	arena_release(&arena);
	printf("words: %u, of them %u common; Hunspell takes %u%s\nnodes: %u\nbytes: %u\n%s", facts.words, facts.common,
	       facts.valid, facts.complete ? ", and no others" : "", facts.nodes, facts.size, facts.sources);
	dictionary_close(d);
	return EMEND_OK;
}

static enum emend_status complete(const struct settings *s, struct emend_error *error)
{
	const struct dictionary *d = open_dictionary(s, error);
	if (!d)
		return error->status;
	struct trigrams *t = lang_is(str_of(s->lang), "eng") ? trigrams_new(NULL) : NULL;
	complete_lines(d, t, s->terms);
	trigrams_drop(t);
	dictionary_close(d);
	return EMEND_OK;
}

static enum emend_status build(const struct settings *s, struct emend_error *error)
{
	return dictionary_build(&(struct dictionary_plan){.lang = s->lang,
							  .lists = (const char *const *)s->words,
							  .list_count = s->word_count,
							  .complete = s->complete},
				s->file, error);
}

static const struct {
	const char *name;
	enum emend_status (*run)(const struct settings *s, struct emend_error *error);
	bool wants_words, wants_file;
} actions[] = {{"lookup", look_up, true, false},
	       {"complete", complete, false, false},
	       {"info", tell, false, false},
	       {"build", build, true, true}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct settings *s = state->input;
	switch (key) {
	case 'l': s->lang = arg; return 0;
	case 'd':
	case 'o': s->file = arg; return 0;
	case KEY_COMPLETE: s->complete = true; return 0;
	case KEY_TERMS: s->terms = true; return 0;
	case ARGP_KEY_ARGS:
		s->words = state->argv + state->next;
		s->word_count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "say what to do: lookup WORD…, complete, info, or build LIST… -o FILE");
		return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

int command_dict(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "lookup WORD…\ncomplete\ninfo\nbuild -o FILE LIST…",
		.doc = "Look words up in a language's compiled dictionary, complete words of which a part is lost, "
		       "tell what is in it, or build one from lists of words.\vlookup prints a line for each word: the "
		       "word, its level (common, rare, "
		       "unknown), the "
		       "log10 of its probability in running text, the cases in which it is written, and whether its "
		       "spelling is right; parted by tabs. complete reads a line for each cut word (man emend) and "
		       "prints what it may have been."};
	struct settings s = {.lang = "eng"};
	argp_parse(&argp, argc, argv, 0, NULL, &s);
	const char *name = s.words[0];
	struct emend_error error;
	s.words++;
	s.word_count--;
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		if (strcmp(name, actions[i].name))
			continue;
		if (actions[i].wants_words != (s.word_count > 0) || (actions[i].wants_file && !s.file))
			break;
		if (actions[i].run(&s, &error) == EMEND_OK)
			return EXIT_DONE;
		print_error(&error);
		return EXIT_NOTHING_DONE;
	}
	fprintf(stderr, "emend: dict wants lookup WORD…, complete, info, or build -o FILE LIST…; 'emend dict --help' "
			"tells more\n");
	return EXIT_USAGE;
}
