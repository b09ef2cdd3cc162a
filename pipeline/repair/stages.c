/* The stages, in the order in which they run. */
#include "repair/repair.h"

extern const struct repair_stage stage_rescue, stage_reread, stage_denoise, stage_tidy, stage_dehyphen;

const struct repair_stage *const repair_stages[] = {
	&stage_rescue, &stage_reread, &stage_denoise, &stage_tidy, &stage_dehyphen, NULL,
};
