"""Relations of two parties: kinship, office, ownership, control, acting for; each with source and days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import ConfigDict

from disposal.eligibility.facts.errors import FactsRefused
from disposal.eligibility.facts.people import STRICT
from notices.codes import Coded


class RelationKind(Coded):
    """The kind of a relation (关系种类). It always reads from the first party to the second."""

    kinship = "kinship", "亲属", "kinship"
    office = "office", "任职", "office"
    ownership = "ownership", "持股", "ownership"
    control = "control", "实际控制", "actual control", "控制"
    acting_for = "acting_for", "受托", "acting for"


class Office(Coded):
    """The office of the first party in the second (职务)."""

    legal_representative = "legal_representative", "法定代表人", "legal representative", "法人代表"
    principal = "principal", "主要负责人", "principal"
    director = "director", "董事", "director"
    supervisor = "supervisor", "监事", "supervisor"
    manager = "manager", "高级管理人员", "senior manager", "高管"
    partner = "partner", "合伙人", "partner"
    responsible = "responsible", "影响债务履行的直接责任人员", "person directly responsible for performance"
    employee = "employee", "工作人员", "employee", "员工、职员"

    @property
    def is_management(self) -> bool:
        """Check whether the office takes part in running the organisation."""
        return self not in {Office.employee, Office.responsible}


class Kinship(Coded):
    """What the first person is to the second (亲属关系)."""

    spouse = "spouse", "配偶", "", "夫妻、丈夫、妻子"
    parent = "parent", "父母", "", "父亲、母亲"
    child = "child", "子女", "", "儿子、女儿"
    sibling = "sibling", "兄弟姐妹", "", "哥哥、弟弟、姐姐、妹妹、兄弟、姐妹"
    grandparent = "grandparent", "祖父母或外祖父母", "", "祖父、祖母、外祖父、外祖母"
    grandchild = "grandchild", "孙子女或外孙子女", "", "孙子、孙女、外孙、外孙女"
    ancestor = "ancestor", "曾祖以上直系长辈", "ancestor beyond the grandparents"
    descendant = "descendant", "曾孙以下直系晚辈", "descendant beyond the grandchildren"
    aunt_or_uncle = "aunt_or_uncle", "叔伯姑舅姨", "aunt or uncle"
    nephew_or_niece = "nephew_or_niece", "侄甥", "nephew or niece"
    cousin = "cousin", "堂表兄弟姐妹"
    in_law = "in_law", "姻亲", "relative by marriage"
    other = "other", "其他亲属", "other relative"
    unknown = "unknown", "亲属（关系不详）", "relative (how is not known)"


BLOOD = frozenset(Kinship) - {Kinship.spouse, Kinship.in_law, Kinship.other, Kinship.unknown}
"""Kinship by blood. It never ends, so a stated last day is ignored. Kinship by marriage can end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation, read from ``from_party`` to ``to_party``: father *of*, director *of*, owner *of*.

    ``percent`` is 0 to 100, or None if the share is not known. First and last day count; an empty day is open.
    ``source`` says who stated it: the dossier, the register, or a dated registry extract.
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
        """Check whether the relation is in force on the day. Kinship by blood has no last day."""
        is_for_life = self.kind is RelationKind.kinship and self.kinship in BLOOD
        return is_within(on, self.valid_from, None if is_for_life else self.valid_until)


def is_within(on: date, first: date | None, last: date | None) -> bool:
    """Check whether the day is between ``first`` and ``last``, both included. An empty end is open."""
    return (first is None or first <= on) and (last is None or on <= last)
