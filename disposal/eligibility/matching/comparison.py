"""Compare two parties: numbers first, then every name of one with every name of the other.

Equal full numbers are a certain match. Different ones exclude a match, whatever the names. The visible digits of a
masked number support or exclude a match. Without a number, a name match is possible; it is probable only if the name is
very rare. A person and an organisation match only if the name of one reads as a name of the other kind.
"""

from dataclasses import replace
from math import log10
from typing import NamedTuple

from disposal.eligibility.matching import wording
from disposal.eligibility.matching.commonness import commonness
from disposal.eligibility.matching.company_matching import PROBABLE_SCORE, compare_company_names
from disposal.eligibility.matching.company_name import CompanyName
from disposal.eligibility.matching.match import Commonness, Field, Manner, Match, Strength
from disposal.eligibility.matching.numbers import UNKNOWN, Number, NumberComparison, NumberRelation, compare_numbers
from disposal.eligibility.matching.person_matching import DIFFERENT, NameMatch, compare_person_names
from disposal.eligibility.matching.person_name import PersonName
from disposal.eligibility.matching.subject import Prepared, Subject, prepare
from disposal.eligibility.vocabulary.births import are_other_births
from notices.codes import PartyKind

RARE_NAME_BEARERS = 10
"""A name with an estimate of fewer people than this nationwide is a probable match without a number."""

_SUPPORT = 0.15
_EQUAL = {Manner.equal, Manner.variant}
_UNMATCHED = {Manner.different, Manner.hidden}
_OTHER_KIND = Match(
    Strength.none,
    0.0,
    Field.kind,
    Manner.different,
    "一为自然人，一为单位",
    "One is a person, the other an organisation",
)
_NAMELESS = NameMatch(Manner.hidden, 0.25)


class _Names(NamedTuple):
    """The best pair of names of two parties."""

    found: NameMatch
    field: Field
    a: PersonName | CompanyName | None
    b: PersonName | CompanyName | None


def compare(a: Subject | Prepared, b: Subject | Prepared) -> Match:
    """Compare two parties: whether they are the same, how certain that is, and why."""
    one = a if isinstance(a, Prepared) else prepare(a)
    other = b if isinstance(b, Prepared) else prepare(b)
    numbers = compare_numbers(one.number, other.number)
    if one.is_person is not other.is_person:
        return _other_kind(one, other, numbers)
    if numbers.relation is NumberRelation.same and one.number is not None and other.number is not None:
        return _same_number(one, other, numbers=(one.number, other.number))
    if numbers.relation is NumberRelation.different:
        if not one.is_person and _are_branches(one, other):
            return _by_name(one, other, names=_best_companies(one, other), numbers=UNKNOWN)
        zh, en = wording.say_other_number((one.shown, other.shown))
        return Match(Strength.none, 0.0, Field.number, Manner.number, zh, en)
    if one.is_person and one.born and other.born and are_other_births(one.born, other.born):
        zh, en = wording.say_other_birth((one.shown, other.shown))
        return Match(Strength.none, 0.0, Field.name, Manner.different, zh, en)
    names = _best_people(one, other) if one.is_person else _best_companies(one, other)
    if numbers.is_doubtful and numbers.agreed and names.found.manner in _UNMATCHED:
        return _doubtful_number(one, other, numbers)
    return _by_name(one, other, names=names, numbers=numbers)


def _are_branches(a: Prepared, b: Prepared) -> bool:
    """Return whether one party is a branch of the other, or both are of one company; a branch has a code of its own."""
    names = _best_companies(a, b)
    if not isinstance(names.a, CompanyName) or not isinstance(names.b, CompanyName):
        return False
    return names.found.manner is Manner.branch and names.a.branch != names.b.branch


def _doubtful_number(a: Prepared, b: Prepared, numbers: NumberComparison) -> Match:
    """Compare two parties with different names and equal recorded numbers with a wrong check digit: possible."""
    zh, en = wording.say_other_names((a.shown, b.shown))
    number_zh, number_en = wording.say_number_beside(numbers, a.number, b.number)
    return Match(Strength.possible, 0.5, Field.number, Manner.number, zh + number_zh, en + number_en)


def _other_kind(a: Prepared, b: Prepared, numbers: NumberComparison) -> Match:
    """Compare a person with an organisation.

    An individual business with its operator's number matches. So, possibly, does one whose name tells its operator, and
    a party whose name reads as one of the other kind: its kind may be mis-stated.
    """
    kinds = {a.subject.kind, b.subject.kind}
    is_operator = kinds == {PartyKind.natural_person, PartyKind.individual_business}
    if is_operator and numbers.relation is NumberRelation.same and a.number is not None and b.number is not None:
        zh, en = wording.say_operators_number(a.number if a.is_person else b.number, (a.shown, b.shown))
        return Match(Strength.certain, 1.0, Field.number, Manner.number, zh, en)
    readings = [(a.as_other_kind, b, a.names_its_operator), (a, b.as_other_kind, b.names_its_operator)]
    found = [
        _mis_stated(one, other, is_operator=is_told)
        for one, other, is_told in readings
        if one is not None and other is not None
    ]
    return max(found, key=lambda match: match.score, default=_OTHER_KIND)


