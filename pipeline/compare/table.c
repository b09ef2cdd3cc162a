/*
 * The figures of comparisons as tables, and differences as lines, for people.
 *
 *	            in A   equal  substituted  missing  added  error rate  match error rate
 *	characters  6012    5967           31       14      4       0.82%             0.82%
 *	words       1021    1003           15        3      1       1.86%             1.86%
 */
#include "compare/results.h"

#include "base/utf8.h"

#include <inttypes.h>

enum { CELL = 32 };

/* A rate below 0 is undefined. */
static const char *percent(double rate, char cell[CELL])
{
	if (rate < 0)
		return "-";
	snprintf(cell, CELL, "%.2f%%", 100 * rate);
	return cell;
}

static void print_tally(FILE *out, const char *of, const struct tally *t)
{
	char rate[CELL], match[CELL];
	fprintf(out, "%-10s  %9" PRIu64 "  %9" PRIu64 "  %11" PRIu64 "  %9" PRIu64 "  %9" PRIu64 "  %10s  %16s\n", of,
		tally_a(t), t->equal, t->substituted, t->missing, t->added, percent(error_rate(t), rate),
		percent(match_error_rate(t), match));
}

static void print_sum(FILE *out, const struct figures *f)
{
	char cell[CELL];
	fprintf(out, "%-10s  %9s  %9s  %11s  %9s  %9s  %10s  %16s\n", "", "in A", "equal", "substituted", "missing",
		"added", "error rate", "match error rate");
	print_tally(out, "characters", &f->characters);
	print_tally(out, "words", &f->words);
	if (f->moves) {
		fprintf(out, "with %" PRIu64 " moved block%s of B put where A has %s:\n", f->moves,
			f->moves == 1 ? "" : "s", f->moves == 1 ? "it" : "them");
		print_tally(out, "characters", &f->moved_characters);
		print_tally(out, "words", &f->moved_words);
	}
	fprintf(out, "\nwords of A that B has anywhere: %" PRIu64 " of %" PRIu64 ", %s\n", f->shared_words,
		tally_a(&f->words), percent(word_recall(f), cell));
	if (f->neighbours)
		fprintf(out, "neighbouring blocks of A that are neighbours in B: %" PRIu64 " of %" PRIu64 ", %s\n",
			f->kept_neighbours, f->neighbours, percent(order_kept(f), cell));
	if (f->estimated)
		fputs("The texts were too long and too unlike to be aligned exactly: there may be fewer errors.\n",
		      out);
}

static int width_of(const struct result_row *rows)
{
	size_t width = 4;
	for (; rows; rows = rows->next)
		width = utf8_count(rows->name) > width ? utf8_count(rows->name) : width;
	return (int)width;
}

static void print_row(FILE *out, int width, struct str name, const struct figures *f)
{
	char cer[CELL], wer[CELL], moved_cer[CELL], moved_wer[CELL], recall[CELL], order[CELL];
	fprintf(out, "%.*s%*s  %10" PRIu64 "  %8s  %8s  %8" PRIu64 "  %8s  %8s  %8s  %8s  %5" PRIu64 "\n",
		STR_ARG(name), width - (int)utf8_count(name), "", tally_a(&f->characters),
		percent(error_rate(&f->characters), cer), percent(error_rate(&f->moved_characters), moved_cer),
		tally_a(&f->words), percent(error_rate(&f->words), wer),
		percent(error_rate(&f->moved_words), moved_wer), percent(word_recall(f), recall),
		percent(order_kept(f), order), f->moves);
}

static void print_rows(FILE *out, const struct result_row *rows)
{
	int width = width_of(rows);
	fprintf(out, "%*s  %10s  %8s  %8s  %8s  %8s  %8s  %8s  %8s  %5s\n", width, "", "characters", "CER", "CER, mvd",
		"words", "WER", "WER, mvd", "found", "order", "moves");
	for (; rows; rows = rows->next)
		print_row(out, width, rows->name, &rows->figures);
	fputc('\n', out);
}

void print_table(FILE *out, const struct result_row *rows, const struct figures *sum, uint32_t count)
{
	if (count > 1)
		print_rows(out, rows);
	print_sum(out, sum);
	for (; rows; rows = rows->next) {
		if (!rows->differences.n)
			continue;
		fputc('\n', out);
		if (count > 1)
			fprintf(out, "%.*s:\n", STR_ARG(rows->name));
		fprintf(out, "%.*s", STR_ARG(rows->differences));
	}
}

static void print_words(const struct compared_text *t, struct range words, struct strbuf *out)
{
	strbuf_add(out, STR("\""));
	words_text(t, words, out);
	strbuf_add(out, STR("\""));
}

static void print_move(const struct comparison *c, uint32_t move, struct strbuf *out)
{
	const struct move *m = &c->moves[move - 1];
	strbuf_printf(out, "moved        %u words, ", m->b.end - m->b.begin);
	struct range first = {m->b.begin, m->b.begin + (m->b.end - m->b.begin < 6 ? m->b.end - m->b.begin : 6)};
	print_words(c->b, first, out);
	strbuf_add(out, STR(" …\n"));
}

void print_differences(const struct comparison *c, struct strbuf *out)
{
	uint32_t move = 0;
	for (uint32_t i = 0; i < c->stretch_count; i++) {
		const struct stretch *s = &c->stretches[i];
		if (s->move > move)
			print_move(c, move = s->move, out);
		if (s->kind == STRETCH_EQUAL)
			continue;
		strbuf_printf(out, "%-11s  ", stretch_kind_names[s->kind]);
		if (s->kind != STRETCH_ADDED)
			print_words(c->a, s->a, out);
		if (s->kind == STRETCH_SUBSTITUTED)
			strbuf_add(out, STR(" → "));
		if (s->kind != STRETCH_MISSING)
			print_words(c->b, s->b, out);
		strbuf_byte(out, '\n');
	}
}
