"""Working days: the State Council's holiday arrangements by year, and the calendar made from them."""
