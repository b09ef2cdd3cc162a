/*
 * A SQLite database, opened for a job: journal, prepared statements, and errors as the library tells them.
 *
 *	struct statement *s = database_prepare(db, "UPDATE page SET state = ?1 WHERE id = ?2");
 *	statement_text(s, 1, STR("done"));
 *	statement_int(s, 2, 7);
 *	statement_run(s);
 *
 * The first thing that fails is kept, and what follows does nothing: ask database_check at the end of a step. A
 * statement lives as long as its database; a connection belongs to the process that opened it.
 */
#ifndef EMEND_BATCH_DATABASE_H
#define EMEND_BATCH_DATABASE_H

#include "base/error.h"
#include "base/str.h"

#include <stdint.h>

struct database;
struct statement;

enum database_mode { DATABASE_WRITE, DATABASE_WRITE_PART, DATABASE_READ };

/*
 * Opens the file, which is made where it is not there, but for DATABASE_READ. *out is NULL on failure.
 *
 * Those who share a write-ahead log must share memory too, and so be on one machine. DATABASE_WRITE_PART does without
 * one, for the parts of a job, which stand on a network file system: one machine works at them, and others look on.
 */
enum emend_status database_open(const char *path, enum database_mode mode, struct database **out,
				struct emend_error *error);
void database_close(struct database *db); /* NULL is allowed */

/* EMEND_OK, or what failed first since the last check: EMEND_BAD_OUTPUT, with the file's name and what to do. */
enum emend_status database_check(struct database *db, struct emend_error *error);

/* Runs statements that give nothing, parted by semicolons. */
void database_run(struct database *db, const char *sql);

/* The statement of that text, prepared once. Never NULL: after a failure it does nothing. The text is borrowed. */
struct statement *database_prepare(struct database *db, const char *sql);

/* Bytes must stay until the statement has been run or reset. Parameters count from 1. */
void statement_int(struct statement *s, int parameter, int64_t value);
void statement_real(struct statement *s, int parameter, double value);
void statement_text(struct statement *s, int parameter, struct str value);
void statement_blob(struct statement *s, int parameter, struct str value);

/* Steps to the next row; false, and the statement is reset, where there is none. */
bool statement_next(struct statement *s);

/* Runs it to its end. */
void statement_run(struct statement *s);
void statement_reset(struct statement *s);

/* Columns of the row, from 0. Texts and blobs are borrowed until the next step. */
int64_t column_int(struct statement *s, int column);
double column_real(struct statement *s, int column);
struct str column_text(struct statement *s, int column);

int64_t database_last_id(struct database *db);

#endif
