/* Results to standard output or into files that are whole or absent. */
#include "batch/output.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The last `folders` folders of path and its file name, with its extension or without, as a malloc'ed string. */
static char *name_of(const char *path, int folders, bool extension)
{
	if (!strcmp(path, "-"))
		return must_copy("stdin");
	const char *begin = path + strlen(path), *dot = NULL;
	for (int slashes = 0; begin > path; begin--) {
		if (begin[-1] == '.' && !dot && !slashes)
			dot = begin - 1;
		if (begin[-1] == '/' && slashes++ == folders)
			break;
	}
	for (const char *up; (up = strstr(begin, "../"));)
		begin = up + 3; /* results never leave their folder */
	while (*begin == '/' || !strncmp(begin, "./", 2))
		begin++;
	char *name = must_copy(begin);
	if (!extension && dot > begin && dot[-1] != '/')
		name[dot - begin] = '\0';
	return name;
}

struct named {
	const char *name, *input;
};

static int compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	return order ? order : strcmp(x->input, y->input);
}

/* Do different inputs have different names? An input that is named twice gives the same result twice. */
static bool all_differ(char *const *names, char *const *inputs, int count)
{
	struct named *sorted = must_alloc((size_t)count, sizeof *sorted);
	bool differ = true;
	for (int i = 0; i < count; i++)
		sorted[i] = (struct named){names[i], inputs[i]};
	qsort(sorted, (size_t)count, sizeof *sorted, compare_named);
	for (int i = 1; i < count; i++)
		differ = differ &&
			 (strcmp(sorted[i - 1].name, sorted[i].name) || !strcmp(sorted[i - 1].input, sorted[i].input));
	free(sorted);
	return differ;
}

char **output_names(char *const *inputs, int count)
{
	enum { MOST_FOLDERS = 32 };
	char **names = must_alloc((size_t)count, sizeof *names);
	for (int extension = 0; extension < 2; extension++)
		for (int folders = 0; folders < MOST_FOLDERS; folders++) {
			for (int i = 0; i < count; i++) {
				free(names[i]);
				names[i] = name_of(inputs[i], folders, extension);
			}
			if (all_differ(names, inputs, count))
				return names;
		}
	return names; /* only for paths such as a//b and a/b, where the later result replaces the same */
}

bool make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		bool bad = mkdir(path, 0777) && errno != EEXIST;
		*slash = '/';
		if (bad)
			return false;
	}
	return true;
}

static char *joined_path(const char *folder, const char *name, const char *extension, const char *ending)
{
	struct strbuf b = {0};
	strbuf_printf(&b, "%s/%s%s%s", folder, name, extension, ending);
	return b.s;
}

/* Opens folder/name.extension under its temporary name: beside its place, or in the folder for such files. */
static enum emend_status open_file(struct output_file *f, const char *temporary, const char *folder, const char *name,
				   const char *extension, struct emend_error *error)
{
	*f = (struct output_file){.path = joined_path(folder, name, extension, ""),
				  .temporary = temporary ? joined_path(temporary, "XXXXXX", "", "")
							 : joined_path(folder, name, extension, ".XXXXXX")};
	int fd = make_folders(f->path) && make_folders(f->temporary) ? mkstemp(f->temporary) : -1;
	if (fd < 0) {
		int why = errno;
		free(f->temporary);
		f->temporary = NULL;
		return error_set(error, EMEND_BAD_OUTPUT, "%s: cannot be written: %s", f->path, strerror(why));
	}
	mode_t mask = umask(0);
	umask(mask);
	fchmod(fd, 0666 & ~mask);
	f->stream = fdopen(fd, "w");
	return EMEND_OK;
}

/* Brings what was written to the disk, and closes the file: true where that failed. */
static bool end_stream(FILE *stream)
{
	bool bad = fflush(stream) || fsync(fileno(stream));
	return fclose(stream) || bad;
}

/*
 * Closes the file, renames or removes it, and frees its names. Standard output is left open. files: gets its path, when
 * it is in place; NULL: nobody asks.
 */
