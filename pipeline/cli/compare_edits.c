/* emend compare --by-edit: the edits of stored pages, judged by the truth. */
#include "cli/compare.h"

#include "base/error.h"

/* The truth of all pages together; EMEND_OK unless one cannot be read. */
static enum emend_status read_truth(struct compare_run *run, struct side *truth, struct compared_text *text,
				    struct emend_error *error)
{
	enum emend_status status;
	while ((status = side_text(truth, text, run->options, error)) == EMEND_OK)
		;
	return status == EMEND_END ? EMEND_OK : status;
}

/* Judges the page's edits, and drops it. */
static enum emend_status judge_page(struct compare_run *run, const char *name, struct emend_page *page,
				    const struct compared_text *truth, struct emend_error *error)
{
	bool fits = edit_sums_add(run->edits, name, emend_page_own_model(page), truth);
	unsigned number = emend_page_number(page);
	emend_page_drop(page);
	if (fits)
		return EMEND_OK;
	return error_set(error, EMEND_BAD_INPUT, "%s: page %u: the journal does not fit the page; restore it anew",
			 name, number);
}

int judge_pair(struct compare_run *run, const struct result_name *name, struct side *a, struct side *b, int *done)
{
	struct emend_error error;
	struct emend_page *page;
	struct compared_text truth = {0};
	const char *of = name->name ? name->name : name->b;
	bool whole = a->pages != b->pages;
	int failed = 0;
	enum emend_status status = EMEND_OK;
	if (!b->input || !emend_is_stored(b->input))
		status = error_set(&error, EMEND_BAD_INPUT,
				   "%s: has no journal; make emend's JSON with 'emend restore -f json'", name->b);
	else if (whole)
		status = read_truth(run, a, &truth, &error);
	while (status == EMEND_OK) {
		if (!whole) {
			compared_text_release(&truth);
			status = side_text(a, &truth, run->options, &error);
		}
		if (status == EMEND_OK)
			status = side_next(b, &page, &error);
		if (status == EMEND_OK)
			status = judge_page(run, of, page, &truth, &error);
		*done += status == EMEND_OK;
	}
	if (status != EMEND_END) {
		compare_fail(run, of, &error);
		failed++;
	}
	compared_text_release(&truth);
	return failed;
}
