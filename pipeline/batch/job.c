/* The job database: making it, and finding out what is left to do. See job.h. */
#include "batch/job.h"

#include "batch/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of this file's tables. */
#define SCHEMA_VERSION "1"

static const char schema[] =
	"CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS input(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, name TEXT,"
	" place INTEGER, run INTEGER, size INTEGER, changed INTEGER, pages INTEGER NOT NULL DEFAULT -1,"
	" image INTEGER NOT NULL DEFAULT 0, source TEXT, notes TEXT, state TEXT NOT NULL DEFAULT 'waiting', error "
	"TEXT);"
	"CREATE TABLE IF NOT EXISTS page(input INTEGER NOT NULL REFERENCES input(id) ON DELETE CASCADE,"
	" number INTEGER NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, seconds REAL, error TEXT,"
	" pages INTEGER, words INTEGER, edits INTEGER, lacunae INTEGER, confidence REAL, PRIMARY KEY(input, number))"
	" WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS result(id INTEGER PRIMARY KEY, input INTEGER NOT NULL, number INTEGER NOT NULL,"
	" pages BLOB, thumbnail BLOB, UNIQUE(input, number),"
	" FOREIGN KEY(input, number) REFERENCES page(input, number) ON DELETE CASCADE);"
	"CREATE TABLE IF NOT EXISTS output(path TEXT PRIMARY KEY, input INTEGER NOT NULL REFERENCES input(id)"
	" ON DELETE CASCADE) WITHOUT ROWID;"
	"CREATE INDEX IF NOT EXISTS output_input ON output(input);"
	"UPDATE input SET place = NULL";

static const char *const state_names[INPUT_STATES] = {"waiting", "read", "written", "failed"};

char *job_path(const char *folder, int shard, int shards)
{
	struct strbuf b = {0};
	strbuf_printf(&b, "%s/", folder);
	if (shards)
		strbuf_printf(&b, "shards/%d-of-%d/", shard, shards);
	strbuf_add(&b, STR("emend.db"));
	return b.s;
}

bool job_parse_shard(const char *name, int *k, int *n)
{
	char *end, *last;
	long first = strtol(name, &end, 10);
	if (end == name || strncmp(end, "-of-", 4))
		return false;
	long second = strtol(end + 4, &last, 10);
	*k = (int)first;
	*n = (int)second;
	return !*last && first >= 1 && first <= second && second <= 100000;
}

/*
 * Locks a byte of the file that SQLite does not use. The lock is of the open file (Linux: F_OFD_SETLK): it goes when
 * the process ends, however it ends, since its children close the file.
 */
int job_lock(const char *path, struct emend_error *error)
{
	struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)1 << 62, .l_len = 1};
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0) {
		error_set(error, EMEND_BAD_OUTPUT, "%s: cannot be written: %s", path, strerror(errno));
		return -1;
	}
	if (!fcntl(fd, F_OFD_SETLK, &l))
		return fd;
	close(fd);
	error_set(error, EMEND_BAD_OUTPUT,
		  "%s: another emend is at work on this folder; wait for its end, or name another folder", path);
	return -1;
}

void job_meta(struct database *db, const char *key, struct strbuf *out)
{
	struct statement *s = database_prepare(db, "SELECT value FROM meta WHERE key = ?1");
	statement_text(s, 1, str_of(key));
	if (statement_next(s))
		strbuf_add(out, column_text(s, 0));
	statement_reset(s);
}

static bool meta_is(struct job *job, const char *key, struct str value)
{
	struct strbuf old = {0};
	job_meta(job->db, key, &old);
	bool same = str_equal(strbuf_str(&old), value);
	strbuf_release(&old);
	return same;
}

static void set_meta(struct job *job, const char *key, struct str value)
{
	struct statement *s = database_prepare(job->db, "INSERT OR REPLACE INTO meta VALUES(?1, ?2)");
	statement_text(s, 1, str_of(key));
	statement_text(s, 2, value);
	statement_run(s);
}

/* What was done with other options is waiting again. */
static void compare_identity(struct job *job, const struct job_identity *identity)
{
	if (!meta_is(job, "pages", identity->pages))
		database_run(job->db, "DELETE FROM page; UPDATE input SET pages = -1, state = 'waiting', error = NULL");
	if (!meta_is(job, "writing", identity->writing))
		database_run(job->db, "UPDATE input SET state = 'read' WHERE state = 'written'");
	set_meta(job, "schema", STR(SCHEMA_VERSION));
	set_meta(job, "emend", STR(EMEND_VERSION));
	set_meta(job, "pages", identity->pages);
	set_meta(job, "writing", identity->writing);
}

