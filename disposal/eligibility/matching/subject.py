"""The parties to compare: a party of the register, or an entry of a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from disposal.eligibility.likeness.other_scripts import readable
from disposal.eligibility.matching.characters import MASK, clean
from disposal.eligibility.matching.company_name import CompanyName, read_company_names
from disposal.eligibility.matching.match import Field
from disposal.eligibility.matching.numbers import Number, NumberKind, read_number
from disposal.eligibility.matching.person_name import KEPT_READY, PersonName, read_person_name
from disposal.eligibility.matching.written_forms import written_forms
from disposal.eligibility.trades.company_words import numerals_by_digits
from disposal.eligibility.vocabulary.births import birth_in_number, birth_told
from disposal.eligibility.vocabulary.company_cells import read_cell
from disposal.eligibility.vocabulary.known_organisations import in_full
from disposal.eligibility.vocabulary.remarks import read_person_cell
from disposal.eligibility.vocabulary.split_characters import characters_described
from notices.codes import PartyKind
from notices.content.name_shapes import is_organisations_name, is_persons_name
from notices.written.identity_cards import end_of_number_told

_NUMERALS: dict[int, str] = {
    **{0x2160 + at: numeral for at, numeral in enumerate("一二三四五六七八九十")},
    **{0x2460 + at: f"{at + 1}、" for at in range(20)},
}
"""Roman numerals and numbers in circles, which NFKC would turn into letters and digits."""
_OPERATOR = re.compile(r"(?:经营者|业主)[:是为]?\s*([^\s:,，;；、()\[\]【】]+)")
_LONGEST = 1000
_LENGTH_OF_RESIDENT = 18


@dataclass(frozen=True)
class Subject:
    """The facts about a party that matching needs.

    ``names``: the current name, then former ones. ``aliases``: declared short names such as 工行. ``number``: resident
    ID, credit code or other number, full or masked. ``number_index``: the keyed digest of the full number, if only that
    and the masked form are stored; two digests decide without the numbers. ``is_number_for_life``: False for a passport
    and similar documents, which get a new number on renewal; two different ones prove nothing. ``is_mask_exact``: each
    mask in a name hides one character; False for a list that writes 张* for 张小三.
    """

    kind: PartyKind
    names: tuple[str, ...]
    number: str | None = field(default=None, repr=False)
    number_index: str | None = field(default=None, repr=False)
    is_number_for_life: bool = True
    aliases: tuple[str, ...] = ()
    is_mask_exact: bool = True

    @property
    def is_person(self) -> bool:
        """Return whether the subject is a natural person; an individual business counts as an organisation."""
        return self.kind is PartyKind.natural_person


@dataclass(frozen=True)
class Prepared:
    """A subject with its names and number parsed once, for many comparisons.

    ``as_other_kind``: the same subject read as a person, if it is said to be an organisation, has no number, and its
    name reads as a person's; and the reverse. It is compared too, because its kind may be mis-stated. Where
    ``names_its_operator``, it is the operator whom the name of an individual business tells.
    """

    subject: Subject
    person_names: tuple[tuple[Field, PersonName], ...]
    company_names: tuple[tuple[Field, CompanyName], ...]
    number: Number | None
    as_other_kind: "Prepared | None" = None
    names_its_operator: bool = False

    @property
    def is_person(self) -> bool:
        """Return whether the subject is a natural person."""
        return self.subject.is_person

    @cached_property
    def is_branch(self) -> bool:
        """Return whether a name of the subject is that of a branch."""
        return any(name.branch for _, name in self.company_names)

    @cached_property
    def born(self) -> tuple[int, ...]:
        """Return year, month and day of birth as far as the number or a remark beside the name tells them."""
        in_number = birth_in_number(self.number.text) if self.number and self.number.kind is NumberKind.resident else ()
        told = (birth_told(clean(name[:_LONGEST])) for name in self.subject.names)
        return in_number or next(filter(None, told), ())

    @cached_property
    def shown(self) -> str:
        """Return the subject's name for use in a sentence."""
        return self.subject.names[0] if self.subject.names else "—"


