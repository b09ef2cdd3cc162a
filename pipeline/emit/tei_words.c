/*
 * The words of a page in TEI.
 *
 *	resto-            resto<lb break="no" rend="hyphen"/>ration
 *	ration
 *	Moseow            <choice><sic>Moseow</sic><corr cert="high" resp="#emend">Moscow</corr></choice>
 *	T HE              <hi rend="drop-capital">T</hi>HE
 *
 * Words that joins and splits tie together are a group, and it is written whole: what was read of it, and what it reads
 * now. Where other words stand between those of a group, each of its words is written by itself.
 */
#include "emit/tei_words.h"

#include "base/utf8.h"
#include "page/edit.h"
#include "page/pitch.h"
#include "page/text.h"

/* cert is high from so many percent on, and medium. */
static const float high = 90, medium = 70;

/* A drop capital is so many times as high as the other words of its line. */
static const double least_height = 1.7;

/* The end of the way up from i; ways become shorter. */
static uint32_t top_of(uint32_t *up, uint32_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

static void find_roots(struct tei_words *t, const struct page *page, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		const struct word *w = (const struct word *)page->nodes[NODE_WORD][i];
		t->root[i] = w->in ? w->in->node.id : i;
		t->held[i] = NO_NODE;
	}
	for (uint32_t i = n; i--;) {
		uint32_t root = top_of(t->root, i);
		t->root[i] = root;
		t->group[i] = root;
	}
	for (uint32_t i = n; i--;) {
		uint32_t root = t->root[i];
		if (root == i)
			continue;
		t->held[i] = t->held[root];
		t->held[root] = i;
	}
}

static void find_groups(struct tei_words *t, const struct page *page, uint32_t n)
{
	for (uint32_t i = 0; i < page->edit_count; i++) {
		const struct edit *e = &page->journal[i];
		for (uint32_t k = 1; e->kind == EDIT_SPLIT && k < e->count && e->other < n - k; k++)
			t->group[top_of(t->group, e->other + k)] = top_of(t->group, e->other);
	}
	for (uint32_t i = 0; i < n; i++) {
		t->confidence[i] = 100;
		t->size[top_of(t->group, i)]++;
	}
}

/* Text that stands before what was read, and that nothing was read of: see stage dropcaps. */
static size_t inferred(const struct edit *e)
{
	bool is = e->kind == EDIT_TEXT && str_equal(e->reason.stage, STR("dropcaps")) && e->before.n &&
		  e->after.n > e->before.n && str_ends(e->after, e->before);
	return is ? e->after.n - e->before.n : 0;
}

static void weigh_edits(struct tei_words *t, const struct page *page, uint32_t n)
{
	for (uint32_t i = 0; i < page->edit_count; i++) {
		const struct edit *e = &page->journal[i];
		bool changes = e->kind == EDIT_TEXT || e->kind == EDIT_JOIN || e->kind == EDIT_SPLIT;
		if (!changes || e->target.kind != NODE_WORD || e->target.id >= n)
			continue;
		float *confidence = &t->confidence[top_of(t->group, e->target.id)];
		*confidence = e->reason.confidence < *confidence ? e->reason.confidence : *confidence;
		if (inferred(e))
			t->supplied[e->target.id] = inferred(e);
	}
}

void tei_words_init(struct tei_words *t, const struct page *page)
{
	uint32_t n = page->counts[NODE_WORD], line = 0;
	*t = (struct tei_words){.page = page};
	uint32_t **arrays[] = {&t->root, &t->held, &t->group, &t->size, &t->line, &t->last, &t->count};
	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
		*arrays[i] = arena_alloc(&t->arena, n + 1, sizeof **arrays[i]);
	t->parts = page_line_texts(page, &t->arena);
	t->confidence = arena_alloc(&t->arena, n + 1, sizeof *t->confidence);
	t->supplied = arena_alloc(&t->arena, n + 1, sizeof *t->supplied);
	t->written = arena_alloc(&t->arena, n + 1, sizeof *t->written);
	find_roots(t, page, n);
	find_groups(t, page, n);
	weigh_edits(t, page, n);
	for (const struct region *r = first_region(page); r; r = next_region(r))
		for (const struct line *l = first_line(r); l; l = next_line(l)) {
			line++;
			for (const struct word *w = first_word(l); w; w = next_word(w))
				t->line[w->node.id] = line;
		}
}

