"""Matching of names and numbers. Pure: no session, HTTP or model.

Of our own code it imports only ``notices`` and identifiers.

``prepare`` parses a ``Subject`` once. ``compare`` decides whether two subjects are the same party, and why. ``keys``
gives blocking keys, so that an index finds every subject that ``compare`` would call possible or better.
"""

from disposal.eligibility.matching.commonness import commonness
from disposal.eligibility.matching.comparison import compare
from disposal.eligibility.matching.keys import Keys, keys
from disposal.eligibility.matching.match import Commonness, Field, Manner, Match, Strength
from disposal.eligibility.matching.numbers import canonical_number
from disposal.eligibility.matching.subject import Prepared, Subject, prepare

__all__ = [
    "Commonness",
    "Field",
    "Keys",
    "Manner",
    "Match",
    "Prepared",
    "Strength",
    "Subject",
    "canonical_number",
    "commonness",
    "compare",
    "keys",
    "prepare",
]
