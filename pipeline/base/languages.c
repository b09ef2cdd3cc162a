/* The table of languages and their names. */
#include "base/languages.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *lang, *tag, *name;
} languages[] = {
	{"afr", "af", "Afrikaans"}, {"cat", "ca", "Catalan"},    {"ces", "cs", "Czech"},    {"dan", "da", "Danish"},
	{"deu", "de", "German"},    {"ell", "el", "Greek"},      {"eng", "en", "English"},  {"est", "et", "Estonian"},
	{"fin", "fi", "Finnish"},   {"fra", "fr", "French"},     {"gle", "ga", "Irish"},    {"hrv", "hr", "Croatian"},
	{"hun", "hu", "Hungarian"}, {"isl", "is", "Icelandic"},  {"ita", "it", "Italian"},  {"lat", "la", "Latin"},
	{"lav", "lv", "Latvian"},   {"lit", "lt", "Lithuanian"}, {"nld", "nl", "Dutch"},    {"nor", "no", "Norwegian"},
	{"pol", "pl", "Polish"},    {"por", "pt", "Portuguese"}, {"ron", "ro", "Romanian"}, {"rus", "ru", "Russian"},
	{"slk", "sk", "Slovak"},    {"slv", "sl", "Slovene"},    {"spa", "es", "Spanish"},  {"swe", "sv", "Swedish"},
	{"tur", "tr", "Turkish"},   {"ukr", "uk", "Ukrainian"},
};

enum { LANGUAGES = sizeof languages / sizeof *languages };

static size_t place_of(struct str lang)
{
	size_t i = 0;
	while (i < LANGUAGES && !str_equal(lang, str_of(languages[i].lang)))
		i++;
	return i;
}

/* Codes of three letters are tags as well: "enm". Not those of scripts and kinds of type: "chi_sim", "script/Latin". */
struct str language_tag(struct str lang)
{
	size_t i = place_of(lang);
	if (i < LANGUAGES)
		return str_of(languages[i].tag);
	for (i = 0; i < lang.n && islower((unsigned char)lang.s[i]);)
		i++;
	return lang.n == 3 && i == 3 ? lang : (struct str){0};
}

struct str language_name(struct str lang)
{
	size_t i = place_of(lang);
	return i < LANGUAGES ? str_of(languages[i].name) : (struct str){0};
}

static bool is_called(struct str name, const char *other)
{
	return name.n == strlen(other) && !strncasecmp(name.s, other, name.n);
}

struct str language_named(struct str name)
{
	for (size_t i = 0; i < LANGUAGES && name.n; i++)
		if (is_called(name, languages[i].lang) || is_called(name, languages[i].tag) ||
		    is_called(name, languages[i].name))
			return str_of(languages[i].lang);
	return (struct str){0};
}

struct str next_language(struct str *langs)
{
	const char *plus = langs->n ? memchr(langs->s, '+', langs->n) : NULL;
	struct str first = {langs->s, plus ? (size_t)(plus - langs->s) : langs->n};
	*langs = str_skip(*langs, first.n + 1);
	return first;
}
