"""Refusals shared by several values, each saying what is wrong and what to do."""

from pydantic_core import PydanticCustomError


def wrong_credit_code() -> PydanticCustomError:
    """Return the refusal of a unified social credit code whose length, characters or check digit are wrong."""
    return PydanticCustomError(
        "wrong_credit_code",
        "not a unified social credit code (18 characters, check digit last); copy it from the business licence",
    )
