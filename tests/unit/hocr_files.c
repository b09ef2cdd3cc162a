/* hOCR, as each of its producers writes it, and what is uneven in it. */
#include "stored.h"

#include <criterion/criterion.h>

#define HEAD "<!DOCTYPE html>\n<html><head><title>not of the page</title>"
#define BODY HEAD "</head><body>\n"
#define PAGE "<div class='ocr_page' title='image \"scan.png\"; bbox 0 0 200 100; ppageno 0'>\n"
#define PAR "<p class='ocr_par'><span class='ocr_line' title='bbox 10 10 90 20'>"
#define END "</span></p></div></body></html>\n"
#define SCAN "page 200x100 scan.png\n"

Test(hocr, of_tesseract_has_blocks_paragraphs_lines_and_words)
{
	expect_stored(
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 "
		"Transitional//EN\"\n"
		" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n<html xml:lang=\"en\" lang=\"en\">\n"
		"<head><meta name='ocr-system' content='tesseract 5.3.0' /></head><body>\n"
		"<div class='ocr_page' id='page_1' title='image \"/a b/x;y.jpg\"; bbox 0 0 2525 3540; ppageno 0; "
		"scan_res 300 300'>\n"
		" <div class='ocr_carea' id='block_1_1' title=\"bbox 137 1254 1227 1362\">\n"
		"  <p class='ocr_par' id='par_1_1' lang='eng' title=\"bbox 137 1254 1227 1362\">\n"
		"   <span class='ocr_line' id='line_1_1' title=\"bbox 197 1254 1224 1306; baseline 0.011 -21.615; "
		"x_size 43\">\n"
		"    <span class='ocrx_word' id='word_1_1' title='bbox 370 1254 411 1287; x_wconf 88'>he</span>\n"
		"    <span class='ocrx_word' id='word_1_2' title='bbox 423 1262 564 1298; x_wconf "
		"96'><strong>con</strong>cept&amp;</span>\n"
		"   </span>\n"
		"   <span class='ocr_header' title=\"bbox 200 1310 1224 1362; baseline 0 -3\">\n"
		"    <span class='ocrx_word' title='bbox 200 1310 300 1362; x_wconf 0'>resto\xC2\xAD</span>\n"
		"   </span>\n  </p>\n </div>\n"
		" <div class='ocr_photo' title=\"bbox 140 1400 348 1477\"></div>\n"
		" <div class='ocr_separator' title=\"bbox 140 1500 348 1502\"></div>\n"
		"</div></body></html>\n",
		"page 2525x3540 300dpi /a b/x;y.jpg (tesseract 5.3.0) eng\n"
		"[paragraph ocr_par] 137,1254,1227,1362\n"
		"- 197,1254,1224,1306 base 197,1284 1224,1296: he@370,1254,411,1287=88 concept&@423,1262,564,1298=96\n"
		"- 200,1310,1224,1362 base 200,1359 1224,1359: resto\xC2\xAD@200,1310,300,1362=0\n"
		"[image ocr_photo] 140,1400,348,1477\n"
		"[separator ocr_separator] 140,1500,348,1502\n");
}

Test(hocr, of_tesseract_with_letters_and_their_choices)
{
	expect_stored(BODY PAGE PAR
		      "\n<span class='ocrx_word' title='bbox 10 10 30 20; x_wconf 70'>\n"
		      " <span class='ocrx_cinfo' title='x_bboxes 10 10 19 20; x_conf 99.567787'>c</span>\n"
		      "  <span class='ocrx_cinfo' id='lstm_choices_1_1_1'>\n"
		      "   <span class='ocrx_cinfo' title='x_confs 94.7'>c</span>\n"
		      "   <span class='ocrx_cinfo' title='x_confs 11.57'>C</span>\n"
		      "   <span class='ocrx_cinfo' title='x_confs 0'>e</span></span>\n"
		      " <span class='ocrx_cinfo' title='x_bboxes 21 10 30 20; x_conf 99'>&lt;</span></span>\n"
		      "<span class='ocrx_word' title='bbox 40 10 60 20; x_wconf 80'>in\n"
		      " <span class='ocrx_cinfo'><span class='ocrx_cinfo' title='x_confs 90'> </span>\n"
		      "  <span class='ocrx_cinfo' title='x_confs 10'>_</span></span>\n"
		      " <span class='ocrx_cinfo'><span class='ocrx_cinfo' title='x_confs 60'>l</span>\n"
		      "  <span class='ocrx_cinfo' title='x_confs 40'>i</span></span></span>\n"
		      "<span class='ocrx_word' title='bbox 70 10 90 20'>to<span class='ocr_symbol'><span "
		      "class='ocrx_cinfo'>\n"
		      "  <span class='ocrx_cinfo' title='x_confs 87'>t</span></span></span></span>" END,
		      SCAN "[paragraph ocr_par] 10,10,90,20\n"
			   "- 10,10,90,20: c<@10,10,30,20=70 (c@10,10,19,20=99.57/C=11.57) (<@21,10,30,20=99)"
			   " in@40,10,60,20=80 (i=40/l=60) (n=80) to@70,10,90,20=?\n");
}

