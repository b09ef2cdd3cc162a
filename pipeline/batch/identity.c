/* Options as a line of text: see identity.h. */
#include "batch/identity.h"

#include <elf.h>
#include <link.h>
#include <string.h>
#include <sys/stat.h>

/* Adds the build ID that the linker gave the program (the note NT_GNU_BUILD_ID): it differs where the code does. */
static int add_build_id(struct dl_phdr_info *info, size_t size, void *context)
{
	(void)size;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *h = &info->dlpi_phdr[i];
		const char *at = (const char *)info->dlpi_addr + h->p_vaddr, *end = at + h->p_memsz;
		while (h->p_type == PT_NOTE && at + sizeof(ElfW(Nhdr)) <= end) {
			ElfW(Nhdr) note;
			memcpy(&note, at, sizeof note);
			const char *name = at + sizeof note, *value = name + ((note.n_namesz + 3U) & ~3U);
			if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && !memcmp(name, "GNU", 4)) {
				for (unsigned k = 0; k < note.n_descsz; k++)
					strbuf_printf(context, "%02x", (unsigned char)value[k]);
				return 1;
			}
			at = value + ((note.n_descsz + 3U) & ~3U);
		}
	}
	return 1; /* the first object is the program itself */
}

static void add_option(struct strbuf *out, const char *name, const char *value)
{
	if (value)
		strbuf_printf(out, "--%s=%s\n", name, value);
}

/* The file, and as a remark its size and time. */
static void add_file(struct strbuf *out, const char *name, const char *path)
{
	struct stat st;
	add_option(out, name, path);
	if (path && !stat(path, &st))
		strbuf_printf(out, "# %lld bytes, %lld.%09ld\n", (long long)st.st_size, (long long)st.st_mtim.tv_sec,
			      st.st_mtim.tv_nsec);
}

static void add_witness(void *out, const char *path)
{
	add_file(out, "witness", path);
}

void identify_pages(struct strbuf *out, const struct emend_options *o, const struct witnesses *witnesses)
{
	strbuf_printf(out, "# emend %s ", EMEND_VERSION);
	dl_iterate_phdr(add_build_id, out);
	strbuf_byte(out, '\n');
	add_option(out, "lang", o->lang);
	add_option(out, "stages", o->stages);
	add_option(out, "clean", o->clean);
	add_option(out, "from", o->from);
	add_file(out, "image", o->image);
	add_file(out, "words", o->words);
	add_file(out, "arpa", o->arpa);
	if (o->reread)
		strbuf_printf(out, "--reread=%d\n", o->reread < 0 ? 0 : o->reread);
	if (o->max_megapixels > 0)
		strbuf_printf(out, "--max-megapixels=%g\n", o->max_megapixels);
	witnesses_list(witnesses, add_witness, out);
}

void identify_writing(struct strbuf *out, const struct output_options *o)
{
	strbuf_add(out, STR("--format="));
	for (int i = 0; i < o->format_count; i++)
		strbuf_printf(out, "%s%s", i ? "," : "", o->formats[i]);
	strbuf_printf(out, "\n%s%s", o->writer.lines ? "--lines\n" : "", o->writer.furniture ? "--furniture\n" : "");
	if (o->writer.conjectures > 0)
		strbuf_printf(out, "--conjectures=%g\n", o->writer.conjectures);
}
