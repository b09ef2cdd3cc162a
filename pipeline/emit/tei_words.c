/*
 * The words of a page in TEI.
 *
 *	resto-            resto<lb break="no" rend="hyphen"/>ration
 *	ration
 *	Moseow            <choice><sic>Moseow</sic><corr cert="high" resp="#emend">Moscow</corr></choice>
 *	T HE              <hi rend="drop-capital">T</hi>HE
 *	hear|             hear<gap reason="cut" unit="chars" quantity="18" …/>
 *	soor|             soo<unclear reason="cut">r</unclear><gap …/>
 *
 * What is missing beside a word is written where txt has its sign, and a conjecture is supplied where txt prints it.
 * Half letters that are no text are unclear; a conjecture is an alternative to them.
 */
#include "emit/tei_words.h"

#include "base/utf8.h"
#include "emit/lost.h"
#include "page/pitch.h"

#include <math.h>

/* cert is high from so many percent on, and medium. */
static const float high = 90, medium = 70;

/* How many letters are missing lies within so many standard deviations, mostly. */
static const float spread = 2;

/* A drop capital is so many times as high as the other words of its line. */
static const double least_height = 1.7;

struct flow {
	struct document *d;
	struct tei_words *t;
	struct tei_row row;
	uint32_t line; /* the one that is being written */
	bool any;      /* is anything written? */
};

static bool is_capital(struct str s)
{
	size_t at = 0;
	return s.n && utf8_is_upper(utf8_next(s, &at)) && at == s.n;
}

/* How many bytes the drop capital has that the shown word begins with: "T" beside "he" in a word that reads "The". */
static size_t drop_capital(const struct word *w)
{
	int32_t highest = 0;
	if (w->symbol_count && w->symbols[0].flags & SYMBOL_DROP_CAPITAL && str_starts(w->text, w->symbols[0].text))
		return w->symbols[0].text.n;
	if (!is_capital(w->raw) || !str_starts(w->text, w->raw) || first_shown(word_line(w)) != w)
		return 0;
	for (const struct word *o = first_word(word_line(w)); o; o = next_word(o))
		if (o != w && o->raw.n > 1 && o->box.bottom - o->box.top > highest)
			highest = o->box.bottom - o->box.top;
	return highest && w->box.bottom - w->box.top > least_height * highest ? w->raw.n : 0;
}

/* Its text up to where what was read begins. */
static struct str supplied(const struct tei_words *t, const struct word *w)
{
	size_t n = t->supplied[w->node.id];
	return n < w->text.n ? (struct str){w->text.s, n} : (struct str){0};
}

/* What was read of the words, with a line feed between lines; drop capitals stand with the rest of their word. */
static void add_read(const struct tei_words *t, const struct tei_cluster *c, struct strbuf *out)
{
	const struct word *before = NULL;
	for (uint32_t i = 0; i < c->word_count; i++) {
		const struct word *w = c->words[i];
		if (!w->raw.n)
			continue;
		bool same = before && t->line[before->node.id] == t->line[w->node.id];
		bool one = same && t->root[w->node.id] == before->node.id && drop_capital(before);
		if (before && !one)
			strbuf_byte(out, same ? ' ' : '\n');
		strbuf_add(out, supplied(t, w));
		strbuf_add(out, w->raw);
		before = w;
	}
}

static bool begins_unit(const struct tei_cluster *c, uint32_t i)
{
	return !i || c->pieces[i].unit != c->pieces[i - 1].unit;
}

static bool ends_unit(const struct tei_cluster *c, uint32_t i)
{
	return i + 1 == c->piece_count || c->pieces[i].unit != c->pieces[i + 1].unit;
}

/* The half letters before or after the word. */
static struct str doubtful(const struct word *w, bool after)
{
	const struct lacuna *l = open_lacuna(w, after);
	return l ? l->doubtful : (struct str){0};
}

/* What they are now, in the same way, with the hyphens and with half letters. */
static void add_now(const struct tei_cluster *c, struct strbuf *out)
{
	for (uint32_t i = 0; i < c->piece_count; i++) {
		const struct tei_piece *p = &c->pieces[i];
		if (i)
			strbuf_byte(out, p->line == p[-1].line ? ' ' : '\n');
		strbuf_add(out, begins_unit(c, i) ? doubtful(p->unit, false) : STR(""));
		strbuf_add(out, p->text);
		strbuf_add(out, p->hyphen);
		strbuf_add(out, ends_unit(c, i) ? doubtful(p->unit, true) : STR(""));
	}
}

