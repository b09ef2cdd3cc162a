/*
 * The journal in words:
 *
 *	1. page 1, region 3 (paragraph), line 12: "resto- ration" → "restoration"
 *	   dehyphen, 99%: the whole is a word, the halves are not
 */
#include "emit/explain.h"

static const char red[] = "\033[31m", green[] = "\033[32m", dim[] = "\033[2m", plain[] = "\033[0m";

/* Region and line of what was edited, where it stands now; people count from 1. */
static void print_place(const struct page *page, const struct edit *e, FILE *out)
{
	const struct node *n = page_find(page, e->target.kind, e->target.id);
	const struct node *line = NULL;
	fprintf(out, "page %u", page->number);
	for (; n && n->kind != NODE_REGION; n = n->parent)
		line = n->kind == NODE_LINE ? n : line;
	if (!n)
		return;
	const struct region *r = (const struct region *)n;
	unsigned regions = 1, lines = 1;
	while ((n = n->prev))
		regions++;
	fprintf(out, ", region %u (%s)", regions, region_kinds[r->type].label);
	if (!line)
		return;
	while ((line = line->prev))
		lines++;
	fprintf(out, ", line %u", lines);
}

static void print_moved(const struct edit *e, FILE *out)
{
	static const char *const things[NODE_KINDS] = {"page", "region", "line", "word"};
	fprintf(out, "%s %c%u", things[e->target.kind], node_letters[e->target.kind], e->target.id);
	if (e->count > 1)
		fprintf(out, " and the %u after it", e->count - 1);
	fprintf(out, " %s %s %c%u", e->kind == EDIT_ADD ? "added to" : "moved to", things[e->to.parent.kind],
		node_letters[e->to.parent.kind], e->to.parent.id);
	if (e->to.before != NO_NODE)
		fprintf(out, ", before %c%u", node_letters[e->target.kind], e->to.before);
}

/* What a note says: "the text goes on on the next page". */
static void print_note(const struct edit *e, FILE *out)
{
	static const char *const phrases[NOTES] = {[NOTE_CONTINUES] = "the text goes on on the next page",
						   [NOTE_CONTINUED] = "the text goes on from the page before",
						   [NOTE_NUMBER_MISSING] = "a page number is missing",
						   [NOTE_NUMBER_DOUBTFUL] = "the page number is doubtful"};
	unsigned note = 0;
	while (note < NOTES && !str_equal(e->after, str_of(note_names[note])))
		note++;
	fputs(note < NOTES ? phrases[note] : "a note", out);
}

/* "text is missing after "w", about 18 letters; perhaps "which" (61%), "who" (20%)" */
static void print_lacuna(const struct page *page, const struct edit *e, FILE *out)
{
	const struct word *w = (const struct word *)page_find(page, NODE_WORD, e->target.id);
	bool before = str_equal(e->after, str_of(lacuna_sides[LACUNA_LEFT])) ||
		      str_equal(e->after, str_of(lacuna_sides[LACUNA_TOP]));
	const struct lacuna *l = w ? w->lost[!before || e->kind == EDIT_ELSEWHERE] : NULL;
	if (!l)
		return;
	if (e->kind == EDIT_CLOSE) {
		fprintf(out, "what was missing %s \"%.*s\" is filled", lacuna_is_after(l->side) ? "after" : "before",
			STR_ARG(w->text));
		return;
	}
	if (e->kind == EDIT_ELSEWHERE) {
		fprintf(out, "what is missing there is \"%.*s\"", STR_ARG(e->after));
		return;
	}
	fputs("text is missing", out);
	if (w->text.n)
		fprintf(out, " %s \"%.*s\"", lacuna_is_after(l->side) ? "after" : "before", STR_ARG(w->text));
	if (l->letters > 0)
		fprintf(out, ", about %.0f letters", (double)l->letters);
	if (l->doubtful.n)
		fprintf(out, "; half letters were read as \"%.*s\"", STR_ARG(l->doubtful));
	for (uint32_t i = 0; i < l->conjecture_count; i++)
		fprintf(out, "%s \"%.*s\" (%.0f%%%s)", i ? "," : "; perhaps", STR_ARG(l->conjectures[i].text),
			100 * (double)l->conjectures[i].probability, l->conjectures[i].rejected ? ", rejected" : "");
}

/* What was changed, by one entry that is no verdict. */
static void print_change(const struct page *page, const struct edit *e, FILE *out, bool colour)
{
	if (e->kind == EDIT_MOVE || e->kind == EDIT_ADD)
		print_moved(e, out);
	else if (e->kind == EDIT_NOTE)
		print_note(e, out);
	else if (e->kind == EDIT_LACUNA || e->kind == EDIT_CLOSE || e->kind == EDIT_ELSEWHERE)
		print_lacuna(page, e, out);
	else
		fprintf(out, "%s\"%.*s\"%s → %s\"%.*s\"%s", colour ? red : "", STR_ARG(e->before), colour ? plain : "",
			colour ? green : "", STR_ARG(e->after), colour ? plain : "");
}

/* "accepted: "tbe" → "the"": what a person says of another entry. */
static void print_verdict(const struct page *page, const struct edit *e, FILE *out, bool colour)
{
	const struct edit *judged = e->entry != NO_NODE ? &page->journal[e->entry] : NULL;
	const struct word *w = judged ? NULL : (const struct word *)page_find(page, NODE_WORD, e->target.id);
	fprintf(out, "%.*s: ", STR_ARG(e->after));
	if (!judged)
		fprintf(out, "the word \"%.*s\"", STR_ARG(w ? w->raw : (struct str){0}));
	else if (e->before.n)
		fprintf(out, "the conjecture \"%.*s\"", STR_ARG(e->before));
	else if (judged->kind == EDIT_READING)
		fprintf(out, "the reading \"%.*s\"", STR_ARG(judged->after));
	else
		print_change(page, judged, out, colour);
}

static void print_entry(const struct page *page, const struct edit *e, FILE *out, bool colour)
{
	if (e->kind == EDIT_VERDICT)
		print_verdict(page, e, out, colour);
	else
		print_change(page, e, out, colour);
}

void explain_change(const struct page *page, const struct edit *e, FILE *out)
{
	print_entry(page, e, out, false);
}

static void print_edit(const struct page *page, const struct edit *e, uint32_t number, FILE *out, bool colour)
{
	fprintf(out, "%u. ", number);
	print_place(page, e, out);
	fputs(": ", out);
	print_entry(page, e, out, colour);
	fprintf(out, "\n   %s%.*s, %.0f%%: %.*s%s\n", colour ? dim : "", STR_ARG(e->reason.stage),
		(double)e->reason.confidence, STR_ARG(e->reason.evidence), colour ? plain : "");
}

/* Second readings change nothing, and there are many: they are counted, and the edits numbered without them. */
void explain_journal(const struct page *page, FILE *out, bool colour)
{
	uint32_t edits = 0, readings = 0;
	for (uint32_t i = 0; i < page->edit_count; i++) {
		const struct edit *e = &page->journal[i];
		if (e->kind == EDIT_READING)
			readings++;
		else
			print_edit(page, e, ++edits, out, colour);
	}
	if (!edits)
		fprintf(out, "page %u: nothing was changed\n", page->number);
	if (readings)
		fprintf(out, "page %u: the JSON has %u second reading%s of doubtful words\n", page->number, readings,
			readings == 1 ? "" : "s");
}
