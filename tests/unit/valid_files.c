/*
 * hOCR, ALTO and PAGE-XML are valid against their schemas (../shared/schemas; hOCR against XHTML 1.0, from Debian's
 * w3c-sgml-lib): of samples, of pages at random, and of the pages that make bench has restored, where there are any.
 */
#include "pages.h"
#include "run.h"

#include "emit/emit.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

static const struct check {
	const char *format, *extension, *schema; /* NULL: its document type's */
} checks[] = {{"hocr", "hocr", NULL},
	      {"alto", "alto.xml", "alto-4-4.xsd"},
	      {"page", "page.xml", "pagecontent-2019-07-15.xsd"}};

enum { CHECKS = sizeof checks / sizeof *checks };

static const char xhtml[] = "/usr/share/xml/w3c-sgml-lib/schema/dtd/REC-xhtml1-20020801/xhtml1-transitional.dtd";

static struct arena paths; /* of this process */

static const char *schema_path(const char *name)
{
	const char *data = getenv("EMEND_DATA");
	return arena_printf(&paths, "%s/../schemas/%s", data ? data : "", name).s;
}

/* Skips the test where the schemas are not there; else makes the folder, with a catalog, so that no network is asked.
 */
static void begin(void)
{
	struct run r = run_command((const char *const[]){"/bin/sh", "-c", "command -v xmllint", NULL}, STR(""));
	if (r.status)
		cr_skip_test("there is no xmllint: install libxml2-utils");
	for (int i = 0; i < CHECKS; i++)
		if (checks[i].schema && access(schema_path(checks[i].schema), R_OK))
			cr_skip_test("there is no %s", schema_path(checks[i].schema));
	run_release(&r);
	scratch_make();
	struct str catalog =
		arena_printf(&paths,
			     "<catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\">"
			     "<uri name=\"http://www.loc.gov/standards/xlink/xlink.xsd\" uri=\"%s\"/>"
			     "<system systemId=\"http://www.loc.gov/standards/xlink/xlink.xsd\" uri=\"%s\"/>"
			     "</catalog>",
			     schema_path("xlink.xsd"), schema_path("xlink.xsd"));
	scratch_file("catalog.xml", catalog);
}

/* Writes the pages as one document; a format that holds one page has the first. */
static void write_pages(const struct check *c, const char *name, struct page *const *pages, size_t count)
{
	const struct format *format = emit_format_named(str_of(c->format));
	FILE *f = fopen(scratch(arena_printf(&paths, "%s.%s", name, c->extension).s), "w");
	struct document d = {.out = f, .options = {.source = name}};
	format->begin(&d);
	for (; d.pages < count && !(format->one_page && d.pages); d.pages++)
		format->page(&d, pages[d.pages]);
	format->end(&d);
	cr_assert(!fclose(f) && !d.failed);
}

static void write_all(const char *name, struct page *page)
{
	for (int i = 0; i < CHECKS; i++)
		write_pages(&checks[i], name, &page, 1);
}

/* Validates all files of the format that were written. */
static void validate(const struct check *c)
{
	struct strbuf command = {0};
	const char *folder = scratch(".");
	strbuf_printf(&command, "cd '%s'; export XML_CATALOG_FILES=\"catalog.xml /etc/xml/catalog\"; ", folder);
	strbuf_printf(&command, "find . -name '*.%s' | xargs xmllint --noout --nonet --huge ", c->extension);
	if (c->schema)
		strbuf_printf(&command, "--schema '%s' ", schema_path(c->schema));
	else if (!access(xhtml, R_OK))
		strbuf_add(&command, STR("--valid "));
	strbuf_add(&command, STR("2>&1 | grep -v ' validates$' | head -n 5"));
	struct run r = run_command((const char *const[]){"/bin/sh", "-c", command.s, NULL}, STR(""));
	cr_expect_str_empty(r.out.s, "%s: %s", c->format, r.out.s);
	run_release(&r);
	strbuf_release(&command);
}

static void validate_all(void)
{
	for (int i = 0; i < CHECKS; i++)
		validate(&checks[i]);
	scratch_remove();
	arena_release(&paths);
}

static void write_numbered(struct page *page, const char *path)
{
	static unsigned written;
	(void)path;
	write_all(arena_printf(&paths, "%u", written++).s, page);
}

Test(valid_files, of_samples, .timeout = 60)
{
	begin();
	each_page_in(in_checkout("tests/golden"), write_numbered);
	validate_all();
}

Test(valid_files, of_development_pages, .timeout = 600)
{
	const char *stored = restored_pages();
	begin();
	each_page_in(stored, write_numbered);
	validate_all();
}

Test(valid_files, of_pages_at_random, .timeout = 60)
{
	enum { PAGES = 60 };
	struct page *pages[PAGES];
	begin();
	for (uint64_t i = 0; i < PAGES; i++) {
		struct random r = {9000 + i};
		pages[i] = arena_alloc(&paths, 1, sizeof **pages);
		page_at_random(pages[i], &r, 8);
		for (uint64_t k = 0; k < 4 * i; k++)
			edit_at_random(pages[i], &r);
		write_pages(&checks[2], arena_printf(&paths, "%lu", i).s, &pages[i], 1);
	}
	for (int i = 0; i < 2; i++) {
		write_pages(&checks[i], "all", pages, PAGES);
		write_pages(&checks[i], "none", pages, 0);
	}
	write_pages(&checks[2], "none", pages, 0);
	for (int i = 0; i < PAGES; i++)
		page_release(pages[i]);
	validate_all();
}
