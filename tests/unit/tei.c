/* TEI: what is written of each thing that a page can have. */
#include "pages.h"
#include "run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* Adds the text without line feeds and the indents behind them. */
static void add_unindented(struct str text, struct strbuf *out)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.s[i] != '\n')
			strbuf_byte(out, text.s[i]);
		else
			while (i + 1 < text.n && text.s[i + 1] == ' ')
				i++;
}

/* Expects this between <body><div> and </div></body>, where line feeds and indents do not count; releases the pages. */
static void expect_conjectured(struct page *pages, unsigned count, double least, const char *wanted)
{
	struct strbuf xml = pages_conjectured("tei", pages, count, least), got = {0};
	add_unindented(strbuf_str(&xml), &got);
	cr_assert(got.n);
	const char *begin = strstr(got.s, "<body><div>"), *end = begin ? strstr(begin, "</div></body></text>") : NULL;
	cr_assert_not_null(end, "%s", xml.s);
	begin += strlen("<body><div>");
	cr_expect(str_equal((struct str){begin, (size_t)(end - begin)}, str_of(wanted)), "%.*s\nand not:\n%s",
		  (int)(end - begin), begin, wanted);
	strbuf_release(&xml);
	strbuf_release(&got);
	for (unsigned i = 0; i < count; i++)
		page_release(&pages[i]);
}

static void expect_body(struct page *pages, unsigned count, const char *wanted)
{
	expect_conjectured(pages, count, 0, wanted);
}

#define PB "<pb facs=\"#page-1\"/>"

static struct word *word_of(const struct page *page, uint32_t id)
{
	return (struct word *)page->nodes[NODE_WORD][id];
}

static struct reason sure(float confidence)
{
	return (struct reason){STR("test"), confidence, STR("a test")};
}

Test(tei, lines_begin_with_lb_and_rejoined_words_keep_their_hyphen)
{
	struct page page;
	page_from_text(&page, STR("the resto-\nration of first-\nclass text"));
	edit_join(&page, WHY, word_of(&page, 1), word_of(&page, 2), STR("restoration"));
	edit_join(&page, WHY, word_of(&page, 4), word_of(&page, 5), STR("first-class"));
	expect_body(&page, 1,
		    PB "<p><lb/>the resto<lb break=\"no\" rend=\"hyphen\"/>ration of "
		       "first-<lb break=\"no\"/>class text</p>");
}

Test(tei, hyphens_of_other_kinds_are_named)
{
	struct page page;
	page_from_text(&page, STR("resto\u2010\nration resto\u00AD\nration"));
	edit_join(&page, WHY, word_of(&page, 0), word_of(&page, 1), STR("restoration"));
	edit_join(&page, WHY, word_of(&page, 2), word_of(&page, 3), STR("restoration"));
	expect_body(&page, 1,
		    PB "<p><lb/>resto<lb break=\"no\" rend=\"hyphen U+2010\"/>ration "
		       "resto<lb break=\"no\" rend=\"hyphen U+00AD\"/>ration</p>");
}

Test(tei, a_word_over_three_lines_has_each_of_its_breaks)
{
	struct page page;
	page_from_text(&page, STR("mis-\nunder-\nstanding it"));
	edit_join(&page, WHY, word_of(&page, 0), word_of(&page, 1), STR("misunder-"));
	edit_join(&page, WHY, word_of(&page, 0), word_of(&page, 2), STR("misunderstanding"));
	expect_body(
		&page, 1,
		PB
		"<p><lb/>mis<lb break=\"no\" rend=\"hyphen\"/>under<lb break=\"no\" rend=\"hyphen\"/>standing it</p>");
}

Test(tei, misread_words_stand_beside_what_was_read)
{
	struct page page;
	page_from_text(&page, STR("Moseow ivas tbe"));
	edit_text(&page, sure(95), word_of(&page, 0), STR("Moscow"));
	edit_text(&page, sure(70), word_of(&page, 1), STR("was"));
	edit_text(&page, sure(40), word_of(&page, 2), STR("the"));
	expect_body(&page, 1,
		    PB "<p><lb/><choice><sic>Moseow</sic><corr cert=\"high\" resp=\"#emend\">Moscow</corr></choice> "
		       "<choice><sic>ivas</sic><corr cert=\"medium\" resp=\"#emend\">was</corr></choice> "
		       "<choice><sic>tbe</sic><corr cert=\"low\" resp=\"#emend\">the</corr></choice></p>");
}

