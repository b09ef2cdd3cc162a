/* Mapping files, and reading pipes into memory. */
#include "source/bytes.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* More than any scan: what a pipe brings beyond this is refused. */
static const size_t most_piped_bytes = (size_t)2 << 30;

const char *bytes_name(const char *path)
{
	return strcmp(path, "-") ? path : "standard input";
}

static enum emend_status cannot_read(struct emend_error *error, const char *path, int why)
{
	const char *advice = why == ENOENT   ? "; check the name"
			     : why == EACCES ? "; ask for the right to read it"
			     : why == EISDIR ? "; name the files in it, as in folder/*.tif"
					     : "";
	return error_set(error, EMEND_BAD_INPUT, "%s: cannot be read: %s%s", bytes_name(path), strerror(why), advice);
}

static enum emend_status read_pipe(int fd, const char *path, struct bytes *out, struct emend_error *error)
{
	size_t size = 1 << 20, n = 0;
	uint8_t *data = must_alloc(size, 1);
	for (;;) {
		ssize_t got = read(fd, data + n, size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || n > most_piped_bytes) {
			free(data);
			return got < 0 ? cannot_read(error, path, errno)
				       : error_set(error, EMEND_BAD_INPUT,
						   "%s: has more than 2 GiB; save it as a file and name that",
						   bytes_name(path));
		}
		if (!got)
			break;
		n += (size_t)got;
		if (n == size)
			data = must_realloc(data, size *= 2, 1);
	}
	*out = (struct bytes){.data = data, .size = n};
	return EMEND_OK;
}

static enum emend_status load(int fd, const char *path, struct bytes *out, struct emend_error *error)
{
	struct stat st;
	if (fstat(fd, &st))
		return cannot_read(error, path, errno);
	if (S_ISDIR(st.st_mode))
		return cannot_read(error, path, EISDIR);
	if (!S_ISREG(st.st_mode))
		return read_pipe(fd, path, out, error);
	if (st.st_size > 0) {
		void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (map == MAP_FAILED)
			return cannot_read(error, path, errno);
		*out = (struct bytes){.data = map, .size = (size_t)st.st_size, .mapped = true};
	}
	return EMEND_OK;
}

enum emend_status bytes_load(const char *path, struct bytes *out, struct emend_error *error)
{
	*out = (struct bytes){0};
	bool piped = !strcmp(path, "-");
	int fd = piped ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return cannot_read(error, path, errno);
	enum emend_status status = load(fd, path, out, error);
	if (!piped)
		close(fd);
	if (status == EMEND_OK && !out->size) {
		bytes_release(out);
		status = error_set(error, EMEND_BAD_INPUT, "%s: is empty; scan or copy it again", bytes_name(path));
	}
	return status;
}

void bytes_done(struct bytes b, size_t n)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	if (b.mapped)
		madvise((void *)(uintptr_t)b.data, n / page * page, MADV_DONTNEED);
}

void bytes_release(struct bytes *b)
{
	if (b->mapped)
		munmap((void *)(uintptr_t)b->data, b->size);
	else if (!b->borrowed)
		free((void *)(uintptr_t)b->data);
	*b = (struct bytes){0};
}
