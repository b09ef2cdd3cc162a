/* The learned tables, read from the text that the build puts into the program. */
#include "language/confusions.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The files as they are; all end in a NUL. */
__asm__(".section .rodata\n"
	"confusions_of_text:\n.incbin \"dict/confusions.tsv\"\n.byte 0\n"
	"confusions_of_scans:\n.incbin \"dict/confusions_scans.tsv\"\n.byte 0\n"
	"errors_table:\n.incbin \"dict/errors.tsv\"\n.byte 0\n"
	"confidence_table:\n.incbin \"dict/confidence.tsv\"\n.byte 0\n"
	".previous");
extern const char confusions_of_text[], confusions_of_scans[], errors_table[], confidence_table[];

/* The cells of a row, parted by tabs. Moves *text behind it; false at the end. Comments are left out. */
static bool next_row(const char **text, struct str cells[], int count)
{
	while (**text == '#')
		*text += strcspn(*text, "\n") + 1;
	if (!**text)
		return false;
	for (int i = 0; i < count; i++) {
		cells[i] = (struct str){*text, strcspn(*text, "\t\n")};
		*text += cells[i].n;
		if (**text == '\t')
			++*text;
	}
	*text += strcspn(*text, "\n");
	*text += **text == '\n';
	return true;
}

static int number_of(const char *cell)
{
	return (int)strtol(cell, NULL, 10);
}

static struct str letters_of(struct str cell)
{
	if (str_equal(cell, STR("-")))
		cell.n = 0;
	return cell;
}

static unsigned char first_byte(struct str s)
{
	return s.n ? (unsigned char)s.s[0] : 0;
}

static int by_letters(const void *a, const void *b)
{
	const struct confusion *x = a, *y = b;
	int read = first_byte(x->read) - first_byte(y->read);
	int truth = (int)confusion_letter(first_byte(x->truth)) - (int)confusion_letter(first_byte(y->truth));
	if (read || truth)
		return read ? read : truth;
	if (x->cost < y->cost || x->cost > y->cost)
		return x->cost < y->cost ? -1 : 1;
	return x->read.s < y->read.s ? -1 : x->read.s > y->read.s; /* both are in the one table */
}

/* The nearest whole step. */
static float in_steps(float cost)
{
	return roundf(cost * STEPS_OF_COST) / STEPS_OF_COST;
}

static void add_confusion(struct confusions *c, struct str read, struct str truth, float cost)
{
	c->list = arena_grow(&c->arena, c->list, c->count, sizeof *c->list);
	c->list[c->count++] = (struct confusion){read, truth, in_steps(cost)};
}

static void add_alone(struct confusions *c, struct str read, struct str truth, float cost)
{
	c->alone = arena_grow(&c->arena, c->alone, c->alone_count, sizeof *c->alone);
	c->alone[c->alone_count++] = (struct confusion){read, truth, cost};
}

static void index_confusions(struct confusions *c)
{
	uint32_t i = 0;
	c->least_lost = c->other;
	for (size_t k = 0; k < c->count; k++)
		if (!c->list[k].read.n && c->list[k].cost < c->least_lost)
			c->least_lost = c->list[k].cost;
	qsort(c->list, c->count, sizeof *c->list, by_letters);
	for (int read = 0; read < 256; read++)
		for (unsigned letter = 0; letter < TRUE_LETTERS; letter++) {
			c->begin[read][letter] = i;
			while (i < c->count && first_byte(c->list[i].read) == read &&
			       confusion_letter(first_byte(c->list[i].truth)) == letter)
				i++;
			c->begin[read][letter + 1] = i;
		}
}

static void read_confusions(struct confusions *c, const char *text)
{
	struct str cells[4];
	while (next_row(&text, cells, 4)) {
		float cost = strtof(cells[2].s, NULL);
		if (str_equal(cells[0], STR("*")))
			c->other = in_steps(cost);
		else if (str_starts(cells[0], STR("alone ")))
			add_alone(c, str_skip(cells[0], strlen("alone ")), cells[1], cost);
		else if (str_equal(cells[0], STR("space")))
			c->inserted_space = cost;
		else if (str_equal(cells[1], STR("space")))
			c->lost_space = cost;
		else
			add_confusion(c, letters_of(cells[0]), letters_of(cells[1]), cost);
	}
}

