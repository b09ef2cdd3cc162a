/* ALTO 1 to 4, as its producers write it, and what is uneven in it. */
#include "stored.h"

#include <criterion/criterion.h>

#define ALTO "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\">\n"
#define SPACE "<Layout><Page WIDTH=\"200\" HEIGHT=\"100\"><PrintSpace>\n"
#define LINE "<TextBlock><TextLine HPOS=\"10\" VPOS=\"10\" WIDTH=\"80\" HEIGHT=\"10\">\n"
#define END_LINE "</TextLine></TextBlock>\n"
#define END "</PrintSpace></Page></Layout></alto>\n"
#define STRING(content) "<String CONTENT=\"" content "\"/>"
#define BLOCK(id, more, content)                                                                                       \
	"<TextBlock ID=\"" id "\" " more "><TextLine>" STRING(content) "</TextLine></TextBlock>\n"
#define SIZE "page 200x100\n"
#define TEXT_LINE "[paragraph TextBlock] 10,10,90,20\n- 10,10,90,20:"

Test(alto, of_tesseract)
{
	expect_stored(ALTO
		      "<Description><MeasurementUnit>pixel</MeasurementUnit>\n"
		      "<sourceImageInformation><fileName>/a/x&amp;y.jpg</fileName></sourceImageInformation>\n"
		      "<OCRProcessing ID=\"OCR_0\"><ocrProcessingStep><processingSoftware><softwareName>tesseract "
		      "5.3.0</softwareName>"
		      "</processingSoftware></ocrProcessingStep></OCRProcessing></Description>\n"
		      "<Layout><Page WIDTH=\"2525\" HEIGHT=\"3540\" PHYSICAL_IMG_NR=\"0\" ID=\"page_0\">"
		      "<PrintSpace HPOS=\"0\" VPOS=\"0\" WIDTH=\"2525\" HEIGHT=\"3540\">\n"
		      "<ComposedBlock ID=\"cblock_0\" HPOS=\"137\" VPOS=\"1254\" WIDTH=\"1090\" HEIGHT=\"787\">\n"
		      "<TextBlock ID=\"block_0\" HPOS=\"137\" VPOS=\"1254\" WIDTH=\"1090\" HEIGHT=\"787\">\n"
		      "<TextLine ID=\"line_0\" HPOS=\"197\" VPOS=\"1254\" WIDTH=\"1027\" HEIGHT=\"52\">\n"
		      "<String ID=\"string_1\" HPOS=\"370\" VPOS=\"1254\" WIDTH=\"41\" HEIGHT=\"33\" WC=\"0.88\" "
		      "CONTENT=\"he\"/>"
		      "<SP WIDTH=\"12\" VPOS=\"1254\" HPOS=\"411\"/>"
		      "<String HPOS=\"423\" VPOS=\"1262\" WIDTH=\"141\" HEIGHT=\"36\" WC=\"0.96\" "
		      "CONTENT=\"&quot;concept\"/>\n"
		      "</TextLine></TextBlock></ComposedBlock>\n"
		      "<Illustration ID=\"cblock_1\" HPOS=\"140\" VPOS=\"1254\" WIDTH=\"208\" HEIGHT=\"223\"/>\n"
		      "<GraphicalElement ID=\"cblock_2\" HPOS=\"140\" VPOS=\"1300\" WIDTH=\"208\" HEIGHT=\"3\"/>\n" END,
		      "page 2525x3540 /a/x&y.jpg (tesseract 5.3.0)\n"
		      "[paragraph TextBlock] 137,1254,1227,2041\n"
		      "- 197,1254,1224,1306: he@370,1254,411,1287=88 \"concept@423,1262,564,1298=96\n"
		      "[image Illustration] 140,1254,348,1477\n"
		      "[separator GraphicalElement] 140,1300,348,1303\n");
}

