"""Import a restricted list: a sheet becomes a version, all or nothing."""