static bool reads_as_read(const struct tei_words *t, const struct tei_cluster *c)
{
	struct strbuf read = {0}, now = {0};
	add_read(t, c, &read);
	add_now(c, &now);
	bool same = str_equal(strbuf_str(&read), strbuf_str(&now)) || !read.n;
	strbuf_release(&read);
	strbuf_release(&now);
	return same;
}

/* Begins the line, where the word is the first in it that is written. */
static bool begin_line(struct flow *f, uint32_t line)
{
	if (f->row.layout == TEI_ROW || line <= f->line)
		return false;
	if (f->row.layout == TEI_LINES)
		xml_new_line(f->d);
	else if (f->any)
		xml_text(f->d, STR("\n"));
	xml_open(f->d, "lb");
	if (f->row.facs.n)
		xml_attribute(f->d, "facs", f->row.facs);
	xml_close(f->d);
	f->row.facs.n = 0;
	f->line = line;
	return true;
}

static void indent(const struct flow *f, const struct word *w)
{
	struct strbuf spaces = {0};
	strbuf_printf(&spaces, "%*s", (int)line_indent(word_line(w), f->row.margin), "");
	xml_text(f->d, strbuf_str(&spaces));
	strbuf_release(&spaces);
}

static void part_words(struct flow *f, const struct tei_piece *next)
{
	bool begun = begin_line(f, next->line);
	if (begun && f->row.layout == TEI_LISTING)
		indent(f, next->unit);
	else if (!begun && f->any)
		xml_text(f->d, STR(" "));
	f->any = true;
}

/* rend tells which hyphen it was, where it was not the usual one; it takes no invisible characters. */
static void break_word(struct flow *f, const struct tei_piece *before, uint32_t line)
{
	size_t at = 0;
	xml_open(f->d, "lb");
	xml_attribute(f->d, "break", STR("no"));
	if (str_equal(before->hyphen, STR("-")))
		xml_attribute(f->d, "rend", STR("hyphen"));
	else if (before->hyphen.n)
		xml_attribute_printf(f->d, "rend", "hyphen U+%04X", (unsigned)utf8_next(before->hyphen, &at));
	xml_close(f->d);
	f->line = line;
}

/* How sure (percent) emend is. */
static void set_judgement(struct flow *f, float confidence)
{
	xml_attribute(f->d, "cert", str_of(confidence >= high ? "high" : confidence >= medium ? "medium" : "low"));
	xml_attribute(f->d, "resp", STR("#emend"));
}

static void set_edit(struct flow *f, const struct word *w)
{
	set_judgement(f, f->t->confidence[f->t->group[w->node.id]]);
}

/* Above and below a column lines are missing; nobody knows how many. */
static void write_gap(struct flow *f, const struct lost *lost)
{
	const struct lacuna *l = lost->lacuna;
	float letters = l->letters - (float)utf8_count(lost->addition), off = spread * l->deviation;
	xml_open(f->d, "gap");
	xml_attribute(f->d, "reason", STR("cut"));
	if (l->letters > 0) {
		xml_attribute(f->d, "unit", STR("chars"));
		xml_attribute_printf(f->d, "quantity", "%ld", lroundf(letters));
		xml_attribute_printf(f->d, "atLeast", "%ld", lroundf(fmaxf(letters - off, 0)));
		xml_attribute_printf(f->d, "atMost", "%ld", lroundf(letters + off));
	} else {
		bool lines = l->side == LACUNA_TOP || l->side == LACUNA_BOTTOM;
		xml_attribute(f->d, "unit", lines ? STR("lines") : STR("chars"));
		xml_attribute(f->d, "extent", STR("unknown"));
	}
	xml_close(f->d);
}

static void write_unclear(struct flow *f, const struct lost *lost)
{
	if (!lost->lacuna->doubtful.n)
		return;
	xml_open(f->d, "unclear");
	xml_attribute(f->d, "reason", STR("cut"));
	xml_text(f->d, lost->lacuna->doubtful);
	xml_close(f->d);
}

static void write_addition(struct flow *f, const struct lost *lost)
{
	if (!lost->addition.n)
		return;
	xml_open(f->d, "supplied");
	xml_attribute(f->d, "reason", STR("cut"));
	xml_attribute(f->d, "evidence", lost->elsewhere ? STR("internal") : STR("conjecture"));
	set_judgement(f, (float)(100 * lost->probability));
	xml_text(f->d, lost->addition);
	xml_close(f->d);
}

static void write_space(struct flow *f, bool is)
{
	if (is)
		xml_text(f->d, STR(" "));
}