Test(alto, the_recogniser_is_not_what_prepared_the_scan)
{
	expect_stored(
		"<ns:alto xmlns:ns=\"urn:x\"><ns:Description>"
		"<ns:Processing "
		"ID=\"a\"><ns:processingCategory>preOperation</ns:processingCategory><ns:processingSoftware>"
		"<ns:softwareName>ScanTailor</ns:softwareName></ns:processingSoftware></ns:Processing>"
		"<ns:Processing "
		"ID=\"b\"><ns:processingCategory>contentGeneration</ns:processingCategory><ns:processingSoftware>"
		"<ns:softwareName>kraken</ns:softwareName><ns:softwareVersion>4.3</ns:softwareVersion></"
		"ns:processingSoftware>"
		"</ns:Processing></ns:Description><ns:Layout><ns:Page WIDTH=\"9\" HEIGHT=\"8\"/></ns:Layout></ns:alto>",
		"page 9x8 (kraken 4.3)\n");
}

Test(alto, hyphens_stand_behind_the_words_that_they_end)
{
	expect_stored(
		ALTO SPACE LINE
		"<String HPOS=\"10\" VPOS=\"10\" WIDTH=\"70\" HEIGHT=\"10\" CONTENT=\"resto\" SUBS_TYPE=\"HypPart1\" "
		"SUBS_CONTENT=\"restoration\"/><HYP HPOS=\"82\" VPOS=\"15\" WIDTH=\"8\" HEIGHT=\"2\" "
		"CONTENT=\"-\"/></TextLine>\n"
		"<TextLine><String CONTENT=\"ration\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"restoration\"/>"
		"<String CONTENT=\"be-\"/><HYP/></TextLine>"
		"<TextLine><String CONTENT=\"a\"/><HYP CONTENT=\"\xC2\xAD\"/></TextLine></TextBlock>" END,
		SIZE TEXT_LINE " resto-@10,10,90,20=?\n-: ration=? be-=?\n-: a\xC2\xAD=?\n");
}

Test(alto, glyphs_and_their_variants)
{
	expect_stored(
		ALTO SPACE LINE
		"<String HPOS=\"10\" VPOS=\"10\" WIDTH=\"20\" HEIGHT=\"10\" CONTENT=\"at\" CC=\"9 0\">\n"
		"<Glyph CONTENT=\"a\" GC=\"0.6\" HPOS=\"10\" VPOS=\"12\" WIDTH=\"8\" HEIGHT=\"8\"><Variant "
		"CONTENT=\"o\" VC=\"0.3\"/></Glyph>\n"
		"<Glyph CONTENT=\"t\" GC=\"0.9\" HPOS=\"20\" VPOS=\"10\" WIDTH=\"8\" HEIGHT=\"10\"/></String>\n"
		"<String CONTENT=\"be\" CC=\"9 0\" WC=\".5\"/><String CONTENT=\"be\" CC=\"09\"/>\n"
		"<String CONTENT=\"is\" WC=\"0.5\"><Glyph CONTENT=\"i\"/><Glyph CONTENT=\"t\"/></String>" END_LINE END,
		SIZE TEXT_LINE " at@10,10,30,20=60 (a@10,12,18,20=60/o=30) (t@20,10,28,20=90)"
			       " be=50 (b=0) (e=100) be=0 (b=100) (e=0) is=50\n"
			       "x: line 9: letters do not spell their word; they are left out\n");
}

Test(alto, alternatives_are_further_readings)
{
	expect_stored(ALTO SPACE LINE "<String CONTENT=\"Aepfel\" WC=\"0.7\"><ALTERNATIVE PURPOSE=\"x\">\xC3\x84pfel"
				      "</ALTERNATIVE><ALTERNATIVE>Apfel</ALTERNATIVE></String>" END_LINE END,
		      SIZE TEXT_LINE " Aepfel=70 {1 \xC3\x84pfel=0 ALTERNATIVE} {1 Apfel=0 ALTERNATIVE}\n");
}