Test(tei, words_that_are_set_aside_are_an_empty_correction)
{
	struct page page;
	page_from_text(&page, STR("a _ b\n| c"));
	edit_text(&page, sure(95), word_of(&page, 1), STR(""));
	edit_text(&page, sure(95), word_of(&page, 3), STR(""));
	expect_body(&page, 1,
		    PB "<p><lb/>a<choice><sic> _</sic><corr cert=\"high\" resp=\"#emend\"/></choice> b"
		       "<lb/><choice><sic>|</sic><corr cert=\"high\" resp=\"#emend\"/></choice> c</p>");
}

Test(tei, joins_and_splits_within_a_line_are_corrections)
{
	struct page page;
	page_from_text(&page, STR("he said : used ina book"));
	edit_join(&page, sure(95), word_of(&page, 1), word_of(&page, 2), STR("said:"));
	edit_split(&page, sure(90), word_of(&page, 4), (struct str[]){STR("in"), STR("a")}, 2);
	expect_body(
		&page, 1,
		PB "<p><lb/>he <choice><sic>said :</sic><corr cert=\"high\" resp=\"#emend\">said:</corr></choice> used "
		   "<choice><sic>ina</sic><corr cert=\"high\" resp=\"#emend\">in a</corr></choice> book</p>");
}

Test(tei, a_misread_word_over_two_lines_is_corrected_whole)
{
	struct page page;
	page_from_text(&page, STR("the rcsto-\nration was"));
	edit_text(&page, sure(95), word_of(&page, 1), STR("resto-"));
	edit_join(&page, sure(99), word_of(&page, 1), word_of(&page, 2), STR("restoration"));
	expect_body(&page, 1,
		    PB "<p><lb/>the <choice><sic>rcsto-<lb/>ration</sic><corr cert=\"high\" resp=\"#emend\">"
		       "resto<lb break=\"no\" rend=\"hyphen\"/>ration</corr></choice> was</p>");
}

Test(tei, a_word_that_was_corrected_after_it_was_joined_is_in_one_piece)
{
	struct page page;
	page_from_text(&page, STR("the rcsto-\nration was"));
	edit_join(&page, sure(99), word_of(&page, 1), word_of(&page, 2), STR("rcstoration"));
	edit_text(&page, sure(80), word_of(&page, 1), STR("restoration"));
	expect_body(&page, 1,
		    PB "<p><lb/>the <choice><sic>rcsto-<lb/>ration</sic><corr cert=\"medium\" resp=\"#emend\">"
		       "restoration</corr></choice><lb/>was</p>");
}

Test(tei, words_tied_together_with_others_between_stand_alone)
{
	struct page page;
	page_from_text(&page, STR("one two three"));
	edit_join(&page, sure(50), word_of(&page, 0), word_of(&page, 2), STR("onethree"));
	expect_body(&page, 1,
		    PB
		    "<p><lb/><choice><sic>one three</sic><corr cert=\"low\" resp=\"#emend\">onethree</corr></choice> "
		    "two</p>");
}

Test(tei, drop_capitals_are_marked)
{
	struct page page;
	page_from_text(&page, STR("T HE council met"));
	for (uint32_t i = 0; i < 4; i++)
		word_of(&page, i)->box = (struct box){100 * (int32_t)i, 0, 100 * (int32_t)i + 90, i ? 30 : 120};
	edit_join(&page, WHY, word_of(&page, 0), word_of(&page, 1), STR("THE"));
	expect_body(&page, 1, PB "<p><lb/><hi rend=\"drop-capital\">T</hi>HE council met</p>");
}

Test(tei, a_letter_that_was_inferred_is_supplied)
{
	struct page page;
	page_from_text(&page, STR("HE council met"));
	edit_text(&page, (struct reason){STR("dropcaps"), 95, STR("inferred")}, word_of(&page, 0), STR("THE"));
	expect_body(&page, 1,
		    PB "<p><lb/><supplied reason=\"unread\" cert=\"high\" resp=\"#emend\"><hi "
		       "rend=\"drop-capital\">T</hi></supplied>HE council met</p>");
}

/* Text is missing on that side of the word, whose half letters were taken out of it. */
static void lose(struct page *page, uint32_t word, struct lacuna lacuna)
{
	lacuna.word = word_of(page, word);
	if (lacuna.doubtful.n)
		edit_text(page, WHY, lacuna.word,
			  lacuna_is_after(lacuna.side) ? str_chop(lacuna.word->text, lacuna.doubtful.n)
						       : str_skip(lacuna.word->text, lacuna.doubtful.n));
	edit_lacuna(page, WHY, &lacuna);
}

