/* Many pages, and what goes wrong meanwhile: processes that are killed, hang or take too much, disks that are full. */
#include "pictures.h"
#include "run.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(batch_faults, .timeout = 240, .init = scratch_make, .fini = scratch_remove);

#ifdef __SANITIZE_ADDRESS__
enum { PICTURES = 8, KILLS = 6, SLOWER = 6 };
#else
enum { PICTURES = 20, KILLS = 20, SLOWER = 1 };
#endif

/* A folder with so many pictures, a TIFF of three pages; and stored text of several pages beside it. */
static void make_scans(int pictures)
{
	PIX *pix = picture_of_text();
	cr_assert_eq(mkdir(scratch("scans"), 0777), 0);
	for (int i = 0; i < pictures; i++) {
		char name[40];
		snprintf(name, sizeof name, "scans/%d.png", i + 1);
		picture_file(name, pix, IFF_PNG);
	}
	for (int i = 0; i < 3; i++)
		pixWriteTiff(scratch("scans/three.tif"), pix, IFF_TIFF_G4, i ? "a" : "w");
	pixDestroy(&pix);
}

static bool is_kept(const char *name)
{
	return strcmp(name, ".") && strcmp(name, "..") && strncmp(name, "emend.db", 8) &&
	       strcmp(name, ".emend-unfinished");
}

/* All results that are there are those of the undisturbed run; gives how many there are. */
static int expect_results(const char *folder, const char *reference)
{
	DIR *dir = opendir(scratch(folder));
	int count = 0;
	for (const struct dirent *e; dir && (e = readdir(dir));) {
		char a[400], b[400];
		if (!is_kept(e->d_name))
			continue;
		snprintf(a, sizeof a, "%s/%s", folder, e->d_name);
		snprintf(b, sizeof b, "%s/%s", reference, e->d_name);
		struct strbuf x = read_file(scratch(a)), y = read_file(scratch(b));
		cr_expect(str_equal(strbuf_str(&x), strbuf_str(&y)), "%s is not %s", a, b);
		strbuf_release(&x);
		strbuf_release(&y);
		count++;
	}
	if (dir)
		closedir(dir);
	return count;
}

/* The folder holds all results of the reference, the job database, and nothing else. */
static void expect_whole(const char *folder, const char *reference)
{
	int results = expect_results(folder, reference);
	cr_expect_eq(count_entries(scratch(folder)), results + 1, "%s: %d entries", folder,
		     count_entries(scratch(folder)));
	cr_expect_eq(count_entries(scratch(reference)), results + 1);
	cr_expect_eq(access(scratch("out/emend.db"), F_OK), 0);
}

/* What the command gives undisturbed, in the folder "reference". */
static void make_reference(void)
{
	struct strbuf out =
		OUTPUT_OF("restore", scratch("scans"), "-o", scratch("reference"), "-j2", "-f", "txt,json,page");
	strbuf_release(&out);
}
#define RESTORE(...) "restore", scratch("scans"), "-o", scratch("out"), "-f", "txt,json,page", __VA_ARGS__

Test(batch_faults, a_job_that_is_killed_goes_on_where_it_was)
{
	make_scans(PICTURES);
	unsigned seed = 8;
	make_reference();
	for (int i = 0; i < KILLS; i++) {
		struct background b = START(RESTORE("-j2"));
		seed = seed * 1103515245 + 12345;
		usleep((seed >> 16) % 150000 * SLOWER);
		kill(b.pid, SIGKILL);
		struct run r = finish_command(&b);
		cr_expect(r.status == 128 + SIGKILL || r.status == 0);
		cr_expect_eq(r.err.n, 0, "%s", r.err.s);
		run_release(&r);
		expect_results("out", "reference");
	}
	struct strbuf out = OUTPUT_OF(RESTORE("-j2"));
	strbuf_release(&out);
	expect_whole("out", "reference");
}

/* A first page that takes long, since it is the same lines many times, and others. */
static void make_slow_scans(void)
{
	enum { TIMES = 8 };
	make_scans(2);
	PIX *pix = picture_of_text();
	int width = pixGetWidth(pix), height = pixGetHeight(pix);
	PIX *page = pixCreate(width, TIMES * height, 1);
	pixCopyResolution(page, pix);
	for (int i = 0; i < TIMES; i++)
		pixRasterop(page, 0, i * height, width, height, PIX_SRC, pix, 0, 0);
	picture_file("scans/0.png", page, IFF_PNG);
	pixDestroy(&page);
	pixDestroy(&pix);
}

/* Signals a worker that has used so many ms of processor time; gives its number. */
static int signal_worker(const struct background *b, int milliseconds, int signal)
{
	int worker = wait_for_child(b->pid, 0, milliseconds);
	cr_assert_gt(worker, 0, "the command has ended");
	kill(worker, signal);
	return worker;
}

