/* Pages in German and in French: what is right in them stays, hyphens are closed, and what is no word is mended. */
#include "pages.h"
#include "run.h"

#include "language/dictionaries.h"
#include "language/lexicon.h"
#include "repair/repair.h"

#include <criterion/criterion.h>

static void need(const char *lang)
{
	char missing[32];
	if (lexicon_lacks(lang, missing, sizeof missing))
		cr_skip_test("no dictionary for %s: install %s (scripts/setup languages)", missing,
			     dictionaries_package(missing));
}

/* Runs all stages that plain text has. */
static void expect_restored(const char *lang, const char *text, const char *expected)
{
	struct page page;
	need(lang);
	page_from_text(&page, str_of(text));
	page.lang = str_of(lang);
	expect_stage(&page, "tidy,quotes,spacing,stops,bars,slashes,ligatures,words,dehyphen", expected);
}

static const char german[] =
	"Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich in seinem Bett.\n"
	"»Was ist mit mir geschehen?« dachte er. „Wie wäre es, wenn ich schliefe“, und „Öfen,\n"
	"Äxte“. Er schloß die Augen; Groß- und Kleinhandel, z. B. am 3. März, Straße und STRASSE.\n";

static const char french[] =
	"Le proviseur nous fit signe de nous rasseoir ; puis, se tournant vers le maître d’études :\n"
	"« Monsieur Roger, lui dit-il à demi-voix, où l’appelle son âge ? » Ça ne l’inquiétait guère !\n"
	"Qu’est-ce que c’est ? Des œufs, du cœur, aujourd’hui encore. Y a-t-il rien de plus gai ?\n";

Test(languages, a_right_page_stays)
{
	expect_restored("deu", german, german);
	expect_restored("fra", french, french);
}

Test(languages, also_beside_english)
{
	expect_restored("deu+eng", german, german);
	expect_restored("fra+eng", french, french);
}

Test(languages, german_hyphens)
{
	expect_restored("deu",
			"ein Fo-\nto, Groß- und\nKleinhandel, Zuk-\nker, die Be-\nhörde, ÜBER-\nGANG, die Nord-\n"
			"Ostsee, Ein- sowie\nAusfuhr und Ein-\nund Ausfuhr\n",
			"ein Foto,\nGroß- und\nKleinhandel, Zucker,\ndie Behörde,\nÜBERGANG,\ndie Nord-Ostsee,\n"
			"Ein- sowie\nAusfuhr und Ein-\nund Ausfuhr\n");
}

Test(languages, french_hyphens)
{
	expect_restored("fra",
			"il ré-\npondit, peut-\nêtre, lors-\nque l’au-\ntomne, y a-t-\non vu, l’hom-\nme, allez-\ny\n",
			"il répondit,\npeut-être,\nlorsque\nl’automne,\ny a-t-on\nvu, l’homme,\nallez-y\n");
}

Test(languages, german_quotes)
{
	expect_restored("deu", "‚Wie wäre es“, dachte er. „Ja“, ‚‚nein“ sagte er\n",
			"„Wie wäre es“, dachte er. „Ja“, „nein“ sagte er\n");
}

Test(languages, only_the_comma_is_joined_in_french)
{
	expect_restored("fra", "un mari , trois enfants ; et quoi ?\n", "un mari, trois enfants ; et quoi ?\n");
}

Test(languages, what_is_no_word_becomes_the_one_that_is_near)
{
	expect_restored("deu",
			"er konnte das Bild nicht seben und wollte wieder fchlafen\naber er hatte die Augen noch nicht "
			"gefcblossen, und das Licht war hell\n",
			"er konnte das Bild nicht sehen und wollte wieder fchlafen\naber er hatte die Augen noch nicht "
			"gefcblossen, und das Licht war hell\n");
}

Test(languages, patterns_count_characters)
{
	struct lexicon *l = lexicon_new("fra");
	if (!l || lexicon_parting(l, STR("abc"), 0) != PARTING_NEVER)
		cr_skip_test("no patterns for fra: install hyphen-fr (scripts/setup languages)");
	cr_expect_eq(lexicon_parting(l, STR("réveil"), 3), PARTING_AGREED);
	cr_expect_eq(lexicon_parting(l, STR("réveil"), 4), PARTING_NEVER);
	lexicon_drop(l);
}
