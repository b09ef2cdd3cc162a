/* Gathers the figures of a job: see status.h. */
#include "batch/status.h"

#include "batch/job.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void add_database(struct status *s, char *path)
{
	s->databases = must_realloc(s->databases, (size_t)s->database_count + 1, sizeof *s->databases);
	s->databases[s->database_count++] = path;
}

/* The folder's own database, or else those of its shards. */
static void find_databases(struct status *s)
{
	struct strbuf shards = {0};
	char *whole = job_path(s->folder, 0, 0);
	if (!access(whole, F_OK)) {
		add_database(s, whole);
		return;
	}
	free(whole);
	strbuf_printf(&shards, "%s/shards", s->folder);
	DIR *dir = opendir(shards.s);
	for (const struct dirent *e; dir && (e = readdir(dir));) {
		int k, n;
		if (!job_parse_shard(e->d_name, &k, &n))
			continue;
		s->shards = n > s->shards ? n : s->shards;
		add_database(s, job_path(s->folder, k, n));
	}
	if (dir)
		closedir(dir);
	strbuf_release(&shards);
}

static float doubt_of(const struct status_page *p)
{
	return (float)p->lacunae + (p->confidence > 0 ? (float)p->words * (1 - p->confidence / 100) : 0);
}

/* A file of the input that a person reads: the first by name, which of DIR/x.txt and DIR/x.json is not the text. */
static void find_results(struct status *s, struct database *db, int first)
{
	struct statement *q = database_prepare(db, "SELECT path FROM output WHERE input = ?1 ORDER BY path LIKE '%.txt'"
						   " DESC, path LIKE '%.md' DESC, path LIMIT 1");
	size_t n = strlen(s->folder);
	for (int i = first; i < s->page_count; i++) {
		struct status_page *p = &s->pages[i];
		statement_int(q, 1, p->input);
		if (statement_next(q)) {
			struct str path = column_text(q, 0);
			bool inside = path.n > n && !memcmp(path.s, s->folder, n);
			path = inside ? str_skip(path, n) : (struct str){0};
			while (path.n && *path.s == '/')
				path = str_skip(path, 1);
			p->result = arena_str(&s->arena, path);
		}
		statement_reset(q);
	}
}

static void read_pages(struct status *s, struct database *db, int number)
{
	struct statement *q = database_prepare(
		db,
		"SELECT path, number, input.pages, page.state, words, edits, lacunae, confidence, page.error, seconds,"
		" input.id FROM page JOIN input ON input.id = page.input WHERE place IS NOT NULL");
	int first = s->page_count;
	while (statement_next(q)) {
		struct str state = column_text(q, 3);
		bool failed = str_equal(state, STR("failed")), done = str_equal(state, STR("done"));
		s->waiting += str_equal(state, STR("waiting"));
		s->done += done;
		s->failed += failed;
		if (!done && !failed)
			continue;
		s->pages = arena_grow(&s->arena, s->pages, (size_t)s->page_count, sizeof *s->pages);
		struct status_page *p = &s->pages[s->page_count++];
		*p = (struct status_page){.path = arena_str(&s->arena, column_text(q, 0)),
					  .number = (int)column_int(q, 1),
					  .pages = (int)column_int(q, 2),
					  .words = (int)column_int(q, 4),
					  .edits = (int)column_int(q, 5),
					  .lacunae = (int)column_int(q, 6),
					  .confidence = (float)column_real(q, 7),
					  .error = arena_str(&s->arena, column_text(q, 8)),
					  .seconds = column_real(q, 9),
					  .input = column_int(q, 10),
					  .failed = failed,
					  .database = number};
		p->doubt = doubt_of(p);
		s->words += p->words;
		s->edits += p->edits;
		s->lacunae += p->lacunae;
		s->seconds += p->seconds;
	}
	find_results(s, db, first);
}

/* Inputs that could not be opened are named in each shard: they are counted once. */
static void read_inputs(struct status *s, struct database *db, int number)
{
	struct statement *count = database_prepare(
		db, "SELECT count(*), sum(state = 'written'), sum(pages < 0 AND state = 'waiting') FROM input"
		    " WHERE place IS NOT NULL");
	struct statement *failed = database_prepare(
		db,
		"SELECT error FROM input WHERE pages < 0 AND state = 'failed' AND place IS NOT NULL ORDER BY place");
	if (statement_next(count)) {
		s->inputs = (int)column_int(count, 0);
		s->written += (int)column_int(count, 1);
		s->uncounted += (int)column_int(count, 2);
	}
	statement_reset(count);
	while (!number && statement_next(failed)) {
		s->failures = arena_grow(&s->arena, s->failures, (size_t)s->failed_inputs, sizeof *s->failures);
		s->failures[s->failed_inputs++] = arena_str(&s->arena, column_text(failed, 0));
	}
}

static int by_doubt(const void *a, const void *b)
{
	const struct status_page *x = a, *y = b;
	if (x->failed != y->failed)
		return x->failed ? -1 : 1;
	if (x->doubt < y->doubt || x->doubt > y->doubt)
		return x->doubt > y->doubt ? -1 : 1;
	if (x->input != y->input)
		return x->input > y->input ? 1 : -1;
	return (x->number > y->number) - (x->number < y->number);
}

enum emend_status status_read(struct status *s, const char *folder, struct emend_error *error)
{
	enum emend_status status = EMEND_OK;
	*s = (struct status){.folder = must_copy(folder)};
	find_databases(s);
	if (!s->database_count)
		return error_set(error, EMEND_BAD_INPUT,
				 "%s: has no job database; make one with 'emend restore … -o %s'", folder, folder);
	for (int i = 0; i < s->database_count && status == EMEND_OK; i++) {
		struct database *db;
		status = database_open(s->databases[i], DATABASE_READ, &db, error);
		if (status != EMEND_OK)
			break;
		read_inputs(s, db, i);
		read_pages(s, db, i);
		status = database_check(db, error);
		database_close(db);
	}
	if (s->page_count)
		qsort(s->pages, (size_t)s->page_count, sizeof *s->pages, by_doubt);
	return status;
}

void status_release(struct status *s)
{
	for (int i = 0; i < s->database_count; i++)
		free(s->databases[i]);
	free(s->databases);
	free(s->folder);
	arena_release(&s->arena);
}
