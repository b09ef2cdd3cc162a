/* One line for a person, cut on a character's border where it is too long. */
#include "base/error.h"

#include <stdarg.h>

enum emend_status error_set(struct emend_error *error, enum emend_status status, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int n = vsnprintf(error->message, sizeof error->message, format, args);
	va_end(args);
	size_t end = sizeof error->message - 1;
	if (n > 0 && (size_t)n > end) {
		while (end && ((unsigned char)error->message[end - 1] & 0xC0) == 0x80)
			end--;
		if (end)
			error->message[end - 1] = '\0';
	}
	error->status = status;
	return status;
}
