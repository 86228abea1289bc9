"""Full personal numbers: reading them for a recorded reason, and changing their key."""
