/*
 * Pairs the files of two folders by their names.
 *
 *	truth/0001.gt.txt   out/0001.json   out/0001.txt     0001: the text with the JSON, which has more in it
 */
#include "cli/pairs.h"

#include "base/arena.h"
#include "base/error.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/*
 * What the names of readings end with. Of several of one name the first of these is taken. Files with other endings,
 * as those in formats that are only written, are no readings.
 */
static const char *const endings[] = {
	".json", ".page.xml", ".alto.xml", ".hocr", ".xml",  ".html", ".gt.txt", ".txt", ".raw.txt", ".tif", ".tiff",
	".png",  ".jpg",      ".jpeg",     ".jp2",  ".webp", ".pnm",  ".pgm",    ".pbm", ".ppm",     ".gif", ".bmp"};
static const char *const no_readings[] = {".tei.xml"};

enum { ENDINGS = sizeof endings / sizeof *endings };

struct found {
	char *name, *path;
	int rank; /* in endings */
};

struct folder {
	struct found *at;
	int count;
};

static bool ends_with(const char *s, const char *ending)
{
	size_t n = strlen(s), m = strlen(ending);
	return n > m && !strcasecmp(s + n - m, ending);
}

/* The longest ending that fits, in endings; -1: it is no reading. */
static int rank_of(const char *file)
{
	int best = -1;
	for (int i = 0; i < ENDINGS; i++)
		if (ends_with(file, endings[i]) && (best < 0 || strlen(endings[i]) > strlen(endings[best])))
			best = i;
	return *file == '.' || ends_with(file, no_readings[0]) ? -1 : best;
}

static int by_name(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	return order ? order : x->rank - y->rank;
}

static void folder_release(struct folder *f)
{
	for (int i = 0; i < f->count; i++) {
		free(f->at[i].name);
		free(f->at[i].path);
	}
	free(f->at);
}

/* Of several files of one name keeps the first. */
static void keep_best(struct folder *f)
{
	int kept = 0;
	for (int i = 0; i < f->count; i++) {
		if (kept && !strcmp(f->at[kept - 1].name, f->at[i].name)) {
			free(f->at[i].name);
			free(f->at[i].path);
		} else {
			f->at[kept++] = f->at[i];
		}
	}
	f->count = kept;
}

static char *joined(const char *folder, const char *file)
{
	size_t n = strlen(folder) + strlen(file) + 2;
	char *path = must_alloc(n, 1);
	snprintf(path, n, "%s%s%s", folder, ends_with(folder, "/") ? "" : "/", file);
	return path;
}

static enum emend_status folder_read(const char *path, struct folder *out, struct emend_error *error)
{
	const struct dirent *entry;
	DIR *dir = opendir(path);
	*out = (struct folder){0};
	if (!dir)
		return error_set(error, EMEND_BAD_INPUT, "%s: cannot be read: %s", path, strerror(errno));
	while ((entry = readdir(dir))) {
		int rank = rank_of(entry->d_name);
		if (rank < 0)
			continue;
		out->at = must_realloc(out->at, (size_t)out->count + 1, sizeof *out->at);
		struct found *f = &out->at[out->count++];
		*f = (struct found){must_copy(entry->d_name), joined(path, entry->d_name), rank};
		f->name[strlen(f->name) - strlen(endings[rank])] = '\0';
	}
	closedir(dir);
	if (out->count)
		qsort(out->at, (size_t)out->count, sizeof *out->at, by_name);
	keep_best(out);
	return EMEND_OK;
}

static char *path_of(const struct found *f)
{
	return f ? must_copy(f->path) : NULL;
}

static void pair_up(const struct folder *a, const struct folder *b, struct pairs *out)
{
	out->at = must_alloc((size_t)a->count + (size_t)b->count + 1, sizeof *out->at);
	int i = 0, j = 0;
	while (i < a->count || j < b->count) {
		int order = i == a->count ? 1 : j == b->count ? -1 : strcmp(a->at[i].name, b->at[j].name);
		const struct found *x = order <= 0 ? &a->at[i++] : NULL, *y = order >= 0 ? &b->at[j++] : NULL;
		const char *name = order <= 0 ? a->at[i - 1].name : b->at[j - 1].name;
		out->at[out->count++] = (struct pair){must_copy(name), path_of(x), path_of(y)};
	}
}

static bool is_folder(const char *path)
{
	struct stat s;
	return !stat(path, &s) && S_ISDIR(s.st_mode);
}

enum emend_status pairs_find(const char *a, const char *b, struct pairs *out, struct emend_error *error)
{
	struct folder x, y = {0};
	*out = (struct pairs){0};
	if (is_folder(a) != is_folder(b))
		return error_set(error, EMEND_BAD_OPTION,
				 "%s and %s: one is a folder and one is not: name two files, or two folders", a, b);
	if (!is_folder(a)) {
		out->at = must_alloc(1, sizeof *out->at);
		out->at[out->count++] = (struct pair){NULL, must_copy(a), must_copy(b)};
		return EMEND_OK;
	}
	enum emend_status status = folder_read(a, &x, error);
	if (status == EMEND_OK)
		status = folder_read(b, &y, error);
	if (status == EMEND_OK)
		pair_up(&x, &y, out);
	folder_release(&x);
	folder_release(&y);
	if (status == EMEND_OK && !out->count)
		return error_set(error, EMEND_BAD_INPUT, "%s and %s: have no readings in them", a, b);
	return status;
}

void pairs_release(struct pairs *pairs)
{
	for (int i = 0; i < pairs->count; i++) {
		free(pairs->at[i].name);
		free(pairs->at[i].a);
		free(pairs->at[i].b);
	}
	free(pairs->at);
	*pairs = (struct pairs){0};
}
