/* Jobs over several machines: the batch of scripts/slurm on a real Slurm, and the jobs of scripts/kubernetes. */
#include "pictures.h"
#include "run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

TestSuite(cluster, .timeout = 150, .init = scratch_make, .fini = scratch_remove);

enum { PAGES = 16, CANNOT_RUN = 77 };

static void make_scans(void)
{
	PIX *text = picture_of_text();
	cr_assert_eq(mkdir(scratch("scans"), 0777), 0);
	for (int i = 0; i < PAGES; i++) {
		char name[40];
		PIX *picture = pixAddBorder(text, i, 0); /* so that no two pages give the same boxes */
		snprintf(name, sizeof name, "scans/%d.png", i + 1);
		picture_file(name, picture, IFF_PNG);
		pixDestroy(&picture);
	}
	pixDestroy(&text);
}

/* Runs a script of this folder on the scratch folder. It ends what it has started itself, if that takes too long. */
static void run_script(const char *path)
{
	const char *const args[] = {"/usr/bin/timeout", "120", in_checkout(path), scratch(""), NULL};
	struct run r = run_command(args, STR(""));
	if (r.status == CANNOT_RUN)
		cr_skip_test("%s", r.out.s);
	cr_expect_eq(r.status, 0, "%s ended with %d: %s%s", path, r.status, r.out.s, r.err.s);
	run_release(&r);
}

/* As Slurm does for a task of an array. */
static void set_task(const char *id, const char *first, const char *last, const char *count)
{
	setenv("SLURM_ARRAY_TASK_ID", id, 1);
	setenv("SLURM_ARRAY_TASK_MIN", first, 1);
	setenv("SLURM_ARRAY_TASK_MAX", last, 1);
	setenv("SLURM_ARRAY_TASK_COUNT", count, 1);
	setenv("SLURM_CPUS_PER_TASK", "4", 1);
}

/* What restore.sbatch calls in a task, or says. */
static void expect_task(const char *id, const char *first, const char *last, const char *count, int status,
			const char *said)
{
	set_task(id, first, last, count);
	const char *const args[] = {"/bin/sh", "scripts/slurm/restore.sbatch", "the scans", "-o", "out", NULL};
	struct run r = run_command(args, STR(""));
	cr_expect(r.status == status && strstr(status ? r.err.s : r.out.s, said), "task %s of %s to %s: %d: %s%s", id,
		  first, last, r.status, r.out.s, r.err.s);
	run_release(&r);
}

Test(cluster, a_task_does_its_part)
{
	setenv("EMEND", "/bin/echo", 1);
	expect_task("3", "1", "8", "8", 0, "restore -j 4 --shard 3/8 the scans -o out\n");
	expect_task("0", "0", "7", "8", 0, "--shard 1/8 ");
	expect_task("7", "0", "7", "8", 0, "--shard 8/8 ");
	expect_task("3", "3", "3", "1", 2, "the array must be whole");
	expect_task("5", "1", "5", "3", 2, "the array must be whole");
}

Test(cluster, a_task_does_not_fail_where_pages_do)
{
	static const char *const scripts[] = {"scripts/slurm/restore.sbatch", "scripts/slurm/merge.sbatch"};
	static const int statuses[][2] = {{0, 0}, {1, 0}, {2, 2}, {3, 3}, {143, 143}};
	set_task("1", "1", "2", "2");
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		for (size_t k = 0; k < sizeof statuses / sizeof *statuses; k++) {
			char text[40];
			snprintf(text, sizeof text, "#!/bin/sh\nexit %d\n", statuses[k][0]);
			const char *ends = scratch_file("ends", str_of(text));
			cr_assert_eq(chmod(ends, 0755), 0);
			setenv("EMEND", ends, 1);
			const char *const args[] = {"/bin/sh", scripts[i], "out", NULL};
			struct run r = run_command(args, STR(""));
			cr_expect_eq(r.status, statuses[k][1], "%s: %d: %s", scripts[i], r.status, r.err.s);
			run_release(&r);
		}
}

Test(cluster, slurm_gives_the_bytes_of_a_local_run_though_a_node_dies)
{
#ifdef __SANITIZE_ADDRESS__
	cr_skip_test("it is about processes that sanitizers only slow down, until nodes seem to be dead");
#endif
	make_scans();
	run_script("tests/cluster/slurm");
}

Test(cluster, kubernetes_pods_give_the_bytes_of_one_job)
{
	cr_assert_eq(mkdir(scratch("scans"), 0777), 0);
	for (int i = 1; i <= 12; i++) {
		char name[40], text[200];
		snprintf(name, sizeof name, "scans/%d.txt", i);
		snprintf(text, sizeof text, "On page %d stands a sen-\ntence that was divided.\n", i);
		scratch_file(name, str_of(text));
	}
	run_script("tests/cluster/kubernetes");
}
