"""A submitted form: its values, and the problem of each field."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, get_args

from disposal.services.public.queries import InvalidQuery, Query, not_a_choice, parse
from notices.codes import Coded
from notices.errors import NoticesError
from notices.reading import Problem
from notices.written.dates import read_day

Q = TypeVar("Q", bound=Query)
_PLACE = re.compile(r"^(?:[^：，；]{1,12}第[0-9]+行|债务人)：|^debtor: ")


@dataclass(frozen=True, slots=True)
class Form:
    """The values of a form by field, and its problems."""

    values: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> int:
        """Return the HTTP status of a page with this form."""
        return 422 if self.problems else 200

    def value(self, name: str, default: str = "") -> str:
        """Return the value entered in a field."""
        return self.values.get(name, default)

    def day(self, name: str, default: str = "") -> date | None:
        """Return the day that a field names, to show it with its day of the week; None where it names none."""
        try:
            return read_day(self.value(name, default))
        except ValueError:  # who reads the day refuses it; beside the field stands nothing
            return None

    def problem(self, name: str) -> Problem | None:
        """Return the first problem of a field, or None."""
        return next((problem for problem in self.problems if problem.path == name), None)

    def with_error(self, error: NoticesError, *, at: str = "") -> "Form":
        """Return this form with an error added to the field it names, or to the field ``at``."""
        told = Problem(path=at or error.field, value="", zh=error.zh, en=error.en)
        return Form(self.values, (*self.problems, told))


Choice = tuple[str, str]
"""A value and its label."""


def choices(codes: Iterable[Coded], language: str) -> tuple[Choice, ...]:
    """Return codes with their labels in one language."""
    return tuple((code.value, code.en if language == "en" else code.zh) for code in codes)


def read_form(query: type[Q], values: Mapping[str, str]) -> tuple[Q | None, Form]:
    """Return the query of a form, or None with the form's problems."""
    form = Form({name: value for name, value in values.items() if name in query.model_fields})
    try:
        return parse(query, values), form
    except InvalidQuery as error:
        return None, Form(form.values, tuple(_in_labels(problem, query) for problem in error.problems))


def _in_labels(problem: Problem, query: type[Query]) -> Problem:
    """Replace the codes in the error for a wrong choice by the labels that the form shows."""
    field = query.model_fields.get(problem.path)
    kinds = (field.annotation, *get_args(field.annotation)) if field else ()
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, Coded):
            zh, en = not_a_choice("、".join(code.zh for code in kind), ", ".join(code.en for code in kind))
            return replace(problem, zh=zh, en=en)
    return problem


def beside_field(words: str, label: str = "") -> str:
    """Return a problem as it stands at its own field: without the place and label that one reads there already.

    保证人第1行：保证人：请逐个录入 is 请逐个录入, 填写基准日 is 请填写, 本金应为金额 is 应为金额.
    """
    told = _PLACE.sub("", words)
    if not label:
        return told
    told = told.removeprefix(f"{label}：").removeprefix(f"{label}: ")
    if told in {f"填写{label}", f"选择{label}"}:
        return f"请{told[:2]}"
    return told.removeprefix(label) if told.startswith(f"{label}应为") else told
