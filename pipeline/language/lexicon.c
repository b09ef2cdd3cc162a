/* Hunspell and libhyphen, with the compiled dictionaries and a cache in front. */
#include "language/lexicon.h"

#include "base/table.h"
#include "base/utf8.h"
#include "language/dictionaries.h"
#include "language/dictionary.h"

#include <hunspell.h>
#include <hyphen.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

static const char hunspell_folders[] = "/usr/share/hunspell:/usr/share/myspell/dicts";
static const char hyphen_folders[] = "/usr/share/hyphen";

/* Hunspell refuses longer words (bytes), and so do we. */
enum { LONGEST_WORD = 96, MOST_DICTIONARIES = 8 };

/* Words remembered at most, about 100 bytes each; then the cache begins anew. */
static const size_t most_cached = 500000;

enum answer { NOT_ASKED, KNOWN, UNKNOWN };

/* A conversion from UTF-8 to a dictionary's own encoding, or (iconv_t)-1 where that is UTF-8. */
struct speller {
	Hunhandle *hunspell;
	iconv_t convert;
};

struct patterns {
	HyphenDict *hyphen;
	iconv_t convert;
};

/* Where there is a dictionary the spellers are loaded with the first question that it cannot answer; so are the
 * patterns. */
struct lexicon {
	char *lang;
	const struct dictionary *dictionaries[MOST_DICTIONARIES];
	int dictionary_count;
	const struct dictionary *own; /* a user's words, or NULL */
	bool lacks_dictionary; /* a language of lang has none: where those of the others know no word, Hunspell may */
	bool spellers_loaded;
	struct speller spellers[MOST_DICTIONARIES];
	struct patterns patterns[MOST_DICTIONARIES];
	int speller_count, pattern_count;
	bool patterns_loaded;
	struct table cache;
};

static iconv_t conversion_to(const char *encoding)
{
	if (!encoding || !strcasecmp(encoding, "UTF-8"))
		return (iconv_t)-1;
	return iconv_open(encoding, "UTF-8");
}

static void add_patterns(void *context, const char *name)
{
	struct lexicon *l = context;
	struct arena arena = {0};
	struct str path = dictionary_path(&arena, hyphen_folders, "hyph_", name, ".dic");
	HyphenDict *h = path.n && l->pattern_count < MOST_DICTIONARIES ? hnj_hyphen_load(path.s) : NULL;
	if (h)
		l->patterns[l->pattern_count++] = (struct patterns){h, conversion_to(h->cset)};
	arena_release(&arena);
}

/* The paths of one of Hunspell's dictionaries; false where it is not installed. */
static bool find_dictionary(struct arena *arena, const char *name, struct str *aff, struct str *dic)
{
	const char *own = getenv("DICPATH");
	struct str folders = arena_printf(arena, "%s:%s", own ? own : "", hunspell_folders);
	*aff = dictionary_path(arena, folders.s, "", name, ".aff");
	*dic = dictionary_path(arena, folders.s, "", name, ".dic");
	return aff->n && dic->n;
}

static void note_dictionary(void *context, const char *name)
{
	struct arena arena = {0};
	struct str aff, dic;
	*(bool *)context |= find_dictionary(&arena, name, &aff, &dic);
	arena_release(&arena);
}

bool lexicon_lacks(const char *lang, char *missing, size_t size)
{
	char *langs = must_copy(lang), *rest = langs, *one;
	struct arena arena = {0};
	bool all = true;
	while (all && (one = strsep(&rest, "+"))) {
		all = dictionary_file(&arena, one).n > 0;
		if (!all)
			dictionaries_of(one, note_dictionary, &all);
		if (!all)
			snprintf(missing, size, "%s", one);
	}
	arena_release(&arena);
	free(langs);
	return !all;
}

static void add_dictionary(void *context, const char *name)
{
	struct lexicon *l = context;
	struct arena arena = {0};
	struct str aff, dic;
	if (find_dictionary(&arena, name, &aff, &dic) && l->speller_count < MOST_DICTIONARIES) {
		Hunhandle *h = Hunspell_create(aff.s, dic.s);
		if (h)
			l->spellers[l->speller_count++] =
				(struct speller){h, conversion_to(Hunspell_get_dic_encoding(h))};
	}
	arena_release(&arena);
}

static void load_spellers(struct lexicon *l)
{
	if (!l->spellers_loaded)
		dictionaries_of(l->lang, add_dictionary, l);
	l->spellers_loaded = true;
}

struct lexicon *lexicon_of_hunspell(const char *lang)
{
	struct lexicon *l = must_alloc(1, sizeof *l);
	l->lang = must_copy(lang);
	load_spellers(l);
	if (l->speller_count)
		return l;
	lexicon_drop(l);
	return NULL;
}

static void open_dictionaries(struct lexicon *l)
{
	char *langs = must_copy(l->lang), *rest = langs, *one;
	while ((one = strsep(&rest, "+"))) {
		const struct dictionary *d = l->dictionary_count < MOST_DICTIONARIES ? dictionary_open(one) : NULL;
		if (d)
			l->dictionaries[l->dictionary_count++] = d;
		else
			l->lacks_dictionary = true;
	}
	free(langs);
}

struct lexicon *lexicon_new(const char *lang)
{
	const char *own = getenv("DICPATH");
	if (own && *own)
		return lexicon_of_hunspell(lang);
	struct lexicon *l = must_alloc(1, sizeof *l);
	l->lang = must_copy(lang);
	open_dictionaries(l);
	if (l->dictionary_count)
		return l;
	lexicon_drop(l);
	return lexicon_of_hunspell(lang);
}

