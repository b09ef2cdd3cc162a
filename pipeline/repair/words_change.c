/* Makes a change of the page's words where it is sure enough, or proposes it. */
#include "repair/words.h"

#include "base/utf8.h"

#include <math.h>
#include <string.h>

/*
 * In plain text a change is made where it is so likely right, and the surer the likelier it makes a right word wrong.
 * On a clean page nothing is changed. It is proposed where it is so likely; scripts/learn_surety asks for all.
 */
#ifndef EMEND_LEAST_PROPOSED
#define EMEND_LEAST_PROPOSED 0.05
#endif
static const double least_made = 0.2, weight_of_harm = 2.5, least_proposed = EMEND_LEAST_PROPOSED;

/*
 * Does the candidate begin with a capital? As what was read; but a capital that was read for another letter within a
 * sentence is none, and an l where one begins is the capital I.
 */
static bool has_capital(const struct words *s, const struct unit *u, struct str folded)
{
	struct dictionary_word info;
	size_t at = 0;
	if (str_equal(folded, STR("i")))
		return true;
	if (u->opens && folded.s[0] == 'i' && strchr("l1|", u->core.s[0]))
		return true;
	bool small = find_word(s, folded, &info) && info.level == WORD_COMMON && info.cases & CASE_SMALL;
	return utf8_is_upper(utf8_next(u->core, &at)) && (u->opens || !small || u->folded.s[0] == folded.s[0]);
}

/* The edge's first word in the case of what was read. */
static struct str recased(struct words *s, const struct unit *u, const struct edge *e)
{
	struct str folded = e->texts[0];
	size_t upper = 0, letters = 0;
	for (size_t at = 0; at < u->core.n;) {
		uint32_t c = utf8_next(u->core, &at);
		upper += utf8_is_upper(c);
		letters += utf8_is_letter(c);
	}
	bool first = e->capital || has_capital(s, u, folded), all = letters > 1 && upper * 2 > letters;
	struct str out = arena_printf(&s->r->page->scratch, "%.*s", STR_ARG(folded));
	char *text = (char *)out.s;
	for (size_t i = 0; i < out.n && (all || (first && !i)); i++)
		text[i] = text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 'a' + 'A') : text[i];
	return out;
}

/* Where the hyphen stands in the new word: as far from the end that did not change. */
static size_t parting_of(struct str old, struct str now, size_t parted)
{
	size_t same = 0;
	while (same < old.n && same < now.n && old.s[same] == now.s[same])
		same++;
	size_t at = same >= parted || parted + now.n < old.n + 1 ? parted : parted + now.n - old.n;
	if (same < parted && memcmp(old.s + parted, now.s + at, old.n - parted) != 0)
		at = parted < now.n ? parted : now.n - 1;
	return at < 1 ? 1 : at < now.n ? at : now.n - 1;
}

static void change_parted(struct page *page, struct reason why, const struct unit *u, struct str now)
{
	size_t at = parting_of(u->core, now, u->parted);
	size_t hyphen;
	utf8_last(u->word->text, &hyphen);
	struct str head = arena_printf(&page->scratch, "%.*s%.*s%.*s", STR_ARG(u->before), (int)at, now.s,
				       STR_ARG(str_skip(u->word->text, hyphen)));
	struct str tail = arena_printf(&page->scratch, "%.*s%.*s", STR_ARG(str_skip(now, at)), STR_ARG(u->after));
	if (!str_equal(head, u->word->text))
		edit_text(page, why, u->word, head);
	if (!str_equal(tail, u->tail->text))
		edit_text(page, why, u->tail, tail);
}

/* Is it sure enough to be made? */
static bool is_sure(struct words *s, const struct unit *u, const struct choice *c, const float terms[SURETY_TERMS],
		    double likely)
{
	if (is_variant(s, u, c->edge->texts[0]))
		return false;
	if (s->scanned)
		return scan_agrees(s, u, c, likely);
	return s->page_class && likely >= least_made + weight_of_harm * surety(HARM_IN_TEXT, terms);
}

static void propose(struct page *page, struct reason why, const struct unit *u, const struct edge *e, struct str text)
{
	if (e->count) {
		edit_reading(page, why, u->word, e->span, edge_phrase(&page->scratch, e, text));
		return;
	}
	/* Of noise there is nothing to read: the word beside it is all that both are. */
	struct word *before = prev_shown(u->word), *after = next_shown(u->word);
	if (before || after)
		edit_reading(page, why, before ? before : u->word, 2, before ? before->text : after->text);
}

