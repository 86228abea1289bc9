"""pypinyin's table of readings and its conversion to Wade-Giles, loaded when the first name is read."""

import os
from collections.abc import Mapping
from functools import cache


@cache
def dictionary() -> Mapping[int, str]:
    """Return the readings of each character.

    pypinyin's phrases, which it lets one leave out, take many times as long to load and are not asked.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


def wade_giles(syllable: str) -> str:
    """Return a syllable of Hanyu Pinyin in Wade-Giles."""
    dictionary()
    from pypinyin.style.wadegiles import to_wade_glides

    return str(to_wade_glides(syllable))
