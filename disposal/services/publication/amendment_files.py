"""Read an amendment from a file; values it omits are taken from the notice it amends."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.models.publication.notice import Notice
from disposal.services.publication import versions
from disposal.services.publication.amendment_effects import effect_of
from notices.composition.corrections import label_at
from notices.content.content import NoticeContent
from notices.kinds import CODES_BY_NAME
from notices.reading import validate_content


def amendment_of(
    session: Session, earlier: Notice, kind: str, values: Mapping[str, Any], *, published_on: date
) -> NoticeContent:
    """Return the content of an amendment of ``kind``; ``values`` are its own statements.

    The issuer and the amended notice are set. By default, the contacts are those of that notice, the date is
    ``published_on``, an extension counts from the last day of the window, a change bears the label of its path, and a
    package its name.

    Raises: AmendmentRefused, InvalidContent; RecordRefused if ``values`` belong to another kind or notice.
    """
    kind = CODES_BY_NAME.get(kind.strip(), kind)
    effect_of(kind)
    _refuse_another(earlier, kind, values)
    said = versions.newest_content(session, earlier)
    stated = {name: value for name, value in values.items() if name not in {"amends", "issuer"}}
    if kind == "extension" and said.window and isinstance(window := stated.get("window"), Mapping):
        stated["window"] = {"begins_on": said.window.ends_on, **window}
    if kind == "correction" and isinstance(changes := stated.get("changes"), list | tuple):
        stated["changes"] = [_labelled(change, said) for change in changes]
    if said.package and isinstance(package := stated.get("package"), Mapping):
        stated["package"] = {"name": said.package.name, **package}
    known = {"issuer": said.issuer, "contacts": said.contacts, "published_on": published_on}
    return validate_content({**known, **stated, "kind": kind})


def _labelled(change: Any, said: NoticeContent) -> Any:
    """Return a change with the label of the element that its path names, where it states none."""
    path = change.get("path") if isinstance(change, Mapping) else None
    if not isinstance(path, str) or change.get("label"):
        return change
    return {**change, "label": label_at(said, path)}


def _refuse_another(earlier: Notice, kind: str, values: Mapping[str, Any]) -> None:
    stated = values.get("kind", kind)
    if CODES_BY_NAME.get(stated, stated) != kind:
        raise RecordRefused(
            field="kind",
            zh=f"文件内容为 {stated}，命令写的是 {kind}；请改正其中之一。",
            en=f"The file is of kind {stated}, the command says {kind}; correct one of them.",
        )
    amends = values.get("amends")
    number = amends.get("number") if isinstance(amends, Mapping) else None
    if isinstance(number, str) and number != earlier.number and not number.startswith("〔"):
        raise RecordRefused(
            field="amends.number",
            zh=f"文件针对公告 {number}，命令写的是 {earlier.number}；请改正其中之一。",
            en=f"The file speaks of notice {number}, the command of {earlier.number}; correct one of them.",
        )
