"""The debtor's side (债务人一方): who stands on it, and how a bidder may be tied to it."""
