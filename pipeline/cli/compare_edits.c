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
	const char *wrong = edit_sums_add(run->edits, name, emend_page_own_model(page), truth);
	unsigned number = emend_page_number(page);
	emend_page_drop(page);
	return wrong ? error_set(error, EMEND_BAD_INPUT, "%s: page %u %s", name, number, wrong) : EMEND_OK;
}

/* Judges the next page: by the given truth of all pages, or, where that is NULL, by the next page of a. */
static enum emend_status judge_next(struct compare_run *run, const char *name, struct side *a, struct side *b,
				    const struct compared_text *all, struct emend_error *error)
{
	struct emend_page *page;
	struct compared_text truth = {0};
	struct emend_error other;
	enum emend_status of_truth = all ? EMEND_OK : side_text(a, &truth, run->options, error);
	enum emend_status status = side_next(b, &page, of_truth == EMEND_OK ? error : &other);
	if (status == EMEND_OK && of_truth == EMEND_OK) {
		status = judge_page(run, name, page, all ? all : &truth, error);
	} else {
		emend_page_drop(page);
		status = of_truth == EMEND_OK ? status : of_truth;
	}
	compared_text_release(&truth);
	return status;
}

int judge_pair(struct compare_run *run, const struct result_name *name, struct side *a, struct side *b, int *done)
{
	struct emend_error error;
	struct compared_text all = {0};
	const char *of = name->name ? name->name : name->b;
	bool page_by_page = a->pages == b->pages;
	int failed = 0;
	enum emend_status status = EMEND_OK;
	if (!b->input || !emend_is_stored(b->input))
		status = error_set(&error, EMEND_BAD_INPUT,
				   "%s: has no journal; make emend's JSON with 'emend restore -f json'", name->b);
	else if (!page_by_page)
		status = read_truth(run, a, &all, &error);
	if (status != EMEND_OK) {
		compare_fail(run, of, &error);
		compared_text_release(&all);
		return 1;
	}
	while ((status = judge_next(run, of, a, b, page_by_page ? NULL : &all, &error)) != EMEND_END) {
		*done += status == EMEND_OK;
		if (status == EMEND_OK)
			continue;
		compare_fail(run, of, &error);
		failed++;
	}
	compared_text_release(&all);
	return failed;
}
