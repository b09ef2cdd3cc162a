/*
 * What a comparison of many pages comes to, as it is printed: a table for people, or JSON (compare-1.schema.json).
 *
 *	struct results *results = results_new(&(struct results_options){.out = stdout, …});
 *	results_add(results, "0001", &comparison);
 *	results_fail(results, "0002", "has no partner");
 *	results_end(results);
 */
#ifndef EMEND_COMPARE_RESULTS_H
#define EMEND_COMPARE_RESULTS_H

#include "compare/compare.h"

struct results_options {
	FILE *out;
	const char *a, *b; /* what was compared, as it was named */
	struct compare_options compare;
	bool in_order; /* moves were not looked for */
	bool json,
		differences; /* differences: the table is followed, page by page, by what differs; JSON has it always */
};

/* A page, or where the two sides do not have as many pages, a whole input. */
struct result_name {
	const char *name;  /* of the input; of one pair of files NULL */
	uint32_t page;     /* in its input, from 1; 0: all of the input */
	const char *a, *b; /* the files */
};

struct results;

/* The strings are borrowed until results_end. JSON is written as results come, the table at the end. */
struct results *results_new(const struct results_options *options);
void results_add(struct results *r, const struct result_name *name, const struct comparison *c);
void results_fail(struct results *r, const char *name, const char *message);

/* The sums of all that was added. */
const struct figures *results_sum(const struct results *r);

/* Writes the sums and frees it. Faults of writing are left in out. */
void results_end(struct results *r);

/* The writers. A row of the table is kept until its end. */
struct result_row {
	struct result_row *next;
	struct str name;
	struct figures figures;
	struct str differences; /* printed */
};
void print_table(FILE *out, const struct result_row *rows, const struct figures *sum, uint32_t count);
void print_differences(const struct comparison *c, struct strbuf *out);

void json_begin(const struct results_options *options);
void json_page(const struct results_options *options, const struct result_name *name, const struct comparison *c,
	       bool first);
struct result_failure {
	struct result_failure *next;
	struct str name, message;
};
/* One more, from the arena. */
struct result_failure *result_failure_new(struct arena *arena, const char *name, const char *message);
void json_end(const struct results_options *options, const struct figures *sum, const struct result_failure *failed);

#endif