Test(alto, tags_and_types_are_region_types)
{
	expect_stored(
		ALTO
		"<Tags><LayoutTag ID=\"t1\" LABEL=\"pull-quote\"/><StructureTag ID=\"t2\" LABEL=\"Page Number\"/>"
		"<OtherTag ID=\"t3\" TYPE=\"region\" LABEL=\"RunningTitleZone\"/><OtherTag ID=\"t4\" "
		"LABEL=\"blue\"/></Tags>\n" SPACE BLOCK("a", "TAGREFS=\"t4 t1\"", "one")
			BLOCK("b", "TAGREFS=\"t2\"", "2") BLOCK("c", "TAGREFS=\"t3\"", "three")
				BLOCK("d", "TAGREFS=\"t4 t9\"", "four") "<ComposedBlock TYPE=\"advertisement\">" BLOCK(
					"e", "", "five") "</ComposedBlock><Illustration TAGREFS=\"t4\" TYPE=\"line "
							 "drawing\" HPOS=\"1\" VPOS=\"1\" WIDTH=\"1\" HEIGHT=\"1\"/>"
							 "<ComposedBlock TYPE=\"table\" HPOS=\"5\" VPOS=\"5\" "
							 "WIDTH=\"1\" HEIGHT=\"1\"/>" END,
		SIZE
		"[pull-quote TextBlock]\n-: one=?\n[page-number TextBlock]\n-: 2=?\n[header TextBlock]\n-: three=?\n"
		"[paragraph TextBlock]\n-: four=?\n[advert TextBlock]\n-: five=?\n[line-drawing line drawing] 1,1,2,2\n"
		"[table table] 5,5,6,6\n");
}

Test(alto, the_reading_order_is_that_of_its_groups)
{
	expect_stored(
		ALTO
		"<ReadingOrder><OrderedGroup ID=\"g\"><ElementRef ID=\"r1\" REF=\"c\"/><UnorderedGroup ID=\"h\">"
		"<ElementRef ID=\"r2\" REF=\"k\"/><ElementRef ID=\"r3\" REF=\"none\"/></UnorderedGroup></OrderedGroup>"
		"</ReadingOrder>\n" SPACE BLOCK("a", "", "fourth") "<ComposedBlock ID=\"k\">" BLOCK("b", "", "second")
			BLOCK("c", "", "first") BLOCK("d", "", "third") "</ComposedBlock>" END,
		SIZE "[paragraph TextBlock]\n-: fourth=?\n[paragraph TextBlock]\n-: first=?\n"
		     "[paragraph TextBlock]\n-: second=?\n[paragraph TextBlock]\n-: third=?\n");
}

Test(alto, without_one_blocks_name_the_next)
{
	expect_stored(ALTO SPACE BLOCK("a", "IDNEXT=\"d\"", "2") BLOCK("b", "", "4") BLOCK("c", "IDNEXT=\"a\"", "1")
			      BLOCK("d", "IDNEXT=\"b\"", "3") BLOCK("e", "IDNEXT=\"e\"", "5") END,
		      SIZE
		      "[paragraph TextBlock]\n-: 1=?\n[paragraph TextBlock]\n-: 2=?\n[paragraph TextBlock]\n-: 3=?\n"
		      "[paragraph TextBlock]\n-: 5=?\n[paragraph TextBlock]\n-: 4=?\n");
}

Test(alto, baselines_are_heights_or_points)
{
	expect_stored(ALTO SPACE
		      "<TextBlock><TextLine HPOS=\"10\" VPOS=\"10\" WIDTH=\"80\" HEIGHT=\"10\" BASELINE=\"18\"/>"
		      "<TextLine HPOS=\"10\" VPOS=\"30\" WIDTH=\"80\" HEIGHT=\"10\" BASELINE=\"10,38 50,37 "
		      "90,36\"/></TextBlock>" END,
		      SIZE "[paragraph TextBlock] 10,10,90,40\n- 10,10,90,20 base 10,18 90,18:\n- 10,30,90,40 base "
			   "10,38 90,36:\n");
}

