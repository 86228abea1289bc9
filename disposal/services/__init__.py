"""The operations of the registry, one file per noun.

Each operation receives a session. It loads records, decides with pure functions, changes the records, and writes the
audit trail. It flushes and never commits. The caller (command line or API) opens the session and commits at its end.

May import models, eligibility, the ground and ``notices``. May not import web or command code, or a room on the same
floor or above.
"""
