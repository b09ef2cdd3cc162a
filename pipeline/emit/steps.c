/* Counts the edits of each stage. */
#include "emit/steps.h"

#include "page/edit.h"

static struct step *step_of(struct steps *all, struct str stage)
{
	for (size_t i = 0; i < all->count; i++)
		if (str_equal(all->steps[i].stage, stage))
			return &all->steps[i];
	all->steps = arena_grow(&all->arena, all->steps, all->count, sizeof *all->steps);
	all->steps[all->count] = (struct step){.stage = arena_str(&all->arena, stage)};
	return &all->steps[all->count++];
}

void steps_add(struct steps *all, const struct page *page)
{
	for (uint32_t i = 0; i < page->edit_count; i++) {
		const struct edit *e = &page->journal[i];
		if (e->kind != EDIT_READING && e->kind != EDIT_NOTE && e->kind != EDIT_VERDICT)
			step_of(all, e->reason.stage)->changes++;
	}
}

void steps_release(struct steps *all)
{
	arena_release(&all->arena);
	*all = (struct steps){0};
}
