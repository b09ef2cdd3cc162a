/* Starts, hears and ends processes: see pool.h. */
#include "batch/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
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

static void forget(struct process *p)
{
	if (p->pid)
		close(p->fd);
	mailbox_release(&p->mail);
	free(p->task.inputs);
	*p = (struct process){0};
}

static void end(struct process *p)
{
	if (p->pid) {
		kill(p->pid, SIGKILL);
		waitpid(p->pid, NULL, 0);
	}
	forget(p);
}

void pool_release(struct pool *pool)
{
	for (int i = 0; i < pool->count; i++) {
		end(&pool->slots[i].worker);
		end(&pool->slots[i].writer);
	}
	free(pool->slots);
	*pool = (struct pool){0};
}

/* In the new process: closes what is its parent's. */
static void part_from_parent(const struct pool *pool)
{
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

static bool start(struct pool *pool, struct process *p, const struct task *task)
{
	int ends[2];
	if (p->pid)
		return true;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return false;
	fflush(NULL);
	pid_t pid = fork();
	if (!pid) {
		close(ends[0]);
		part_from_parent(pool);
		if (task->inputs)
			finish_run(pool->finish, pool->job, task->inputs, task->count, ends[1]);
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

/* Ends the process where it is over a limit. */
static void check_limits(const struct pool *pool, struct process *p)
{
	if (!p->busy || *p->ended)
		return;
	if (pool->page_timeout > 0 && pool_now() - p->heard > pool->page_timeout)
		snprintf(p->ended, sizeof p->ended, "took more than %g seconds; allow more with --page-timeout",
			 pool->page_timeout);
	else if (pool->page_memory && memory_of(p->pid) > pool->page_memory)
		snprintf(p->ended, sizeof p->ended, "needed more than %d megabytes; allow more with --page-memory",
			 pool->page_memory);
	if (*p->ended)
		kill(p->pid, SIGKILL);
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
	for (int i = 0; i < pool->count; i++)
		check_limits(pool, &pool->slots[i].worker);
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
	if (wrong)
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
	if (!p->busy || mailbox_fill(&p->mail, p->fd))
		return false;
	kill(p->pid, SIGKILL); /* it may only have closed its end */
	while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
		;
	tell_end(p, status, why, size);
	return true;
}

void process_rest(struct process *p)
{
	bool writes = p->task.inputs != NULL;
	free(p->task.inputs);
	p->task.inputs = NULL;
	p->busy = false;
	if (!writes && ++p->done < MOST_TASKS)
		return;
	close(p->fd); /* it ends by itself */
	waitpid(p->pid, NULL, 0);
	p->pid = 0;
	forget(p);
}
