/* The figures and differences of comparisons as JSON: compare-1.schema.json describes it. One page a line. */
#include "compare/results.h"

#include "emend.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define DUMP_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(9))

static json_t *string(struct str s)
{
	json_t *j = json_stringn(s.n ? s.s : "", s.n);
	return j ? j : json_string("\xEF\xBF\xBD");
}

static json_t *count(uint64_t n)
{
	return json_integer((json_int_t)n);
}

static json_t *rate(double r)
{
	return r < 0 ? json_null() : json_real(r);
}

static json_t *tally_json(const struct tally *t)
{
	return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "a", count(tally_a(t)), "b", count(tally_b(t)), "equal",
			 count(t->equal), "substituted", count(t->substituted), "missing", count(t->missing), "added",
			 count(t->added), "error_rate", rate(error_rate(t)), "match_error_rate",
			 rate(match_error_rate(t)));
}

static void set_figures(json_t *j, const struct figures *f)
{
	json_object_set_new(j, "cer", rate(error_rate(&f->characters)));
	json_object_set_new(j, "wer", rate(error_rate(&f->words)));
	json_object_set_new(j, "cer_with_moves", rate(error_rate(&f->moved_characters)));
	json_object_set_new(j, "wer_with_moves", rate(error_rate(&f->moved_words)));
	json_object_set_new(j, "characters", tally_json(&f->characters));
	json_object_set_new(j, "words", tally_json(&f->words));
	json_object_set_new(j, "characters_with_moves", tally_json(&f->moved_characters));
	json_object_set_new(j, "words_with_moves", tally_json(&f->moved_words));
	json_object_set_new(j, "moves", count(f->moves));
	json_object_set_new(j, "words_found", count(f->shared_words));
	json_object_set_new(j, "recall", rate(word_recall(f)));
	json_object_set_new(j, "neighbours", count(f->neighbours));
	json_object_set_new(j, "neighbours_kept", count(f->kept_neighbours));
	json_object_set_new(j, "order", rate(order_kept(f)));
	json_object_set_new(j, "exact", json_boolean(!f->estimated));
}

/* Where words stand: offsets in the text that is compared, and of the first and last of them the place on the page. */
static json_t *side_json(const struct compared_text *t, struct range words)
{
	struct range characters = word_characters(t, words);
	json_t *j = json_object();
	json_object_set_new(j, "words", json_pack("[i,i]", words.begin, words.end));
	json_object_set_new(j, "characters", json_pack("[i,i]", characters.begin, characters.end));
	if (words.begin == words.end)
		return j;
	struct strbuf text = {0};
	words_text(t, words, &text);
	json_object_set_new(j, "text", string(strbuf_str(&text)));
	strbuf_release(&text);
	const struct compared_word *first = &t->words[words.begin], *last = &t->words[words.end - 1];
	json_object_set_new(j, "from", json_sprintf("w%u", first->word));
	json_object_set_new(j, "to", json_sprintf("w%u", last->word));
	json_object_set_new(j, "region", json_sprintf("r%u", first->region));
	if (t->page_count > 1)
		json_object_set_new(j, "page", json_integer(first->page + 1));
	return j;
}

static json_t *difference(const struct comparison *c, const char *kind, struct range a, struct range b, uint32_t move)
{
	json_t *j = json_pack("{s:s,s:o,s:o}", "kind", kind, "a", side_json(c->a, a), "b", side_json(c->b, b));
	if (move)
		json_object_set_new(j, "move", json_integer(move));
	return j;
}

/* In the order of a; a move comes before what differs in it. */
static json_t *differences_json(const struct comparison *c)
{
	json_t *all = json_array();
	uint32_t move = 0;
	for (uint32_t i = 0; i < c->stretch_count; i++) {
		const struct stretch *s = &c->stretches[i];
		for (; s->move > move; move++)
			json_array_append_new(all,
					      difference(c, "moved", c->moves[move].a, c->moves[move].b, move + 1));
		if (s->kind != STRETCH_EQUAL)
			json_array_append_new(all, difference(c, stretch_kind_names[s->kind], s->a, s->b, s->move));
	}
	return all;
}

static void dump_members(json_t *j, FILE *out)
{
	char *text = json_dumps(j, DUMP_FLAGS);
	size_t n = text ? strlen(text) : 0;
	if (n > 2)
		fwrite(text + 1, 1, n - 2, out);
	free(text);
	json_decref(j);
}

static json_t *ignored_json(unsigned ignore)
{
	struct strbuf names = {0};
	json_t *all = json_array();
	compare_ignore_names(ignore, &names);
	for (struct str rest = strbuf_str(&names); rest.n;) {
		size_t n = 0;
		while (n < rest.n && rest.s[n] != ',')
			n++;
		json_array_append_new(all, string((struct str){rest.s, n}));
		rest = str_skip(rest, n + 1);
	}
	strbuf_release(&names);
	return all;
}

void json_begin(const struct results_options *o)
{
	json_t *j =
		json_pack("{s:s,s:s,s:o,s:o,s:o,s:b,s:b,s:b}", "format", "emend-compare/1", "emend", EMEND_VERSION, "a",
			  string(str_of(o->a)), "b", string(str_of(o->b)), "ignore", ignored_json(o->compare.ignore),
			  "inserts", o->compare.inserts, "furniture", o->compare.furniture, "in_order", o->in_order);
	fputs("{", o->out);
	dump_members(j, o->out);
	fputs(",\n\"pages\":[", o->out);
}

void json_page(const struct results_options *o, const struct result_name *name, const struct comparison *c, bool first)
{
	json_t *j = json_object();
	if (name->name)
		json_object_set_new(j, "name", string(str_of(name->name)));
	if (name->page)
		json_object_set_new(j, "page", json_integer(name->page));
	json_object_set_new(j, "a", string(str_of(name->a)));
	json_object_set_new(j, "b", string(str_of(name->b)));
	set_figures(j, &c->figures);
	json_object_set_new(j, "differences", differences_json(c));
	fputs(first ? "\n{" : ",\n{", o->out);
	dump_members(j, o->out);
	fputs("}", o->out);
}

void json_end(const struct results_options *o, const struct figures *sum, const struct result_failure *failed)
{
	json_t *j = json_object(), *all = json_array();
	set_figures(j, sum);
	for (; failed; failed = failed->next)
		json_array_append_new(
			all, json_pack("{s:o,s:o}", "name", string(failed->name), "error", string(failed->message)));
	json_object_set_new(j, "failed", all);
	fputs("\n],\n", o->out);
	dump_members(j, o->out);
	fputs("}\n", o->out);
}
