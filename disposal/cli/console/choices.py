"""Parse a code on the command line: the code itself, its Chinese label, or another word that identifies it."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import typer

from notices.codes import Coded
from notices.law.issuers import IssuerKind

C = TypeVar("C", bound=Coded)


def code_of(codes: type[C]) -> Callable[[str], C]:
    """Return the parser of an option that takes one of these codes.

    The parser raises typer.BadParameter for any other word.
    """

    def parse(word: str) -> C:
        found = codes.members_called(word)
        if len(found) == 1:
            return found[0]
        from notices.reading.explain import code_facts, sentences

        zh, en = sentences("enum", code_facts(word, ", ".join(member.value for member in codes)))
        message = f"{word!r} {en} · {zh}"
        raise typer.BadParameter(message)

    return parse


def metavar_of(codes: type[Coded]) -> str:
    """Return the codes as shown in help texts: ``[intake|award|signing]``."""
    return f"[{'|'.join(member.value for member in codes)}]"


IssuerKindOption = Annotated[
    IssuerKind | None,
    typer.Option(
        "--issuer-kind",
        parser=code_of(IssuerKind),
        metavar=metavar_of(IssuerKind),
        help="what the issuer is: whether No. 87 binds it",
    ),
]
"""The option that says what an issuer is."""
