/*
 * OpenMP for one thread, in place of the runtime library, in the command alone.
 *
 * Tesseract opens a parallel region of four sections at every step of its network. With one thread (see
 * ocr/recognise.c) GCC's runtime still makes a team of one, joins its barriers and wakes the threads that there are
 * not: 5% of a page's time. These are the four entries that Tesseract calls, as GCC's manual describes its runtime
 * ("The libgomp ABI"), for a team of the caller alone. Definitions in a program go before a library's. The rest of the
 * runtime (the thread's number, 0, and how many there are, 1) answers rightly as it is. A program of another's that
 * links libemend.a keeps its own runtime. Built with another compiler, Tesseract calls other entries, and these do
 * nothing.
 */

void GOMP_parallel(void (*region)(void *), void *data, unsigned threads, unsigned flags);
void GOMP_parallel_sections(void (*region)(void *), void *data, unsigned threads, unsigned sections, unsigned flags);
unsigned GOMP_sections_next(void);
void GOMP_sections_end_nowait(void);

/* The section last begun in the innermost region, and how many it has. */
static _Thread_local unsigned begun, in_all;

void GOMP_parallel(void (*region)(void *), void *data, unsigned threads, unsigned flags)
{
	(void)threads, (void)flags;
	region(data);
}

void GOMP_parallel_sections(void (*region)(void *), void *data, unsigned threads, unsigned sections, unsigned flags)
{
	unsigned outer_begun = begun, outer_in_all = in_all;
	(void)threads, (void)flags;
	begun = 0;
	in_all = sections;
	region(data);
	begun = outer_begun;
	in_all = outer_in_all;
}

/* Sections count from 1; 0 says that there are no more. */
unsigned GOMP_sections_next(void)
{
	return begun < in_all ? ++begun : 0;
}

void GOMP_sections_end_nowait(void) {}
