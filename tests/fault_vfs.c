/*
 * fault_vfs.c: a VFS in front of the machine's own (sqlite.org/vfs.html). Everything is passed on,
 * but writing, truncating and syncing are counted and may fail. The state is the process's, as
 * the library's list of VFSs is.
 */
#include "tests/fault_vfs.h"

#include <sqlite3.h>

#include "base/err.h"

struct fault_file {
	sqlite3_file base;
	sqlite3_file *real; /* follows this struct in the same memory */
};

static struct {
	sqlite3_vfs vfs;
	sqlite3_vfs *real;
	enum fault_kind kind;
	long left;
	bool full, stays, failed;
} disk;

static sqlite3_file *
real_of(sqlite3_file *file)
{
	return ((struct fault_file *)file)->real;
}

#define REAL(file) (real_of(file)->pMethods)

static bool
fails(enum fault_kind kind)
{
	if ((disk.kind & kind) == 0 || disk.left == 0)
		return false;
	if (disk.left > 1) {
		disk.left--;
		return false;
	}
	if (!disk.stays)
		disk.left = 0;
	disk.failed = true;
	return true;
}

static int
file_close(sqlite3_file *file)
{
	return REAL(file)->xClose(real_of(file));
}

static int
file_read(sqlite3_file *file, void *to, int len, sqlite3_int64 at)
{
	return REAL(file)->xRead(real_of(file), to, len, at);
}

static int
file_write(sqlite3_file *file, const void *from, int len, sqlite3_int64 at)
{
	if (fails(FAULT_WRITE))
		return disk.full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
	return REAL(file)->xWrite(real_of(file), from, len, at);
}

static int
file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	if (fails(FAULT_WRITE))
		return SQLITE_IOERR_TRUNCATE;
	return REAL(file)->xTruncate(real_of(file), size);
}

static int
file_sync(sqlite3_file *file, int flags)
{
	if (fails(FAULT_SYNC))
		return SQLITE_IOERR_FSYNC;
	return REAL(file)->xSync(real_of(file), flags);
}

static int
file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return REAL(file)->xFileSize(real_of(file), size);
}

static int
file_lock(sqlite3_file *file, int lock)
{
	return REAL(file)->xLock(real_of(file), lock);
}

static int
file_unlock(sqlite3_file *file, int lock)
{
	return REAL(file)->xUnlock(real_of(file), lock);
}

static int
file_reserved(sqlite3_file *file, int *reserved)
{
	return REAL(file)->xCheckReservedLock(real_of(file), reserved);
}

static int
file_control(sqlite3_file *file, int op, void *arg)
{
	return REAL(file)->xFileControl(real_of(file), op, arg);
}

static int
file_sector(sqlite3_file *file)
{
	return REAL(file)->xSectorSize(real_of(file));
}

static int
file_traits(sqlite3_file *file)
{
	return REAL(file)->xDeviceCharacteristics(real_of(file));
}

static int
file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **at)
{
	return REAL(file)->xShmMap(real_of(file), page, size, extend, at);
}

static int
file_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return REAL(file)->xShmLock(real_of(file), offset, n, flags);
}

static void
file_shm_barrier(sqlite3_file *file)
{
	REAL(file)->xShmBarrier(real_of(file));
}

static int
file_shm_unmap(sqlite3_file *file, int delete)
{
	return REAL(file)->xShmUnmap(real_of(file), delete);
}

static int
file_fetch(sqlite3_file *file, sqlite3_int64 at, int len, void **to)
{
	return REAL(file)->xFetch(real_of(file), at, len, to);
}

static int
file_unfetch(sqlite3_file *file, sqlite3_int64 at, void *from)
{
	return REAL(file)->xUnfetch(real_of(file), at, from);
}

static const sqlite3_io_methods methods = {
	.iVersion = 3,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_traits,
	.xShmMap = file_shm_map,
	.xShmLock = file_shm_lock,
	.xShmBarrier = file_shm_barrier,
	.xShmUnmap = file_shm_unmap,
	.xFetch = file_fetch,
	.xUnfetch = file_unfetch,
};

static int
disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct fault_file *self = (struct fault_file *)file;
	int code;

	(void)vfs;
	self->real = (sqlite3_file *)(self + 1);
	code = disk.real->xOpen(disk.real, name, self->real, flags, out);
	self->base.pMethods = self->real->pMethods == NULL ? NULL : &methods;
	return code;
}

void
fault_vfs_install(void)
{
	if (disk.real != NULL)
		return;
	disk.real = sqlite3_vfs_find(NULL);
	BUG_IF(disk.real == NULL);
	disk.vfs = *disk.real;
	disk.vfs.zName = "fault";
	disk.vfs.szOsFile = (int)sizeof(struct fault_file) + disk.real->szOsFile;
	disk.vfs.xOpen = disk_open;
	disk.vfs.pNext = NULL;
	if (sqlite3_vfs_register(&disk.vfs, 1) != SQLITE_OK)
		BUG("the VFS is refused");
}

void
fault_vfs_set(enum fault_kind kind, long n, bool full, bool stays)
{
	disk.kind = kind;
	disk.left = n;
	disk.full = full;
	disk.stays = stays;
	disk.failed = false;
}

bool
fault_vfs_waits(void)
{
	return !disk.failed;
}
