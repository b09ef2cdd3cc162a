/* Starts, hears and ends processes: see pool.h. */
#include "batch/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A worker is renewed after so many tasks, so that what a library does not give back does not add up. */
enum { MOST_TASKS = 500 };

/* How often limits are looked at (ms). */
enum { TICK = 100 };

double pool_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void pool_init(struct pool *pool, int count)
{
	pool->count = count;
	pool->slots = must_alloc((size_t)count, sizeof *pool->slots);
}

/* Waits for the end of the process. What it has said last is still in the mailbox. */
static void reap(struct process *p, int *status)
{
	close(p->fd);
	while (waitpid(p->pid, status, 0) < 0 && errno == EINTR)
		;
	p->pid = 0;
}

static void forget(struct process *p)
{
	mailbox_release(&p->mail);
	free(p->task.inputs);
	*p = (struct process){0};
}

static void end_process(struct process *p)
{
	int status;
	if (p->pid) {
		kill(p->pid, SIGKILL);
		reap(p, &status);
	}
	forget(p);
}

void pool_release(struct pool *pool)
{
	for (int i = 0; i < pool->count; i++) {
		end_process(&pool->slots[i].worker);
		end_process(&pool->slots[i].writer);
	}
	free(pool->slots);
	*pool = (struct pool){0};
}

/* In the new process: closes what is its parent's, and dies with it. */
static void part_from_parent(const struct pool *pool, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1); /* it was too late for that */
	for (int i = 0; i < pool->count; i++) {
		if (pool->slots[i].worker.pid)
			close(pool->slots[i].worker.fd);
		if (pool->slots[i].writer.pid)
			close(pool->slots[i].writer.fd);
	}
	close(pool->job->lock);
	signal(SIGINT, SIG_IGN); /* of a terminal: the job ends its processes itself */
	signal(SIGTERM, SIG_DFL);
}

/* Has a process that has nothing to do ended all the same? It was killed, and is no fault of its next task. */
static void notice_end(struct process *p)
{
	char byte;
	if (p->pid && !recv(p->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT))
		end_process(p);
}

/* A worker has no file but its socket and the standard ones: the job database is not within its reach. */
static void close_all_but(int fd)
{
	close_range(STDERR_FILENO + 1, (unsigned)fd - 1, 0);
	close_range((unsigned)fd + 1, UINT_MAX, 0);
}

static bool start(struct pool *pool, struct process *p, const struct task *task)
{
	int ends[2];
	notice_end(p);
	if (p->pid)
		return true;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return false;
	fflush(NULL);
	pid_t parent = getpid(), pid = fork();
	if (!pid) {
		close(ends[0]);
		part_from_parent(pool, parent);
		if (task->inputs)
			finish_run(pool->finish, pool->job, task->inputs, task->count, ends[1]);
		close_all_but(ends[1]);
		worker_run(pool->worker, ends[1]);
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return false;
	}
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	*p = (struct process){.pid = pid, .fd = ends[0]};
	return true;
}

bool slot_is_busy(const struct slot *slot)
{
	return slot->worker.busy || slot->writer.busy;
}

bool pool_give(struct pool *pool, struct slot *slot, const struct task *task)
{
	struct process *p = task->inputs ? &slot->writer : &slot->worker;
	if (!start(pool, p, task))
		return false;
	p->task = *task;
	p->busy = true;
	p->heard = p->begun = pool_now();
	if (!task->inputs) /* a worker that is gone is found out when it is listened to */
		message_send(p->fd, &(struct message){
					    .kind = task->first ? TASK_PAGES : TASK_COUNT,
					    .input = task->input,
					    .first = task->first,
					    .count = task->count,
					    .rest = task->rest,
					    .parts = {[MESSAGE_TEXT] = str_of(pool->job->inputs[task->input].path)}});
	return true;
}

