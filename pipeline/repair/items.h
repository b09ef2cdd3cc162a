/* The numbers of lists: "3.", "(3)", "[12]" before an item. */
#ifndef EMEND_REPAIR_ITEMS_H
#define EMEND_REPAIR_ITEMS_H

#include "base/str.h"

#include <stdbool.h>

/* The number of an item that the word is, or 0. */
int item_number(struct str word);

/* Does it number an item, or letter one: "b)"? */
bool is_item_mark(struct str word);

#endif
