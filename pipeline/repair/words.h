/* The words of a page as the correction of misread words sees them, and the ranking of what they may be. */
#ifndef EMEND_REPAIR_WORDS_H
#define EMEND_REPAIR_WORDS_H

#include "base/table.h"
#include "language/speller.h"
#include "language/surety.h"
#include "repair/repair.h"

/* A printed word: one of the page's, or two halves with a hyphen at a line's end between them. */
struct unit {
	struct word *word, *tail;       /* tail: the second half, or NULL */
	struct str before, core, after; /* of its text: what stands about the letters, and they */
	struct str folded;              /* core in lower case */
	size_t parted;                  /* bytes of core in the first half, where there is a tail */
	bool fixed;                     /* a number, an address, code: it is left */
	bool part;                      /* of a word that a line's cut parted: nor is it noise, or a piece */
	bool foreign;                   /* a word of another language */
	bool alone;                     /* one sign, of a scan */
	bool opens;                     /* a sentence may begin with it */
	enum word_level level;
	float frequency; /* log10, of what is a common word */
	uint32_t count;  /* so often the page has it */
	int id;          /* of the trigram model */
	float chance;    /* that it is misread */
};

enum { MOST_EDGES = 96, MOST_PIECES = 4, MOST_WORDS = 3 };

/* One thing that span units may be: as they are read, or other words. */
struct edge {
	uint32_t span, count;         /* units that it takes up; words that it is, of noise none */
	struct str texts[MOST_WORDS]; /* folded */
	int ids[MOST_WORDS];
	float own[MOST_WORDS];   /* log10 of the probability of a word that the model lacks; 0: the model's */
	float usage[MOST_WORDS]; /* log10 of how much likelier the words are in print, and here, than the model has them
				  */
	float cost;              /* of the confusions, -log10 */
	float habit;             /* log10: what the page's habits speak for it */
	float mended;            /* and of splits and joints, that part of it that letters cost */
	float channel;           /* log10: how likely it is read so, without the language */
	bool changed;
	bool opens;         /* a sentence, perhaps */
	bool parted;        /* by a hyphen, as read */
	bool between;       /* a word is dropped between the pieces */
	bool capital;       /* the first unit was read for the word's capital */
	bool again;         /* another look at the line read it so */
	bool habitual;      /* the page's habits may speak for it: one word of the dictionary for one that was read */
	const char *source; /* for a person */
	struct str seen; /* the word in its case, as the recogniser's other readings of its letters or a sign tell it */
};

/* What one unit may be; edges[0]: as it was read. */
struct options {
	struct edge *edges;
	size_t count;
};

/* A change, of which the edges are those of the units' options. */
struct choice {
	size_t at; /* the unit */
	const struct edge *edge, *others[3];
	int other_count;
	bool rival;       /* it is not part of the likeliest text */
	float margin;     /* log10: by how much it is likelier than what was read */
	float lead;       /* and than the next best */
	float fit;        /* log10: how much likelier its words are between those about them than anywhere */
	float fit_read;   /* the same of what was read */
	float fit_before; /* and of the new words' fit what those before them give */
	float farther;    /* log10: the cost above the nearest candidate's */
	uint32_t changed; /* of the words beside it */
	float language;   /* log10: the part of the margin that the words about it give */
	double likely;    /* that it is right: see weigh_choices */
};

struct words {
	struct repair *r;
	const struct dictionary *dictionary;
	const struct confusions *confusions;
	const struct trigrams *trigrams;
	struct speller *speller;
	struct arena kept;   /* options of the words that told the page's habits */
	struct arena ranked; /* for the time of a region's ranking */
	int start;           /* of a sentence, for the trigrams */
	struct table counts; /* of folded words on the page */
	struct table habits; /* confusions, "o>e", of sure changes on the page */
	struct str *names;   /* words of the page that no dictionary has and that it has twice */
	size_t name_count, total;
	float unknown_part;   /* of the page's words in small letters */
	int page_class;       /* how poor the page is by its unknown words */
	int scan_class;       /* and by its doubted ones */
	struct region *aside; /* the last one with noise */
	bool half;            /* the region before ends in half a word */
	bool begun;           /* there was one */
	bool foreign;         /* other languages than English may be on the page */
	bool *in_foreign;     /* by word id: in a passage in another language than the page's (foreign.h) */
	bool *settled;        /* by word id: another witness has the word so, and it is not misread */
	bool scanned; /* the recogniser's other readings are there, or the scan is: else the page is mended as text */
};

