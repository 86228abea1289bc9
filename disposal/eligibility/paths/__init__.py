"""Paths between the bidder and its owners: in words and as a diagram; participants; owners not stated."""
