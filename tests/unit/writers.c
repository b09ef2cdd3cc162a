/* hOCR, ALTO and PAGE-XML: what they say of words that were mended, joined, split, moved, and not seen. */
#include "emend.h"
#include "pages.h"
#include "run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

static struct page page;

static void drop_page(void)
{
	page_release(&page);
}

TestSuite(writers, .fini = drop_page);

static struct word *word(uint32_t id)
{
	return (struct word *)page_find(&page, NODE_WORD, id);
}

/* The page in the format; of formats to which it means nothing, without the white between tags. */
static struct strbuf written(const char *format)
{
	struct strbuf out = page_to_format(&page, format);
	size_t n = 0;
	if (!strcmp(format, "hocr"))
		return out;
	for (size_t i = 0; i < out.n; i++) {
		size_t white = strspn(out.s + i, "\n ");
		if (out.s[i] == '\n' && out.s[i + white] == '<')
			i += white;
		out.s[n++] = out.s[i];
	}
	out.s[n] = '\0';
	return out;
}

static void expect_in(const char *format, const char *part)
{
	struct strbuf out = written(format);
	cr_expect_not_null(strstr(out.s, part), "%s lacks '%s': %s", format, part, out.s);
	strbuf_release(&out);
}

static void expect_without(const char *format, const char *part)
{
	struct strbuf out = written(format);
	cr_expect_null(strstr(out.s, part), "%s has '%s': %s", format, part, out.s);
	strbuf_release(&out);
}

/* Each word of the line in a box of its own, ten pixels a letter. */
static void place_words(void)
{
	page.width = page.frame.right = 900;
	page.height = page.frame.bottom = 700;
	for (uint32_t i = 0; i < page.counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page.nodes[NODE_LINE][i];
		int32_t x = 100, y = 100 + 40 * (int32_t)i;
		for (struct word *w = first_word(l); w; w = next_word(w)) {
			w->box = (struct box){x, y, x + 10 * (int32_t)w->text.n, y + 30};
			w->confidence = 90;
			l->box = box_union(l->box, w->box);
			x = w->box.right + 10;
		}
		line_region(l)->box = box_union(line_region(l)->box, l->box);
	}
}

Test(writers, a_word_parted_at_a_lines_end_is_whole_in_what_is_read)
{
	page_from_text(&page, STR("the resto-\nration of"));
	place_words();
	edit_join(&page, WHY, word(1), word(2), STR("restoration"));
	expect_in("hocr", ">resto\u00AD</span></span><span class=\"ocr_line\" id=\"line_1_1\"");
	expect_in("hocr", "title=\"bbox 100 140 160 170; x_wconf 90\">ration</span>\n");
	expect_in("alto",
		  "HPOS=\"140\" VPOS=\"100\" WIDTH=\"60\" HEIGHT=\"30\" CONTENT=\"resto\" SUBS_TYPE=\"HypPart1\" "
		  "SUBS_CONTENT=\"restoration\" WC=\"0.9\"/><HYP CONTENT=\"-\"/></TextLine>");
	expect_in("alto", "CONTENT=\"ration\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"restoration\"");
	expect_in("page", "<Word id=\"w1\" custom=\"hyphenation {part:first; word:restoration;}\">");
	expect_in("page", "<Unicode>resto-</Unicode>");
	expect_in("page", "<Unicode>the resto-\nration of</Unicode>");
	expect_without("page", "index=\"1\"");
}

Test(writers, the_authors_hyphen_stays)
{
	page_from_text(&page, STR("a well-\nknown fact"));
	edit_join(&page, WHY, word(1), word(2), STR("well-known"));
	expect_in("hocr", ">well-</span></span><span class=\"ocr_line\"");
	expect_in("alto", "CONTENT=\"well\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"well-known\"");
}

/* "un-" + "resto-" + "red" over three lines. */
Test(writers, a_word_in_three_lines_is_one)
{
	page_from_text(&page, STR("un-\nresto-\nred; {done}"));
	edit_join(&page, WHY, word(0), word(1), STR("unresto-"));
	edit_join(&page, WHY, word(0), word(2), STR("unrestored;"));
	expect_in("hocr", ">un\u00AD</span></span><span");
	expect_in("hocr", ">resto\u00AD</span></span><span");
	expect_in("hocr", ">red;</span>\n");
	expect_in("alto", "CONTENT=\"resto\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"unrestored;\"");
	expect_in("page", "custom=\"hyphenation {part:middle; word:unrestored\\u003b;}\"");
	expect_in("page", "custom=\"hyphenation {part:last; word:unrestored\\u003b;}\"");
}

