/*
 * fault_vfs.h: a disk that fails on demand, under SQLite. From fault_vfs_install on every database
 * of the process goes through it.
 */
#ifndef TESTS_FAULT_VFS_H
#define TESTS_FAULT_VFS_H

#include <stdbool.h>

void fault_vfs_install(void);

/* Which operation the nth call of is to fail: writes, syncs, or both counted together. */
enum fault_kind { FAULT_WRITE = 1, FAULT_SYNC = 2, FAULT_ANY = 3 };

/*
 * The nth matching call from now fails with an I/O error (or "disk full"), and if `stays` all
 * after it. n = 0: the disk is well again.
 */
void fault_vfs_set(enum fault_kind kind, long n, bool full, bool stays);

/* True if no call has failed since fault_vfs_set. */
bool fault_vfs_waits(void);

#endif
