/* The review's server, asked as a browser would ask it, and as others might try; and that what was decided lasts. */
#include "pages.h"
#include "review/gate.h"
#include "run.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(review_serve, .init = scratch_make, .fini = scratch_remove, .timeout = 60);

struct served {
	pid_t pid;
	unsigned port;
	char token[TOKEN_DIGITS + 1], cookie[128];
};

/* A folder with two pages: "page 1" and "page 2" of a.json. */
static void make_folder(void)
{
	struct page pages[2];
	page_from_text(&pages[0], STR("the tbe cat"));
	edit_text(&pages[0], WHY, (struct word *)page_find(&pages[0], NODE_WORD, 1), STR("the"));
	page_from_text(&pages[1], STR("an other page"));
	for (int i = 0; i < 2; i++)
		for (uint32_t k = 0; k < pages[i].counts[NODE_WORD]; k++)
			((struct word *)pages[i].nodes[NODE_WORD][k])->confidence = 95;
	pages[0].number = 1;
	pages[1].number = 2;
	struct strbuf json = pages_written("json", pages, 2);
	cr_assert_eq(mkdir(scratch("out"), 0777), 0);
	cr_assert_eq(mkdir(scratch("out/b"), 0777), 0);
	scratch_file("out/b/a.json", strbuf_str(&json));
	scratch_file("out/b/a.txt", STR("before\n"));
	scratch_file("out/b/a.alto.xml", STR("before\n"));
	scratch_file("out/other.json", STR("{\"format\":\"something else\"}"));
	scratch_file("secret.json", strbuf_str(&json));
	cr_assert_eq(symlink(scratch("secret.json"), scratch("out/link.json")), 0);
	cr_assert_eq(symlink(scratch("."), scratch("out/up")), 0);
	strbuf_release(&json);
	page_release(&pages[0]);
	page_release(&pages[1]);
}

static struct served serve(void)
{
	struct served s = {0};
	int out[2];
	char address[256] = "";
	posix_spawn_file_actions_t actions;
	const char *emend = getenv("EMEND");
	const char *const args[] = {emend, "review", scratch("out"), NULL};
	cr_assert(emend && !pipe2(out, O_CLOEXEC));
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
	cr_assert_eq(posix_spawn(&s.pid, emend, &actions, NULL, (char *const *)(uintptr_t)args, environ), 0);
	posix_spawn_file_actions_destroy(&actions);
	close(out[1]);
	for (size_t n = 0; n + 1 < sizeof address && read(out[0], address + n, 1) == 1 && address[n] != '\n'; n++)
		;
	close(out[0]);
	static const char beginning[] = "http://127.0.0.1:";
	cr_assert(!strncmp(address, beginning, sizeof beginning - 1), "%s", address);
	char *end;
	s.port = (unsigned)strtoul(address + sizeof beginning - 1, &end, 10);
	cr_assert(*end == '/' && strlen(end) == TOKEN_DIGITS + 3, "%s", address); /* both slashes, and the line's end */
	memcpy(s.token, end + 1, TOKEN_DIGITS);
	return s;
}

static int stop(struct served *s, int sig)
{
	int status;
	kill(s->pid, sig);
	waitpid(s->pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Sends the bytes and gives all that comes back. */
static struct strbuf exchange(const struct served *s, struct str request)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)s->port)};
	struct strbuf answer = {0};
	char piece[65536];
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	cr_assert_eq(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
	signal(SIGPIPE, SIG_IGN);
	for (ssize_t n; request.n && (n = write(fd, request.s, request.n)) > 0;)
		request = str_skip(request, (size_t)n);
	for (ssize_t n; (n = read(fd, piece, sizeof piece)) > 0;)
		strbuf_add(&answer, (struct str){piece, (size_t)n});
	strbuf_add(&answer, STR(""));
	close(fd);
	return answer;
}

/* A request; $H, $T and $C in it are the server's name, the token and the cookie. */
static struct strbuf ask(const struct served *s, const char *format)
{
	struct strbuf request = {0};
	for (const char *at = format; *at; at++) {
		if (*at != '$' || !strchr("HTC", at[1])) {
			strbuf_byte(&request, *at);
			continue;
		}
		at++;
		if (*at == 'H')
			strbuf_printf(&request, "127.0.0.1:%u", s->port);
		else
			strbuf_add(&request, str_of(*at == 'T' ? s->token : s->cookie));
	}
	struct strbuf answer = exchange(s, strbuf_str(&request));
	strbuf_release(&request);
	return answer;
}

