/* From Tesseract's names of languages (ISO 639-2) to the dictionaries' (ISO 639-1 and a country). */
#include "language/dictionaries.h"

#include <string.h>
#include <unistd.h>

/* With the package of Debian that has the dictionaries. */
static const struct {
	const char *lang, *names[3], *package;
} languages[] = {
	{"eng", {"en_GB", "en_US"}, "hunspell-en-gb"},
	{"enm", {"en_GB"}, "hunspell-en-gb"},
	{"afr", {"af_ZA"}, "hunspell-af"},
	{"cat", {"ca"}, "hunspell-ca"},
	{"ces", {"cs_CZ"}, "hunspell-cs"},
	{"dan", {"da_DK"}, "hunspell-da"},
	{"deu", {"de_DE"}, "hunspell-de-de"},
	{"fra", {"fr"}, "hunspell-fr"},
	{"gle", {"ga_IE"}, "hunspell-ga"},
	{"hun", {"hu_HU"}, "hunspell-hu"},
	{"ita", {"it_IT"}, "hunspell-it"},
	{"nld", {"nl"}, "hunspell-nl"},
	{"nor", {"nb_NO", "nn_NO"}, "hunspell-no"},
	{"pol", {"pl_PL"}, "hunspell-pl"},
	{"por", {"pt_PT", "pt_BR"}, "hunspell-pt-pt"},
	{"spa", {"es_ES"}, "hunspell-es"},
	{"swe", {"sv_SE"}, "hunspell-sv"},
};

enum { LANGUAGES = sizeof languages / sizeof *languages };

bool lang_has(struct str lang, const char *one)
{
	if (!lang.n)
		return !strcmp(one, "eng");
	for (size_t at = 0; at < lang.n;) {
		const char *plus = memchr(lang.s + at, '+', lang.n - at);
		size_t n = plus ? (size_t)(plus - lang.s) - at : lang.n - at;
		if (str_equal((struct str){lang.s + at, n}, str_of(one)))
			return true;
		at += n + 1;
	}
	return false;
}

bool lang_is(struct str lang, const char *one)
{
	return lang_has(lang, one) && !memchr(lang.s ? lang.s : "", '+', lang.n);
}

const char *dictionaries_package(const char *lang)
{
	size_t n = strcspn(lang, "+");
	for (size_t i = 0; i < LANGUAGES; i++)
		if (str_equal((struct str){lang, n}, str_of(languages[i].lang)))
			return languages[i].package;
	return NULL;
}

void dictionaries_of(const char *lang, void (*found)(void *context, const char *name), void *context)
{
	for (const char *one = lang; *one; one += strspn(one, "+")) {
		size_t n = strcspn(one, "+");
		for (size_t i = 0; i < LANGUAGES; i++)
			if (str_equal((struct str){one, n}, str_of(languages[i].lang)))
				for (const char *const *name = languages[i].names; *name; name++)
					found(context, *name);
		one += n;
	}
}

struct str dictionary_path(struct arena *arena, const char *folders, const char *prefix, const char *name,
			   const char *suffix)
{
	for (const char *folder = folders + strspn(folders, ":"); *folder; folder += strspn(folder, ":")) {
		size_t n = strcspn(folder, ":");
		struct str path = arena_printf(arena, "%.*s/%s%s%s", (int)n, folder, prefix, name, suffix);
		if (!access(path.s, R_OK))
			return path;
		folder += n;
	}
	return (struct str){0};
}
