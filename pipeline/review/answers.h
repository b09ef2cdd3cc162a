/* What is answered to a request that may pass. */
#ifndef EMEND_REVIEW_ANSWERS_H
#define EMEND_REVIEW_ANSWERS_H

#include "review/gate.h"
#include "review/shelf.h"

/* A body of more bytes is refused. */
enum { MOST_BODY = 16384 };

struct answer {
	unsigned status;
	const char *type; /* of its content */
	struct strbuf body;
	bool may_keep; /* the browser may show it again without asking */
};

/* since: the page's revision that the asker has, -1 where it names none; from: the first page of the list. */
struct answer answer_get(struct shelf *shelf, struct passage passage, int64_t since, uint32_t from);
struct answer answer_post(struct shelf *shelf, struct passage passage, struct str body);

/* Of a refusal: a sentence, as JSON or as plain text. */
struct answer answer_refusal(unsigned status);

#endif
