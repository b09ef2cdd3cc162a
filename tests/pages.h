/* Pages for tests: from lines of text, from drawings, from JSON, and at random; and to text and JSON. */
#ifndef EMEND_TESTS_PAGES_H
#define EMEND_TESTS_PAGES_H

#include "page/edit.h"

/* A reason that says nothing. */
#define WHY ((struct reason){STR("test"), 50, STR("a test")})

/* A page of the text's lines, words parted by single spaces; an empty line parts regions. */
void page_from_text(struct page *page, struct str text);

/* A page of that text, its regions of these types. */
#define PAGE_OF_TYPES(page, text, ...)                                                                                 \
	page_of_types(page, text, (const enum region_type[]){__VA_ARGS__},                                             \
		      sizeof((const enum region_type[]){__VA_ARGS__}) / sizeof(enum region_type))
void page_of_types(struct page *page, const char *text, const enum region_type *types, size_t count);

/* Adds the line's words as txt prints them, with the signs of what is missing. */
void add_line_printed(const struct line *line, struct strbuf *out);

/* The shown words of each line, a line each, lines without any left out; an empty line between regions. */
struct strbuf page_to_text(const struct page *page);

/*
 * A drawn page, with boxes, baselines and measures of type, as tests/spec/spec.c tells: the text begins with a line
 * "[page]" or "[blocks]". The text must end in a NUL.
 */
bool is_drawing(struct str text);
void page_from_drawing(struct page *page, struct str text);

/* Gives the last such mark of each word another as the recogniser's alternative, with that confidence (percent). */
void see_other_marks(struct page *page, char mark, struct str other, float confidence);

/* Runs one stage alone over the page, with the English lexicon. */
void run_stage(struct page *page, const char *name);

/* Runs the stage and expects a sound page with this text, and that all can be undone; releases the page. */
void expect_stage(struct page *page, const char *name, const char *text);

/* The first word that was read so; the test fails where there is none. */
struct word *word_with(const struct page *page, const char *raw);

/* A region a line, without those that show nothing: "[heading] ", unless it is a paragraph, and its lines " / "
 * between. */
struct strbuf page_to_labelled_text(const struct page *page);

/* Expects a sound page with this labelled text, and that all can be undone; releases the page. */
void expect_labelled(struct page *page, const char *text);

/* The pages, or one, as a document of the format of that name, its source "a test", also with conjectures from that
 * probability on; and as its JSON has it. */
struct strbuf pages_written(const char *name, const struct page *pages, unsigned count);
struct strbuf pages_conjectured(const char *name, const struct page *pages, unsigned count, double least);
struct strbuf page_to_format(const struct page *page, const char *name);
struct strbuf page_to_json(const struct page *page);

/* Reads the first page of a JSON document; gives what was wrong, or NULL. The message lives as long as the page. */
const char *page_from_json(struct page *page, struct str json);

/*
 * Calls each with the pages of all of emend's JSON files in a folder and those in it. The folder of pages that make
 * bench has restored is $EMEND_STORED or build/bench/out/emend; where it is missing, the test is skipped.
 */
void each_page_in(const char *folder, void (*each)(struct page *page, const char *path));
const char *restored_pages(void);

/* Numbers at random (SplitMix64): the same for the same seed, everywhere. */
struct random {
	uint64_t state;
};
uint32_t random_below(struct random *r, uint32_t limit);

/* A new page with all that a page can have: regions, lines, words of random Unicode, symbols, boxes, empty parts. */
void page_at_random(struct page *page, struct random *r, uint32_t most_regions);

/* An edit of a random kind at a random place; none where that kind is not possible there. */
void edit_at_random(struct page *page, struct random *r);

/* UTF-8 of up to most characters; may be empty. */
struct str text_at_random(struct arena *arena, struct random *r, uint32_t most);

#endif
