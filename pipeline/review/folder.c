/* Lists and loads the pages of a folder. */
#include "review/folder.h"

#include "source/bytes.h"
#include "source/json_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders in folders; more of them are no order that a person made. */
enum { MOST_DEPTH = 16 };

/* JSON of one file: a thousand pages of books. */
static const off_t most_json_bytes = (off_t)2 << 30;

static void add_file(struct folder *f, const char *path)
{
	f->files = arena_grow(&f->arena, f->files, f->file_count, sizeof *f->files);
	f->files[f->file_count++] = arena_cstr(&f->arena, str_of(path));
}

static bool is_json(const char *path)
{
	return str_ends(str_of(path), STR(".json"));
}

/* Adds the JSON files below the folder of that descriptor, which it closes; prefix is its path, "" or "b/". */
static void list_folder(struct folder *f, int fd, const char *prefix, int depth)
{
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (!dir && fd >= 0)
		close(fd);
	for (const struct dirent *entry; dir && (entry = readdir(dir));) {
		struct stat st;
		if (entry->d_name[0] == '.' || fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW))
			continue;
		struct strbuf path = {0};
		strbuf_printf(&path, "%s%s", prefix, entry->d_name);
		if (S_ISREG(st.st_mode) && is_json(path.s)) {
			add_file(f, path.s);
		} else if (S_ISDIR(st.st_mode) && depth < MOST_DEPTH) {
			strbuf_byte(&path, '/');
			list_folder(f, openat(fd, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC),
				    path.s, depth + 1);
		}
		strbuf_release(&path);
	}
	if (dir)
		closedir(dir);
}

static int compare_names(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;
	return strverscmp(*x, *y);
}

static const char *full_path(const struct folder *f, uint32_t file, struct arena *arena)
{
	return arena_cstr(arena, arena_printf(arena, "%s/%s", f->path, f->files[file]));
}

/* Takes the file in, which must still lie in the folder. The path is the arena's. */
static enum emend_status load_bytes(const struct folder *f, uint32_t file, struct arena *arena, struct bytes *bytes,
				    struct emend_error *error)
{
	char real[PATH_MAX];
	const char *path = full_path(f, file, arena);
	struct stat st;
	*bytes = (struct bytes){0};
	if (!realpath(path, real) || strcmp(real, path) != 0 || lstat(path, &st) || !S_ISREG(st.st_mode))
		return error_set(error, EMEND_BAD_INPUT, "%s: is no longer a file of the folder", f->files[file]);
	if (st.st_size > most_json_bytes)
		return error_set(error, EMEND_BAD_INPUT, "%s: has more than 2 GiB; restore fewer pages into a file",
				 f->files[file]);
	return bytes_load(path, bytes, error);
}

static void add_page(struct folder *f, uint32_t file, uint32_t place, uint32_t number)
{
	f->pages = arena_grow(&f->arena, f->pages, f->page_count, sizeof *f->pages);
	f->pages[f->page_count++] = (struct folder_page){file, place, number};
}

/* The number of the page that the line has, or 0 where it does not begin as emend begins one. */
static uint32_t number_of_line(struct str line)
{
	const struct str beginning = STR("{\"number\":");
	uint64_t n = 0;
	if (!str_starts(line, beginning))
		return 0;
	for (size_t i = beginning.n; i < line.n && line.s[i] >= '0' && line.s[i] <= '9' && n < INT32_MAX; i++)
		n = n * 10 + (uint64_t)(line.s[i] - '0');
	return n < INT32_MAX ? (uint32_t)n : 0;
}

/*
 * A file as emend writes it, a page a line: {"format":"emend/1",…,"pages":[ and the pages, and ]}. So one page of many
 * is found, and all are counted, without parsing the whole.
 */
struct lines {
	struct str head, rest; /* the first line, and those that were not taken yet */
};

