"""Sections of a paper on an objection: rows or paragraphs under numbered headings, and what the objector said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from disposal.models.objections.objection import Objection

_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class LetterFact:
    """One row: a label and a value."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterSection:
    """A part of a letter: its heading, rows, paragraphs."""

    heading: str
    facts: tuple[LetterFact, ...] = ()
    paragraphs: tuple[str, ...] = ()


def numbered(parts: Iterable[tuple[str, Sequence[str]]], *, first: int = 1) -> tuple[LetterSection, ...]:
    """Return sections numbered 一、二、…; those that say nothing are left out."""
    said = [(heading, paragraphs) for heading, paragraphs in parts if paragraphs]
    return tuple(
        LetterSection(heading_of(at, heading), paragraphs=tuple(paragraphs))
        for at, (heading, paragraphs) in enumerate(said, first)
    )


def heading_of(number: int, words: str) -> str:
    """Return a heading with its number: 二、期限."""
    return f"{_NUMERALS[number]}、{words}"


def said_in_sections(objection: Objection) -> tuple[tuple[str, Sequence[str]], ...]:
    """Return what an objection says, by headings; what it leaves out has none."""
    parts = (("原话", objection.words), ("事实与理由", objection.arguments), ("请求", objection.remedy))
    return tuple((heading, paragraphs_of(words)) for heading, words in parts if words)


def paragraphs_of(words: str) -> list[str]:
    """Return the lines of a text, without its blank ones."""
    return [" ".join(line.split()) for line in words.splitlines() if line.strip()]
