/* Running the command, and a folder to work in. */
#include "run.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena names; /* of this process: Criterion runs each test in one of its own */
static const char *folder;

static struct strbuf read_all(int fd)
{
	struct strbuf all = {0};
	char piece[65536];
	lseek(fd, 0, SEEK_SET);
	for (ssize_t n; (n = read(fd, piece, sizeof piece)) > 0;)
		strbuf_add(&all, (struct str){piece, (size_t)n});
	strbuf_add(&all, STR(""));
	return all;
}

static void feed(int fd, struct str input)
{
	signal(SIGPIPE, SIG_IGN); /* the command may end before it has read all */
	for (ssize_t n; input.n && (n = write(fd, input.s, input.n)) > 0;)
		input = str_skip(input, (size_t)n);
	close(fd);
}

static pid_t spawn(const char *const *args, int in, int out, int err)
{
	posix_spawn_file_actions_t actions;
	const char *root = getenv("EMEND_ROOT");
	pid_t pid;
	cr_assert(args[0] && root, "EMEND, EMEND_ROOT and EMEND_DATA are not set: use make run-tests");
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
	posix_spawn_file_actions_addchdir_np(&actions, root);
	int bad = posix_spawn(&pid, args[0], &actions, NULL, (char *const *)(uintptr_t)args, environ);
	posix_spawn_file_actions_destroy(&actions);
	cr_assert_eq(bad, 0, "%s cannot be run", args[0]);
	return pid;
}

static struct background start(const char *const *args, struct str input)
{
	struct background b = {.out = memfd_create("out", MFD_CLOEXEC), .err = memfd_create("err", MFD_CLOEXEC)};
	int in[2];
	cr_assert(b.out >= 0 && b.err >= 0 && !pipe2(in, O_CLOEXEC));
	b.pid = spawn(args, in[0], b.out, b.err);
	close(in[0]);
	feed(in[1], input);
	return b;
}

struct background start_command(const char *const *args)
{
	return start(args, STR(""));
}

bool has_said(const struct background *b, const char *text)
{
	char said[4096];
	ssize_t n = pread(b->err, said, sizeof said, 0);
	return n > 0 && memmem(said, (size_t)n, text, strlen(text));
}

struct run finish_command(struct background *b)
{
	int status;
	waitpid(b->pid, &status, 0);
	struct run r = {.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
			.out = read_all(b->out),
			.err = read_all(b->err)};
	close(b->out);
	close(b->err);
	return r;
}

struct run run_command(const char *const *args, struct str input)
{
	struct background b = start(args, input);
	return finish_command(&b);
}

/* The number in a file of /proc after the given count of words behind the last ")"; 0 where there is none. */
static long proc_number(const char *path, int words)
{
	char line[1024] = "", *at;
	FILE *f = fopen(path, "r");
	if (f && !fgets(line, sizeof line, f))
		*line = '\0';
	if (f)
		fclose(f);
	at = strrchr(line, ')');
	for (at = at ? at + 1 : line; words && at; words--)
		at = strchr(at + 1, ' ');
	return at ? strtol(at, NULL, 10) : 0;
}

int wait_for_child(int pid, int which, int milliseconds)
{
	enum { USER_TIME = 11, SYSTEM_TIME = 12 }; /* words behind the name in /proc/PID/stat */
	char children[60], stat[60];
	siginfo_t info = {0};
	snprintf(children, sizeof children, "/proc/%d/task/%d/children", pid, pid);
	while (!waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) && !info.si_pid) {
		int child = (int)proc_number(children, which);
		snprintf(stat, sizeof stat, "/proc/%d/stat", child);
		long ticks = child ? proc_number(stat, USER_TIME) + proc_number(stat, SYSTEM_TIME) : 0;
		if (child && ticks * 1000 / sysconf(_SC_CLK_TCK) >= milliseconds)
			return child;
		usleep(1000);
	}
	return 0;
}

void run_release(struct run *r)
{
	strbuf_release(&r->out);
	strbuf_release(&r->err);
}

struct strbuf run_ok(const char *const *args)
{
	struct run r = run_command(args, STR(""));
	cr_assert_eq(r.status, 0, "exit status %d: %s", r.status, r.err.s);
	cr_assert_str_empty(r.err.s);
	strbuf_release(&r.err);
	return r.out;
}

void expect_valid_json(const char *path, const char *schema)
{
	const char *const args[] = {"/usr/bin/python3",  "-W", "ignore", "-m", "jsonschema", "-i", path,
				    in_checkout(schema), NULL};
	struct run r = run_command(args, STR(""));
	cr_expect_eq(r.status, 0, "%s: %s%s", path, r.out.s, r.err.s);
	run_release(&r);
}

unsigned count_lines(struct str s)
{
	unsigned n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += s.s[i] == '\n';
	return n;
}

void scratch_make(void)
{
	char template[] = "/tmp/emend-tests-XXXXXX";
	cr_assert_not_null(mkdtemp(template));
	folder = arena_cstr(&names, str_of(template));
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st, (void)type, (void)where;
	return remove(path);
}

void scratch_remove(void)
{
	nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	arena_release(&names);
}

const char *scratch(const char *name)
{
	return arena_printf(&names, "%s/%s", folder, name).s;
}

const char *scratch_file(const char *name, struct str bytes)
{
	const char *path = scratch(name);
	FILE *f = fopen(path, "wb");
	cr_assert_not_null(f, "%s cannot be made", path);
	cr_assert_eq(fwrite(bytes.s, 1, bytes.n, f), bytes.n);
	cr_assert_eq(fclose(f), 0);
	return path;
}

int count_entries(const char *path)
{
	DIR *d = opendir(path);
	int n = 0;
	if (!d)
		return -1;
	for (const struct dirent *e; (e = readdir(d));)
		n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
	closedir(d);
	return n;
}

struct strbuf read_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	cr_assert_geq(fd, 0, "%s cannot be read", path);
	struct strbuf all = read_all(fd);
	close(fd);
	return all;
}

const char *in_checkout(const char *path)
{
	const char *root = getenv("EMEND_ROOT");
	cr_assert_not_null(root, "EMEND_ROOT is not set: use make run-tests");
	return arena_printf(&names, "%s/%s", root, path).s;
}
