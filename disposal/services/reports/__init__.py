"""Obstruction reports (举报): the mailbox and its rounds, filing and following up by a code, what officers do.

Nothing here writes an audit entry, a log line or a count of reports: that one exists must stand nowhere. For the same
reason officers get no e-mail; should the register ever send mail, theirs comes daily at one time, whatever is there.
"""
