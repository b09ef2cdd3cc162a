/* Tesseract: its handle, and taking over all that it knows of a page. */
#include "ocr/recognise.h"

#include "base/hush.h"
#include "ocr/line_images.h"

#include <dlfcn.h>
#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <tesseract/capi.h>

struct recogniser {
	TessBaseAPI *api;
	char *lang;
};

/* Alternatives below this weight (percent) are noise of the network's last layer. */
static const float least_alternative = 0.5F;

/* Tesseract's OpenMP threads cost five times the time that they save on a page; see METHODS. */
static void switch_threads_off(void)
{
	void *f = dlsym(RTLD_DEFAULT, "omp_set_max_active_levels");
	void (*set_max_active_levels)(int);
	if (!f)
		return;
	memcpy(&set_max_active_levels, &f, sizeof f);
	set_max_active_levels(0);
}

/* Tesseract is content when one language of several loads; we are when all do. */
static bool init_all(TessBaseAPI *api, const char *lang)
{
	if (TessBaseAPIInit3(api, NULL, lang))
		return false;
	char *copy = must_copy(lang), *rest = copy;
	char **loaded = TessBaseAPIGetLoadedLanguagesAsVector(api);
	bool all = true;
	for (char *one; (one = strsep(&rest, "+")) && all;) {
		char *const *l = loaded;
		while (*l && strcmp(*l, one))
			l++;
		all = *l != NULL;
	}
	TessDeleteTextArray(loaded);
	free(copy);
	return all;
}

static bool can_load(const char *lang)
{
	TessBaseAPI *api = TessBaseAPICreate();
	bool ok = !TessBaseAPIInit3(api, NULL, lang);
	TessBaseAPIDelete(api);
	return ok;
}

/* The first of the languages in lang that does not load alone, as a Debian package name has it; "" if none. */
static void find_missing(const char *lang, char *missing, size_t size)
{
	char *copy = must_copy(lang), *rest = copy;
	*missing = '\0';
	for (char *one; (one = strsep(&rest, "+")) && !*missing;)
		if (!*one || !can_load(one))
			snprintf(missing, size, "%s", one);
	free(copy);
}

static enum emend_status language_missing(const char *lang, struct emend_error *error)
{
	char missing[64], package[64];
	struct hush hush;
	hush_begin(&hush);
	find_missing(lang, missing, sizeof missing);
	hush_end(&hush);
	if (!*missing || strspn(missing, "abcdefghijklmnopqrstuvwxyz_") != strlen(missing))
		return error_set(error, EMEND_BAD_OPTION,
				 "--lang %s: does not name languages as Tesseract does; write eng, or deu+eng", lang);
	snprintf(package, sizeof package, "%s", missing);
	for (char *c = package; (c = strchr(c, '_'));)
		*c = '-';
	return error_set(error, EMEND_UNAVAILABLE,
			 "--lang %s: Tesseract has no model for '%s'; install the package tesseract-ocr-%s", lang,
			 missing, package);
}

enum emend_status recogniser_new(const char *lang, struct recogniser **out, struct emend_error *error)
{
	struct hush hush;
	switch_threads_off();
	hush_begin(&hush);
	TessBaseAPI *api = TessBaseAPICreate();
	bool good = init_all(api, lang);
	hush_end(&hush);
	if (!good) {
		TessBaseAPIDelete(api);
		return language_missing(lang, error);
	}
	TessBaseAPISetVariable(api, "debug_file", "/dev/null");
	TessBaseAPISetVariable(api, "lstm_choice_mode", "2");
	/* How rows of even pitch are found: the thorough way finds the same in all our pages, and takes 2% of their
	 * time. */
	TessBaseAPISetVariable(api, "textord_fast_pitch_test", "1");
	*out = must_alloc(1, sizeof **out);
	**out = (struct recogniser){api, must_copy(lang)};
	return EMEND_OK;
}

void recogniser_drop(struct recogniser *r)
{
	if (!r)
		return;
	TessBaseAPIDelete(r->api);
	free(r->lang);
	free(r);
}

/* A hundredth of a percent is more than the network knows, and the same in every decimal notation. */
static float rounded(float percent)
{
	return roundf(percent * 100) / 100;
}

/* What is being taken over from Tesseract's result: into which page, and how its image lies on the scan. */
struct taking {
	struct page *page;
	const struct transform *transform;
	TessResultIterator *at;
};

static struct box raw_box(const TessPageIterator *at, TessPageIteratorLevel level)
{
	struct box b = {0};
	if (!TessPageIteratorBoundingBox(at, level, &b.left, &b.top, &b.right, &b.bottom))
		return (struct box){0};
	return b;
}

