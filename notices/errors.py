"""The base of all errors shown to people: what, which, and what to do, in two languages."""

from typing import ClassVar

from notices.resident_ids import mask_resident_ids


class NoticesError(Exception):
    """An error that a user can act on.

    A subclass sets ``code`` and ``status`` and builds its two sentences from the facts it takes.
    ``field`` is the dotted path of the wrong field, or empty. Resident IDs are masked in all texts.
    """

    code: ClassVar[str] = "notices_error"
    status: ClassVar[int] = 422

    def __init__(self, *, zh: str, en: str, field: str = "") -> None:
        self.zh = mask_resident_ids(zh)
        self.en = mask_resident_ids(en)
        self.field = mask_resident_ids(field)
        super().__init__(self.en)

    def as_json(self) -> dict[str, str | int]:
        """Return the error as JSON values: status, code, field, and the sentence in both languages."""
        return {"status": self.status, "code": self.code, "field": self.field, "zh": self.zh, "en": self.en}
