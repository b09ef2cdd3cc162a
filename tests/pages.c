/* Pages from lines of text and from JSON, and back. */
#include "pages.h"
#include "run.h"

#include "emit/emit.h"
#include "emit/lost.h"
#include "language/lexicon.h"
#include "page/text.h"
#include "repair/repair.h"
#include "source/json_file.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void add_words(struct page *page, struct line *line, struct str text)
{
	while (text.n) {
		const char *space = memchr(text.s, ' ', text.n);
		size_t n = space ? (size_t)(space - text.s) : text.n;
		if (n)
			page_add_word(page, line, (struct str){text.s, n});
		text = str_skip(text, n + 1);
	}
}

void page_from_text(struct page *page, struct str text)
{
	struct region *region = NULL;
	page_init(page);
	while (text.n) {
		const char *end = memchr(text.s, '\n', text.n);
		struct str line = {text.s, end ? (size_t)(end - text.s) : text.n};
		if (!line.n)
			region = NULL;
		else if (!region)
			region = page_add_region(page, REGION_PARAGRAPH);
		if (line.n)
			add_words(page, page_add_line(page, region), line);
		text = str_skip(text, line.n + 1);
	}
}

void page_of_types(struct page *page, const char *text, const enum region_type *types, size_t count)
{
	page_from_text(page, str_of(text));
	struct region *r = first_region(page);
	for (size_t i = 0; i < count && r; i++, r = next_region(r))
		r->type = types[i];
}

void add_line_printed(const struct line *line, struct strbuf *out)
{
	bool first = true;
	for (const struct word *w = first_word(line); w; w = next_word(w)) {
		struct str text = running_text(w);
		if (!word_is_printed(w, text))
			continue;
		strbuf_add(out, first ? STR("") : STR(" "));
		add_printed(w, text, 0, out);
		first = false;
	}
}

struct strbuf page_to_text(const struct page *page)
{
	struct strbuf text = {0};
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		if (text.n)
			strbuf_byte(&text, '\n');
		for (const struct line *l = first_line(r); l; l = next_line(l)) {
			size_t begin = text.n;
			add_line_printed(l, &text);
			if (text.n > begin)
				strbuf_byte(&text, '\n');
		}
	}
	strbuf_add(&text, STR(""));
	return text;
}

struct strbuf pages_conjectured(const char *name, const struct page *pages, unsigned count, double least)
{
	struct strbuf text = {0};
	FILE *f = open_memstream(&text.s, &text.n);
	const struct format *format = emit_format_named(str_of(name));
	struct document document = {.out = f, .options = {.source = "a test", .conjectures = least}};
	cr_assert(f && format);
	if (format->begin)
		format->begin(&document);
	for (; document.pages < count; document.pages++)
		format->page(&document, &pages[document.pages]);
	if (format->end)
		format->end(&document);
	fclose(f);
	text.size = text.n + 1;
	return text;
}

struct strbuf pages_written(const char *name, const struct page *pages, unsigned count)
{
	return pages_conjectured(name, pages, count, 0);
}

struct strbuf page_to_format(const struct page *page, const char *name)
{
	return pages_written(name, page, 1);
}

struct strbuf page_to_json(const struct page *page)
{
	return page_to_format(page, "json");
}

const char *page_from_json(struct page *page, struct str json)
{
	struct emend_error error;
	struct json_file *file = NULL;
	struct bytes bytes = {.data = (const uint8_t *)json.s, .size = json.n};
	page_init(page);
	enum emend_status status = json_file_open("test.json", bytes, &file, &error);
	if (status == EMEND_OK)
		status = json_file_page(file, 0, page, &error);
	json_file_close(file);
	return status == EMEND_OK ? NULL : arena_cstr(&page->arena, str_of(error.message));
}

static void (*each_page)(struct page *page, const char *path);

static int visit_entry(const char *path, const struct stat *st, int type, struct FTW *where)
{
	struct emend_error error;
	struct json_file *file = NULL;
	(void)st, (void)where;
	if (type != FTW_F || !str_ends(str_of(path), STR(".json")))
		return 0;
	struct strbuf json = read_file(path);
	struct bytes bytes = {.data = (const uint8_t *)json.s, .size = json.n};
	cr_assert_eq(json_file_open(path, bytes, &file, &error), EMEND_OK, "%s", error.message);
	for (int i = 0; i < json_file_page_count(file); i++) {
		struct page page;
		page_init(&page);
		cr_assert_eq(json_file_page(file, i, &page, &error), EMEND_OK, "%s", error.message);
		each_page(&page, path);
		page_release(&page);
	}
	json_file_close(file);
	strbuf_release(&json);
	return 0;
}

void each_page_in(const char *folder, void (*each)(struct page *page, const char *path))
{
	each_page = each;
	cr_assert_eq(nftw(folder, visit_entry, 16, FTW_PHYS), 0, "%s cannot be read", folder);
}

const char *restored_pages(void)
{
	const char *given = getenv("EMEND_STORED"), *stored = given ? given : in_checkout("build/bench/out/emend");
	if (access(stored, R_OK))
		cr_skip_test("there is no %s: run make bench", stored);
	return stored;
}

void see_other_marks(struct page *page, char mark, struct str other, float confidence)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		const char *read = memrchr(w->raw.s, mark, w->raw.n);
		if (!read)
			continue;
		struct alternative *seen = arena_alloc(&page->arena, 1, sizeof *seen);
		*seen = (struct alternative){other, confidence};
		w->symbols = arena_alloc(&page->arena, 1, sizeof *w->symbols);
		w->symbols[0] = (struct symbol){
			.text = {read, 1}, .confidence = 97, .alternatives = seen, .alternative_count = 1};
		w->symbol_count = 1;
	}
}

void run_stage(struct page *page, const char *name)
{
	struct repair_plan plan;
	struct emend_error error;
	cr_assert_eq(repair_plan_init(&plan, name, NULL, &error), EMEND_OK);
	struct str lang = page->lang.n ? arena_str(&page->arena, page->lang) : STR("eng");
	plan.lexicon = lexicon_new(lang.s);
	repair_run(&plan, page, NULL);
	lexicon_drop(plan.lexicon);
	plan.lexicon = NULL;
	repair_plan_release(&plan);
}

static void expect_text(struct page *page, struct strbuf got, const char *text)
{
	cr_expect_str_eq(got.s, text, "%s", got.s);
	strbuf_release(&got);
	cr_expect_null(page_check(page));
	cr_expect(edit_undo_all(page));
	page_release(page);
}

struct word *word_with(const struct page *page, const char *raw)
{
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++) {
		struct word *w = (struct word *)page->nodes[NODE_WORD][i];
		if (str_equal(w->raw, str_of(raw)))
			return w;
	}
	cr_assert_fail("no word %s", raw);
	return NULL;
}

void expect_labelled(struct page *page, const char *text)
{
	expect_text(page, page_to_labelled_text(page), text);
}

void expect_stage(struct page *page, const char *name, const char *text)
{
	run_stage(page, name);
	expect_text(page, page_to_text(page), text);
}
