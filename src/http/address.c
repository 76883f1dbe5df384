/* address.c: reading and comparing addresses. */
#include "http/address.h"

#include <arpa/inet.h>
#include <sodium/crypto_shorthash.h>

enum { PREFIX_BYTES = 8, TEXT_MAX = INET6_ADDRSTRLEN };

static const unsigned char mapped[12] = { [10] = 0xFF, [11] = 0xFF };

static bool
is_v4(const struct ip *ip)
{
	return memcmp(ip->at, mapped, sizeof(mapped)) == 0;
}

bool
ip_parse(struct str text, struct ip *ip)
{
	char copy[TEXT_MAX];

	text = str_trim(text);
	if (text.len == 0 || text.len >= sizeof(copy) || memchr(text.at, 0, text.len) != NULL)
		return false;
	memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	if (inet_pton(AF_INET6, copy, ip->at) == 1)
		return true;
	memcpy(ip->at, mapped, sizeof(mapped));
	return inet_pton(AF_INET, copy, ip->at + sizeof(mapped)) == 1;
}

struct ip
ip_of(const struct sockaddr *addr)
{
	struct ip ip = { { 0 } };

	if (addr->sa_family == AF_INET) {
		memcpy(ip.at, mapped, sizeof(mapped));
		memcpy(ip.at + sizeof(mapped), &((const struct sockaddr_in *)addr)->sin_addr, 4);
	} else if (addr->sa_family == AF_INET6) {
		memcpy(ip.at, &((const struct sockaddr_in6 *)addr)->sin6_addr, sizeof(ip.at));
	}
	return ip;
}

bool
ip_equal(const struct ip *a, const struct ip *b)
{
	return memcmp(a->at, b->at, sizeof(a->at)) == 0;
}

bool
ip_is_loopback(const struct ip *ip)
{
	static const struct ip six = { { [15] = 1 } };

	return is_v4(ip) ? ip->at[12] == 127 : ip_equal(ip, &six);
}

bool
ip_list_parse(struct ip_list *list, const char *text)
{
	struct str rest = str_of(text);

	list->n = 0;
	while (rest.len > 0)
		if (list->n == IP_LIST_MAX || !ip_parse(str_cut(&rest, ','), &list->at[list->n++]))
			return false;
	return true;
}

bool
ip_list_has(const struct ip_list *list, const struct ip *ip)
{
	for (size_t i = 0; i < list->n; i++)
		if (ip_equal(&list->at[i], ip))
			return true;
	return false;
}

struct ip
ip_forwarded(const struct ip_list *trusted, const struct ip *peer, const char *header)
{
	struct ip at = *peer;
	struct ip next;
	const char *end = header + strlen(header);

	while (ip_list_has(trusted, &at) && end != NULL) {
		const char *comma = end == header ? NULL : memrchr(header, ',',
		    (size_t)(end - header));
		const char *begin = comma == NULL ? header : comma + 1;

		if (!ip_parse((struct str){ begin, (size_t)(end - begin) }, &next))
			break;
		at = next;
		end = comma;
	}
	return at;
}

uint64_t
ip_hash(const struct ip *ip, const unsigned char key[IP_KEY_BYTES])
{
	uint64_t hash;
	_Static_assert(crypto_shorthash_BYTES == sizeof(hash), "SipHash gives 64 bits");
	_Static_assert(crypto_shorthash_KEYBYTES == IP_KEY_BYTES, "and takes 128");

	(void)crypto_shorthash((unsigned char *)&hash, ip->at,
	    is_v4(ip) ? sizeof(ip->at) : PREFIX_BYTES, key);
	return hash;
}

/* Cuts "HOST:PORT" or "[HOST]:PORT". */
static bool
split(struct str text, struct str *host, int64_t *port)
{
	const char *colon = text.len == 0 ? NULL : memrchr(text.at, ':', text.len);

	if (colon == NULL)
		return false;
	*host = (struct str){ text.at, (size_t)(colon - text.at) };
	if (host->len >= 2 && host->at[0] == '[' && host->at[host->len - 1] == ']')
		*host = (struct str){ host->at + 1, host->len - 2 };
	else if (memchr(host->at, ':', host->len) != NULL)
		return false;
	text = (struct str){ colon + 1, text.len - (size_t)(colon + 1 - text.at) };
	return str_to_i64(text, port) && *port >= 0 && *port <= 65535;
}

bool
address_parse(const char *text, struct sockaddr_storage *to, socklen_t *len)
{
	struct str host;
	struct ip ip;
	int64_t port;

	memset(to, 0, sizeof(*to));
	if (!split(str_of(text), &host, &port) || !ip_parse(host, &ip))
		return false;
	if (is_v4(&ip)) {
		struct sockaddr_in *in = (struct sockaddr_in *)to;

		in->sin_family = AF_INET;
		in->sin_port = htons((uint16_t)port);
		memcpy(&in->sin_addr, ip.at + sizeof(mapped), 4);
		*len = sizeof(*in);
	} else {
		struct sockaddr_in6 *in = (struct sockaddr_in6 *)to;

		in->sin6_family = AF_INET6;
		in->sin6_port = htons((uint16_t)port);
		memcpy(&in->sin6_addr, ip.at, sizeof(ip.at));
		*len = sizeof(*in);
	}
	return true;
}
