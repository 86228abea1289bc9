"""The base of all models of a notice: immutable, unknown fields refused."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable model. An unknown field is an error, so that a misspelt name is never ignored."""

    model_config = ConfigDict(
        hide_input_in_errors=True,  # an error may be logged; it names the field, not what stands in it
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        revalidate_instances="never",
        defer_build=True,
    )
