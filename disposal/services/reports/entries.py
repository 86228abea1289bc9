"""An entry of a report in clear: what somebody wrote at one time. It is encrypted before it leaves the request."""

from datetime import date, datetime

from pydantic import ConfigDict, Field

from disposal.mailbox_keys.identity import AgeIdentity, encrypt_to
from disposal.services.reports.errors import MailboxFull, ReportRefused
from disposal.services.reports.parts import MOST_PARTS, SlotPart, StoredEntry, parts_of
from notices.codes import Coded
from notices.frozen import Frozen

MOST_CHARACTERS = 20_000


class EntryKind(Coded):
    """What an entry is. The reporter reads the first three."""

    report = "report", "举报", "report"
    addition = "addition", "举报人补充", "further words of the reporter"
    reply = "reply", "答复举报人", "reply to the reporter"
    note = "note", "内部记录", "internal note"
    passed_on = "passed_on", "报送监管部门", "reported to the regulator"
    erasure_asked = "erasure_asked", "申请清除", "asks to erase the report"


class EntryPicture(Frozen):
    """A picture drawn anew."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    name: str
    data: bytes = Field(repr=False)


class ReportEntry(Frozen):
    """举报, 补充, 答复, 内部记录 or 报送. ``reply_to`` is the recipient of the report's own code."""

    model_config = ConfigDict(hide_input_in_errors=True)

    kind: EntryKind
    at: datetime
    words: str = Field(repr=False)
    author: str = ""
    notice: str = Field(default="", repr=False)
    contact: str = Field(default="", repr=False)
    reply_to: str = Field(default="", repr=False)
    regulator: str = ""
    document: str = ""
    passed_on: date | None = None
    account: str = ""
    signature: str = ""
    pictures: tuple[EntryPicture, ...] = ()


def sealed_parts(entry: ReportEntry, *, thread: bytes, readers: tuple[str, ...]) -> tuple[SlotPart, ...]:
    """Encrypt an entry to its readers and cut it into parts. Raises: MailboxFull where it is too large."""
    parts = parts_of(thread, encrypt_to(readers, entry.model_dump_json().encode()))
    if len(parts) > MOST_PARTS:
        raise MailboxFull
    return parts


def opened_entry(stored: StoredEntry, identity: AgeIdentity) -> ReportEntry | None:
    """Return an entry in clear, or None if it was not encrypted to this identity."""
    plain = identity.opened(stored.encrypted)
    return None if plain is None else ReportEntry.model_validate_json(plain)


def read_words(text: str, *, field: str = "words") -> str:
    """Return words of a form. Raises: ReportRefused if there are none, or too many."""
    words = text.strip()
    if not words:
        raise ReportRefused(field=field, zh="请填写内容。", en="write what you want to say")
    if len(words) > MOST_CHARACTERS:
        raise ReportRefused(
            field=field,
            zh=f"内容不超过{MOST_CHARACTERS:,}字，现有{len(words):,}字；请分次提交。",
            en=f"this holds up to {MOST_CHARACTERS:,} characters and has {len(words):,}; send it in parts",
        )
    return words
