"""Reading an amount of yuan on the command line."""

from decimal import Decimal

import typer

from notices.written.amounts import yuan_in


def parse_yuan(text: str) -> Decimal:
    """Return an amount of yuan in any form that ``notices.written.amounts`` reads; else it is wrong usage."""
    is_negative = text.startswith("-")  # refused by the rule it is asked for, which says why
    yuan = yuan_in(text.removeprefix("-"))
    if yuan is None:
        message = (
            f"{text!r} is not an amount of yuan; write it like 193474338.54 or 5000万 · "
            "不是以元为单位的金额；请写成 193474338.54 或 5000万 的形式"
        )
        raise typer.BadParameter(message)
    return -yuan if is_negative else yuan