Test(hocr, of_the_internet_archive_letter_by_letter)
{
	expect_stored(BODY PAGE PAR
		      "<span class=\"ocrx_word\" title=\"bbox 10 10 30 20; x_fsize 9\"><span class=\"ocrx_cinfo\""
		      " title=\"x_bboxes 10 10 20 20; x_conf 98.5\">I</span><span class=\"ocrx_cinfo\""
		      " title=\"x_bboxes 20 10 30 20; x_conf 61\">t</span></span>" END,
		      SCAN "[paragraph ocr_par] 10,10,90,20\n"
			   "- 10,10,90,20: It@10,10,30,20=61 (I@10,10,20,20=98.5) (t@20,10,30,20=61)\n");
}

Test(hocr, of_ocropy_has_lines_without_words)
{
	expect_stored(BODY PAGE "<span class='ocr_line' title='bbox 10 10 110 20'>one  two</span><br />\n"
				"<span class='ocr_line' title='bbox 10 30 110 40'>three</span><br />\n"
				"<p><span class='ocr_line' title='bbox 10 50 110 60'> </span></p></div>",
		      SCAN "[paragraph page] 10,10,110,60\n"
			   "- 10,10,110,20: one@10,10,47,20=? two@72,10,110,20=?\n"
			   "- 10,30,110,40: three@10,30,110,40=?\n"
			   "- 10,50,110,60:\n");
}

Test(hocr, of_kraken_rates_letters_by_parts_of_one)
{
	expect_stored(BODY PAGE PAR "<span class='ocrx_word' title='bbox 10 10 30 20; x_confs 0.99 0.5'>ab</span>\n"
				    "<span class='ocrx_word' title='bbox 40 10 60 20; x_confs 1 0.75; x_bboxes 40 10 "
				    "50 20 50 10 60 20'>cd</span>" END,
		      SCAN "[paragraph ocr_par] 10,10,90,20\n"
			   "- 10,10,90,20: ab@10,10,30,20=50 (a=99) (b=50)"
			   " cd@40,10,60,20=75 (c@40,10,50,20=100) (d@50,10,60,20=75)\n");
}

Test(hocr, with_confidences_of_at_most_one_has_parts_of_one)
{
	expect_stored(BODY PAGE PAR "<span class=ocrx_word title='x_wconf 0.5'>a</span> <span class=ocrx_word "
				    "title='x_wconf 1'>b</span>" END,
		      SCAN "[paragraph ocr_par] 10,10,90,20\n- 10,10,90,20: a=50 b=100\n");
	expect_stored(BODY PAGE PAR "<span class=ocrx_word title='x_wconf 0'>a</span> <span class=ocrx_word "
				    "title='x_wconf 1'>b</span>" END,
		      SCAN "[paragraph ocr_par] 10,10,90,20\n- 10,10,90,20: a=0 b=1\n");
}

Test(hocr, elements_of_other_kinds_are_regions_of_types)
{
	expect_stored(
		BODY PAGE
		"<div class='ocr_header' title='bbox 10 2 50 8'><p class='ocr_par'>The Head</p></div>\n"
		"<h2 class='ocr_par x'>Title</h2><div class='ocr_caption'>A picture</div>\n"
		"<div class='ocr_pageno'>7</div><p class='ocr_par'><span class='ocr_caption'>Fig. 1</span></p></div>",
		SCAN "[header ocr_par]\n-: The=? Head=?\n[heading ocr_par]\n-: Title=?\n[caption ocr_caption]\n-: A=? "
		     "picture=?\n"
		     "[page-number ocr_pageno]\n-: 7=?\n[paragraph ocr_caption]\n-: Fig.=? 1=?\n");
}

