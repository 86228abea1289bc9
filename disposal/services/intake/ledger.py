"""What planning an intake collects: the records to enter, in order, and what is wrong with the content. No session."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from disposal.errors import DisposalError
from disposal.models.records.record import Payload, new_id
from disposal.services.records.validation import InvalidRecord, joined, read
from notices.reading import Problem


@dataclass(frozen=True, slots=True)
class IntakeStep:
    """One record to enter. Later steps refer to it by ``key``, until the database gives its id."""

    path: str
    data: Payload
    key: UUID


@dataclass
class Ledger:
    """The steps of a plan; problems refuse the content, and hints tell what it should state."""

    steps: list[IntakeStep] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)

    def add(
        self, path: str, model: type[Payload], values: Mapping[str, Any], *, named: Mapping[str, str] | None = None
    ) -> UUID:
        """Plan a record and return the key by which later steps refer to it; note what is wrong with it.

        ``named`` gives the field of the content for a field of the record, where the two differ.
        """
        key = new_id()
        with self.noting(path, named=named):
            self.steps.append(IntakeStep(path, read(model, values), key))
        return key

    def refuse(self, path: str, *, zh: str, en: str) -> None:
        """Note a problem of the content."""
        self.problems.append(Problem(path=path, value="", zh=zh, en=en))

    def hint(self, path: str, *, zh: str, en: str) -> None:
        """Note what a content should state and does not."""
        self.hints.append(Problem(path=path, value="", zh=zh, en=en))

    @contextmanager
    def noting(self, path: str, *, named: Mapping[str, str] | None = None) -> Iterator[None]:
        """Note a refusal that the block raises, at its place in the content, and go on."""
        try:
            yield
        except InvalidRecord as error:
            self.problems += [replace(each, path=_placed(path, each.path, named or {})) for each in error.problems]
        except DisposalError as error:
            self.refuse(_placed(path, error.field, named or {}), zh=error.zh.rstrip("。"), en=error.en.rstrip("."))


def _placed(path: str, own: str, named: Mapping[str, str]) -> str:
    """Return the path in the content: a name that begins at the top stands alone (``/facts.issuer_code``)."""
    first, _, rest = own.partition(".")
    place = named.get(first, first)
    if place.startswith("/"):
        return joined(place[1:], rest)
    return joined(path, place, rest)
