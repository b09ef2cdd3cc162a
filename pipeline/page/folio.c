/* Finding the page's printed number. */
#include "page/folio.h"

#include <ctype.h>
#include <string.h>

/* Longer rows of digits are years with something, prices, telephone numbers. */
enum { MOST_DIGITS = 4 };

/* Does it begin with a bracket that was read as a letter: "C15)"? */
static bool has_misread_bracket(struct str s)
{
	return s.n > 2 && isalpha((unsigned char)s.s[0]) && isdigit((unsigned char)s.s[1]) && memchr(s.s, ')', s.n) &&
	       !memchr(s.s, '(', s.n);
}

struct str folio_in(struct str s)
{
	static const char roman[] = "ivxlcIVXLC";
	size_t digits = 0, letters = 0;
	if (has_misread_bracket(s))
		s = str_skip(s, 1);
	while (s.n && !isalnum((unsigned char)s.s[0]))
		s = str_skip(s, 1);
	while (s.n && !isalnum((unsigned char)s.s[s.n - 1]))
		s.n--;
	for (size_t i = 0; i < s.n; i++) {
		digits += isdigit((unsigned char)s.s[i]) != 0;
		letters += s.s[i] && strchr(roman, s.s[i]);
	}
	return (digits == s.n && digits <= MOST_DIGITS) || letters == s.n ? s : (struct str){0};
}

int32_t folio_value(struct str folio)
{
	int32_t value = 0;
	for (size_t i = 0; i < folio.n; i++) {
		if (!isdigit((unsigned char)folio.s[i]) || i == MOST_DIGITS)
			return 0;
		value = 10 * value + (folio.s[i] - '0');
	}
	return value;
}

bool folio_is_year(struct str folio)
{
	return folio.n == MOST_DIGITS && folio_value(folio) >= FOLIO_FIRST_YEAR;
}

struct str page_printed_number(const struct page *page)
{
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		if (r->type != REGION_PAGE_NUMBER)
			continue;
		for (const struct line *l = first_line(r); l; l = next_line(l))
			for (const struct word *w = first_word(l); w; w = next_word(w)) {
				struct str folio = word_shown(w) ? folio_in(w->text) : (struct str){0};
				if (folio.n)
					return folio;
			}
	}
	return (struct str){0};
}
