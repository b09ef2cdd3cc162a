/*
 * The steps of cleaning: their order, their running, their times.
 *
 * None paints over photographs: with Leptonica's mask of halftones (pixGenerateHalftoneMask) painted white before
 * recognition, nine pages of the magazine took Tesseract 19.1 s instead of 18.1, since it masks them itself, and of
 * what the mask left of a picture it read more noise. What was read in pictures is set aside afterwards (denoise).
 */
#include "image/clean.h"

#include "base/hush.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <string.h>
#include <time.h>

extern const struct cleaning_step clean_negative, clean_square, clean_streaks, clean_orient, clean_borders,
	clean_straighten, clean_spread, clean_dewarp, clean_screens, clean_stains, clean_background, clean_grain,
	clean_specks, clean_strokes, clean_resize;

const struct cleaning_step *const cleaning_steps[] = {
	&clean_negative, &clean_square,  &clean_streaks, &clean_orient, &clean_borders,    &clean_straighten,
	&clean_spread,   &clean_dewarp,  &clean_screens, &clean_stains, &clean_background, &clean_grain,
	&clean_specks,   &clean_strokes, &clean_resize,  NULL,
};

/* A picture with a side shorter than this (pixels) is left as it is. */
static const double smallest_page = 64;

static int find_step(struct str name)
{
	for (int i = 0; cleaning_steps[i]; i++)
		if (str_equal(name, str_of(cleaning_steps[i]->name)))
			return i;
	return -1;
}

enum emend_status cleaning_plan_init(struct cleaning_plan *plan, const char *steps, struct emend_error *error)
{
	*plan = (struct cleaning_plan){0};
	for (int i = 0; !steps && cleaning_steps[i]; i++)
		plan->enabled[i] = true;
	if (!steps || !strcmp(steps, "none"))
		return EMEND_OK;
	for (const char *name = steps;; name++) {
		struct str one = {name, strcspn(name, ",")};
		int i = find_step(one);
		if (i < 0)
			return error_set(error, EMEND_BAD_OPTION,
					 "--clean: there is no step '%.*s'; 'emend stages' lists them", STR_ARG(one));
		plan->enabled[i] = true;
		name += one.n;
		if (!*name)
			return EMEND_OK;
	}
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Runs step i on each page that there is; gives how many there are now. */
static int run_step(struct cleaning_plan *plan, int i, struct scan *leaves[MOST_LEAVES], int count, int most)
{
	const struct cleaning_step *step = cleaning_steps[i];
	for (int l = 0; l < count; l++) {
		double begin = now();
		size_t noted = leaves[l]->done.n;
		if (step->run)
			step->run(leaves[l]);
		else if (count < most && (leaves[count] = step->split(leaves[l])))
			count++;
		plan->seconds[i] += now() - begin;
		plan->pages[i]++;
		plan->done[i] += leaves[l]->done.n > noted;
		if (step->split)
			break;
	}
	return count;
}

int clean_image(struct cleaning_plan *plan, PIX *image, struct scan *leaves[MOST_LEAVES], int most)
{
	int count = 1;
	struct hush hush;
	leaves[0] = scan_new(image);
	if (fmin(pixGetWidth(image), pixGetHeight(image)) < smallest_page)
		return count;
	hush_begin(&hush);
	for (int i = 0; cleaning_steps[i]; i++)
		if (plan->enabled[i])
			count = run_step(plan, i, leaves, count, most);
	hush_end(&hush);
	return count;
}

void cleaning_list_steps(FILE *out)
{
	for (const struct cleaning_step *const *s = cleaning_steps; *s; s++)
		fprintf(out, "%-10s %s\n", (*s)->name, (*s)->summary);
}

void cleaning_list_times(const struct cleaning_plan *plan, FILE *out)
{
	fprintf(out, "%-12s %7s %8s %10s\n", "cleaning", "pages", "done", "ms/page");
	for (int i = 0; cleaning_steps[i]; i++)
		if (plan->pages[i])
			fprintf(out, "%-12s %7lu %8lu %10.2f\n", cleaning_steps[i]->name, plan->pages[i], plan->done[i],
				1000 * plan->seconds[i] / (double)plan->pages[i]);
}
