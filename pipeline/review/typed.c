/* Puts what a person has typed into the place of words, or where words are missing. */
#include "review/typed.h"

#include "base/utf8.h"

#include <math.h>

/* Where the width of what is missing is not known, added words are shown in a box of so many heights of the line. */
static const float width_of_unknown = 2;

static bool is_white(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x2009 || c == 0x200A ||
	       c == 0x202F || c == 0x3000;
}

/* Control characters, and those that turn the direction of writing in what is shown. */
static bool is_no_text(uint32_t c)
{
	return (c < 0x20 && !is_white(c)) || (c >= 0x7F && c < 0xA0) || c == UTF8_BAD || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

bool typed_parse(struct str text, struct typed *out)
{
	size_t begin = 0;
	*out = (struct typed){0};
	if (!utf8_valid(text))
		return false;
	for (size_t i = 0, at = 0; i <= text.n; i = at) {
		uint32_t c = i < text.n ? utf8_next(text, &at) : ' ';
		if (i == text.n)
			at = i + 1;
		if (is_no_text(c))
			return false;
		if (!is_white(c))
			continue;
		if (i > begin && out->count == MOST_WORDS)
			return false;
		if (i > begin)
			out->texts[out->count++] = (struct str){text.s + begin, i - begin};
		begin = at;
	}
	return true;
}

struct word *outer_word(struct word *w)
{
	while (w->in)
		w = w->in;
	return w;
}

static void set_text(struct page *page, struct reason why, struct word *w, struct str text)
{
	if (!str_equal(w->text, text))
		edit_text(page, why, w, text);
}

/* Makes one word of the run, that reads last, or, where last is empty, their texts without spaces. */
static void join_run(struct page *page, struct reason why, const struct word_run *run, struct str last)
{
	struct word *head = run->words[0];
	for (uint32_t i = 1; i < run->count; i++) {
		struct strbuf text = {0};
		strbuf_add(&text, head->text);
		strbuf_add(&text, run->words[i]->text);
		edit_join(page, why, head, run->words[i], i + 1 == run->count && last.n ? last : strbuf_str(&text));
		strbuf_release(&text);
	}
}

void replace_words(struct page *page, struct reason why, const struct word_run *run, const struct typed *typed)
{
	if (!typed->count || typed->count == run->count) {
		for (uint32_t i = 0; i < run->count; i++)
			set_text(page, why, run->words[i], typed->count ? typed->texts[i] : (struct str){0});
		return;
	}
	join_run(page, why, run, typed->count == 1 ? typed->texts[0] : (struct str){0});
	if (typed->count > 1)
		edit_split(page, why, run->words[0], typed->texts, typed->count);
	else
		set_text(page, why, run->words[0], typed->texts[0]);
}

/* Where what is missing beside the word would stand, as far as that is on the page. */
static struct box box_beside(const struct page *page, const struct lacuna *l)
{
	struct box b = l->word->box;
	if (box_empty(b))
		return (struct box){0};
	float width = l->width > 0 ? l->width : width_of_unknown * (float)(b.bottom - b.top);
	int32_t most = lacuna_is_after(l->side) ? page->width - b.right : b.left, n = (int32_t)lroundf(width);
	n = n > most ? most : n;
	n = n < 1 ? 1 : n;
	if (lacuna_is_after(l->side))
		return (struct box){b.right - (most < 1), b.top, b.right - (most < 1) + n, b.bottom};
	return (struct box){b.left - n + (most < 1), b.top, b.left + (most < 1), b.bottom};
}

static void add_words(struct page *page, struct reason why, const struct lacuna *l, const struct str *texts,
		      uint32_t count)
{
	bool after = lacuna_is_after(l->side);
	struct word *before = after ? next_word(l->word) : l->word;
	struct box all = box_beside(page, l);
	size_t letters = 0, done = 0;
	for (uint32_t i = 0; i < count; i++)
		letters += utf8_count(texts[i]);
	bool narrow = all.right - all.left < (int32_t)letters; /* at the edge of the page: no part for each */
	for (uint32_t i = 0; i < count; i++) {
		struct word *w = edit_add_word(page, why, word_line(l->word), before, (struct str){0});
		size_t n = utf8_count(texts[i]);
		w->box = narrow ? all : box_part(all, done, done + n, letters);
		w->unrated = true;
		w->confidence = UNRATED_CONFIDENCE;
		edit_text(page, why, w, texts[i]);
		done += n;
	}
}

void fill_lacuna(struct page *page, struct reason why, const struct lacuna *l, const struct typed *typed)
{
	bool after = lacuna_is_after(l->side);
	const struct str *texts = typed->texts;
	uint32_t count = typed->count;
	if (l->in_word) {
		set_text(page, why, l->word, after ? texts[0] : texts[count - 1]);
		texts += after;
		count--;
	}
	add_words(page, why, l, texts, count);
}
