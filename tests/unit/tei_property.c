/*
 * TEI of pages at random, of the samples and of the development pages: it is valid, and its body is that of txt, where
 * a gap is […], a letter that is supplied is [d], and what is unclear of letters that were cut is no text.
 */
#include "pages.h"
#include "run.h"

#include "base/utf8.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Documents of random pages. */
enum { MOST_PAGES = 3 };

static unsigned random_pages(struct page pages[MOST_PAGES], uint64_t seed)
{
	struct random r = {seed};
	unsigned count = random_below(&r, MOST_PAGES + 1);
	for (unsigned i = 0; i < count; i++) {
		page_at_random(&pages[i], &r, 8);
		for (int edits = (int)random_below(&r, 60); edits--;)
			edit_at_random(&pages[i], &r);
	}
	return count;
}

static bool is_beside(const char *element)
{
	static const char *const beside[] = {"fw", "note", "floatingText", "figure", "sic", "unclear"};
	bool is = false;
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		is |= !strcmp(element, beside[i]);
	return is;
}

/* What stands before and after the content of elements: white, but for those within words. */
static struct str sign_of(const xmlNode *n, bool after)
{
	static const char *const in_words[] = {"hi", "choice", "corr", "supplied", "lb"};
	const char *name = (const char *)n->name;
	xmlAttr *reason = xmlHasProp(n, (const xmlChar *)"reason");
	bool cut = reason && !strcmp((const char *)reason->children->content, "cut");
	if (cut && !strcmp(name, "gap"))
		return after ? STR("") : STR("[…]");
	if (cut && !strcmp(name, "supplied"))
		return after ? STR("]") : STR("[");
	for (size_t i = 0; i < sizeof in_words / sizeof *in_words; i++)
		if (!strcmp(name, in_words[i]))
			return STR("");
	return STR(" ");
}

/* The text of the body alone, as it was corrected. */
static void add_body(const xmlNode *n, struct strbuf *out)
{
	for (; n; n = n->next) {
		if (n->type == XML_TEXT_NODE)
			strbuf_add(out, str_of((const char *)n->content));
		if (n->type != XML_ELEMENT_NODE || is_beside((const char *)n->name))
			continue;
		strbuf_add(out, sign_of(n, false));
		add_body(n->children, out);
		strbuf_add(out, sign_of(n, true));
	}
}

/* Adds single spaces for white space, and what XML cannot hold as U+FFFD. */
static struct strbuf plain(struct str text)
{
	struct strbuf out = {0};
	bool space = false;
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		bool white = c == ' ' || c == '\n' || c == '\t' || c == '\f';
		if (!white && space && out.n)
			strbuf_byte(&out, ' ');
		space = white;
		if (!white)
			utf8_add(&out, c < ' ' || c == 0xFFFE ? UTF8_BAD : c);
	}
	strbuf_add(&out, STR(""));
	return out;
}

