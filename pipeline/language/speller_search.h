/* The search of the dictionary for the words that a reading may stand for. */
#ifndef EMEND_LANGUAGE_SPELLER_SEARCH_H
#define EMEND_LANGUAGE_SPELLER_SEARCH_H

#include "language/speller_tables.h"

enum { MOST_FOUND = 256 };

struct found_word {
	size_t n;
	uint32_t hash;                  /* of text */
	float cost;                     /* of the confusions that lead from it to the reading */
	char text[LONGEST_READING + 1]; /* folded */
};

/* Which words are searched: all, or those that are frequent (dictionary_format.h). */
enum searched { SEARCH_ALL, SEARCH_FREQUENT };

/* Where a search works, megabytes of memory that it hardly touches. From search_room_new; NULL may be dropped. */
struct search_room;
struct search_room *search_room_new(void);
void search_room_drop(struct search_room *room);

/*
 * Adds to the found words, of which there are count, all words within the bound to the reading, of which the tables
 * are: each once and at its least cost; where there are more than MOST_FOUND, some of them. Gives how many there are.
 * The bound is less than TOO_DEAR steps, or taken for that.
 *
 * Each letter of a trie's path adds a row to the table of the costs of its beginnings against the reading's (Wagner and
 * Fischer 1974, over a trie: Oflazer 1996), with confusions of up to three letters; the rows that cost too much end the
 * path. Of a word within the bound, the first half or the second is within half of it: so the words are looked for from
 * their beginning, and spelled backward from their end, with half the bound for the first half (Mihov and Schulz 2004).
 * A byte of the reading that no word on the way has as a letter costs at least its part of what it is read for, and the
 * path ends where they all cost too much.
 */
size_t speller_search(const struct dictionary *d, enum searched which, const struct speller_tables tables[2],
		      float bound, struct search_room *room, struct found_word found[MOST_FOUND], size_t count);

#endif
