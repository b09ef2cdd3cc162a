/* From Tesseract's names of languages (ISO 639-2) to the dictionaries' (ISO 639-1 and a country). */
#include "language/dictionaries.h"

#include <string.h>
#include <unistd.h>

static const struct {
	const char *lang, *names[3];
} languages[] = {
	{"eng", {"en_GB", "en_US"}}, {"enm", {"en_GB"}}, {"afr", {"af_ZA"}},          {"cat", {"ca"}},
	{"ces", {"cs_CZ"}},          {"dan", {"da_DK"}}, {"deu", {"de_DE"}},          {"fra", {"fr"}},
	{"gle", {"ga_IE"}},          {"hun", {"hu_HU"}}, {"ita", {"it_IT"}},          {"nld", {"nl"}},
	{"nor", {"nb_NO", "nn_NO"}}, {"pol", {"pl_PL"}}, {"por", {"pt_PT", "pt_BR"}}, {"spa", {"es_ES"}},
	{"swe", {"sv_SE"}},
};

void dictionaries_of(const char *lang, void (*found)(void *context, const char *name), void *context)
{
	for (const char *one = lang; *one; one += strspn(one, "+")) {
		size_t n = strcspn(one, "+");
		for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
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
