/* Read the numbers of lists: see items.h. */
#include "repair/items.h"

#include <ctype.h>
#include <string.h>

/* Digits of the number of an item: more are a year, a price. */
enum { MOST_DIGITS = 3 };

/* Is the word this core with a closing bracket or a stop, or in brackets? */
static bool is_marked(struct str word, size_t core)
{
	bool open = word.n && strchr("([", word.s[0]);
	return word.n == core + open + 1 && word.s[word.n - 1] && strchr(open ? ")]" : ".)", word.s[word.n - 1]);
}

int item_number(struct str word)
{
	size_t at = word.n && strchr("([", word.s[0]), digits = 0;
	int number = 0;
	for (; at + digits < word.n && isdigit((unsigned char)word.s[at + digits]) && digits < MOST_DIGITS; digits++)
		number = 10 * number + word.s[at + digits] - '0';
	return digits && is_marked(word, digits) ? number : 0;
}

bool is_item_mark(struct str word)
{
	return item_number(word) || (word.n == 2 && isalpha((unsigned char)word.s[0]) && is_marked(word, 1));
}
