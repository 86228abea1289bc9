"""What binds two parties: kinship, office, ownership, control, acting for; each with its source and its days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import ConfigDict

from disposal.eligibility.facts.errors import FactsRefused
from disposal.eligibility.facts.people import STRICT
from notices.codes import Coded


class RelationKind(Coded):
    """What sort of bond it is (关系种类); it always reads from the first party to the second."""

    kinship = "kinship", "亲属", "kinship"
    office = "office", "任职", "office"
    ownership = "ownership", "持股", "ownership"
    control = "control", "实际控制", "actual control"
    acting_for = "acting_for", "受托", "acting for"


class Office(Coded):
    """What the first party is in the second (职务)."""

    legal_representative = "legal_representative", "法定代表人", "legal representative"
    principal = "principal", "主要负责人", "principal"
    director = "director", "董事", "director"
    supervisor = "supervisor", "监事", "supervisor"
    manager = "manager", "高级管理人员", "senior manager"
    partner = "partner", "合伙人", "partner"
    responsible = "responsible", "影响债务履行的直接责任人员", "person directly responsible for performance"
    employee = "employee", "工作人员", "employee"

    @property
    def is_management(self) -> bool:
        """Tell whether the holder takes part in running the organisation."""
        return self not in {Office.employee, Office.responsible}


class Kinship(Coded):
    """What the first person is to the second (亲属关系)."""

    spouse = "spouse", "配偶"
    parent = "parent", "父母"
    child = "child", "子女"
    sibling = "sibling", "兄弟姐妹"
    grandparent = "grandparent", "祖父母或外祖父母"
    grandchild = "grandchild", "孙子女或外孙子女"
    ancestor = "ancestor", "曾祖以上直系长辈", "ancestor beyond the grandparents"
    descendant = "descendant", "曾孙以下直系晚辈", "descendant beyond the grandchildren"
    aunt_or_uncle = "aunt_or_uncle", "叔伯姑舅姨", "aunt or uncle"
    nephew_or_niece = "nephew_or_niece", "侄甥", "nephew or niece"
    cousin = "cousin", "堂表兄弟姐妹"
    in_law = "in_law", "姻亲", "relative by marriage"
    other = "other", "其他亲属", "other relative"
    unknown = "unknown", "亲属（关系不详）", "relative (how is not known)"


BLOOD = frozenset(Kinship) - {Kinship.spouse, Kinship.in_law, Kinship.other, Kinship.unknown}
"""Kinship by blood: nothing ends it, whatever last day somebody states (marriage ends, and what it brought)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One bond, read from ``from_party`` to ``to_party``: the father *of*, the director *of*, the owner *of*.

    ``percent`` runs from 0 to 100, None where the share is not known. Both end days count; empty: open.
    ``source`` says who stated it: the dossier, the register, a registry extract of a day.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    from_party: str
    to_party: str
    kind: RelationKind
    kinship: Kinship | None = None
    office: Office | None = None
    percent: Decimal | None = None
    source: str
    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if self.kind is RelationKind.kinship and self.kinship is None:
            raise self._refusal("kinship", "须写明是何种亲属", "say what relative")
        if self.kind is RelationKind.office and self.office is None:
            raise self._refusal("office", "须写明职务", "say which office")
        if self.percent is not None and not (self.percent.is_finite() and 0 <= self.percent <= 100):
            raise self._refusal("percent", f"持股比例 {self.percent} 应在 0 至 100 之间", "give 0 to 100 percent")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise self._refusal("valid_until", "止日早于起日，请更正", "it ends before it begins; correct the days")

    def _refusal(self, field: str, zh: str, en: str) -> FactsRefused:
        between = f"{self.from_party} → {self.to_party}"
        return FactsRefused(field=field, zh=f"关系 {between}：{zh}。", en=f"Relation {between}: {en}.")

    def is_in_force(self, on: date) -> bool:
        """Tell whether the bond holds on the given day; both ends count, but kinship by blood has no last day."""
        is_for_life = self.kind is RelationKind.kinship and self.kinship in BLOOD
        return is_within(on, self.valid_from, None if is_for_life else self.valid_until)


def is_within(on: date, first: date | None, last: date | None) -> bool:
    """Tell whether the day lies from the first to the last, both counting; an empty end is open."""
    return (first is None or first <= on) and (last is None or on <= last)
