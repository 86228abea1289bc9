"""The verbs of the registry, one file a noun.

Each verb is given a session. It loads, decides with pure functions, changes, and records the change in the audit
trail. It flushes and never commits: doors open the session, and commit it at its end.

May import models, eligibility, the ground and ``notices``; no web, no command, and no room on its own floor or above.
"""