def prepare(subject: Subject) -> Prepared:
    """Parse a subject for comparison."""
    party = _read(subject)
    if operators := () if subject.is_person else _operators(subject):
        operator = Subject(PartyKind.natural_person, operators, is_mask_exact=subject.is_mask_exact)
        return replace(party, as_other_kind=_read(operator), names_its_operator=True)
    names = () if subject.number or subject.number_index else _names_of_other_kind(subject)
    if not names:
        return party
    kind = PartyKind.organisation if subject.is_person else PartyKind.natural_person
    return replace(party, as_other_kind=_read(replace(subject, kind=kind, names=names, aliases=())))


def _operators(subject: Subject) -> tuple[str, ...]:
    """Return the operators that names of a shop tell beside it: 某店（经营者：李晓红）."""
    told = (_OPERATOR.search(clean(name[:_LONGEST])) for name in subject.names)
    return tuple(found[1] for found in told if found is not None and is_persons_name(found[1]))


def _read(subject: Subject) -> Prepared:
    written = _written_names(subject.names, subject.aliases, is_person=subject.is_person)
    number = read_number(
        subject.number, is_person=subject.is_person, index=subject.number_index, is_for_life=subject.is_number_for_life
    )
    if subject.is_person:
        number = number or _number_told(subject)
        people = ((at, _person(name, subject, is_beside_han=beside)) for at, name, beside in written)
        return Prepared(subject, tuple((at, name) for at, name in people if name is not None), (), number)
    companies = ((at, name) for at, each, is_told in written for name in _read_companies(each, is_told=is_told))
    return Prepared(subject, (), tuple(companies), number)


def _number_told(subject: Subject) -> Number | None:
    """Return the resident number of which a remark beside a name tells the end: （身份证尾号0211）."""
    ends = (end_of_number_told(clean(name[:_LONGEST])) for name in subject.names)
    end = next(filter(None, ends), "")
    return Number(end.rjust(_LENGTH_OF_RESIDENT, MASK), NumberKind.resident, is_valid=False) if end else None


def _read_companies(written: str, *, is_told: bool) -> Iterator[CompanyName]:
    """Yield the readings of a company's name: more than one, where numerals or places may be read in two ways."""
    for text in dict.fromkeys((written, numerals_by_digits(written))):
        for name in read_company_names(text, is_told=is_told):
            yield name if text == written else replace(name, written=clean(written))


def _person(written: str, subject: Subject, *, is_beside_han: bool) -> PersonName | None:
    name = read_person_name(written, is_mask_exact=subject.is_mask_exact)
    return replace(name, is_beside_han=True) if name is not None and is_beside_han and name.is_latin else name


def _names_of_other_kind(subject: Subject) -> tuple[str, ...]:
    reads = is_organisations_name if subject.is_person else is_persons_name
    return tuple(name for name in subject.names if reads(clean(name[:_LONGEST])))


@lru_cache(maxsize=KEPT_READY)
def _written_names(
    names: tuple[str, ...], aliases: tuple[str, ...], *, is_person: bool
) -> tuple[tuple[Field, str, bool], ...]:
    """Return every name with its field, and whether a Chinese name stands in its cell, of a company: before it.

    Former names and aliases told beside a name are included.
    """
    declared = [(Field.former_name if at else Field.name, name) for at, name in enumerate(names)]
    reads = _person_names if is_person else _company_names
    found: list[tuple[Field, str, bool]] = []
    for at, written in (*declared, *((Field.alias, alias) for alias in aliases)):
        found += reads(at, readable(written[:_LONGEST]))
    return tuple(dict.fromkeys(found))


def _person_names(at: Field, written: str) -> Iterator[tuple[Field, str, bool]]:
    cell = read_person_cell(characters_described(clean(written)))
    forms = written_forms(cell.text) if cell.text else ()
    has_han = any("·" not in form and is_persons_name(form) for form in forms)
    yield from ((at, form, has_han) for form in forms)
    yield from ((Field.former_name, form, False) for name in cell.aliases for form in written_forms(name))


def _company_names(at: Field, written: str) -> Iterator[tuple[Field, str, bool]]:
    text = clean(written.translate(_NUMERALS))
    cell = read_cell(text)
    first = min((*cell.names, *cell.former), key=lambda name: text.find(name) % (len(text) + 1), default="")
    yield from ((at, name, name != first) for name in cell.names)
    yield from ((at, whole, False) for name in cell.names for whole in in_full(name))
    yield from ((Field.former_name, name, name != first) for name in cell.former)
