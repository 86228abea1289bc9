"""Matching of names and numbers: pure, without session, HTTP or model; of ours it imports ``notices`` and identifiers.

``prepare`` reads a ``Subject`` once; ``compare`` says whether two are one party and why; ``keys`` gives the blocking
keys by which an index finds whatever ``compare`` would call possible or better.
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