enum { AT_WORK = 250 }; /* ms of processor time: the worker has begun to read the page */

Test(batch_faults, a_page_whose_worker_is_killed_is_tried_once_more)
{
	make_slow_scans();
	make_reference();
	struct background b = START(RESTORE("-j1"));
	signal_worker(&b, AT_WORK, SIGKILL);
	struct run r = finish_command(&b);
	cr_expect_eq(r.status, 0);
	cr_expect(strstr(r.err.s, "scans/0.png: ended the process that read it: Killed (signal 9); it is tried once "
				  "more\n"),
		  "%s", r.err.s);
	cr_expect_eq(count_lines(strbuf_str(&r.err)), 1, "%s", r.err.s);
	run_release(&r);
	expect_whole("out", "reference");
}

Test(batch_faults, a_page_that_kills_two_workers_has_failed)
{
	make_slow_scans();
	make_reference();
	struct background b = START(RESTORE("-j1"));
	/* The first may still be counting the pages, and is then no fault of the page. */
	static const char failed[] = "scans/0.png: ended the process that read it: Killed (signal 9)\n";
	for (int worker; (worker = wait_for_child(b.pid, 0, AT_WORK)) && !has_said(&b, failed);) {
		kill(worker, SIGKILL);
		while (!kill(worker, 0))
			usleep(1000);
	}
	struct run r = finish_command(&b);
	cr_expect_eq(r.status, 1);
	run_release(&r);
	cr_expect_eq(expect_results("out", "reference"), 2 * 3 + 5, "of two pictures and a TIFF of three pages");
	struct strbuf out = OUTPUT_OF(RESTORE("-j1"));
	strbuf_release(&out);
	expect_whole("out", "reference");
}

Test(batch_faults, a_worker_that_hangs_is_ended)
{
	make_scans(2);
	make_reference();
	struct background b = START(RESTORE("-j1", "--page-timeout", SLOWER > 1 ? "10" : "3"));
	signal_worker(&b, 0, SIGSTOP);
	struct run r = finish_command(&b);
	cr_expect_eq(r.status, 0);
	cr_expect_not_null(strstr(r.err.s, "seconds; allow more with --page-timeout; it is tried once more"), "%s",
			   r.err.s);
	run_release(&r);
	expect_whole("out", "reference");
}

Test(batch_faults, a_process_that_hangs_while_it_writes_is_ended)
{
	struct strbuf text = {0};
	for (int i = 0; i < 400; i++)
		strbuf_printf(&text, "%sPage %d has a line of words.\n", i ? "\f" : "", i);
	scratch_file("pages.txt", strbuf_str(&text));
	struct background b = START("restore", scratch("pages.txt"), "-o", scratch("out"), "-j1", "-f", "page",
				    "--page-timeout", SLOWER > 1 ? "10" : "3");
	int writer = wait_for_child(b.pid, 1, 0);
	cr_assert_gt(writer, 0, "it has written all before it could be stopped");
	kill(writer, SIGSTOP);
	struct run r = finish_command(&b);
	cr_expect_eq(r.status, 0);
	cr_expect_not_null(strstr(r.err.s, "seconds; allow more with --page-timeout; it is tried once more"), "%s",
			   r.err.s);
	cr_expect_eq(count_entries(scratch("out")), 401);
	run_release(&r);
	strbuf_release(&text);
}

Test(batch_faults, a_job_that_was_stopped_for_a_while_ends_no_worker)
{
	make_scans(2);
	make_reference();
	struct background b = START(RESTORE("-j1", "--page-timeout", SLOWER > 1 ? "10" : "3"));
	int worker = signal_worker(&b, 0, SIGSTOP);
	kill(b.pid, SIGSTOP);
	usleep(SLOWER > 1 ? 11000000 : 3500000);
	kill(worker, SIGCONT);
	kill(b.pid, SIGCONT);
	struct run r = finish_command(&b);
	cr_expect(r.status == 0 && !r.err.n, "%d: %s", r.status, r.err.s);
	run_release(&r);
	expect_whole("out", "reference");
}

#ifndef __SANITIZE_ADDRESS__ /* which needs more for itself */
Test(batch_faults, a_page_that_needs_too_much_memory_fails)
{
	make_slow_scans();
	make_reference();
	struct run r = RUN(RESTORE("-j1", "--page-memory", "60"));
	cr_expect(r.status == 1 || r.status == 3);
	cr_expect(strstr(r.err.s, "scans/0.png: needed more than 60 megabytes; allow more with --page-memory\n"), "%s",
		  r.err.s);
	run_release(&r);
	struct strbuf out = OUTPUT_OF(RESTORE("-j1"));
	strbuf_release(&out);
	expect_whole("out", "reference");
}
#endif

