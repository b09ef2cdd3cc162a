/* Filling the caller's error. */
#ifndef EMEND_BASE_ERROR_H
#define EMEND_BASE_ERROR_H

#include "emend.h"

/* Sets status and message and returns the status, for: return error_set(error, EMEND_BAD_INPUT, "%s: …", path); */
enum emend_status error_set(struct emend_error *error, enum emend_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
