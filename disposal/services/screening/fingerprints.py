"""The key that identifies a finding, and the fingerprint of both parties that a decision depends on.

The fingerprint contains no keyed digests, so a key rotation reopens no decision. A change of a party's number is
detected through its audit trail.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from disposal.eligibility.facts.facts import Facts
from disposal.eligibility.facts.people import PartyFacts
from disposal.eligibility.findings.finding import Finding

_VERSION_NO = re.compile(r"第\d+版")


def fingerprints_of(
    facts: Facts,
    findings: Collection[Finding],
    *,
    changed_in: Mapping[str, int],
    entry_names: Mapping[str, Sequence[str | None]],
    entry_fingerprints: Mapping[str, Sequence[str]],
) -> list[dict[str, str]]:
    """Return key, fingerprint and outcome of each finding, in order.

    ``changed_in`` is by party the last audit entry of a change. For a list entry, its name is part of the key, and its
    facts are part of the fingerprint.
    """
    parties = {party.key: party for party in (facts.dossier.bidder, *facts.parties)}
    concerned = [sorted(_concerned(facts, finding)) for finding in findings]
    fingerprints, shown = [], {key: _shown(parties[key]) for key in set().union(*concerned)}
    for finding, keys in zip(findings, concerned, strict=True):
        sides = [[shown[key], changed_in.get(key, 0)] for key in keys]
        entry = entry_fingerprints.get(finding.entry_id or "", ())
        told = [finding.rule, finding.outcome, _VERSION_NO.sub("", finding.zh)]
        key = _key(finding, entry_names.get(finding.entry_id or ""))
        mark = {"key": key, "fingerprint": _digest([told, sides, entry]), "outcome": finding.outcome.value}
        fingerprints.append(mark)
    return fingerprints


def _key(finding: Finding, entry: Sequence[str | None] | None) -> str:
    """Return what identifies a finding across screenings: rule, person, list, listed name, paths."""
    ways = [[step.from_party, step.to_party] for path in finding.paths for step in path.steps]
    return _digest([finding.rule, finding.person, finding.list_code, entry, ways])


def _concerned(facts: Facts, finding: Finding) -> set[str]:
    """Return the keys of all parties in a finding: bidder, person, possible matches, parties on the paths."""
    keys = {facts.dossier.bidder.key, finding.person}
    keys |= {end for path in finding.paths for step in path.steps for end in (step.from_party, step.to_party)}
    for pair in facts.same:
        if finding.person in {pair.party, pair.other} and not finding.list_code:
            keys |= {pair.party, pair.other}
    return keys


def _shown(party: PartyFacts) -> dict[str, Any]:
    values = asdict(party)
    del values["number_index"]
    values["contacts"] = [[point.kind, point.shown] for point in party.contacts or ()]
    return values


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()
