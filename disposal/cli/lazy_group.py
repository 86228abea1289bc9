"""A command group whose modules are imported only when called, so that `disposal --help` is fast."""

import pkgutil
import sys
from contextlib import nullcontext
from typing import Any, ClassVar, NamedTuple, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from disposal.imports import without_collection


class CommandEntry(NamedTuple):
    """A command or group: its name, `module:object` in the package of its group, one line of help."""

    name: str
    target: str
    summary: str


class LazyGroup(TyperGroup):
    """A group that lists its commands from a tuple and imports only the one that is called."""

    package: ClassVar[str] = ""
    entries: ClassVar[tuple[CommandEntry, ...]] = ()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for entry in self.entries:
            self.commands[entry.name] = TyperCommand(entry.name, help=entry.summary)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the name, the real command instead of the listed one, and the remaining arguments."""
        name, listed, rest = super().resolve_command(ctx, args)
        called = next((entry for entry in self.entries if entry.name == name), None)
        return name, listed if called is None else load_command(called, package=self.package), rest


def load_command(entry: CommandEntry, *, package: str) -> TyperCommand | TyperGroup:
    """Import the function or app of an entry and return it as a command."""
    target = f"{package}.{entry.target}"
    with nullcontext() if target.partition(":")[0] in sys.modules else without_collection():
        written = pkgutil.resolve_name(target)
    if isinstance(written, typer.Typer):
        group = get_group(written)
        group.name = entry.name
        return group
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    single.command(entry.name)(written)
    return cast(TyperCommand, get_command(single))
