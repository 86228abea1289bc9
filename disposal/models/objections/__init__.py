"""Objections to published notices: what was said and by whom, how it was decided, questions, replies, files."""
