/* File descriptor 2, pointed elsewhere for a while. */
#include "base/hush.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void hush_begin(struct hush *h)
{
	*h = (struct hush){.saved = -1, .file = -1};
	fflush(stderr);
	h->file = memfd_create("emend-hush", MFD_CLOEXEC);
	if (h->file < 0)
		return;
	h->saved = dup(STDERR_FILENO);
	if (dup2(h->file, STDERR_FILENO) < 0)
		perror("emend: standard error");
}

void hush_end(struct hush *h)
{
	if (h->file < 0)
		return;
	fflush(stderr);
	if (h->saved >= 0) {
		dup2(h->saved, STDERR_FILENO);
		close(h->saved);
	} else {
		close(STDERR_FILENO); /* it was closed before */
	}
	ssize_t n = pread(h->file, h->first_line, sizeof h->first_line - 1, 0);
	h->first_line[n > 0 ? n : 0] = '\0';
	h->first_line[strcspn(h->first_line, "\r\n")] = '\0';
	close(h->file);
	h->file = -1;
}
