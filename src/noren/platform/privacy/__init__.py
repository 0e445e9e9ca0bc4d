"""Personal data: encrypted per column with a key per shop, looked up by keyed hash, registered for export and erasure."""
