"""The verbs of the registry, one file a noun: the only code that holds a Session.

Each verb loads, decides with pure functions, changes, and records the change in the audit trail.
It flushes and never commits: the commit is at the edge, where the session was opened.
"""