static struct str take_line(struct str *rest)
{
	const char *end = rest->n ? memchr(rest->s, '\n', rest->n) : NULL;
	struct str line = {rest->s, end ? (size_t)(end - rest->s) : rest->n};
	*rest = str_skip(*rest, line.n + 1);
	return line;
}

/* False where the file was written otherwise. */
static bool lines_begin(struct bytes bytes, struct lines *l)
{
	l->rest = (struct str){(const char *)bytes.data, bytes.size};
	bool ours = str_ends(l->rest, STR("\n]}\n"));
	l->head = take_line(&l->rest);
	return ours && str_starts(l->head, STR("{\"format\":\"emend/1\",")) && str_ends(l->head, STR("\"pages\":["));
}

/* The next page's line, without the comma behind it; empty after the last. */
static struct str lines_next(struct lines *l)
{
	struct str line = take_line(&l->rest);
	if (str_equal(line, STR("]}")))
		return (struct str){0};
	return str_chop(line, str_ends(line, STR(",")));
}

/* Adds the pages; false, and none is added, where a line does not begin as emend begins one. */
static bool add_lines(struct folder *f, uint32_t file, struct bytes bytes)
{
	struct lines lines;
	uint32_t before = f->page_count;
	bool ours = lines_begin(bytes, &lines);
	for (struct str line; ours && (line = lines_next(&lines)).n;) {
		uint32_t number = number_of_line(line);
		ours = number != 0;
		add_page(f, file, f->page_count - before, number);
	}
	if (!ours)
		f->page_count = before;
	return ours;
}

/* The document with this one of its pages alone; empty where the file was written otherwise. */
static struct strbuf document_of(struct bytes bytes, uint32_t place)
{
	struct strbuf document = {0};
	struct lines lines;
	struct str line = {0};
	bool ours = lines_begin(bytes, &lines);
	for (uint32_t i = 0; ours && i <= place; i++) {
		line = lines_next(&lines);
		ours = number_of_line(line) != 0;
	}
	if (!ours)
		return document;
	strbuf_add(&document, lines.head);
	strbuf_add(&document, line);
	strbuf_add(&document, STR("]}"));
	return document;
}

/* Adds the pages of the file, if it is one of emend's. */
static void add_pages(struct folder *f, uint32_t file)
{
	struct arena arena = {0};
	struct bytes bytes;
	struct json_file *json = NULL;
	struct emend_error error;
	enum emend_status status = load_bytes(f, file, &arena, &bytes, &error);
	if (status == EMEND_OK && !add_lines(f, file, bytes)) {
		status = json_file_open(f->files[file], bytes, &json, &error);
		for (int i = 0; status == EMEND_OK && i < json_file_page_count(json); i++)
			add_page(f, file, (uint32_t)i, json_file_page_number(json, i));
	}
	json_file_close(json);
	bytes_release(&bytes);
	arena_release(&arena);
}