static void set_aside(struct words *s, struct reason why, struct word *w)
{
	struct page *page = s->r->page;
	struct region *g = line_region(word_line(w)), *next = next_region(g);
	if (!s->aside || s->aside != next)
		s->aside = edit_add_region(page, why, REGION_NOISE, next);
	edit_move(page, why, &w->node, 1, &edit_add_line(page, why, s->aside, NULL)->node, NULL);
}

/* Are the words the letters that were read, but for the space? Then their case is too: "doesLike". */
static bool is_as_read(const struct unit *u, const struct edge *e)
{
	size_t at = 0;
	for (uint32_t i = 0; i < e->count; at += e->texts[i++].n)
		if (!str_starts(str_skip(u->folded, at), e->texts[i]))
			return false;
	return at == u->folded.n && u->folded.n == u->core.n;
}

static void split(struct page *page, struct reason why, const struct unit *u, const struct edge *e, struct str text)
{
	struct str texts[MOST_WORDS];
	struct str rest = u->core;
	bool as_read = is_as_read(u, e);
	for (uint32_t i = 0; i < e->count; i++) {
		texts[i] = as_read ? (struct str){rest.s, e->texts[i].n} : e->texts[i];
		rest = as_read ? str_skip(rest, texts[i].n) : rest;
	}
	texts[0] = arena_printf(&page->scratch, "%.*s%.*s", STR_ARG(u->before), STR_ARG(as_read ? texts[0] : text));
	struct str *last = &texts[e->count - 1];
	*last = arena_printf(&page->scratch, "%.*s%.*s", STR_ARG(*last), STR_ARG(u->after));
	edit_split(page, why, u->word, texts, e->count);
}

/* Makes one word of the units, which is the last edit that concerns them. */
static void unite(struct page *page, struct reason why, const struct unit *u, uint32_t span, struct str text)
{
	const struct unit *last = u + span - 1;
	for (const struct unit *piece = u + 1; piece < last; piece++)
		edit_join(page, why, u->word, piece->word,
			  arena_printf(&page->scratch, "%.*s%.*s", STR_ARG(u->word->text), STR_ARG(piece->word->text)));
	text = arena_printf(&page->scratch, "%.*s%.*s%.*s", STR_ARG(u->before), STR_ARG(text), STR_ARG(last->after));
	if (span > 1)
		edit_join(page, why, u->word, last->word, text);
	else
		edit_text(page, why, u->word, text);
}

void weigh_choices(struct words *s, const struct unit *units, size_t count, struct choice *choices, size_t n)
{
	float terms[SURETY_TERMS];
	for (size_t i = 0; i < n; i++) {
		weigh_choice(s, units, count, &choices[i], terms);
		choices[i].likely = surety(s->scanned ? SURETY_OF_SCANS : SURETY_OF_TEXT, terms);
	}
}

bool make_choice(struct words *s, const struct unit *units, size_t count, const struct choice *c)
{
	struct page *page = s->r->page;
	const struct unit *u = &units[c->at];
	const struct edge *e = c->edge;
	struct str text = e->seen.n ? e->seen : recased(s, u, e);
	float terms[SURETY_TERMS];
	weigh_choice(s, units, count, c, terms);
	double likely = c->likely;
	bool same = str_equal(text, u->core) || (!s->scanned && str_equal(text, utf8_core(u->core)));
	if (same && e->span == 1 && e->count == 1)
		return false;
	bool doubted = !s->scanned || s->scan_class > 1 || u->word->confidence < SURE_OF_LETTERS;
	bool sure = is_sure(s, u, c, terms, likely);
	if (!sure && (u->tail || likely < least_proposed || is_variant(s, u, e->texts[0]) || !doubted))
		return false;
	struct reason why = {.stage = str_of(s->r->stage->name),
			     .confidence = (float)(100 * likely),
			     .evidence = choice_evidence(s, u, c, terms)};
	if (!sure)
		propose(page, why, u, e, text);
	else if (u->tail)
		change_parted(page, why, u, text);
	else if (!e->count)
		set_aside(s, why, u->word);
	else if (e->count > 1)
		split(page, why, u, e, text);
	else
		unite(page, why, u, e->span, text);
	return sure;
}
