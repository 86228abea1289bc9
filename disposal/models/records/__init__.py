"""The base of all records: id and creation time, column types, and the audit entry."""
