/* Reads lists of words: "house", "house/SM", "house<tab>noun"; the number on a .dic's first line is no word. */
#include "language/word_list.h"

#include "base/utf8.h"
#include "language/dictionary_case.h"
#include "source/bytes.h"

#include <string.h>

struct str list_word(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.s[i] == '\t' || line.s[i] == '/' || line.s[i] == '\r')
			line.n = i;
	while (line.n && line.s[line.n - 1] == ' ')
		line.n--;
	if (str_starts(line, STR("\xEF\xBB\xBF")))
		line = str_skip(line, 3);
	while (line.n && *line.s == ' ')
		line = str_skip(line, 1);
	return line;
}

enum word_kind word_kind(struct str word)
{
	bool letter = false, digit = false, odd = false;
	for (size_t at = 0; at < word.n;) {
		uint32_t c = utf8_next(word, &at);
		letter |= utf8_is_letter(c);
		digit |= utf8_is_digit(c);
		odd |= !utf8_is_letter(c) && c != '\'' && c != '-' && c != '.';
	}
	return !letter && digit ? WORD_NUMBER : odd || !letter ? WORD_ODD : WORD_PLAIN;
}

void word_list_add(struct word_list *list, struct str word, unsigned cases)
{
	char folded[DICTIONARY_LONGEST];
	struct str key = {folded, case_fold(word, folded, sizeof folded)};
	if (!key.n || word.n > DICTIONARY_LONGEST || !utf8_valid(word) || word_kind(key) == WORD_NUMBER)
		return;
	*table_at(&list->folded, key) |= cases;
	if (cases & CASE_MIXED)
		*table_at(&list->exact, word) |= CASE_MIXED;
}

enum emend_status word_list_load(struct word_list *list, const char *path, uint32_t *words, struct emend_error *error)
{
	struct bytes bytes;
	*words = 0;
	enum emend_status status = bytes_load(path, &bytes, error);
	if (status != EMEND_OK)
		return status;
	for (struct str rest = {(const char *)bytes.data, bytes.size}; rest.n;) {
		const char *end = memchr(rest.s, '\n', rest.n);
		struct str line = {rest.s, end ? (size_t)(end - rest.s) : rest.n};
		struct str word = list_word(line);
		rest = str_skip(rest, line.n + 1);
		if (word.n)
			word_list_add(list, word, case_of(word));
		*words += word.n > 0;
	}
	bytes_release(&bytes);
	return EMEND_OK;
}

void word_list_release(struct word_list *list)
{
	table_release(&list->folded);
	table_release(&list->exact);
}
