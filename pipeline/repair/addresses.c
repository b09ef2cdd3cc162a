/*
 * Close web addresses that the recogniser read with spaces: "( http: //kahvi. org )" reads "(http://kahvi.org)".
 *
 * Addresses are often set in typewriter, whose points and slashes have more white about them than a space of the text.
 */
#include "language/address.h"
#include "repair/repair.h"

/*
 * Percent: of 99 joins on the development pages all closed an address, by eye; 74 gave a word of the truth, the others
 * were steps on the way to one, or a letter of it was misread.
 */
static const float sure = 98;

/* Mends the letter of "http" that was misread: there is no such scheme as "htto". */
static void mend_scheme(struct repair *r, struct word *w, struct strbuf *mended)
{
	size_t at = address_misread_scheme(w->text);
	if (!at)
		return;
	mended->n = 0;
	strbuf_add(mended, (struct str){w->text.s, at - 1});
	strbuf_add(mended, STR("http"));
	strbuf_add(mended, str_skip(w->text, at - 1 + 4));
	edit_text(r->page, repair_reason(r, sure, "no other scheme of web addresses looks like it"), w,
		  strbuf_str(mended));
}

static void close_line(struct repair *r, struct line *l, struct strbuf *joined)
{
	for (struct word *w = first_shown(l); w;) {
		mend_scheme(r, w, joined);
		struct word *next = next_shown(w);
		if (!next || !address_goes_on(w->text, next->text)) {
			w = next;
			continue;
		}
		joined->n = 0;
		strbuf_add(joined, w->text);
		strbuf_add(joined, next->text);
		edit_join(r->page, repair_reason(r, sure, "a web address has no spaces"), w, next, strbuf_str(joined));
	}
}

static void close_addresses(struct repair *r)
{
	struct strbuf joined = {0};
	for (struct region *g = first_region(r->page); g; g = next_region(g))
		for (struct line *l = first_line(g); l; l = next_line(l))
			close_line(r, l, &joined);
	strbuf_release(&joined);
}

const struct repair_stage stage_addresses = {
	.name = "addresses", .summary = "close web addresses that were read with spaces", .run = close_addresses};