/* The half letters, and what is added: of the same word in place of them. */
static void write_letters(struct flow *f, const struct lost *lost, bool after)
{
	bool choice = lost->lacuna->doubtful.n && lost->addition.n && !lost->addition_apart;
	if (choice)
		xml_open(f->d, "choice");
	if (after)
		write_unclear(f, lost);
	write_space(f, after && lost->addition_apart);
	write_addition(f, lost);
	write_space(f, !after && lost->addition_apart);
	if (!after)
		write_unclear(f, lost);
	if (choice)
		xml_close(f->d);
}

/* What is missing before or after the word. */
static void write_lost(struct flow *f, const struct word *w, bool after)
{
	struct lost lost = lost_beside(w, after, w->text, f->d->options.conjectures);
	if (!lost.lacuna)
		return;
	if (after)
		write_letters(f, &lost, true);
	write_space(f, after && lost.more_apart);
	if (lost.more)
		write_gap(f, &lost);
	write_space(f, !after && lost.more_apart);
	if (!after)
		write_letters(f, &lost, false);
}

/* The first piece of a word, with what is special at its beginning. */
static void write_beginning(struct flow *f, const struct tei_piece *p)
{
	struct str given = supplied(f->t, p->unit), text = p->text;
	size_t n = given.n ? given.n : drop_capital(p->unit);
	if (!n || n > text.n) {
		xml_text(f->d, text);
		return;
	}
	if (given.n) {
		xml_open(f->d, "supplied");
		xml_attribute(f->d, "reason", STR("unread"));
		set_edit(f, p->unit);
	}
	xml_open(f->d, "hi");
	xml_attribute(f->d, "rend", STR("drop-capital"));
	xml_text(f->d, str_chop(text, text.n - n));
	xml_close(f->d);
	if (given.n)
		xml_close(f->d);
	xml_text(f->d, str_skip(text, n));
}

static void write_now(struct flow *f, const struct tei_cluster *c)
{
	for (uint32_t i = 0; i < c->piece_count; i++) {
		const struct tei_piece *p = &c->pieces[i];
		if (!begins_unit(c, i)) {
			break_word(f, &p[-1], p->line);
			xml_text(f->d, p->text);
		} else {
			if (i)
				part_words(f, p);
			write_lost(f, p->unit, false);
			write_beginning(f, p);
		}
		if (ends_unit(c, i))
			write_lost(f, p->unit, true);
	}
}

static void write_read(struct flow *f, const struct tei_cluster *c)
{
	const struct word *before = NULL;
	for (uint32_t i = 0; i < c->word_count; i++) {
		const struct word *w = c->words[i];
		if (!w->raw.n)
			continue;
		bool same = before && f->t->line[before->node.id] == f->t->line[w->node.id];
		if (same)
			xml_text(f->d, STR(" "));
		if (before && !same) {
			xml_open(f->d, "lb");
			xml_close(f->d);
		}
		xml_text(f->d, w->raw);
		before = w;
	}
}

static void write_choice(struct flow *f, const struct tei_cluster *c, bool space)
{
	xml_open(f->d, "choice");
	xml_open(f->d, "sic");
	if (space)
		xml_text(f->d, STR(" "));
	write_read(f, c);
	xml_close(f->d);
	xml_open(f->d, "corr");
	set_edit(f, c->words[0]);
	write_now(f, c);
	xml_close(f->d);
	xml_close(f->d);
}

static void write_cluster(struct flow *f, const struct tei_cluster *c)
{
	bool space = false;
	if (c->piece_count)
		part_words(f, &c->pieces[0]);
	else
		space = !begin_line(f, f->t->line[c->words[0]->node.id]) && f->any;
	f->any = true;
	if (c->piece_count && reads_as_read(f->t, c))
		write_now(f, c);
	else
		write_choice(f, c, space);
}

void tei_write_words(struct document *d, struct tei_words *t, struct tei_row row)
{
	struct flow f = {.d = d, .t = t, .row = row};
	struct tei_cluster c;
	tei_begin_row(t, row.words, row.n);
	for (uint32_t i = 0; i < row.n; i++)
		if (tei_take_cluster(t, row.words, i, &c))
			write_cluster(&f, &c);
}

struct tei_row tei_row_of(struct tei_words *t, const struct region *r)
{
	struct tei_row row = {.layout = r->type == REGION_LISTING ? TEI_LISTING : TEI_LINES};
	const struct word **words = NULL;
	for (const struct line *l = first_line(r); l; l = next_line(l))
		for (const struct word *w = first_word(l); w; w = next_word(w)) {
			words = arena_grow(&t->arena, words, row.n, sizeof *words);
			words[row.n++] = w;
		}
	row.words = words;
	if (row.layout == TEI_LISTING)
		row.margin = region_margin(r);
	return row;
}
