"""The two sides of a comparison: whoever is looked for, or stands on a list."""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from disposal.eligibility.matching.characters import clean
from disposal.eligibility.matching.company_name import CompanyName, read_company_name
from disposal.eligibility.matching.match import Field
from disposal.eligibility.matching.numbers import Number, read_number
from disposal.eligibility.matching.person_name import KEPT_READY, PersonName, read_person_name
from disposal.eligibility.matching.written_forms import written_forms
from notices.codes import PartyKind

_REMARK = re.compile(r"[(（【\[]\s*(?:曾用名|又名|别名|化名|原名称?|原)\s*[:：为]?\s*([^()（）【】\[\]]+)[)）】\]]")
_SEVERAL = re.compile("[、,，;；/]")
_LONGEST = 1000


@dataclass(frozen=True)
class Subject:
    """A party as far as matching needs to know it.

    ``names``: the present name, then former ones. ``aliases``: declared short names such as 工行. ``number``: resident
    ID, credit code or other number, full or masked. ``number_index``: the keyed digest of the full number, where only
    that and the masked form are kept; two digests decide without either number. ``is_number_for_life``: False for a
    passport and the like, renewed under other numbers: two that differ say nothing. ``is_mask_exact``: each mask in a
    name hides one character; a list that writes 张* for 张小三 declares False.
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
        """Say whether the subject is a natural person; an individual business counts as an organisation."""
        return self.kind is PartyKind.natural_person


@dataclass(frozen=True)
class Prepared:
    """A subject with its names and its number read once, so that it can be compared many times."""

    subject: Subject
    person_names: tuple[tuple[Field, PersonName], ...]
    company_names: tuple[tuple[Field, CompanyName], ...]
    number: Number | None

    @cached_property
    def is_person(self) -> bool:
        """Say whether the subject is a natural person."""
        return self.subject.is_person

    @cached_property
    def shown(self) -> str:
        """Return the name by which a sentence speaks of the subject."""
        return self.subject.names[0] if self.subject.names else "—"


def prepare(subject: Subject) -> Prepared:
    """Return a subject ready to be compared."""
    written = _written_names(subject.names, subject.aliases, is_person=subject.is_person)
    number = read_number(
        subject.number, is_person=subject.is_person, index=subject.number_index, is_for_life=subject.is_number_for_life
    )
    if subject.is_person:
        people = ((at, read_person_name(name, is_mask_exact=subject.is_mask_exact)) for at, name in written)
        return Prepared(subject, tuple((at, name) for at, name in people if name is not None), (), number)
    companies = ((at, read_company_name(name)) for at, name in written)
    return Prepared(subject, (), tuple((at, name) for at, name in companies if name is not None), number)


@lru_cache(maxsize=KEPT_READY)
def _written_names(
    names: tuple[str, ...], aliases: tuple[str, ...], *, is_person: bool
) -> tuple[tuple[Field, str], ...]:
    """Return every name with its field; former names written in brackets behind a name count as such."""
    declared = [(Field.former_name if at else Field.name, name) for at, name in enumerate(names)]
    found: list[tuple[Field, str]] = []
    for at, written in (*declared, *((Field.alias, alias) for alias in aliases)):
        text = clean(written[:_LONGEST])
        former = [name for remark in _REMARK.findall(text) for name in _SEVERAL.split(remark)]
        found += [(at, form) for form in _forms(_REMARK.sub("", text), is_person=is_person)]
        found += [(Field.former_name, form) for name in former for form in _forms(name, is_person=is_person)]
    return tuple(found)


def _forms(text: str, *, is_person: bool) -> tuple[str, ...]:
    return written_forms(text) if is_person else (text,)
