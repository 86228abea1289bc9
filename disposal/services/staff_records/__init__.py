"""A record as staff see it: all its fields in words, as it stands or stood on a day, and who changed what and why."""
