"""Working days: the State Council's holiday arrangements by year, and the calendar that counts by them."""