/* Where the element lies on the scan. */
static struct box box_at(const struct taking *t, TessPageIteratorLevel level)
{
	struct box b = raw_box(TessResultIteratorGetPageIteratorConst(t->at), level);
	struct box scan = {0, 0, t->page->width, t->page->height};
	return box_common(transform_box_to_scan(t->transform, b), scan);
}

static void take_alternatives(struct page *page, struct symbol *symbol, const TessResultIterator *at)
{
	TessChoiceIterator *choice = TessResultIteratorGetChoiceIterator(at);
	if (!choice)
		return;
	do {
		struct alternative a = {str_of(TessChoiceIteratorGetUTF8Text(choice)),
					rounded(TessChoiceIteratorConfidence(choice))};
		if (!a.text.n || str_equal(a.text, symbol->text) || a.confidence < least_alternative)
			continue;
		a.text = arena_str(&page->arena, a.text);
		symbol->alternatives =
			arena_grow(&page->arena, symbol->alternatives, symbol->alternative_count, sizeof a);
		symbol->alternatives[symbol->alternative_count++] = a;
	} while (TessChoiceIteratorNext(choice));
	TessChoiceIteratorDelete(choice);
}

static void take_symbol(const struct taking *t, struct str text, struct word *word)
{
	struct page *page = t->page;
	TessResultIterator *at = t->at;
	struct symbol s = {.text = text,
			   .box = box_at(t, RIL_SYMBOL),
			   .confidence = rounded(TessResultIteratorConfidence(at, RIL_SYMBOL)),
			   .flags = (TessResultIteratorSymbolIsSuperscript(at) ? SYMBOL_SUPERSCRIPT : 0U) |
				    (TessResultIteratorSymbolIsSubscript(at) ? SYMBOL_SUBSCRIPT : 0U) |
				    (TessResultIteratorSymbolIsDropcap(at) ? SYMBOL_DROP_CAPITAL : 0U)};
	take_alternatives(page, &s, at);
	word->symbols = arena_grow(&page->arena, word->symbols, word->symbol_count, sizeof s);
	word->symbols[word->symbol_count++] = s;
}

static void take_word(const struct taking *t, struct line *line)
{
	struct page *page = t->page;
	TessResultIterator *at = t->at;
	char *text = TessResultIteratorGetUTF8Text(at, RIL_WORD);
	/* Now and then Tesseract gives a word a space before it. */
	struct word *w = page_add_word(page, line, str_of(text ? text + strspn(text, " ") : ""));
	TessDeleteText(text);
	w->box = box_at(t, RIL_WORD);
	w->confidence = rounded(TessResultIteratorConfidence(at, RIL_WORD));
	if (memchr(page->lang.s, '+', page->lang.n))
		w->lang = arena_str(&page->arena, str_of(TessResultIteratorWordRecognitionLanguage(at)));
	w->in_lexicon = TessResultIteratorWordIsFromDictionary(at);
	w->numeric = TessResultIteratorWordIsNumeric(at);
}

static struct line *take_line(const struct taking *t, struct region *region)
{
	struct line *l = page_add_line(t->page, region);
	int x[2], y[2];
	l->box = box_at(t, RIL_TEXTLINE);
	if (TessPageIteratorBaseline(TessResultIteratorGetPageIteratorConst(t->at), RIL_TEXTLINE, &x[0], &y[0], &x[1],
				     &y[1]))
		for (int i = 0; i < 2; i++)
			l->baseline[i] = transform_point_to_scan(t->transform, x[i], y[i]);
	return l;
}

/*
 * Tesseract's block types say how a block lies among the columns, not what it is in the article: a "heading" is text
 * that spans columns. So all text begins as a paragraph, with Tesseract's word for it kept in origin.type.
 */
static const struct {
	const char *name;
	enum region_type type;
} block_types[PT_COUNT] = {
	[PT_UNKNOWN] = {"unknown", REGION_PARAGRAPH},
	[PT_FLOWING_TEXT] = {"flowing-text", REGION_PARAGRAPH},
	[PT_HEADING_TEXT] = {"heading-text", REGION_PARAGRAPH},
	[PT_PULLOUT_TEXT] = {"pullout-text", REGION_PARAGRAPH},
	[PT_EQUATION] = {"equation", REGION_MATHS},
	[PT_INLINE_EQUATION] = {"inline-equation", REGION_MATHS},
	[PT_TABLE] = {"table", REGION_TABLE},
	[PT_VERTICAL_TEXT] = {"vertical-text", REGION_PARAGRAPH},
	[PT_CAPTION_TEXT] = {"caption-text", REGION_PARAGRAPH},
	[PT_FLOWING_IMAGE] = {"flowing-image", REGION_IMAGE},
	[PT_HEADING_IMAGE] = {"heading-image", REGION_IMAGE},
	[PT_PULLOUT_IMAGE] = {"pullout-image", REGION_IMAGE},
	[PT_HORZ_LINE] = {"horizontal-line", REGION_SEPARATOR},
	[PT_VERT_LINE] = {"vertical-line", REGION_SEPARATOR},
	[PT_NOISE] = {"noise", REGION_NOISE},
};

