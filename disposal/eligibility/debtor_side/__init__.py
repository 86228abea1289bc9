"""The debtor's side (债务人一方): its members, and how a bidder may be related to it."""