Test(writers, what_was_read_stands_beside_what_was_mended)
{
	page_from_text(&page, STR("a \"hmited\\ number"));
	place_words();
	edit_text(&page, WHY, word(1), STR("limited <&>"));
	expect_in("hocr", "; x_wconf 90; x_raw &quot;\\&quot;hmited\\\\&quot;\">limited &lt;&amp;&gt;</span>");
	expect_in("alto", "CONTENT=\"limited &lt;&amp;&gt;\" WC=\"0.9\"><ALTERNATIVE PURPOSE=\"as read before it was "
			  "mended\">");
	expect_in("page", "<TextEquiv index=\"0\" conf=\"0.9\"><Unicode>limited &lt;&amp;&gt;</Unicode></TextEquiv>");
	expect_in("page", "<TextEquiv index=\"1\" conf=\"0.9\"><Unicode>");
	expect_in("page", "<TextEquiv index=\"0\"><Unicode>a limited &lt;&amp;&gt; number</Unicode></TextEquiv>");
	expect_in("page", "hmited\\ number</Unicode></TextEquiv></TextLine>");
}

/* The parts of a split share its box, and the first has what was read. */
Test(writers, split_and_joined_words_have_what_was_read_once)
{
	page_from_text(&page, STR("ina po em"));
	place_words();
	edit_split(&page, WHY, word(0), (struct str[]){STR("in"), STR("a")}, 2);
	edit_join(&page, WHY, word(1), word(2), STR("poem"));
	expect_in("hocr", "title=\"bbox 100 100 120 130; x_wconf 90; x_raw &quot;ina&quot;\">in</span>");
	expect_in("hocr", "title=\"bbox 120 100 130 130; x_wconf 90\">a</span>");
	expect_in("hocr", "x_raw &quot;po em&quot;\">poem</span></span>");
	expect_in("alto", "CONTENT=\"a\" WC=\"0.9\"/>");
	expect_in("page", "<Unicode>in a poem</Unicode>");
	expect_in("page", "<TextEquiv index=\"1\"><Unicode>ina po em</Unicode></TextEquiv></TextLine>");
}

Test(writers, boxes_are_where_the_words_are_now)
{
	page_from_text(&page, STR("some words of a line\nhere\n\nthere"));
	place_words();
	edit_move(&page, WHY, &word(4)->node, 1, word(5)->node.parent, NULL);
	expect_in("hocr", "<span class=\"ocr_line\" id=\"line_1_0\" title=\"bbox 100 100 250 130\">");
	expect_in("alto", "<TextLine ID=\"p1_l1\" HPOS=\"100\" VPOS=\"100\" WIDTH=\"200\" HEIGHT=\"70\">");
	expect_in("page", "<TextLine id=\"l0\"><Coords points=\"100,100 250,100 250,130 100,130\"/>");
}

Test(writers, nothing_is_invented_for_what_is_not_known)
{
	page_from_text(&page, STR("plain text"));
	word(0)->unrated = word(1)->unrated = true;
	expect_without("hocr", "bbox");
	expect_without("hocr", "x_wconf");
	expect_without("hocr", "baseline");
	expect_without("hocr", "scan_res");
	expect_without("alto", "HPOS");
	expect_without("alto", "WC=");
	expect_without("page", "conf=");
	expect_in("page", "<Coords points=\"0,0 0,0\"/>");
}

Test(writers, lines_tell_their_baseline_and_type)
{
	page_from_text(&page, STR("a line"));
	place_words();
	struct line *l = word_line(word(0));
	l->baseline[0] = (struct point){100, 120};
	l->baseline[1] = (struct point){300, 122};
	word(1)->type = (struct type_measures){.x_height = 14, .height = 20.5F, .reversed = true, .measured = true};
	expect_in("hocr", "title=\"bbox 100 100 160 130; baseline 0.01 -10; x_ascenders 6.5\"");
	expect_in("alto", "BASELINE=\"100,120 300,122\"");
	expect_in("page", "<Baseline points=\"100,120 300,122\"/>");
	expect_in("page", "<TextStyle xHeight=\"14\" reverseVideo=\"true\"/>");
}