static bool is_text(TessPolyBlockType type)
{
	return region_kinds[block_types[type].type].place != PLACE_ASIDE;
}

static void take_orientation(struct origin *origin, TessPageIterator *at)
{
	static const char *const directions[] = {"left-to-right", "right-to-left", "top-to-bottom"};
	TessOrientation orientation;
	TessWritingDirection direction;
	TessTextlineOrder order;
	float skew = 0;
	TessPageIteratorOrientation(at, &orientation, &direction, &order, &skew);
	origin->orientation = 90 * (int32_t)orientation;
	origin->direction = str_of(directions[direction]);
	origin->skew = rounded((float)(skew * 180 / M_PI));
}

/* The outline of a box that does not lie straight on the scan. */
static void take_polygon(const struct taking *t, struct region *r, struct box b)
{
	struct point p[] = {transform_point_to_scan(t->transform, b.left, b.top),
			    transform_point_to_scan(t->transform, b.right, b.top),
			    transform_point_to_scan(t->transform, b.right, b.bottom),
			    transform_point_to_scan(t->transform, b.left, b.bottom)};
	bool straight = (p[0].x == p[3].x && p[0].y == p[1].y) || (p[0].x == p[1].x && p[0].y == p[3].y);
	if (straight || box_empty(b))
		return;
	r->polygon_count = sizeof p / sizeof *p;
	r->polygon = arena_alloc(&t->page->arena, r->polygon_count, sizeof *p);
	memcpy(r->polygon, p, sizeof p);
}

static struct region *take_paragraph(const struct taking *t, uint32_t block)
{
	TessPageIterator *at = TessResultIteratorGetPageIterator(t->at);
	static const enum justification justified[] = {JUSTIFY_UNKNOWN, JUSTIFY_LEFT, JUSTIFY_CENTRE, JUSTIFY_RIGHT};
	TessPolyBlockType type = TessPageIteratorBlockType(at);
	TessParagraphJustification justification = JUSTIFICATION_UNKNOWN;
	BOOL list_item = FALSE, crown = FALSE;
	int indent = 0;
	struct region *r = page_add_region(t->page, block_types[type].type);
	r->origin = (struct origin){.block = block, .type = str_of(block_types[type].name)};
	take_orientation(&r->origin, at);
	TessPageIteratorLevel level = is_text(type) ? RIL_PARA : RIL_BLOCK;
	r->box = box_at(t, level);
	take_polygon(t, r, raw_box(at, level));
	if (is_text(type)) {
		TessPageIteratorParagraphInfo(at, &justification, &list_item, &crown, &indent);
		r->origin.justification = justified[justification];
		/* Where Tesseract saw no paragraph these two come from a place in its memory that it did not set. */
		bool seen = justification != JUSTIFICATION_UNKNOWN;
		r->origin.list_item = seen && list_item;
		r->origin.crown = seen && crown;
		r->origin.first_indent = indent;
	}
	return r;
}

/* The symbol that stands here. Empty for pictures and rules: Tesseract gives them a word of one space. */
static struct str symbol_text(const struct taking *t)
{
	char *text = TessResultIteratorGetUTF8Text(t->at, RIL_SYMBOL);
	struct str s = {0};
	if (text && text[strspn(text, " ")])
		s = arena_str(&t->page->arena, str_of(text));
	TessDeleteText(text);
	return s;
}

enum part_begin { BEGINS_LINE = 1, BEGINS_PARAGRAPH = 2, BEGINS_BLOCK = 4 };

/*
 * What begins with each word of the result, in order. A result iterator answers that in time linear in the page, since
 * it minds the order of writing; a copy as a page iterator answers at once, and lines have the same words in both.
 */
