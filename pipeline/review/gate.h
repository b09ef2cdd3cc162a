/*
 * Who may ask for what: checks of a request before anything is done for it.
 *
 * The address of the pages has a token that nobody can guess; a page of another site, which the person's browser may
 * have open too, knows neither that nor the cookie, and cannot send the headers that a decision needs. A name that
 * leads to this machine without being its own (DNS rebinding) is refused by the Host header.
 */
#ifndef EMEND_REVIEW_GATE_H
#define EMEND_REVIEW_GATE_H

#include "base/str.h"

#include <stdint.h>

/* Hexadecimal digits of 128 bits at random. */
enum { TOKEN_DIGITS = 32 };
struct secrets {
	char token[TOKEN_DIGITS + 1], cookie[TOKEN_DIGITS + 1];
	uint16_t port;
};

/* False where the system has no randomness to give. */
bool secrets_make(struct secrets *s);

/* What the pages' script is to send as X-Emend-Token: the same as in the address. A header that is missing is NULL. */
struct request {
	const char *method, *path; /* the path as it was asked for, decoded */
	const char *host, *origin, *fetch_site, *cookie, *token, *content_type;
};

enum route { ROUTE_LIST, ROUTE_PAGE, ROUTE_SCAN, ROUTE_API_PAGES, ROUTE_API_PAGE, ROUTE_DECIDE, ROUTE_UNDO, ROUTES };

/* What to do: the route and its page's number; or else the HTTP status of the refusal. */
struct passage {
	enum route route;
	uint32_t page;
	unsigned status; /* 200: it may pass */
};
struct passage gate_check(const struct secrets *s, const struct request *r, uint32_t page_count);

/* The cookie's name and value, "emend-8000=…"; as a header of a page: with where it holds. */
struct str cookie_pair(const struct secrets *s, struct arena *arena);
struct str cookie_header(const struct secrets *s, struct arena *arena);

#endif
