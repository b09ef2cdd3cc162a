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

/* Mends a misread letter of "http", there is no such scheme as "htto", and takes out quotes that no address has. */
static void mend(struct repair *r, struct word *w, struct strbuf *mended)
{
	if (address_mend(w->text, mended))
		edit_text(r->page, repair_reason(r, sure, "no web address looks like it"), w, strbuf_str(mended));
}

/* Joins the words, which then are w. */
static void join(struct repair *r, struct word *w, struct word *next, struct str between, struct strbuf *joined)
{
	joined->n = 0;
	strbuf_add(joined, w->text);
	strbuf_add(joined, between);
	strbuf_add(joined, next->text);
	edit_join(r->page, repair_reason(r, sure, "a web address has no spaces"), w, next, strbuf_str(joined));
	mend(r, w, joined);
}

/* The first word that is shown of the line and those below it. */
static struct word *first_from(const struct line *l)
{
	struct word *w = NULL;
	for (; !w && l; l = next_line(l))
		w = first_shown(l);
	return w;
}

/* The word that goes on with the region's text. */
static struct word *following(const struct word *w)
{
	struct word *next = next_shown(w);
	return next ? next : first_from(next_line(word_line(w)));
}

/* Joins what follows the word to it while that is of the same address; gives the first word that is not. */
static struct word *close_address(struct repair *r, struct word *w, struct strbuf *joined)
{
	struct word *next;
	mend(r, w, joined);
	while ((next = following(w)) != NULL) {
		mend(r, next, joined);
		struct word *after = following(next);
		if (after && address_is_part(w->text, next->text, after->text))
			join(r, next, after, STR(""), joined);
		enum address_joint joint = address_joint(w->text, next->text);
		if (joint == ADDRESS_APART)
			break;
		join(r, w, next, joint == ADDRESS_POINT ? STR(".") : STR(""), joined);
	}
	return next;
}

static void close_addresses(struct repair *r)
{
	struct strbuf joined = {0};
	for (struct region *g = first_region(r->page); g; g = next_region(g))
		for (struct word *w = first_from(first_line(g)); w;)
			w = close_address(r, w, &joined);
	strbuf_release(&joined);
}

const struct repair_stage stage_addresses = {
	.name = "addresses", .summary = "close web addresses that were read with spaces", .run = close_addresses};
