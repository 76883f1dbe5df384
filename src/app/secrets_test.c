/* secrets_test.c: the key file is made once, kept private, and read the same again. */
#include "tests/check.h"

#include <glob.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/password.h"
#include "app/secrets.h"
#include "html/msg.h"

static char path[64];

static int
new_path(void **state)
{
	(void)state;
	(void)snprintf(path, sizeof(path), "/tmp/giaoban-keys-%d", (int)getpid());
	(void)unlink(path);
	return 0;
}

static int
remove_path(void **state)
{
	(void)state;
	(void)unlink(path);
	return 0;
}

static void
a_key_file_is_private_and_stays(void **state)
{
	struct secrets first, second;
	struct err err = { 0 };
	struct stat st;

	(void)state;
	assert_int_equal(secrets_load(&first, path, true, &err), RC_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(secrets_load(&second, path, true, &err), RC_OK);
	assert_memory_equal(&first, &second, sizeof(first));
	assert_memory_not_equal(first.token_key, first.sign_public, SECRET_BYTES);
}

/* A full disk in the middle: what is left must not be taken for a key, nor bar the next start. */
static void
a_key_file_is_whole_or_not_there(void **state)
{
	struct rlimit before, few;
	struct secrets secrets;
	struct err err = { 0 };
	glob_t beside = { 0 };
	char all[80];

	(void)state;
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	few = before;
	few.rlim_cur = 16;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &few), 0);
	assert_int_equal(secrets_load(&secrets, path, true, &err), RC_FAILED);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(access(path, F_OK), -1);
	err_clear(&err);
	assert_int_equal(secrets_load(&secrets, path, true, &err), RC_OK);
	(void)snprintf(all, sizeof(all), "%s*", path);
	assert_int_equal(glob(all, 0, NULL, &beside), 0);
	assert_int_equal(beside.gl_pathc, 1); /* no draft stays */
	globfree(&beside);
}

static void
a_file_others_may_read_is_refused(void **state)
{
	struct secrets secrets;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(secrets_load(&secrets, path, true, &err), RC_OK);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(secrets_load(&secrets, path, true, &err), RC_REFUSED);
	assert_non_null(strstr(err.detail, "chmod 600"));
}

static void
who_only_reads_makes_no_file(void **state)
{
	struct secrets first, second;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(secrets_load(&first, path, false, &err), RC_OK);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(secrets_load(&second, path, false, &err), RC_OK);
	assert_memory_not_equal(first.token_key, second.token_key, SECRET_BYTES);
}

static void
a_file_that_is_no_key_is_refused(void **state)
{
	struct secrets secrets;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(secrets_load(&secrets, path, true, &err), RC_OK);
	assert_int_equal(truncate(path, 5), 0);
	assert_int_equal(secrets_load(&secrets, path, true, &err), RC_REFUSED);
	err.detail[0] = '\0';
	assert_int_equal(secrets_load(&secrets, "/nowhere/keys", true, &err), RC_FAILED);
}

static void
passwords_fit_or_do_not(void **state)
{
	char hash[PASSWORD_HASH_MAX];
	struct err err = { 0 };

	(void)state;
	assert_int_equal(password_hash("câu dễ nhớ của tôi", hash, &err), RC_OK);
	assert_non_null(strstr(hash, "$argon2id$"));
	assert_non_null(strstr(hash, "m=19456,t=2"));
	assert_int_equal(password_check("câu dễ nhớ của tôi", hash, &err), RC_OK);
	assert_int_equal(password_check("câu dễ nhớ của toi", hash, &err), RC_REFUSED);
	assert_int_equal(password_check("x", NULL, &err), RC_REFUSED);
	assert_int_equal(password_check("x", "!", &err), RC_REFUSED);
}

static void
short_passwords_and_the_login_are_refused(void **state)
{
	struct err err = { 0 };
	char text[PASSWORD_RANDOM_MAX];

	(void)state;
	assert_int_equal(password_allowed("ngắn", "mai", &err), RC_REFUSED);
	assert_string_equal(err.field, "password");
	err_clear(&err);
	assert_int_equal(password_allowed("vu.thi.mai", "vu.thi.mai", &err), RC_REFUSED);
	err_clear(&err);
	password_random(text);
	assert_int_equal(strlen(text), 19);
	assert_int_equal(password_allowed(text, "mai", &err), RC_OK);
}

static void
what_is_tried_first_is_refused(void **state)
{
	static const char *const common[] = { "password123", "P@ssw0rd2026", "matkhau123",
		"Mật khẩu 2026", "1234567890", "0987654321", "9876543210", "anhyeuem123",
		"Anh yêu em 99", "qwertyuiop", "hanoi12345", "Giaoban@2026", "1111111111",
		"abcabcabcabc", "123412341234", "abcdefghijkl", "admin@123456",
		"!!nguyen1990!!" };
	static const char *const fine[] = { "câu dễ nhớ của tôi", "mua xe đạp màu xanh",
		"k7fm-2hq9-xw4c-p3ze", "0912 348 765", "họp sáng thứ hai 2026",
		"admin của tổ dân phố" };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++) {
		err_clear(&err);
		if (password_allowed(common[i], "mai", &err) != RC_REFUSED)
			fail_msg("%s is taken", common[i]);
		assert_int_equal(err.msg, MSG_account_password_common);
		assert_string_equal(err.field, "password");
	}
	for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++)
		if (password_allowed(fine[i], "mai", &err) != RC_OK)
			fail_msg("%s is refused", fine[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    a_key_file_is_whole_or_not_there, new_path, remove_path),
		cmocka_unit_test_setup_teardown(
		    a_key_file_is_private_and_stays, new_path, remove_path),
		cmocka_unit_test_setup_teardown(
		    a_file_others_may_read_is_refused, new_path, remove_path),
		cmocka_unit_test_setup_teardown(
		    a_file_that_is_no_key_is_refused, new_path, remove_path),
		cmocka_unit_test_setup_teardown(
		    who_only_reads_makes_no_file, new_path, remove_path),
		cmocka_unit_test(passwords_fit_or_do_not),
		cmocka_unit_test(short_passwords_and_the_login_are_refused),
		cmocka_unit_test(what_is_tried_first_is_refused),
	};

	return cmocka_run_group_tests_name("secrets", tests, NULL, NULL);
}