static void expect_status(const struct served *s, const char *request, int status)
{
	struct strbuf answer = ask(s, request);
	cr_expect(answer.n > 12 && strtol(answer.s + 9, NULL, 10) == status, "expected %d of:\n%s\n%.300s", status,
		  request, answer.s);
	strbuf_release(&answer);
}

#define END "Connection: close\r\n\r\n"
#define HOST "Host: $H\r\n"
#define OWN HOST "Origin: http://$H\r\nCookie: a=b; $C\r\nX-Emend-Token: $T\r\nContent-Type: application/json\r\n"

/* Visits the list, for the cookie. */
static void visit(struct served *s)
{
	struct strbuf answer = ask(s, "GET /$T/ HTTP/1.1\r\n" HOST END);
	const char *cookie = strstr(answer.s, "Set-Cookie: ");
	cr_assert(cookie, "%s", answer.s);
	cookie += sizeof "Set-Cookie: " - 1;
	snprintf(s->cookie, sizeof s->cookie, "%.*s", (int)strcspn(cookie, ";"), cookie);
	static const char *const expected[] = {"200 OK",  "HttpOnly",    "SameSite=Strict",    "frame-ancestors 'none'",
					       "nosniff", "no-referrer", "default-src 'none'", "X-Frame-Options: DENY"};
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		cr_expect_not_null(strstr(answer.s, expected[i]), "%s in:\n%.2000s", expected[i], answer.s);
	cr_expect_null(strstr(answer.s, "Access-Control"));
	cr_expect_null(strstr(answer.s, ">link<"), "links are not followed");
	cr_expect_null(strstr(answer.s, "page/3"), "other JSON is no page");
	strbuf_release(&answer);
}

static struct strbuf post(const struct served *s, const char *route, const char *body)
{
	struct strbuf request = {0};
	strbuf_printf(&request, "POST /$T/api/page/%s HTTP/1.1\r\n" OWN "Content-Length: %zu\r\n" END "%s", route,
		      strlen(body), body);
	struct strbuf answer = ask(s, request.s);
	strbuf_release(&request);
	return answer;
}

static void expect_answer(const struct served *s, const char *route, const char *body, const char *status,
			  const char *part)
{
	struct strbuf answer = post(s, route, body);
	cr_expect(answer.n > 12 && !strncmp(answer.s + 9, status, 3) && strstr(answer.s, part),
		  "expected %s, %s of %s:\n%s", status, part, body, answer.s);
	strbuf_release(&answer);
}

Test(review_serve, strangers_are_refused)
{
	make_folder();
	struct served s = serve();
	visit(&s);
	static const struct {
		const char *request;
		int status;
	} tries[] = {
		{"GET / HTTP/1.1\r\n" HOST END, 404},
		{"GET /00000000000000000000000000000000/ HTTP/1.1\r\n" HOST END, 404},
		{"GET /$T HTTP/1.1\r\n" HOST END, 404},
		{"GET /$T/ HTTP/1.1\r\nHost: example.org\r\n" END, 403},
		{"GET /$T/ HTTP/1.1\r\nHost: 127.0.0.1:1\r\n" END, 403},
		{"GET /$T/ HTTP/1.0\r\n" END, 403},
		{"GET /$T/ HTTP/1.1\r\n" HOST "Origin: http://example.org\r\n" END, 403},
		{"GET /$T/ HTTP/1.1\r\n" HOST "Origin: null\r\n" END, 403},
		{"GET /$T/ HTTP/1.1\r\n" HOST "Sec-Fetch-Site: cross-site\r\n" END, 403},
		{"GET /$T/ HTTP/1.1\r\n" HOST "Sec-Fetch-Site: none\r\n" END, 200},
		{"GET /$T/page/1 HTTP/1.1\r\n" HOST END, 200},
		{"GET /$T/page/0 HTTP/1.1\r\n" HOST END, 404},
		{"GET /$T/page/01 HTTP/1.1\r\n" HOST END, 404},
		{"GET /$T/page/3 HTTP/1.1\r\n" HOST END, 404},
		{"GET /$T/page/99999999999999999999 HTTP/1.1\r\n" HOST END, 404},
		{"GET /$T/page/../../etc/passwd HTTP/1.1\r\n" HOST END, 404},
		{"GET /$T/page/..%2f..%2fb%2fa.json HTTP/1.1\r\n" HOST END, 404},
		{"GET /$T/b/a.json HTTP/1.1\r\n" HOST END, 404},
		{"GET /$T/review.db HTTP/1.1\r\n" HOST END, 404},
		{"GET /$T/scan/1.jpg HTTP/1.1\r\n" HOST END, 404},
		{"OPTIONS /$T/api/page/1/decisions HTTP/1.1\r\n" HOST "Origin: http://$H\r\n" END, 405},
		{"GET /$T/api/page/1/decisions HTTP/1.1\r\n" HOST END, 405},
		{"DELETE /$T/page/1 HTTP/1.1\r\n" HOST END, 405},
		{"POST /$T/page/1 HTTP/1.1\r\n" OWN "Content-Length: 0\r\n" END, 405},
		{"HEAD /$T/page/1 HTTP/1.1\r\n" HOST END, 200},
	};
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
		expect_status(&s, tries[i].request, tries[i].status);
	cr_expect_eq(stop(&s, SIGTERM), 0);
}

