/* Keeps decisions in SQLite. */
#include "review/store.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char name[] = "review.db";

/* Another process that writes is waited for so long: an event takes a few milliseconds. */
enum { MOST_WAIT_MS = 5000 };

/* What SQLite calls the file's owner, "rev1", and the version of the table. */
#define APPLICATION "0x72657631"

struct store {
	sqlite3 *db;
	char *path;
};

static enum emend_status cannot(const struct store *s, const char *what, struct emend_error *error)
{
	return error_set(error, EMEND_BAD_OUTPUT, "%s: decisions cannot be %s: %s", s->path, what,
			 s->db ? sqlite3_errmsg(s->db) : "no memory");
}

static bool run(struct store *s, const char *sql)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool prepare(struct store *s, const char *sql, sqlite3_stmt **out)
{
	return sqlite3_prepare_v2(s->db, sql, -1, out, NULL) == SQLITE_OK;
}

/* The number that the statement gives; -1 where it fails. */
static int64_t number_of(struct store *s, const char *sql)
{
	sqlite3_stmt *statement;
	int64_t n = -1;
	if (prepare(s, sql, &statement) && sqlite3_step(statement) == SQLITE_ROW)
		n = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return n;
}

static bool set_up(struct store *s)
{
	return run(s, "BEGIN IMMEDIATE;"
		      "PRAGMA application_id = " APPLICATION ";"
		      "CREATE TABLE IF NOT EXISTS event ("
		      " number INTEGER PRIMARY KEY AUTOINCREMENT,"
		      " file TEXT NOT NULL, place INTEGER NOT NULL," /* the page */
		      " version TEXT NOT NULL,"                      /* of the page */
		      " item TEXT NOT NULL, anchor BLOB NOT NULL,"   /* what it is about */
		      " verdict TEXT NOT NULL, text TEXT NOT NULL,"
		      " undoes INTEGER REFERENCES event (number),"
		      " made TEXT NOT NULL) STRICT;"
		      "CREATE INDEX IF NOT EXISTS event_page ON event (file, place);"
		      "COMMIT;");
}

/*
 * A journal that is rolled back, not SQLite's write-ahead log: so that the folder can be copied or shared at any time,
 * with all decisions in one file.
 */
static const char pragmas[] = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA trusted_schema = OFF;";

/* A database that is there must be one of ours. */
static enum emend_status check(struct store *s, struct emend_error *error)
{
	int64_t tables = number_of(s, "SELECT count(*) FROM sqlite_schema");
	int64_t ours = number_of(s, "PRAGMA application_id");
	if (tables < 0 || ours < 0)
		return cannot(s, "read", error);
	if (tables && ours != (int64_t)strtol(APPLICATION, NULL, 16))
		return error_set(error, EMEND_BAD_INPUT,
				 "%s: is a database of another program; move it away, and the decisions are kept in a "
				 "new one",
				 s->path);
	return run(s, pragmas) && (tables || set_up(s)) ? EMEND_OK : cannot(s, "kept", error);
}

enum emend_status store_open(const char *folder, bool create, struct store **out, struct emend_error *error)
{
	struct strbuf path = {0};
	struct stat st;
	strbuf_printf(&path, "%s/%s", folder, name);
	*out = NULL;
	if (lstat(path.s, &st) ? !create : !S_ISREG(st.st_mode)) {
		bool there = !lstat(path.s, &st);
		enum emend_status status =
			there ? error_set(error, EMEND_BAD_INPUT, "%s: is no regular file; move it away", path.s)
			      : EMEND_OK;
		strbuf_release(&path);
		return status;
	}
	struct store *s = must_alloc(1, sizeof *s);
	*s = (struct store){.path = path.s};
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | (create ? SQLITE_OPEN_CREATE : 0);
	int opened = sqlite3_open_v2(s->path, &s->db, flags, NULL);
	enum emend_status status = opened == SQLITE_OK ? EMEND_OK : cannot(s, "kept", error);
	if (status == EMEND_OK) {
		sqlite3_busy_timeout(s->db, MOST_WAIT_MS);
		status = check(s, error);
	}
	if (status != EMEND_OK) {
		store_close(s);
		s = NULL;
	}
	*out = s;
	return status;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	sqlite3_close(s->db);
	free(s->path);
	free(s);
}

