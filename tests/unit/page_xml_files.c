/* PAGE-XML of 2010 to 2019, as its producers write it, and what is uneven in it. */
#include "stored.h"

#include <criterion/criterion.h>

#define HEAD                                                                                                           \
	"<?xml version=\"1.0\"?>\n<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">\n"
#define PAGE "<Page imageFilename=\"x.tif\" imageWidth=\"200\" imageHeight=\"100\">\n"
#define END "</Page></PcGts>\n"
#define SIZE "page 200x100 x.tif\n"
#define EQUIV(text) "<TextEquiv><Unicode>" text "</Unicode></TextEquiv>"
#define BOX "<Coords points=\"10,10 90,10 90,20 10,20\"/>"
#define REGION(id, more, text) "<TextRegion id=\"" id "\" " more ">" EQUIV(text) "</TextRegion>\n"

Test(page_xml, regions_lines_words_and_glyphs)
{
	expect_stored(
		HEAD
		"<Metadata><Creator>OCR4all</Creator><Created>2020-01-01T00:00:00</Created></Metadata>\n"
		"<Page imageFilename=\"a b.tif\" imageWidth=\"200\" imageHeight=\"100\" imageXResolution=\"118.11\" "
		"imageYResolution=\"118.11\" imageResolutionUnit=\"PPCM\" primaryLanguage=\"German\">\n"
		"<TextRegion id=\"r1\" type=\"heading\" orientation=\"-1.25\" readingDirection=\"left-to-right\">\n"
		"<Coords points=\"10,10 90,10 90,30 50,35 10,30\"/>\n"
		"<TextLine id=\"l1\"><Coords points=\"10,10 90,10 90,21 10,20\"/><Baseline points=\"10,18 50,18 "
		"90,19\"/>\n"
		"<Word id=\"w1\"><Coords points=\"10,10 30,10 30,20 10,20\"/>\n"
		"<Glyph id=\"g1\"><Coords points=\"10,10 20,10 20,20 10,20\"/><TextEquiv index=\"1\" "
		"conf=\"0.2\"><Unicode>o</Unicode>"
		"</TextEquiv><TextEquiv index=\"0\" conf=\"0.7\"><Unicode>a</Unicode></TextEquiv></Glyph>\n"
		"<Glyph id=\"g2\"><Coords points=\"20,10 30,20\"/>" EQUIV(
			"t") "</Glyph>\n"
			     "<TextEquiv index=\"1\" conf=\"0.4\"><Unicode>ot</Unicode></TextEquiv>"
			     "<TextEquiv index=\"0\" "
			     "conf=\"0.855\"><PlainText>xx</PlainText><Unicode>at</Unicode></TextEquiv></Word>\n"
			     "<Word id=\"w2\" language=\"English\">" EQUIV("the &amp;") "</Word>\n" EQUIV(
				     "not used") "</TextLine>\n" EQUIV("not used") "</TextRegion>\n"
										   "<ImageRegion id=\"r2\"><Coords "
										   "points=\"1,1 9,1 9,9 "
										   "1,9\"/></ImageRegion>\n"
										   "<SeparatorRegion id=\"r3\"><Coords "
										   "points=\"1,50 90,50 90,52 "
										   "1,52\"/></SeparatorRegion>\n" END,
		"page 200x100 300dpi a b.tif (OCR4all) deu+eng\n"
		"[heading heading] 10,10,90,35 <10,10 90,10 90,30 50,35 10,30> skew 1.25 left-to-right\n"
		"- 10,10,90,21 base 10,18 90,19: at@10,10,30,20=85.5 (a@10,10,20,20=70/o=20) (t@20,10,30,20=85.5)"
		" {1 ot=40 TextEquiv} the=?:eng &=?:eng\n"
		"[image ImageRegion] 1,1,9,9\n[separator SeparatorRegion] 1,50,90,52\n");
}

Test(page_xml, lines_without_words_as_transkribus_writes_them)
{
	expect_stored(HEAD PAGE
		      "<TextRegion id=\"r\" custom=\"readingOrder {index:0;} structure {type:marginalia;}\">\n" BOX
		      "<TextLine id=\"l\" custom=\"readingOrder {index:0;}\">" BOX
		      "<TextEquiv conf=\"0.5\"><Unicode>one two</Unicode></TextEquiv><TextEquiv "
		      "index=\"1\"><Unicode>ore to</Unicode>"
		      "</TextEquiv></TextLine>" EQUIV("one two") "</TextRegion>" END,
		      SIZE "[marginalia TextRegion] 10,10,90,20\n"
			   "- 10,10,90,20: one@10,10,44,20=50 {2 ore to=0 TextEquiv} two@55,10,90,20=50\n");
}

Test(page_xml, regions_without_lines)
{
	expect_stored(HEAD PAGE "<TextRegion id=\"r\">" BOX EQUIV("one\n two\n\nthree") "</TextRegion>" END,
		      SIZE "[paragraph TextRegion] 10,10,90,20\n- 10,10,90,13: one@10,10,90,13=?\n- 10,13,90,16: "
			   "two@10,13,90,16=?\n"
			   "- 10,16,90,20: three@10,16,90,20=?\n");
}

Test(page_xml, words_without_texts_have_their_line_s)
{
	expect_stored(HEAD PAGE "<TextRegion id=\"r\"><TextLine id=\"l\"><Word id=\"a\">" BOX
				"</Word><Word id=\"b\"/>" EQUIV(
					"one two") "</TextLine><TextLine id=\"m\">" BOX "<Word id=\"c\">" BOX
						   "</Word>" EQUIV("three four") "</TextLine></TextRegion>" END,
		      SIZE "[paragraph TextRegion] 10,10,90,20\n- 10,10,90,20: one@10,10,90,20=? two=?\n"
			   "- 10,10,90,20: three@10,10,50,20=? four@58,10,90,20=?\n");
}