/* Resident megabytes of the process. */
static long memory_of(pid_t pid)
{
	char path[40], line[80] = "", *end;
	snprintf(path, sizeof path, "/proc/%ld/statm", (long)pid);
	FILE *f = fopen(path, "r");
	if (f && !fgets(line, sizeof line, f))
		*line = '\0';
	if (f)
		fclose(f);
	strtol(line, &end, 10); /* all of it */
	return strtol(end, NULL, 10) * sysconf(_SC_PAGESIZE) >> 20;
}

/* Ends the process where it is over a limit: of seconds since it said something, of megabytes. */
static void check_limits(const struct pool *pool, struct process *p, int megabytes)
{
	if (!p->busy || !p->pid || *p->ended)
		return;
	if (pool->page_timeout > 0 && pool_now() - p->heard > pool->page_timeout)
		snprintf(p->ended, sizeof p->ended, "took more than %g seconds; allow more with --page-timeout",
			 pool->page_timeout);
	else if (megabytes && memory_of(p->pid) > megabytes)
		snprintf(p->ended, sizeof p->ended, "needed more than %d megabytes; allow more with --page-memory",
			 megabytes);
	if (*p->ended)
		kill(p->pid, SIGKILL);
}

/*
 * Looks at the limits once a tick. Where much more has gone by, this process was itself stopped, as by a terminal, or
 * waited for the disk: that is nobody's fault.
 */
static void check_all_limits(struct pool *pool)
{
	double now = pool_now(), gone = now - pool->checked, tick = TICK / 1000.0;
	if (pool->checked > 0 && gone < tick)
		return;
	pool->checked = now;
	for (int i = 0; i < 2 * pool->count; i++) {
		struct slot *slot = &pool->slots[i / 2];
		struct process *p = i % 2 ? &slot->writer : &slot->worker;
		if (gone > 10 * tick)
			p->heard += gone < now - p->heard ? gone : now - p->heard;
		check_limits(pool, p, i % 2 ? 0 : pool->page_memory); /* many pages of a run need more than one */
	}
}

void pool_wait(struct pool *pool)
{
	struct pollfd *fds = must_alloc((size_t)pool->count, sizeof *fds);
	for (int i = 0; i < pool->count; i++) {
		const struct slot *s = &pool->slots[i];
		const struct process *p = s->writer.busy ? &s->writer : &s->worker;
		fds[i] = (struct pollfd){.fd = p->busy ? p->fd : -1, .events = POLLIN};
	}
	poll(fds, (nfds_t)pool->count, TICK);
	free(fds);
	check_all_limits(pool);
}

bool process_next(struct process *p, struct message *m)
{
	bool wrong = false;
	if (!p->busy)
		return false;
	if (mailbox_next(&p->mail, m, &wrong)) {
		p->heard = pool_now();
		return true;
	}
	if (wrong && p->pid)
		kill(p->pid, SIGKILL);
	return false;
}

/* How it ended, by its status. */
static void tell_end(const struct process *p, int status, char *why, size_t size)
{
	if (*p->ended)
		snprintf(why, size, "%s", p->ended);
	else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT)
		snprintf(why, size, "ended the process that read it, as want of memory does; see --page-memory");
	else if (WIFSIGNALED(status))
		snprintf(why, size, "ended the process that read it: %s (signal %d)", strsignal(WTERMSIG(status)),
			 WTERMSIG(status));
	else
		snprintf(why, size, "ended the process that read it, with exit status %d", WEXITSTATUS(status));
}

bool process_has_ended(struct process *p, char *why, size_t size)
{
	int status;
	if (!p->busy || !p->pid || mailbox_fill(&p->mail, p->fd))
		return false;
	kill(p->pid, SIGKILL); /* it may only have closed its end */
	reap(p, &status);
	tell_end(p, status, why, size);
	return true;
}

void process_rest(struct process *p)
{
	bool writes = p->task.inputs != NULL;
	int status;
	free(p->task.inputs);
	p->task.inputs = NULL;
	p->busy = false;
	if (p->pid && !writes && ++p->done < MOST_TASKS)
		return;
	if (p->pid)
		reap(p, &status); /* it ends by itself */
	forget(p);
}
