/* Sending and receiving: see messages.h. */
#include "batch/messages.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* No page comes to that: what claims to be longer is refused. */
static const size_t most_bytes = (size_t)1 << 30;

static bool send_all(int fd, const void *bytes, size_t n)
{
	for (size_t at = 0; at < n;) {
		ssize_t sent = send(fd, (const char *)bytes + at, n - at, MSG_NOSIGNAL);
		if (sent < 0 && errno != EINTR)
			return false;
		at += sent > 0 ? (size_t)sent : 0;
	}
	return true;
}

bool message_send(int fd, const struct message *m)
{
	bool good = send_all(fd, m, sizeof *m);
	for (int i = 0; i < MESSAGE_PARTS && good; i++)
		good = !m->parts[i].n || send_all(fd, m->parts[i].s, m->parts[i].n);
	return good;
}

static void drop_taken(struct mailbox *box)
{
	if (!box->taken)
		return;
	box->bytes.n -= box->taken;
	memmove(box->bytes.s, box->bytes.s + box->taken, box->bytes.n);
	box->taken = 0;
}

bool mailbox_fill(struct mailbox *box, int fd)
{
	static const size_t piece = 1 << 16;
	drop_taken(box);
	for (;;) {
		char room[1 << 16];
		ssize_t n = read(fd, room, piece);
		if (n > 0) {
			strbuf_add(&box->bytes, (struct str){room, (size_t)n});
			return true;
		}
		if (n == 0 || errno != EINTR)
			return n < 0 && errno == EAGAIN;
	}
}

bool mailbox_next(struct mailbox *box, struct message *m, bool *wrong)
{
	struct str rest = {box->bytes.s + box->taken, box->bytes.n - box->taken};
	size_t size = sizeof *m;
	*wrong = false;
	if (rest.n < size)
		return false;
	memcpy(m, rest.s, sizeof *m);
	for (int i = 0; i < MESSAGE_PARTS; i++) {
		*wrong = *wrong || m->parts[i].n > most_bytes;
		size += *wrong ? 0 : m->parts[i].n;
	}
	if (*wrong || rest.n < size)
		return false;
	const char *at = rest.s + sizeof *m;
	for (int i = 0; i < MESSAGE_PARTS; i++) {
		m->parts[i].s = at;
		at += m->parts[i].n;
	}
	box->taken += size;
	return true;
}

void mailbox_release(struct mailbox *box)
{
	strbuf_release(&box->bytes);
	*box = (struct mailbox){0};
}
