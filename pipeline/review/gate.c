/* Checks requests. */
#include "review/gate.h"

#include <string.h>
#include <sys/random.h>

static bool make_token(char *out)
{
	unsigned char bytes[TOKEN_DIGITS / 2];
	if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		return false;
	for (size_t i = 0; i < sizeof bytes; i++) {
		out[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
		out[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
	}
	out[TOKEN_DIGITS] = '\0';
	return true;
}

bool secrets_make(struct secrets *s)
{
	return make_token(s->token) && make_token(s->cookie);
}

/* Takes as long for any text of that length: how far it agrees cannot be told from the time. */
static bool is_secret(const char *given, size_t n, const char *secret)
{
	unsigned char differs = 0;
	if (!given || n != TOKEN_DIGITS)
		return false;
	for (size_t i = 0; i < TOKEN_DIGITS; i++)
		differs |= (unsigned char)(given[i] ^ secret[i]);
	return !differs;
}

/* Is the header the name of this server, behind the given beginning? */
static bool is_own_name(const char *given, const char *beginning, uint16_t port)
{
	static const char *const names[] = {"127.0.0.1", "localhost"};
	char own[64];
	for (int i = 0; given && i < 2; i++) {
		snprintf(own, sizeof own, "%s%s:%u", beginning, names[i], port);
		if (!strcasecmp(given, own))
			return true;
	}
	return false;
}

struct str cookie_pair(const struct secrets *s, struct arena *arena)
{
	return arena_printf(arena, "emend-%u=%s", s->port, s->cookie);
}

struct str cookie_header(const struct secrets *s, struct arena *arena)
{
	return arena_printf(arena, "emend-%u=%s; Path=/%s/; HttpOnly; SameSite=Strict", s->port, s->cookie, s->token);
}

static bool has_cookie(const struct secrets *s, const char *header)
{
	struct arena arena = {0};
	struct str pair = cookie_pair(s, &arena);
	size_t name = pair.n - TOKEN_DIGITS;
	bool has = false;
	for (const char *at = header; at && !has; at = strchr(at, ';')) {
		at += strspn(at, "; ");
		has = !strncmp(at, pair.s, name) && is_secret(at + name, strcspn(at + name, "; "), s->cookie);
	}
	arena_release(&arena);
	return has;
}

struct route_name {
	enum route route;
	const char *before, *after; /* of a page's number; after NULL: there is none */
	const char *method;
};
static const struct route_name routes[] = {{ROUTE_LIST, "", NULL, "GET"},
					   {ROUTE_PAGE, "page/", "", "GET"},
					   {ROUTE_SCAN, "scan/", ".jpg", "GET"},
					   {ROUTE_API_PAGES, "api/pages", NULL, "GET"},
					   {ROUTE_API_PAGE, "api/page/", "", "GET"},
					   {ROUTE_DECIDE, "api/page/", "/decisions", "POST"},
					   {ROUTE_UNDO, "api/page/", "/undo", "POST"}};

/* Pages are counted from 1 in addresses; without leading zeros, so that each has one address. */
static bool take_page(const char *text, const char *after, uint32_t count, uint32_t *page)
{
	uint64_t n = 0;
	size_t digits = 0;
	for (; text[digits] >= '0' && text[digits] <= '9' && digits < 10; digits++)
		n = n * 10 + (uint64_t)(text[digits] - '0');
	if (!digits || *text == '0' || n > count || strcmp(text + digits, after) != 0)
		return false;
	*page = (uint32_t)n - 1;
	return true;
}

static const struct route_name *find_route(const char *path, uint32_t count, uint32_t *page)
{
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		const struct route_name *r = &routes[i];
		size_t n = strlen(r->before);
		if (strncmp(path, r->before, n) != 0)
			continue;
		if (r->after ? take_page(path + n, r->after, count, page) : !path[n])
			return r;
	}
	return NULL;
}

static bool is_from_here(const struct secrets *s, const struct request *r)
{
	return (!r->origin || is_own_name(r->origin, "http://", s->port)) &&
	       (!r->fetch_site || !strcmp(r->fetch_site, "same-origin") || !strcmp(r->fetch_site, "none"));
}

/* What changes something needs all that only our own page can send. */
static unsigned check_post(const struct secrets *s, const struct request *r)
{
	if (!r->origin || !r->token || !is_secret(r->token, strlen(r->token), s->token) || !has_cookie(s, r->cookie))
		return 403;
	return r->content_type && !strcasecmp(r->content_type, "application/json") ? 200 : 415;
}

struct passage gate_check(const struct secrets *s, const struct request *r, uint32_t page_count)
{
	struct passage p = {.route = ROUTES, .status = 200};
	const char *slash = r->path[0] == '/' ? strchr(r->path + 1, '/') : NULL;
	if (!is_own_name(r->host, "", s->port) || !is_from_here(s, r)) {
		p.status = 403;
		return p;
	}
	const struct route_name *route = NULL;
	if (slash && is_secret(r->path + 1, (size_t)(slash - r->path) - 1, s->token))
		route = find_route(slash + 1, page_count, &p.page);
	if (!route) {
		p.status = 404;
		return p;
	}
	p.route = route->route;
	bool reads = !strcmp(route->method, "GET");
	if (reads ? strcmp(r->method, "GET") && strcmp(r->method, "HEAD") : strcmp(r->method, route->method) != 0)
		p.status = 405;
	else if (!reads)
		p.status = check_post(s, r);
	return p;
}
