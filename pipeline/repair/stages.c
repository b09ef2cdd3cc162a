/* The stages, in the order in which they run. */
#include "repair/repair.h"

extern const struct repair_stage stage_rescue, stage_reread, stage_denoise, stage_tables, stage_aslant, stage_strays,
	stage_cases, stage_columns, stage_dropcaps, stage_paragraphs, stage_furniture, stage_captions, stage_inserts,
	stage_order, stage_runon, stage_tidy, stage_brackets, stage_listings, stage_lists, stage_bullets, stage_quotes,
	stage_spacing, stage_addresses, stage_stops, stage_points, stage_bars, stage_slashes, stage_gaps,
	stage_unclosed, stage_figures, stage_ligatures, stage_misread, stage_words, stage_dehyphen, stage_run;

/* clang-format off */
const struct repair_stage *const repair_stages[] = {
	&stage_rescue,
	&stage_reread,
	&stage_denoise,
	&stage_tables,
	&stage_aslant,
	&stage_brackets,
	&stage_columns,
	&stage_listings,
	&stage_strays,
	&stage_cases,
	&stage_lists,
	&stage_bullets,
	&stage_dropcaps,
	&stage_paragraphs,
	&stage_furniture,
	&stage_captions,
	&stage_inserts,
	&stage_order,
	&stage_runon,
	&stage_tidy,
	&stage_quotes,
	&stage_spacing,
	&stage_gaps,
	&stage_addresses,
	&stage_stops,
	&stage_points,
	&stage_bars,
	&stage_slashes,
	&stage_unclosed,
	&stage_figures,
	&stage_ligatures,
	&stage_misread,
	&stage_words,
	&stage_dehyphen,
	&stage_run,
	NULL,
};
/* clang-format on */
