"""One slip of the pen: a character wrong, dropped, doubled, or two neighbours swapped."""

LEAST_DROPPED = 4
"""A brand of this length is still known when it loses one character."""

_NUMERALS = frozenset("〇一二三四五六七八九十百")


def is_one_slip(one: str, other: str) -> bool:
    """Return whether two texts differ by one slip; equal texts do not, nor texts with another numeral."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = _shared(one, other)
    end = min(_shared(one[::-1], other[::-1]), min(len(one), len(other)) - start)
    middle, opposite = one[start : len(one) - end], other[start : len(other) - end]
    if _NUMERALS & set(middle + opposite):
        return False  # 第十二 and 第二十, 七〇一 and 七一〇 are two
    if (middle + opposite).isascii() and not one.isascii():
        return False  # letters in a Chinese name: ABD and ADB are two
    if len(one) != len(other):
        return len(middle) + len(opposite) == 1
    return len(middle) == 1 or (len(middle) == 2 and middle == opposite[::-1])


def is_short_for(short: str, long: str) -> bool:
    """Return whether a word of two characters stands for one of four, one of each half: 建材 for 建筑材料.

    Words that both have behind it do not count: 房建工程, 房屋建筑工程.
    """
    while short and short[-1] == long[-1] and len(short) > 2 and short[-2:] == long[-2:]:
        short, long = short[:-2], long[:-2]
    return len(short) == 2 and len(long) == 4 and short[0] == long[0] and short[1] in long[2:] and short[1] != long[1]


def numerals_in(text: str) -> list[str]:
    """Return the numerals of a text in their order."""
    return [character for character in text if character in _NUMERALS]


def undoubled(text: str) -> str:
    """Return a text with each doubled character once: 恒恒达 → 恒达."""
    return "".join(character for at, character in enumerate(text) if at == 0 or text[at - 1] != character)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts share at the start."""
    for at, (character, opposite) in enumerate(zip(one, other, strict=False)):
        if character != opposite:
            return at
    return min(len(one), len(other))


def mixture_of(text: str) -> str:
    """Return what two texts have in common that differ by neighbours swapped or characters doubled."""
    return "".join(sorted(undoubled(text)))


def is_swapped_or_doubled(one: str, other: str) -> bool:
    """Return whether two texts differ by two neighbours swapped, or by characters doubled; no numeral is a slip."""
    if numerals_in(one) != numerals_in(other):
        return False
    a, b = undoubled(one), undoubled(other)
    return a == b or (len(a) == len(b) and is_one_slip(a, b) and sorted(a) == sorted(b))


def brand_variants(brand: str) -> frozenset[str]:
    """Return what a brand becomes when doubled characters count once, and when it loses one or two are swapped."""
    plain = undoubled(brand)
    found = {plain}
    if len(plain) >= LEAST_DROPPED or len(plain) == 2:
        found |= {plain[:at] + plain[at + 1 :] for at in range(len(plain))}
    if len(plain) > 2:
        found.add("~" + "".join(sorted(plain)))
    return frozenset(found)


def is_slip_in_brand(a: str, b: str) -> bool:
    """Return whether one brand is the other with a character doubled, dropped, or two neighbours swapped."""
    if numerals_in(a) != numerals_in(b) or a.isascii() or b.isascii():
        return False  # 三号 and 三十号 are two, and so are ABD and ADB
    one, other = undoubled(a), undoubled(b)
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(longer) == len(shorter) + 1:
        return (len(longer) >= LEAST_DROPPED or len(longer) == 2) and is_one_slip(shorter, longer)
    is_swapped = len(one) == len(other) > 2 and sorted(one) == sorted(other)
    return is_swapped and is_one_slip(one, other)
