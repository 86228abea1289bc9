"""Eligibility: who may not buy. Pure facts, rules and matching; it never imports a session, HTTP or a model."""
