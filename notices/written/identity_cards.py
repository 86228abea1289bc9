"""Numbers of identity cards of Hong Kong, Macau and Taiwan, which their holders keep for life.

Hong Kong: one or two letters, six digits, a check digit: weights 9 to 2, a missing letter counts 36, modulus 11. Macau:
1, 5 or 7, six digits, and one more, of which no rule is published: 5118204(3) or 5/118204/3. Taiwan: a letter, nine
digits of which the first is 1 or 2 (8 or 9: a resident from abroad), the last a check digit: the letter as a number of
two digits, weights 1, 9, then 8 to 1 and 1, modulus 10 (國民身分證統一編號).
"""

import re

_HONG_KONG = re.compile(r"([A-Z]{1,2})([0-9]{6})[(]?([0-9A])[)]?")
_MACAU = re.compile(r"[157]/?[0-9]{6}[(/]?[0-9][)]?")
_END_TOLD = re.compile(
    r"(?:(?:身[份分]证?|证件|\bID)(?:号码?|证号)?\s*的?(?:尾号|尾数|[后末](?:[四4六6]位)?(?:尾号|数)?)"
    r"|[(,;\s](?:尾号|尾数|[后末][四4六6]位(?:尾号|数)?)"
    r"|身[份分]证(?:号码?|证号)?[为是:：\s]*[0-9]{14})(?:[为是:：]|\s)*"
    r"([0-9]{3,5}[0-9X])(?![0-9])",
    re.I,
)
_BRACKETED = re.compile(r"[A-Z0-9]+[(][0-9A][)]")
_TAIWAN = re.compile("[A-Z][1289][0-9]{8}")
_LETTERS_OF_TAIWAN = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their numbers, from 10."""
_SEEN_HONG_KONG = re.compile(r"[A-Z][A-Z*]?[0-9*]{6}([(]?)[0-9A*][)]?")
_LENGTH_OF_ONE_LETTER = 8
_SEEN_MACAU = re.compile(r"[157*]/?[0-9*]{6}[(/][0-9*][)]?")
_MASKED_HONG_KONG = re.compile(r"[A-Z]{1,2}[*]{6}[(][*][)]")
_MASKED_MACAU = "*" * 7 + "(*)"


def is_hong_kong_card(text: str) -> bool:
    """Check form and check digit; half-width capitals, the check digit in brackets or not."""
    found = _HONG_KONG.fullmatch(text)
    if found is None:
        return False
    letters = [int(letter, 36) for letter in found[1]]
    values = [*([36] if len(letters) == 1 else []), *letters, *map(int, found[2])]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return "0123456789A"[-total % 11] == found[3]


def is_macau_card(text: str) -> bool:
    """Check the form; the last digit in brackets, behind a stroke, or neither."""
    return _MACAU.fullmatch(text) is not None


def is_taiwan_card(text: str) -> bool:
    """Check form and check digit."""
    if _TAIWAN.fullmatch(text) is None:
        return False
    letter = _LETTERS_OF_TAIWAN.index(text[0]) + 10
    digits = [letter // 10, letter % 10, *map(int, text[1:])]
    total: int = sum(digit * weight for digit, weight in zip(digits, (1, *range(9, 0, -1), 1), strict=True))
    return total % 10 == 0


def is_seen_hong_kong_card(text: str) -> bool:
    """Check whether a text with some digits hidden by ``*`` has a card's form; of two letters only with brackets."""
    found = _SEEN_HONG_KONG.fullmatch(text)
    return found is not None and "*" in text and bool(found[1] or len(text) == _LENGTH_OF_ONE_LETTER)


def is_seen_macau_card(text: str) -> bool:
    """Check whether a text with some digits hidden by ``*`` has the form of a card, its last digit apart."""
    return _SEEN_MACAU.fullmatch(text) is not None and "*" in text


def is_written_as_card(text: str) -> bool:
    """Check for a valid number with its last digit in brackets, as only these cards have it."""
    return _BRACKETED.fullmatch(text) is not None and (is_hong_kong_card(text) or is_macau_card(text))


def masked_card(number: str) -> str:
    """Return a valid number masked: A******(*) for Hong Kong, *******(*) for Macau. The kind of card stays known."""
    found = _HONG_KONG.fullmatch(number)
    return f"{found[1]}******(*)" if found else _MASKED_MACAU


def is_masked_hong_kong_card(shown: str) -> bool:
    """Check whether a masked number is that of a Hong Kong card."""
    return _MASKED_HONG_KONG.fullmatch(shown) is not None


def is_masked_macau_card(shown: str) -> bool:
    """Check whether a masked number is that of a Macau card."""
    return shown == _MASKED_MACAU


def is_masked_card(shown: str) -> bool:
    """Check whether a masked number is that of a card whose number is for life."""
    return is_masked_hong_kong_card(shown) or is_masked_macau_card(shown)


def end_of_number_told(text: str) -> str:
    """Return the end of an identity number that a remark tells (身份证尾号0211, 尾号0211); empty if it tells none.

    The end of a telephone or an account (手机尾号, 卡尾号) is none.
    """
    found = _END_TOLD.search(text)
    return found[1].upper() if found else ""
