"""One box for everything (检索): words, numbers, amounts and days, answered by kind of record."""
