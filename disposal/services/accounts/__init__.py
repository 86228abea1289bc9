"""Accounts: who may sign in, do what, and see whose records. All rooms above ask here; it knows none of them."""
