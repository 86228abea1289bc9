"""Blocking keys. Any pair that ``compare`` calls possible or better shares a key; few other pairs do.

A party has two sets. ``stored`` goes into the indexed column; ``probe`` is searched in that column. They differ because
some relations are one-sided: a masked entry must be found by every full name that fits it, but full names that fit one
mask need not find each other. Guarantee: for any pair that ``compare`` matches, the probe keys of each meet the stored
keys of the other. A pair that does not match may share a key, even in one direction only.

Letters: ``n`` number (keyed digest), ``o`` organisation code, ``h`` one character by sound, ``k`` one by shape, ``s``
the same characters in any order, ``p`` a surname in its popular form, ``l``/``L`` Latin spelling (before it ``c``
Cantonese, ``i`` initials), ``t`` a transliterated name, ``a`` the outline of a long
one, ``f`` two words of a foreign one, ``z`` with a slip in one,
``m``/``M`` two characters next to masks, ``e``/``E`` the ends of a name around a run of masks, ``y``/``Y`` first
character and last four digits for a name that is nearly all masked, ``=`` a whole company name, ``w`` its characters
in any order, ``b`` brand with place or trade, ``x`` the spelling of a brand, ``j`` the ends of a public body's, ``u``
the start of an English name and the initials of its words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

from disposal.eligibility.likeness.latin_words import LEAST_LETTERS, outline, skeleton
from disposal.eligibility.likeness.slips import brand_variants
from disposal.eligibility.matching.characters import FIRST_IN_PRINT, MASK, alike_in_print, lookalike_groups
from disposal.eligibility.matching.commonness import is_common, letters_meant
from disposal.eligibility.matching.company_agreement import COMPANIES, concepts_told
from disposal.eligibility.matching.company_evidence import HEAD, ends_of_body
from disposal.eligibility.matching.company_matching import DISTINCTIVE_LENGTH, LEAST_MIXED
from disposal.eligibility.matching.company_name import CompanyName
from disposal.eligibility.matching.english_name import brand_spellings, shorter_brands, starts_of_brand, translations
from disposal.eligibility.matching.numbers import Number, NumberKind
from disposal.eligibility.matching.person_name import LONGEST_SPELT, PersonName
from disposal.eligibility.matching.subject import Prepared, Subject, prepare
from disposal.eligibility.trades.company_words import compared, concepts
from disposal.eligibility.vocabulary.cantonese import spelling_codes, word_codes
from disposal.eligibility.vocabulary.pinyin import readings
from disposal.eligibility.vocabulary.surnames import popular_form
from disposal.eligibility.vocabulary.transliteration import LEAST_OUTLINED
from disposal.eligibility.vocabulary.transliteration import outline as outlined

_LEAST_HEARD = 2
_MOST_WORDS = 4
_LONGEST_HIDDEN = 4


@dataclass(frozen=True, slots=True)
class Keys:
    """The blocking keys of one party: to store with it, and to find others."""

    stored: frozenset[str]
    probe: frozenset[str]


def keys(subject: Subject | Prepared, *, index: Callable[[str], str], is_sought: bool = True) -> Keys:
    """Return the blocking keys of a party.

    ``index`` computes the keyed digest of a person's full number, so that no key contains the number. It is called only
    if the subject has a full number and no ``number_index``. For a party that is only stored, ``is_sought`` is False:
    the keys of what it may be in print are not made, as a search alone needs them.
    """
    party = subject if isinstance(subject, Prepared) else prepare(subject)
    both = set(_number_keys(party, index))
    stored: set[str] = set()
    probe: set[str] = set()
    read = (party, party.as_other_kind) if party.as_other_kind else (party,)
    for _, company in (each for reading in read for each in reading.company_names):
        both.update(_company_keys(company))
        probe.update(_printed_brands(company) if is_sought else ())
    for _, name in (each for reading in read for each in reading.person_names):
        if name.is_masked:
            _add_masked(name, stored=stored, probe=probe)
            continue
        if name.foreign:
            both.update([f"f:{code}" for code in name.foreign.codes])
            if name.is_latin:
                both.update(_slipped_words(name.words))
        if name.minority:
            both.update([f"t:{code}" for code in name.minority])
        if name.is_latin:
            _add_latin(name, stored=stored, probe=probe)
        else:
            both.update(_han_keys(name))
            probe.update(_printed_names(name) if is_sought else ())
            _add_spellings(name, stored=stored, probe=probe)
            _add_full(name, stored=stored, probe=probe)
    _add_endings(party, stored=stored, probe=probe)
    return Keys(frozenset(both | stored), frozenset(both | probe))


def _number_keys(party: Prepared, index: Callable[[str], str]) -> Iterator[str]:
    number = party.number
    if number is None:
        return
    if number.index is not None:
        yield f"n:{number.index}"
    elif party.is_person and not number.is_masked:
        yield f"n:{index(number.text)}"
    if not party.is_person and not number.is_masked:
        yield f"o:{_organisation_code(number)}"


def _organisation_code(number: Number) -> str:
    return number.text[8:17] if number.kind is NumberKind.credit else number.text


def _add_latin(name: PersonName, *, stored: set[str], probe: set[str]) -> None:
    """Add the spellings by which a Latin name meets a Han name or another Latin one: whole, Cantonese, initials."""
    found = (("", name.spellings | name.converted), ("c", name.codes), ("i", name.initials | name.short | name.abroad))
    for letter, spelt in found:
        stored.update([f"{letter}L:{each}" for each in spelt])
        probe.update([f"{letter}{side}:{each}" for side in "lL" for each in spelt])


def _slipped_words(words: tuple[str, ...]) -> Iterator[str]:
    """Yield each word of a foreign name with what another is known by when it has a slip."""
    for one, other in permutations(words[:_MOST_WORDS], 2):
        if len(other) >= LEAST_LETTERS - 1:
            yield f"z:{one}.{skeleton(other)}"


def _add_spellings(name: PersonName, *, stored: set[str], probe: set[str]) -> None:
    """Add the spellings by which a Han name meets a Latin one."""
    for letter, spelt in (("", name.spellings), ("c", name.codes), ("i", name.initials)):
        for each in spelt:
            stored.add(f"{letter}l:{each}")
            probe.add(f"{letter}L:{each}")


def _han_keys(name: PersonName) -> Iterator[str]:
    """Yield the keys that match two full names differing in one character or in order only.

    Two names meet by sound only where neither is common, and never if they have two characters.
    """
    is_heard = len(name.folded) > _LEAST_HEARD and not is_common(name.surname, name.given)
    for at, character in enumerate(name.folded):
        before, after = name.folded[:at], name.folded[at + 1 :]
        if is_heard and at >= name.surname_length:
            yield from (f"h:{before}{reading}{after}" for reading in name.syllables[at])
        yield from (f"k:{before}~{group}~{after}" for group in _grouped(character))
    yield from (f"s:{letters}" for letters in (name.letters, *letters_meant(name)))
    if len(name.folded) >= LEAST_OUTLINED:
        yield f"a:{'.'.join(map(outlined, name.folded))}"
    if popular_form(name.surname):
        yield f"p:{popular_form(name.surname)}{name.given}"


def _grouped(character: str) -> list[int]:
    """Return the groups of look-alikes that are keys; those alike in print only are too many, and are searched for."""
    return [group for group in lookalike_groups(character) if group < FIRST_IN_PRINT]


def _printed_names(name: PersonName) -> Iterator[str]:
    """Yield the keys of the names that a name may be with one character mistaken in print."""
    for at, character in enumerate(name.folded):
        for other in alike_in_print(character):
            yield f"s:{''.join(sorted(name.folded[:at] + other + name.folded[at + 1 :]))}"


def _printed_brands(company: CompanyName) -> Iterator[str]:
    """Yield the keys of the brands that a Chinese brand may be with one character mistaken in print."""
    if company.is_latin or len(company.brand) == 1:
        return
    contexts = _contexts(company)
    for at, character in enumerate(company.brand):
        for other in alike_in_print(character):
            heard = min(readings(other), default=other)
            brand = f"h:{company.brand[:at]}{heard}{company.brand[at + 1 :]}"
            yield from (f"b:{brand}{context}" for context in contexts)


def _add_full(name: PersonName, *, stored: set[str], probe: set[str]) -> None:
    """Add the keys that match a full name with masked ones: each pair of characters by position, and the ends."""
    for sides, found in (("mM", _pairs(name)), ("eE", _ends(name))):
        for key in found:
            stored.add(f"{sides[0]}:{key}")
            probe.add(f"{sides[1]}:{key}")


def _add_masked(name: PersonName, *, stored: set[str], probe: set[str]) -> None:
    """Add the keys that match a masked name with full names and other masked names."""
    if name.is_mask_exact:
        pairs = list(_pairs(name))
        stored.update(f"M:{pair}" for pair in pairs)
        probe.update(f"M:{pair}" for pair in pairs)
        probe.update(f"m:{pair}" for pair in pairs[:1])
        return
    head, tail = name.folded.partition(MASK)[0], name.folded.rpartition(MASK)[2]
    shape = f"{head[0]}…{tail[-1]}" if head and tail else f"{head[:2]}…" if head else f"…{tail[-2:]}"
    if len(head) + len(tail) >= 2:
        stored.add(f"E:{shape}")
        probe.add(f"e:{shape}")


def _pairs(name: PersonName) -> Iterator[str]:
    """Yield each pair of visible characters with their positions and the length of the name."""
    length = len(name.folded)
    for one, other in combinations(name.visible, 2):
        yield f"{length}{one}{name.folded[one]}{other}{name.folded[other]}"


def _ends(name: PersonName) -> Iterator[str]:
    """Yield the ends of a name that a mask at the start, in the middle or at the end leaves visible."""
    if len(name.folded) > 2:
        yield f"{name.folded[0]}…{name.folded[-1]}"
        yield f"{name.folded[:2]}…"
        yield f"…{name.folded[-2:]}"


def _add_endings(party: Prepared, *, stored: set[str], probe: set[str]) -> None:
    """Add the keys that find a person with a nearly hidden name by the last four digits."""
    last_four = party.number.last_four if party.number and party.is_person else None
    if last_four is None:
        return
    names = [name for _, name in party.person_names]
    hidden = {name.folded[0] if name.folded[0] != MASK else "" for name in names if name.is_masked}
    shown = {name.folded[:1] for name in names if not name.is_masked}
    if shown:
        found = {*shown, ""}
        stored.update(f"y:{first}{last_four}" for first in found)
        probe.update(f"Y:{first}{last_four}" for first in found)
    for first in hidden if names else {""}:
        stored.add(f"Y:{first}{last_four}")
        probe.add(f"y:{first}{last_four}")


def _company_keys(company: CompanyName) -> Iterator[str]:
    """Yield the whole name, the brand combined with each place and trade that may agree, its slips and spellings."""
    yield f"=:{company.full}"
    if len(company.mixture) >= LEAST_MIXED:
        yield f"w:{company.mixture}"
    if not company.brand:
        return
    words = concepts_told(company) if company.is_latin else concepts(company.trade, company.form)
    seats = _seats(company)
    across = seats | {f"#{word}" for word in words}
    if (company.is_latin or company.group) and (company.has_seat_behind or not across):
        across.add("")
    spelt = {company.brand} if company.is_latin else {*brand_spellings(company.syllables), *translations(company.brand)}
    if company.may_be_of_hong_kong and len(company.brand) > 1:
        spelt |= {f"~{code}" for code in _cantonese_codes(company)}
    yield from (f"x:{brand}{context}" for brand in spelt for context in across)
    if not company.is_latin:
        yield from (f"x:{brand}{seat}" for brand in starts_of_brand(company.syllables) for seat in seats)
    if company.is_latin:
        if len(company.words) > 1:
            yield f"u:{outline(company.words)}"
        yield from (f"x:{brand}{seat}" for brand in shorter_brands(company.pieces) for seat in seats)
        return
    contexts = _contexts(company)
    brands = [company.brand] if len(company.brand) == 1 else list(_patterns(company.brand, company.syllables))
    if company.is_local:
        brands.append(f"v:{company.village}")
    yield from (f"b:{brand}{context}" for brand in brands for context in contexts)
    yield from _slip_keys(company, seats=seats)
    if company.places and company.form not in COMPANIES:
        yield from (f"j:{ends}{seat}" for ends in ends_of_body(company) for seat in seats)


def _seats(company: CompanyName) -> set[str]:
    return {f"@{code[:2]}" for code in company.places} | ({f"@{company.town}"} if company.town else set())


def _contexts(company: CompanyName) -> set[str]:
    """Return the places and trades beside which a Chinese brand tells enough; an empty text if it does alone."""
    found = _seats(company) | {f"#{word}" for word in compared(company.trade)}
    is_group_only = bool(company.group) and not company.trade
    stands_alone = len(company.brand) >= DISTINCTIVE_LENGTH or company.has_seat_behind or company.is_local
    return found | {""} if stands_alone or is_group_only or not found else found


def _cantonese_codes(company: CompanyName) -> frozenset[str]:
    if company.is_latin:
        return spelling_codes(company.pieces) if 1 < len(company.pieces) <= LONGEST_SPELT else frozenset()
    return word_codes(company.brand) if len(company.brand) <= LONGEST_SPELT else frozenset()


def _slip_keys(company: CompanyName, *, seats: set[str]) -> Iterator[str]:
    """Yield the keys that match a name with a slip: in the brand, or in a place or trade that stuck to the brand."""
    whole = f"{'.'.join(sorted(company.places))}#{'.'.join(compared(company.trade))}"
    yield from (f"d:{variant}@{whole}" for variant in brand_variants(company.brand))
    trade = f"#{'.'.join(company.trade)}" if company.trade else ""
    brand = company.brand
    heads = {brand[:length] for length in range(1, min(len(brand), _LONGEST_HIDDEN) + 1)}
    tails = {brand[-length:] for length in range(1, min(len(brand), _LONGEST_HIDDEN) + 1)}
    heads.add(company.core[:HEAD])
    least = min(len(brand), 2)
    yield from (f"q:{part}{seat}" for part in heads if len(part) >= least for seat in seats)
    if trade:
        yield from (f"q:{part}{trade}" for part in tails if len(part) >= least)


def _patterns(text: str, syllables: tuple[frozenset[str], ...]) -> Iterator[str]:
    """Yield the text with each character in turn replaced by its readings and its look-alike groups."""
    for at, character in enumerate(text):
        before, after = text[:at], text[at + 1 :]
        for reading in syllables[at]:
            yield f"h:{before}{reading}{after}"
        for group in _grouped(character):
            yield f"k:{before}~{group}~{after}"
