/* The web server of the review: one person, on this machine. */
#ifndef EMEND_REVIEW_SERVER_H
#define EMEND_REVIEW_SERVER_H

#include "base/error.h"

struct review_options {
	const char *folder, *scans;                        /* scans: where scans may be too, or NULL */
	unsigned port;                                     /* 0: any that is free */
	void (*ready)(void *context, const char *address); /* called once, when the address can be visited */
	void *context;
};

/* Serves the folder's pages on 127.0.0.1 until SIGINT or SIGTERM, which end it well; blocks these meanwhile. */
enum emend_status review_serve(const struct review_options *options, struct emend_error *error);

#endif