Test(page_xml, outlines_of_old_are_elements)
{
	expect_stored(
		"<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2010-03-19\">" PAGE
		"<TextRegion id=\"r\" type=\"page-number\"><Coords><Point x=\"1\" y=\"2\"/><Point x=\"9\" y=\"2\"/>"
		"<Point x=\"9\" y=\"8\"/><Point x=\"1\" y=\"8\"/></Coords>" EQUIV("7") "</TextRegion>" END,
		SIZE "[page-number page-number] 1,2,9,8\n- 1,2,9,8: 7@1,2,9,8=?\n");
}

Test(page_xml, the_reading_order_nests)
{
	expect_stored(
		HEAD PAGE "<ReadingOrder><OrderedGroup id=\"g\"><RegionRefIndexed index=\"2\" regionRef=\"c\"/>"
			  "<RegionRefIndexed index=\"0\" regionRef=\"e\"/><UnorderedGroupIndexed id=\"h\" index=\"1\" "
			  "regionRef=\"d\">"
			  "<RegionRef regionRef=\"b\"/><RegionRef "
			  "regionRef=\"none\"/></UnorderedGroupIndexed></OrderedGroup></ReadingOrder>\n"
			  "<Layers><Layer><OrderedGroup id=\"k\"><RegionRef "
			  "regionRef=\"a\"/></OrderedGroup></Layer></Layers>" REGION("a", "", "first")
				  REGION("b", "", "4") REGION("c", "", "5") REGION("d", "", "3") REGION("e", "", "2")
					  REGION("f", "", "after 2") END,
		SIZE
		"[paragraph TextRegion]\n-: first=?\n[paragraph TextRegion]\n-: 2=?\n[paragraph TextRegion]\n-: "
		"after=? 2=?\n"
		"[paragraph TextRegion]\n-: 3=?\n[paragraph TextRegion]\n-: 4=?\n[paragraph TextRegion]\n-: 5=?\n");
	expect_stored(HEAD PAGE "<ReadingOrder><UnorderedGroup id=\"g\"><RegionRef "
				"regionRef=\"x\"/></UnorderedGroup></ReadingOrder>" REGION("a", "", "1") END,
		      SIZE "[paragraph TextRegion]\n-: 1=?\nx: line 4: the reading order names what is not there\n");
}

Test(page_xml, regions_within_regions)
{
	expect_stored(
		HEAD PAGE "<TableRegion id=\"t\">" BOX REGION(
			"t_text", "",
			"of a table") "</TableRegion>"
				      "<AdvertRegion id=\"a\">" REGION("b", "", "advert") REGION(
					      "c", "type=\"heading\"",
					      "its head") "</AdvertRegion>"
							  "<ImageRegion id=\"i\">" BOX REGION(
								  "j", "",
								  "label") "</ImageRegion>"
									   "<GraphicRegion id=\"k\">" BOX REGION(
										   "k_text", "",
										   "x") "</GraphicRegion>"
											"<TextRegion id=\"o\" "
											"type=\"floating\">" BOX
												REGION("p", "", "inner") "<TextLine>" EQUIV(
													"outer") "</"
														 "TextL"
														 "ine"
														 ">" EQUIV(
															 "inner outer") "</TextRegion>" END,
		SIZE "[table TextRegion]\n-: of=? a=? table=?\n[advert TextRegion]\n-: advert=?\n[heading heading]\n-: "
		     "its=? head=?\n"
		     "[floating TextRegion]\n-: label=?\n[graphic TextRegion]\n-: x=?\n"
		     "[floating TextRegion]\n-: inner=?\n[floating floating] 10,10,90,20\n-: outer=?\n");
}

Test(page_xml, of_emend_has_its_types_and_its_recogniser)
{
	expect_stored(
		HEAD
		"<Metadata><Creator>emend 0.1.0</Creator><MetadataItem type=\"processingStep\" name=\"recognition\" "
		"value=\"tesseract 5.3.0\"/></Metadata>" PAGE
		"<Border><Coords points=\"100,0 200,0 200,100 100,100\"/></Border>"
		"<PrintSpace>" BOX "</PrintSpace>"
		"<TextRegion id=\"r\" type=\"floating\" custom=\"structure {type:pull-quote;}\" "
		"readingOrientation=\"90\">"
		"<Coords points=\"0,0 0,0\"/>" EQUIV("a") "</TextRegion>" END,
		"page 200x100 x.tif (tesseract 5.3.0)\n[pull-quote floating] top 270\n-: a=?\n");
}

Test(page_xml, what_is_odd_is_read)
{
	expect_stored("<pc:PcGts xmlns:pc=\"urn:wrong\"><pc:Page imageWidth=\"x\"><pc:TextRegion><pc:Coords "
		      "points=\"5,5 NaN 9,9\"/>"
		      "<pc:Word><pc:TextEquiv "
		      "conf=\"95\"><pc:PlainText>plain</pc:PlainText></pc:TextEquiv></pc:Word></pc:TextRegion>"
		      "</pc:Page></pc:PcGts>",
		      "page 0x0\n[paragraph TextRegion]\n-: plain=95\n");
	expect_stored(HEAD PAGE "<TextRegion>" EQUIV("one") "</TextRegion><TextRegion><TextLine><TextEquiv><Unicode>tw",
		      SIZE "[paragraph TextRegion]\n-: one=?\n"
			   "x: line 4: ends within a page; the page is read as far as it goes\n");
}
