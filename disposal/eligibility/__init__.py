"""Eligibility: who may not buy. Facts go in, findings come out.

May import ``notices`` and the files of ``disposal`` itself (errors, identifiers); never a session, HTTP or a model.
"""
