"""What is wrong with a dossier, at the fields it was typed in, with the words of the fields in place of codes."""

import re
from dataclasses import replace

from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.screening.dossier_fields import BIDDER_FIELDS, PERSON_FIELDS, STATED, TABLES
from disposal.pages.screening.dossier_form import TypedDossier
from disposal.services.records.validation import InvalidRecord
from notices.content.limbs import LimbCode
from notices.errors import NoticesError
from notices.reading import Problem

_PLACE = re.compile(r"(parties|relations|means|declarations)\.(\d+)\.?(.*)")
_OF_BIDDER = {each.name: each for each in (*BIDDER_FIELDS, *PERSON_FIELDS, STATED)}
_OF_TABLES = {each.name: each for table in TABLES.values() for each in (*table[2], *table[3])}
_WORDS = _OF_TABLES | _OF_BIDDER
_CODES = re.compile("|".join(sorted((name for name in _WORDS if "_" in name), key=len, reverse=True)))
_FIELD_OF = {"from_key": "from", "to_key": "to", "from_party_id": "from", "to_party_id": "to"}


def problems_at_fields(error: NoticesError, typed: TypedDossier) -> tuple[Problem, ...]:
    """Return an error as problems of the form's fields; one of no field stands at none."""
    told = (
        error.problems
        if isinstance(error, InvalidRecord)
        else (Problem(path=error.field, value="", zh=error.zh.rstrip("。"), en=error.en.rstrip(".")),)
    )
    at_fields = (_in_words(replace(each, path=_field_of(each.path, typed))) for each in told)
    return tuple(dict.fromkeys(at_fields))  # one day of signing stands in each declaration


def labels_of(form: EntryForm, language: str) -> dict[str, str]:
    """Return the words of each field by its name: 相关单位和人员第2行证件号码."""
    labels = {"project": ("处置项目", "Project"), "declared_on": ("签署日", "Signed on"), "file": ("资料文件", "File")}
    labels |= {f"bidder-{name}": (each.zh, each.en) for name, each in _OF_BIDDER.items()}
    labels |= {f"declared-{code.value}": (code.zh, code.en) for code in LimbCode}
    for table, (zh, en, cells, more) in TABLES.items():
        for row in form.rows(table):
            place = f"{zh}第{row.number}行", f"{en}, row {row.number}: "
            labels |= {f"{row.key}-{each.name}": (place[0] + each.zh, place[1] + each.en) for each in (*cells, *more)}
    return {name: pair[language == "en"] for name, pair in labels.items()}


def _field_of(path: str, typed: TypedDossier) -> str:
    """Return the name of the field that a path of the dossier was typed in; empty for none."""
    place = _PLACE.fullmatch(path)
    if place is None:
        name = path.removeprefix("bidder.").partition(".")[0]
        if name in {"project", "project_id", "restrictions"}:
            return "project"
        if name in _OF_BIDDER:
            return f"bidder-{name}"
        return "bidder-name" if name in {"party_id", "id", "party"} else ""
    table, at, name = place[1], int(place[2]), place[3].partition(".")[0]
    if table == "declarations":
        return "declared_on" if name == "signed_on" else f"declared-{typed.limbs[at]}"
    _, _, cells, more = TABLES[table]
    name = _FIELD_OF.get(name, name)
    known = name if name in {each.name for each in (*cells, *more)} else cells[0].name
    return f"{typed.rows[table][at]}-{known}"


def _in_words(problem: Problem) -> Problem:
    zh = _CODES.sub(lambda found: f"“{_WORDS[found[0]].zh}”", problem.zh)
    en = _CODES.sub(lambda found: _WORDS[found[0]].en.lower(), problem.en)
    return replace(problem, zh=re.sub(" ?([“”]) ?", r"\1", zh), en=en)
