/*
 * The pages of a folder: those of emend's JSON files in it and in the folders in it, in the order of their names.
 *
 * Only regular files that lie in the folder count: links are not followed. Pages are found by their number in the list
 * alone, so that nobody who asks for one can name a path.
 */
#ifndef EMEND_REVIEW_FOLDER_H
#define EMEND_REVIEW_FOLDER_H

#include "base/error.h"
#include "page/page.h"
#include "review/store.h"

struct folder_page {
	uint32_t file, place; /* in which file, and which of its pages, from 0 */
	uint32_t number;      /* in its source, from 1 */
};

struct folder {
	struct arena arena;
	const char *path;   /* absolute, without links */
	const char *scans;  /* where scans may be too, or NULL */
	const char **files; /* paths from the folder on */
	struct folder_page *pages;
	uint32_t file_count, page_count;
};

/* scans: a second folder, for scans only, or NULL. An empty folder is an error. */
enum emend_status folder_open(const char *path, const char *scans, struct folder *out, struct emend_error *error);
void folder_close(struct folder *folder);

struct page_key folder_key(const struct folder *folder, uint32_t page);

/* What tells one state of a page's file from another. */
struct file_state {
	int64_t size, seconds, nanoseconds;
	uint64_t inode;
};
bool folder_state(const struct folder *folder, uint32_t page, struct file_state *out);

/* Takes in the page, which the caller releases where that went well, and the name of its source, from the page's
 * arena. */
enum emend_status folder_load(const struct folder *folder, uint32_t page, struct page *out, struct str *source,
			      struct emend_error *error);

/* The path of the page's scan, in the folder or in that of the scans, from the arena; NULL where none is there. */
const char *folder_scan(const struct folder *folder, uint32_t page, const struct page *of, struct str source,
			struct arena *arena);

#endif
