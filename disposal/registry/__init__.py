"""The registry as a whole: its database, opened for every door, with what must follow from a change of a record.

May import services and storage; no other door.
"""
