/* Judging readings by confidence and known words. */
#include "repair/judge.h"

#include "language/address.h"

#include <ctype.h>

static size_t letters_of(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += isalnum((unsigned char)s.s[i]) || (unsigned char)s.s[i] >= 0xC0;
	return n;
}

/* The word without punctuation about it. */
static struct str bare(struct str s)
{
	while (s.n && ispunct((unsigned char)s.s[0]))
		s = str_skip(s, 1);
	while (s.n && ispunct((unsigned char)s.s[s.n - 1]))
		s = str_chop(s, 1);
	return s;
}

bool judge_knows(const struct repair *r, const struct word *w)
{
	struct str s = bare(w->raw);
	return w->in_lexicon || w->numeric || address_is(w->raw) ||
	       (r->lexicon && s.n > 2 && lexicon_knows(r->lexicon, s));
}

bool judge_vouches(const struct repair *r, const struct word *w)
{
	struct str s = bare(w->raw);
	return r->lexicon && s.n && lexicon_knows(r->lexicon, s) && (s.n > 2 || w->in_lexicon);
}

struct judgement judge_word(const struct repair *r, const struct word *w)
{
	return (struct judgement){
		.confidence = w->confidence, .known = judge_knows(r, w), .letters = letters_of(w->raw)};
}

struct judgement judge_both(struct judgement a, struct judgement b)
{
	size_t all = a.letters + b.letters;
	double part = all ? (double)b.letters / (double)all : 0;
	return (struct judgement){.confidence =
					  (float)((1 - part) * (double)a.confidence + part * (double)b.confidence),
				  .known = (1 - part) * a.known + part * b.known,
				  .letters = all};
}

struct judgement judge_line(const struct repair *r, const struct line *l)
{
	struct judgement all = {0};
	for (const struct word *w = first_word(l); w; w = next_word(w))
		all = judge_both(all, judge_word(r, w));
	return all;
}

struct judgement judge_sureness(const struct line *l)
{
	struct judgement all = {0};
	for (const struct word *w = first_word(l); w; w = next_word(w))
		all = judge_both(all, (struct judgement){.confidence = w->confidence, .letters = letters_of(w->raw)});
	return all;
}
