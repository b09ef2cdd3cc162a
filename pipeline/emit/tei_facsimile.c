/*
 * The facsimile of a TEI document.
 *
 *	<surface xml:id="page-1" ulx="0" uly="0" lrx="2480" lry="3508">
 *	 <graphic url="scans/0007.tif"/>
 *	 <zone xml:id="page-1-r0" type="header" ulx="210" uly="96" lrx="702" lry="131"/>
 */
#include "emit/tei_facsimile.h"

#include <string.h>

struct zone {
	struct box box;
	enum region_type type;
	uint32_t region;
};

struct surface {
	uint32_t number; /* of the page in its source */
	int32_t width, height;
	struct str image;
	struct zone *zones;
	uint32_t zone_count;
};

void facsimile_add(struct facsimile *f, const struct page *page)
{
	f->surfaces = arena_grow(&f->arena, f->surfaces, f->count, sizeof *f->surfaces);
	struct surface *s = &f->surfaces[f->count++];
	*s = (struct surface){page->number, page->width, page->height, arena_str(&f->arena, page->image), NULL, 0};
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		struct box box = region_box(r);
		if (box_empty(box))
			continue;
		s->zones = arena_grow(&f->arena, s->zones, s->zone_count, sizeof *s->zones);
		s->zones[s->zone_count++] = (struct zone){box, r->type, r->node.id};
	}
}

struct str facsimile_page(const struct facsimile *f, struct arena *arena)
{
	return arena_printf(arena, "#page-%u", f->count);
}

struct str facsimile_zone(const struct facsimile *f, const struct region *r, struct arena *arena)
{
	if (box_empty(region_box(r)))
		return (struct str){0};
	return arena_printf(arena, "#page-%u-r%u", f->count, r->node.id);
}

/* A file's name as a reference: what stands for something else there is escaped. An address is one already. */
static struct strbuf reference_to(struct str name)
{
	struct strbuf b = {0};
	bool address = name.n && memmem(name.s, name.n, "://", 3);
	for (size_t i = 0; i < name.n; i++) {
		char c = name.s[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
			     strchr("-._~/", c);
		if (c && (plain || (address && strchr(":?&=%#+", c))))
			strbuf_byte(&b, c);
		else
			strbuf_printf(&b, "%%%02X", (unsigned char)c);
	}
	return b;
}

static void write_box(struct document *d, struct box b)
{
	xml_attribute_printf(d, "ulx", "%d", b.left);
	xml_attribute_printf(d, "uly", "%d", b.top);
	xml_attribute_printf(d, "lrx", "%d", b.right);
	xml_attribute_printf(d, "lry", "%d", b.bottom);
}

static void write_surface(struct document *d, const struct surface *s, uint32_t number)
{
	struct strbuf image = reference_to(s->image.n ? s->image : str_of(d->options.source));
	xml_open_on_line(d, "surface");
	xml_attribute_printf(d, "xml:id", "page-%u", number);
	xml_attribute_printf(d, "n", "%u", s->number);
	if (s->width > 0 && s->height > 0)
		write_box(d, (struct box){0, 0, s->width, s->height});
	if (image.n) {
		xml_open_on_line(d, "graphic");
		xml_attribute(d, "url", strbuf_str(&image));
		xml_close(d);
	}
	for (uint32_t i = 0; i < s->zone_count; i++) {
		const struct zone *z = &s->zones[i];
		xml_open_on_line(d, "zone");
		xml_attribute_printf(d, "xml:id", "page-%u-r%u", number, z->region);
		xml_attribute(d, "type", str_of(region_kinds[z->type].name));
		write_box(d, z->box);
		xml_close(d);
	}
	xml_close_on_line(d);
	strbuf_release(&image);
}

void facsimile_write(struct document *d, const struct facsimile *f)
{
	xml_open_on_line(d, "facsimile");
	for (uint32_t i = 0; i < f->count; i++)
		write_surface(d, &f->surfaces[i], i + 1);
	xml_close_on_line(d);
}
