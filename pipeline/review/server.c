/* Serves the review by libmicrohttpd: one thread, which waits for requests and for the signal to end. */
#include "review/server.h"

#include "review/answers.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

/* Windows of one person, each with a few connections; seconds until an idle one is let go. */
enum { MOST_CONNECTIONS = 64, MOST_IDLE = 60 };

struct server {
	struct folder folder;
	struct store *store;
	struct shelf shelf;
	struct secrets secrets;
	struct MHD_Daemon *daemon;
};

/* A request while its body comes in. */
struct incoming {
	struct passage passage;
	struct strbuf body;
	bool too_long;
};

struct header {
	const char *name, *value;
};

/* For all answers. The report's pages have a policy of their own, with the hashes of their scripts; both hold. */
static const struct header headers[] = {
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
};
static const char page_policy[] = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; "
				  "connect-src 'self'";
static const char data_policy[] = "default-src 'none'; frame-ancestors 'none'; sandbox";

static void add_headers(const struct server *s, struct MHD_Response *response, const struct answer *a,
			struct passage passage)
{
	struct arena arena = {0};
	bool page = a->status == 200 && (passage.route == ROUTE_LIST || passage.route == ROUTE_PAGE);
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		MHD_add_response_header(response, headers[i].name, headers[i].value);
	MHD_add_response_header(response, "Content-Security-Policy", page ? page_policy : data_policy);
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL,
				a->may_keep ? "private, max-age=3600" : "no-store");
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, a->type);
	if (page)
		MHD_add_response_header(response, MHD_HTTP_HEADER_SET_COOKIE,
					arena_cstr(&arena, cookie_header(&s->secrets, &arena)));
	if (a->status == 405)
		MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW,
					passage.route == ROUTE_DECIDE || passage.route == ROUTE_UNDO ? "POST"
												     : "GET, HEAD");
	arena_release(&arena);
}

/* Sends the answer, and frees its body. */
static enum MHD_Result send_answer(const struct server *s, struct MHD_Connection *connection, struct answer *a,
				   struct passage passage)
{
	struct MHD_Response *response =
		MHD_create_response_from_buffer(a->body.n, a->body.n ? a->body.s : "", MHD_RESPMEM_MUST_COPY);
	strbuf_release(&a->body);
	if (!response)
		return MHD_NO;
	add_headers(s, response, a, passage);
	enum MHD_Result result = MHD_queue_response(connection, a->status, response);
	MHD_destroy_response(response);
	return result;
}

