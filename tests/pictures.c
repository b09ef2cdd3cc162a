/* Pictures to read. */
#include "pictures.h"

#include "pages.h"
#include "run.h"

#include "image/clean.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

PIX *picture_of_text(void)
{
	enum { LEFT = 130, TOP = 318, WIDTH = 600, HEIGHT = 140, BORDER = 40 };
	PIX *page = pixRead(in_checkout("samples/clean.tif"));
	cr_assert_not_null(page);
	BOX *box = boxCreate(LEFT, TOP, WIDTH, HEIGHT);
	PIX *lines = pixClipRectangle(page, box, NULL), *picture = pixAddBorder(lines, BORDER, 0);
	pixCopyResolution(picture, page);
	boxDestroy(&box);
	pixDestroy(&lines);
	pixDestroy(&page);
	return picture;
}

PIX *sample_in_grey(void)
{
	PIX *bilevel = pixRead(in_checkout("samples/clean.tif")), *grey = pixConvertTo8(bilevel, 0);
	pixDestroy(&bilevel);
	return grey;
}

struct scan *cleaned(PIX *picture, const char *steps)
{
	struct cleaning_plan plan;
	struct emend_error error;
	struct scan *leaves[MOST_LEAVES];
	cr_assert_eq(cleaning_plan_init(&plan, steps, &error), EMEND_OK, "%s", error.message);
	cr_assert_eq(clean_image(&plan, picture, leaves, MOST_LEAVES), 1);
	pixDestroy(&picture);
	return leaves[0];
}

void expect_near(const struct scan *s, struct position from, struct position to, double tolerance)
{
	struct position p = transform_to_scan(&s->transform, from), back = transform_from_scan(&s->transform, p);
	cr_expect(hypot(p.x - to.x, p.y - to.y) <= tolerance, "%.1f,%.1f and not %.1f,%.1f", p.x, p.y, to.x, to.y);
	cr_expect(hypot(back.x - from.x, back.y - from.y) < 0.2, "and back");
}

const char *picture_file(const char *name, PIX *picture, int format)
{
	const char *path = scratch(name);
	cr_assert_eq(pixWrite(path, picture, format), 0, "%s cannot be made", name);
	return path;
}

int count_lacking(const char *text)
{
	struct strbuf whole = OUTPUT_OF("restore", "--stages", "none", "samples/clean.tif");
	int lacking = 0;
	for (char *word = strtok(whole.s, " \n"); word; word = strtok(NULL, " \n"))
		lacking += !strstr(text, word);
	strbuf_release(&whole);
	return lacking;
}

void read_sample(struct page *page)
{
	struct strbuf json = OUTPUT_OF("restore", "--stages", "none", "-f", "json", "samples/clean.tif");
	cr_assert_null(page_from_json(page, strbuf_str(&json)));
	strbuf_release(&json);
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++)
		((struct word *)page->nodes[NODE_WORD][i])->type = (struct type_measures){0};
}
