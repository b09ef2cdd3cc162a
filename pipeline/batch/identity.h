/* What a job is done with, as a line of text: where it differs, what was done is done anew. */
#ifndef EMEND_BATCH_IDENTITY_H
#define EMEND_BATCH_IDENTITY_H

#include "batch/output.h"
#include "batch/witnesses.h"

/* Of what pages become: the program, its options, and the size and time of the files that they name. */
void identify_pages(struct strbuf *out, const struct emend_options *options, const struct witnesses *witnesses);

/* Of how they are written. */
void identify_writing(struct strbuf *out, const struct output_options *options);

#endif
