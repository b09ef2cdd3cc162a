/* Finds the files of a job: see inputs.h. */
#include "batch/inputs.h"

#include "base/str.h"
#include "batch/natural.h"
#include "source/bytes.h"
#include "source/image_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const image_endings[] = {"tif", "tiff", "jpg", "jpeg", "png", "jp2", "webp",
					    "pnm", "pgm",  "ppm", "pbm",  "gif", "bmp", NULL};
static const char *const stored_endings[] = {"hocr", "html", "htm", "xhtml", "xml", "json", "txt", NULL};

/* A walk through one folder. */
struct walk {
	struct inputs *into;
	struct stat results; /* the folder for results; st_ino 0: there is none */
	bool images;         /* images are sought, not stored results */
};

void inputs_release(struct inputs *in)
{
	for (int i = 0; i < in->count; i++)
		free(in->paths[i]);
	free(in->paths);
	*in = (struct inputs){0};
}

void inputs_take(struct inputs *in, char *path)
{
	in->paths = must_realloc(in->paths, (size_t)in->count + 1, sizeof *in->paths);
	in->paths[in->count++] = path;
}

/* "./a//b/./c" as "a/b/c": one file is one input, however it is spelt; but "./-" is a file, and "-" is none. */
static void add(struct inputs *in, const char *path)
{
	char *plain = must_copy(path), *to = plain;
	for (const char *at = path; *at;) {
		bool begins = at == path || at[-1] == '/';
		if (begins && at[0] == '.' && at[1] == '/' && strcmp(at, "./-") && at[2])
			at += 2;
		else if (begins && at != path && *at == '/')
			at++;
		else
			*to++ = *at++;
	}
	*to = '\0';
	inputs_take(in, plain);
}

static bool ends_in(const char *path, const char *const *endings)
{
	const char *dot = strrchr(path, '.');
	for (; dot && *endings; endings++)
		if (!strcasecmp(dot + 1, *endings))
			return true;
	return false;
}

static bool begins_as_image(const char *path)
{
	uint8_t first[64];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = fd >= 0 ? read(fd, first, sizeof first) : 0;
	if (fd >= 0)
		close(fd);
	return n > 0 && image_file_sniff((struct bytes){.data = first, .size = (size_t)n});
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return natural_compare((*a)->d_name, (*b)->d_name);
}

static int is_seen(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void walk_folder(struct walk *w, const char *folder);

static void walk_entry(struct walk *w, const char *path)
{
	struct stat st, link;
	if (lstat(path, &link) || stat(path, &st))
		return;
	if (S_ISDIR(link.st_mode)) { /* links to folders are not followed: they may lead in a circle */
		if (st.st_ino != w->results.st_ino || st.st_dev != w->results.st_dev)
			walk_folder(w, path);
	} else if (S_ISREG(st.st_mode) && (w->images ? ends_in(path, image_endings) || begins_as_image(path)
						     : ends_in(path, stored_endings))) {
		add(w->into, path);
	}
}

static void walk_folder(struct walk *w, const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_seen, by_name);
	for (int i = 0; i < count; i++) {
		struct strbuf path = {0};
		strbuf_printf(&path, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/",
			      entries[i]->d_name);
		walk_entry(w, path.s);
		strbuf_release(&path);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

static void fail(struct inputs *in, const char *path, const char *why)
{
	struct emend_error error;
	error_set(&error, EMEND_BAD_INPUT, "%s: %s", path, why);
	in->tell(&error);
	in->failed++;
}

static void add_folder(struct inputs *in, const char *folder)
{
	struct walk w = {.into = in};
	int before = in->count;
	if (access(folder, R_OK | X_OK)) {
		fail(in, folder, "the folder may not be read");
		return;
	}
	if (in->results && stat(in->results, &w.results))
		w.results = (struct stat){0};
	for (int stored = 0; stored < 2 && in->count == before; stored++) {
		w.images = !stored;
		walk_folder(&w, folder);
	}
	if (in->count == before)
		fail(in, folder, "the folder has no scans and no stored pages in it");
}

void inputs_add(struct inputs *in, const char *argument)
{
	struct stat st;
	glob_t found;
	if (!stat(argument, &st) && S_ISDIR(st.st_mode)) {
		add_folder(in, argument);
		return;
	}
	if (!access(argument, F_OK) || !strpbrk(argument, "*?[") || glob(argument, GLOB_NOSORT, NULL, &found)) {
		add(in, argument); /* what is not there is told when it is opened */
		return;
	}
	for (size_t i = 0; i < found.gl_pathc; i++)
		inputs_add(in, found.gl_pathv[i]);
	globfree(&found);
}

void inputs_add_list(struct inputs *in, const char *list, char end)
{
	struct bytes bytes;
	struct emend_error error;
	if (bytes_load(list, &bytes, &error) != EMEND_OK) {
		in->tell(&error);
		in->failed++;
		return;
	}
	int before = in->count + in->failed;
	for (size_t at = 0; at < bytes.size;) {
		const char *name = (const char *)bytes.data + at, *stop = memchr(name, end, bytes.size - at);
		size_t n = stop ? (size_t)(stop - name) : bytes.size - at;
		at += n + 1;
		if (end == '\n' && n && name[n - 1] == '\r')
			n--;
		char *copy = strndup(name, n);
		if (copy && *copy)
			inputs_add(in, copy);
		free(copy);
	}
	bytes_release(&bytes);
	if (in->count + in->failed == before)
		fail(in, list, "the list names no file");
}

static int by_path(const void *a, const void *b)
{
	return natural_compare(*(char *const *)a, *(char *const *)b);
}

void inputs_sort(struct inputs *in)
{
	int kept = 0;
	if (in->count)
		qsort(in->paths, (size_t)in->count, sizeof *in->paths, by_path);
	for (int i = 0; i < in->count; i++) {
		if (kept && !strcmp(in->paths[kept - 1], in->paths[i]))
			free(in->paths[i]);
		else
			in->paths[kept++] = in->paths[i];
	}
	in->count = kept;
}
