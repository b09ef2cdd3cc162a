/* Jobs over several machines: the batch of scripts/slurm on a real Slurm, and the jobs of scripts/kubernetes. */
#include "pictures.h"
#include "run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

TestSuite(cluster, .timeout = 150, .init = scratch_make, .fini = scratch_remove);

enum { PAGES = 12, CANNOT_RUN = 77 };

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
