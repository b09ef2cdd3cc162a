/*
 * Keeps the leak sanitizer out of Criterion's runner, which loses 48 bytes for some tests. The tests themselves run in
 * processes of their own, where it stays; scripts/check-planted proves that with this file linked in.
 */
#include <stdlib.h>

int __lsan_is_turned_off(void); /* LeakSanitizer's hook; without the sanitizer nothing calls it */

int __lsan_is_turned_off(void)
{
	return !getenv("BXFI_MAP"); /* set by BoxFort, Criterion's sandbox, in the processes of tests */
}
