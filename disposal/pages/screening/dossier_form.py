"""录入申报 read: what was typed becomes the values of a dossier, row by row; ``dossier_problems`` leads back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.screening.dossier_fields import BIDDER_FIELDS, LISTED, PERSON_FIELDS, TABLES, DossierField
from disposal.services.bidders.dossier_file import BIDDER_KEY
from disposal.web.nested_rows import NestedFields, nested
from disposal.web.posted_form import Items
from notices.content.limbs import LimbCode
from notices.reading import Problem

USUAL = {"parties": {"kind": "organisation"}}
"""What an empty row of a table already has."""
_BARRED = {"yes": True, "no": False}
_LINES = re.compile(r"[\n；;]")
_SELF = frozenset({"", "申报人", "竞买人", BIDDER_KEY})
_ENDS = {"from": "from_key", "to": "to_key"}


@dataclass(slots=True)
class TypedDossier:
    """The values of a dossier as typed, the form's rows behind its lists, and relations to nobody on the page."""

    values: dict[str, Any]
    rows: Mapping[str, list[str]]
    limbs: list[str]
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NamedRows:
    """The parties of the form: their keys by name and by number, and the row of each key."""

    by_name: dict[str, list[str]]
    rows: dict[str, str]

    def keys(self, said: str) -> list[str]:
        """Return the keys that a name, or the number of a row, may mean."""
        at = list(self.rows)
        is_number = said.isascii() and said.isdigit() and 1 <= int(said[:6]) <= len(at)
        return self.by_name.get(said) or ([at[int(said[:6]) - 1]] if is_number else [])


def typed_dossier(items: Items) -> TypedDossier:
    """Return the dossier that a posted form states."""
    form = nested(items)
    parties, named = _parties(form)
    plain = [(name.removeprefix("bidder-"), value) for name, value in form.values if name.startswith("bidder-")]
    bidder = _values(plain, (*BIDDER_FIELDS, *PERSON_FIELDS)) | {"stated": form.all_values("bidder-stated")}
    bidder |= {"id": known} if (known := form.value("bidder-id")) else {}
    relations, rows, problems = _relations(form, named, name=str(bidder.get("name", "")))
    limbs = [code.value for code in LimbCode if form.value(f"declared-{code.value}") in _BARRED]
    means = form.filled_rows("means")
    values: dict[str, Any] = {
        "bidder": bidder,
        "parties": parties,
        "relations": relations,
        "declarations": _declarations(form, limbs),
    }
    if means:
        values["means"] = [_values(row.values, TABLES["means"][2]) for _, row in means]
    of_rows = {"parties": list(named.rows.values()), "relations": rows, "means": [key for key, _ in means]}
    return TypedDossier(values, of_rows, limbs, problems + _undeclared(form, limbs))


def form_of(items: Items, problems: tuple[Problem, ...] = (), *, spare: Mapping[str, int] | None = None) -> EntryForm:
    """Return the form as it was typed."""
    return EntryForm(items, problems, defaults=USUAL, spare=spare or {})


def _declarations(form: NestedFields, limbs: list[str]) -> list[dict[str, Any]]:
    signed = {"signed_on": on} if (on := form.value("declared_on").strip()) else {}
    return [{"limb": code, "is_barred": _BARRED[form.value(f"declared-{code}")], **signed} for code in limbs]


def _undeclared(form: NestedFields, limbs: list[str]) -> list[Problem]:
    """Return the problem of a day on which nothing was signed: no record would keep it."""
    signed_on = form.value("declared_on").strip()
    if limbs or not signed_on:
        return []
    zh = "没有选择任何承诺，签署日无处存放；请逐项选择，或删去签署日"
    en = "no declaration is chosen that was signed on this day; choose what was declared, or clear the day"
    return [Problem(path="declared_on", value=signed_on, zh=zh, en=en)]


def _parties(form: NestedFields) -> tuple[list[dict[str, Any]], NamedRows]:
    """Return the parties. A party's key is its name, so that it keeps the key when the dossier is filed again."""
    parties: list[dict[str, Any]] = []
    named = NamedRows({}, {})
    for key, row in form.filled_rows("parties", USUAL["parties"]):
        values = _values(row.values, (*TABLES["parties"][2], *TABLES["parties"][3]))
        name = str(values.get("name", ""))
        filed = row.value("key") if name and row.value("named") == name else ""  # its key in the dossier filed before
        keys = [each for each in (filed, name) if each and each not in named.rows and each != BIDDER_KEY]
        own = (*keys, f"{name}（{len(parties) + 1}）")[0]
        named.by_name.setdefault(name, []).append(own)
        named.rows[own] = key
        parties.append({"key": own, **values})
    return parties, named


def _relations(
    form: NestedFields, named: NamedRows, *, name: str
) -> tuple[list[dict[str, Any]], list[str], list[Problem]]:
    relations: list[dict[str, Any]] = []
    problems: list[Problem] = []
    rows = []
    for key, row in form.filled_rows("relations"):
        values = _values(row.values, (*TABLES["relations"][2], *TABLES["relations"][3]))
        for end, key_field in _ENDS.items():
            said = str(values.pop(end, ""))
            found = [BIDDER_KEY] if said in _SELF or said == name else named.keys(said)
            values[key_field] = found[0] if len(found) == 1 else BIDDER_KEY
            if len(found) != 1:
                problems.append(_nobody(f"{key}-{end}", said, is_several=bool(found)))
        relations.append(values)
        rows.append(key)
    return relations, rows, problems


def _nobody(path: str, said: str, *, is_several: bool) -> Problem:
    if is_several:
        zh, en = "上表有多行同名，请填写行号", "several rows above bear this name; write the number of the row"
    else:
        zh = "上表没有这一名称；请填写上表中的名称或行号，申报人本身可留空"
        en = "nobody above bears this name; write a name or a row of the table above, or leave it empty for the bidder"
    return Problem(path=path, value=said, zh=zh, en=en)


def _values(items: Iterable[tuple[str, str]], fields: tuple[DossierField, ...]) -> dict[str, Any]:
    """Return what was typed in these fields; an empty field is not stated."""
    typed = {name: value.strip() for name, value in items if value.strip()}
    stated = {each.name: typed[each.name] for each in fields if each.name in typed}
    return {name: _lines(text) if name in LISTED else text for name, text in stated.items()}


def _lines(text: str) -> list[str]:
    return [part.strip() for part in _LINES.split(text) if part.strip()]
