/* Natural order: see natural.h. */
#include "batch/natural.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool is_digit(char c)
{
	return isdigit((unsigned char)c) != 0;
}

/* Compares the numbers that begin at both, and steps behind them. */
static int compare_numbers(const char **a, const char **b)
{
	*a += strspn(*a, "0");
	*b += strspn(*b, "0");
	size_t m = strspn(*a, "0123456789"), n = strspn(*b, "0123456789");
	int order = m != n ? (m > n) - (m < n) : strncmp(*a, *b, m);
	*a += m;
	*b += n;
	return order;
}

static int rank(char c)
{
	return c == '/' ? 1 : c ? 1 + (unsigned char)c : 0;
}

int natural_compare(const char *a, const char *b)
{
	const char *x = a, *y = b;
	while (*x && *y) {
		if (is_digit(*x) && is_digit(*y)) {
			int order = compare_numbers(&x, &y);
			if (order)
				return order;
			continue;
		}
		if (*x != *y)
			break;
		x++;
		y++;
	}
	int order = rank(*x) - rank(*y);
	return order ? order : strcmp(a, b);
}
