/* client.c: one request, one answer, nothing clever. */
#include "tests/client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

enum { HEAD_MAX = 16384, REQUEST_MAX = 65536, BODY_MAX = 64 << 20 };

#define TOKEN_MARK "name=\"_token\" value=\""

void
client_init(struct client *client, const char *host)
{
	*client = (struct client){ .fd = -1 };
	(void)str_copy(client->host, sizeof(client->host), host);
}

void
client_release(struct client *client)
{
	if (client->fd >= 0)
		(void)close(client->fd);
	client->fd = -1;
	mem_free(client->body);
	client->body = NULL;
}

int
client_dial(const char *host)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	struct str rest = str_of(host);
	struct str name = str_cut(&rest, ':');
	char address[32];
	int64_t port = 80;
	int one = 1;
	int fd;

	if (name.len >= sizeof(address) || (rest.len > 0 && !str_to_i64(rest, &port)))
		return -1;
	memcpy(address, name.at, name.len);
	address[name.len] = '\0';
	to.sin_port = htons((uint16_t)port);
	if (inet_pton(AF_INET, address, &to.sin_addr) != 1)
		return -1;
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0) {
		(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		return fd;
	}
	(void)close(fd);
	return -1;
}

static bool
send_all(int fd, const char *at, size_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, at, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

/* Replaces or adds one cookie; one that is set to nothing is forgotten. */
static void
keep_cookie(struct client *client, struct str set)
{
	struct str pair = str_trim(str_cut(&set, ';'));
	struct str value = pair;
	struct str name = str_cut(&value, '=');
	struct str old = str_of(client->cookies);
	char kept[CLIENT_COOKIES_MAX] = "";
	size_t n = 0;

	while (old.len > 0) {
		struct str one = str_trim(str_cut(&old, ';'));
		struct str rest = one;

		if (!str_equal(str_cut(&rest, '='), name))
			n += (size_t)snprintf(kept + n, sizeof(kept) - n, "%s%.*s", n > 0 ? "; " :
			    "",
			    (int)one.len, one.at);
	}
	if (value.len > 0)
		(void)snprintf(kept + n, sizeof(kept) - n, "%s%.*s", n > 0 ? "; " : "",
		    (int)pair.len,
		    pair.at);
	memcpy(client->cookies, kept, sizeof(kept));
}

/* Status, cookies and the length of the body from a head; -1 if it is none of ours. */
static int
read_head(struct client *client, struct str head, size_t *length, bool *closes)
{
	struct str status = str_cut(&head, '\n');
	int64_t number;

	if (!str_starts(status, "HTTP/1.1 ") || status.len < 12 ||
	    !str_to_i64((struct str){ status.at + 9, 3 }, &number))
		return -1;
	*length = 0;
	*closes = false;
	while (head.len > 0) {
		struct str value = str_cut(&head, '\n');
		struct str name = str_cut(&value, ':');
		int64_t n;

		value = str_trim(value);
		if (name.len == 14 && strncasecmp(name.at, "Content-Length", 14) == 0 &&
		    str_to_i64(value, &n) && n >= 0)
			*length = (size_t)n;
		else if (name.len == 10 && strncasecmp(name.at, "Set-Cookie", 10) == 0)
			keep_cookie(client, value);
		else if (name.len == 10 && strncasecmp(name.at, "Connection", 10) == 0)
			*closes = str_is(value, "close");
	}
	return (int)number;
}

static int
read_answer(struct client *client, bool *closes)
{
	char head[HEAD_MAX + 1];
	char *end = NULL;
	size_t n = 0, length;
	int status;

	while (end == NULL) {
		ssize_t got = n == HEAD_MAX ? -1 : recv(client->fd, head + n, HEAD_MAX - n, 0);

		if (got <= 0)
			return -1;
		n += (size_t)got;
		head[n] = '\0';
		end = strstr(head, "\r\n\r\n");
	}
	status = read_head(client, (struct str){ head, (size_t)(end + 2 - head) }, &length, closes);
	if (status < 0 || length > BODY_MAX)
		return -1;
	if (client->size < length + 1) {
		client->size = length + 1;
		client->body = mem_realloc(client->body, client->size);
	}
	n -= (size_t)(end + 4 - head);
	client->len = length;
	memcpy(client->body, end + 4, n > length ? length : n);
	while (n < length) {
		ssize_t got = recv(client->fd, client->body + n, length - n, 0);

		if (got <= 0)
			return -1;
		n += (size_t)got;
	}
	client->body[length] = '\0';
	return status;
}

int
client_ask(struct client *client, const char *method, const char *path, const char *form)
{
	char head[REQUEST_MAX];
	size_t len = form == NULL ? 0 : strlen(form);
	bool closes = true;
	int status = -1;
	int n;

	if (client->fd < 0)
		client->fd = client_dial(client->host);
	if (client->fd < 0)
		return -1;
	n = snprintf(head, sizeof(head), "%s %s HTTP/1.1\r\nHost: %s\r\n%s%s%s", method, path,
	    client->host, client->cookies[0] == '\0' ? "" : "Cookie: ", client->cookies,
	    client->cookies[0] == '\0' ? "" : "\r\n");
	if (form != NULL)
		n += snprintf(head + n, sizeof(head) - (size_t)n,
		    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n",
		    len);
	n += snprintf(head + n, sizeof(head) - (size_t)n, "\r\n%s", form == NULL ? "" : form);
	if ((size_t)n < sizeof(head) && send_all(client->fd, head, (size_t)n))
		status = read_answer(client, &closes);
	if (closes || status < 0) {
		(void)close(client->fd);
		client->fd = -1;
	}
	return status;
}

bool
client_token(const struct client *client, char token[CLIENT_TOKEN_MAX])
{
	const char *at = client->body == NULL ? NULL : strstr(client->body, TOKEN_MARK);
	const char *end;

	if (at == NULL)
		return false;
	at += sizeof(TOKEN_MARK) - 1;
	end = strchr(at, '"');
	if (end == NULL || end - at >= CLIENT_TOKEN_MAX)
		return false;
	memcpy(token, at, (size_t)(end - at));
	token[end - at] = '\0';
	return true;
}

bool
client_sign_in(struct client *client, const char *page, const char *path, const char *form)
{
	char token[CLIENT_TOKEN_MAX];
	char full[4096];
	int status;

	if (client_ask(client, "GET", page, NULL) != 200 || !client_token(client, token))
		return false;
	(void)snprintf(full, sizeof(full), "_token=%s&%s", token, form);
	status = client_ask(client, "POST", path, full);
	return status == 302 || status == 303;
}

void
client_escape(char *to, size_t size, const char *text)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t n = 0;

	for (; *text != '\0' && n + 4 < size; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    c == '-' || c == '_' || c == '.') {
			to[n++] = (char)c;
			continue;
		}
		to[n++] = '%';
		to[n++] = digits[c >> 4];
		to[n++] = digits[c & 15];
	}
	to[n] = '\0';
}
