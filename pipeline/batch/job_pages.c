/* The job database: noting what became of inputs and pages. See job.h. */
#include "batch/job.h"

#include <string.h>

/* The input is read when none of its pages waits, and failed when that gave nothing. */
static void settle(struct job *job, struct job_input *in)
{
	if (in->state != INPUT_WAITING || in->page_count < 0 || in->open_pages)
		return;
	struct statement *s = database_prepare(job->db, "UPDATE input SET state = ?2 WHERE id = ?1");
	in->state = in->read_pages || !in->page_count ? INPUT_READ : INPUT_FAILED;
	if (job->shards && !in->failed)
		in->state = INPUT_READ; /* its pages are other shards' */
	statement_int(s, 1, in->id);
	statement_text(s, 2, in->state == INPUT_READ ? STR("read") : STR("failed"));
	statement_run(s);
	job->windows[in->window].open--;
}

/* A row for a page that has none yet. */
static void add_page(struct job *job, const struct job_input *in, int number, bool here)
{
	struct statement *s =
		database_prepare(job->db, "INSERT OR IGNORE INTO page(input, number, state) VALUES(?1, ?2, ?3)");
	statement_int(s, 1, in->id);
	statement_int(s, 2, number);
	statement_text(s, 3, here ? STR("waiting") : STR("elsewhere"));
	statement_run(s);
}

void job_count(struct job *job, struct job_input *in, int pages, bool image, struct str source)
{
	struct statement *s =
		database_prepare(job->db, "UPDATE input SET pages = ?2, image = ?3, source = ?4 WHERE id = ?1");
	in->page_count = pages;
	in->image = image;
	in->open_pages = 0;
	database_run(job->db, "BEGIN");
	statement_int(s, 1, in->id);
	statement_int(s, 2, pages);
	statement_int(s, 3, image);
	statement_text(s, 4, source);
	statement_run(s);
	for (int number = 1; number <= pages; number++) {
		bool here = job_has(job, in->path, number);
		add_page(job, in, number, here);
		in->open_pages += here;
	}
	in->ended = !pages || !job_is_sequential(job, in);
	in->open_pages += !in->ended;
	settle(job, in);
	database_run(job->db, "COMMIT");
}

static void set_page_count(struct job *job, struct job_input *in, int pages)
{
	struct statement *s = database_prepare(job->db, "UPDATE input SET pages = ?2 WHERE id = ?1");
	in->page_count = pages;
	statement_int(s, 1, in->id);
	statement_int(s, 2, pages);
	statement_run(s);
}

static void save_result(struct job *job, const struct job_input *in, const struct job_page *page)
{
	struct statement *s = database_prepare(
		job->db, "INSERT OR REPLACE INTO result(input, number, pages, thumbnail) VALUES(?1, ?2, ?3, ?4)");
	statement_int(s, 1, in->id);
	statement_int(s, 2, page->number);
	statement_blob(s, 3, page->pages);
	statement_blob(s, 4, page->thumbnail);
	statement_run(s);
}

void job_record(struct job *job, struct job_input *in, const struct job_page *page)
{
	struct statement *s = database_prepare(
		job->db, "UPDATE page SET state = ?3, tries = ?4, seconds = ?5, error = ?6, pages = ?7, words = ?8,"
			 " edits = ?9, lacunae = ?10, confidence = ?11 WHERE input = ?1 AND number = ?2");
	database_run(job->db, "BEGIN");
	add_page(job, in, page->number, true);
	statement_int(s, 1, in->id);
	statement_int(s, 2, page->number);
	statement_text(s, 3, page->done ? STR("done") : STR("failed"));
	statement_int(s, 4, page->tries);
	statement_real(s, 5, page->seconds);
	statement_text(s, 6, page->error);
	statement_int(s, 7, page->figures.pages);
	statement_int(s, 8, page->figures.words);
	statement_int(s, 9, page->figures.edits);
	statement_int(s, 10, page->figures.lacunae);
	statement_real(s, 11, (double)page->figures.confidence);
	statement_run(s);
	if (page->pages.n)
		save_result(job, in, page);
	in->open_pages -= in->open_pages > !in->ended;
	if (page->number > in->page_count)
		set_page_count(job, in, page->number);
	in->read_pages += page->done;
	in->failed = in->failed || !page->done;
	settle(job, in);
	database_run(job->db, "COMMIT");
}

void job_end(struct job *job, struct job_input *in, int pages)
{
	struct statement *drop = database_prepare(job->db, "DELETE FROM page WHERE input = ?1 AND number > ?2");
	database_run(job->db, "BEGIN");
	in->open_pages = 0;
	in->ended = true;
	statement_int(drop, 1, in->id);
	statement_int(drop, 2, pages);
	statement_run(drop);
	set_page_count(job, in, pages);
	settle(job, in);
	database_run(job->db, "COMMIT");
}

void job_note(struct job *job, struct job_input *in, struct str notes)
{
	struct statement *s = database_prepare(job->db, "UPDATE input SET notes = ?2 WHERE id = ?1");
	statement_int(s, 1, in->id);
	statement_text(s, 2, notes);
	statement_run(s);
}

void job_fail(struct job *job, struct job_input *in, struct str error)
{
	struct statement *s = database_prepare(job->db, "UPDATE input SET state = 'failed', error = ?2 WHERE id = ?1");
	statement_int(s, 1, in->id);
	statement_text(s, 2, error);
	statement_run(s);
	if (in->state == INPUT_WAITING)
		job->windows[in->window].open--;
	in->state = INPUT_FAILED;
	in->failed = true;
}

/* outputs: the paths of its files, each ended by a NUL. A file that another input had written is this one's now. */
void job_written(struct job *job, struct job_input *in, struct str outputs)
{
	struct statement *old = database_prepare(job->db, "DELETE FROM output WHERE input = ?1");
	struct statement *s = database_prepare(job->db, "INSERT OR REPLACE INTO output(path, input) VALUES(?1, ?2)");
	struct statement *done = database_prepare(job->db, "UPDATE input SET state = 'written' WHERE id = ?1");
	database_run(job->db, "BEGIN");
	statement_int(old, 1, in->id);
	statement_run(old);
	for (size_t at = 0, n; at < outputs.n; at += n + 1) {
		n = strnlen(outputs.s + at, outputs.n - at);
		statement_text(s, 1, (struct str){outputs.s + at, n});
		statement_int(s, 2, in->id);
		statement_run(s);
	}
	statement_int(done, 1, in->id);
	statement_run(done);
	in->state = INPUT_WRITTEN;
	database_run(job->db, "COMMIT");
}

void job_list_waiting(struct job *job, const struct job_input *in, void (*each)(void *context, int number),
		      void *context)
{
	struct statement *s = database_prepare(
		job->db, "SELECT number FROM page WHERE input = ?1 AND state = 'waiting' ORDER BY number DESC");
	statement_int(s, 1, in->id);
	while (statement_next(s))
		each(context, (int)column_int(s, 0));
}