static enum emend_status close_file(struct output_file *f, bool keep, struct strbuf *files, struct emend_error *error)
{
	enum emend_status status = EMEND_OK;
	if (f->temporary) {
		bool bad = f->stream && end_stream(f->stream);
		if (keep && !bad)
			bad = rename(f->temporary, f->path) != 0;
		if (keep && bad)
			status = error_set(error, EMEND_BAD_OUTPUT, "%s: cannot be written: %s", f->path,
					   strerror(errno));
		if (!keep || bad)
			unlink(f->temporary);
		else if (files)
			strbuf_add(files, (struct str){f->path, strlen(f->path) + 1});
	}
	free(f->path);
	free(f->temporary);
	*f = (struct output_file){0};
	return status;
}

struct format_query {
	const char *name;
	struct emend_format *format;
};

static void match_format(void *context, const struct emend_format *format)
{
	struct format_query *q = context;
	if (!strcmp(format->name, q->name))
		*q->format = *format;
}

const char *format_between(const char *name)
{
	struct emend_format format = {0};
	emend_list_formats(match_format, &(struct format_query){name, &format});
	return format.between;
}

static bool is_same_file(const char *a, const char *b)
{
	struct stat x, y;
	return !stat(a, &x) && !stat(b, &y) && x.st_ino == y.st_ino && x.st_dev == y.st_dev;
}

enum emend_status output_check(const struct output_options *options, const char *name, const char *input,
			       struct emend_error *error)
{
	enum emend_status status = EMEND_OK;
	for (int i = 0; i < options->format_count && options->folder && status == EMEND_OK; i++) {
		struct emend_format format = {0};
		emend_list_formats(match_format, &(struct format_query){options->formats[i], &format});
		char *path = joined_path(options->folder, name, format.extension, "");
		if (is_same_file(path, input))
			status = error_set(error, EMEND_BAD_OPTION,
					   "%s: its result would replace it; name another folder with --output", input);
		free(path);
	}
	return status;
}

bool output_is_page(const struct output_options *options, const char *name, const char *path)
{
	char *document = joined_path(options->folder, name, "", "");
	size_t n = strlen(document);
	const char *rest = strncmp(path, document, n) ? "" : path + n;
	bool is_page = false;
	if (*rest == '-')
		rest += 1 + strspn(rest + 1, "0123456789");
	for (int i = 0; i < options->format_count; i++) {
		struct emend_format format = {0};
		emend_list_formats(match_format, &(struct format_query){options->formats[i], &format});
		is_page = is_page || (format.one_page && !strcmp(rest, format.extension));
	}
	free(document);
	return is_page;
}

static enum emend_status begin_format(struct output *o, const char *name, int pages, struct emend_error *error)
{
	struct output_document *d = &o->documents[o->count++];
	const char *folder = o->options->folder;
	enum emend_status status = EMEND_OK;
	*d = (struct output_document){.file.stream = stdout};
	emend_list_formats(match_format, &(struct format_query){name, &d->format});
	if (d->format.one_page && folder)
		return EMEND_OK;
	if (d->format.one_page && pages > 1)
		return error_set(error, EMEND_BAD_OPTION,
				 "%s: has %d pages, and a file of the format '%s' holds one: name a folder with "
				 "--output, for a file a page",
				 o->writer.source, pages, name);
	if (folder)
		status = open_file(&d->file, o->options->temporary, folder, o->name, d->format.extension, error);
	if (status == EMEND_OK)
		status = emend_writer_new(name, &o->writer, d->file.stream, &d->writer, error);
	return status;
}

enum emend_status output_begin(struct output *o, const struct output_options *options, const char *source,
			       const char *name, int pages, struct emend_error *error)
{
	enum emend_status status = EMEND_OK;
	*o = (struct output){.options = options, .name = name, .writer = options->writer, .expected = pages};
	o->writer.source = source;
	for (int i = 0; i < options->format_count && status == EMEND_OK; i++)
		status = begin_format(o, options->formats[i], pages, error);
	if (status != EMEND_OK) {
		struct emend_error other;
		output_end(o, false, &other);
	}
	return status;
}

