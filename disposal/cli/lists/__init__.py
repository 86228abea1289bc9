"""`disposal list`: open restricted lists, import sheets, show versions and differences."""
