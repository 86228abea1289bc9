"""`disposal list`: open restricted lists, import sheets, see versions and differences."""
