"""Eligibility: facts, rules and matching that decide who may not buy. Imports no session, HTTP or model."""