#define ABOUT_18 "unit=\"chars\" quantity=\"18\" atLeast=\"13\" atMost=\"23\"/>"
#define UNKNOWN "unit=\"chars\" extent=\"unknown\"/>"

Test(tei, what_is_missing_is_a_gap)
{
	struct page page;
	page_from_text(&page, STR("those who hear\nthe young Alexander\nday it was"));
	lose(&page, 2, (struct lacuna){.side = LACUNA_RIGHT, .in_word = true, .letters = 18.2F, .deviation = 2.5F});
	lose(&page, 5, (struct lacuna){.side = LACUNA_RIGHT});
	lose(&page, 6, (struct lacuna){.side = LACUNA_LEFT, .in_word = true});
	lose(&page, 8, (struct lacuna){.side = LACUNA_BOTTOM});
	expect_body(&page, 1,
		    PB "<p><lb/>those who hear<gap reason=\"cut\" " ABOUT_18
		       "<lb/>the young Alexander <gap reason=\"cut\" " UNKNOWN "<lb/><gap reason=\"cut\" " UNKNOWN
		       "day it was <gap reason=\"cut\" "
		       "unit=\"lines\" extent=\"unknown\"/></p>");
}

/* They are no correction, also where nothing else stands of the word. */
Test(tei, letters_that_were_cut_in_half_are_unclear)
{
	struct page page;
	page_from_text(&page, STR("a soor\nnday } it"));
	lose(&page, 1, (struct lacuna){.side = LACUNA_RIGHT, .in_word = true, .doubtful = STR("r")});
	lose(&page, 2, (struct lacuna){.side = LACUNA_LEFT, .in_word = true, .doubtful = STR("n")});
	lose(&page, 3, (struct lacuna){.side = LACUNA_RIGHT, .in_word = true, .doubtful = STR("}")});
	expect_body(&page, 1,
		    PB "<p><lb/>a soo<unclear reason=\"cut\">r</unclear><gap reason=\"cut\" " UNKNOWN
		       "<lb/><gap reason=\"cut\" " UNKNOWN "<unclear reason=\"cut\">n</unclear>day "
		       "<unclear reason=\"cut\">}</unclear><gap reason=\"cut\" " UNKNOWN " it</p>");
}

Test(tei, a_conjecture_is_supplied_where_it_is_asked_for)
{
	struct page page;
	struct conjecture which = {STR("which"), 0.92F, false}, soon = {STR("soon"), 0.75F, false},
			  other = {STR("order"), 0.4F, false};
	page_from_text(&page, STR("it wh\nsoor or"));
	lose(&page, 1,
	     (struct lacuna){.side = LACUNA_RIGHT,
			     .in_word = true,
			     .letters = 20.8F,
			     .deviation = 2.4F,
			     .conjectures = &which,
			     .conjecture_count = 1});
	lose(&page, 2,
	     (struct lacuna){.side = LACUNA_RIGHT,
			     .in_word = true,
			     .letters = 1.5F,
			     .deviation = 0.9F,
			     .doubtful = STR("r"),
			     .conjectures = &soon,
			     .conjecture_count = 1});
	lose(&page, 3,
	     (struct lacuna){.side = LACUNA_RIGHT, .in_word = true, .conjectures = &other, .conjecture_count = 1});
	expect_conjectured(&page, 1, 0.7,
			   PB "<p><lb/>it wh<supplied reason=\"cut\" evidence=\"conjecture\" cert=\"high\" "
			      "resp=\"#emend\">ich</supplied> "
			      "<gap reason=\"cut\" " ABOUT_18 "<lb/>soo<choice><unclear reason=\"cut\">r</unclear>"
			      "<supplied reason=\"cut\" evidence=\"conjecture\" cert=\"medium\" "
			      "resp=\"#emend\">n</supplied></choice> "
			      "or<gap reason=\"cut\" " UNKNOWN "</p>");
}

Test(tei, what_stands_whole_elsewhere_is_supplied_on_that_evidence)
{
	struct page page;
	page_from_text(&page, STR("the advan\nrights"));
	lose(&page, 1, (struct lacuna){.side = LACUNA_RIGHT, .in_word = true});
	edit_elsewhere(&page, WHY, word_of(&page, 1), STR("advances in civil"));
	expect_conjectured(&page, 1, 0.9,
			   PB "<p><lb/>the advan<supplied reason=\"cut\" evidence=\"internal\" cert=\"high\" "
			      "resp=\"#emend\">ces in civil</supplied><lb/>rights</p>");
}

