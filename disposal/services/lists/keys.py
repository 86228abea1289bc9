"""Look-up keys of list entries: the blocking keys of matching, hashed to 64 bits together with the list and a class.

A key contains the list, so that a search reads a limited number of entries of each list. It contains the class of the
entry, so that a search skips entries that the number rules out: a person with a known resident ID is not a namesake
with another one.

``D``: the number decides (a resident ID, or an organisation's valid code). ``M``: a masked resident ID with visible
ends; the entry is also found by these ends (``#``). ``N``: only the name is available. ``O``: an organisation's code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b, sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from uuid import UUID

from disposal.eligibility.matching import Prepared, Subject, keys, prepare
from disposal.eligibility.matching.numbers import Number, NumberKind
from disposal.models.lists.entry import ListNumberKind
from notices.codes import PartyKind

_HEADS = range(2, 7)
_TAILS = (4, 3)
_RESIDENT_DIGITS = 18
_READERS = ("opencc", "pypinyin", "python-stdnum", "tojyutping")


@dataclass(frozen=True, slots=True)
class Named:
    """The facts of an entry used for its keys and its comparison."""

    kind: PartyKind
    names: tuple[str, ...]
    number_kind: ListNumberKind | None = None
    number_masked: str | None = None
    credit_code: str | None = None
    is_mask_exact: bool = True

    def subject(self, *, number_index: str | None = None) -> Subject:
        """Convert the entry for comparison; pass ``number_index`` only for a resident ID, or if found equal."""
        number = self.number_masked if self.kind is PartyKind.natural_person else self.credit_code or self.number_masked
        return Subject(self.kind, self.names, number, number_index=number_index, is_mask_exact=self.is_mask_exact)


@cache
def key_version() -> str:
    """Return the digest of everything that stored keys depend on: matching, its tables, and the readers of names.

    Keys stored with another version are not reliable; ``disposal list reindex`` rebuilds them.
    """
    digest = sha256()
    for file in key_sources():
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    digest.update(" ".join(f"{name} {version(name)}" for name in _READERS).encode())
    return digest.hexdigest()[:16]


def key_sources() -> tuple[Traversable, ...]:
    """Return the files that stored keys depend on."""
    rooms = [files(f"disposal.eligibility.{room}") for room in ("likeness", "matching", "vocabulary")]
    folders = (*rooms, rooms[-1] / "data")
    inside = [file for folder in folders for file in folder.iterdir() if file.name.endswith((".py", ".txt"))]
    read = (files("notices.content") / "name_shapes.py", files("notices.written") / "surnames.py")
    return (*sorted(inside, key=lambda file: file.name), *read, files("disposal.services.lists") / "keys.py")


def stored_keys(list_id: UUID, entry: Named) -> tuple[str, set[int]]:
    """Return the class and the keys of an entry."""
    party = prepare(entry.subject())
    class_ = _class_of(entry, party)
    salt, salt_of_codes = _salt(list_id, class_), _salt(list_id, "O")
    stored = keys(party, index=_never, is_sought=False).stored
    found = {_hashed(key) ^ (salt_of_codes if key.startswith("o:") else salt) for key in stored}
    if class_ == "M" and party.number is not None:
        found.add(_hashed(f"#{party.number.head[:6]}…{party.number.tail[-4:]}") ^ salt)
    return class_, found


def probe_keys(list_id: UUID, party: Prepared, *, probe: frozenset[str], classes: str) -> Iterator[int]:
    """Yield the keys of entries on a list that may be the party.

    ``probe`` are the party's blocking keys; ``classes`` are those the list has.
    """
    names, codes = _probe_hashed(probe)
    salt = _salt(list_id, "O")
    yield from [code ^ salt for code in codes]
    decides = _decides(party)
    for class_ in classes:
        salt = _salt(list_id, class_)
        if class_ == "N" or not decides:
            yield from [name ^ salt for name in names]
        elif class_ == "M" and party.is_person and party.number is not None:
            yield from [_hashed(end) ^ salt for end in _ends(party.number.text)]


def _never(number: str) -> str:
    """Raise an error: the keys of an entry must not use its full number."""
    message = f"an entry has a full number of {len(number)} characters; it must be masked or digested"
    raise ValueError(message)


def _class_of(entry: Named, party: Prepared) -> str:
    number = party.number
    if entry.kind is PartyKind.natural_person:
        if entry.number_kind is ListNumberKind.resident_id:
            return "D"
        is_masked = entry.number_kind is ListNumberKind.masked and number is not None
        return "M" if is_masked and number is not None and _shows_ends(number) else "N"
    is_coded = entry.kind is PartyKind.organisation and number is not None and not number.is_masked
    return "D" if is_coded and not _may_be_others(party) else "N"


def _shows_ends(number: Number) -> bool:
    is_whole = len(number.text) == _RESIDENT_DIGITS and number.kind is NumberKind.resident
    return is_whole and len(number.head) >= _HEADS[0] and len(number.tail) >= _TAILS[-1]


def _decides(party: Prepared) -> bool:
    """Return whether the party's number rules out everyone with another number."""
    number = party.number
    if number is None:
        return False
    if not party.is_person:
        is_coded = party.subject.kind is PartyKind.organisation and not number.is_masked and number.is_valid
        return is_coded and not _may_be_others(party)
    if number.kind is not NumberKind.resident:
        return False
    if not number.is_masked:
        return number.is_valid
    return number.index is not None and len(number.head) >= _HEADS[-1] and len(number.tail) >= _TAILS[0]


def _may_be_others(party: Prepared) -> bool:
    """Return whether an organisation may be somebody with another number: a branch its company, a shop its operator."""
    return party.is_branch or party.names_its_operator


def _ends(text: str) -> Iterator[str]:
    """Yield the parts of a resident ID that a publisher may leave visible."""
    for head in _HEADS:
        for tail in _TAILS:
            yield f"#{text[:head]}…{text[-tail:]}"


@lru_cache(maxsize=2_000)
def _probe_hashed(probe: frozenset[str]) -> tuple[list[int], list[int]]:
    """Return the keys of names and those of codes; a search asks for them on each list and of each class."""
    names = [_hashed(key) for key in probe if not key.startswith(("n:", "o:"))]
    return names, [_hashed(key) for key in probe if key.startswith("o:")]


@lru_cache(maxsize=2_000)
def _salt(list_id: UUID, class_: str) -> int:
    return _hashed(f"{list_id.hex}{class_}")


def _hashed(text: str) -> int:
    """Return a text as 64 bits."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
