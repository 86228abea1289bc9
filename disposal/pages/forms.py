"""A form as it was filled in: its values kept, each problem beside its field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar, get_args

from disposal.services.public.queries import InvalidQuestion, Question, ask, not_a_choice
from notices.codes import Coded
from notices.errors import NoticesError
from notices.reading import Problem

Q = TypeVar("Q", bound=Question)


@dataclass(frozen=True, slots=True)
class Form:
    """The values of a form by field, and what is wrong with them."""

    values: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> int:
        """Return the status of a page with this form."""
        return 422 if self.problems else 200

    def value(self, name: str, default: str = "") -> str:
        """Return what was entered in a field."""
        return self.values.get(name, default)

    def problem(self, name: str) -> Problem | None:
        """Return the first problem of a field."""
        return next((problem for problem in self.problems if problem.path == name), None)

    def refused(self, error: NoticesError) -> "Form":
        """Return this form with an answer's refusal beside the field it names."""
        told = Problem(path=error.field, value="", zh=error.zh, en=error.en)
        return Form(self.values, (*self.problems, told))


Choice = tuple[str, str]
"""A value and its words."""


def choices(codes: Iterable[Coded], language: str) -> tuple[Choice, ...]:
    """Return codes with their words in one language."""
    return tuple((code.value, code.en if language == "en" else code.zh) for code in codes)


def read_form(question: type[Q], values: Mapping[str, str]) -> tuple[Q | None, Form]:
    """Return the question a form puts, or None with the form's problems."""
    form = Form({name: value for name, value in values.items() if name in question.model_fields})
    try:
        return ask(question, values), form
    except InvalidQuestion as error:
        return None, Form(form.values, tuple(_in_labels(problem, question) for problem in error.problems))


def _in_labels(problem: Problem, question: type[Question]) -> Problem:
    """Return a wrong choice with the options' labels, which stand in the form, instead of their codes."""
    asked = question.model_fields.get(problem.path)
    kinds = (asked.annotation, *get_args(asked.annotation)) if asked else ()
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, Coded):
            zh, en = not_a_choice("、".join(code.zh for code in kind), ", ".join(code.en for code in kind))
            return replace(problem, zh=zh, en=en)
    return problem