void tei_words_release(struct tei_words *t)
{
	arena_release(&t->arena);
}

/* A part of a word as it stands in its line. */
struct piece {
	const struct word *unit; /* the whole */
	struct str text, hyphen; /* the hyphen was printed behind it, and is no part of the word; may be empty */
	uint32_t line;
};

/* Words that are written together, and the pieces that they are now. */
struct cluster {
	const struct word **words;
	struct piece *pieces;
	uint32_t word_count, piece_count;
};

struct flow {
	struct document *d;
	struct tei_words *t;
	struct tei_row row;
	uint32_t line; /* the one that is being written */
	bool any;      /* is anything written? */
};

static void add_word(struct flow *f, struct cluster *c, const struct word *w)
{
	c->words = arena_grow(&f->t->arena, c->words, c->word_count, sizeof *c->words);
	c->words[c->word_count++] = w;
}

static void add_piece(struct flow *f, struct cluster *c, struct piece piece)
{
	c->pieces = arena_grow(&f->t->arena, c->pieces, c->piece_count, sizeof *c->pieces);
	c->pieces[c->piece_count++] = piece;
}

/* Takes from rest the text that the part is, with its hyphen or without. */
static bool take_part(struct str *rest, struct str part, bool last, struct piece *piece)
{
	size_t begin;
	if (last && !str_equal(*rest, part))
		return false;
	if (!str_starts(*rest, part)) {
		uint32_t c = utf8_last(part, &begin);
		if (!part.n || utf8_is_letter(c) || utf8_is_digit(c))
			return false;
		piece->hyphen = str_skip(part, begin);
		part.n = begin;
	}
	if (!str_starts(*rest, part))
		return false;
	piece->text = part;
	*rest = str_skip(*rest, part.n);
	return true;
}

/* Adds the pieces of a word, or, where its text does not tell where the lines part it, all of it. */
static void add_unit(struct flow *f, struct cluster *c, const struct word *unit)
{
	const struct tei_words *t = f->t;
	struct str rest = unit->text;
	uint32_t next, first = c->piece_count;
	for (uint32_t i = unit->node.id; i != NO_NODE; i = next) {
		for (next = t->held[i]; next != NO_NODE && !t->parts[next].n;)
			next = t->held[next];
		struct piece piece = {.unit = unit, .line = t->line[i]};
		bool forward = c->piece_count == first || piece.line > c->pieces[c->piece_count - 1].line;
		if (!forward || !take_part(&rest, t->parts[i], next == NO_NODE, &piece)) {
			c->piece_count = first;
			add_piece(f, c, (struct piece){unit, unit->text, {0}, t->line[unit->node.id]});
			return;
		}
		add_piece(f, c, piece);
	}
}

static bool in_group(const struct tei_words *t, const struct word *w, uint32_t group)
{
	return t->group[w->node.id] == group;
}

/* The group that begins at the i-th word of the row; false where it is not all there, or other words stand in it. */
static bool take_group(struct flow *f, uint32_t i, struct cluster *c)
{
	const struct tei_words *t = f->t;
	uint32_t group = t->group[f->row.words[i]->node.id];
	if (t->count[group] != t->size[group])
		return false;
	for (uint32_t k = i; k <= t->last[group]; k++) {
		const struct word *w = f->row.words[k];
		if (in_group(t, w, group))
			add_word(f, c, w);
		else if (word_shown(w))
			return false;
	}
	for (uint32_t k = 0; k < c->word_count; k++)
		if (word_shown(c->words[k]))
			add_unit(f, c, c->words[k]);
	return true;
}

/* The word by itself, with those that it holds, wherever they stand. */
static void take_unit(struct flow *f, const struct word *w, struct cluster *c)
{
	for (uint32_t i = w->node.id; i != NO_NODE; i = f->t->held[i])
		add_word(f, c, (const struct word *)f->t->page->nodes[NODE_WORD][i]);
	if (w->text.n)
		add_piece(f, c, (struct piece){w, w->text, {0}, f->t->line[w->node.id]});
}

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
static void add_read(const struct tei_words *t, const struct cluster *c, struct strbuf *out)
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