def _mis_stated(a: Prepared, b: Prepared, *, is_operator: bool) -> Match:
    """Compare by name two parties of which one is read as the other's kind: possible at most."""
    names = _best_people(a, b) if a.is_person else _best_companies(a, b)
    match = _by_name(a, b, names=names, numbers=compare_numbers(a.number, b.number))
    if not match.is_match:
        return _OTHER_KIND
    zh, en = wording.OPERATOR_TOLD if is_operator else wording.say_kind_doubtful(is_person=a.is_person)
    zh, en = zh + match.because_zh, en + match.because_en
    return replace(match, strength=Strength.possible, because_zh=zh, because_en=en)


def _same_number(a: Prepared, b: Prepared, *, numbers: tuple[Number, Number]) -> Match:
    names = _best_people(a, b) if a.is_person else _best_companies(a, b)
    alike = names.found.manner is not Manner.different
    zh, en = wording.say_same_number(*numbers, (a.shown, b.shown), are_names_alike=alike)
    return Match(Strength.certain, 1.0, Field.number, Manner.number, zh, en)


def _best_people(a: Prepared, b: Prepared) -> _Names:
    if not a.person_names or not b.person_names:
        return _Names(_nameless(a, b), Field.name, None, None)
    best = None
    for field, one in a.person_names:
        for opposite, other in b.person_names:
            found = compare_person_names(one, other)
            if best is None or found.score > best.found.score or _is_rarer(one, than=best.a, found=(found, best.found)):
                best = _Names(found, _field(field, opposite), one, other)
    return best or _Names(DIFFERENT, Field.name, None, None)


def _is_rarer(name: PersonName, *, than: PersonName | CompanyName | None, found: tuple[NameMatch, NameMatch]) -> bool:
    """Return whether the first of two equally good name pairs has the rarer name, which proves more."""
    if found[0].score != found[1].score or found[0].manner not in _EQUAL or not isinstance(than, PersonName):
        return False
    one, other = commonness(name), commonness(than)
    return one is not None and (other is None or one.bearers < other.bearers)


def _best_companies(a: Prepared, b: Prepared) -> _Names:
    best = _Names(DIFFERENT, Field.name, None, None)
    for field, one in a.company_names:
        for opposite, other in b.company_names:
            found = compare_company_names(one, other)
            if best.a is None or found.score > best.found.score:
                best = _Names(found, _field(field, opposite), one, other)
    return best


def _nameless(a: Prepared, b: Prepared) -> NameMatch:
    """Return the match when a name is missing: undecided only if the other side has a full name."""
    named = a.person_names or b.person_names
    return DIFFERENT if all(name.is_masked for _, name in named) else _NAMELESS


def _field(a: Field, b: Field) -> Field:
    """Return the field of a name match: the one that is not the current name."""
    return b if a is Field.name else a


def _by_name(a: Prepared, b: Prepared, *, names: _Names, numbers: NumberComparison) -> Match:
    manner, score, detail = names.found
    is_supported = numbers.relation is NumberRelation.agreeing
    common = _commonness(names) if a.is_person and manner is not Manner.different else None
    strength = _strength(a, b, found=names.found, common=common, is_supported=is_supported)
    written = (names.a.written if names.a else a.shown, names.b.written if names.b else b.shown)
    if manner is Manner.homophone and isinstance(names.a, PersonName) and isinstance(names.b, PersonName):
        detail = wording.say_pinyin(names.a, names.b)
    zh, en = wording.say_names(manner, fields=(names.field, a.is_person), names=written, detail=detail)
    if strength is not Strength.none or numbers.is_doubtful:
        number_zh, number_en = wording.say_number_beside(numbers, a.number, b.number)
        common_zh, common_en = wording.say_commonness(common)
        zh, en = zh + number_zh + common_zh, en + number_en + common_en
    if common is not None and manner in _EQUAL:
        score -= 0.03 * log10(common.bearers)
    if is_supported and strength is not Strength.none:
        score = min(score + _SUPPORT, 0.99)
    return Match(strength, round(score, 3), names.field, manner, zh, en, common)


def _strength(a: Prepared, b: Prepared, *, found: NameMatch, common: Commonness | None, is_supported: bool) -> Strength:
    """Return the strength of a name match, with or without the support of a masked number."""
    manner = found.manner
    if manner is Manner.hidden or (a.is_person and found.manner is Manner.transposed and found.detail):
        return Strength.possible if is_supported and _end_alike(a, b) else Strength.none
    if manner in _UNMATCHED:
        return Strength.none
    if not a.is_person:
        is_probable = found.score >= PROBABLE_SCORE and (manner in _EQUAL or manner is Manner.parts)
    else:
        is_rare = common is not None and common.bearers < RARE_NAME_BEARERS
        is_probable = manner in _EQUAL and (is_supported or is_rare)
    return Strength.probable if is_probable else Strength.possible


def _end_alike(a: Prepared, b: Prepared) -> bool:
    """Return whether both numbers show the same last four digits."""
    last_four = a.number.last_four if a.number else None
    return last_four is not None and b.number is not None and last_four == b.number.last_four


def _commonness(names: _Names) -> Commonness | None:
    """Return how common the full name is; if both names are full, that of the first."""
    for name in (names.a, names.b):
        found = commonness(name) if isinstance(name, PersonName) else None
        if found is not None:
            return found
    return None
