/*
 * Comparing two readings of the same pages: what differs, how much, and where on the pages it stands.
 *
 *	struct compare_options options = {.ignore = IGNORE_QUOTES};
 *	struct compared_text truth = {0}, reading = {0};
 *	struct comparison comparison;
 *
 *	compared_text_add(&truth, page_of_the_truth, &options);
 *	compared_text_add(&reading, page_of_the_reading, &options);
 *	compare_texts(&truth, &reading, &comparison);
 *	for (uint32_t i = 0; i < comparison.stretch_count; i++)
 *		… comparison.stretches[i] …
 *	comparison_release(&comparison);
 *
 * a is the truth, or the original, b the reading that is judged by it: what a has and b lacks is missing, what b has
 * more is added.
 */
#ifndef EMEND_COMPARE_COMPARE_H
#define EMEND_COMPARE_COMPARE_H

#include "base/error.h"
#include "page/page.h"

/* Differences that are none. White space is always the same, however much of it and of what kind. */
enum compare_ignore {
	IGNORE_CASE = 1,
	IGNORE_PUNCTUATION = 2, /* and symbols: they are as if white space stood there */
	IGNORE_SPACE = 4,       /* between words it is no character; where words begin and end still counts for words */
	IGNORE_QUOTES = 8,      /* single quotes and apostrophes are alike, double ones are */
	IGNORE_HYPHENS = 16,    /* hyphens, dashes and the minus are alike */
	IGNORE_LONG_S = 32      /* ſ is s */
};

struct compare_options {
	unsigned ignore; /* of enum compare_ignore */
	bool inserts;    /* captions, pull quotes and the like belong to the text, where they stand on the page */
	bool furniture;  /* headers, footers and page numbers do */
};

/* Sets *ignore to what the list names: "case,long-s", "all", "none". */
enum emend_status compare_ignore_named(const char *list, unsigned *ignore, struct emend_error *error);

/* Adds the names, with commas; nothing for none. */
void compare_ignore_names(unsigned ignore, struct strbuf *out);

/* A word of a text. One word of a page gives several where it has white space, or ignored punctuation, in it. */
struct compared_word {
	struct str text; /* as the page shows it */
	struct str key;  /* as it is compared: composed (Unicode's form C), ignored differences made alike */
	struct box box;  /* on the page; of words without a place empty */
	uint32_t page;   /* of those added to the text, from 0 */
	uint32_t region, line, word; /* ids on that page: page_find gives the nodes */
	uint32_t begin, end; /* its characters, counted from the beginning of the text: see struct compared_text */
};

/* The words of one region, or, of the plain text that emend writes, of one of its paragraphs. */
struct compared_block {
	enum region_type type;
	uint32_t page, region;
	uint32_t begin, end; /* words */
};

/*
 * The text of one or more pages in reading order. All zero is an empty one. It keeps what it needs of the pages: they
 * may be dropped. Characters are grapheme clusters; one space stands between two words, unless space is ignored.
 * Words of which nothing is compared, as a full stop alone where punctuation is ignored, are not in it; nor is the sign
 * of a lacuna, […].
 */
struct compared_text {
	struct arena arena;
	struct compared_word *words;
	struct compared_block *blocks;
	uint32_t word_count, block_count, page_count;
	uint32_t length; /* characters */
};

/*
 * Adds a page: its body, and what else the options take in. Of plain text with the part that emend writes after a line
 * "* * *", that part is what its labels say.
 */
void compared_text_add(struct compared_text *text, const struct page *page, const struct compare_options *options);
void compared_text_release(struct compared_text *text);

/* How a stretch of a stands in b. */
enum stretch_kind { STRETCH_EQUAL, STRETCH_SUBSTITUTED, STRETCH_MISSING, STRETCH_ADDED, STRETCH_KINDS };

/* Their names: "equal", "substituted", … */
extern const char *const stretch_kind_names[STRETCH_KINDS];

/* From begin up to, not including, end: of words or of characters. */
struct range {
	uint32_t begin, end;
};

/*
 * Words of a and those of b that stand for them, after moved blocks of b were put where a has them. All stretches
 * together hold each word of either text once, those of a in order. Equal and substituted ones have as many words on
 * both sides; where words are missing or added the other side is empty, and says where they would stand.
 */
struct stretch {
	enum stretch_kind kind;
	struct range a, b; /* words */
	uint32_t move;     /* it is of comparison.moves[move - 1]; 0: it stands in its place */
};

/* A block that b has in another place than a. */
struct move {
	struct range a, b; /* words */
};

/* How often two sequences agree and differ when they are laid side by side with as few differences as can be. */
struct tally {
	uint64_t equal, substituted, missing, added;
};

/* Errors; the length of a; of b. */
static inline uint64_t tally_errors(const struct tally *t)
{
	return t->substituted + t->missing + t->added;
}
static inline uint64_t tally_a(const struct tally *t)
{
	return t->equal + t->substituted + t->missing;
}
static inline uint64_t tally_b(const struct tally *t)
{
	return t->equal + t->substituted + t->added;
}

/*
 * All that is counted. Figures of several pages are added up: an error rate of all is their errors over their lengths.
 */
struct figures {
	struct tally characters, words;             /* in the order of the text, as other tools count */
	struct tally moved_characters, moved_words; /* after moved blocks were put back */
	uint64_t moves;                             /* so many they are */
	uint64_t shared_words;                      /* words of a that b has anywhere, each once */
	uint64_t neighbours, kept_neighbours;       /* blocks that follow one another in a, and those that do in b */
	uint64_t estimated;                         /* pages of which the counts may be too high: see align.h */
};

void figures_add(struct figures *sum, const struct figures *more);

/* Errors by length of a: 0 where there is nothing and nothing was added, below 0 (undefined) where only a is empty. */
double error_rate(const struct tally *t);
/* Errors by all that was laid side by side; 0 where that is nothing. */
double match_error_rate(const struct tally *t);
/* shared_words by words of a; kept_neighbours by neighbours. Below 0 where there are none. */
double word_recall(const struct figures *f);
double order_kept(const struct figures *f);

struct comparison {
	const struct compared_text *a, *b; /* borrowed */
	struct figures figures;
	struct stretch *stretches;
	struct move *moves; /* in the order of a */
	uint32_t stretch_count, move_count;
};

/* Both texts were made with the same options. compare_in_order looks for no moves. */
void compare_texts(const struct compared_text *a, const struct compared_text *b, struct comparison *out);
void compare_in_order(const struct compared_text *a, const struct compared_text *b, struct comparison *out);
void comparison_release(struct comparison *c);

/* The characters of a range of words: from the first's to the last's; empty where the range is. */
struct range word_characters(const struct compared_text *text, struct range words);

/* Adds the words as the pages show them, one space between. */
void words_text(const struct compared_text *text, struct range words, struct strbuf *out);

#endif
