/*
 * Keeps the chatter of libraries off standard error.
 *
 * libpng, libtiff and Tesseract write to file descriptor 2. Between hush_begin and hush_end it points to a temporary
 * file of the process; hush_end puts it back and gives the first line that was written, to be told in an error message.
 */
#ifndef EMEND_BASE_HUSH_H
#define EMEND_BASE_HUSH_H

struct hush {
	int saved, file; /* -1 where descriptors ran out: then nothing is caught */
	char first_line[160];
};

void hush_begin(struct hush *h);
void hush_end(struct hush *h);

#endif
