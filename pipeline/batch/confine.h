/* Takes from a process the rights that reading an image does not need. */
#ifndef EMEND_BATCH_CONFINE_H
#define EMEND_BATCH_CONFINE_H

#include <stdbool.h>

/*
 * The process leaves no core, and may take memory (megabytes) beyond what it has: allocations fail then. 0: no limit.
 * It may no longer open files to write, make, rename or remove them, open sockets, start
 * programs, or reach into other processes (seccomp: they fail with EPERM). False where the system does not allow that.
 */
bool confine(int memory);

#endif
