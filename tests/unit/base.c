/* Memory, strings, tables and UTF-8. */
#include "base/arena.h"
#include "base/error.h"
#include "base/hush.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <unistd.h>

Test(arena, pieces_are_zeroed_aligned_and_apart)
{
	struct arena a = {0};
	unsigned char *last = NULL;
	for (size_t n = 1; n < 2000; n++) {
		unsigned char *p = arena_alloc(&a, n, 1);
		cr_assert_eq((uintptr_t)p % sizeof(void *), 0);
		cr_assert(p[0] == 0 && p[n - 1] == 0);
		memset(p, 0xAA, n);
		cr_assert(!last || last[0] == 0xAA);
		last = p;
	}
	arena_release(&a);
	cr_assert_null(a.chunks);
}

Test(arena, a_piece_larger_than_a_chunk_has_its_room)
{
	struct arena a = {0};
	enum { LARGE = 5000000 };
	char *p = arena_alloc(&a, LARGE, 1);
	memset(p, 1, LARGE);
	*(char *)arena_alloc(&a, 1, 1) = 2;
	cr_assert_eq(p[LARGE - 1], 1);
	arena_release(&a);
}

Test(arena, arrays_grow_and_keep_what_they_hold)
{
	struct arena a = {0};
	uint32_t *numbers = NULL;
	for (uint32_t n = 0; n < 5000; n++) {
		numbers = arena_grow(&a, numbers, n, sizeof *numbers);
		numbers[n] = n;
	}
	for (uint32_t n = 0; n < 5000; n++)
		cr_assert_eq(numbers[n], n);
	arena_release(&a);
}

Test(str, comparisons_know_lengths)
{
	cr_assert(str_equal(STR(""), (struct str){0}) && str_equal(STR("a\0b"), STR("a\0b")));
	cr_assert(!str_equal(STR("a\0b"), STR("a\0c")) && !str_equal(STR("a"), STR("ab")));
	cr_assert(str_starts(STR("abc"), STR("ab")) && str_starts(STR("abc"), STR("")) &&
		  !str_starts(STR("a"), STR("ab")));
	cr_assert(str_ends(STR("abc"), STR("bc")) && str_ends(STR("abc"), STR("")) && !str_ends(STR("c"), STR("bc")));
	cr_assert(str_equal(str_of(NULL), STR("")) && str_equal(str_of("x"), STR("x")));
}

Test(str, ends_are_cut_off)
{
	cr_assert(str_equal(str_skip(STR("abc"), 1), STR("bc")) && str_equal(str_chop(STR("abc"), 1), STR("ab")));
	cr_assert(!str_skip(STR("abc"), 3).n && !str_chop(STR("abc"), 9).n && !str_skip((struct str){0}, 0).n);
}

Test(str, copies_end_in_nul)
{
	struct arena a = {0};
	cr_assert_str_eq(arena_cstr(&a, (struct str){"abcdef", 3}), "abc");
	cr_assert_str_eq(arena_cstr(&a, (struct str){0}), "");
	cr_assert_str_eq(arena_printf(&a, "%d-%s", 12, "x").s, "12-x");
	arena_release(&a);
}

Test(str, buffers_grow)
{
	struct strbuf b = {0};
	struct str all = {0};
	for (int i = 0; i < 1000; i++)
		strbuf_printf(&b, "%d,", i);
	all = strbuf_str(&b);
	cr_assert(all.n == 3890 && str_starts(all, STR("0,1,2,")) && str_ends(all, STR(",998,999,")));
	cr_assert_eq(b.s[b.n], '\0');
	strbuf_release(&b);
	cr_assert(!b.s && !b.n);
}

Test(table, numbers_are_kept_by_key)
{
	struct table t = {0};
	struct arena a = {0};
	cr_assert_null(table_find(&t, STR("0")));
	for (uint32_t i = 0; i < 20000; i++)
		*table_at(&t, arena_printf(&a, "%u", i)) = i + 1;
	for (uint32_t i = 0; i < 20000; i++)
		cr_assert_eq(*table_find(&t, arena_printf(&a, "%u", i)), i + 1);
	cr_assert_eq(t.count, 20000);
	cr_assert_null(table_find(&t, STR("20000")));
	cr_assert(*table_at(&t, STR("")) == 0 && table_find(&t, STR("")));
	arena_release(&a);
	table_release(&t);
	cr_assert_null(table_find(&t, STR("1")));
}

static void assert_characters(struct str s, const uint32_t *expected)
{
	size_t at = 0;
	for (; at < s.n; expected++) {
		uint32_t c = utf8_next(s, &at);
		cr_assert_eq(c, *expected, "U+%04X and not U+%04X", c, *expected);
	}
	cr_assert(at == s.n && !*expected);
}

