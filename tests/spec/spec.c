/*
 * The examples of tests/spec: each stage alone over a page of the example's lines must give the lines behind "->".
 *
 * A file is prose with examples: input lines with four spaces before them, a line "->", the output lines likewise. A
 * blank line within an example parts regions. Characters that cannot be seen are written as \u00AD. Stages that need
 * the page's image have no such file: their examples are pictures, in tests/unit/STAGE.c.
 */
#include "pages.h"
#include "run.h"

#include "base/utf8.h"
#include "repair/repair.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

struct spec {
	const char *name;
	const char *at; /* what is still to be read */
	unsigned line;  /* number of the line at `at` */
	struct strbuf input, expected;
	unsigned examples;
};

static struct str peek_line(const struct spec *s)
{
	return (struct str){s->at, strcspn(s->at, "\n")};
}

static void skip_line(struct spec *s)
{
	s->at += strcspn(s->at, "\n");
	s->at += *s->at == '\n';
	s->line++;
}

static void add_unescaped(struct strbuf *out, struct str text)
{
	while (text.n) {
		if (text.n >= 6 && str_starts(text, STR("\\u"))) {
			char digits[5] = {text.s[2], text.s[3], text.s[4], text.s[5], '\0'};
			utf8_add(out, (uint32_t)strtoul(digits, NULL, 16));
			text = str_skip(text, 6);
		} else {
			strbuf_byte(out, *text.s);
			text = str_skip(text, 1);
		}
	}
}

/* The indented lines from here on, without their indent; blank lines between them stay. */
static void read_block(struct spec *s, struct strbuf *out)
{
	unsigned blanks = 0;
	out->n = 0;
	for (; *s->at; skip_line(s)) {
		struct str line = peek_line(s);
		if (line.n && !str_starts(line, STR("    ")))
			return;
		if (!line.n) {
			blanks++;
			continue;
		}
		for (; out->n && blanks; blanks--)
			strbuf_byte(out, '\n');
		blanks = 0;
		add_unescaped(out, str_skip(line, 4));
		strbuf_byte(out, '\n');
	}
}

/* Reads the next example; false at the end of the file. */
static bool next_example(struct spec *s)
{
	while (*s->at && !str_starts(peek_line(s), STR("    ")))
		skip_line(s);
	if (!*s->at)
		return false;
	read_block(s, &s->input);
	cr_assert(str_equal(peek_line(s), STR("->")), "%s:%u: '->' is missing", s->name, s->line);
	skip_line(s);
	read_block(s, &s->expected);
	cr_assert(s->input.n && s->expected.n, "%s:%u: an empty example", s->name, s->line);
	s->examples++;
	return true;
}

static void check_example(const struct spec *s, struct repair_plan *plan)
{
	struct page page;
	page_from_text(&page, strbuf_str(&s->input));
	repair_run(plan, &page, NULL);
	struct strbuf got = page_to_text(&page);
	cr_expect_str_eq(got.s, s->expected.s, "%s: the example that ends before line %u gives\n%s\nand not\n%s",
			 s->name, s->line, got.s, s->expected.s);
	cr_assert_null(page_check(&page));
	cr_assert(edit_undo_all(&page));
	strbuf_release(&got);
	got = page_to_text(&page);
	cr_expect_str_eq(got.s, s->input.s, "%s: the example that ends before line %u is not undone", s->name, s->line);
	strbuf_release(&got);
	page_release(&page);
}

/* Writes the numbers of the stages that have examples; gives how many there are. */
static int stages_of_text(int numbers[MOST_STAGES])
{
	int n = 0;
	for (int i = 0; repair_stages[i]; i++)
		if (!(repair_stages[i]->needs & (REPAIR_IMAGE | REPAIR_GEOMETRY)))
			numbers[n++] = i;
	return n;
}

static const char *spec_path(const char *stage)
{
	static char path[100];
	snprintf(path, sizeof path, "tests/spec/%s.txt", stage);
	return in_checkout(path);
}

ParameterizedTestParameters(spec, each_stage_does_what_its_examples_say)
{
	static int numbers[MOST_STAGES];
	size_t count = (size_t)stages_of_text(numbers);
	return cr_make_param_array(int, numbers, count);
}

ParameterizedTest(const int *number, spec, each_stage_does_what_its_examples_say, .init = scratch_make,
		  .fini = scratch_remove)
{
	const char *name = repair_stages[*number]->name;
	struct strbuf text = read_file(spec_path(name));
	struct spec s = {.name = name, .at = text.s, .line = 1};
	struct repair_plan plan;
	struct emend_error error;
	cr_assert_eq(repair_plan_init(&plan, name, NULL, &error), EMEND_OK);
	struct lexicon *lexicon = plan.lexicon = lexicon_new("eng");
	cr_assert_not_null(lexicon);
	while (next_example(&s))
		check_example(&s, &plan);
	cr_expect_gt(s.examples, 3, "%s has %u examples", name, s.examples);
	lexicon_drop(lexicon);
	strbuf_release(&s.input);
	strbuf_release(&s.expected);
	strbuf_release(&text);
}

Test(spec, stages_and_files_of_examples_match_one_to_one, .init = scratch_make, .fini = scratch_remove)
{
	int files = 0;
	DIR *folder = opendir(in_checkout("tests/spec"));
	cr_assert_not_null(folder);
	for (const struct dirent *e; (e = readdir(folder));)
		files += str_ends(str_of(e->d_name), STR(".txt"));
	closedir(folder);
	int numbers[MOST_STAGES], count = stages_of_text(numbers);
	for (int i = 0; i < count; i++) {
		const char *name = repair_stages[numbers[i]]->name;
		cr_expect_eq(access(spec_path(name), R_OK), 0, "%s has no examples", name);
	}
	cr_expect_eq(files, count, "a file of examples has no stage");
}
