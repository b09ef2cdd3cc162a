/* The order in which a person sorts file names: "page 2" before "page 10", "a/3" before "b/1". */
#ifndef EMEND_BATCH_NATURAL_H
#define EMEND_BATCH_NATURAL_H

/*
 * Below 0, 0, or above, as strcmp. Runs of digits count as numbers, of any length; a slash stands before all else, so
 * that the files of a folder stay together. Paths that differ in leading zeros alone are told apart by strcmp.
 */
int natural_compare(const char *a, const char *b);

#endif
