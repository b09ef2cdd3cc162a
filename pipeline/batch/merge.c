/* Joining shards: see merge.h. */
#include "batch/merge.h"

#include "batch/job.h"
#include "batch/output.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct merge {
	struct database *db; /* of the whole */
	char *path;
	char **shards; /* by number, from 0: their databases' paths; NULL: not found yet */
	int count;
	struct merged *merged; /* has the options of the first */
	int64_t inputs;        /* of the first */
};

static enum emend_status note_shard(struct merge *m, const char *folder, int k, int n, struct emend_error *error)
{
	if (m->count && n != m->count)
		return error_set(error, EMEND_BAD_INPUT,
				 "%s/shards: there are shards of %d and of %d; remove those that are of no use", folder,
				 m->count, n);
	if (!m->count)
		m->shards = must_alloc((size_t)n, sizeof *m->shards);
	m->count = n;
	if (m->shards[k - 1])
		return error_set(error, EMEND_BAD_INPUT, "%s: shard %d of %d is there twice, also as %s", folder, k, n,
				 m->shards[k - 1]);
	m->shards[k - 1] = job_path(folder, k, n);
	return EMEND_OK;
}

static enum emend_status find_shards(struct merge *m, const char *folder, struct emend_error *error)
{
	struct strbuf path = {0};
	enum emend_status status = EMEND_OK;
	int k, n;
	strbuf_printf(&path, "%s/shards", folder);
	DIR *dir = opendir(path.s);
	for (const struct dirent *e; dir && status == EMEND_OK && (e = readdir(dir));)
		if (job_parse_shard(e->d_name, &k, &n))
			status = note_shard(m, folder, k, n, error);
	if (dir)
		closedir(dir);
	strbuf_release(&path);
	return status;
}

static enum emend_status check_found(const struct merge *m, const char *folder, struct emend_error *error)
{
	struct strbuf missing = {0};
	int lacking = 0;
	if (!m->count)
		return error_set(error, EMEND_BAD_INPUT,
				 "%s: has no shards; make them with 'emend restore … -o %s --shard K/N'", folder,
				 folder);
	for (int i = 0; i < m->count; i++)
		if (!m->shards[i] && ++lacking <= 20)
			strbuf_printf(&missing, "%s%d", lacking > 1 ? ", " : "", i + 1);
	if (lacking)
		error_set(error, EMEND_BAD_INPUT, "%s: of %d shards %d are missing: %s%s; run them", folder, m->count,
			  lacking, missing.s, lacking > 20 ? " and others" : "");
	strbuf_release(&missing);
	return lacking ? EMEND_BAD_INPUT : EMEND_OK;
}

static int64_t ask(struct database *db, const char *sql)
{
	struct statement *s = database_prepare(db, sql);
	int64_t answer = statement_next(s) ? column_int(s, 0) : 0;
	statement_reset(s);
	return answer;
}

/* Is the shard done, and of the same job as the first? */
static enum emend_status check_shard(struct merge *m, int i, struct database *shard, struct emend_error *error)
{
	struct strbuf pages = {0}, writing = {0};
	enum emend_status status = EMEND_OK;
	job_meta(shard, "pages", &pages);
	job_meta(shard, "writing", &writing);
	int64_t inputs = ask(shard, "SELECT count(*) FROM input WHERE place IS NOT NULL");
	int64_t left =
		ask(shard, "SELECT count(*) FROM page JOIN input ON input.id = page.input"
			   " WHERE page.state = 'waiting' AND place IS NOT NULL") +
		ask(shard, "SELECT count(*) FROM input WHERE pages < 0 AND state = 'waiting' AND place IS NOT NULL");
	if (!i) {
		strbuf_add(&m->merged->pages, strbuf_str(&pages));
		strbuf_add(&m->merged->writing, strbuf_str(&writing));
		m->inputs = inputs;
	}
	if (database_check(shard, error) != EMEND_OK)
		status = error->status;
	else if (left)
		status = error_set(error, EMEND_BAD_INPUT,
				   "%s: shard %d of %d is not done: %lld pages are left; run it again", m->shards[i],
				   i + 1, m->count, (long long)left);
	else if (!str_equal(strbuf_str(&pages), strbuf_str(&m->merged->pages)) ||
		 !str_equal(strbuf_str(&writing), strbuf_str(&m->merged->writing)))
		status = error_set(error, EMEND_BAD_INPUT,
				   "%s: was done with other options, or by another emend, than %s; run it again",
				   m->shards[i], m->shards[0]);
	else if (inputs != m->inputs)
		status = error_set(error, EMEND_BAD_INPUT, "%s: is of %lld inputs, and %s of %lld; run them again",
				   m->shards[i], (long long)inputs, m->shards[0], (long long)m->inputs);
	strbuf_release(&pages);
	strbuf_release(&writing);
	return status;
}

