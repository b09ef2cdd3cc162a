/* The lexicon and where its dictionaries are; and the plan of which stages run. */
#include "language/dictionaries.h"
#include "language/lexicon.h"
#include "language/tongues.h"
#include "pages.h"
#include "repair/repair.h"

#include <criterion/criterion.h>
#include <string.h>
#include <stdlib.h>

Test(lexicon, words_are_known_in_the_cases_that_they_are_written_in)
{
	struct lexicon *l = lexicon_new("eng");
	cr_assert_not_null(l);
	for (int again = 0; again < 2; again++) { /* the second time from the cache */
		cr_expect(lexicon_knows(l, STR("Moscow")) && lexicon_knows(l, STR("MOSCOW")));
		cr_expect(!lexicon_knows(l, STR("moscow")) && !lexicon_knows(l, STR("xqzt")));
		cr_expect(lexicon_knows(l, STR("colour")) && lexicon_knows(l, STR("color")), "both spellings");
	}
	lexicon_drop(l);
}

Test(lexicon, odd_words_are_unknown)
{
	struct lexicon *l = lexicon_new("eng");
	char longest[500];
	memset(longest, 'a', sizeof longest);
	cr_expect(!lexicon_knows(l, STR("")) && !lexicon_knows(l, STR("a\0b")) && !lexicon_knows(l, STR("\xFF\xFE")));
	cr_expect(!lexicon_knows(l, (struct str){longest, sizeof longest}));
	cr_expect_eq(lexicon_parting(l, (struct str){longest, sizeof longest}, 3), PARTING_NEVER);
	cr_expect_eq(lexicon_parting(l, STR("word"), 4), PARTING_NEVER);
	cr_expect_eq(lexicon_parting(l, STR(""), 0), PARTING_NEVER);
	lexicon_drop(l);
}

Test(lexicon, patterns_say_where_words_are_parted)
{
	struct lexicon *l = lexicon_new("eng");
	cr_expect_eq(lexicon_parting(l, STR("always"), 2), PARTING_AGREED);
	cr_expect_eq(lexicon_parting(l, STR("recreation"), 2), PARTING_DISPUTED);
	cr_expect_eq(lexicon_parting(l, STR("always"), 1), PARTING_NEVER);
	lexicon_drop(l);
}

Test(lexicon, languages_without_dictionaries_have_none)
{
	cr_expect_null(lexicon_new("xyz"));
	cr_expect_null(lexicon_new(""));
	struct lexicon *l = lexicon_new("xyz+eng");
	cr_expect(l && lexicon_knows(l, STR("word")));
	lexicon_drop(l);
}

static void add_name(void *context, const char *name)
{
	strbuf_printf(context, "%s ", name);
}

Test(lexicon, dictionaries_of_several_languages_are_all_found)
{
	struct strbuf names = {0};
	dictionaries_of("deu+eng", add_name, &names);
	cr_expect_str_eq(names.s, "de_DE en_GB en_US ");
	strbuf_release(&names);
}

static bool is_enabled(const struct repair_plan *plan, const char *name)
{
	for (int i = 0; repair_stages[i]; i++)
		if (!strcmp(repair_stages[i]->name, name))
			return plan->enabled[i];
	return false;
}

Test(plan, stages_are_chosen_by_name)
{
	struct repair_plan plan;
	struct emend_error error;
	cr_expect_eq(repair_plan_init(&plan, NULL, NULL, &error), EMEND_OK);
	cr_expect(is_enabled(&plan, "rescue") && is_enabled(&plan, "reread") && is_enabled(&plan, "tidy") &&
		  is_enabled(&plan, "dehyphen"));
	cr_expect(repair_plan_needs(&plan, REPAIR_LEXICON) && repair_plan_needs(&plan, REPAIR_IMAGE));
	cr_expect_eq(plan.traced, -1);
	cr_expect_eq(repair_plan_init(&plan, "none", NULL, &error), EMEND_OK);
	cr_expect(!is_enabled(&plan, "rescue") && !is_enabled(&plan, "tidy") && !is_enabled(&plan, "dehyphen"));
	cr_expect_eq(repair_plan_init(&plan, "dehyphen,tidy", "tidy", &error), EMEND_OK);
	cr_expect(!is_enabled(&plan, "rescue") && is_enabled(&plan, "tidy") && is_enabled(&plan, "dehyphen"));
	cr_assert_geq(plan.traced, 0);
	cr_expect_str_eq(repair_stages[plan.traced]->name, "tidy");
	cr_expect_eq(repair_plan_init(&plan, "tidy", NULL, &error), EMEND_OK);
	cr_expect(is_enabled(&plan, "tidy") && !is_enabled(&plan, "dehyphen"));
	cr_expect(!repair_plan_needs(&plan, REPAIR_LEXICON));
	cr_expect_eq(repair_plan_init(&plan, "tidy,", NULL, &error), EMEND_BAD_OPTION);
	cr_expect_eq(repair_plan_init(&plan, "none,tidy", NULL, &error), EMEND_BAD_OPTION);
}

Test(plan, a_stage_that_lacks_something_is_left_out_with_a_note)
{
	struct repair_plan plan;
	struct emend_error error;
	struct page page;
	char *log = NULL;
	size_t n = 0;
	page_from_text(&page, STR("resto-\nration"));
	cr_assert_eq(repair_plan_init(&plan, "dehyphen", NULL, &error), EMEND_OK);
	plan.log = open_memstream(&log, &n);
	repair_run(&plan, &page, NULL);
	fclose(plan.log);
	cr_expect_eq(page.edit_count, 0);
	cr_expect_str_eq(log, "page 1: stage dehyphen left out: it needs lexicon\n");
	free(log);
	page_release(&page);
}

Test(plan, a_caption_does_not_go_on_in_the_body)
{
	struct repair_plan plan;
	struct emend_error error;
	struct page page;
	page_from_text(&page, STR("a resto-\nration presi-\n\ndent went\n\nresto-\n\nration"));
	edit_type(&page, WHY, first_region(&page), REGION_CAPTION);
	edit_type(&page, WHY, next_region(next_region(first_region(&page))), REGION_HEADER);
	cr_assert_eq(repair_plan_init(&plan, "dehyphen", NULL, &error), EMEND_OK);
	plan.lexicon = lexicon_new("eng");
	repair_run(&plan, &page, NULL);
	struct strbuf text = page_to_text(&page);
	cr_expect_str_eq(text.s, "a restoration\npresi-\n\ndent went\n\nresto-\n\nration\n", "%s", text.s);
	strbuf_release(&text);
	lexicon_drop(plan.lexicon);
	page_release(&page);
}

Test(language, common_words_tell_the_language)
{
	struct table words = {0};
	tongues_fill(&words);
	cr_expect_str_eq(tongue_name(0), "eng");
	cr_expect_eq(*table_find(&words, STR("the")), 1);
	cr_expect_eq(*table_find(&words, STR("no")), 1, "a word of Spanish too, but no sign of it");
	int languages = 0;
	for (unsigned i = 0; i < TONGUES; i++)
		languages += (int)(*table_find(&words, STR("la")) >> i & 1);
	cr_expect_eq(languages, 3, "French, Italian, Spanish");
	cr_expect(!table_find(&words, STR("house")) && !table_find(&words, STR("")));
	table_release(&words);
}
