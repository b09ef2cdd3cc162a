/*
 * What a job is done with, as text: where it differs, what was done is done anew. A line an option, as the command line
 * of 'emend restore' has it, and remarks that begin with "#".
 */
#ifndef EMEND_BATCH_IDENTITY_H
#define EMEND_BATCH_IDENTITY_H

#include "batch/output.h"
#include "batch/witnesses.h"

/* Of what pages become: the program, its options, and the size and time of the files that they name. */
void identify_pages(struct strbuf *out, const struct emend_options *options, const struct witnesses *witnesses);

/* Of how they are written. */
void identify_writing(struct strbuf *out, const struct output_options *options);

#endif