Test(tei, headings_begin_a_div_unless_one_precedes_them)
{
	struct page page;
	PAGE_OF_TYPES(&page, "Free\n\nBy Ann\n\nText.\n\nMore\n\nText.", REGION_HEADING, REGION_HEADING,
		      REGION_PARAGRAPH, REGION_HEADING, REGION_PARAGRAPH);
	expect_body(&page, 1,
		    PB "<head><lb/>Free</head><head><lb/>By Ann</head><p><lb/>Text.</p></div>"
		       "<div><head><lb/>More</head><p><lb/>Text.</p>");
}

Test(tei, furniture_is_fw_and_the_number_is_at_the_page)
{
	struct page page;
	PAGE_OF_TYPES(&page, "The Fens\n\nText.\n\nMay 1905\n\n58", REGION_HEADER, REGION_PARAGRAPH, REGION_FOOTER,
		      REGION_PAGE_NUMBER);
	page.height = 3000;
	word_of(&page, page.counts[NODE_WORD] - 1)->box = (struct box){10, 2900, 40, 2940};
	first_line((struct region *)page.node.last)->box = (struct box){10, 2900, 40, 2940};
	((struct region *)page.node.last)->box = (struct box){10, 2900, 40, 2940};
	expect_body(&page, 1,
		    "<pb n=\"58\" facs=\"#page-1\"/><fw type=\"header\" place=\"top\"><lb/>The Fens</fw>"
		    "<p><lb/>Text.</p><fw type=\"footer\" place=\"bottom\"><lb/>May 1905</fw>"
		    "<fw type=\"pageNum\" place=\"bottom\" facs=\"#page-1-r3\"><lb/>58</fw>");
}

Test(tei, what_interrupts_the_body_is_told_from_it)
{
	struct page page;
	PAGE_OF_TYPES(&page, "Said.\n\nA note.\n\nIn the margin.", REGION_PULL_QUOTE, REGION_FOOTNOTE,
		      REGION_MARGINALIA);
	expect_body(&page, 1,
		    PB "<floatingText type=\"pull-quote\"><body><p><lb/>Said.</p></body></floatingText>"
		       "<note type=\"footnote\" place=\"bottom\"><lb/>A note.</note>"
		       "<note type=\"marginalia\" place=\"margin\"><lb/>In the margin.</note>");
}

static void set_box(struct region *r, struct box box)
{
	r->box = box;
	for (struct line *l = first_line(r); l; l = next_line(l))
		l->box = box;
}

Test(tei, captions_stand_in_the_figure_of_their_picture)
{
	struct page page;
	PAGE_OF_TYPES(&page, "x\n\nFig. 1\n\nFig. 2", REGION_IMAGE, REGION_CAPTION, REGION_CAPTION);
	struct region *r = first_region(&page);
	set_box(r, (struct box){100, 100, 500, 500});
	set_box(next_region(r), (struct box){100, 510, 400, 530});
	set_box(next_region(next_region(r)), (struct box){100, 900, 400, 920});
	expect_body(&page, 1,
		    PB
		    "<figure facs=\"#page-1-r0\"><head facs=\"#page-1-r1\"><lb/>Fig. 1</head><figDesc>image</figDesc>"
		    "</figure><figure facs=\"#page-1-r2\"><head><lb/>Fig. 2</head></figure>");
}

Test(tei, tables_have_rows_and_cells)
{
	struct page page;
	page_from_drawing(&page, STR("[page]\n"
				     "             Houses     Ships\n"
				     "Mill            120\n"
				     "Whitby        1,400       212\n"
				     "Selby                       3\n"
				     "Hull          9,310       870\n"));
	run_stage(&page, "tables");
	struct strbuf xml = pages_written("tei", &page, 1), got = {0};
	add_unindented(strbuf_str(&xml), &got);
	cr_expect(strstr(got.s, "><row><cell/><cell>Houses</cell><cell>Ships</cell></row>"
				"<row><cell>Mill</cell><cell>120</cell></row>"
				"<row><cell>Whitby</cell><cell>1,400</cell><cell>212</cell></row>"
				"<row><cell>Selby</cell><cell/><cell>3</cell></row>"
				"<row><cell>Hull</cell><cell>9,310</cell><cell>870</cell></row></table>"),
		  "%s", xml.s);
	strbuf_release(&xml);
	strbuf_release(&got);
	page_release(&page);
}

