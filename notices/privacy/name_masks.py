"""Which name stands for whom: a natural person without a basis is 曹某某, the same everywhere, and two stay apart."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from notices.codes import NameBasis, PersonNames
from notices.content.content import NoticeContent
from notices.content.name_shapes import looks_masked, masked_name
from notices.content.named_parties import parties_of
from notices.privacy.persons import has_basis, is_person, persons_of

_HAN = re.compile("[㐀-鿿]")
_NUMBERED = re.compile("[0-9]+$")


def bare(name: str) -> str:
    """Return a name without blanks: 王　一 is 王一. The words of a Latin name keep one between them."""
    joint = " " if is_latin(name) else ""
    return joint.join(name.split())


def is_latin(name: str) -> bool:
    """Return whether a name has no Chinese character."""
    return not _HAN.search(name)


def printed_names(content: NoticeContent) -> dict[str, str]:
    """Return the natural persons whom a published content names in full, each as itself: they stay so."""
    full = (bare(party.name) for _, party in parties_of(content) if is_person(party))
    return {name: name for name in full if not looks_masked(name)}


def corrected_names(content: NoticeContent, said: NoticeContent) -> dict[str, str]:
    """Return the names that a correction gives to persons of ``said``: each is printed as the person is there."""
    there = {path: party for path, party in parties_of(said) if is_person(party)}
    named: dict[str, str] = {}
    for change in content.changes:
        party = there.get((change.path or "").removesuffix(".name"))
        if party is not None:
            after = bare(change.after)
            named[after] = party.name if looks_masked(party.name) else after
    return named


def name_masks(content: NoticeContent, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return how each natural person of a notice is named in it: name → printed name, which may be the same.

    ``known`` are decided already, by the notice that this one amends, and stay. 法释〔2016〕19号 art. 9, from memory:
    where masked names would be alike, a figure after them tells them apart.
    """
    masks = dict(known or {})
    hidden: list[str] = []
    for name, bases in _stated(content).items():
        if name in masks:
            continue
        if has_basis(bases) and content.issuer.person_names is PersonNames.print_with_basis:
            masks[name] = name
        else:
            hidden.append(name)
    taken = {*masks.values(), *(party.name for _, party in parties_of(content) if looks_masked(party.name))}
    masks |= _labels(hidden, taken)
    return masks | _former_names(content, masks)


def _stated(content: NoticeContent) -> dict[str, tuple[NameBasis, ...]]:
    """Return the full names of a notice with the bases stated anywhere in it, in its order."""
    stated: dict[str, tuple[NameBasis, ...]] = {}
    for person in persons_of(content):
        name = bare(person.name)
        if not looks_masked(name):
            stated[name] = (*stated.get(name, ()), *person.bases)
    return stated


def _labels(names: Iterable[str], taken: set[str]) -> dict[str, str]:
    """Return a masked name for each name. Alike ones are numbered: all, or from 2 where one stands already."""
    wanted = {name: masked_name(name) for name in names}
    count = Counter(wanted.values())
    stands = Counter(_NUMBERED.sub("", label) for label in taken)
    labels: dict[str, str] = {}
    for name, label in wanted.items():
        number = 0 if count[label] == 1 and not stands[label] else (2 if label in taken else 1)
        while (own := f"{label}{number or ''}") in taken:
            number += 1
        labels[name] = own
        taken.add(own)
    return labels


def _former_names(content: NoticeContent, masks: Mapping[str, str]) -> dict[str, str]:
    """Return the former names of masked persons, each masked as the person is now."""
    return {
        bare(former): masks[bare(party.name)]
        for _, party in parties_of(content)
        if is_person(party) and masks.get(bare(party.name), party.name) != bare(party.name)
        for former in party.former_names
    }
