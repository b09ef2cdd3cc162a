/*
 * The outcomes on edits by stage and kind.
 *
 *	stage      kind  edits  right  wrong  harmful  unchanged
 *	dehyphen   join     41     39      1        1          0
 */
#include "compare/by_edit.h"

#include "compare/results.h"
#include "emend.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Of one page: all of its text is aligned anew for each edit. A broadsheet has 15,000. */
enum { MOST_WORDS = 40000 };

/* Edits of one stage and kind. */
struct edit_row {
	struct str stage;
	enum edit_kind kind;
	uint32_t counts[OUTCOMES];
};

/* One edit, for the list. */
struct judged {
	const char *name;
	struct str stage, before, after;
	uint32_t page, number; /* from 1 */
	enum edit_kind kind;
	enum outcome outcome;
};

struct edit_sums {
	struct compare_options options;
	struct arena arena;
	struct edit_row *rows;
	struct judged *list;
	struct result_failure *failures, **failures_end;
	uint32_t row_count, list_count;
	bool listed;
};

struct edit_sums *edit_sums_new(const struct compare_options *options, bool list)
{
	struct edit_sums *s = must_alloc(1, sizeof *s);
	*s = (struct edit_sums){.options = *options, .listed = list};
	s->failures_end = &s->failures;
	return s;
}

void edit_sums_fail(struct edit_sums *s, const char *name, const char *message)
{
	*s->failures_end = result_failure_new(&s->arena, name, message);
	s->failures_end = &(*s->failures_end)->next;
}

static struct edit_row *row_of(struct edit_sums *s, const struct edit *e)
{
	for (uint32_t i = 0; i < s->row_count; i++)
		if (s->rows[i].kind == e->kind && str_equal(s->rows[i].stage, e->reason.stage))
			return &s->rows[i];
	s->rows = arena_grow(&s->arena, s->rows, s->row_count, sizeof *s->rows);
	s->rows[s->row_count] = (struct edit_row){.stage = arena_str(&s->arena, e->reason.stage), .kind = e->kind};
	return &s->rows[s->row_count++];
}

static void add_outcome(struct edit_sums *s, const char *name, const struct page *page, const struct edit *e,
			enum outcome outcome)
{
	row_of(s, e)->counts[outcome]++;
	if (!s->listed || outcome == OUTCOME_UNCHANGED)
		return;
	s->list = arena_grow(&s->arena, s->list, s->list_count, sizeof *s->list);
	s->list[s->list_count++] = (struct judged){.name = name,
						   .stage = arena_str(&s->arena, e->reason.stage),
						   .before = arena_str(&s->arena, e->before),
						   .after = arena_str(&s->arena, e->after),
						   .page = page->number,
						   .number = (uint32_t)(e - page->journal) + 1,
						   .kind = e->kind,
						   .outcome = outcome};
}

const char *edit_sums_add(struct edit_sums *s, const char *name, struct page *page, const struct compared_text *truth)
{
	uint32_t edits = page->edit_count;
	if (page->counts[NODE_WORD] > MOST_WORDS)
		return "is too long for its edits to be judged one by one: part the text by form feeds, and restore it "
		       "anew";
	struct range words = truth_part(truth, page, &s->options);
	enum outcome *outcomes = must_alloc((size_t)edits + 1, sizeof *outcomes);
	bool fits = judge_edits(page, truth, words, &s->options, outcomes);
	for (uint32_t i = 0; fits && i < edits; i++)
		add_outcome(s, name, page, &page->journal[i], outcomes[i]);
	free(outcomes);
	return fits ? NULL
		    : "its journal does not fit it: the file was changed by hand or damaged; restore the scan anew";
}

static int by_stage(const void *a, const void *b)
{
	const struct edit_row *x = a, *y = b;
	size_t least = x->stage.n < y->stage.n ? x->stage.n : y->stage.n;
	int order = least ? memcmp(x->stage.s, y->stage.s, least) : 0;
	if (!order)
		order = (x->stage.n > y->stage.n) - (x->stage.n < y->stage.n);
	return order ? order : (int)x->kind - (int)y->kind;
}