Test(tei, listings_keep_their_white_space)
{
	struct page page;
	PAGE_OF_TYPES(&page, "if (a)\nb();", REGION_LISTING);
	struct strbuf xml = pages_written("tei", &page, 1);
	cr_expect(strstr(xml.s, "<ab type=\"listing\" xml:space=\"preserve\"><lb/>if (a)\n<lb/>b();</ab>"), "%s",
		  xml.s);
	strbuf_release(&xml);
	page_release(&page);
}

static struct region *last_region(const struct page *page)
{
	return (struct region *)page->node.last;
}

Test(tei, a_paragraph_goes_on_over_the_page)
{
	struct page pages[2];
	PAGE_OF_TYPES(&pages[0], "It goes\n\n57", REGION_PARAGRAPH, REGION_PAGE_NUMBER);
	PAGE_OF_TYPES(&pages[1], "Fens\n\non.\n\nMore.", REGION_HEADER, REGION_PARAGRAPH, REGION_PARAGRAPH);
	edit_note(&pages[0], WHY, &first_region(&pages[0])->node, NOTE_CONTINUES);
	edit_note(&pages[1], WHY, first_region(&pages[1])->node.next, NOTE_CONTINUED);
	expect_body(pages, 2,
		    "<pb n=\"57\" facs=\"#page-1\"/><p><lb/>It goes<fw type=\"pageNum\"><lb/>57</fw>"
		    "<pb facs=\"#page-2\"/><fw type=\"header\" place=\"top\"><lb/>Fens</fw><lb/>on.</p>"
		    "<p><lb/>More.</p>");
}

Test(tei, pages_that_could_not_be_read_are_a_gap)
{
	struct page pages[2];
	page_from_text(&pages[0], STR("One."));
	page_from_text(&pages[1], STR("Four."));
	pages[1].number = 4;
	expect_body(pages, 2,
		    PB "<p><lb/>One.</p><gap reason=\"unreadable\" unit=\"page\" quantity=\"2\"/><pb facs=\"#page-2\"/>"
		       "<p><lb/>Four.</p>");
}

Test(tei, a_paragraph_ends_with_its_page_where_the_next_does_not_go_on)
{
	struct page pages[2];
	page_from_text(&pages[0], STR("It goes"));
	page_from_text(&pages[1], STR("Anew."));
	edit_note(&pages[0], WHY, &last_region(&pages[0])->node, NOTE_CONTINUES);
	expect_body(pages, 2, PB "<p><lb/>It goes</p><pb facs=\"#page-2\"/><p><lb/>Anew.</p>");
}

Test(tei, a_paragraph_whose_beginning_is_not_there_is_a_final_part)
{
	struct page page;
	page_from_text(&page, STR("of it."));
	edit_note(&page, WHY, &last_region(&page)->node, NOTE_CONTINUED);
	expect_body(&page, 1, PB "<p part=\"F\"><lb/>of it.</p>");
}

Test(tei, the_same_pages_give_the_same_bytes_whatever_they_hold)
{
	struct page page;
	page_from_text(&page, STR("<a> & \"b\" \x01\xFF ]]>"));
	struct strbuf one = pages_written("tei", &page, 1), two = pages_written("tei", &page, 1);
	cr_expect(strstr(one.s, "<lb/>&lt;a&gt; &amp; \"b\" \uFFFD\uFFFD ]]&gt;</p>"), "%s", one.s);
	cr_expect(str_equal(strbuf_str(&one), strbuf_str(&two)));
	strbuf_release(&one);
	strbuf_release(&two);
	page_release(&page);
}

Test(tei, a_stream_holds_one_document)
{
	struct run r = RUN("restore", "-f", "tei", "tests/golden/clean.json", "tests/golden/drop-cap.json");
	cr_expect_eq(r.status, 2);
	run_release(&r);
	r = RUN("revert", "-f", "tei", "tests/golden/clean.json", "tests/golden/drop-cap.json");
	cr_expect_eq(r.status, 2);
	cr_expect_str_eq(r.err.s,
			 "emend: samples/drop-cap.jpg: left out: a stream holds one document of the format 'tei'; "
			 "name one file\n");
	run_release(&r);
}
