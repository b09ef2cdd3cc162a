/* SQLite, behind database.h. */
#include "batch/database.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct statement {
	sqlite3_stmt *stmt; /* NULL: it could not be prepared */
	struct database *db;
	const char *sql;
	struct statement *next;
};

struct database {
	sqlite3 *sqlite;
	char *path;
	struct statement *statements;
	int failed; /* SQLite's code of what failed first */
	char message[300];
};

/* A writer waits so long (ms) for another's transaction; without a write-ahead log also for those who read. */
enum { BUSY_WAIT = 20000, BUSY_WAIT_PART = 600000 };

static void note_failure(struct database *db, int code)
{
	if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE || db->failed)
		return;
	db->failed = code;
	snprintf(db->message, sizeof db->message, "%s", sqlite3_errmsg(db->sqlite));
}

static const char *advice(int code)
{
	switch (code & 0xFF) {
	case SQLITE_FULL: return "; make room on the disk, and give the same command again";
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN: return "; check that the folder may be written to";
	case SQLITE_IOERR: return "; make room on the disk, or check it, and give the same command again";
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT: return "; the file is damaged: move it away to begin anew";
	default: return "";
	}
}

enum emend_status database_check(struct database *db, struct emend_error *error)
{
	if (!db->failed)
		return EMEND_OK;
	int code = db->failed;
	db->failed = 0;
	return error_set(error, EMEND_BAD_OUTPUT, "%s: the job database cannot be used: %s%s", db->path, db->message,
			 advice(code));
}

/* To be read it is opened for writing too, where it may be: only such a connection removes its log in the end. */
static int open_file(struct database *db, enum database_mode mode)
{
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (mode == DATABASE_READ ? 0 : SQLITE_OPEN_CREATE);
	int code = sqlite3_open_v2(db->path, &db->sqlite, flags, NULL);
	if (code != SQLITE_OK && mode == DATABASE_READ) {
		sqlite3_close(db->sqlite);
		code = sqlite3_open_v2(db->path, &db->sqlite, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY, NULL);
	}
	return code;
}

enum emend_status database_open(const char *path, enum database_mode mode, struct database **out,
				struct emend_error *error)
{
	struct database *db = must_alloc(1, sizeof *db);
	*db = (struct database){.path = must_copy(path)};
	note_failure(db, open_file(db, mode));
	sqlite3_busy_timeout(db->sqlite, mode == DATABASE_WRITE_PART ? BUSY_WAIT_PART : BUSY_WAIT);
	if (mode == DATABASE_WRITE)
		database_run(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
	else if (mode == DATABASE_WRITE_PART)
		database_run(db, "PRAGMA journal_mode = DELETE; PRAGMA foreign_keys = ON");
	else
		database_run(db, "PRAGMA query_only = ON; SELECT count(*) FROM sqlite_schema"); /* is it one at all? */
	enum emend_status status = database_check(db, error);
	if (status != EMEND_OK) {
		database_close(db);
		db = NULL;
	}
	*out = db;
	return status;
}

void database_close(struct database *db)
{
	if (!db)
		return;
	for (struct statement *s = db->statements, *next; s; s = next) {
		next = s->next;
		sqlite3_finalize(s->stmt);
		free(s);
	}
	sqlite3_close(db->sqlite);
	free(db->path);
	free(db);
}

void database_run(struct database *db, const char *sql)
{
	if (!db->failed)
		note_failure(db, sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL));
}

struct statement *database_prepare(struct database *db, const char *sql)
{
	for (struct statement *s = db->statements; s; s = s->next)
		if (s->sql == sql || !strcmp(s->sql, sql))
			return s;
	struct statement *s = must_alloc(1, sizeof *s);
	*s = (struct statement){.db = db, .sql = sql, .next = db->statements};
	db->statements = s;
	if (!db->failed)
		note_failure(db, sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->stmt, NULL));
	return s;
}

void statement_int(struct statement *s, int parameter, int64_t value)
{
	note_failure(s->db, sqlite3_bind_int64(s->stmt, parameter, value));
}

void statement_real(struct statement *s, int parameter, double value)
{
	note_failure(s->db, sqlite3_bind_double(s->stmt, parameter, value));
}

void statement_text(struct statement *s, int parameter, struct str value)
{
	note_failure(s->db, sqlite3_bind_text64(s->stmt, parameter, value.n ? value.s : "", value.n, SQLITE_STATIC,
						SQLITE_UTF8));
}

void statement_blob(struct statement *s, int parameter, struct str value)
{
	note_failure(s->db, sqlite3_bind_blob64(s->stmt, parameter, value.n ? value.s : "", value.n, SQLITE_STATIC));
}

bool statement_next(struct statement *s)
{
	int code = s->db->failed ? SQLITE_DONE : sqlite3_step(s->stmt);
	note_failure(s->db, code);
	if (code == SQLITE_ROW)
		return true;
	statement_reset(s);
	return false;
}

void statement_run(struct statement *s)
{
	while (statement_next(s))
		;
}

void statement_reset(struct statement *s)
{
	sqlite3_reset(s->stmt);
	if (s->stmt)
		sqlite3_clear_bindings(s->stmt);
}

int64_t column_int(struct statement *s, int column)
{
	return sqlite3_column_int64(s->stmt, column);
}

double column_real(struct statement *s, int column)
{
	return sqlite3_column_double(s->stmt, column);
}

struct str column_text(struct statement *s, int column)
{
	const char *bytes = sqlite3_column_blob(s->stmt, column);
	return (struct str){bytes, bytes ? (size_t)sqlite3_column_bytes(s->stmt, column) : 0};
}

int64_t database_last_id(struct database *db)
{
	return sqlite3_last_insert_rowid(db->sqlite);
}
