/* asset.c: looks up browser assets. About twenty of them: a straight scan is the fastest way. */
#include "http/asset.h"

#include "base/err.h"

const struct asset *
asset_find(const char *path)
{
	for (size_t i = 0; i < asset_count; i++) {
		if (strcmp(asset_table[i].path, path) == 0)
			return &asset_table[i];
	}
	return NULL;
}

const struct asset *
asset_named(const char *name)
{
	for (size_t i = 0; i < asset_count; i++) {
		if (strcmp(asset_table[i].name, name) == 0)
			return &asset_table[i];
	}
	return NULL;
}

const char *
asset_path(const char *name)
{
	const struct asset *asset = asset_named(name);

	if (asset == NULL)
		BUG("no asset is named %s", name);
	return asset->path;
}