static const char *header_of(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static struct passage check(const struct server *s, struct MHD_Connection *connection, const char *path,
			    const char *method)
{
	const struct request r = {.method = method,
				  .path = path,
				  .host = header_of(connection, MHD_HTTP_HEADER_HOST),
				  .origin = header_of(connection, MHD_HTTP_HEADER_ORIGIN),
				  .fetch_site = header_of(connection, "Sec-Fetch-Site"),
				  .cookie = header_of(connection, MHD_HTTP_HEADER_COOKIE),
				  .token = header_of(connection, "X-Emend-Token"),
				  .content_type = header_of(connection, MHD_HTTP_HEADER_CONTENT_TYPE)};
	struct passage p = gate_check(&s->secrets, &r, s->folder.page_count);
	const char *length = header_of(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
	if (p.status == 200 && length && strtoull(length, NULL, 10) > MOST_BODY)
		p.status = 413;
	return p;
}

/* A number of the query, or other where it has none. */
static int64_t query_number(struct MHD_Connection *connection, const char *name, int64_t other)
{
	const char *text = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, name);
	char *end = NULL;
	errno = 0;
	long long n = text ? strtoll(text, &end, 10) : 0;
	return text && *text && !*end && !errno && n >= 0 ? n : other;
}

static enum MHD_Result answer(struct server *s, struct MHD_Connection *connection, const struct incoming *in)
{
	struct answer a;
	int64_t from = query_number(connection, "from", 1);
	if (in->too_long)
		a = answer_refusal(413);
	else if (in->passage.route == ROUTE_DECIDE || in->passage.route == ROUTE_UNDO)
		a = answer_post(&s->shelf, in->passage, strbuf_str(&in->body));
	else
		a = answer_get(&s->shelf, in->passage, query_number(connection, "since", -1),
			       from > 0 && from < UINT32_MAX ? (uint32_t)from - 1 : 0);
	return send_answer(s, connection, &a, in->passage);
}

/* libmicrohttpd calls this for the headers, for each piece of the body, and when that is whole. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path, const char *method,
			      const char *version, const char *data, size_t *size, void **own)
{
	struct server *s = context;
	struct incoming *in = *own;
	(void)version;
	if (!in) {
		struct passage passage = check(s, connection, path, method);
		if (passage.status != 200) {
			struct answer a = answer_refusal(passage.status);
			return send_answer(s, connection, &a, passage);
		}
		in = *own = must_alloc(1, sizeof *in);
		in->passage = passage;
		return MHD_YES;
	}
	if (*size) {
		in->too_long = in->too_long || in->body.n + *size > MOST_BODY;
		if (!in->too_long)
			strbuf_add(&in->body, (struct str){data, *size});
		*size = 0;
		return MHD_YES;
	}
	return answer(s, connection, in);
}

static void forget(void *context, struct MHD_Connection *connection, void **own, enum MHD_RequestTerminationCode how)
{
	struct incoming *in = *own;
	(void)context;
	(void)connection;
	(void)how;
	if (in)
		strbuf_release(&in->body);
	free(in);
	*own = NULL;
}

static enum emend_status listen_on(struct server *s, unsigned port, struct emend_error *error)
{
	struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->daemon =
		MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, handle, s, MHD_OPTION_SOCK_ADDR, &here,
				 MHD_OPTION_CONNECTION_LIMIT, (unsigned)MOST_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
				 (unsigned)MOST_IDLE, MHD_OPTION_NOTIFY_COMPLETED, forget, NULL, MHD_OPTION_END);
	const union MHD_DaemonInfo *bound =
		s->daemon ? MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
	if (!bound)
		return error_set(error, EMEND_UNAVAILABLE,
				 "port %u of this machine cannot be listened on: %s; name another with --port, or none",
				 port, strerror(errno));
	s->secrets.port = bound->port;
	return EMEND_OK;
}

/* Milliseconds until the server has something to do without being asked; -1: never. */
static int patience(struct MHD_Daemon *daemon)
{
	MHD_UNSIGNED_LONG_LONG ms;
	if (MHD_get_timeout(daemon, &ms) != MHD_YES)
		return -1;
	return ms < 60000 ? (int)ms : 60000;
}

static void serve_until_signal(struct server *s, int signals)
{
	const union MHD_DaemonInfo *epoll = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	struct pollfd waits[] = {{.fd = signals, .events = POLLIN},
				 {.fd = epoll ? epoll->epoll_fd : -1, .events = POLLIN}};
	for (;;) {
		int n = poll(waits, 2, patience(s->daemon));
		if ((n < 0 && errno != EINTR) || (n > 0 && waits[0].revents))
			return;
		MHD_run(s->daemon);
	}
}

static enum emend_status serve(struct server *s, const struct review_options *o, int signals, struct emend_error *error)
{
	char address[128];
	enum emend_status status = listen_on(s, o->port, error);
	if (status != EMEND_OK)
		return status;
	snprintf(address, sizeof address, "http://127.0.0.1:%u/%s/", s->secrets.port, s->secrets.token);
	o->ready(o->context, address);
	serve_until_signal(s, signals);
	return EMEND_OK;
}

/* Those that have come are done with: they would end the program when they are let through again. */
static void take_signals(const sigset_t *which)
{
	while (sigtimedwait(which, NULL, &(struct timespec){0}) >= 0)
		;
}

enum emend_status review_serve(const struct review_options *o, struct emend_error *error)
{
	struct server s = {0};
	sigset_t ends, before;
	struct sigaction ignore = {.sa_handler = SIG_IGN}, piped;
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigprocmask(SIG_BLOCK, &ends, &before);
	sigaction(SIGPIPE, &ignore, &piped); /* windows are closed at any time */
	int signals = signalfd(-1, &ends, SFD_CLOEXEC);
	enum emend_status status = folder_open(o->folder, o->scans, &s.folder, error);
	if (status != EMEND_OK)
		goto out;
	if (signals < 0 || !secrets_make(&s.secrets))
		status = error_set(error, EMEND_UNAVAILABLE, "the system gives no signals or no randomness: %s",
				   strerror(errno));
	if (status == EMEND_OK)
		status = store_open(s.folder.path, true, &s.store, error);
	if (status == EMEND_OK) {
		shelf_init(&s.shelf, &s.folder, s.store);
		status = serve(&s, o, signals, error);
		if (s.daemon)
			MHD_stop_daemon(s.daemon);
		shelf_release(&s.shelf);
	}
	store_close(s.store);
	folder_close(&s.folder);
out:
	take_signals(&ends);
	if (signals >= 0)
		close(signals);
	sigaction(SIGPIPE, &piped, NULL);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return status;
}
