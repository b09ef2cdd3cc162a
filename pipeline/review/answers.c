/* Makes the answers. */
#include "review/answers.h"

#include "review/state.h"
#include "review/views.h"

#include <stdlib.h>

static const char type_html[] = "text/html; charset=utf-8", type_json[] = "application/json",
		  type_text[] = "text/plain; charset=utf-8";

static struct answer answer_json(unsigned status, json_t *j)
{
	struct answer a = {.status = status, .type = type_json};
	char *text = j ? json_dumps(j, JSON_COMPACT | JSON_REAL_PRECISION(7)) : NULL;
	strbuf_add(&a.body, str_of(text ? text : "{}"));
	free(text);
	json_decref(j);
	return a;
}

static struct answer answer_error(unsigned status, const char *message)
{
	return answer_json(status, json_pack("{s:s}", "error", message));
}

struct answer answer_refusal(unsigned status)
{
	static const struct {
		unsigned status;
		const char *sentence;
	} sentences[] = {{400, "This is not a request that the page makes.\n"},
			 {403, "Only the page that emend review has opened may ask for that.\n"},
			 {404, "There is nothing here. The address is the one that emend review has printed.\n"},
			 {405, "That cannot be done with this.\n"},
			 {413, "That is too long.\n"},
			 {415, "That is not JSON.\n"}};
	struct answer a = {.status = status, .type = type_text};
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
		if (sentences[i].status == status)
			strbuf_add(&a.body, str_of(sentences[i].sentence));
	return a;
}

/* What view writes into a stream, as the answer's body. */
struct writing {
	FILE *out;
	char *memory;
	size_t n;
};

static bool begin(struct writing *w)
{
	*w = (struct writing){0};
	w->out = open_memstream(&w->memory, &w->n);
	return w->out != NULL;
}

static struct answer end(struct writing *w)
{
	struct answer a = {.status = 200, .type = type_html};
	fclose(w->out);
	strbuf_add(&a.body, (struct str){w->memory, w->n});
	free(w->memory);
	return a;
}

static struct answer answer_list(const struct folder *folder)
{
	struct writing w;
	if (!begin(&w))
		return answer_refusal(500);
	view_list(w.out, folder);
	return end(&w);
}

static struct answer answer_page(const struct folder *folder, const struct at_hand *p)
{
	struct writing w;
	struct emend_error error;
	if (!begin(&w))
		return answer_refusal(500);
	enum emend_status status = view_page(w.out, folder, p, &error);
	struct answer a = end(&w);
	if (status == EMEND_OK)
		return a;
	strbuf_release(&a.body);
	return answer_error(500, error.message);
}

static struct answer answer_scan(const struct folder *folder, struct at_hand *p)
{
	struct answer a = {.status = 200, .type = "image/jpeg", .may_keep = true};
	struct emend_error error;
	if (view_scan(folder, p, &error) != EMEND_OK)
		return answer_error(404, error.message);
	strbuf_add(&a.body, strbuf_str(&p->scan));
	return a;
}

struct answer answer_get(struct shelf *shelf, struct passage passage, int64_t since, uint32_t from)
{
	struct at_hand *p;
	struct emend_error error;
	if (passage.route == ROUTE_LIST)
		return answer_list(shelf->folder);
	if (passage.route == ROUTE_API_PAGES)
		return answer_json(200, state_of_pages(shelf, from));
	if (shelf_take(shelf, passage.page, &p, &error) != EMEND_OK)
		return answer_error(500, error.message);
	if (passage.route == ROUTE_PAGE)
		return answer_page(shelf->folder, p);
	if (passage.route == ROUTE_SCAN)
		return answer_scan(shelf->folder, p);
	if (since >= 0 && since == sheet_revision(&p->sheet))
		return answer_json(200, json_pack("{s:I}", "revision", (json_int_t)since));
	return answer_json(200, state_of_page(shelf->folder, p));
}

static enum emend_status carry_out(struct at_hand *p, enum route route, const json_t *body, struct emend_error *error)
{
	struct wish wish;
	bool understood = route == ROUTE_DECIDE ? wish_to_decide(body, &wish) : wish_to_undo(body, &wish);
	if (!understood)
		return error_set(error, EMEND_BAD_OPTION, "This is not a decision that the page makes.");
	if (route == ROUTE_DECIDE)
		return sheet_decide(&p->sheet, &wish.decision, wish.revision, error);
	const struct event *last = sheet_last(&p->sheet);
	if (!wish.number && !last)
		return error_set(error, EMEND_BAD_INPUT, "There is no decision to undo.");
	return sheet_undo(&p->sheet, wish.number ? wish.number : last->number, wish.revision, error);
}

struct answer answer_post(struct shelf *shelf, struct passage passage, struct str body)
{
	struct at_hand *p;
	struct emend_error error;
	json_t *j = json_loadb(body.n ? body.s : "", body.n, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(j)) {
		json_decref(j);
		return answer_error(400, "This is not a decision that the page makes.");
	}
	enum emend_status status = shelf_take(shelf, passage.page, &p, &error);
	if (status == EMEND_OK) {
		status = carry_out(p, passage.route, j, &error);
		json_decref(j);
		switch (status) {
		case EMEND_OK: return answer_json(200, state_of_page(shelf->folder, p));
		case EMEND_END: return answer_json(409, state_of_page(shelf->folder, p));
		case EMEND_BAD_OPTION: return answer_error(400, error.message);
		case EMEND_BAD_INPUT: return answer_error(422, error.message);
		case EMEND_UNAVAILABLE:
		case EMEND_BAD_OUTPUT: break;
		}
		return answer_error(507, error.message);
	}
	json_decref(j);
	return answer_error(500, error.message);
}
