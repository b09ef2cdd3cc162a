/* The commonest words of several languages: see tongues.h. */
#include "language/tongues.h"

#include <stdbool.h>
#include <string.h>

/* Words of one letter are left out, as are those that are English too. Each is between spaces. */
static const struct {
	const char *name, *words;
} tongues[TONGUES] = {
	{"eng",
	 " the of and to that it was with be by are this have from or had not but his they you which were there all "
	 "their been has would will more when who if no out so said what up is for in at as an on he she we our my "},
	{"fra",
	 " de le la les des du et en dans pour par sur avec est une un qui que ne pas au aux sont cette nous vous il "
	 "ils elle ou où ce ces leur plus mais était été "},
	{"deu",
	 " der das und von den dem des ist nicht ein eine einer einen auf mit zu im sich auch für wird sie es ich wir "
	 "aus bei nach zum zur wie oder daß dass sind hat vnd "},
	{"ita", " di il la le che del della dei delle nel gli non una un con sono si al da come più lo dal alla "},
	{"spa", " el la los las de del que en por con para una un se su como más al es lo sus pero fue era "},
	{"por", " os da dos das de que em com para uma um se não ao mais na foi sua são "},
	{"nld", " de het een en niet dat zijn met voor te ook als bij aan uit door wordt naar maar der "},
	{"lat", " et est non cum ad quod qui sed ut ex ab quae aut esse sunt enim atque quam nec hoc "},
	{"swe", " och att det som en av är för den med till på inte ett har ej "},
	{"dan", " og det som en er af den med til på ikke et har der de "},
};

const char *tongue_name(int tongue)
{
	return tongues[tongue].name;
}

static bool has_word(const char *words, struct str word)
{
	for (const char *at = words; (at = memmem(at, strlen(at), word.s, word.n)); at++)
		if (at[-1] == ' ' && at[word.n] == ' ')
			return true;
	return false;
}

uint16_t tongues_of(struct str word)
{
	enum { LONGEST = 6 };
	unsigned bits = 0;
	if (word.n < 2 || word.n > LONGEST)
		return 0;
	for (unsigned i = 0; i < TONGUES && bits != 1; i++)
		bits |= has_word(tongues[i].words, word) ? 1U << i : 0;
	return (uint16_t)bits;
}