static unsigned char *find_beginnings(struct page *page, const TessResultIterator *at, size_t *count)
{
	TessPageIterator *plain = TessPageIteratorCopy(TessResultIteratorGetPageIteratorConst(at));
	unsigned char *begins = NULL;
	size_t n = 0;
	do {
		begins = arena_grow(&page->arena, begins, n, 1);
		begins[n++] =
			(unsigned char)((TessPageIteratorIsAtBeginningOf(plain, RIL_TEXTLINE) ? BEGINS_LINE : 0) |
					(TessPageIteratorIsAtBeginningOf(plain, RIL_PARA) ? BEGINS_PARAGRAPH : 0) |
					(TessPageIteratorIsAtBeginningOf(plain, RIL_BLOCK) ? BEGINS_BLOCK : 0));
	} while (TessPageIteratorNext(plain, RIL_WORD));
	TessPageIteratorDelete(plain);
	*count = n;
	return begins;
}

/* Walks the result symbol by symbol. */
static void take_page(const struct taking *t)
{
	TessResultIterator *at = t->at;
	size_t words, word = 0;
	const unsigned char *beginnings = find_beginnings(t->page, at, &words);
	TessPageIterator *where = TessResultIteratorGetPageIterator(at);
	struct region *region = NULL;
	struct line *line = NULL;
	uint32_t blocks = 0;
	do {
		bool new_word = TessPageIteratorIsAtBeginningOf(where, RIL_WORD);
		unsigned begins = new_word && word < words ? beginnings[word++] : 0;
		if (begins & BEGINS_BLOCK)
			blocks++;
		if (begins & BEGINS_PARAGRAPH)
			region = NULL;
		struct str symbol = symbol_text(t);
		if (!region && (symbol.n || !is_text(TessPageIteratorBlockType(where))))
			region = take_paragraph(t, blocks ? blocks - 1 : 0);
		if (!symbol.n)
			continue;
		if (begins & BEGINS_LINE || !line || line_region(line) != region)
			line = take_line(t, region);
		if (new_word || !last_word(line))
			take_word(t, line);
		take_symbol(t, symbol, last_word(line));
	} while (TessResultIteratorNext(at, RIL_SYMBOL));
}

/*
 * How many alternatives Tesseract looks for, symbol by symbol. Two for each find as many of the symbols that have any
 * as five do, and cost 4% of a page instead of 10%; parts of a page are read again since they are in doubt.
 */
static const char page_choices[] = "2", part_choices[] = "5";

/* Reads an image into a page; false where Tesseract cannot. */
static bool read_image(struct recogniser *r, PIX *image, const struct transform *transform, TessPageSegMode mode,
		       int dpi, struct page *page)
{
	TessBaseAPISetPageSegMode(r->api, mode);
	pixSetXRes(image, dpi); /* or Tesseract believes what the file said */
	pixSetYRes(image, dpi);
	TessBaseAPISetImage2(r->api, image);
	line_images_stay_raw(true);
	bool bad = TessBaseAPIRecognize(r->api, NULL);
	line_images_stay_raw(false);
	struct taking t = {page, transform, bad ? NULL : TessBaseAPIGetIterator(r->api)};
	page->recogniser = arena_printf(&page->arena, "tesseract %s", TessVersion());
	page->lang = arena_str(&page->arena, str_of(r->lang));
	if (t.at) {
		take_page(&t);
		TessResultIteratorDelete(t.at);
	}
	TessBaseAPIClear(r->api);
	return !bad;
}

enum emend_status recogniser_read(struct recogniser *r, const struct scan *scan, int dpi, const char *name,
				  struct page *page, struct emend_error *error)
{
	struct hush hush;
	hush_begin(&hush);
	/* Tesseract's thresholds: 0, Otsu's for the whole page; 2, Sauvola's. */
	TessBaseAPISetVariable(r->api, "thresholding_method", scan->grainy ? "2" : "0");
	TessBaseAPISetVariable(r->api, "lstm_choice_iterations", page_choices);
	bool good = read_image(r, scan->image, &scan->transform, PSM_AUTO, dpi, page);
	hush_end(&hush);
	if (good)
		return EMEND_OK;
	return error_set(error, EMEND_BAD_INPUT, "%s: page %u: Tesseract could not read the image%s%s%s", name,
			 page->number, *hush.first_line ? " (" : "", hush.first_line, *hush.first_line ? ")" : "");
}

void recogniser_read_part(struct recogniser *r, PIX *image, const struct transform *transform, enum part_kind kind,
			  struct page *page)
{
	static const TessPageSegMode modes[] = {
		[PART_BLOCK] = PSM_SINGLE_BLOCK, [PART_LINE] = PSM_SINGLE_LINE, [PART_SYMBOL] = PSM_SINGLE_CHAR};
	struct hush hush;
	hush_begin(&hush);
	TessBaseAPISetVariable(r->api, "lstm_choice_iterations", part_choices);
	read_image(r, image, transform, modes[kind], 0, page);
	hush_end(&hush);
}