/* What they are now, in the same way, with the hyphens. */
static void add_now(const struct cluster *c, struct strbuf *out)
{
	for (uint32_t i = 0; i < c->piece_count; i++) {
		const struct piece *p = &c->pieces[i];
		if (i)
			strbuf_byte(out, p->line == p[-1].line ? ' ' : '\n');
		strbuf_add(out, p->text);
		strbuf_add(out, p->hyphen);
	}
}

static bool reads_as_read(const struct tei_words *t, const struct cluster *c)
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

static void part_words(struct flow *f, const struct piece *next)
{
	bool begun = begin_line(f, next->line);
	if (begun && f->row.layout == TEI_LISTING)
		indent(f, next->unit);
	else if (!begun && f->any)
		xml_text(f->d, STR(" "));
	f->any = true;
}

/* rend tells which hyphen it was, where it was not the usual one; it takes no invisible characters. */
static void break_word(struct flow *f, const struct piece *before, uint32_t line)
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

static void set_judgement(struct flow *f, uint32_t word)
{
	float confidence = f->t->confidence[f->t->group[word]];
	xml_attribute(f->d, "cert", str_of(confidence >= high ? "high" : confidence >= medium ? "medium" : "low"));
	xml_attribute(f->d, "resp", STR("#emend"));
}

/* The first piece of a word, with what is special at its beginning. */
static void write_beginning(struct flow *f, const struct piece *p)
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
		set_judgement(f, p->unit->node.id);
	}
	xml_open(f->d, "hi");
	xml_attribute(f->d, "rend", STR("drop-capital"));
	xml_text(f->d, str_chop(text, text.n - n));
	xml_close(f->d);
	if (given.n)
		xml_close(f->d);
	xml_text(f->d, str_skip(text, n));
}

static void write_now(struct flow *f, const struct cluster *c)
{
	for (uint32_t i = 0; i < c->piece_count; i++) {
		const struct piece *p = &c->pieces[i];
		bool goes_on = i && p->unit == p[-1].unit;
		if (goes_on)
			break_word(f, &p[-1], p->line);
		else if (i)
			part_words(f, p);
		if (goes_on)
			xml_text(f->d, p->text);
		else
			write_beginning(f, p);
	}
}

static void write_read(struct flow *f, const struct cluster *c)
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

static void write_choice(struct flow *f, const struct cluster *c, bool space)
{
	xml_open(f->d, "choice");
	xml_open(f->d, "sic");
	if (space)
		xml_text(f->d, STR(" "));
	write_read(f, c);
	xml_close(f->d);
	xml_open(f->d, "corr");
	set_judgement(f, c->words[0]->node.id);
	write_now(f, c);
	xml_close(f->d);
	xml_close(f->d);
}

static void write_cluster(struct flow *f, const struct cluster *c)
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

/* Was anything read of it, or is it anything now? */
static bool has_any(const struct cluster *c)
{
	bool any = c->piece_count > 0;
	for (uint32_t i = 0; i < c->word_count && !any; i++)
		any = c->words[i]->raw.n;
	return any;
}

void tei_write_words(struct document *d, struct tei_words *t, struct tei_row row)
{
	struct flow f = {.d = d, .t = t, .row = row};
	for (uint32_t i = 0; i < row.n; i++)
		t->count[t->group[row.words[i]->node.id]] = 0;
	for (uint32_t i = 0; i < row.n; i++) {
		uint32_t group = t->group[row.words[i]->node.id];
		t->count[group]++;
		t->last[group] = i;
	}
	for (uint32_t i = 0; i < row.n; i++) {
		const struct word *w = row.words[i];
		struct cluster c = {0};
		if (t->written[w->node.id])
			continue;
		if (!take_group(&f, i, &c)) {
			t->size[t->group[w->node.id]] = 0; /* its words are written one by one */
			c = (struct cluster){0};
			if (!w->in)
				take_unit(&f, w, &c);
		}
		for (uint32_t k = 0; k < c.word_count; k++)
			t->written[c.words[k]->node.id] = true;
		if (has_any(&c))
			write_cluster(&f, &c);
	}
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
