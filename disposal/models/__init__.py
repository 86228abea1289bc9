"""The registry's records, one file for each noun: tables, and the schemas to create and show them.

A new noun is its file; whoever needs it imports it from there, and ``tables`` finds it. Rooms of models may import
``collateral_types``, ``money``, ``identifiers``, codes and values of ``eligibility``, and the codes, texts and values
of ``notices``.
"""
