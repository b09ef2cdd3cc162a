/* Collects what comparisons come to. */
#include "compare/results.h"

#include <stdlib.h>

struct results {
	struct results_options options;
	struct arena arena;
	struct figures sum;
	struct result_row *rows, **rows_end;
	struct result_failure *failures, **failures_end;
	uint32_t count;
};

struct results *results_new(const struct results_options *options)
{
	struct results *r = must_alloc(1, sizeof *r);
	r->options = *options;
	r->rows_end = &r->rows;
	r->failures_end = &r->failures;
	if (options->json)
		json_begin(options);
	return r;
}

static struct str row_name(struct results *r, const struct result_name *name)
{
	const char *of = name->name ? name->name : "";
	if (name->page && *of)
		return arena_printf(&r->arena, "%s, page %u", of, name->page);
	return name->page ? arena_printf(&r->arena, "page %u", name->page) : arena_str(&r->arena, str_of(of));
}

void results_add(struct results *r, const struct result_name *name, const struct comparison *c)
{
	figures_add(&r->sum, &c->figures);
	if (r->options.json) {
		json_page(&r->options, name, c, !r->count++);
		return;
	}
	struct result_row *row = arena_alloc(&r->arena, 1, sizeof *row);
	*row = (struct result_row){.name = row_name(r, name), .figures = c->figures};
	if (r->options.differences) {
		struct strbuf text = {0};
		print_differences(c, &text);
		row->differences = arena_str(&r->arena, strbuf_str(&text));
		strbuf_release(&text);
	}
	*r->rows_end = row;
	r->rows_end = &row->next;
	r->count++;
}

struct result_failure *result_failure_new(struct arena *arena, const char *name, const char *message)
{
	struct result_failure *failure = arena_alloc(arena, 1, sizeof *failure);
	failure->name = arena_str(arena, str_of(name));
	failure->message = arena_str(arena, str_of(message));
	return failure;
}

void results_fail(struct results *r, const char *name, const char *message)
{
	*r->failures_end = result_failure_new(&r->arena, name, message);
	r->failures_end = &(*r->failures_end)->next;
}

const struct figures *results_sum(const struct results *r)
{
	return &r->sum;
}

void results_end(struct results *r)
{
	if (r->options.json)
		json_end(&r->options, &r->sum, r->failures);
	else if (r->count)
		print_table(r->options.out, r->rows, &r->sum, r->count);
	arena_release(&r->arena);
	free(r);
}
