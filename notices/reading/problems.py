"""Problems found in a notice's content: each has its field, its value and what to do."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from notices.errors import NoticesError
from notices.reading.faults import Correction
from notices.resident_ids import mask_resident_ids

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: dotted path of the field, excerpt of its value, and what to do, in both languages."""

    path: str
    value: str
    zh: str
    en: str

    @property
    def line(self) -> str:
        """Return the problem on one line, in both languages."""
        return mask_resident_ids(f"{self.path or '.'}{f' = {self.value}' if self.value else ''}: {self.zh} | {self.en}")

    def as_json(self) -> dict[str, str]:
        """Return the problem as JSON values; resident IDs are masked, as in all errors."""
        return {name: mask_resident_ids(text) for name, text in asdict(self).items()}


class UnreadableContent(NoticesError):
    """The file is not readable as TOML, YAML or JSON; ``corrections`` are its lines that can be corrected."""

    code = "unreadable_content"

    def __init__(self, *, zh: str, en: str, corrections: Sequence[Correction] = ()) -> None:
        self.corrections = tuple(corrections)
        super().__init__(zh=zh, en=en)

    def as_json(self) -> dict[str, Any]:
        """Return the error as JSON values, with its corrections if there are any."""
        told = [each.as_json() for each in self.corrections]
        return {**super().as_json(), **({"corrections": told} if told else {})}


class InvalidContent(NoticesError):
    """The file can be read but is not valid content; ``problems`` lists everything found, in order."""

    code = "invalid_content"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = self.problems[:MOST_SHOWN]
        more = len(self.problems) - len(shown)
        super().__init__(
            zh=f"公告内容有{len(self.problems)}处问题："
            + "；".join(f"{problem.path or '全文'}：{problem.zh}" for problem in shown)
            + (f"；另有{more}处" if more else ""),
            en=f"{len(self.problems)} problem(s) in the content: "
            + "; ".join(f"{problem.path or 'whole file'}: {problem.en}" for problem in shown)
            + (f"; and {more} more" if more else ""),
            field=shown[0].path if shown else "",
        )

    def as_json(self) -> dict[str, Any]:
        """Return the error as JSON values with all its problems."""
        return {**super().as_json(), "problems": [problem.as_json() for problem in self.problems]}
