"""The commands of accounts: who there is, what waits for a second administrator, who stands in for whom."""
