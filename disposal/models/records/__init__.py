"""What every record has: id and instant, column types, and the audit entry."""