static enum emend_status find_real(const char *path, struct folder *f, const char **out, struct emend_error *error)
{
	char real[PATH_MAX];
	struct stat st;
	if (!realpath(path, real) || stat(real, &st))
		return error_set(error, EMEND_BAD_INPUT, "%s: cannot be read: %s; check the name", path,
				 strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return error_set(error, EMEND_BAD_INPUT, "%s: is no folder; name the one that it is in", path);
	*out = arena_cstr(&f->arena, str_of(real));
	return EMEND_OK;
}

enum emend_status folder_open(const char *path, const char *scans, struct folder *out, struct emend_error *error)
{
	struct folder *f = out;
	*f = (struct folder){0};
	enum emend_status status = find_real(path, f, &f->path, error);
	if (status == EMEND_OK && scans)
		status = find_real(scans, f, &f->scans, error);
	if (status == EMEND_OK) {
		list_folder(f, open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "", 0);
		if (f->file_count)
			qsort(f->files, f->file_count, sizeof *f->files, compare_names);
		for (uint32_t i = 0; i < f->file_count; i++)
			add_pages(f, i);
		if (!f->page_count)
			status = error_set(error, EMEND_BAD_INPUT,
					   "%s: has no pages; write some with 'emend restore -f json -o %s'", path,
					   path);
	}
	if (status != EMEND_OK)
		folder_close(f);
	return status;
}

void folder_close(struct folder *f)
{
	arena_release(&f->arena);
	*f = (struct folder){0};
}

struct page_key folder_key(const struct folder *f, uint32_t page)
{
	return (struct page_key){str_of(f->files[f->pages[page].file]), f->pages[page].place};
}

bool folder_state(const struct folder *f, uint32_t page, struct file_state *out)
{
	struct arena arena = {0};
	struct stat st;
	bool there = !lstat(full_path(f, f->pages[page].file, &arena), &st);
	if (there)
		*out = (struct file_state){.size = st.st_size,
					   .seconds = st.st_mtim.tv_sec,
					   .nanoseconds = st.st_mtim.tv_nsec,
					   .inode = st.st_ino};
	arena_release(&arena);
	return there;
}

/* Takes the page in from the document, in which it stands at that place. */
static enum emend_status load_page(const char *file, struct bytes bytes, uint32_t place, struct page *out,
				   struct str *source, struct emend_error *error)
{
	struct json_file *json;
	enum emend_status status = json_file_open(file, bytes, &json, error);
	if (status != EMEND_OK)
		return status;
	status = json_file_page(json, (int)place, out, error);
	if (status == EMEND_OK)
		*source = arena_str(&out->arena, str_of(json_file_source(json)));
	json_file_close(json);
	return status;
}

enum emend_status folder_load(const struct folder *f, uint32_t page, struct page *out, struct str *source,
			      struct emend_error *error)
{
	struct arena arena = {0};
	struct bytes bytes;
	const struct folder_page *p = &f->pages[page];
	page_init(out);
	enum emend_status status = load_bytes(f, p->file, &arena, &bytes, error);
	if (status == EMEND_OK) {
		struct strbuf one = document_of(bytes, p->place);
		struct bytes alone = {.data = (const uint8_t *)one.s, .size = one.n};
		status = load_page(f->files[p->file], one.n ? alone : bytes, one.n ? 0 : p->place, out, source, error);
		strbuf_release(&one);
	}
	if (status != EMEND_OK)
		page_release(out);
	bytes_release(&bytes);
	arena_release(&arena);
	return status;
}

/* Does the path lead into the folder, also when its links are followed? Then it is given without them. */
static const char *inside(const char *root, const char *path, struct arena *arena)
{
	char real[PATH_MAX];
	struct stat st;
	size_t n = root ? strlen(root) : 0;
	if (!root || !realpath(path, real) || strncmp(real, root, n) != 0 || (real[n] != '/' && n > 1) ||
	    stat(real, &st) || !S_ISREG(st.st_mode))
		return NULL;
	return arena_cstr(arena, str_of(real));
}

const char *folder_scan(const struct folder *f, uint32_t page, const struct page *of, struct str source,
			struct arena *arena)
{
	const char *json = full_path(f, f->pages[page].file, arena);
	struct str named = of->image.n ? of->image : source;
	const char *name = arena_cstr(arena, named), *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
	struct str beside = {json, (size_t)(strrchr(json, '/') - json)};
	const struct str roots[] = {beside, str_of(f->path), str_of(f->scans)};
	const char *const names[] = {name, base};
	const char *found = NULL;
	if (*name == '/')
		found = inside(f->path, name, arena);
	if (*name == '/' && !found)
		found = inside(f->scans, name, arena);
	for (int i = 0; i < 6 && !found && *base; i++) {
		struct str root = roots[i / 2];
		const char *path = arena_cstr(arena, arena_printf(arena, "%.*s/%s", STR_ARG(root), names[i % 2]));
		if (root.n)
			found = inside(i / 2 == 2 ? f->scans : f->path, path, arena);
	}
	return found;
}
