/*
 * Repair: stages that mend a page, one after the other.
 *
 * A stage is one file with one const struct repair_stage, one line in stages.c and one file tests/spec/STAGE.txt of
 * examples; a stage that needs the image or geometry has tests/unit/STAGE.c instead. Its function walks the page and
 * calls edit_* (page/edit.h) for what it mends; it cannot fail, frees nothing and prints nothing. run.c enables,
 * checks, times and traces stages.
 */
#ifndef EMEND_REPAIR_REPAIR_H
#define EMEND_REPAIR_REPAIR_H

#include "base/error.h"
#include "language/lexicon.h"
#include "language/speller.h"
#include "language/trigrams.h"
#include "page/edit.h"

/* What a stage may need of the page and the context; it is left out where something is lacking. */
enum repair_need { REPAIR_GEOMETRY = 1, REPAIR_LEXICON = 2, REPAIR_IMAGE = 4 };

struct repair_stage;
struct repair_plan;
struct scan;
struct recogniser;

/* Another witness of the page that is repaired: restored already, and known by the name of its file. */
struct repair_witness {
	struct page *page;
	struct str name;
};

/* What a stage works with while it runs. A stage over a run of pages has page set to the one that it is changing. */
struct repair {
	struct page *page;
	struct lexicon *lexicon;       /* NULL where the stage does not need it and there is none */
	struct scan *scan;             /* as cleaned; NULL of a stored page, for stages that need no image */
	struct recogniser *recogniser; /* NULL likewise */
	uint32_t reread_budget;        /* lines that may be read a second time */
	const struct repair_witness *witnesses;
	uint32_t witness_count;
	struct repair_plan *plan;
	const struct repair_stage *stage;
};

struct repair_stage {
	const char *name, *summary;
	unsigned needs;                                                            /* of enum repair_need */
	void (*run)(struct repair *r);                                             /* NULL: it has the next */
	void (*run_pages)(struct repair *r, struct page *const *pages, int count); /* a stage over a run of pages */
};

/* The table of all stages in the order in which they run; a NULL ends it. */
extern const struct repair_stage *const repair_stages[];

/*
 * The trigram model, loaded when it is first asked for; NULL where there is none for the page's language. Stages do
 * without it then.
 */
const struct trigrams *repair_trigrams(struct repair *r);

/* The compiled English dictionary, mapped when it is first asked for; NULL where there is none. */
const struct dictionary *repair_dictionary(struct repair *r);

/* The scan's class (language/confusions.h) by the words of the page's text that the recogniser doubted. */
int repair_scan_class(const struct repair *r);

/* What words readings may stand for; made when it is first asked for. There is a dictionary. */
struct speller *repair_speller(struct repair *r, enum confusions_of of);

/* The reason for an edit of the running stage: how sure (percent), and the evidence as printf has it. */
struct reason repair_reason(struct repair *r, float confidence, const char *evidence, ...)
	__attribute__((format(printf, 3, 4)));

enum { MOST_STAGES = 48 };

/* Which stages run, with what, and what they took. */
struct repair_plan {
	bool enabled[MOST_STAGES];
	struct lexicon *lexicon;   /* borrowed; NULL: none */
	struct trigrams *trigrams; /* owned; NULL: not asked for yet, or there is none */
	bool trigrams_sought;
	const struct dictionary *dictionary; /* the same */
	bool dictionary_sought;
	struct speller *spellers[CONFUSIONS];   /* owned; NULL: not asked for yet */
	struct recogniser *recogniser;          /* borrowed; NULL: none yet */
	uint32_t reread_budget;                 /* lines of a page that may be read a second time */
	const struct repair_witness *witnesses; /* of the page that repair_run is given; borrowed */
	uint32_t witness_count;
	int traced; /* number of the stage to be traced, or -1 */
	FILE *log;  /* NULL: no notes, no trace */
	double seconds[MOST_STAGES];
	unsigned long pages[MOST_STAGES], edits[MOST_STAGES];
};

/*
 * Makes a plan of "a,b" (these stages), "none", or NULL (all), and of the name of a stage to trace, or NULL. An unknown
 * name is EMEND_BAD_OPTION.
 */
enum emend_status repair_plan_init(struct repair_plan *plan, const char *stages, const char *trace,
				   struct emend_error *error);

/* Mixes the user's trigram model into the English one. One that cannot be read is EMEND_BAD_INPUT. */
enum emend_status repair_plan_mix(struct repair_plan *plan, const char *path, struct emend_error *error);

void repair_plan_release(struct repair_plan *plan);

/* Loads at once what stages ask for, for pages of that language. */
void repair_plan_load(struct repair_plan *plan, const char *lang);

/* What stages asked for and is not here, or damaged, and what to do; or NULL. */
const char *repair_plan_lack(const struct repair_plan *plan);

/* Does a stage of the plan need this? */
bool repair_plan_needs(const struct repair_plan *plan, enum repair_need need);

/* scan: the page's image, or NULL where there is none; stages that need it are left out then. */
void repair_run(struct repair_plan *plan, struct page *page, struct scan *scan);

/* The stages over a run of pages of one source, each of which has been through repair_run; they may skip numbers. */
void repair_run_pages(struct repair_plan *plan, struct page *const *pages, int count);

/* EMEND_BAD_INPUT where the two pages have too few words in common, in the same order, to be witnesses of one. */
enum emend_status repair_check_witness(struct page *page, struct page *witness, const char *name,
				       struct emend_error *error);

void repair_list_stages(FILE *out);
void repair_list_times(const struct repair_plan *plan, FILE *out);

#endif