enum emend_status job_make_tables(struct database *db, const char *path, struct emend_error *error)
{
	struct strbuf version = {0};
	enum emend_status status = EMEND_OK;
	database_run(db, schema);
	job_meta(db, "schema", &version);
	if (version.n && !str_equal(strbuf_str(&version), STR(SCHEMA_VERSION)))
		status = error_set(error, EMEND_BAD_OUTPUT,
				   "%s: is the job database of another version of emend; move it away to begin anew",
				   path);
	strbuf_release(&version);
	return status == EMEND_OK ? database_check(db, error) : status;
}

static void drop_pages(struct job *job, int64_t input)
{
	struct statement *s = database_prepare(job->db, "DELETE FROM page WHERE input = ?1");
	statement_int(s, 1, input);
	statement_run(s);
}

/* Takes over what the database knows of the input, if that is still true. */
static void find_input(struct job *job, struct job_input *in, int64_t *run)
{
	struct statement *s = database_prepare(
		job->db, "SELECT id, size, changed, pages, image, state, run, name FROM input WHERE path = ?1");
	statement_text(s, 1, str_of(in->path));
	in->page_count = -1;
	if (!statement_next(s))
		return;
	in->id = column_int(s, 0);
	if (job->merged) {
		in->size = column_int(s, 1);
		in->changed = column_int(s, 2);
	}
	bool same = column_int(s, 1) == in->size && column_int(s, 2) == in->changed;
	in->page_count = same ? (int)column_int(s, 3) : -1;
	in->image = column_int(s, 4) != 0;
	*run = column_int(s, 6);
	for (int state = 0; state < INPUT_STATES && same; state++)
		if (str_equal(column_text(s, 5), str_of(state_names[state])))
			in->state = (enum input_state)state;
	if (in->state == INPUT_WRITTEN && !str_equal(column_text(s, 7), str_of(in->name)))
		in->state = INPUT_READ;
	statement_reset(s);
	if (!same)
		drop_pages(job, in->id);
}

/* Are all files there that were written of it? */
static bool has_outputs(struct job *job, const struct job_input *in)
{
	struct statement *s = database_prepare(job->db, "SELECT path FROM output WHERE input = ?1");
	struct strbuf path = {0};
	bool any = false, all = true;
	statement_int(s, 1, in->id);
	while (statement_next(s)) {
		any = true;
		path.n = 0;
		strbuf_add(&path, column_text(s, 0));
		all = all && !access(path.s, F_OK);
	}
	strbuf_release(&path);
	return any && all;
}

/* Counts the pages that are left; those that failed are tried again. */
static void count_pages(struct job *job, struct job_input *in)
{
	struct statement *again = database_prepare(
		job->db,
		"UPDATE page SET state = 'waiting', error = NULL, tries = 0 WHERE input = ?1 AND state = 'failed'");
	struct statement *s =
		database_prepare(job->db, "SELECT state = 'done', count(*) FROM page WHERE input = ?1 AND state IN"
					  " ('done', 'waiting') GROUP BY 1");
	statement_int(again, 1, in->id);
	if (!job->merged)
		statement_run(again);
	in->open_pages = in->read_pages = 0;
	statement_int(s, 1, in->id);
	while (statement_next(s))
		*(column_int(s, 0) ? &in->read_pages : &in->open_pages) = (int)column_int(s, 1);
	in->ended = in->state != INPUT_WAITING || !job_is_sequential(job, in);
	in->open_pages += !in->ended;
}

static void save_input(struct job *job, struct job_input *in, int place, int64_t run)
{
	struct statement *s = database_prepare(
		job->db, "INSERT INTO input(path, name, place, run, size, changed, pages, state) VALUES(?1, ?2, ?3, ?4,"
			 " ?5, ?6, ?7, ?8) ON CONFLICT(path) DO UPDATE SET name = ?2, place = ?3, run = ?4, size = ?5,"
			 " changed = ?6, pages = ?7, state = ?8, error = NULL");
	statement_text(s, 1, str_of(in->path));
	statement_text(s, 2, str_of(in->name));
	statement_int(s, 3, place);
	statement_int(s, 4, run);
	statement_int(s, 5, in->size);
	statement_int(s, 6, in->changed);
	statement_int(s, 7, in->page_count);
	statement_text(s, 8, str_of(state_names[in->state]));
	statement_run(s);
	in->id = in->id ? in->id : database_last_id(job->db);
}