/* What each of the units, which follow each other, may be. From the arena. */
struct options *find_options(struct words *w, struct arena *arena, const struct unit *units, size_t count);

/* The changes that make the likeliest text of the units. From the page's scratch; works in w->ranked. */
struct choice *rank_words(struct words *w, const struct unit *units, const struct options *options, size_t count,
			  size_t *choice_count);

/* How the page misreads its words, from the changes of these units that are sure. */
void learn_habits(struct words *w, const struct unit *units, const struct options *options, size_t count);

/* Adds to the options what the page's habits speak for them. */
void weigh_habits(const struct words *w, const struct unit *units, struct options *options, size_t count);

/* log10 of the probability of a word that the trigram model lacks, where the dictionary or the page has it. */
static const float rare_log10 = -6.7F;

/* May the word be written in the case in which it was read? Names are not guessed where small letters were read. */
bool fits_case(const struct unit *u, const struct dictionary_word *info);

/* The reading as the confusions have it: a mark in it, or a letter that is not English, is a tilde. */
struct str reading_of(const struct words *w, struct str folded);

/* How far its candidates are looked for on this page. */
enum reach reach_of(const struct words *w);

/* log10 of how likely the unit is read so by confusions of that cost. */
float channel_of(const struct unit *u, float cost);

/* Adds to the n edges two words that are read as the unit; if fuzzy, one of them misread besides, or three. */
size_t add_splits(struct words *w, const struct unit *u, bool fuzzy, struct edge *edges, size_t n);

/* The same of the one word that the units from u on are pieces of. */
size_t add_joins(struct words *w, const struct unit *u, size_t count, struct edge *edges, size_t n);

/* Letters, apostrophes and hyphens. */
bool is_letters(struct str s);

/* Is unit i a letter or two that are no word, between words that are? Then it may be noise, which the other adds. */
bool may_be_stray(const struct words *w, const struct unit *units, size_t count, size_t i);
size_t add_stray(const struct unit *u, struct edge *edges, size_t n);

/* What speaks for and against a change, as language/surety.h has it; and that in words, with what else it may be. */
void weigh_choice(struct words *s, const struct unit *units, size_t count, const struct choice *c,
		  float terms[SURETY_TERMS]);
struct str choice_evidence(struct words *s, const struct unit *u, const struct choice *c,
			   const float terms[SURETY_TERMS]);

/* The words of the edge with spaces between them, the first as given. */
struct str edge_phrase(struct arena *arena, const struct edge *e, struct str first);

/* Are they two spellings of one word? Both are right: what was read is a word, or has a letter that is no more used. */
bool is_variant(struct words *s, const struct unit *u, struct str text);
/* The dictionary's word, or the user's own. */
bool find_word(const struct words *s, struct str word, struct dictionary_word *info);

/* Tells of each of n choices how likely it is right. */
void weigh_choices(struct words *s, const struct unit *units, size_t count, struct choice *choices, size_t n);

/* Makes the weighed change of the units where it is sure, or proposes it. Was it made? */
bool make_choice(struct words *s, const struct unit *units, size_t count, const struct choice *c);

/* Mends the page's words. */
void mend_words(struct repair *r);

/* Is it a scan's, with the recogniser's other readings of its letters, or with the scan at hand? */
bool page_is_scanned(const struct repair *r);

/* Mends a region's words by the lexicon alone: of a language that has no statistics. */
void mend_by_lexicon(struct words *s, const struct unit *units, size_t count);

/* The symbols of the unit's letters, or NULL where they were changed since. */
const struct symbol *core_symbols(const struct unit *u, size_t *count);

/* Calls found with each word that the recogniser's other readings of the symbols make, and with its cost (log10). */
typedef void seen_word(void *context, struct str text, float cost);
void compose_words(const struct symbol *symbols, size_t count, seen_word *found, void *context);

/* May a word of a scan be misread at all? Of the rest nothing is asked. */
bool scan_doubts(const struct unit *u);

/* Adds to the n edges the words that the recogniser's other readings of u's letters make. Gives how many there are. */
size_t scan_edges(struct words *w, const struct unit *u, struct edge edges[MOST_EDGES], size_t n);

/* Does the scan bear the change of u out, which is so likely right? */
bool scan_agrees(const struct words *s, const struct unit *u, const struct choice *c, double likely);

/* What the recogniser is so sure of (percent) is right if nothing else was seen. */
enum { SURE_OF_LETTERS = 90 };

#endif
