/* The commonest words of several languages: see tongues.h. */
#include "language/tongues.h"

#include <string.h>

/* Words of one letter are left out. Those that are English too are English, which is first. */
static const struct {
	const char *name, *words;
} tongues[TONGUES] = {
	{"eng",
	 "the of and to that it was with be by are this have from or had not but his they you which were there all "
	 "their been has would will more when who if no out so said what up is for in at as an on he she we our my"},
	{"fra",
	 "de le la les des du et en dans pour par sur avec est une un qui que ne pas au aux sont cette nous vous il "
	 "ils elle ou où ce ces leur plus mais était été"},
	{"deu",
	 "der das und von den dem des ist nicht ein eine einer einen auf mit zu im sich auch für wird sie es ich wir "
	 "aus bei nach zum zur wie oder daß dass sind hat vnd"},
	{"ita", "di il la le che del della dei delle nel gli non una un con sono si al da come più lo dal alla"},
	{"spa", "el la los las de del que en por con para una un se su como más al es lo sus pero fue era"},
	{"por", "os da dos das de que em com para uma um se não ao mais na foi sua são"},
	{"nld", "de het een en niet dat zijn met voor te ook als bij aan uit door wordt naar maar der"},
	{"lat", "et est non cum ad quod qui sed ut ex ab quae aut esse sunt enim atque quam nec hoc"},
	{"swe", "och att det som en av är för den med till på inte ett har ej"},
	{"dan", "og det som en er af den med til på ikke et har der de"},
};

const char *tongue_name(int tongue)
{
	return tongues[tongue].name;
}

void tongues_fill(struct table *words)
{
	for (unsigned i = 0; i < TONGUES; i++)
		for (const char *at = tongues[i].words; *at;) {
			struct str word = {at, strcspn(at, " ")};
			uint32_t *bits = table_at(words, word);
			if (*bits != 1)
				*bits |= 1U << i;
			at += word.n + (at[word.n] == ' ');
		}
}