Test(hocr, text_is_kept_wherever_it_stands)
{
	expect_stored(BODY PAGE "loose\n<p class='ocr_par' title='bbox 10 10 90 30'>one two<br/>three</p>\n" PAR
				"before <span class='ocrx_word' title='x_wconf 9'>in</span> behind</span> between " END,
		      SCAN "[paragraph page]\n-: loose=?\n"
			   "[paragraph ocr_par] 10,10,90,30\n"
			   "- 10,10,90,20: one@10,10,44,20=? two@55,10,90,20=?\n"
			   "- 10,20,90,30: three@10,20,90,30=?\n"
			   "[paragraph ocr_par] 10,10,90,20\n"
			   "- 10,10,90,20: before=? in=9 behind=?\n-: between=?\n");
}

Test(hocr, words_without_a_line_and_lines_without_a_page)
{
	expect_stored(
		"<html><body><!-- class='ocr_page' --><span class='ocrx_word' title='bbox 10 10 30 20'>one</span>\n"
		"<span class='ocrx_word' title='bbox 40 10 60 20'>two</span>\n"
		"<span class='ocrx_word' title='bbox 10 22 30 30'>three</span></body></html>",
		"page 60x30\n[paragraph page] 10,10,60,30\n"
		"- 10,10,60,20: one@10,10,30,20=? two@40,10,60,20=?\n"
		"- 10,22,30,30: three@10,22,30,30=?\n"
		"x: line 3: the page has no size; it is taken from the boxes\n");
}

Test(hocr, tags_that_are_not_closed_lose_nothing)
{
	expect_stored(
		BODY PAGE PAR
		"<span class='ocrx_word'>one<span class='ocrx_word'>two\n"
		"<span class='ocr_line' title='bbox 10 30 90 40'>three<div class='ocr_page' title='bbox 0 0 9 9'>four",
		SCAN "[paragraph ocr_par] 10,10,90,40\n- 10,10,90,20: one=? two=?\n- 10,30,90,40: three@10,30,90,40=?\n"
		     "page 9x9\n[paragraph page]\n-: four=?\n"
		     "x: line 5: ends within a page; the page is read as far as it goes\n");
}

Test(hocr, turned_and_right_to_left)
{
	expect_stored(BODY PAGE
		      "<p class='ocr_par' dir='rtl'><span class='ocr_line' title='textangle 270'>a</span></p></div>",
		      SCAN "[paragraph ocr_par] top 90 right-to-left\n-: a=?\n");
	expect_stored(BODY PAGE "<p class='ocr_par'><span class='ocr_line' title='textangle -1.5'>a</span></p></div>",
		      SCAN "[paragraph ocr_par] skew 1.5\n-: a=?\n");
}

Test(hocr, two_languages_are_told_word_by_word)
{
	expect_stored(BODY PAGE
		      "<p class='ocr_par' lang='de'><span class='ocr_line'><span class='ocrx_word'>das</span>\n"
		      "<span class='ocrx_word' lang='eng'>the</span></span></p></div>",
		      "page 200x100 scan.png deu+eng\n[paragraph ocr_par]\n-: das=?:deu the=?:eng\n");
}

Test(hocr, alternatives_are_further_readings)
{
	expect_stored(BODY PAGE PAR "<span class='ocrx_word' title='x_wconf 50'><span class='alternatives'>\n"
				    "<ins class='alt' title='x_confs 50'>hello</ins>\n<del class='alt' title='x_confs "
				    "20'>hallo</del></span></span>" END,
		      SCAN "[paragraph ocr_par] 10,10,90,20\n- 10,10,90,20: hello=50 {1 hallo=20 alternatives}\n");
}

