/* The table of formats. */
#include "emit/emit.h"

extern const struct format format_txt, format_md, format_json, format_raw, format_hocr, format_alto, format_page,
	format_tei;

const struct format *const emit_formats[] = {&format_txt,  &format_md,   &format_json, &format_raw, &format_hocr,
					     &format_alto, &format_page, &format_tei,  NULL};

const struct format *emit_format_named(struct str name)
{
	const struct format *const *f = emit_formats;
	while (*f && !str_equal(name, str_of((*f)->name)))
		f++;
	return *f;
}
