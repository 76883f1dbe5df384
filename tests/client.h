/*
 * client.h: a plain HTTP/1.1 client on loopback for programs that try the server from outside: the
 * torture test and the benchmarks. Blocking, one connection each, keep-alive. Not for foreign
 * servers.
 */
#ifndef TESTS_CLIENT_H
#define TESTS_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#define CLIENT_COOKIES_MAX 2048
#define CLIENT_TOKEN_MAX 128

struct client {
	char host[64]; /* "127.0.0.1:8311" */
	int fd;        /* -1: not connected */
	char cookies[CLIENT_COOKIES_MAX]; /* "a=1; b=2", kept from Set-Cookie */
	char *body;    /* of the last answer, ended by a zero byte; the client's own */
	size_t size, len;
};

/* `host` is ADDRESS:PORT, IPv4. */
void client_init(struct client *client, const char *host);
void client_release(struct client *client);

/* A connected socket, or -1. */
int client_dial(const char *host);

/*
 * Sends one request (method "GET" or "POST"; `form` urlencoded or NULL) and reads the answer.
 * Returns the status, or -1 when the connection broke before the whole answer came: it is then not
 * known whether the server did it.
 */
int client_ask(struct client *client, const char *method, const char *path, const char *form);

/* The value of the hidden form token in the last answer; false if there is none. */
bool client_token(const struct client *client, char token[CLIENT_TOKEN_MAX]);

/*
 * Signs in to a demo city: takes a token from `page`, posts it with `form` to `path`. False unless
 * the answer is a redirect.
 */
bool client_sign_in(struct client *client, const char *page, const char *path, const char *form);

/* Percent-encodes `text` for a form; cuts at `size`. */
void client_escape(char *to, size_t size, const char *text);

#endif