static void read_errors(struct confusions *c)
{
	static const char *const shapes[WORD_SHAPES] = {"small", "capital", "capitals", "mixed"};
	const char *text = errors_table;
	struct str cells[6];
	while (next_row(&text, cells, 6)) {
		int level = number_of(cells[0].s), length = number_of(cells[1].s), page = number_of(cells[3].s);
		for (int shape = 0; shape < WORD_SHAPES; shape++)
			if (str_equal(cells[2], str_of(shapes[shape])) && level < 3 && length < LENGTH_CLASSES &&
			    page < PAGE_CLASSES)
				c->errors[level][length][shape][page] = strtof(cells[4].s, NULL);
	}
}

static void read_confidences(struct confusions *c)
{
	const char *text = confidence_table;
	struct str cells[5];
	while (next_row(&text, cells, 5)) {
		int level = number_of(cells[0].s), confidence = number_of(cells[1].s), page = number_of(cells[2].s);
		if (level < 3 && confidence < CONFIDENCES && page < PAGE_CLASSES)
			c->by_confidence[level][confidence][page] = strtof(cells[3].s, NULL);
	}
}

const struct confusions *confusions_open(enum confusions_of of)
{
	static const char *const texts[CONFUSIONS] = {
		[CONFUSIONS_OF_TEXT] = confusions_of_text, [CONFUSIONS_OF_SCANS] = confusions_of_scans};
	static struct confusions tables[CONFUSIONS];
	struct confusions *c = &tables[of];
	if (c->other == 0) {
		read_confusions(c, texts[of]);
		index_confusions(c);
		read_errors(c);
		read_confidences(c);
	}
	return c;
}

enum word_shape word_shape(struct str word)
{
	size_t upper = 0, letters = 0;
	bool first = false;
	for (size_t at = 0; at < word.n;) {
		uint32_t c = utf8_next(word, &at);
		if (c >= 0x80 ? c != 0x2019 : !utf8_is_letter(c) && c != '\'' && c != '-')
			return SHAPE_MIXED;
		bool is_upper = c < 0x80 && utf8_is_upper(c);
		first |= !letters && is_upper;
		letters += c < 0x80 && utf8_is_letter(c);
		upper += is_upper;
	}
	if (!upper)
		return SHAPE_SMALL;
	return first && upper == 1 ? SHAPE_CAPITAL : upper == letters ? SHAPE_CAPITALS : SHAPE_MIXED;
}

/* The class of a page of which such a part is bad. Short texts are taken for middling ones. */
static int class_of(size_t bad, size_t words, const double bounds[PAGE_CLASSES - 1])
{
	static const double prior_bad = 0.4, prior_words = 20;
	double part = ((double)bad + prior_bad) / ((double)words + prior_words);
	int class = 0;
	while (class < PAGE_CLASSES - 1 && part >= bounds[class])
		class ++;
	return class;
}

/* As scripts/learn_words has it. */
int page_class(size_t unknown, size_t words)
{
	static const double bounds[PAGE_CLASSES - 1] = {0.01, 0.03, 0.08};
	return class_of(unknown, words, bounds);
}

/* As scripts/learn_misreadings has it. Of 178 clean pages 160 are of the first two classes, of blurred copies half. */
int scan_class(size_t doubted, size_t words)
{
	static const double bounds[PAGE_CLASSES - 1] = {0.03, 0.07, 0.2};
	return class_of(doubted, words, bounds);
}

float error_chance(const struct confusions *c, enum word_level level, struct str word, int class)
{
	int length = word.n <= 2 ? 0 : word.n <= 4 ? 1 : word.n <= 7 ? 2 : 3;
	return c->errors[level][length][word_shape(word)][class];
}

float error_chance_read(const struct confusions *c, enum word_level level, float confidence, int class)
{
	static const float bounds[CONFIDENCES - 1] = {60, 75, 85, 90, 93, 95};
	int i = 0;
	while (i < CONFIDENCES - 1 && confidence >= bounds[i])
		i++;
	return c->by_confidence[level][i][class];
}
