/*
 * password_common.c: passwords that are tried first. The one idea: people put a common word between
 * digits and signs, so what stands round it is taken away and what stands for a letter is read as
 * one; the rest is looked up. Words are without accents, as most people type them.
 */
#include "app/password.h"

#include <stdlib.h>

#include "base/str.h"
#include "text/fold.h"

enum { KINDS_LEAST = 4, WORD_MAX = 64 };

/* In order of the bytes, for bsearch. */
static const char *const words[] = {
	"aaaa", "abc", "abcabc", "abcd", "abcdef", "abcdefgh", "abcdefghij", "access",
	"account", "admin", "adminadmin", "administrator", "andrew", "anhanh", "anhem",
	"anhnhoem", "anhoi", "anhvaem", "anhyeu", "anhyeuem", "anhyeuemnhieu", "anthony",
	"apple", "asd", "asdasd", "asdf", "asdfasdf", "asdfgh", "asdfghjk", "asdfghjkl",
	"ashley", "autumn", "baby", "babygirl", "bacgiang", "bacninh", "badinh", "bailey",
	"baomat", "baseball", "batman", "bienhoa", "binhdinh", "binhduong", "blink", "bome",
	"bomecon", "bongda", "boyeu", "buster", "camau", "cantho", "changeme", "changethis",
	"chaobuoisang", "charlie", "chelsea", "chinhquyen", "chongyeu", "chucmung",
	"chucmungnammoi", "coffee", "computer", "congan", "congdan", "congty", "congvan",
	"connect", "conyeu", "conyeuba", "conyeubome", "conyeume", "cookie", "cuocsong",
	"danang", "dangcongsan", "dangnhap", "daniel", "database", "debian", "default", "demo",
	"dienthoai", "dongda", "dongnai", "doraemon", "dragon", "emnhoanh", "emoi", "emyeu",
	"emyeuanh", "facebook", "football", "forever", "fpt", "freedom", "fuckyou", "george",
	"giadinh", "giadinhtoi", "giaoban", "gmail", "google", "guest", "haiduong", "haiphong",
	"hanhphuc", "hanoi", "hanoimoi", "hanoivietnam", "hanoiyeudau", "harley", "hello",
	"helloworld", "hoanganh", "hoangmai", "hochiminh", "hockey", "hocsinh", "hue",
	"hungyen", "hunter", "iloveu", "iloveyou", "internet", "jennifer", "jessica", "jesus",
	"jordan", "joshua", "justin", "khanhhoa", "khongbiet", "khongco", "khongcogi",
	"khongnho", "killer", "lamdong", "letmein", "linhlinh", "login", "longan", "longbien",
	"love", "lovely", "loveyou", "master", "matkhau", "matkhaucuatoi", "matkhaumatkhau",
	"matkhaumoi", "matkhauquantri", "matthew", "meyeu", "michael", "michelle", "minhanh",
	"mkhau", "mobifone", "monkey", "mustang", "mypassword", "namdinh", "newpassword",
	"nghean", "ngocanh", "ngoclan", "nguoidung", "nguyen", "nguyenanh", "nguyenvan",
	"nguyenvana", "nhanvien", "nhatrang", "nhoanh", "nhoem", "nicole", "ninhbinh",
	"oracle", "pass", "passpass", "passw", "passwd", "password", "passwordpassword",
	"phamvan", "phuong", "phuongthao", "phutho", "pokemon", "postgres", "princess", "qaz",
	"qazwsx", "qazwsxedc", "qazwsxedcrfv", "quanganh", "quangninh", "quantri",
	"quantrivien", "quenmatkhau", "quenroi", "qwe", "qweasd", "qweasdzxc", "qweqwe",
	"qwer", "qwerasdf", "qwert", "qwerty", "qwertyqwerty", "qwertyui", "qwertyuiop",
	"root", "rootroot", "saigon", "samsung", "secret", "server", "shadow", "sieunhan",
	"soccer", "spring", "starwars", "summer", "sunshine", "superman", "system", "taikhoan",
	"tamquoc", "test", "testing", "testtest", "thaibinh", "thainguyen", "thanhcong",
	"thanhhoa", "thanhpho", "thanhphohanoi", "thanhuy", "thinhvuong", "thomas", "thuylinh",
	"tigger", "tinhyeu", "toor", "tphcm", "tphochiminh", "tranvan", "trustno", "tuananh",
	"tuyengiao", "ubnd", "ubndthanhpho", "ubndtp", "user", "uyban", "vanphong", "vietnam",
	"vietnamoi", "vietnamvodich", "viettel", "vinaphone", "vnpt", "vochong", "voyeu",
	"welcome", "whatever", "windows", "winter", "xinchao", "xinchaocacban", "yahoo",
	"yeuanh", "yeuem", "yeuemnhieu", "yeuemnhieulam", "yeumai", "yeumaimai", "youtube",
	"zaq", "zing", "zxc", "zxcvbn", "zxcvbnm",
};

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* "p@ssw0rd": the letter that a digit or a sign stands for, or 0. */
static char
letter_of(char c)
{
	static const char pairs[][2] = { { '@', 'a' }, { '4', 'a' }, { '3', 'e' }, { '1', 'i' },
		{ '!', 'i' }, { '0', 'o' }, { '$', 's' }, { '5', 's' }, { '7', 't' } };

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (pairs[i][0] == c)
			return pairs[i][1];
	return is_letter(c) ? c : '\0';
}

/* The word between the digits and signs at both ends; "" for none or one that is too long. */
static void
word_in(struct str folded, char word[WORD_MAX])
{
	size_t from = 0, to = folded.len, n = 0;

	while (from < to && !is_letter(folded.at[from]) && folded.at[from] != '@')
		from++;
	while (to > from && !is_letter(folded.at[to - 1]))
		to--;
	for (; from < to && n < WORD_MAX - 1; from++) {
		char c = letter_of(folded.at[from]);

		if (c != '\0')
			word[n++] = c;
	}
	word[from < to ? 0 : n] = '\0';
}

static int
compare(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

/* Fewer than four different characters, one piece again and again, or a run up or down. */
static bool
is_pattern(struct str text)
{
	bool seen[256] = { false };
	size_t kinds = 0, up = 0, down = 0;

	for (size_t i = 0; i < text.len; i++) {
		kinds += !seen[(unsigned char)text.at[i]];
		seen[(unsigned char)text.at[i]] = true;
		if (i > 0 && (text.at[i] == text.at[i - 1] + 1 ||
		                 (text.at[i] == '0' && text.at[i - 1] == '9')))
			up++;
		if (i > 0 && (text.at[i] == text.at[i - 1] - 1 ||
		                 (text.at[i] == '9' && text.at[i - 1] == '0')))
			down++;
	}
	for (size_t len = 1; len <= text.len / 2; len++)
		if (text.len % len == 0 && memcmp(text.at, text.at + len, text.len - len) == 0)
			return true;
	return kinds < KINDS_LEAST || up + 2 >= text.len || down + 2 >= text.len;
}

bool
password_common(const char *password)
{
	char folded[FOLD_ROOM(PASSWORD_MOST)];
	char word[WORD_MAX];
	struct str text = str_of(password);

	if (text.len > PASSWORD_MOST)
		return false;
	text = (struct str){ folded, fold_into(folded, text, FOLD_STRIP) };
	if (is_pattern(text))
		return true;
	word_in(text, word);
	return word[0] != '\0' && bsearch(word, words, sizeof(words) / sizeof(words[0]),
	    sizeof(words[0]), compare) != NULL;
}