static void sort_rows(struct edit_sums *s)
{
	if (s->row_count)
		qsort(s->rows, s->row_count, sizeof *s->rows, by_stage);
}

static uint32_t row_edits(const struct edit_row *row)
{
	uint32_t edits = 0;
	for (int i = 0; i < OUTCOMES; i++)
		edits += row->counts[i];
	return edits;
}

static void print_row(const struct edit_row *row, FILE *out)
{
	fprintf(out, "%-12.*s  %-9s  %6u", STR_ARG(row->stage), edit_kind_names[row->kind], row_edits(row));
	for (int i = 0; i < OUTCOMES; i++)
		fprintf(out, "  %9u", row->counts[i]);
	fputc('\n', out);
}

static void print_judged(const struct judged *j, FILE *out)
{
	fprintf(out, "%-8s  %s, page %u, edit %u: %.*s, %s", outcome_names[j->outcome], j->name, j->page, j->number,
		STR_ARG(j->stage), edit_kind_names[j->kind]);
	if (j->before.n || j->after.n)
		fprintf(out, ": \"%.*s\" → \"%.*s\"", STR_ARG(j->before), STR_ARG(j->after));
	fputc('\n', out);
}

void edit_sums_print(struct edit_sums *s, FILE *out)
{
	sort_rows(s);
	fprintf(out, "%-12s  %-9s  %6s", "stage", "kind", "edits");
	for (int i = 0; i < OUTCOMES; i++)
		fprintf(out, "  %9s", outcome_names[i]);
	fputc('\n', out);
	for (uint32_t i = 0; i < s->row_count; i++)
		print_row(&s->rows[i], out);
	for (uint32_t i = 0, printed = 0; i < s->list_count; i++) {
		if (s->list[i].outcome == OUTCOME_RIGHT)
			continue;
		fputs(printed++ ? "" : "\n", out);
		print_judged(&s->list[i], out);
	}
}

static json_t *string(struct str s)
{
	json_t *j = json_stringn(s.n ? s.s : "", s.n);
	return j ? j : json_string("\xEF\xBF\xBD");
}

static json_t *rows_json(const struct edit_sums *s)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < s->row_count; i++) {
		const struct edit_row *row = &s->rows[i];
		json_t *j = json_pack("{s:o,s:s,s:i}", "stage", string(row->stage), "kind", edit_kind_names[row->kind],
				      "edits", (int)row_edits(row));
		for (int v = 0; v < OUTCOMES; v++)
			json_object_set_new(j, outcome_names[v], json_integer(row->counts[v]));
		json_array_append_new(all, j);
	}
	return all;
}

static json_t *list_json(const struct edit_sums *s)
{
	json_t *all = json_array();
	for (uint32_t i = 0; i < s->list_count; i++) {
		const struct judged *e = &s->list[i];
		json_t *j = json_pack("{s:o,s:i,s:i,s:o,s:s,s:s}", "name", string(str_of(e->name)), "page",
				      (int)e->page, "edit", (int)e->number, "stage", string(e->stage), "kind",
				      edit_kind_names[e->kind], "outcome", outcome_names[e->outcome]);
		if (e->before.n)
			json_object_set_new(j, "before", string(e->before));
		if (e->after.n)
			json_object_set_new(j, "after", string(e->after));
		json_array_append_new(all, j);
	}
	return all;
}

void edit_sums_json(struct edit_sums *s, const char *truth, const char *reading, FILE *out)
{
	sort_rows(s);
	json_t *failed = json_array();
	for (const struct result_failure *f = s->failures; f; f = f->next)
		json_array_append_new(failed,
				      json_pack("{s:o,s:o}", "name", string(f->name), "error", string(f->message)));
	json_t *j = json_pack("{s:s,s:s,s:o,s:o,s:o,s:o,s:o}", "format", "emend-edits/1", "emend", EMEND_VERSION, "a",
			      string(str_of(truth)), "b", string(str_of(reading)), "stages", rows_json(s), "edits",
			      list_json(s), "failed", failed);
	json_dumpf(j, out, JSON_COMPACT);
	fputc('\n', out);
	json_decref(j);
}

void edit_sums_drop(struct edit_sums *s)
{
	arena_release(&s->arena);
	free(s);
}
