"""Versions of the engine and of its rules.

Raise ``ENGINE_VERSION`` with every change of what a part other than a rule may answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from disposal.eligibility.findings.case import LimbRule

ENGINE_VERSION = "1.12.0"
EVASION_VERSION = "6"


@dataclass(frozen=True, slots=True)
class FindingWording:
    """How a version of the engine words findings: a shared contact, and how many bear a name, told once or twice."""

    is_contact_told_once: bool = True
    are_bearers_told_once: bool = True


NOW = FindingWording()
REPLAYED = {
    ("1.4.0", "5"): FindingWording(is_contact_told_once=False, are_bearers_told_once=False),
    ("1.5.0", "6"): FindingWording(are_bearers_told_once=False),
    ("1.6.0", "6"): FindingWording(are_bearers_told_once=False),
    ("1.7.0", "6"): FindingWording(),
    ("1.8.0", "6"): FindingWording(),
    ("1.9.0", "6"): FindingWording(),
    ("1.10.0", "6"): FindingWording(),
    ("1.11.0", "6"): FindingWording(),
}
"""Earlier versions of engine and evasion that are still replayed → how they worded their findings."""

RuleVersions = tuple[tuple[str, str], ...]


def rule_versions(rules: Iterable[LimbRule]) -> RuleVersions:
    """Return code and version of every rule. The evasion signals come last."""
    return (*((rule.code.value, rule.version) for rule in rules), ("evasion", EVASION_VERSION))


def versions_words(engine: str, versions: RuleVersions) -> str:
    """Return the versions in one line, as an error prints them."""
    return f"engine {engine}, " + ", ".join(f"{code} {version}" for code, version in versions)