/* What shows nothing is left out, but for pictures and rules. */
Test(writers, regions_keep_their_types)
{
	page_from_text(&page, STR("Quoted\n\n1 2\n\ngone\n\npicture"));
	place_words();
	edit_type(&page, WHY, line_region(word_line(word(0))), REGION_PULL_QUOTE);
	edit_type(&page, WHY, line_region(word_line(word(1))), REGION_TABLE);
	edit_type(&page, WHY, line_region(word_line(word(4))), REGION_IMAGE);
	edit_text(&page, WHY, word(3), STR(""));
	edit_text(&page, WHY, word(4), STR(""));
	expect_in("hocr", "<div class=\"ocr_textfloat\" id=\"block_1_0\"");
	expect_in("hocr", "; x_emend_type pull-quote\">");
	expect_in("hocr", "; hardbreak 1\"");
	expect_in(
		"hocr",
		"<div class=\"ocr_photo\" id=\"block_1_3\" title=\"bbox 100 220 170 250; x_emend_type image\"></div>");
	expect_in("alto", "<LayoutTag ID=\"type_pull-quote\" TYPE=\"region\" LABEL=\"pull-quote\"/>");
	expect_in("alto", "<TextBlock ID=\"p1_r1\" TAGREFS=\"type_table\"");
	expect_in("alto", "<Illustration ID=\"p1_r3\" TAGREFS=\"type_image\"");
	expect_in("page", "custom=\"structure {type:pull-quote;}\" type=\"floating\">");
	expect_in("page", "<TableRegion id=\"r1\">");
	expect_in("page", "<RegionRefIndexed index=\"2\" regionRef=\"r3\"/></OrderedGroup>");
	expect_without("hocr", "block_1_2");
	expect_without("alto", "p1_r2\"");
	expect_without("page", "\"r2\"");
}

Test(writers, glyphs_have_the_recognisers_other_readings)
{
	page_from_text(&page, STR("1s is"));
	struct alternative other[] = {{STR("1"), 60}, {STR("i"), 31.25F}};
	struct symbol symbol = {.text = STR("1"), .confidence = 60, .alternatives = other, .alternative_count = 2};
	word(0)->symbols = word(1)->symbols = &symbol;
	word(0)->symbol_count = word(1)->symbol_count = 1;
	edit_text(&page, WHY, word(1), STR("his"));
	expect_in("page", "<Glyph id=\"w0_g0\">");
	expect_in("page", "<TextEquiv index=\"0\" conf=\"0.6\"><Unicode>1</Unicode></TextEquiv>"
			  "<TextEquiv index=\"1\" conf=\"0.3125\"><Unicode>i</Unicode></TextEquiv></Glyph>");
	expect_without("page", "w1_g0");
}

/* "year" lacks what follows; of "soor" the last letter is half a one; of the third line's only word all is. */
static void lose_line_ends(void)
{
	page_from_text(&page, STR("of that year\nthe soor\nday {"));
	place_words();
	edit_text(&page, WHY, word(4), STR("soo"));
	edit_text(&page, WHY, word(6), STR(""));
	struct lacuna lost[] = {
		{.word = word(2), .side = LACUNA_RIGHT, .letters = 17.6F},
		{.word = word(4), .side = LACUNA_RIGHT, .letters = 18, .in_word = true, .doubtful = STR("r")},
		{.word = word(5), .side = LACUNA_LEFT, .in_word = true},
		{.word = word(6), .side = LACUNA_BOTTOM, .letters = 12, .in_word = true, .doubtful = STR("{")}};
	for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
		edit_lacuna(&page, WHY, &lost[i]);
}

Test(writers, hocr_says_at_which_side_how_much_is_missing)
{
	lose_line_ends();
	expect_in("hocr",
		  "<span class=\"ocr_line\" id=\"line_1_0\" title=\"bbox 100 100 220 130; x_lacuna right 18\">");
	expect_in("hocr", "x_wconf 90; x_lacuna right 18\">year</span>");
	expect_in("hocr", "x_raw &quot;soor&quot;; x_lacuna right 18 in_word\">soo</span>");
	expect_in("hocr", "title=\"bbox 100 180 150 210; x_lacuna left bottom 12\">");
	expect_in("hocr", "x_lacuna left in_word\">day</span>");
}

Test(writers, alto_has_tags_for_what_is_missing)
{
	lose_line_ends();
	expect_in("alto", "<OtherTag ID=\"lacuna_right\" TYPE=\"lacuna\" LABEL=\"right\" "
			  "DESCRIPTION=\"text is missing at the right\"/>");
	expect_in("alto", "<TextLine ID=\"p1_l0\" TAGREFS=\"lacuna_right\"");
	expect_in("alto", "<String ID=\"p1_w2\" TAGREFS=\"lacuna_right\"");
	expect_in("alto", "<String ID=\"p1_w4\" TAGREFS=\"lacuna_right fragment\"");
	expect_in("alto", "<TextLine ID=\"p1_l2\" TAGREFS=\"lacuna_left lacuna_bottom\"");
	edit_undo_all(&page);
	expect_without("alto", "OtherTag");
	expect_without("alto", "lacuna");
}

