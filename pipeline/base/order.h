/* Orders for qsort. */
#ifndef EMEND_BASE_ORDER_H
#define EMEND_BASE_ORDER_H

/* Smaller numbers first: of ints, of floats, of doubles. */
int by_int(const void *a, const void *b);
int by_float(const void *a, const void *b);
int by_double(const void *a, const void *b);

#endif
