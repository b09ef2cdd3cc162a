/* Reading numbers and names as files write them, whatever the locale. */
#include "source/ocr_values.h"

#include "base/languages.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct str ocr_attribute(const char *const *attributes, const char *name)
{
	for (size_t i = 0; attributes && attributes[i]; i += 2)
		if (!strcmp(attributes[i], name))
			return str_of(attributes[i + 1]);
	return (struct str){0};
}

struct str ocr_token(struct str s, size_t *at)
{
	while (*at < s.n && ocr_is_white(s.s[*at]))
		++*at;
	size_t begin = *at;
	while (*at < s.n && !ocr_is_white(s.s[*at]))
		++*at;
	return (struct str){s.s + begin, *at - begin};
}

struct str ocr_trimmed(struct str s)
{
	static const char no_break[] = "\xC2\xA0";
	size_t n = SIZE_MAX;
	while (n != s.n) {
		n = s.n;
		if (s.n && ocr_is_white(s.s[0]))
			s = str_skip(s, 1);
		if (s.n && ocr_is_white(s.s[s.n - 1]))
			s = str_chop(s, 1);
		if (str_starts(s, str_of(no_break)))
			s = str_skip(s, 2);
		if (str_ends(s, str_of(no_break)))
			s = str_chop(s, 2);
	}
	return s;
}

static size_t digits(struct str s, size_t *at, double *value)
{
	size_t n = 0;
	for (; *at < s.n && s.s[*at] >= '0' && s.s[*at] <= '9'; ++*at, n++)
		*value = *value * 10 + (s.s[*at] - '0');
	return n;
}

/* An exponent behind the digits, "e-05", if there is one. */
static double exponent(struct str s, size_t *at)
{
	size_t i = *at + 1;
	double power = 0, sign = 1;
	if (*at >= s.n || (s.s[*at] != 'e' && s.s[*at] != 'E'))
		return 0;
	if (i < s.n && (s.s[i] == '-' || s.s[i] == '+'))
		sign = s.s[i++] == '-' ? -1 : 1;
	if (!digits(s, &i, &power))
		return 0;
	*at = i;
	return sign * power;
}

bool ocr_number(struct str s, size_t *at, double *value)
{
	double whole = 0, part = 0, sign = 1;
	while (*at < s.n && (ocr_is_white(s.s[*at]) || s.s[*at] == ',' || s.s[*at] == ';'))
		++*at;
	size_t i = *at, n, parts = 0;
	if (i < s.n && (s.s[i] == '-' || s.s[i] == '+'))
		sign = s.s[i++] == '-' ? -1 : 1;
	n = digits(s, &i, &whole);
	if (i < s.n && s.s[i] == '.') {
		i++;
		parts = digits(s, &i, &part);
	}
	if (!n && !parts)
		return false;
	*value = sign * (whole + part / pow(10, (double)parts)) * pow(10, exponent(s, &i));
	*at = i;
	return isfinite(*value);
}

size_t ocr_numbers(struct str s, double *out, size_t most)
{
	size_t n = 0, at = 0;
	while (n < most && ocr_number(s, &at, &out[n]))
		n++;
	return n;
}

double ocr_number_or(struct str s, double missing)
{
	size_t at = 0;
	double value;
	return ocr_number(s, &at, &value) ? value : missing;
}

bool ocr_pixels(double value, int32_t *out)
{
	*out = 0;
	if (!(value < MOST_PIXELS && value > -MOST_PIXELS))
		return false;
	*out = value > 0 ? (int32_t)lround(value) : 0;
	return true;
}

struct box ocr_box(double left, double top, double right, double bottom)
{
	struct box b;
	bool good = ocr_pixels(fmin(left, right), &b.left) && ocr_pixels(fmin(top, bottom), &b.top) &&
		    ocr_pixels(fmax(left, right), &b.right) && ocr_pixels(fmax(top, bottom), &b.bottom);
	if (!good || box_empty(b))
		return (struct box){0};
	return b;
}

/* The title's next property, up to a semicolon that no quotes hold. */
static struct str next_property(struct str title, size_t *at)
{
	size_t begin = *at;
	char quote = 0;
	for (; *at < title.n; ++*at) {
		char c = title.s[*at];
		if (quote && c == '\\' && *at + 1 < title.n)
			++*at;
		else if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || (c == '\'' && *at > begin && ocr_is_white(title.s[*at - 1])))
			quote = c;
		else if (c == ';')
			break;
	}
	struct str property = {title.s + begin, *at - begin};
	*at += *at < title.n;
	return property;
}

struct str ocr_property(struct str title, const char *name)
{
	for (size_t at = 0; at < title.n;) {
		struct str property = next_property(title, &at);
		size_t behind = 0;
		if (str_equal(ocr_token(property, &behind), str_of(name)))
			return ocr_trimmed(str_skip(property, behind));
	}
	return (struct str){0};
}

