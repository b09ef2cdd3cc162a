/* Pictures to read. */
#include "pictures.h"

#include "pages.h"
#include "run.h"

#include <criterion/criterion.h>
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