#define BODY "{\"item\":\"e0\",\"decision\":\"reject\",\"revision\":0}"
#define POST "POST /$T/api/page/1/decisions HTTP/1.1\r\n"

Test(review_serve, only_its_own_page_decides)
{
	make_folder();
	struct served s = serve();
	visit(&s);
	static const char tail[] = "Content-Length: 47\r\n" END BODY;
	static const char *const heads[] = {
		POST HOST "Cookie: $C\r\nX-Emend-Token: $T\r\nContent-Type: application/json\r\n",
		POST HOST "Origin: http://$H\r\nX-Emend-Token: $T\r\nContent-Type: application/json\r\n",
		POST HOST "Origin: http://$H\r\nCookie: $C\r\nContent-Type: application/json\r\n",
		POST HOST "Origin: http://$H\r\nCookie: $C\r\nX-Emend-Token: 0\r\nContent-Type: application/json\r\n",
		POST HOST
		"Origin: http://example.org\r\nCookie: $C\r\nX-Emend-Token: $T\r\nContent-Type: application/json\r\n",
		POST "Host: rebound.example:80\r\nOrigin: http://rebound.example:80\r\nCookie: $C\r\nX-Emend-Token: "
		     "$T\r\nContent-Type: application/json\r\n",
	};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct strbuf request = {0};
		strbuf_printf(&request, "%s%s", heads[i], tail);
		expect_status(&s, request.s, 403);
		strbuf_release(&request);
	}
	expect_status(&s,
		      POST HOST "Origin: http://$H\r\nCookie: $C\r\nX-Emend-Token: $T\r\nContent-Type: text/plain\r\n"
				"Content-Length: 47\r\n" END BODY,
		      415);
	expect_status(&s, POST OWN "Content-Length: 99999999\r\n" END, 413);
	struct strbuf chunked = {0};
	strbuf_add(&chunked, STR(POST OWN "Transfer-Encoding: chunked\r\n" END));
	for (int i = 0; i < 8; i++)
		strbuf_printf(&chunked, "1000\r\n%04096d\r\n", i);
	strbuf_add(&chunked, STR("0\r\n\r\n"));
	expect_status(&s, chunked.s, 413);
	strbuf_release(&chunked);
	struct strbuf state = ask(&s, "GET /$T/api/page/1 HTTP/1.1\r\n" HOST END);
	cr_expect_not_null(strstr(state.s, "\"revision\":0"), "nothing was decided: %s", state.s);
	strbuf_release(&state);
	cr_expect_eq(stop(&s, SIGINT), 0);
}