struct str ocr_unquoted(struct arena *arena, struct str value)
{
	if (value.n < 2 || (value.s[0] != '"' && value.s[0] != '\'') || value.s[value.n - 1] != value.s[0])
		return arena_str(arena, value);
	char quote = value.s[0], *out = arena_alloc(arena, value.n, 1);
	struct str inner = str_chop(str_skip(value, 1), 1);
	size_t n = 0;
	for (size_t i = 0; i < inner.n; i++) {
		bool escaped =
			inner.s[i] == '\\' && i + 1 < inner.n && (inner.s[i + 1] == quote || inner.s[i + 1] == '\\');
		out[n++] = inner.s[i += escaped];
	}
	return (struct str){out, n};
}

/* s from behind the part on, or "" where it has no such part. */
static struct str text_behind(struct str s, const char *part)
{
	const char *found = s.n ? memmem(s.s, s.n, part, strlen(part)) : NULL;
	return found ? str_skip(s, (size_t)(found - s.s) + strlen(part)) : (struct str){0};
}

static struct str up_to(struct str s, char stop)
{
	const char *end = s.n ? memchr(s.s, stop, s.n) : NULL;
	return (struct str){s.s, end ? (size_t)(end - s.s) : s.n};
}

struct str ocr_custom(struct str custom, const char *group, const char *key)
{
	struct str inner = ocr_trimmed(text_behind(custom, group));
	if (!str_starts(inner, STR("{")))
		return (struct str){0};
	for (inner = up_to(str_skip(inner, 1), '}'); inner.n;) {
		struct str item = up_to(inner, ';'), name = up_to(item, ':');
		if (str_equal(ocr_trimmed(name), str_of(key)))
			return ocr_trimmed(str_skip(item, name.n + 1));
		inner = str_skip(inner, item.n + 1);
	}
	return (struct str){0};
}

struct str ocr_language(struct str name)
{
	struct str stem = {name.s, 0};
	while (stem.n < name.n && name.s[stem.n] != '-' && name.s[stem.n] != '_')
		stem.n++;
	struct str known = language_named(stem);
	if (known.n)
		return known;
	/* Tesseract has more than these, all of three small letters, with more behind some: "chi_sim". */
	for (size_t i = 0; i < stem.n; i++)
		if (stem.s[i] < 'a' || stem.s[i] > 'z')
			return (struct str){0};
	return stem.n == 3 && name.n < 20 ? name : (struct str){0};
}

/* Are they the same but for case, and for spaces or underscores in place of hyphens? */
static bool is_called(struct str name, const char *pattern)
{
	size_t n = strlen(pattern);
	for (size_t i = 0; i < n && n == name.n; i++) {
		char c = name.s[i] == ' ' || name.s[i] == '_' ? '-' : name.s[i];
		if (c != pattern[i] && strncasecmp(&c, &pattern[i], 1))
			return false;
	}
	return n == name.n;
}

enum region_type ocr_region_type(struct str name)
{
	static const struct {
		const char *name;
		enum region_type type;
	} others[] = {{"text", REGION_PARAGRAPH},
		      {"title", REGION_HEADING},
		      {"headline", REGION_HEADING},
		      {"running-title", REGION_HEADER},
		      {"running-head", REGION_HEADER},
		      {"page-header", REGION_HEADER},
		      {"page-footer", REGION_FOOTER},
		      {"drop-cap", REGION_DROP_CAPITAL},
		      {"advertisement", REGION_ADVERT},
		      {"illustration", REGION_IMAGE},
		      {"photo", REGION_IMAGE},
		      {"picture", REGION_IMAGE},
		      {"formula", REGION_MATHS},
		      {"equation", REGION_MATHS},
		      {"author", REGION_CREDIT},
		      {"byline", REGION_CREDIT},
		      {"MainZone", REGION_PARAGRAPH},
		      {"MarginTextZone", REGION_MARGINALIA},
		      {"NumberingZone", REGION_PAGE_NUMBER},
		      {"RunningTitleZone", REGION_HEADER},
		      {"DropCapitalZone", REGION_DROP_CAPITAL},
		      {"GraphicZone", REGION_GRAPHIC},
		      {"TableZone", REGION_TABLE},
		      {"QuireMarksZone", REGION_SIGNATURE_MARK},
		      {"DigitizationArtefactZone", REGION_NOISE}};
	for (unsigned type = 0; type < REGION_TYPES; type++)
		if (is_called(name, region_kinds[type].name) || is_called(name, region_kinds[type].label))
			return (enum region_type)type;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (is_called(name, others[i].name))
			return others[i].type;
	return REGION_TYPES;
}

struct str ocr_direction(struct str name)
{
	static const char *const names[][2] = {
		{"ltr", "left-to-right"}, {"rtl", "right-to-left"}, {"ttb", "top-to-bottom"}, {"btt", "bottom-to-top"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_equal(name, str_of(names[i][0])) || str_equal(name, str_of(names[i][1])))
			return str_of(names[i][1]);
	return (struct str){0};
}

void ocr_turn(struct origin *origin, double clockwise)
{
	double turns = round(clockwise / 90), skew = clockwise - turns * 90;
	if (!(fabs(clockwise) <= 360))
		return;
	origin->orientation = ((int32_t)turns * 90 + 360) % 360;
	origin->skew = (float)(round(skew * 100) / 100);
}