Test(hocr, of_emend_has_types_and_what_was_read)
{
	expect_stored("<html><head><meta name='ocr-system' content='emend 0.1.0, tesseract 5.3.0'/>"
		      "<meta name='ocr-langs' content='de en'/></head><body>" PAGE
		      "<div class='ocr_textfloat' title='bbox 1 2 9 8; textangle 270; x_emend_type pull-quote'><p "
		      "class='ocr_par'>"
		      "<span class='ocr_line'><span class='ocrx_word' title='x_wconf 93; x_raw "
		      "\"a;\\\"b\"'>word</span></span>"
		      "</p></div></div>",
		      "page 200x100 scan.png (tesseract 5.3.0) deu+eng\n[pull-quote ocr_par] top 90\n"
		      "-: word=93 {1 a;\"b=0 x_raw}\n");
}

Test(hocr, that_names_no_encoding_is_in_that_of_browsers)
{
	expect_stored(
		"<html><body>" PAGE PAR "\x93\xE9t\xE9\x94 \xE0 \xE7" END, SCAN
		"[paragraph ocr_par] 10,10,90,20\n"
		"- 10,10,90,20: \u201C\u00E9t\u00E9\u201D@10,10,54,20=? \u00E0@63,10,72,20=? \u00E7@81,10,90,20=?\n");
	expect_stored("<html><head><meta charset='iso-8859-2'></head><body>" PAGE PAR "\xB3\xF3"
		      "d\xBC" END,
		      SCAN "[paragraph ocr_par] 10,10,90,20\n- 10,10,90,20: \u0142\u00F3d\u017A@10,10,90,20=?\n");
}

Test(hocr, boxes_that_are_none_are_left_out_and_told_once)
{
	expect_stored(BODY PAGE
		      "<p class='ocr_par' title='bbox 5 5'><span class='ocr_line'>\n"
		      "<span class='ocrx_word' title='bbox -3 NaN 2 4'>a</span>\n"
		      "<span class='ocrx_word' title='bbox 1e300 5 9 9'>b</span>\n"
		      "<span class='ocrx_word' title='bbox 30 20 10 -10; x_wconf 250'>c</span></span></p></div>",
		      SCAN "[paragraph ocr_par] 10,0,30,20\n- 10,0,30,20: a=? b=? c@10,0,30,20=100\n"
			   "x: line 4: has a box that is none, and is read without\n"
			   "x: line 7: has a confidence beyond 100%; it is read as that\n");
}

Test(hocr, a_page_is_as_large_as_its_boxes_need)
{
	expect_stored(BODY PAGE "<p class='ocr_par' title='bbox 10 10 300 20'>a</p></div>",
		      "page 300x100 scan.png\n[paragraph ocr_par] 10,10,300,20\n- 10,10,300,20: a@10,10,300,20=?\n"
		      "x: line 4: boxes lie outside of the page; it is taken to be larger\n");
}

Test(hocr, a_word_with_spaces_is_several)
{
	expect_stored(BODY PAGE PAR "<span class='ocrx_word' title='bbox 10 10 80 20; x_wconf 50'>one two</span>" END,
		      SCAN "[paragraph ocr_par] 10,10,90,20\n- 10,10,90,20: one@10,10,40,20=50 two@50,10,80,20=50\n");
}

Test(hocr, blank_words_are_the_place_of_a_picture)
{
	expect_stored(BODY PAGE
		      "<p class='ocr_par' title='bbox 10 10 90 50'><span class='ocr_line' title='bbox 10 10 90 50'>"
		      "<span class='ocrx_word' title='bbox 10 10 90 50; x_wconf 95'> </span>" END,
		      SCAN "[paragraph ocr_par] 10,10,90,50\n");
}

Test(hocr, entities_of_the_file_and_stray_bytes_cost_nothing)
{
	expect_stored("<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>\n<html><body>" PAGE PAR
		      "x&b;y \xFFz &eacute;\x01" END,
		      SCAN
		      "[paragraph ocr_par] 10,10,90,20\n"
		      "- 10,10,90,20: x&b;y@10,10,46,20=? \xC3\xBFz@53,10,68,20=? \xC3\xA9\xEF\xBF\xBD@75,10,90,20=?\n"
		      "x: line 1: has bytes that are no text in its encoding; they are read as Windows-1252, "
		      "controls as U+FFFD\n");
}