Test(review_serve, windows_do_not_overwrite_each_other)
{
	make_folder();
	struct served s = serve();
	visit(&s);
	expect_answer(&s, "1/decisions", "{", "400", "error");
	expect_answer(&s, "1/decisions", "{\"item\":\"e0\",\"decision\":\"reject\"}", "400", "error");
	expect_answer(&s, "1/decisions", "{\"item\":\"../e0\",\"decision\":\"reject\",\"revision\":0}", "400", "error");
	expect_answer(&s, "1/decisions", "{\"item\":\"e9\",\"decision\":\"reject\",\"revision\":0}", "422",
		      "no such edit");
	expect_answer(&s, "1/decisions", BODY, "200", "\"words\":{\"w1\":\"tbe\"}");
	expect_answer(&s, "1/decisions", "{\"item\":\"w1\",\"decision\":\"correct\",\"text\":\"thy\",\"revision\":0}",
		      "409", "\"verdict\":\"rejected\"");
	expect_answer(&s, "1/decisions", "{\"item\":\"w1\",\"decision\":\"correct\",\"text\":\"thy\",\"revision\":1}",
		      "200", "\"words\":{\"w1\":\"thy\"}");
	expect_answer(&s, "1/undo", "{\"number\":1,\"revision\":1}", "409", "\"revision\":2");
	expect_answer(&s, "1/undo", "{\"revision\":2}", "200", "\"words\":{\"w1\":\"tbe\"}");
	expect_answer(&s, "2/undo", "{\"revision\":0}", "422", "no decision to undo");
	struct strbuf list = ask(&s, "GET /$T/api/pages HTTP/1.1\r\n" HOST END);
	cr_expect_not_null(strstr(list.s, "{\"page\":1,\"doubts\":0,\"decided\":1,\"lying_by\":0}"), "%s", list.s);
	strbuf_release(&list);
	struct strbuf same = ask(&s, "GET /$T/api/page/1?since=3 HTTP/1.1\r\n" HOST END);
	cr_expect_not_null(strstr(same.s, "\r\n\r\n{\"revision\":3}"), "%s", same.s);
	strbuf_release(&same);
	stop(&s, SIGTERM);
}

/* The file has both pages, in the format of that name. */
static void expect_in(const char *path, const char *part)
{
	struct strbuf text = read_file(path);
	cr_expect_not_null(strstr(text.s, part), "%s in %s:\n%s", part, path, text.s);
	strbuf_release(&text);
}

Test(review_serve, a_decision_outlives_the_server_and_is_exported)
{
	make_folder();
	struct strbuf raw = OUTPUT_OF("revert", scratch("out/b/a.json"));
	for (int i = 0; i < 4; i++) {
		struct served s = serve();
		char body[160];
		visit(&s);
		snprintf(body, sizeof body,
			 "{\"item\":\"w%d\",\"decision\":\"correct\",\"text\":\"word%d\",\"revision\":%d}", i % 3, i,
			 i);
		expect_answer(&s, i < 3 ? "1/decisions" : "2/decisions", body, "200", "revision");
		cr_expect_eq(stop(&s, SIGKILL), 128 + SIGKILL);
	}
	expect_in(scratch("out/b/a.txt"), "before");
	struct run run = RUN("export", scratch("out"));
	cr_assert_eq(run.status, 0, "%s", run.err.s);
	cr_expect_str_empty(run.err.s);
	expect_in(scratch("out/b/a.txt"), "word0 word1 word2\n\fword3 other page\n");
	expect_in(scratch("out/b/a.alto.xml"), "CONTENT=\"word1\" WC=\"1\"");
	expect_valid_json(scratch("out/b/a.json"), "pipeline/emit/emend-1.schema.json");
	struct strbuf back = OUTPUT_OF("revert", scratch("out/b/a.json"));
	cr_expect_str_eq(back.s, raw.s);
	run_release(&run);
	run = RUN("export", scratch("out"), "-o", scratch("elsewhere"), "-f", "md,json");
	cr_assert_eq(run.status, 0, "%s", run.err.s);
	expect_in(scratch("elsewhere/b/a.md"), "word0 word1 word2");
	struct strbuf one = read_file(scratch("out/b/a.json")), two = read_file(scratch("elsewhere/b/a.json"));
	cr_expect_str_eq(one.s, two.s, "exported decisions are not made twice:\n%s\n%s", one.s, two.s);
	cr_expect_eq(count_entries(scratch("elsewhere/b")), 2);
	run_release(&run);
	strbuf_release(&one);
	strbuf_release(&two);
	strbuf_release(&raw);
	strbuf_release(&back);
}

Test(review_serve, what_cannot_be_reviewed_is_told)
{
	struct run run = RUN("review", scratch("none"));
	cr_expect(run.status == 3 && strstr(run.err.s, "check the name"), "%d %s", run.status, run.err.s);
	run_release(&run);
	cr_assert_eq(mkdir(scratch("empty"), 0777), 0);
	run = RUN("review", scratch("empty"));
	cr_expect(run.status == 3 && strstr(run.err.s, "has no pages"), "%d %s", run.status, run.err.s);
	run_release(&run);
	run = RUN("review", "--port", "70000", scratch("empty"));
	cr_expect(run.status == 2 && strstr(run.err.s, "not a number from 1 to 65535"), "%d %s", run.status, run.err.s);
	run_release(&run);
	run = RUN("export");
	cr_expect_eq(run.status, 2);
	run_release(&run);
}