static void expect_stopped_by(int signal)
{
	struct background b = START(RESTORE("-j2"));
	int worker = wait_for_child(b.pid, 0, 0);
	kill(b.pid, signal);
	struct run r = finish_command(&b);
	cr_expect_eq(r.status, 128 + signal);
	cr_expect_str_eq(r.err.s, "emend: stopped; the same command goes on where it was\n");
	run_release(&r);
	cr_expect(worker && kill(worker, 0) && errno == ESRCH, "the worker is gone");
	expect_results("out", "reference");
	cr_expect_neq(access(scratch("out/emend.db-wal"), F_OK), 0);
	cr_expect_neq(access(scratch("out/.emend-unfinished"), F_OK), 0);
}

Test(batch_faults, signals_end_a_job_in_good_order)
{
	make_scans(6);
	make_reference();
	expect_stopped_by(SIGINT);
	expect_stopped_by(SIGTERM);
	struct strbuf out = OUTPUT_OF(RESTORE("-j2"));
	strbuf_release(&out);
	expect_whole("out", "reference");
}

Test(batch_faults, a_folder_is_worked_on_by_one_job_at_a_time)
{
	make_scans(4);
	make_reference();
	struct background b = START(RESTORE("-j1"));
	wait_for_child(b.pid, 0, 0);
	kill(b.pid, SIGSTOP);
	struct run second = RUN(RESTORE("-j1"));
	kill(b.pid, SIGCONT);
	cr_expect_eq(second.status, 3);
	cr_expect(strstr(second.err.s, "another emend is at work on this folder"), "%s", second.err.s);
	struct run first = finish_command(&b);
	cr_expect(first.status == 0 && !first.err.n, "%s", first.err.s);
	run_release(&first);
	run_release(&second);
	expect_whole("out", "reference");
}

/* Mounts a small file system on the folder, seen by this process and its children alone; false where that is not
 * allowed. */
static bool mount_small(const char *folder, const char *size)
{
	mkdir(folder, 0777);
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return false;
	return !mount("tmpfs", folder, "tmpfs", 0, size);
}

/* A run without room ends with that message, and leaves nothing that is half written. */
static void expect_no_room(void)
{
	struct run r = RUN(RESTORE("-j2"));
	cr_expect(r.status == 1 || r.status == 3, "%d", r.status);
	cr_expect_eq(count_lines(strbuf_str(&r.err)), 1, "%s", r.err.s);
	cr_expect(strstr(r.err.s, "make room on the disk"), "%s", r.err.s);
	run_release(&r);
	expect_results("out", "reference");
	cr_expect_neq(access(scratch("out/.emend-unfinished"), F_OK), 0);
}

Test(batch_faults, a_disk_that_is_full_is_told)
{
	static const char *const sizes[] = {"size=8k", "size=48k", "size=80k", "size=112k", "size=144k"};
	const char *folder = scratch("out");
	make_scans(6);
	make_reference();
	if (!mount_small(folder, sizes[0]))
		cr_skip_test("no file system can be mounted");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		cr_assert_eq(mount(NULL, folder, NULL, MS_REMOUNT, sizes[i]), 0);
		expect_no_room();
	}
	cr_assert_eq(mount(NULL, folder, NULL, MS_REMOUNT, "size=20m"), 0);
	struct strbuf out = OUTPUT_OF(RESTORE("-j2"));
	strbuf_release(&out);
	expect_whole("out", "reference");
	umount2(folder, MNT_DETACH);
}

Test(batch_faults, files_that_may_not_grow_are_told_as_a_full_disk)
{
	static const rlim_t sizes[] = {1 << 10, 40 << 10, 90 << 10};
	make_scans(6);
	struct rlimit old, new;
	make_reference();
	getrlimit(RLIMIT_FSIZE, &old);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		new = (struct rlimit){sizes[i], old.rlim_max};
		setrlimit(RLIMIT_FSIZE, &new);
		expect_no_room();
	}
	setrlimit(RLIMIT_FSIZE, &old);
	struct strbuf out = OUTPUT_OF(RESTORE("-j2"));
	strbuf_release(&out);
	expect_whole("out", "reference");
}

Test(batch_faults, a_folder_that_may_not_be_written_is_told)
{
	const char *folder = scratch("out");
	make_scans(1);
	if (!mount_small(folder, "size=1m"))
		mkdir(folder, 0777);
	if (mount(NULL, folder, NULL, MS_REMOUNT | MS_RDONLY, NULL) && (!geteuid() || chmod(folder, 0555)))
		cr_skip_test("root may write to all folders here");
	struct run r = RUN(RESTORE("-j1"));
	cr_expect_eq(r.status, 3);
	cr_expect(strstr(r.err.s, "/out/emend.db: cannot be written: "), "%s", r.err.s);
	cr_expect_eq(count_lines(strbuf_str(&r.err)), 1, "%s", r.err.s);
	run_release(&r);
	cr_expect_eq(count_entries(folder), 0);
	umount2(folder, MNT_DETACH);
}
