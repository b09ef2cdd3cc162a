/* Passages in other languages than the page's: what English does not know there is no sign that it is misread or cut.
 */
#ifndef EMEND_REPAIR_FOREIGN_H
#define EMEND_REPAIR_FOREIGN_H

#include "repair/repair.h"

/* By word id: is the word in such a passage? Asked of the prose of the page in its order, as it reads now; in scratch.
 */
bool *find_foreign(struct repair *r);

#endif
