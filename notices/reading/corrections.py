"""Find the lines that prevent a file from being read, and correct each of them.

A correction counts only if the corrected file can be read past that line.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from notices.reading.faults import Correction, Fault
from notices.reading.line_repair import INTERPRETATIONS, OPENING, repaired
from notices.reading.yaml_repair import repairs

MOST_CORRECTIONS = 20
MOST_PARSED = 40_000_000  # characters; every attempt parses the whole file
LONGEST_LINE = 2_000
MOST_BRACKETS = 64
_LINES_BEFORE = {"toml": 4, "json": 4, "yaml": 40}


@dataclass(frozen=True, slots=True)
class Complaint:
    """Where and why a parser refuses a text. ``line`` and ``column`` count from 1, 0 if the parser names no place.

    ``begins_on`` is the line where the refused part begins, if the parser names it. ``is_of_a_line`` is false if no
    rewriting of a line helps, as with a key given twice.
    """

    message: str
    line: int = 0
    column: int = 0
    begins_on: int = 0
    is_of_a_line: bool = True


Complain = Callable[[str], Complaint | None]
"""Parses a text: returns the complaint, or None if the text can be read."""


def find_corrections(text: str, complain: Complain, *, format_name: str) -> tuple[Correction, ...]:
    """Return the corrected lines, in the order of the file; none if the first fault cannot be corrected.

    ``format_name`` is toml, yaml or json. At most 20 lines are corrected, and fewer in a very large file.
    """
    return tuple(sorted(_Search(text.split("\n"), complain, format_name).corrections(), key=lambda each: each.line))


@dataclass(slots=True)
class _Search:
    """The lines of a file as corrected so far."""

    lines: list[str]
    complain: Complain
    format_name: str
    parsed: int = 0

    def corrections(self) -> Iterator[Correction]:
        complaint = self._complaint(self.lines)
        for _ in range(MOST_CORRECTIONS):
            found = self._next(complaint) if complaint and complaint.is_of_a_line else None
            if found is None:
                return
            made, complaint = found
            for correction in made:
                self.lines[correction.line - 1] = correction.corrected
                yield correction

    def _complaint(self, lines: list[str]) -> Complaint | None:
        text = "\n".join(lines)
        self.parsed += len(text)
        return self.complain(text)

    def _next(self, complaint: Complaint) -> tuple[list[Correction], Complaint | None] | None:
        """Return the correction of the line complained about, or of lines before it, and the next complaint."""
        also: list[Correction] = []
        for number in self._suspects(complaint):
            ways = [Correction(number, self.lines[number - 1], *way) for way in self._ways(self.lines[number - 1])]
            for made in [[each] for each in ways] + [[each, *also] for each in ways if also]:
                if self.parsed > MOST_PARSED:
                    return None
                later = self._complaint(self._with(made))
                if later is None or later.line > max(complaint.line, number):
                    return made, later
            if self.format_name == "yaml":  # a colon missing on several lines makes one text of them
                also += ways[:1]
        return None

    def _suspects(self, complaint: Complaint) -> list[int]:
        """Return the numbers of the lines that may be at fault, the most suspect first."""
        last = min(complaint.line or len(self.lines), len(self.lines))
        before = [at for at in range(last, 0, -1) if self.lines[at - 1].strip()]
        begun = [complaint.begins_on] if 0 < complaint.begins_on <= len(self.lines) else []
        return list(dict.fromkeys([*before[:1], *begun, *before[1 : _LINES_BEFORE[self.format_name]]]))

    def _ways(self, line: str) -> list[tuple[str, frozenset[Fault]]]:
        """Return the line in each way it can be rewritten, without those that change nothing."""
        ending = "\r" if line.endswith("\r") else ""
        plain = line.removesuffix("\r")
        if len(plain) > LONGEST_LINE or sum(map(plain.count, OPENING)) > MOST_BRACKETS:
            return []  # not written by hand
        if self.format_name == "yaml":
            ways = list(repairs(plain))
        else:
            is_json = self.format_name == "json"
            ways = [repaired(plain, is_json=is_json, way=way) for way in INTERPRETATIONS]
        likeliest: dict[str, frozenset[Fault]] = {}
        for words, faults in sorted(ways, key=lambda way: Fault.unclosed in way[1]):
            if faults and words != plain:
                likeliest.setdefault(words + ending, faults)
        return list(likeliest.items())

    def _with(self, corrections: list[Correction]) -> list[str]:
        lines = list(self.lines)
        for each in corrections:
            lines[each.line - 1] = each.corrected
        return lines
