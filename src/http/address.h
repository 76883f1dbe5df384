/*
 * address.h: where a client comes from. All addresses are kept as 16 bytes, IPv4 in its mapped form
 * (::ffff:a.b.c.d), so that there is one comparison. Addresses are used for caps only, as a
 * keyed hash; they are never stored or logged.
 */
#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct sockaddr;

struct ip {
	unsigned char at[16];
};

#define IP_LIST_MAX 32

struct ip_list {
	struct ip at[IP_LIST_MAX];
	size_t n;
};

/* "127.0.0.1:8311", "[::1]:8311"; false if it is neither. */
bool address_parse(const char *text, struct sockaddr_storage *to, socklen_t *len);

bool ip_parse(struct str text, struct ip *ip); /* "192.0.2.1", "2001:db8::1"; no port */
struct ip ip_of(const struct sockaddr *addr); /* all zero for another family */
bool ip_equal(const struct ip *a, const struct ip *b);
bool ip_is_loopback(const struct ip *ip);

/* A comma list of addresses; NULL is the empty list. */
bool ip_list_parse(struct ip_list *list, const char *text);
bool ip_list_has(const struct ip_list *list, const struct ip *ip);

/*
 * Who really asks, when `peer` is a trusted proxy: the rightmost address of X-Forwarded-For that is
 * not itself trusted. What stands left of it anybody can write. An unreadable entry ends the walk.
 */
struct ip ip_forwarded(const struct ip_list *trusted, const struct ip *peer, const char *header);

#define IP_KEY_BYTES 16
/* SipHash of the address; of the /64 network for IPv6, because one household has that many. */
uint64_t ip_hash(const struct ip *ip, const unsigned char key[IP_KEY_BYTES]);

#endif
