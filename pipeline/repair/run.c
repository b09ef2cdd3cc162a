/* Runs the stages: which, with what they need, timed, and traced where that was asked for. */
#include "repair/repair.h"

#include "base/utf8.h"
#include "language/confusions.h"
#include "language/dictionaries.h"
#include "page/text.h"
#include "repair/layout.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>

static const struct {
	enum repair_need need;
	const char *name;
} needs[] = {{REPAIR_GEOMETRY, "geometry"}, {REPAIR_LEXICON, "lexicon"}, {REPAIR_IMAGE, "image"}};

enum { NEEDS = sizeof needs / sizeof *needs };

struct reason repair_reason(struct repair *r, float confidence, const char *evidence, ...)
{
	char text[400];
	va_list args;
	va_start(args, evidence);
	vsnprintf(text, sizeof text, evidence, args);
	va_end(args);
	return (struct reason){str_of(r->stage->name), confidence, arena_str(&r->page->scratch, str_of(text))};
}

/* The weight of a model of the user's own, beside the English one. */
static const double own_weight = 0.5;

const struct trigrams *repair_trigrams(struct repair *r)
{
	struct repair_plan *plan = r->plan;
	bool english = lang_has(r->page->lang, "eng");
	if (!plan->trigrams_sought && english) {
		plan->trigrams_sought = true;
		plan->trigrams = trigrams_new(NULL);
	}
	return english ? plan->trigrams : NULL;
}

const struct dictionary *repair_dictionary(struct repair *r)
{
	if (!r->plan->dictionary_sought)
		r->plan->dictionary = dictionary_open("eng");
	r->plan->dictionary_sought = true;
	return r->plan->dictionary;
}

struct speller *repair_speller(struct repair *r, enum confusions_of of)
{
	struct speller **speller = &r->plan->spellers[of];
	if (!*speller)
		*speller = speller_new(repair_dictionary(r), confusions_open(of), repair_trigrams(r));
	return *speller;
}

int repair_scan_class(const struct repair *r)
{
	size_t words = 0, doubted = 0;
	for (uint32_t i = 0; i < r->page->counts[NODE_WORD]; i++) {
		const struct word *w = (struct word *)r->page->nodes[NODE_WORD][i];
		if (!word_is_prose(w) || !region_tells_quality(line_region(word_line(w))) || !utf8_core(w->text).n)
			continue;
		words++;
		doubted += !w->unrated && w->confidence < DOUBTED_WORD;
	}
	return scan_class(doubted, words);
}

/* The number of the stage of that name, or -1. */
static int find_stage(struct str name)
{
	for (int i = 0; repair_stages[i]; i++)
		if (str_equal(name, str_of(repair_stages[i]->name)))
			return i;
	return -1;
}

static enum emend_status unknown_stage(struct emend_error *error, const char *option, struct str name)
{
	return error_set(error, EMEND_BAD_OPTION, "%s: there is no stage '%.*s'; 'emend stages' lists them", option,
			 STR_ARG(name));
}

enum emend_status repair_plan_init(struct repair_plan *plan, const char *stages, const char *trace,
				   struct emend_error *error)
{
	*plan = (struct repair_plan){.traced = trace ? find_stage(str_of(trace)) : -1};
	if (trace && plan->traced < 0)
		return unknown_stage(error, "--trace", str_of(trace));
	for (int i = 0; !stages && repair_stages[i]; i++)
		plan->enabled[i] = true;
	if (!stages || !strcmp(stages, "none"))
		return EMEND_OK;
	for (const char *name = stages;; name++) {
		struct str one = {name, strcspn(name, ",")};
		int i = find_stage(one);
		if (i < 0)
			return unknown_stage(error, "--stages", one);
		plan->enabled[i] = true;
		name += one.n;
		if (!*name)
			return EMEND_OK;
	}
}

enum emend_status repair_plan_mix(struct repair_plan *plan, const char *path, struct emend_error *error)
{
	plan->trigrams_sought = true;
	plan->trigrams = trigrams_new(NULL);
	if (plan->trigrams && !trigrams_mix(plan->trigrams, path, own_weight))
		return error_set(
			error, EMEND_BAD_INPUT,
			"%s: no trigram model in the ARPA format that can be read; KenLM, SRILM and irstlm write it",
			path);
	return EMEND_OK;
}

void repair_plan_load(struct repair_plan *plan, const char *lang)
{
	struct page page = {.lang = str_of(lang)};
	struct repair r = {.plan = plan, .page = &page};
	repair_trigrams(&r);
	if (repair_dictionary(&r))
		for (enum confusions_of of = 0; of < CONFUSIONS; of++)
			repair_speller(&r, of);
}

const char *repair_plan_lack(const struct repair_plan *plan)
{
	if (plan->dictionary_sought && !plan->dictionary)
		return "emend's dictionary of English, eng.dict, is missing or damaged, so that words are mended less "
		       "well; 'make' makes it, and EMEND_DICT names its folder";
	if (plan->trigrams_sought && !plan->trigrams)
		return "there is no trigram model of English, so that words are mended less well; install the package "
		       "pocketsphinx-en-us";
	return NULL;
}

