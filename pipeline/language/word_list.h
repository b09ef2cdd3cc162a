/* Lists of words in files, gathered for a dictionary. */
#ifndef EMEND_LANGUAGE_WORD_LIST_H
#define EMEND_LANGUAGE_WORD_LIST_H

#include "base/error.h"
#include "base/table.h"
#include "language/dictionary.h"

/* Words folded to lower case, and as they are where their case is mixed, each with the cases (enum word_case) it had.
 */
struct word_list {
	struct table folded, exact;
};

/* Adds the words of a file, a word a line or Hunspell's .dic, and tells how many lines had one. */
enum emend_status word_list_load(struct word_list *list, const char *path, uint32_t *words, struct emend_error *error);

/* Adds a word, unless it is a number, too long or no UTF-8. */
void word_list_add(struct word_list *list, struct str word, unsigned cases);
void word_list_release(struct word_list *list);

/* The word of a line of a list: up to a tab or slash, without spaces around it; empty where there is none. */
struct str list_word(struct str line);

/* Words of letters, apostrophes, hyphens and stops are plain; others are odd ("©", "4x4"). */
enum word_kind { WORD_PLAIN, WORD_ODD, WORD_NUMBER };
enum word_kind word_kind(struct str word);

#endif