static struct strbuf body_of_tei(const struct page *pages, unsigned count, double conjectures, const char *name)
{
	struct strbuf xml = pages_conjectured("tei", pages, count, conjectures), text = {0};
	xmlDoc *doc = xmlReadMemory(xml.s, (int)xml.n, "tei.xml", NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
	cr_assert_not_null(doc, "%s: it is no XML", name);
	for (const xmlNode *n = xmlDocGetRootElement(doc)->children; n; n = n->next)
		if (!strcmp((const char *)n->name, "text"))
			add_body(n->children, &text);
	xmlFreeDoc(doc);
	strbuf_release(&xml);
	struct strbuf body = plain(strbuf_str(&text));
	strbuf_release(&text);
	return body;
}

/* What stands before the line "* * *" of each page. */
static struct strbuf body_of_txt(const struct page *pages, unsigned count, double conjectures)
{
	struct strbuf text = {0};
	for (unsigned i = 0; i < count; i++) {
		struct strbuf one = pages_conjectured("txt", &pages[i], 1, conjectures);
		const char *end = one.n ? strstr(one.s, "\n* * *\n") : NULL;
		strbuf_add(&text, (struct str){one.s, end ? (size_t)(end - one.s) : one.n});
		strbuf_byte(&text, '\n');
		strbuf_release(&one);
	}
	struct strbuf body = plain(strbuf_str(&text));
	strbuf_release(&text);
	return body;
}

/* Lines that txt keeps, with the hyphens at their ends, are rejoined in TEI. */
static void unwrap_lines(struct page *page)
{
	for (struct region *r = first_region(page); r; r = next_region(r))
		if (r->type == REGION_LISTING || r->type == REGION_LINES || r->type == REGION_MATHS)
			r->type = REGION_PARAGRAPH;
}

static void assert_same_body(const struct page *pages, unsigned count, const char *name)
{
	static const double least[] = {0, 0.5};
	for (size_t i = 0; i < sizeof least / sizeof *least; i++) {
		struct strbuf tei = body_of_tei(pages, count, least[i], name),
			      txt = body_of_txt(pages, count, least[i]);
		cr_assert(str_equal(strbuf_str(&tei), strbuf_str(&txt)), "%s:\n%s\nand not:\n%s", name, tei.s, txt.s);
		strbuf_release(&tei);
		strbuf_release(&txt);
	}
}

Test(tei, the_body_is_that_of_txt, .timeout = 60)
{
	for (uint64_t seed = 1; seed <= 400; seed++) {
		struct page pages[MOST_PAGES];
		unsigned count = random_pages(pages, seed);
		for (unsigned i = 0; i < count; i++)
			unwrap_lines(&pages[i]);
		char name[40];
		snprintf(name, sizeof name, "seed %lu", seed);
		assert_same_body(pages, count, name);
		for (unsigned i = 0; i < count; i++)
			page_release(&pages[i]);
	}
}

/* What jing says against the files of the scratch folder that end in .tei.xml; empty where they are valid. */
static struct run validate_scratch(void)
{
	char command[1200];
	snprintf(command, sizeof command,
		 "jing '%s/../schemas/tei_all-3.1.0.rng' '%s'/*.tei.xml 2>/dev/null | head -n 5", getenv("EMEND_DATA"),
		 scratch("."));
	return run_command((const char *const[]){"/bin/sh", "-c", command, NULL}, STR(""));
}

static void expect_valid(void)
{
	struct run r = validate_scratch();
	cr_expect(!r.out.n, "%s", r.out.s);
	run_release(&r);
}

static void need_schema(void)
{
	const char *data = getenv("EMEND_DATA");
	char path[1000];
	snprintf(path, sizeof path, "%s/../schemas/tei_all-3.1.0.rng", data ? data : "");
	if (access(path, R_OK))
		cr_skip_test("there is no %s", path);
	if (access("/usr/bin/jing", X_OK))
		cr_skip_test("there is no jing: install it (scripts/setup test)");
}

/* These have no suite's .init and .fini, since Criterion does not run .fini after a test that is skipped. */
Test(tei_valid, a_file_that_is_not_valid_is_found, .timeout = 60)
{
	need_schema();
	scratch_make();
	scratch_file("bad.tei.xml", STR("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text/></TEI>"));
	struct run r = validate_scratch();
	cr_expect(r.out.n);
	run_release(&r);
	scratch_remove();
}

Test(tei_valid, pages_at_random, .timeout = 120)
{
	need_schema();
	scratch_make();
	for (uint64_t seed = 1; seed <= 200; seed++) {
		struct page pages[MOST_PAGES];
		unsigned count = random_pages(pages, seed);
		struct strbuf xml = pages_conjectured("tei", pages, count, seed % 2 ? 0.5 : 0);
		char name[40];
		snprintf(name, sizeof name, "%lu.tei.xml", seed);
		scratch_file(name, strbuf_str(&xml));
		strbuf_release(&xml);
		for (unsigned i = 0; i < count; i++)
			page_release(&pages[i]);
	}
	expect_valid();
	scratch_remove();
}

/* Writes the first page of emend's JSON file into the scratch folder, and holds its body against txt. */
static int write_stored(const char *path, const struct stat *st, int type, struct FTW *where)
{
	static unsigned written;
	struct page page;
	char name[40];
	(void)st, (void)where;
	if (type != FTW_F || !str_ends(str_of(path), STR(".json")))
		return 0;
	struct strbuf json = read_file(path);
	const char *wrong = page_from_json(&page, strbuf_str(&json));
	cr_assert_null(wrong, "%s: %s", path, wrong);
	struct strbuf xml = pages_written("tei", &page, 1);
	snprintf(name, sizeof name, "%u.tei.xml", written++);
	scratch_file(name, strbuf_str(&xml));
	unwrap_lines(&page);
	assert_same_body(&page, 1, path);
	page_release(&page);
	strbuf_release(&json);
	strbuf_release(&xml);
	return 0;
}

static void expect_stored_valid(const char *folder)
{
	scratch_make();
	cr_assert_eq(nftw(folder, write_stored, 16, FTW_PHYS), 0);
	expect_valid();
	scratch_remove();
}

Test(tei_valid, samples, .timeout = 60)
{
	need_schema();
	expect_stored_valid(in_checkout("tests/golden"));
}

/* $EMEND_STORED, or where make bench keeps what it restored. */
Test(tei_valid, development_pages, .timeout = 300)
{
	const char *given = getenv("EMEND_STORED"), *stored = given ? given : in_checkout("build/bench/out/emend");
	if (access(stored, R_OK))
		cr_skip_test("there is no %s: run make bench", stored);
	need_schema();
	expect_stored_valid(stored);
}