static const char copy[] =
	"INSERT INTO input(path, size, changed, pages, image, source, notes, state, error)"
	" SELECT path, size, changed, pages, image, source, notes, state, error FROM shard.input"
	" WHERE place IS NOT NULL"
	" ON CONFLICT(path) DO UPDATE SET notes = coalesce(nullif(excluded.notes, ''), notes);"
	"CREATE TEMP TABLE same AS SELECT theirs.id AS theirs, ours.id AS ours FROM shard.input AS theirs"
	" JOIN main.input AS ours USING(path) WHERE theirs.place IS NOT NULL;"
	"INSERT OR REPLACE INTO page SELECT ours, number, state, tries, seconds, error, pages, words, edits, lacunae,"
	" confidence FROM shard.page JOIN temp.same ON theirs = input WHERE state IN ('done', 'failed');"
	"INSERT INTO result(input, number, pages, thumbnail) SELECT ours, number, pages, thumbnail FROM shard.result"
	" JOIN temp.same ON theirs = input;"
	"DROP TABLE temp.same";

static enum emend_status copy_shard(struct merge *m, int i, struct emend_error *error)
{
	struct database *shard = NULL;
	int lock = job_lock(m->shards[i], error);
	if (lock < 0)
		return EMEND_BAD_INPUT;
	enum emend_status status = database_open(m->shards[i], DATABASE_READ, &shard, error);
	if (status == EMEND_OK)
		status = check_shard(m, i, shard, error);
	database_close(shard);
	if (status == EMEND_OK) {
		struct statement *attach = database_prepare(m->db, "ATTACH ?1 AS shard");
		statement_text(attach, 1, str_of(m->shards[i]));
		statement_run(attach);
		database_run(m->db, "BEGIN");
		database_run(m->db, copy);
		database_run(m->db, "COMMIT; DETACH shard");
		status = database_check(m->db, error);
	}
	close(lock);
	return status;
}

static void list_inputs(struct merge *m, struct inputs *inputs)
{
	struct statement *s = database_prepare(m->db, "SELECT path FROM input");
	while (statement_next(s)) {
		struct strbuf path = {0};
		strbuf_add(&path, column_text(s, 0));
		inputs_take(inputs, path.s);
	}
	inputs_sort(inputs);
}

static void release(struct merge *m)
{
	database_close(m->db);
	for (int i = 0; i < m->count; i++)
		free(m->shards[i]);
	free(m->shards);
	free(m->path);
}

/* Copies the shards into the database of the whole, which is locked. */
static enum emend_status copy_all(struct merge *m, struct emend_error *error)
{
	enum emend_status status = database_open(m->path, DATABASE_WRITE, &m->db, error);
	if (status == EMEND_OK)
		status = job_make_tables(m->db, m->path, error);
	if (status != EMEND_OK)
		return status;
	database_run(m->db, "DELETE FROM input; DELETE FROM meta");
	for (int i = 0; i < m->count && status == EMEND_OK; i++)
		status = copy_shard(m, i, error);
	struct statement *s = database_prepare(m->db, "INSERT INTO meta VALUES('pages', ?1), ('writing', ?2)");
	statement_text(s, 1, strbuf_str(&m->merged->pages));
	statement_text(s, 2, strbuf_str(&m->merged->writing));
	statement_run(s);
	return status == EMEND_OK ? database_check(m->db, error) : status;
}

enum emend_status merge_shards(const char *folder, char *const *others, int count, struct merged *merged,
			       struct emend_error *error)
{
	struct merge m = {.path = job_path(folder, 0, 0), .merged = merged};
	enum emend_status status = find_shards(&m, folder, error);
	for (int i = 0; i < count && status == EMEND_OK; i++)
		status = find_shards(&m, others[i], error);
	if (status == EMEND_OK)
		status = check_found(&m, folder, error);
	int lock = status == EMEND_OK ? job_lock(m.path, error) : -1;
	if (lock >= 0)
		status = copy_all(&m, error);
	else if (status == EMEND_OK)
		status = EMEND_BAD_OUTPUT;
	if (status == EMEND_OK)
		list_inputs(&m, &merged->inputs);
	if (lock >= 0)
		close(lock);
	release(&m);
	return status;
}

void merged_release(struct merged *merged)
{
	inputs_release(&merged->inputs);
	strbuf_release(&merged->pages);
	strbuf_release(&merged->writing);
}
