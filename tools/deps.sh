#!/bin/sh
# tools/deps.sh run|test|deep: installs the Debian packages that are missing (docs/dependencies.md says
# why each is there). Node and npm only where the commands are absent. Quiet when nothing is missing.
set -eu
run="gcc pkg-config libmicrohttpd-dev libsqlite3-dev libpq-dev libsodium-dev libicu-dev libjansson-dev
	zlib1g-dev libgnutls28-dev ca-certificates python3 fonttools python3-brotli"
test="libcmocka-dev postgresql-15 postgresql-client-15 chromium fonts-liberation2 procps util-linux"
deep="valgrind clang-14 clang-tidy-14 libclang-rt-14-dev llvm-14"

case ${1:-run} in
run) want=$run ;;
test) want="$run $test" ;;
deep) want="$run $test $deep" ;;
*) echo "usage: tools/deps.sh run|test|deep" >&2; exit 2 ;;
esac
command -v node >/dev/null || want="$want nodejs"
command -v npm >/dev/null || want="$want npm"

missing=
for package in $want; do
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
		missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as=
[ "$(id -u)" = 0 ] || as=sudo
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as apt-get -qq update
# PostgreSQL is only run by the tests, privately: no cluster, no service.
$as mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] ||
	echo 'create_main_cluster = false' | $as tee /etc/postgresql-common/createcluster.conf >/dev/null
# shellcheck disable=SC2086
$as apt-get -qq -y --no-install-recommends install $missing >/dev/null