Test(alto, outlines_that_are_more_than_boxes)
{
	expect_stored(ALTO SPACE "<TextBlock HPOS=\"1\" VPOS=\"2\" WIDTH=\"8\" HEIGHT=\"8\" ROTATION=\"91\" "
				 "BASEDIRECTION=\"rtl\"><Shape>"
				 "<Polygon POINTS=\"1,2 9,2 9,8 5,10 1,10\"/></Shape><TextLine><Shape><Polygon "
				 "POINTS=\"1 2 9 2 9 5 1 5\"/>"
				 "</Shape>" STRING("a") "</TextLine></TextBlock>" END,
		      SIZE "[paragraph TextBlock] 1,2,9,10 <1,2 9,2 9,8 5,10 1,10> top 270 skew -1 right-to-left\n- "
			   "1,2,9,5: a=?\n");
}

Test(alto, other_units_are_kept_and_told)
{
	expect_stored(ALTO "<Description><MeasurementUnit>mm10</MeasurementUnit></Description>\n" SPACE LINE STRING("a")
			      END_LINE END,
		      "page 200x100 254dpi\n" TEXT_LINE
		      " a=?\nx: line 4: lengths are not in pixels, and the file gives no "
		      "resolution; the unit is taken for a pixel\n");
}

Test(alto, several_pages_stand_in_one_file)
{
	expect_stored(
		ALTO SPACE BLOCK("a", "LANG=\"de\"",
				 "one") "</PrintSpace></Page><Page WIDTH=\"20\" "
					"HEIGHT=\"10\"><TopMargin>" BLOCK("b", "",
									  "two") "</TopMargin></Page></Layout></alto>",
		"page 200x100 deu\n[paragraph TextBlock]\n-: one=?\npage 20x10\n[paragraph TextBlock]\n-: two=?\n");
}

Test(alto, of_any_encoding)
{
	expect_stored("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><alto>" SPACE LINE STRING("\xE9t\xE9 \xE0")
			      END_LINE END,
		      SIZE TEXT_LINE " \xC3\xA9t\xC3\xA9=? \xC3\xA0=?\n");
	expect_stored("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><alto>" SPACE LINE STRING("\xC3\xA9t\xC3\xA9")
			      END_LINE END,
		      SIZE TEXT_LINE " \xC3\xA9t\xC3\xA9=?\n");
	expect_stored(ALTO SPACE LINE STRING("a\x01z \xFF") END_LINE END, SIZE TEXT_LINE
		      " a\xEF\xBF\xBDz=? \xC3\xBF=?\n"
		      "x: line 1: has bytes that are no text in its encoding; they are read as Windows-1252, "
		      "controls as U+FFFD\n");
}

Test(alto, a_billion_laughs_cost_nothing)
{
	expect_stored(
		"<?xml version=\"1.0\"?>\n<!DOCTYPE alto [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\n"
		"<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d SYSTEM \"file:///etc/passwd\">]>\n<alto>" SPACE
		"<TextBlock><TextLine><String CONTENT=\"&c;x\"/></TextLine></TextBlock>&d;" END,
		SIZE "[paragraph TextBlock]\n-: x=?\nx: line 5: is not well-formed; what can be read is read (Entity "
		     "'c' not "
		     "defined)\n");
}

Test(alto, what_breaks_off_is_read_as_far_as_it_goes)
{
	expect_stored(ALTO SPACE LINE STRING("one") "\n<String CONT",
		      SIZE TEXT_LINE " one=?\nx: line 6: ends within a page; the page is read as far as it goes\n");
	expect_stored(ALTO SPACE "<TextBlock>" STRING("one") "</TextLine>\n" STRING("two") "</TextBlock>" END,
		      SIZE "[paragraph TextBlock]\n-: one=?\n[paragraph page]\n-: two=?\n"
			   "x: line 4: is not well-formed; what can be read is read (Opening and ending tag mismatch: "
			   "TextBlock line 0 "
			   "and TextLine)\n");
}

Test(alto, without_a_page_is_an_error)
{
	expect_stored("<alto/>", "x: has no page as alto has them; name its format with --from\n");
}
