"""Restricted lists: their versions, their look-up keys, and looking up parties on them."""
