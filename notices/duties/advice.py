"""Advice: what a person should look at before the sale."""

from dataclasses import dataclass

from notices.legal_source import LegalSource


@dataclass(frozen=True, slots=True)
class Advice:
    """One duty or risk with its field and source. It is a warning or a note; it has no way to block."""

    code: str
    field: str
    zh: str
    en: str
    source: LegalSource
    is_warning: bool = True
