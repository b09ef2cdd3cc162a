/*
 * The examples of tests/spec: each stage alone over a page of the example's lines must give the lines behind "->".
 *
 * A file is prose with examples: input lines with four spaces before them, a line "->", the output lines likewise. A
 * blank line within an example parts regions. Characters that cannot be seen are written as \u00AD. Stages that need
 * the page's image, or the recogniser's doubts, have no such file: their examples are in tests/unit/STAGE.c.
 *
 * An input whose first line is "[page]" is a drawn page, for stages that need geometry:
 *
 *	[page]
 *	HISTORY MONTHLY APRIL 1921                              63
 *
 *	# Further Recommend That
 *
 *	% I  further recommend it           world has its confidence
 *	     that such commissions          and the determination
 *	     serve without salary   ¦       to do their best.
 *	and that funds be
 *	              ^ With our allies     ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
 *	made.         ^ we have won         ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
 *	─────────────────────────────       ~ A field in June.
 *
 * Two spaces or more part a row into segments. Each segment is a line in a region of its own, row by row, as the
 * poorest recogniser would leave the page. Where the first line is "[blocks]" instead, a segment goes on in the region
 * of a segment of the row above that has its style and overlaps it, as a better one would leave it. Blank rows are
 * white. A mark at the beginning of a segment, and a space, say what type it is set in; they take their cells, and are
 * no text:
 *
 *	  body: x-height 14 pixels, capitals 20, stroke 3
 *	# large and bold: x-height 28, stroke 8
 *	= bold, of body size: stroke 5
 *	^ large and italic: x-height 22, slant 12
 *	~ small and italic: x-height 11, slant 12
 *	- small: x-height 11
 *	/ aslant: as the body, rising by a thirtieth of its length
 *	! upright: small, running up the page from where it begins
 *	% a drop capital: one letter, and two spaces; its box is as wide as mark and letter, and three rows high
 *	¦ within a segment: white that the recogniser did not see; a mark may follow
 *	‹ words › within a segment: a line of their own, in a gap of the segment's
 *	▒ an image, and │ an upright rule: segments of nothing else; those that touch in the next row belong to it
 *	─ a rule
 *
 * A character is 16 pixels wide, a row 40 high with its baseline at 30, and 100 pixels of white surround the page. The
 * output has a line for each region that shows words, in the page's order: its label in brackets, unless it is a
 * paragraph, and its lines with " / " between them:
 *
 *	[page number] 63
 *	[drop capital] I
 *	further recommend it / that such commissions
 *
 * The output of a text whose first line is "[labelled]" is the same.
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
	static const char label[] = "[labelled]\n";
	struct str input = strbuf_str(&s->input);
	bool drawn = is_drawing(input), labelled = str_starts(input, str_of(label));
	if (drawn)
		page_from_drawing(&page, input);
	else
		page_from_text(&page, str_skip(input, labelled ? sizeof label - 1 : 0));
	struct strbuf before = page_to_json(&page);
	repair_run(plan, &page, NULL);
	struct strbuf got = drawn || labelled ? page_to_labelled_text(&page) : page_to_text(&page);
	cr_expect_str_eq(got.s, s->expected.s, "%s: the example that ends before line %u gives\n%s\nand not\n%s",
			 s->name, s->line, got.s, s->expected.s);
	cr_assert_null(page_check(&page));
	cr_assert(edit_undo_all(&page));
	struct strbuf after = page_to_json(&page);
	cr_expect_str_eq(after.s, before.s, "%s: the example that ends before line %u is not undone", s->name, s->line);
	strbuf_release(&before);
	strbuf_release(&got);
	strbuf_release(&after);
	page_release(&page);
}

static const char *test_path(const char *folder, const char *stage, const char *extension)
{
	static char path[100];
	snprintf(path, sizeof path, "tests/%s/%s.%s", folder, stage, extension);
	return in_checkout(path);
}

static bool has_examples(const char *stage)
{
	return !access(test_path("spec", stage, "txt"), R_OK);
}

/* Writes the numbers of the stages that have examples; gives how many there are. */
static int stages_with_examples(int numbers[MOST_STAGES])
{
	int n = 0;
	for (int i = 0; repair_stages[i]; i++)
		if (has_examples(repair_stages[i]->name))
			numbers[n++] = i;
	return n;
}

/* What stages may need, beside geometry, which drawn pages have, and trigrams, which the plan loads itself. */
static void load_resources(struct repair_plan *plan)
{
	plan->lexicon = lexicon_new("eng");
	cr_assert_not_null(plan->lexicon);
}

static void drop_resources(struct repair_plan *plan)
{
	lexicon_drop(plan->lexicon);
	repair_plan_release(plan);
}

ParameterizedTestParameters(spec, each_stage_does_what_its_examples_say)
{
	static int numbers[MOST_STAGES];
	scratch_make();
	size_t count = (size_t)stages_with_examples(numbers);
	scratch_remove();
	return cr_make_param_array(int, numbers, count);
}

ParameterizedTest(const int *number, spec, each_stage_does_what_its_examples_say, .init = scratch_make,
		  .fini = scratch_remove)
{
	const char *name = repair_stages[*number]->name;
	struct strbuf text = read_file(test_path("spec", name, "txt"));
	struct spec s = {.name = name, .at = text.s, .line = 1};
	struct repair_plan plan;
	struct emend_error error;
	cr_assert_eq(repair_plan_init(&plan, name, NULL, &error), EMEND_OK);
	load_resources(&plan);
	while (next_example(&s))
		check_example(&s, &plan);
	cr_expect_gt(s.examples, 3, "%s has %u examples", name, s.examples);
	drop_resources(&plan);
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
	int numbers[MOST_STAGES];
	cr_expect_eq(files, stages_with_examples(numbers), "a file of examples has no stage");
	for (int i = 0; repair_stages[i]; i++) {
		const char *name = repair_stages[i]->name;
		cr_expect(has_examples(name) != !access(test_path("unit", name, "c"), R_OK),
			  "%s has no examples and no tests, or both", name);
	}
}