Test(utf8, valid_text_is_read_character_by_character)
{
	assert_characters(STR("aé—\U0001F4DC"), (const uint32_t[]){'a', 0xE9, 0x2014, 0x1F4DC, 0});
	cr_assert(utf8_valid(STR("aé—\U0001F4DC\xEF\xBF\xBD")) && utf8_valid(STR("")));
}

Test(utf8, bytes_that_are_not_valid_are_bad_characters)
{
	static const struct str bad[] = {{"\xFF", 1},     {"\xC3", 1},         {"\x80", 1},
					 {"\xC0\x80", 2}, {"\xED\xA0\x80", 3}, {"\xF4\x90\x80\x80", 4}};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		size_t at = 0;
		cr_expect_eq(utf8_next(bad[i], &at), UTF8_BAD, "number %zu", i);
		cr_expect_eq(at, 1, "number %zu", i);
		cr_expect(!utf8_valid(bad[i]), "number %zu", i);
	}
	assert_characters(STR("a\xE2\x80z"), (const uint32_t[]){'a', UTF8_BAD, UTF8_BAD, 'z', 0});
}

Test(utf8, the_last_character_is_found)
{
	size_t begin;
	cr_assert(utf8_last(STR("xé"), &begin) == 0xE9 && begin == 1);
	cr_assert(utf8_last(STR("x\U0001F4DC"), &begin) == 0x1F4DC && begin == 1);
	cr_assert(utf8_last(STR("x\x80"), &begin) == UTF8_BAD && begin == 1);
	cr_assert(utf8_last(STR("\x80\x80\x80\x80\x80"), &begin) == UTF8_BAD && begin == 4);
	cr_assert(utf8_last(STR(""), &begin) == 0 && begin == 0);
}

Test(utf8, classes_are_unicodes)
{
	cr_assert(utf8_is_letter('a') && utf8_is_letter(0xE9) && utf8_is_letter(0x416) && utf8_is_letter(0x4E2D));
	cr_assert(!utf8_is_letter('1') && !utf8_is_letter('-') && !utf8_is_letter(0x301) && !utf8_is_letter(0xAD));
	cr_assert(utf8_is_upper('A') && utf8_is_upper(0x416) && !utf8_is_upper('a') && !utf8_is_upper(0xDF));
	cr_assert(utf8_is_digit('7') && utf8_is_digit(0x663) && !utf8_is_digit(0xB2));
}

Test(error, long_messages_are_cut_between_characters)
{
	struct emend_error error;
	char name[2000];
	for (size_t shift = 0; shift < 4; shift++) {
		memset(name, 'x', shift);
		for (size_t i = shift; i + 3 < sizeof name; i += 3)
			memcpy(name + i, "—", 4);
		cr_assert_eq(error_set(&error, EMEND_BAD_INPUT, "%s", name), EMEND_BAD_INPUT);
		cr_assert(utf8_valid(str_of(error.message)), "cut within a character");
		cr_assert_gt(strlen(error.message), sizeof error.message - 6);
	}
	error_set(&error, EMEND_BAD_OPTION, "short");
	cr_assert_str_eq(error.message, "short");
}

Test(hush, standard_error_is_kept_and_given_back)
{
	struct hush h;
	int fds[2];
	char heard[100] = "";
	cr_assert(!pipe(fds) && dup2(fds[1], STDERR_FILENO) >= 0);
	hush_begin(&h);
	fputs("chatter\nand more\n", stderr);
	hush_end(&h);
	cr_assert_str_eq(h.first_line, "chatter");
	fputs("heard", stderr);
	fflush(stderr);
	cr_assert_eq(read(fds[0], heard, sizeof heard - 1), 5);
	cr_assert_str_eq(heard, "heard");
}

Test(utf8, grapheme_clusters_and_composition)
{
	struct strbuf b = {0};
	struct str s = STR("ae\u0301m\u0303\u2009!");
	static const size_t ends[] = {1, 4, 7, 10, 11};
	size_t at = 0;
	for (int i = 0; i < 5; i++) {
		utf8_next_cluster(s, &at);
		cr_expect_eq(at, ends[i]);
	}
	strbuf_add(&b, STR("e\u0301"));
	utf8_compose(&b);
	cr_expect(str_equal(strbuf_str(&b), STR("é")));
	b.n = 0;
	strbuf_add(&b, STR("e\u0301\xFF"));
	utf8_compose(&b);
	cr_expect_eq(b.n, 4, "what is not valid stays");
	strbuf_release(&b);
	cr_expect(utf8_is_punctuation('.') && utf8_is_punctuation('|') && utf8_is_punctuation(0x2014));
	cr_expect(!utf8_is_punctuation('a') && !utf8_is_punctuation(' ') && !utf8_is_punctuation('1'));
	cr_expect(utf8_is_space(0x2009) && utf8_is_space('\t') && !utf8_is_space('a'));
}