enum emend_status lexicon_add_words(struct lexicon *l, const char *path, struct emend_error *error)
{
	const struct dictionary *own;
	enum emend_status status = dictionary_of_words(path, &own, error);
	if (status != EMEND_OK)
		return status;
	dictionary_close(l->own);
	l->own = own;
	return EMEND_OK;
}

const struct dictionary *lexicon_own_words(const struct lexicon *l)
{
	return l->own;
}

bool lexicon_has_hunspell(const struct lexicon *l)
{
	return l->speller_count > 0;
}

static void close_conversion(iconv_t convert)
{
	if (convert != (iconv_t)-1)
		iconv_close(convert);
}

void lexicon_drop(struct lexicon *l)
{
	if (!l)
		return;
	for (int i = 0; i < l->speller_count; i++) {
		close_conversion(l->spellers[i].convert);
		Hunspell_destroy(l->spellers[i].hunspell);
	}
	for (int i = 0; i < l->pattern_count; i++) {
		close_conversion(l->patterns[i].convert);
		hnj_hyphen_free(l->patterns[i].hyphen);
	}
	for (int i = 0; i < l->dictionary_count; i++)
		dictionary_close(l->dictionaries[i]);
	dictionary_close(l->own);
	table_release(&l->cache);
	free(l->lang);
	free(l);
}

/* The word in the encoding, ended by NUL; false where it has a character that the encoding lacks. */
static bool encode(iconv_t convert, struct str word, char out[LONGEST_WORD * 2])
{
	if (convert == (iconv_t)-1) {
		memcpy(out, word.s, word.n);
		out[word.n] = '\0';
		return true;
	}
	char *from = (char *)(uintptr_t)word.s, *to = out;
	size_t from_left = word.n, to_left = LONGEST_WORD * 2 - 1;
	iconv(convert, NULL, NULL, NULL, NULL);
	if (iconv(convert, &from, &from_left, &to, &to_left) == (size_t)-1)
		return false;
	*to = '\0';
	return true;
}

static bool asks(const struct speller *speller, struct str word)
{
	char encoded[LONGEST_WORD * 2];
	return encode(speller->convert, word, encoded) && Hunspell_spell(speller->hunspell, encoded);
}

static bool is_askable(struct str word)
{
	return word.n && word.n <= LONGEST_WORD && !memchr(word.s, '\0', word.n);
}

unsigned lexicon_ask(struct lexicon *l, struct str word)
{
	unsigned spellers = 0;
	for (int i = 0; i < l->speller_count && is_askable(word); i++)
		spellers |= (unsigned)asks(&l->spellers[i], word) << i;
	return spellers;
}

/* Hunspell's answer, from the cache where it was asked before. */
static bool ask_once(struct lexicon *l, struct str word)
{
	load_spellers(l);
	if (l->cache.count > most_cached)
		table_release(&l->cache);
	uint32_t *answer = table_at(&l->cache, word);
	if (*answer == NOT_ASKED)
		*answer = lexicon_ask(l, word) ? KNOWN : UNKNOWN;
	return *answer == KNOWN;
}

bool lexicon_knows(struct lexicon *l, struct str word)
{
	bool sure = !l->lacks_dictionary && l->dictionary_count;
	if (!is_askable(word))
		return false;
	if (l->own && dictionary_spells(l->own, word) == SPELLING_RIGHT)
		return true;
	for (int i = 0; i < l->dictionary_count; i++) {
		enum spelling spelling = dictionary_spells(l->dictionaries[i], word);
		if (spelling == SPELLING_RIGHT)
			return true;
		sure &= spelling == SPELLING_WRONG;
	}
	return !sure && ask_once(l, word);
}

static size_t utf8_length(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += (*s & 0xC0) != 0x80;
	return n;
}

static bool pattern_parts(const struct patterns *p, struct str word, size_t n)
{
	char encoded[LONGEST_WORD * 2], head[LONGEST_WORD * 2], points[LONGEST_WORD * 2 + 5];
	char **replace = NULL;
	int *at = NULL, *cut = NULL;
	if (!encode(p->convert, word, encoded) || !encode(p->convert, (struct str){word.s, n}, head))
		return false;
	/* libhyphen counts characters where the patterns are UTF-8. */
	size_t length = strlen(encoded), split = p->convert == (iconv_t)-1 ? utf8_length(head) : strlen(head);
	bool bad = hnj_hyphen_hyphenate2(p->hyphen, encoded, (int)length, points, NULL, &replace, &at, &cut);
	for (size_t i = 0; replace && i < length; i++)
		free(replace[i]);
	free(replace);
	free(at);
	free(cut);
	return !bad && split && split < length && (points[split - 1] & 1);
}

enum parting lexicon_parting(struct lexicon *l, struct str word, size_t n)
{
	int agreed = 0;
	if (!l->patterns_loaded)
		dictionaries_of(l->lang, add_patterns, l);
	l->patterns_loaded = true;
	if (word.n > LONGEST_WORD || n >= word.n)
		return PARTING_NEVER;
	/* The patterns are in lower case; a mapping that changes lengths would move the place. */
	struct arena arena = {0};
	struct str lower = utf8_lower(&arena, word);
	for (int i = 0; i < l->pattern_count; i++)
		agreed += pattern_parts(&l->patterns[i], lower.n == word.n ? lower : word, n);
	arena_release(&arena);
	if (!l->pattern_count || (agreed && agreed < l->pattern_count))
		return PARTING_DISPUTED;
	return agreed ? PARTING_AGREED : PARTING_NEVER;
}