enum emend_status output_picture(struct output *o, const struct emend_page *page, struct emend_error *error)
{
	struct output_file file;
	struct emend_error other;
	char extension[32];
	if (!o->options->pictures)
		return EMEND_OK;
	snprintf(extension, sizeof extension, "-%d.png", ++o->pictures);
	enum emend_status status = open_file(&file, NULL, o->options->pictures, o->name, extension, error);
	if (status == EMEND_OK)
		status = emend_draw(page, file.stream, error);
	enum emend_status closed = close_file(&file, status == EMEND_OK, NULL, status == EMEND_OK ? error : &other);
	return status == EMEND_OK ? closed : status;
}

/* Writes a page to a file of its own, with its number in the name. */
static enum emend_status write_page(struct output *o, struct output_document *d, const struct emend_page *page,
				    struct emend_error *error)
{
	struct strbuf name = {0};
	struct emend_writer *writer;
	d->pages = must_realloc(d->pages, (size_t)d->page_count + 1, sizeof *d->pages);
	struct output_file *f = &d->pages[d->page_count++];
	strbuf_printf(&name, "%s-%04u", o->name, emend_page_number(page));
	enum emend_status status =
		open_file(f, o->options->temporary, o->options->folder, name.s, d->format.extension, error);
	strbuf_release(&name);
	if (status == EMEND_OK)
		status = emend_writer_new(d->format.name, &o->writer, f->stream, &writer, error);
	if (status == EMEND_OK) {
		emend_writer_page(writer, page);
		status = emend_writer_finish(writer, error);
	}
	if (f->stream && end_stream(f->stream) && status == EMEND_OK)
		status = error_set(error, EMEND_BAD_OUTPUT, "%s: cannot be written: %s", f->path, strerror(errno));
	f->stream = NULL;
	return status;
}

void output_page(struct output *o, const struct emend_page *page)
{
	for (int i = 0; i < o->count && o->error.status == EMEND_OK; i++) {
		struct output_document *d = &o->documents[i];
		if (d->writer)
			emend_writer_page(d->writer, page);
		else
			write_page(o, d, page, &o->error);
	}
}

/*
 * Ends a document and puts its files into place, or removes them. A page that is alone has no number in its name; what
 * is left of several has.
 */
static enum emend_status end_document(struct output *o, struct output_document *d, bool keep, struct emend_error *error)
{
	enum emend_status status = d->writer ? emend_writer_finish(d->writer, error) : EMEND_OK;
	struct emend_error other;
	if (d->page_count == 1 && o->expected <= 1) {
		free(d->pages->path);
		d->pages->path = joined_path(o->options->folder, o->name, d->format.extension, "");
	}
	enum emend_status closed =
		close_file(&d->file, keep && status == EMEND_OK, o->files, status == EMEND_OK ? error : &other);
	status = status == EMEND_OK ? closed : status;
	for (int i = 0; i < d->page_count; i++) {
		closed = close_file(&d->pages[i], keep && status == EMEND_OK, o->files,
				    status == EMEND_OK ? error : &other);
		status = status == EMEND_OK ? closed : status;
	}
	free(d->pages);
	return status;
}

enum emend_status output_end(struct output *o, bool keep, struct emend_error *error)
{
	enum emend_status status = o->error.status;
	struct emend_error other;
	if (status != EMEND_OK)
		*error = o->error;
	for (int i = 0; i < o->count; i++) {
		bool good = status == EMEND_OK;
		enum emend_status one = end_document(o, &o->documents[i], keep && good, good ? error : &other);
		status = good ? one : status;
	}
	*o = (struct output){0};
	return status;
}

void output_drop_unfinished(const char *folder)
{
	DIR *dir = opendir(folder);
	for (const struct dirent *e; dir && (e = readdir(dir));)
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			unlinkat(dirfd(dir), e->d_name, 0);
	if (dir)
		closedir(dir);
	rmdir(folder);
}