/* After so many letters of the line, and of the word where a part of it is missing. */
Test(writers, page_has_gaps_and_unclear_letters_as_transkribus_has)
{
	lose_line_ends();
	expect_in("page",
		  "<TextLine id=\"l0\" custom=\"gap {offset:12; length:0; unit:chars; quantity:18; reason:cut;}\">");
	expect_in("page", "<TextLine id=\"l1\" custom=\"unclear {offset:7; length:0; alternative:r; reason:cut;} "
			  "gap {offset:7; length:0; unit:chars; quantity:18; reason:cut;}\">");
	expect_in("page", "<Word id=\"w2\"><Coords");
	expect_in("page", "<Word id=\"w4\" custom=\"unclear {offset:3; length:0; alternative:r; reason:cut;} "
			  "gap {offset:3; length:0; unit:chars; quantity:18; reason:cut;}\">");
	expect_in("page", "<TextLine id=\"l2\" custom=\"gap {offset:0; length:0; reason:cut;} "
			  "unclear {offset:3; length:0; alternative:\\u007b; reason:cut;} "
			  "gap {offset:3; length:0; unit:chars; quantity:12; reason:cut;}\">");
}

Test(writers, the_date_is_the_one_that_was_given)
{
	page_from_text(&page, STR("a page"));
	unsetenv("SOURCE_DATE_EPOCH");
	expect_in("page", "<Created>1970-01-01T00:00:00</Created>");
	setenv("SOURCE_DATE_EPOCH", "1795737600", true);
	expect_in("page", "<Created>2026-11-27T00:00:00</Created>");
	setenv("SOURCE_DATE_EPOCH", "soon", true);
	expect_in("page", "<Created>1970-01-01T00:00:00</Created>");
}

Test(writers, the_scan_is_named)
{
	page_from_text(&page, STR("a page"));
	expect_in("hocr", "title=\"image &quot;a test&quot;; ppageno 0\"");
	expect_in("alto", "<fileName>a test</fileName>");
	expect_in("page", "imageFilename=\"a test\"");
	page.image = STR("scans/\"7\" & 8.tif");
	expect_in("hocr", "image &quot;scans/\\&quot;7\\&quot; &amp; 8.tif&quot;; ppageno 0");
	expect_in("alto", "<fileName>scans/\"7\" &amp; 8.tif</fileName>");
	expect_in("page", "imageFilename=\"scans/&quot;7&quot; &amp; 8.tif\"");
}

TestSuite(writers_files, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

Test(writers_files, each_page_of_several_has_a_file_where_the_format_holds_one)
{
	const char *two = in_checkout("tests/golden/two-pages.json"), *one = in_checkout("tests/golden/clean.json");
	struct run r = RUN("restore", "--stages", "none", "-f", "page,alto", "-o", scratch("out"), two, one);
	cr_expect_eq(r.status, 0, "%s", r.err.s);
	cr_expect_eq(count_entries(scratch("out")), 6);
	cr_expect_eq(access(scratch("out/two-pages-0001.page.xml"), R_OK), 0);
	cr_expect_eq(access(scratch("out/two-pages-0002.page.xml"), R_OK), 0);
	cr_expect_eq(access(scratch("out/two-pages.alto.xml"), R_OK), 0);
	cr_expect_eq(access(scratch("out/clean.page.xml"), R_OK), 0);
	run_release(&r);
}

static void expect_refused(struct run r, const char *why)
{
	cr_expect_eq(r.status, 2, "exit status %d", r.status);
	cr_expect_not_null(strstr(r.err.s, why), "%s", r.err.s);
	run_release(&r);
}

Test(writers_files, standard_output_takes_no_more_than_the_format_holds)
{
	const char *two = in_checkout("tests/golden/two-pages.json"), *one = in_checkout("tests/golden/clean.json");
	expect_refused(RUN("restore", "-f", "page", two), "has 2 pages, and a file of the format 'page' holds one");
	expect_refused(RUN("revert", "-f", "page", two), "holds one page, and there are more");
	expect_refused(RUN("restore", "-f", "hocr", one, two), "several inputs need a folder");
}

Test(writers_files, a_disk_that_is_full_is_told)
{
	const char *path = in_checkout("tests/golden/clean.json");
	static const char *const formats[] = {"hocr", "alto", "page"};
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		struct strbuf command = {0};
		strbuf_printf(&command, "\"$EMEND\" restore --stages none -f %s '%s' >/dev/full", formats[i], path);
		struct run r = run_command((const char *const[]){"/bin/sh", "-c", command.s, NULL}, STR(""));
		cr_expect_eq(r.status, 3, "%s: exit status %d", formats[i], r.status);
		cr_expect_not_null(strstr(r.err.s, "is the disk full?"), "%s: %s", formats[i], r.err.s);
		run_release(&r);
		strbuf_release(&command);
	}
}