/* How far it has come; run: a number for the files that are in its window. */
static void take_input(struct job *job, int i, int64_t run)
{
	struct job_input *in = &job->inputs[i];
	struct stat st;
	int64_t old_run = run;
	if (!job->merged && !stat(in->path, &st)) {
		in->size = st.st_size;
		in->changed = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
	}
	find_input(job, in, &old_run);
	if (in->id)
		count_pages(job, in);
	if (job->merged)
		in->state = in->read_pages || !in->page_count ? INPUT_READ : INPUT_FAILED;
	else if (in->page_count < 0 || in->open_pages)
		in->state = INPUT_WAITING;
	else if (in->state == INPUT_WAITING || in->state == INPUT_FAILED || (in->page_count == 1 && old_run != run) ||
		 (in->state == INPUT_WRITTEN && !has_outputs(job, in)))
		in->state = INPUT_READ;
	in->failed = job->merged && (in->page_count < 0 || in->read_pages < in->page_count);
	save_input(job, in, i, run);
	job->windows[in->window].open += in->state == INPUT_WAITING;
}

static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? (size_t)(slash - path) : 0;
}

static bool same_folder(const char *a, const char *b)
{
	size_t n = folder_length(a);
	return n == folder_length(b) && !strncmp(a, b, n);
}

/* Divides the inputs into windows. */
static void find_windows(struct job *job)
{
	job->windows = must_alloc((size_t)job->input_count + 1, sizeof *job->windows);
	for (int i = 0; i < job->input_count; i++) {
		if (!i || job->windows[job->window_count - 1].count == EMEND_RUN_PAGES ||
		    !same_folder(job->inputs[i - 1].path, job->inputs[i].path))
			job->windows[job->window_count++] = (struct job_window){.first = i};
		job->inputs[i].window = job->window_count - 1;
		job->windows[job->inputs[i].window].count++;
	}
}

/* FNV-1a over the paths of a window: another number when the run is of other files. */
static int64_t run_number(const struct job *job, const struct job_window *w)
{
	uint64_t hash = 0xCBF29CE484222325U;
	for (int i = w->first; i < w->first + w->count; i++)
		for (const char *c = job->inputs[i].path;; c++) {
			hash = (hash ^ (unsigned char)*c) * 0x100000001B3U;
			if (!*c)
				break;
		}
	return (int64_t)(hash >> 1);
}

bool job_has(const struct job *job, const char *path, int number)
{
	uint64_t hash = 0xCBF29CE484222325U + (uint64_t)number;
	for (const char *c = path; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 0x100000001B3U;
	return !job->shards || (int)((hash ^ hash >> 32) % (uint64_t)job->shards) == job->shard - 1;
}

bool job_is_sequential(const struct job *job, const struct job_input *in)
{
	return !job->shards && (!in->image || job->witnessed);
}

static void take_inputs(struct job *job, const struct inputs *inputs)
{
	char **names = output_names(inputs->paths, inputs->count);
	job->inputs = must_alloc((size_t)inputs->count + 1, sizeof *job->inputs);
	job->input_count = inputs->count;
	for (int i = 0; i < inputs->count; i++)
		job->inputs[i] = (struct job_input){.path = must_copy(inputs->paths[i]), .name = names[i]};
	free(names);
	find_windows(job);
	for (int w = 0; w < job->window_count; w++) {
		int64_t run = run_number(job, &job->windows[w]);
		for (int i = 0; i < job->windows[w].count; i++)
			take_input(job, job->windows[w].first + i, run);
	}
}

enum emend_status job_open(struct job *job, const char *path, const struct inputs *inputs,
			   const struct job_identity *identity, int shard, int shards, struct emend_error *error)
{
	*job = (struct job){
		.path = must_copy(path), .lock = -1, .shard = shard, .shards = shards, .witnessed = job->witnessed};
	job->lock = job_lock(path, error);
	enum emend_status status =
		job->lock < 0 ? EMEND_BAD_OUTPUT
			      : database_open(path, shards ? DATABASE_WRITE_PART : DATABASE_WRITE, &job->db, error);
	if (status == EMEND_OK) {
		database_run(job->db, "BEGIN IMMEDIATE");
		status = job_make_tables(job->db, path, error);
	}
	if (status == EMEND_OK) {
		compare_identity(job, identity);
		take_inputs(job, inputs);
		database_run(job->db, "COMMIT");
		status = database_check(job->db, error);
	}
	if (status != EMEND_OK)
		job_close(job);
	return status;
}

void job_close(struct job *job)
{
	for (int i = 0; i < job->input_count; i++) {
		free(job->inputs[i].path);
		free(job->inputs[i].name);
	}
	free(job->inputs);
	free(job->windows);
	database_close(job->db);
	if (job->lock >= 0)
		close(job->lock);
	free(job->path);
	*job = (struct job){.lock = -1};
}
