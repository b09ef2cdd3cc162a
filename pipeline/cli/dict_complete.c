/*
 * emend dict complete: completes cut words, a line of input each.
 *
 *	right	0	12.5	0.6	-1	One of those	w	young Alexander
 *
 * That is: the side that is cut, how many bytes of what is known are doubtful, the room and its deviation, the white
 * before the cut, the words before, what is known of the word, and the words after (language/completion.h). A line of
 * "page" and a text gives the page's own words, with | where it is cut. What scripts/learn_completions learns from.
 */
#include "cli/cli.h"

#include "language/completion_terms.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ASKED = 4, FIELDS = 8, SHOWN = 10 };
enum field {
	FIELD_SIDE,
	FIELD_DOUBTFUL,
	FIELD_ROOM,
	FIELD_DEVIATION,
	FIELD_GAP,
	FIELD_BEFORE,
	FIELD_KNOWN,
	FIELD_AFTER
};

/* Parts a text at a byte; the rest of it in the last part. */
static size_t part(struct str s, char at, struct str out[], size_t most)
{
	size_t count = 0;
	while (s.n && count < most) {
		const char *end = count + 1 < most ? memchr(s.s, at, s.n) : NULL;
		out[count] = (struct str){s.s, end ? (size_t)(end - s.s) : s.n};
		s = str_skip(s, out[count++].n + 1);
	}
	return count;
}

static void read_page(struct completer *c, struct str text)
{
	struct arena arena = {0};
	struct str *words = NULL;
	size_t count = 0;
	while (text.n) {
		const char *end = memchr(text.s, ' ', text.n);
		struct str word = {text.s, end ? (size_t)(end - text.s) : text.n};
		text = str_skip(text, word.n + 1);
		words = arena_grow(&arena, words, count, sizeof *words);
		if (str_equal(word, STR("|")))
			word = (struct str){0};
		words[count++] = word;
	}
	completer_read(c, words, count);
	arena_release(&arena);
}

/* The last words of a text, the last first. */
static size_t last_words(struct str text, struct str out[MOST_ASKED])
{
	size_t count = 0;
	while (text.n && count < MOST_ASKED) {
		const char *space = memrchr(text.s, ' ', text.n);
		size_t begin = space ? (size_t)(space - text.s) + 1 : 0;
		out[count++] = str_skip(text, begin);
		text = str_chop(text, text.n - begin + (space != NULL));
	}
	return count;
}

static void print_terms(struct str text, const float terms[COMPLETION_TERMS])
{
	printf("%.*s", STR_ARG(text));
	for (int i = 0; i < COMPLETION_TERMS; i++)
		if (terms[i] != 0)
			printf("\t%s %.4g", completion_term_names[i], (double)terms[i]);
	putchar('\n');
}

static void show_terms(struct completer *c, const struct cut_word *cut)
{
	float none[COMPLETION_TERMS];
	size_t count;
	const struct completion_candidate *list = completions_weighed(c, cut, &count, none);
	for (size_t i = 0; i < count; i++) {
		struct strbuf text = {0};
		completions_print(c, &list[i], &text);
		print_terms(strbuf_str(&text), list[i].terms);
		strbuf_release(&text);
	}
	if (count)
		print_terms((struct str){0}, none);
	putchar('\n');
}

static void show(struct completer *c, const struct cut_word *cut)
{
	struct completion found[SHOWN];
	size_t count = completions_find(c, cut, found, SHOWN);
	for (size_t i = 0; i < count; i++)
		printf("%s%.*s\t%.4f", i ? "\t" : "", STR_ARG(found[i].text), (double)found[i].probability);
	putchar('\n');
}

static void answer(struct completer *c, struct str line, bool terms)
{
	struct str fields[FIELDS] = {0}, before[MOST_ASKED], after[MOST_ASKED];
	part(line, '\t', fields, FIELDS);
	if (str_equal(fields[0], STR("page"))) {
		read_page(c, str_skip(line, fields[0].n + 1));
		return;
	}
	struct str known = fields[FIELD_KNOWN];
	size_t doubtful = fields[FIELD_DOUBTFUL].n ? strtoul(fields[FIELD_DOUBTFUL].s, NULL, 10) : 0;
	size_t sure = known.n - (doubtful < known.n ? doubtful : known.n);
	bool left = str_equal(fields[FIELD_SIDE], STR("left"));
	struct cut_word cut = {
		.side = left ? CUT_LEFT : CUT_RIGHT,
		.known = left ? str_skip(known, known.n - sure) : str_chop(known, known.n - sure),
		.doubtful = left ? str_chop(known, sure) : str_skip(known, sure),
		.room = fields[FIELD_ROOM].n ? strtof(fields[FIELD_ROOM].s, NULL) : 0,
		.deviation = fields[FIELD_DEVIATION].n ? strtof(fields[FIELD_DEVIATION].s, NULL) : 0,
		.gap = fields[FIELD_GAP].n ? strtof(fields[FIELD_GAP].s, NULL) : -1,
		.before = before,
		.after = after,
	};
	cut.before_count = last_words(fields[FIELD_BEFORE], before);
	cut.after_count = part(fields[FIELD_AFTER], ' ', after, MOST_ASKED);
	(terms ? show_terms : show)(c, &cut);
}

void complete_lines(const struct dictionary *d, const struct trigrams *t, bool terms)
{
	struct completer *c = completer_new(d, t);
	char *line = NULL;
	size_t size = 0;
	ssize_t n;
	while ((n = getline(&line, &size, stdin)) > 0)
		answer(c, (struct str){line, (size_t)n - (line[n - 1] == '\n')}, terms);
	free(line);
	completer_drop(c);
}
