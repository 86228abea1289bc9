"""Latin letters without the marks above them."""

import unicodedata


def toneless(text: str) -> str:
    """Return a text without tone marks and accents, ü as v."""
    decomposed = unicodedata.normalize("NFD", text).replace("u\u0308", "v")
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))
