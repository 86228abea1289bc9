"""What was published is read as it was stored, whatever may be entered today."""

import json
from contextlib import suppress
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.publication.versions import newest_content
from notices.content.content import NoticeContent
from notices.text import Line, NameLine, reading_stored
from tests.support.publishing import amend, publish_project

BLANK = "虚构甲\u3164厂"


def blanked(value: Any) -> Any:
    """Return stored values with a blank letter in each name."""
    if isinstance(value, dict):
        return {key: blanked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [blanked(each) for each in value]
    return value.replace("虚构甲", "虚构甲\u3164") if isinstance(value, str) else value


@pytest.mark.parametrize("written", [BLANK, "虚构\u200b厂", "⾦厂", "虚\ufe00构", "Аbc"])
def test_text_is_refused_or_mended_at_entry_and_read_as_stored(written: str) -> None:
    line: TypeAdapter[str] = TypeAdapter(NameLine)
    with reading_stored():
        assert line.validate_python(written) == written
    with suppress(ValidationError):
        assert line.validate_python(written) != written


def test_blank_letter_is_refused_at_entry_by_its_code() -> None:
    with pytest.raises(ValidationError, match=r"U\+3164 at position 4"):
        TypeAdapter(Line).validate_python(BLANK)


def test_published_notice_with_a_blank_letter_opens_and_is_withdrawn(session: Session) -> None:
    notice = publish_project(session)
    version = session.exec(select(NoticeVersion)).one()
    stored = blanked(version.content)
    assert "\u3164" in json.dumps(stored, ensure_ascii=False)
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    session.execute(text("ALTER TABLE notice_version DISABLE TRIGGER USER"))
    update = text("UPDATE notice_version SET content = CAST(:content AS jsonb) WHERE id = :id")
    session.execute(update, {"content": json.dumps(stored), "id": version.id})
    session.execute(text("ALTER TABLE notice_version ENABLE TRIGGER USER"))
    session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    session.expire_all()
    content = newest_content(session, notice)
    assert "\u3164" in content.items[0].debtor.name
    assert NoticeContent.stored(content.canonical_json()) == content
    assert amend(session, notice, "withdrawal", reason="债务人已清偿全部债务").number