void repair_plan_release(struct repair_plan *plan)
{
	for (int of = 0; of < CONFUSIONS; of++) {
		speller_drop(plan->spellers[of]);
		plan->spellers[of] = NULL;
	}
	dictionary_close(plan->dictionary);
	plan->dictionary = NULL;
	trigrams_drop(plan->trigrams);
	plan->trigrams = NULL;
}

bool repair_plan_needs(const struct repair_plan *plan, enum repair_need need)
{
	for (int i = 0; repair_stages[i]; i++)
		if (plan->enabled[i] && repair_stages[i]->needs & need)
			return true;
	return false;
}

static void trace_page(const struct repair_plan *plan, const char *when, const char *stage, const struct page *page)
{
	struct strbuf text = {0};
	fprintf(plan->log, "--- page %u, %s %s\n", page->number, when, stage);
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		for (const struct line *l = first_line(r); l; l = next_line(l)) {
			text.n = 0;
			line_text(l, &text);
			fprintf(plan->log, "r%u %s l%u: %.*s\n", r->node.id, region_kinds[r->type].name, l->node.id,
				STR_ARG(strbuf_str(&text)));
		}
	}
	strbuf_release(&text);
}

/* Has the page, and the context, what the stage needs? Notes in the log what is lacking. */
static bool can_run(const struct repair_plan *plan, const struct repair_stage *stage, const struct page *page,
		    const struct scan *scan)
{
	unsigned have = (page->width > 0 ? REPAIR_GEOMETRY : 0U) | (plan->lexicon ? REPAIR_LEXICON : 0U) |
			(scan && plan->recogniser ? REPAIR_IMAGE : 0U);
	for (int i = 0; i < NEEDS; i++) {
		if (!(stage->needs & needs[i].need & ~have))
			continue;
		if (plan->log)
			fprintf(plan->log, "page %u: stage %s left out: it needs %s\n", page->number, stage->name,
				needs[i].name);
		return false;
	}
	return true;
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void trace_pages(const struct repair_plan *plan, int i, const char *when, struct page *const *pages, int count)
{
	for (int k = 0; k < count && plan->log && i == plan->traced; k++)
		trace_page(plan, when, repair_stages[i]->name, pages[k]);
}

static unsigned long count_edits(struct page *const *pages, int count)
{
	unsigned long edits = 0;
	for (int k = 0; k < count; k++)
		edits += pages[k]->edit_count;
	return edits;
}

/* Runs the stage over the pages: over one, unless it is a stage of a run. */
static void run_stage(struct repair_plan *plan, int i, struct page *const *pages, int count, struct scan *scan)
{
	const struct repair_stage *stage = repair_stages[i];
	struct repair r = {.page = pages[0],
			   .lexicon = plan->lexicon,
			   .plan = plan,
			   .scan = scan,
			   .recogniser = plan->recogniser,
			   .reread_budget = plan->reread_budget,
			   .witnesses = plan->witnesses,
			   .witness_count = plan->witness_count,
			   .stage = stage};
	unsigned long edits = count_edits(pages, count);
	trace_pages(plan, i, "before", pages, count);
	double begin = now();
	if (stage->run)
		stage->run(&r);
	else
		stage->run_pages(&r, pages, count);
	for (int k = 0; k < count && stage->needs & REPAIR_IMAGE; k++)
		layout_forget(pages[k]); /* it may have measured words */
	plan->seconds[i] += now() - begin;
	plan->pages[i] += (unsigned long)count;
	plan->edits[i] += count_edits(pages, count) - edits;
	trace_pages(plan, i, "after", pages, count);
	for (int k = 0; k < count; k++)
		assert(!page_check(pages[k]));
}

void repair_run(struct repair_plan *plan, struct page *page, struct scan *scan)
{
	for (int i = 0; repair_stages[i]; i++)
		if (plan->enabled[i] && repair_stages[i]->run && can_run(plan, repair_stages[i], page, scan))
			run_stage(plan, i, (struct page *const[]){page}, 1, scan);
	page_drop_scratch(page);
}

void repair_run_pages(struct repair_plan *plan, struct page *const *pages, int count)
{
	for (int i = 0; repair_stages[i] && count; i++)
		if (plan->enabled[i] && repair_stages[i]->run_pages)
			run_stage(plan, i, pages, count, NULL);
	for (int k = 0; k < count; k++)
		page_drop_scratch(pages[k]);
}

void repair_list_stages(FILE *out)
{
	for (const struct repair_stage *const *s = repair_stages; *s; s++) {
		const char *before = "  (needs ";
		fprintf(out, "%-10s %s", (*s)->name, (*s)->summary);
		for (int i = 0; i < NEEDS; i++) {
			if (!((*s)->needs & needs[i].need))
				continue;
			fprintf(out, "%s%s", before, needs[i].name);
			before = ", ";
		}
		fputs(before[0] == ',' ? ")" : "", out);
		fputc('\n', out);
	}
}

void repair_list_times(const struct repair_plan *plan, FILE *out)
{
	fprintf(out, "%-12s %7s %8s %10s\n", "stage", "pages", "edits", "ms/page");
	for (int i = 0; repair_stages[i]; i++)
		if (plan->pages[i])
			fprintf(out, "%-12s %7lu %8lu %10.2f\n", repair_stages[i]->name, plan->pages[i], plan->edits[i],
				1000 * plan->seconds[i] / (double)plan->pages[i]);
}
