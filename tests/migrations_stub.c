/* migrations_stub.c: no migrations, until the build bundles the real ones. */
#include "db/migrate.h"

const struct migration migrations[] = { { NULL, NULL, NULL } };
