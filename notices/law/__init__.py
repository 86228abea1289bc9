"""The law of notice periods: provisions, tiers by book value, and the statutory floor."""
