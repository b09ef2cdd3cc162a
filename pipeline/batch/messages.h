/*
 * What the job and its workers tell each other, over a pair of sockets: a head of fixed size and up to three texts.
 *
 * Both ends are one program, forked, so that heads travel as they are in memory. The job takes nothing of a worker on
 * trust: sizes are limited, and the numbers in a head are checked by who uses them.
 */
#ifndef EMEND_BATCH_MESSAGES_H
#define EMEND_BATCH_MESSAGES_H

#include "base/str.h"
#include "emend.h"

#include <stdint.h>

enum message_kind {
	/* to a worker */
	TASK_COUNT, /* text: the path; how many pages has it? */
	TASK_PAGES, /* text: the path; restores count pages from first on; rest: all of them */
	/* from it */
	REPLY_COUNT, /* count, image; text: the source of its pages */
	REPLY_PAGE,  /* first: the page; status; text: what is wrong; parts: the page, its thumbnail */
	REPLY_NOTES, /* text: what was odd about the input, lines */
	REPLY_END,   /* the document has count pages */
	REPLY_DONE,  /* of the task; status: of all of it, and text what is wrong */
	/* from a process that writes results */
	REPLY_ALIVE,  /* it goes on */
	REPLY_WRITTEN /* input; status; text: what is wrong, or the paths of the files */
};

enum { MESSAGE_TEXT, MESSAGE_PAGES, MESSAGE_THUMBNAIL, MESSAGE_PARTS };

struct message {
	enum message_kind kind;
	enum emend_status status;
	int32_t input; /* its number in the job */
	int32_t first, count;
	int32_t failed; /* witnesses that could not be used */
	bool image, rest;
	double seconds;
	struct emend_figures figures;
	struct str parts[MESSAGE_PARTS]; /* of a message that was received: in the mailbox, until it is next filled */
};

/* Sends all of it, waiting where it must; false where the other end is gone. */
bool message_send(int fd, const struct message *m);

/* What came in, and was not yet taken out. */
struct mailbox {
	struct strbuf bytes;
	size_t taken;
};

/* Reads what has come; waits for something unless the socket does not block. False at its end, or on an error. */
bool mailbox_fill(struct mailbox *box, int fd);

/* Takes the next whole message out; false where there is none. wrong: what came is no message. */
bool mailbox_next(struct mailbox *box, struct message *m, bool *wrong);

void mailbox_release(struct mailbox *box);

#endif