static void bind(sqlite3_stmt *statement, int column, struct str text)
{
	sqlite3_bind_text(statement, column, text.n ? text.s : "", (int)text.n, SQLITE_STATIC);
}

static struct str column(sqlite3_stmt *statement, int i, struct arena *arena)
{
	const void *data = sqlite3_column_blob(statement, i);
	return arena_str(arena, (struct str){data, data ? (size_t)sqlite3_column_bytes(statement, i) : 0});
}

enum emend_status store_read(struct store *s, struct page_key key, struct arena *arena, struct events *out,
			     struct emend_error *error)
{
	sqlite3_stmt *statement;
	int step;
	*out = (struct events){0};
	if (!prepare(s,
		     "SELECT number, undoes, version, item, anchor, verdict, text, made FROM event "
		     "WHERE file = ? AND place = ? ORDER BY number",
		     &statement))
		return cannot(s, "read", error);
	bind(statement, 1, key.file);
	sqlite3_bind_int64(statement, 2, key.place);
	while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
		out->all = arena_grow(arena, out->all, out->count, sizeof *out->all);
		struct event *e = &out->all[out->count++];
		*e = (struct event){.number = sqlite3_column_int64(statement, 0),
				    .undoes = sqlite3_column_int64(statement, 1)};
		struct str *const texts[] = {&e->version, &e->item, &e->anchor, &e->verdict, &e->text, &e->made};
		for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
			*texts[i] = column(statement, i + 2, arena);
	}
	enum emend_status status = step == SQLITE_DONE ? EMEND_OK : cannot(s, "read", error);
	sqlite3_finalize(statement);
	return status;
}

int64_t store_last(struct store *s, struct page_key key)
{
	sqlite3_stmt *statement;
	int64_t n = -1;
	if (prepare(s, "SELECT coalesce(max(number), 0) FROM event WHERE file = ? AND place = ?", &statement)) {
		bind(statement, 1, key.file);
		sqlite3_bind_int64(statement, 2, key.place);
		if (sqlite3_step(statement) == SQLITE_ROW)
			n = sqlite3_column_int64(statement, 0);
	}
	sqlite3_finalize(statement);
	return n;
}

bool store_has_file(struct store *s, struct str file)
{
	sqlite3_stmt *statement = NULL;
	bool has = false;
	if (s && prepare(s, "SELECT 1 FROM event WHERE file = ? LIMIT 1", &statement)) {
		bind(statement, 1, file);
		has = sqlite3_step(statement) == SQLITE_ROW;
	}
	sqlite3_finalize(statement);
	return has;
}

static bool insert(struct store *s, struct page_key key, struct event *e)
{
	sqlite3_stmt *statement;
	bool good = false;
	if (prepare(s,
		    "INSERT INTO event (file, place, version, item, anchor, verdict, text, undoes, made) "
		    "VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, 0), datetime('now'))",
		    &statement)) {
		bind(statement, 1, key.file);
		sqlite3_bind_int64(statement, 2, key.place);
		bind(statement, 3, e->version);
		bind(statement, 4, e->item);
		sqlite3_bind_blob(statement, 5, e->anchor.n ? e->anchor.s : "", (int)e->anchor.n, SQLITE_STATIC);
		bind(statement, 6, e->verdict);
		bind(statement, 7, e->text);
		sqlite3_bind_int64(statement, 8, e->undoes);
		good = sqlite3_step(statement) == SQLITE_DONE;
	}
	sqlite3_finalize(statement);
	e->number = sqlite3_last_insert_rowid(s->db);
	return good;
}

enum emend_status store_add(struct store *s, struct page_key key, int64_t last, struct event *event,
			    struct emend_error *error)
{
	if (!run(s, "BEGIN IMMEDIATE"))
		return cannot(s, "kept", error);
	int64_t now = store_last(s, key);
	bool good = now == last && insert(s, key, event);
	enum emend_status status = good ? EMEND_OK : now == last || now < 0 ? cannot(s, "kept", error) : EMEND_END;
	if (good && !run(s, "COMMIT")) {
		status = cannot(s, "kept", error);
		good = false;
	}
	if (!good)
		run(s, "ROLLBACK");
	return status;
}
