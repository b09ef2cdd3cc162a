/* What a worker may not do, whatever an image makes its decoder do. */
#include "batch/confine.h"

#include "run.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(batch_confine, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

static long opens(const char *path, int flags)
{
	return open(path, flags | O_CLOEXEC, 0666);
}

/* Each gives -1 and sets errno to EPERM where the process is confined. */
static long try(int what, const char *path)
{
	static char *const words[] = {NULL};
	switch (what) {
	case 0: return opens(path, O_WRONLY);
	case 1: return opens(path, O_RDWR);
	case 2: return opens(path, O_RDONLY | O_TRUNC);
	case 3: return opens(path, O_RDONLY | O_CREAT);
	case 4: return opens("/tmp", O_WRONLY | O_TMPFILE);
	case 5: return creat(path, 0666);
	case 6: return unlink(path);
	case 7: return rename(path, path);
	case 8: return truncate(path, 0);
	case 9: return mkdir(path, 0777);
	case 10: return symlink("x", path);
	case 11: return link(path, path);
	case 12: return chmod(path, 0777);
	case 13: return utimes(path, NULL);
	case 14: return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	case 15: return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	case 16: return execve("/bin/true", words, words);
	case 17: return kill(getppid(), 0);
	case 18: return syscall(SYS_tgkill, getppid(), getppid(), 0);
	case 19: return syscall(SYS_pidfd_open, getppid(), 0);
	case 20: return syscall(SYS_memfd_create, "x", 0) >= 0 ? syscall(SYS_execveat, 0, path, words, words, 0) : -1;
	default: return 0;
	}
}
enum { TRIES = 21 };

/* In a process of its own, whose exit status is the number of the first try that did not fail so; 100: none. */
static void try_all(const char *path)
{
	char byte;
	if (!confine(0))
		_exit(101);
	for (int i = 0; i < TRIES; i++)
		if (errno = 0, try(i, path) != -1 || errno != EPERM)
			_exit(i);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	_exit(fd >= 0 && read(fd, &byte, 1) == 1 && byte == 'x' ? 100 : 102);
}

Test(batch_confine, a_worker_reads_and_does_nothing_else)
{
	const char *path = scratch_file("file", STR("x"));
	int status;
	pid_t pid = fork();
	if (!pid)
		try_all(path);
	waitpid(pid, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 101)
		cr_skip_test("this system has no seccomp");
	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 100, "%d, signal %d", WEXITSTATUS(status),
		  WTERMSIG(status));
	struct strbuf kept = read_file(path);
	cr_expect_str_eq(kept.s, "x");
	strbuf_release(&kept);
}

Test(batch_confine, a_worker_that_aborts_is_seen_to)
{
	int status;
	pid_t pid = fork();
	if (!pid) {
		confine(0);
		signal(SIGABRT, SIG_DFL);
		abort();
	}
	waitpid(pid, &status, 0);
	cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

#ifndef __SANITIZE_ADDRESS__
Test(batch_confine, memory_beyond_the_limit_is_refused)
{
	int status;
	pid_t pid = fork();
	if (!pid) {
		confine(64);
		void *small = malloc((size_t)8 << 20), *large = malloc((size_t)512 << 20);
		_exit(small && !large ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	cr_expect(WIFEXITED(status) && !WEXITSTATUS(status));
}
#endif
